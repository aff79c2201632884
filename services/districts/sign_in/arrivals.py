"""New sessions: after proving who it is, and with every rise of rights. Nothing else makes a cookie."""

from dataclasses import dataclass
from uuid import UUID

from services.districts.sign_in.accounts import Account, Accounts
from services.districts.sign_in.session_rows import NewSession, SessionRow, SessionRows
from services.districts.sign_in.standing import Choice, Standing
from services.kernel.logging import get_logger
from services.kernel.times import today

log = get_logger()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """``required``: the roles that are entered with a second factor only."""

    accounts: Accounts
    sessions: SessionRows
    standing: Standing
    required: frozenset[str]

    def arrive(self, account: Account, way: str, *, second_factor: bool) -> str:
        """Somebody proved who it is; where the account has a second factor, that one is still missing."""
        if account.totp_sealed is not None and not second_factor:
            missing = NewSession(account=account.account, complete=False, second_factor=False, way=way)
            return self.sessions.open(missing)
        return self.complete(account.account, way, second_factor=second_factor)

    def complete(self, account: UUID, way: str, *, second_factor: bool, after: SessionRow | None = None) -> str:
        """Nothing is missing any more. Who has one choice only need not make it."""
        choices = self.choices(account)
        only = choices[0] if len(choices) == 1 and self.may_enter(choices[0], second_factor=second_factor) else None
        new = NewSession(
            account=account,
            complete=True,
            second_factor=second_factor,
            way=way,
            place=None if only is None else only.place.place,
            role=None if only is None else only.role,
        )
        log.info("signed_in", account=account, purpose=way)
        return self.sessions.open(new, after=after)

    def enter(self, session: SessionRow, choice: Choice) -> str:
        """The same session day, in that district and role."""
        return self._follow(session, choice.place.place, choice.role, second_factor=session.second_factor)

    def renew(self, session: SessionRow, *, second_factor: bool) -> str:
        """The same place under a new cookie; every other session of the account is over."""
        self.sessions.end_all(session.account, but=session.session)
        return self._follow(session, session.place, session.role, second_factor=second_factor)

    def choices(self, account: UUID) -> list[Choice]:
        """Where somebody may work today."""
        return self.standing.choices(self.accounts.places(account), today())

    def may_enter(self, choice: Choice, *, second_factor: bool) -> bool:
        return second_factor or choice.role not in self.required

    def _follow(self, session: SessionRow, place: UUID | None, role: str | None, *, second_factor: bool) -> str:
        new = NewSession(
            account=session.account,
            complete=True,
            second_factor=second_factor,
            way=session.way,
            place=place,
            role=role,
        )
        return self.sessions.open(new, after=session)

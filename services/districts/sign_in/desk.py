"""The desk of the log-in: what somebody who wants in, or is in, can do. Each rise of rights makes a new session."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.districts.application import districts
from services.districts.sign_in import limits
from services.districts.sign_in.accounts import Account, Accounts
from services.districts.sign_in.arrivals import Arrivals
from services.districts.sign_in.discovery import Directory
from services.districts.sign_in.factor_rows import FactorRows
from services.districts.sign_in.invitations import InvitationOver, Invitations
from services.districts.sign_in.keys import SignInKeys
from services.districts.sign_in.logins import expect_login
from services.districts.sign_in.oidc import Client
from services.districts.sign_in.passwords import Passwords, expect_password
from services.districts.sign_in.providers import Provider, providers
from services.districts.sign_in.refusals import (
    NotYours,
    SecondFactorRequired,
    UnknownIdentity,
    WrongCredentials,
    WrongPassword,
)
from services.districts.sign_in.second_factor import SecondFactor, WrongCode
from services.districts.sign_in.session_rows import SessionRow, SessionRows
from services.districts.sign_in.standing import Standing
from services.kernel.attempts import Attempt, Attempts, TooManyAttempts
from services.kernel.logging import get_logger
from services.kernel.settings import Settings

log = get_logger()

LOCAL: Final = "password"  # the way in without a provider


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """Cookies come from here and go to the browser; nothing else ever holds them."""

    accounts: Accounts
    sessions: SessionRows
    invitations: Invitations
    attempts: Attempts
    passwords: Passwords
    second_factor: SecondFactor
    arrivals: Arrivals
    providers: Mapping[str, Provider]
    client: Client

    # --- Coming in

    def sign_in(self, login: str, password: str, address: str) -> str:
        """The cookie of a session. Raises WrongCredentials, TooManyAttempts: both say nothing of who exists."""
        keys = self.accounts.keys
        attempt = self._attempt(keys.login(login), limits.PASSWORDS, keys.address(address))
        account = self.accounts.by_login(login)
        known = self.passwords.matches(None if account is None else account.password_hash, password)
        if account is None or not known or account.locked is not None:
            log.info("sign_in_failed", purpose=LOCAL, account=account and account.account)
            raise WrongCredentials
        self.attempts.succeeded(attempt)
        if account.password_hash is not None and self.passwords.is_outdated(account.password_hash):
            self.accounts.set_password(account.account, self.passwords.hash(password))
        return self.arrivals.arrive(account, LOCAL, second_factor=False)

    def sign_in_externally(self, provider: str, issuer: str, subject: str, *, second_factor: bool) -> str:
        """The same for somebody whom a provider knows. Raises UnknownIdentity."""
        account = self.accounts.by_identity(issuer, subject)
        if account is None or account.locked is not None:
            log.info("sign_in_failed", purpose=provider, account=account and account.account)
            raise UnknownIdentity
        return self.arrivals.arrive(account, provider, second_factor=second_factor)

    def confirm(self, session: SessionRow, code: str, address: str) -> str:
        """Bring the second factor that was missing. Raises WrongCode, TooManyAttempts."""
        account = self.account(session)
        try:
            self.second_factor.check(account, code, address)
        except WrongCode:
            log.info("sign_in_failed", purpose="second-factor", account=account.account)
            raise
        return self.arrivals.complete(account.account, session.way, second_factor=True, after=session)

    # --- Invitations

    def accept(self, token: str, login: str | None, password: str) -> str:
        """Take an invitation with a password of one's own; sessions from before are over.

        A name is chosen once. Raises InvitationOver and the rules of names and passwords.
        """
        account = self.invited(token)
        name = self.accounts.login_of(account)
        chosen = expect_login(login or "") if name is None else name
        password_hash = self.passwords.hash(expect_password(password, chosen))
        if name is None:
            self.accounts.set_login(account.account, chosen)
        self.invitations.take(token)
        self.accounts.set_password(account.account, password_hash)
        return self._start_anew(account, LOCAL, second_factor=False)

    def accept_externally(self, token: str, provider: str, issuer: str, subject: str, *, second_factor: bool) -> str:
        """Take an invitation by signing in with a provider. Raises InvitationOver, IdentityTaken."""
        account = self.invited(token)
        self.accounts.bind(account.account, provider, issuer, subject)
        self.invitations.take(token)
        return self._start_anew(account, provider, second_factor=second_factor)

    def invited(self, token: str) -> Account:
        """Whom an invitation is for. Raises InvitationOver."""
        found = self.accounts.by_id(self.invitations.invited(token))
        if found is None or found.locked is not None:
            raise InvitationOver
        return found

    # --- Being in

    def account(self, session: SessionRow) -> Account:
        found = self.accounts.by_id(session.account)
        assert found is not None, "a session refers to its account"
        return found

    def choose(self, session: SessionRow, place: UUID, role: str) -> str:
        """Work in that district and role from now on. Raises NotYours, SecondFactorRequired."""
        chosen = next(
            (one for one in self.arrivals.choices(session.account) if (one.place.place, one.role) == (place, role)),
            None,
        )
        if chosen is None:
            raise NotYours
        if not self.arrivals.may_enter(chosen, second_factor=session.second_factor):
            raise SecondFactorRequired
        log.info("place_switched", account=session.account, district=chosen.place.district, role=role)
        return self.arrivals.enter(session, chosen)

    def change_password(self, session: SessionRow, current: str, password: str, address: str) -> str:
        """Another password; all other sessions are over. Raises WrongPassword, TooManyAttempts and the rules."""
        account, keys = self.account(session), self.accounts.keys
        name = self.accounts.login_of(account)
        attempt = self._attempt(keys.login(name or str(account.account)), limits.PASSWORDS, keys.address(address))
        if not self.passwords.matches(account.password_hash, current):
            raise WrongPassword
        self.attempts.succeeded(attempt)
        self.accounts.set_password(account.account, self.passwords.hash(expect_password(password, name or "")))
        log.info("account_changed", account=account.account, purpose=LOCAL)
        return self.arrivals.renew(session, second_factor=session.second_factor)

    def set_up_second_factor(self, session: SessionRow, offer: str, code: str) -> tuple[str, list[str]]:
        """Cookie and recovery codes; all other sessions are over. Raises WrongCode, SetUpExpired."""
        secret = self.second_factor.offered(session.account, offer)
        recovery = self.second_factor.set_up(session.account, secret, code)
        log.info("account_changed", account=session.account, purpose="second-factor")
        return self.arrivals.renew(session, second_factor=True), recovery

    def drop_second_factor(self, session: SessionRow, code: str, address: str) -> str:
        """Do without one from now on, if its code is shown once more. Raises WrongCode, TooManyAttempts."""
        self.second_factor.check(self.account(session), code, address)
        self.second_factor.rows.drop(session.account)
        log.info("account_changed", account=session.account, purpose="second-factor")
        return self.arrivals.renew(session, second_factor=False)

    def sign_out(self, session: SessionRow) -> None:
        self.sessions.end(session.session)
        log.info("signed_out", account=session.account, session=session.session)

    def _start_anew(self, account: Account, way: str, *, second_factor: bool) -> str:
        self.sessions.end_all(account.account)
        log.info("account_changed", account=account.account, purpose=way)
        return self.arrivals.arrive(account, way, second_factor=second_factor)

    def _attempt(self, subject: bytes, most: int, address: bytes) -> Attempt:
        try:
            return self.attempts.begin(subject, most, address)
        except TooManyAttempts:
            log.info("sign_in_locked")
            raise


def sign_in_desk(settings: Settings) -> SignInDesk:
    """The desk of this installation. Raises ProvidersMisconfigured."""
    service = districts(settings)
    keys, sessions, attempts = SignInKeys(settings.secrets), SessionRows(service.pool), Attempts(service.pool)
    accounts = Accounts(service.pool, keys)
    return SignInDesk(
        accounts=accounts,
        sessions=sessions,
        invitations=Invitations(service.pool),
        attempts=attempts,
        passwords=Passwords(),
        second_factor=SecondFactor(FactorRows(service.pool, keys), attempts),
        arrivals=Arrivals(accounts, sessions, Standing(service), frozenset(map(str, settings.second_factor))),
        providers=providers(settings.home),
        client=Client(Directory()),
    )

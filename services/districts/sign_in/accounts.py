"""Accounts as they are kept: how somebody proves who it is, and as whom the account works."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import errors
from psycopg.rows import class_row
from psycopg.sql import SQL, Composed

from services.districts.sign_in.keys import SignInKeys
from services.districts.sign_in.logins import LoginTaken
from services.kernel.database import Pool
from services.kernel.deciders import RuleViolation
from services.kernel.ids import uuid7


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``locked`` by an operator since then."""

    account: UUID
    login_sealed: bytes | None
    password_hash: str | None
    totp_sealed: bytes | None
    totp_step: int
    locked: datetime | None
    created: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """One person of one district, as whom an account works."""

    place: UUID
    account: UUID
    district: str
    staff: UUID


class PlaceTaken(RuleViolation):
    title = "Diese Person hat schon einen Zugang."
    field = "staff"


class IdentityTaken(RuleViolation):
    title = "Dieses Konto gehört hier schon zu einem anderen Zugang."


# The constraint that a second one breaks, and what is said then.
TAKEN: Final[Mapping[str | None, type[RuleViolation]]] = {
    "accounts_login_key": LoginTaken,
    "places_district_staff_key": PlaceTaken,
    "external_identities_pkey": IdentityTaken,
}
ACCOUNT: Final = SQL(
    "SELECT account, login_sealed, password_hash, totp_sealed, totp_step, locked, created FROM platform.accounts"
)
BY_ID: Final = ACCOUNT + SQL(" WHERE account = %s")
BY_LOGIN: Final = ACCOUNT + SQL(" WHERE login = %s")
BY_IDENTITY: Final = ACCOUNT + SQL(" JOIN platform.external_identities USING (account) WHERE identity = %s")
PLACES: Final = SQL("SELECT place, account, district, staff FROM platform.places WHERE account = %s ORDER BY place")
PLACE_OF: Final = SQL("SELECT place, account, district, staff FROM platform.places WHERE district = %s AND staff = %s")
PLACES_IN: Final = SQL("SELECT place, account, district, staff FROM platform.places WHERE district = %s ORDER BY place")
SET_LOGIN: Final = SQL(
    "UPDATE platform.accounts SET login = %s, login_sealed = %s WHERE account = %s AND login IS NULL"
)
ADD_PLACE: Final = SQL("INSERT INTO platform.places (place, account, district, staff) VALUES (%s, %s, %s, %s)")
BIND: Final = SQL(
    "INSERT INTO platform.external_identities (identity, account, provider) VALUES (%s, %s, %s)"
    " ON CONFLICT (account, provider) DO UPDATE SET identity = excluded.identity, bound = clock_timestamp()"
)
PROVIDERS: Final = SQL("SELECT provider FROM platform.external_identities WHERE account = %s ORDER BY provider")


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts of the platform."""

    pool: Pool
    keys: SignInKeys

    # --- who it is

    def by_id(self, account: UUID) -> Account | None:
        return self._one(BY_ID, account)

    def by_login(self, name: str) -> Account | None:
        return self._one(BY_LOGIN, self.keys.login(name))

    def by_identity(self, issuer: str, subject: str) -> Account | None:
        return self._one(BY_IDENTITY, self.keys.identity(issuer, subject))

    def login_of(self, account: Account) -> str | None:
        """The log-in name; None while the account has none."""
        sealed = account.login_sealed
        return None if sealed is None else self.keys.unseal(sealed, _place(account.account))

    # --- as whom it works

    def places(self, account: UUID) -> list[Place]:
        return self._places(PLACES, account)

    def places_in(self, district: str) -> list[Place]:
        """Everybody of a district who has an account."""
        return self._places(PLACES_IN, district)

    def place_of(self, district: str, staff: UUID) -> Place | None:
        return next(iter(self._places(PLACE_OF, district, staff)), None)

    def providers_of(self, account: UUID) -> list[str]:
        """The keys of the providers through which somebody may sign in."""
        with self.pool.connection() as connection:
            return [key for (key,) in connection.execute(PROVIDERS, [account])]

    # --- what changes

    def make(self, district: str, staff: UUID, login: str | None) -> Account:
        """A new account that nobody can sign in to yet. Raises PlaceTaken, LoginTaken."""
        account = uuid7()
        with _taken(), self.pool.transaction() as connection:
            connection.execute("INSERT INTO platform.accounts (account) VALUES (%s)", [account])
            if login is not None:
                connection.execute(SET_LOGIN, self._login(account, login))
            connection.execute(ADD_PLACE, [uuid7(), account, district, staff])
        made = self.by_id(account)
        assert made is not None
        return made

    def add_place(self, account: UUID, district: str, staff: UUID) -> None:
        """Let an account also work as that person. Raises PlaceTaken."""
        self._change(ADD_PLACE, [uuid7(), account, district, staff])

    def set_password(self, account: UUID, password_hash: str) -> None:
        self._change(
            SQL("UPDATE platform.accounts SET password_hash = %s WHERE account = %s"), [password_hash, account]
        )

    def set_login(self, account: UUID, login: str) -> None:
        """Once only. Raises LoginTaken."""
        self._change(SET_LOGIN, self._login(account, login))

    def bind(self, account: UUID, provider: str, issuer: str, subject: str) -> None:
        """From now on this external identity is this account's; another one of the same provider no longer.

        Raises IdentityTaken.
        """
        self._change(BIND, [self.keys.identity(issuer, subject), account, provider])

    def lock(self, account: UUID, *, locked: bool) -> None:
        """By an operator; sessions of a locked account are over."""
        statement = SQL(
            "UPDATE platform.accounts SET locked = CASE WHEN %s THEN coalesce(locked, clock_timestamp()) END"
            " WHERE account = %s"
        )
        self._change(statement, [locked, account])

    def _login(self, account: UUID, login: str) -> list[Any]:
        return [self.keys.login(login), self.keys.seal(login, _place(account)), account]

    def _one(self, statement: Composed, value: UUID | bytes) -> Account | None:
        with self.pool.connection() as connection:
            return connection.cursor(row_factory=class_row(Account), binary=True).execute(statement, [value]).fetchone()

    def _places(self, statement: SQL, *values: object) -> list[Place]:
        with self.pool.connection() as connection:
            return connection.cursor(row_factory=class_row(Place)).execute(statement, values).fetchall()

    def _change(self, statement: SQL, values: Sequence[object]) -> None:
        with _taken(), self.pool.connection() as connection:
            connection.execute(statement, values)


@contextmanager
def _taken() -> Iterator[None]:
    """What exists once only becomes the rule that says so."""
    try:
        yield
    except errors.UniqueViolation as second:
        refused = TAKEN.get(second.diag.constraint_name)
        if refused is None:
            raise
        raise refused from None


def _place(account: UUID) -> str:
    return f"login|{account}"

"""Invitations: a link that makes an account somebody's own. It counts once and for seven days."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.districts.sign_in.keys import hash_of
from services.kernel.database import Pool
from services.kernel.deciders import RuleViolation
from services.kernel.times import now

TERM: Final = timedelta(days=7)
PATH: Final = "/einladung"
PARAMETER: Final = "schluessel"
BYTES: Final = 32

RECALL: Final = SQL(
    "UPDATE platform.invitations SET used = clock_timestamp() WHERE account = %s AND used IS NULL AND invitation <> %s"
)
INVITE: Final = SQL("INSERT INTO platform.invitations (invitation, account, ends) VALUES (%s, %s, %s)")
INVITED: Final = SQL("SELECT account FROM platform.invitations WHERE invitation = %s AND used IS NULL AND ends > %s")
TAKE: Final = SQL(
    "UPDATE platform.invitations SET used = clock_timestamp()"
    " WHERE invitation = %s AND used IS NULL AND ends > %s RETURNING account"
)


class InvitationOver(RuleViolation):
    title = "Diese Einladung gilt nicht mehr. Bitte lassen Sie sich eine neue geben."


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is shown once to whoever invites."""

    token: str = field(repr=False)
    ends: datetime

    def link(self, address: str) -> str:
        return f"{address}{PATH}?{PARAMETER}={self.token}"


@dataclass(frozen=True, slots=True)
class Invitations:
    """All invitations of the platform; kept is only their hash."""

    pool: Pool

    def invite(self, account: UUID) -> Invitation:
        """A new link; older ones of that account count no longer."""
        invitation = Invitation(secrets.token_urlsafe(BYTES), now() + TERM)
        with self.pool.transaction() as connection:
            connection.execute(INVITE, [hash_of(invitation.token), account, invitation.ends])
            connection.execute(RECALL, [account, hash_of(invitation.token)])
        return invitation

    def invited(self, token: str) -> UUID:
        """Whom a link invites. Raises InvitationOver, whatever is wrong with it."""
        return self._account(INVITED, token)

    def take(self, token: str) -> UUID:
        """The same, and it counts no longer. Raises InvitationOver."""
        return self._account(TAKE, token)

    def _account(self, statement: SQL, token: str) -> UUID:
        with self.pool.connection() as connection:
            row = connection.execute(statement, [hash_of(token), now()]).fetchone()
        if row is None:
            raise InvitationOver
        account: UUID = row[0]
        return account

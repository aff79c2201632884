"""Sessions as they are kept: the browser holds 256 random bits, the table only their hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.districts.sign_in.keys import hash_of
from services.kernel.database import Pool
from services.kernel.ids import uuid7

COOKIE_BYTES: Final = 32
LONGEST_COOKIE: Final = 100
A_DAY_AT_WORK: Final = timedelta(hours=10)
UNTIL_THE_SECOND_FACTOR: Final = timedelta(minutes=10)
IDLE: Final = timedelta(minutes=60)
SEEN_EVERY: Final = timedelta(minutes=1)
KEPT_AFTER_END: Final = timedelta(days=30)

# The clock is the database's: there is one of them, however many processes answer.
OPEN: Final = SQL("s.ended IS NULL AND s.ends > clock_timestamp() AND s.seen > clock_timestamp() - %(idle)s")
SESSION: Final = SQL(
    "SELECT s.session, s.account, s.complete, s.second_factor, s.way, s.place, s.role, s.created, s.seen, s.ends,"
    " p.district, p.staff FROM platform.sessions s JOIN platform.accounts a USING (account)"
    " LEFT JOIN platform.places p ON p.place = s.place AND p.account = s.account"
)
FIND: Final = SESSION + SQL(" WHERE s.cookie = %(cookie)s AND a.locked IS NULL AND ") + OPEN
OPEN_OF: Final = SESSION + SQL(" WHERE s.account = %(account)s AND ") + OPEN + SQL(" ORDER BY s.created DESC")
INSERT: Final = SQL(
    "INSERT INTO platform.sessions (cookie, session, account, complete, second_factor, way, place, role, created, ends)"
    " VALUES (%(cookie)s, %(session)s, %(account)s, %(complete)s, %(second_factor)s, %(way)s, %(place)s, %(role)s,"
    " coalesce(%(created)s, clock_timestamp()), coalesce(%(ends)s, clock_timestamp() + %(term)s))"
)
TOUCH: Final = SQL("UPDATE platform.sessions SET seen = clock_timestamp() WHERE session = %s")
END: Final = SQL("UPDATE platform.sessions SET ended = clock_timestamp() WHERE session = %s AND ended IS NULL")
END_OF: Final = SQL(
    "UPDATE platform.sessions SET ended = clock_timestamp()"
    " WHERE account = %s AND ended IS NULL AND session IS DISTINCT FROM %s"
)
END_ONE_OF: Final = SQL(
    "UPDATE platform.sessions SET ended = clock_timestamp() WHERE account = %s AND session = %s AND ended IS NULL"
)
SWEEP: Final = SQL("DELETE FROM platform.sessions WHERE ends < clock_timestamp() - %s")


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One open session; not ``complete`` while the second factor is missing; ``place`` None: nothing is chosen yet."""

    session: UUID
    account: UUID
    complete: bool
    second_factor: bool
    way: str
    place: UUID | None
    role: str | None
    created: datetime
    seen: datetime
    ends: datetime
    district: str | None
    staff: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a session will be."""

    account: UUID
    complete: bool
    second_factor: bool
    way: str
    place: UUID | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRows:
    """All sessions of the platform."""

    pool: Pool

    def find(self, cookie: str) -> SessionRow | None:
        """The open session of that cookie; None also while its account is locked."""
        if len(cookie) > LONGEST_COOKIE:
            return None
        with self.pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(SessionRow), binary=True)
            return cursor.execute(FIND, {"cookie": hash_of(cookie), "idle": IDLE}).fetchone()

    def open_of(self, account: UUID) -> list[SessionRow]:
        """The open sessions of an account, the newest first."""
        with self.pool.connection() as connection:
            cursor = connection.cursor(row_factory=class_row(SessionRow))
            return cursor.execute(OPEN_OF, {"account": account, "idle": IDLE}).fetchall()

    def open(self, new: NewSession, *, after: SessionRow | None = None) -> str:
        """The cookie of a new session. One that follows ``after`` ends it, and is over when that would have been."""
        cookie = secrets.token_urlsafe(COOKIE_BYTES)
        same_day = after if after is not None and after.complete else None
        values = {
            "cookie": hash_of(cookie),
            "session": uuid7(),
            "account": new.account,
            "complete": new.complete,
            "second_factor": new.second_factor,
            "way": new.way,
            "place": new.place,
            "role": new.role,
            "created": same_day and same_day.created,
            "ends": same_day and same_day.ends,
            "term": A_DAY_AT_WORK if new.complete else UNTIL_THE_SECOND_FACTOR,
        }
        with self.pool.transaction() as connection:
            connection.execute(INSERT, values)
            if after is not None:
                connection.execute(END, [after.session])
            else:
                connection.execute(SWEEP, [KEPT_AFTER_END])
        return cookie

    def touch(self, session: UUID) -> None:
        """Somebody works with it."""
        self._execute(TOUCH, session)

    def end(self, session: UUID) -> None:
        self._execute(END, session)

    def end_all(self, account: UUID, *, but: UUID | None = None) -> None:
        """End the sessions of an account, on every device; ``but`` one."""
        self._execute(END_OF, account, but)

    def end_one(self, account: UUID, session: UUID) -> None:
        """End a session if it is this account's."""
        self._execute(END_ONE_OF, account, session)

    def _execute(self, statement: SQL, *values: object) -> None:
        with self.pool.connection() as connection:
            connection.execute(statement, values)

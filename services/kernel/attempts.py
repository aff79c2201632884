"""Attempts at a door as they are kept: noted before they are judged, so that many at once cannot slip past a limit.

A service with such a door has a table ``platform.attempts`` in its own database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.kernel import attempt_limits as limits
from services.kernel.database import Pool
from services.kernel.ids import uuid7
from services.kernel.times import now

NOTE: Final = SQL(
    "INSERT INTO platform.attempts (attempt, subject, at) SELECT %s, subject, %s FROM unnest(%s::bytea[]) subject"
)
RECENT: Final = SQL(
    "SELECT subject, at FROM platform.attempts WHERE subject = ANY (%s) AND at > %s AND attempt <> %s ORDER BY at"
)
FORGET: Final = SQL("DELETE FROM platform.attempts WHERE attempt = %s OR subject = %s OR at < %s")
FORGET_OLD: Final = SQL("DELETE FROM platform.attempts WHERE at < %s")
NOT_HEARD: Final = SQL("DELETE FROM platform.attempts WHERE attempt = %s")


class TooManyAttempts(Exception):
    """Nobody is heard on this for now, whoever it is; ``until`` says when."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, on ``subject``: it counts as failed until ``succeeded``."""

    id: UUID
    subject: bytes


@dataclass(frozen=True, slots=True)
class Attempts:
    """All attempts at the doors of one service; subjects are tokens, never what was typed."""

    pool: Pool

    def begin(self, subject: bytes, most: int, address: bytes) -> Attempt:
        """Note an attempt on a subject from an address. Raises TooManyAttempts: it was not heard and does not count."""
        attempt, instant = Attempt(uuid7(), subject), now()
        with self.pool.connection() as connection:
            connection.execute(NOTE, [attempt.id, instant, [subject, address]])
            rows = connection.execute(RECENT, [[subject, address], instant - limits.WINDOW, attempt.id]).fetchall()
            of_subject, of_address = ([at for whose, at in rows if bytes(whose) == each] for each in (subject, address))
            until = _later(limits.closed_until(of_subject, instant, most), limits.slowed_until(of_address, instant))
            if until is not None:
                connection.execute(NOT_HEARD, [attempt.id])
                raise TooManyAttempts(until)
        return attempt

    def not_counted(self, attempt: Attempt) -> None:
        """It was no failure; what failed on its subject before counts on."""
        with self.pool.connection() as connection:
            connection.execute(NOT_HEARD, [attempt.id])

    def forget_old(self) -> None:
        """What is too old to count is not kept; for doors at which nothing ever succeeds."""
        with self.pool.connection() as connection:
            connection.execute(FORGET_OLD, [now() - limits.WINDOW])

    def succeeded(self, attempt: Attempt) -> None:
        """Forget this attempt, what failed on its subject before, and what is too old to count."""
        with self.pool.connection() as connection:
            connection.execute(FORGET, [attempt.id, attempt.subject, now() - limits.WINDOW])


def _later(*ends: datetime | None) -> datetime | None:
    known: Sequence[datetime] = [end for end in ends if end is not None]
    return max(known, default=None)

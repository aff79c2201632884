"""The rows of the letter boxes, as the post of a district works through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.letters import Grounds

# What became of a letter that the carrier brought. no_effect: an answer that the referral could not take any more.
Verdict: TypeAlias = Literal["received", "answered", "no_effect", "replayed"] | Grounds

AT_ONCE: Final = 100
DUE: Final = SQL("""
    SELECT d.referral, d.book, d.person, d.number, p.district AS receiver
    FROM {0}.letters_due d JOIN {0}.referrals r USING (referral) JOIN {0}.partner_districts p USING (partner)
    ORDER BY d.number
""")
RECEIPTS: Final = SQL("""
    SELECT r.digest, r.carried, s.letter FROM {0}.letter_receipts r JOIN {0}.letters_sealed s USING (digest)
    WHERE NOT r.recorded ORDER BY s.number LIMIT %s
""")
RECORDED: Final = SQL("UPDATE {}.letter_receipts SET recorded = true WHERE digest = %s")
ARRIVED: Final = SQL("""
    SELECT digest, sender, thread, sealed FROM {}.letter_inbox WHERE verdict IS NULL ORDER BY arrived, digest LIMIT %s
""")
JUDGED: Final = SQL("UPDATE {}.letter_inbox SET verdict = %s WHERE digest = %s")
SENT: Final = SQL("""
    SELECT letter FROM {}.letters_sealed WHERE thread = %s AND receiver = %s AND referral IS NOT NULL
""")


@dataclass(frozen=True, slots=True)
class DueRow:
    """A hand-over that goes by letter; ``number``: its place in the log, which tells two of one referral apart."""

    referral: UUID
    book: UUID
    person: UUID
    number: int
    receiver: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """The carrier delivered this letter of ours."""

    digest: str
    carried: datetime
    letter: UUID


@dataclass(frozen=True, slots=True)
class ArrivedRow:
    """What the carrier brought; nothing of it is believed before it is opened."""

    digest: str
    sender: str
    thread: str
    sealed: str


@dataclass(frozen=True, slots=True)
class LetterRows:
    """One district's boxes."""

    pool: Pool
    district: str

    def due(self) -> Sequence[DueRow]:
        """Hand-overs whose partner is another district."""
        return self._all(DUE, (), DueRow)

    def receipts(self) -> Sequence[ReceiptRow]:
        return self._all(RECEIPTS, (AT_ONCE,), ReceiptRow)

    def arrived(self) -> Sequence[ArrivedRow]:
        return self._all(ARRIVED, (AT_ONCE,), ArrivedRow)

    def recorded(self, digest: str) -> None:
        """The log says that it was carried."""
        self._write(RECORDED, (digest,))

    def judged(self, digest: str, verdict: Verdict) -> None:
        """It need not be opened again."""
        self._write(JUDGED, (verdict, digest))

    def sent(self, thread: str, receiver: str) -> UUID | None:
        """The letter of ours that began a thread with that district."""
        with self.pool.transaction() as connection, enter(connection, self.district) as schema:
            row = connection.execute(SENT.format(schema), (thread, receiver)).fetchone()
        return row[0] if row else None

    def _all(self, statement: SQL, values: Sequence[object], cls: type[Any]) -> Sequence[Any]:
        with self.pool.transaction() as connection, enter(connection, self.district) as schema:
            return connection.cursor(row_factory=class_row(cls)).execute(statement.format(schema), values).fetchall()

    def _write(self, statement: SQL, values: Sequence[object]) -> None:
        with self.pool.transaction() as connection, enter(connection, self.district) as schema:
            connection.execute(statement.format(schema), values)

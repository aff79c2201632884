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
# erased: it came before, and its person was erased since.
Verdict: TypeAlias = Literal["received", "answered", "no_effect", "replayed", "erased"] | Grounds

AT_ONCE: Final = 100
DUE: Final = SQL("""
    SELECT d.referral, d.book, d.person, d.number, p.district AS receiver
    FROM {0}.letters_due d JOIN {0}.referrals r USING (referral) JOIN {0}.partner_districts p USING (partner)
    ORDER BY d.number
""")
RECEIPTS: Final = SQL("""
    SELECT r.digest, r.carried, s.letter, s.sealed IS NULL AS has_key
    FROM {0}.letter_receipts r JOIN {0}.letters_sealed s USING (digest)
    WHERE NOT r.recorded AND NOT r.stopped ORDER BY s.number LIMIT %s
""")
RECORDED: Final = SQL("UPDATE {}.letter_receipts SET recorded = true WHERE digest = %s")
UNCARRIED: Final = SQL("""
    SELECT s.letter, s.digest, s.thread, r.person, l.digest IS NOT NULL AS released,
        EXISTS (SELECT FROM {0}.letter_recalls c WHERE c.referral = s.referral AND c.number > s.number) AS recalled
    FROM {0}.letters_sealed s JOIN {0}.referrals r USING (referral) LEFT JOIN {0}.letter_releases l USING (digest)
    WHERE s.sealed IS NULL
        AND NOT EXISTS (SELECT FROM {0}.letter_receipts t WHERE t.digest = s.digest AND NOT t.stopped)
        AND NOT EXISTS (SELECT FROM {0}.letter_destructions d WHERE d.letter = s.letter)
    ORDER BY s.number
""")
RELEASE: Final = SQL("INSERT INTO {}.letter_releases (digest, sealed) VALUES (%s, %s) ON CONFLICT DO NOTHING")
STOP: Final = SQL(
    "INSERT INTO {}.letter_receipts (digest, thread, stopped) VALUES (%s, %s, true) ON CONFLICT DO NOTHING"
)
STOPPED: Final = SQL("SELECT stopped FROM {}.letter_receipts WHERE digest = %s")
HOLD: Final = SQL("DELETE FROM {}.letter_releases WHERE digest = %s")
CLEAR: Final = SQL("""
    DELETE FROM {0}.letter_releases l USING {0}.letter_receipts r WHERE l.digest = %s AND r.digest = l.digest
""")
ARRIVED: Final = SQL("""
    SELECT digest, sender, thread, sealed FROM {}.letter_inbox WHERE verdict IS NULL ORDER BY arrived, digest LIMIT %s
""")
JUDGED: Final = SQL("UPDATE {}.letter_inbox SET verdict = %s, sealed = '' WHERE digest = %s")
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
    """The carrier delivered this letter of ours; ``has_key``: it lay in the vault under a key of its own."""

    digest: str
    carried: datetime
    letter: UUID
    has_key: bool


@dataclass(frozen=True, slots=True)
class UncarriedRow:
    """A letter of the vault that has not gone; ``released``: the carrier may take it, unless it is ``recalled``."""

    letter: UUID
    digest: str
    thread: str
    person: UUID
    released: bool
    recalled: bool


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
        self._write(CLEAR, (digest,))
        self._write(RECORDED, (digest,))

    def uncarried(self) -> Sequence[UncarriedRow]:
        """Letters of the vault that wait for the carrier, or for their destruction."""
        return self._all(UNCARRIED, (), UncarriedRow)

    def release(self, digest: str, sealed: str) -> None:
        """The carrier may take it. Cleared once more, for another worker may have stopped it meanwhile."""
        self._write(RELEASE, (digest, sealed))
        self._write(CLEAR, (digest,))

    def hold(self, digest: str) -> None:
        """The carrier may not take it for now."""
        self._write(HOLD, (digest,))

    def stop(self, digest: str, thread: str) -> bool:
        """From now on it never goes; False: the carrier was first."""
        with self.pool.transaction() as connection, enter(connection, self.district) as schema:
            connection.execute(STOP.format(schema), (digest, thread))
            connection.execute(CLEAR.format(schema), (digest,))
            row = connection.execute(STOPPED.format(schema), (digest,)).fetchone()
        assert row is not None, "it was just written, if it was not there"
        return bool(row[0])

    def judged(self, digest: str, verdict: Verdict) -> None:
        """It need not be opened again, and nothing of it is kept: what was taken in lies in the vault."""
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

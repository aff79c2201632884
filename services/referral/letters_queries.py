"""Questions about letters to and from other districts; what stands in them is in the vault, see ``letter_words``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.referral import LetterAnswer
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.application import Referral
from services.referral.letter_rows import Verdict
from services.referral.letters_in import SENDER
from services.referral.shared_texts import MESSAGE

LETTERS: Final = SQL("""
    SELECT l.letter AS letter_id, l.direction, l.district, l.referral AS referral_id, l.person AS person_id,
        l.fields, l.begun, a.answer, a.on_day AS answered_on, d.carried, x.destroyed
    FROM {0}.letters l
    LEFT JOIN LATERAL (
        SELECT answer, on_day FROM {0}.letter_answers a WHERE a.letter = l.letter ORDER BY number DESC LIMIT 1
    ) a ON true
    LEFT JOIN LATERAL (
        SELECT min(carried) AS carried FROM {0}.letter_deliveries d WHERE d.letter = l.letter
    ) d ON true
    LEFT JOIN {0}.letter_destructions x ON x.letter = l.letter
    ORDER BY l.begun DESC, l.letter
""")
REFUSED: Final = SQL("""
    SELECT sender, arrived, verdict FROM {}.letter_inbox
    WHERE verdict IS NOT NULL AND verdict NOT IN ('received', 'answered') ORDER BY arrived DESC LIMIT 100
""")
WAITING: Final = SQL("""
    SELECT d.referral AS referral_id, r.partner AS partner_id, p.district
    FROM {0}.letters_due d JOIN {0}.referrals r USING (referral) LEFT JOIN {0}.partner_districts p USING (partner)
    ORDER BY d.number
""")
DISTRICTS: Final = SQL("SELECT partner, district FROM {}.partner_districts")


@dataclass(frozen=True, slots=True)
class LetterRow:
    """``district``: the other side. ``carried``: when ours arrived there. ``destroyed``: it never will.

    While both are None it is on its way.
    """

    letter_id: UUID
    direction: Literal["sent", "received"]
    district: str
    referral_id: UUID | None
    person_id: UUID | None
    fields: Sequence[str]
    begun: datetime
    answer: LetterAnswer | None
    answered_on: date | None
    carried: datetime | None
    destroyed: datetime | None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A letter that was not taken, and from where the carrier had it."""

    sender: str
    arrived: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A hand-over by letter that is not sealed; ``district`` None: nobody said which district the partner is."""

    referral_id: UUID
    partner_id: UUID
    district: str | None


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What stands in a received letter; None where it was erased or never said."""

    fields: Mapping[str, str | None]
    message: str | None
    sender: str | None


def letters(pool: Pool, district: str) -> list[LetterRow]:
    """All letters, the newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(LetterRow)).execute(LETTERS.format(schema)).fetchall()


def letter(pool: Pool, district: str, letter_id: UUID) -> LetterRow | None:
    return next((each for each in letters(pool, district) if each.letter_id == letter_id), None)


def letters_of(pool: Pool, district: str, referral_id: UUID) -> list[LetterRow]:
    """The letters that handed a referral over, the newest first."""
    return [each for each in letters(pool, district) if each.referral_id == referral_id]


def refused(pool: Pool, district: str) -> list[RefusedRow]:
    """What came and was not taken, the newest hundred."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(RefusedRow)).execute(REFUSED.format(schema)).fetchall()


def waiting(pool: Pool, district: str) -> list[WaitingRow]:
    """Hand-overs whose letter is not sealed yet."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(WaitingRow)).execute(WAITING.format(schema)).fetchall()


def partner_districts(pool: Pool, district: str) -> dict[UUID, str]:
    """Which entries of the directory are other districts, and which."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return dict(connection.execute(DISTRICTS.format(schema)).fetchall())


def letter_words(referral: Referral, district: str, row: LetterRow) -> LetterWords:
    """The words of a received letter. Raises ValueError for one that we sent: nobody here can read it."""
    if row.person_id is None:
        raise ValueError("a letter of ours")
    addresses = {name: (row.person_id, name, row.letter_id) for name in (*row.fields, MESSAGE, SENDER)}
    texts = referral.vault.get(district, addresses.values())
    words = {name: texts.get(address) for name, address in addresses.items()}
    return LetterWords({name: words[name] for name in row.fields}, words[MESSAGE], words[SENDER])

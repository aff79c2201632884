"""Questions about press work: items, narrowed down, with their words from the vault. Days are local."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.events.words import PressChannel, Tone
from services.events.application import Events
from services.events.domain.press_trend import Said
from services.events.texts import NO_WORDS, Sheet, Words, words_of_all
from services.kernel.database import Pool
from services.kernel.district import district as enter

PRESS_FIELDS: Final = ("headline", "address", "note")
ITEMS: Final = SQL("""
    SELECT item AS item_id, on_day AS "on", medium, channel, tone, own, reach, sozialraeume, operation,
        event AS event_id, details AS details_id
    FROM {}.press_items
    WHERE (%(sozialraum)s::text IS NULL OR %(sozialraum)s = ANY (sozialraeume))
    AND (%(tone)s::text IS NULL OR tone = %(tone)s)
    AND (%(channel)s::text IS NULL OR channel = %(channel)s)
    AND (%(own)s::boolean IS NULL OR own = %(own)s)
    AND (%(year)s::int IS NULL OR extract(year FROM on_day) = %(year)s)
    AND (%(event)s::uuid IS NULL OR event = %(event)s)
    ORDER BY on_day DESC, item DESC
""")
ONE: Final = SQL("""
    SELECT item AS item_id, on_day AS "on", medium, channel, tone, own, reach, sozialraeume, operation,
        event AS event_id, details AS details_id
    FROM {}.press_items WHERE item = %s
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class PressEntry:
    """Something that appeared, as it was corrected last."""

    item_id: UUID
    on: date
    medium: str
    channel: PressChannel
    tone: Tone
    own: bool
    reach: int | None
    sozialraeume: Sequence[str]
    operation: str | None
    event_id: UUID | None
    details_id: UUID | None

    @property
    def said(self) -> Said:
        return Said(self.on, self.tone, tuple(self.sozialraeume))


@dataclass(frozen=True, slots=True, kw_only=True)
class PressWished:
    """What is asked for; None is everything."""

    sozialraum: str | None = None
    tone: str | None = None
    channel: str | None = None
    own: bool | None = None
    year: int | None = None
    event_id: UUID | None = None


EVERYTHING: Final = PressWished()


def press_items(pool: Pool, district: str, wished: PressWished = EVERYTHING) -> list[PressEntry]:
    """Newest first."""
    asked = {name: getattr(wished, name) for name in ("sozialraum", "tone", "channel", "own", "year")}
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(PressEntry))
        return cursor.execute(ITEMS.format(schema), asked | {"event": wished.event_id}).fetchall()


def press_item(pool: Pool, district: str, item_id: UUID) -> PressEntry | None:
    """None where there is none, or where it was taken back."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(PressEntry)).execute(ONE.format(schema), (item_id,)).fetchone()


def press_words(events: Events, district: str, entries: Iterable[PressEntry]) -> dict[UUID, Words]:
    """Item -> headline, address, note; each has at least no words. Raises Forgery."""
    known = list(entries)
    found = words_of_all(events, district, [Sheet(each.item_id, each.details_id, PRESS_FIELDS) for each in known])
    return {each.item_id: NO_WORDS if each.details_id is None else found[each.details_id] for each in known}

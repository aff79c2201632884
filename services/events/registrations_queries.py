"""Questions about registrations: how many places are left, who has one, who waits, and how they are reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.events.application import Events
from services.events.domain.places import accepted
from services.events.texts import NO_WORDS, Sheet, Words, words_of_all
from services.kernel.database import Pool
from services.kernel.district import district as enter

CONTACT_FIELDS: Final = ("name", "phone", "email")
REGISTRATIONS: Final = SQL("""
    SELECT r.registration AS registration_id, r.event AS event_id, r.persons, r.contact AS contact_id, r.requested,
        l.registration IS NOT NULL AS given_back
    FROM {0}.registrations r LEFT JOIN {0}.registration_releases l USING (registration)
    WHERE r.event = ANY (%s) ORDER BY r.place
""")
UNTIL: Final = SQL("""
    SELECT r.registration FROM {0}.registrations r JOIN {0}.events e USING (event)
    WHERE coalesce(e.until, e.on_day) <= %s
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """In the order in which places are given."""

    registration_id: UUID
    event_id: UUID
    persons: int
    contact_id: UUID | None
    requested: datetime
    given_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationSaid:
    """A registration that counts, with a place or waiting for one, and whose it is."""

    registration: Registration
    has_place: bool
    words: Words


@dataclass(frozen=True, slots=True)
class PlacesLeft:
    """``left`` None: nobody counts places. As soon as somebody waits nothing is left."""

    taken: int
    waiting: int
    left: int | None


def registrations_of(pool: Pool, district: str, event_id: UUID) -> list[Registration]:
    """All of an event, also those that were given back."""
    return _of(pool, district, [event_id])


def registrations_until(pool: Pool, district: str, last_day: date) -> set[UUID]:
    """All of events whose last day was that day or before, also of those that were cancelled."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return {key for (key,) in connection.execute(UNTIL.format(schema), [last_day])}


def places_left(pool: Pool, district: str, capacities: dict[UUID, int | None]) -> dict[UUID, PlacesLeft]:
    """For each of these events (with its capacity)."""
    found = _of(pool, district, list(capacities))
    return {
        event_id: _left(capacity, [each for each in found if each.event_id == event_id])
        for event_id, capacity in capacities.items()
    }


def registrations_said(events: Events, district: str, event_id: UUID, capacity: int | None) -> list[RegistrationSaid]:
    """Those that count, in order, with names and how to reach them; „gelöscht“ once that was forgotten."""
    found = [each for each in registrations_of(events.pool, district, event_id) if not each.given_back]
    sheets = [Sheet(each.registration_id, each.contact_id, CONTACT_FIELDS) for each in found]
    words = words_of_all(events, district, sheets)
    has_place = accepted(capacity, [(each.registration_id, each.persons) for each in found])
    return [
        RegistrationSaid(
            registration=each,
            has_place=has_place[each.registration_id],
            words=words[each.contact_id] if each.contact_id else NO_WORDS,
        )
        for each in found
    ]


def _left(capacity: int | None, found: Sequence[Registration]) -> PlacesLeft:
    counting = [(each.registration_id, each.persons) for each in found if not each.given_back]
    has_place = accepted(capacity, counting)
    taken = sum(persons for key, persons in counting if has_place[key])
    waiting = sum(persons for _, persons in counting) - taken
    if capacity is None:
        return PlacesLeft(taken, waiting, None)
    return PlacesLeft(taken, waiting, 0 if waiting else capacity - taken)


def _of(pool: Pool, district: str, event_ids: Collection[UUID]) -> list[Registration]:
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Registration))
        return cursor.execute(REGISTRATIONS.format(schema), (list(event_ids),)).fetchall()

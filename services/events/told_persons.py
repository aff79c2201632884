"""What events has of a person: that she helps, the time she gave, her certificates, and where she registered.

Volunteers and people who register are known under ids of their own. They are found by those, or by the same name with
the same telephone number or e-mail address.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self, TypeAlias
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.events import PlaceReleased, PlaceRequested
from services.contracts.vocabularies import languages
from services.events.application import Events
from services.events.application import events as open_service
from services.events.registrations_queries import CONTACT_FIELDS
from services.events.texts import NO_WORDS, Sheet, Words, words_of_all
from services.events.volunteers_queries import helpers
from services.events.volunteers_wording import PROVENANCES
from services.events.volunteers_words import VOLUNTEER_FIELDS, named
from services.kernel.district import district as enter
from services.kernel.facts import Contract
from services.kernel.log import LogRow
from services.kernel.settings import Settings
from services.kernel.telling import Part, Subject, Told, Wording

TITLES: Final[Mapping[str, str]] = {
    "events.certificate_issued": "Ehrenamtsnachweis ausgestellt",
    "events.engagement_left": "Aufgabe abgegeben",
    "events.engagement_taken": "Aufgabe übernommen",
    "events.place_released": "Platz zurückgegeben",
    "events.place_requested": "Zu einer Veranstaltung angemeldet",
    "events.volunteer_enlisted": "Als Ehrenamtliche aufgenommen",
    "events.volunteer_erased": "Name und Kontaktdaten gelöscht",
    "events.volunteer_left": "Ehrenamt beendet",
    "events.volunteering_cancelled": "Zeit storniert",
    "events.volunteering_recorded": "Zeit erfasst",
}
FIELDS: Final[Mapping[str, str]] = {"name": "Name", "phone": "Telefon", "email": "E-Mail", "note": "Notiz"}
RECORDS: Final = SQL("SELECT record FROM {}.volunteering WHERE volunteer = ANY (%s) ORDER BY on_day, record")
REGISTRATIONS: Final = SQL("SELECT registration, event, contact FROM {}.registrations ORDER BY place")
EVENTS: Final = SQL("SELECT event, title FROM {}.events WHERE event = ANY (%s)")
Recorded: TypeAlias = tuple[LogRow, Contract]


@dataclass(frozen=True, slots=True)
class PartsOfEvents:
    """The port ``services.kernel.telling.TellsOfPersons``."""

    service: Events
    about: str = "Ehrenamt und Anmeldungen zu Veranstaltungen"

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(open_service(settings))

    def parts(self, district: str, subject: Subject) -> list[Part]:
        return [
            Part(title="Ehrenamt", told=tuple(self._volunteering(district, subject))),
            Part(title="Anmeldungen zu Veranstaltungen", told=tuple(self._registrations(district, subject))),
        ]

    def _volunteering(self, district: str, subject: Subject) -> Iterator[Told]:
        known = helpers(self.service.pool, district)
        people = named(self.service, district, known.volunteers.values())
        hers = [each for each in people if _is_hers(each.entry.volunteer_id, each.words, subject)]
        for each in hers:
            yield from _in_words(each.words, VOLUNTEER_FIELDS)
        mine = [each.entry.volunteer_id for each in hers]
        texts = {key: each.title for key, each in known.engagements.items()}
        yield from self._told(district, self._facts(district, [*mine, *self._records(district, mine)]), texts)

    def _records(self, district: str, mine: list[UUID]) -> list[UUID]:
        with self.service.pool.transaction() as connection, enter(connection, district) as schema:
            return [record for (record,) in connection.execute(RECORDS.format(schema), [mine])]

    def _registrations(self, district: str, subject: Subject) -> Iterator[Told]:
        """Those that were not forgotten: afterwards nobody can tell any more whose they were."""
        with self.service.pool.transaction() as connection, enter(connection, district) as schema:
            rows = connection.execute(REGISTRATIONS.format(schema)).fetchall()
        sheets = [Sheet(registration, contact, CONTACT_FIELDS) for registration, _, contact in rows]
        words = words_of_all(self.service, district, sheets)
        hers = {
            registration: said
            for registration, _, contact in rows
            if _is_hers(registration, said := words.get(contact, NO_WORDS), subject)
        }
        for said in hers.values():
            yield from _in_words(said, CONTACT_FIELDS)
        facts = self._facts(district, {event for registration, event, _ in rows if registration in hers})
        mine = [
            (row, fact)
            for row, fact in facts
            if isinstance(fact, PlaceRequested | PlaceReleased) and fact.registration_id in hers
        ]
        yield from self._told(district, mine, {})

    def _facts(self, district: str, streams: Collection[UUID]) -> list[Recorded]:
        found = self.service.store.log.streams(district, list(streams))
        rows = sorted((row for of in found.values() for row in of), key=lambda row: row.position)
        return list(zip(rows, self.service.store.mapper.open(district, rows), strict=True))

    def _told(self, district: str, facts: Sequence[Recorded], titles: Mapping[UUID, str]) -> Iterator[Told]:
        """In words, with the titles of engagements and events."""
        about = {event for _, fact in facts if (event := getattr(fact, "event_id", None)) is not None}
        with self.service.pool.transaction() as connection, enter(connection, district) as schema:
            events = dict(connection.execute(EVENTS.format(schema), [list(about)]).fetchall())
        wording = Wording(titles=TITLES, values=_values(), texts={**titles, **events})
        for row, fact in facts:
            told = wording.told(fact, row.recorded, row.actor)
            if isinstance(fact, PlaceRequested | PlaceReleased) and fact.event_id in events:
                told = replace(told, said=(("Veranstaltung", events[fact.event_id]), *told.said))
            yield told


def _is_hers(known_as: UUID, words: Words, subject: Subject) -> bool:
    said = words.known
    same = subject.identity.is_same(said.get("name"), phone=said.get("phone"), email=said.get("email"))
    return known_as in subject.persons or same


def _in_words(words: Words, fields: Iterable[str]) -> Iterator[Told]:
    for field in fields:
        if (text := words.get(field)) is not None:
            yield Told(title=FIELDS[field], recorded=None, by=None, said=(("Wortlaut", text),))


def _values() -> Mapping[str, Mapping[Any, str]]:
    return {"provenance": PROVENANCES, "languages": languages()}

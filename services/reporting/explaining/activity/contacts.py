"""Contacts behind a figure: all of them, those of a kind or a topic, or the cases that they reached."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec

from services.contracts.vocabularies import contact_kinds, topics
from services.kernel.pages.wording import day
from services.reporting.explaining.activity.things import Look, Tally, Thing, tallied
from services.reporting.explaining.events import Place
from services.reporting.tables import TRACKS

# Those that were taken back as well: the last that was known of them, and where they ended.
KNOWN: Final = """
    SELECT DISTINCT ON (contact) operation, sozialraum, date, case_id, kind, track, topics, migration_background, since,
        valid_from, CASE WHEN valid_to <= %(intake)s THEN valid_to END
    FROM {s}.contact_versions WHERE valid_from <= %(intake)s
    ORDER BY contact, valid_from DESC"""
YES_NO: Final = {"yes": "ja", "no": "nein"}


class Contact(msgspec.Struct, frozen=True, gc=False):
    """A contact as it is known; ``since`` orders those of one day."""

    thing: Thing
    sozialraum: str
    case_id: UUID | None
    kind: str | None
    track: str | None
    topics: Sequence[str]
    migration_background: str | None
    since: int

    @property
    def on(self) -> date:
        return self.thing.on


Known = Mapping[UUID, tuple[str, Contact]]  # case -> the last non-empty value, and the contact that told it


def contacts_counted(look: Look, figure: str, key: str | None) -> Iterator[Tally]:
    """Every contact ever recorded, and whether the figure counts it; ``key``: of a figure that is broken down."""
    refused = OF_CONTACTS[figure]
    for one in _known(look):
        why_not = one.thing.left_out(look.question) or refused(one, key or "")
        yield tallied(one.thing, why_not, "Kontakt im Zeitraum")


def clients_counted(look: Look, figure: str, key: str | None) -> Iterator[Tally]:
    """The same for cases: the first contact of a case that could count stands for it, every later one does not."""
    contacts = _known(look)
    first: dict[UUID, Contact] = {}
    trait = OF_CASES.get(figure)
    told = _last_told(look, contacts, trait) if trait else {}
    for one in contacts:
        why_not = one.thing.left_out(look.question) or _of_no_case(one, figure, key)
        if why_not is not None or one.case_id is None:
            yield tallied(one.thing, why_not, "")
        elif one.case_id in first:
            yield tallied(one.thing, f"Der Fall steht schon beim Kontakt am {day(first[one.case_id].on)}", "")
        else:
            first[one.case_id] = one
            yield _of_case(one, told.get(one.case_id), trait, key)


def _known(look: Look) -> list[Contact]:
    """In the order of their days, then of recording."""
    found = [_contact(row) for row in look.rows(KNOWN)]
    return sorted(found, key=lambda one: (one.on, one.since))


def _contact(row: tuple[object, ...]) -> Contact:
    operation, sozialraum, on, case, kind, track, about, background, since, recorded, cancelled = row
    places = tuple(Place("intake", position) for position in (recorded, cancelled) if isinstance(position, int))
    retracted = None if cancelled is None else "storniert"
    thing = Thing(f"Kontakt, {sozialraum}", on, operation, places, retracted)  # type: ignore[arg-type]
    return Contact(thing, sozialraum, case, kind, track, about or (), background, since)  # type: ignore[arg-type]


def _of_no_case(one: Contact, figure: str, key: str | None) -> str | None:
    if one.case_id is None:
        return "anonym: gehört zu keinem Fall"
    return _other_topic(one, key or "") if figure == "clients_by_topic" else None


Trait = tuple[str, Callable[[Contact], str | None], Mapping[str, str]]  # title, value, words


def _last_told(look: Look, contacts: Sequence[Contact], trait: Trait) -> Known:
    """Of each case: the last contact up to the period's end that says something, before the period too."""
    _, value, _ = trait
    end, operation = look.question.end, look.question.operation
    return {
        one.case_id: (said, one)
        for one in contacts
        if one.case_id is not None and one.on <= end and one.thing.retracted is None
        and operation in (None, one.thing.operation) and (said := value(one)) is not None
    }  # fmt: skip


def _of_case(one: Contact, told: tuple[str, Contact] | None, trait: Trait | None, key: str | None) -> Tally:
    rule = "Erster Kontakt des Falls im Zeitraum"
    if trait is None:
        return tallied(one.thing, None, rule)
    title, _, words = trait
    asked = words.get(key or "yes", key or "")
    if told is None:
        return tallied(one.thing, f"{title}: nicht erfasst, gefragt: {asked}", rule)
    said, source = told
    last = f"{title}: {words.get(said, said)}, zuletzt am {day(source.on)}, gefragt: {asked}"
    why_not = None if said == (key or "yes") else last
    return tallied(one.thing, why_not, f"{rule}; {last}", places=source.thing.places)


def _other_kind(one: Contact, key: str) -> str | None:
    words = contact_kinds()
    said = "nicht erfasst" if one.kind is None else words.get(one.kind, one.kind)
    return None if one.kind == key else f"Kontaktart: {said}, gefragt: {words.get(key, key)}"


def _other_topic(one: Contact, key: str) -> str | None:
    words = topics()
    said = ", ".join(words.get(each, each) for each in one.topics) or "keines"
    return None if key in one.topics else f"Themen: {said}, gefragt: {words.get(key, key)}"


def _other_month(one: Contact, key: str) -> str | None:
    month = f"{one.on:%Y-%m}"
    return None if month == key else f"Monat: {month}, gefragt: {key}"


OF_CONTACTS: Final[Mapping[str, Callable[[Contact, str], str | None]]] = {
    "contacts": lambda _one, _key: None,
    "anonymous_contacts": lambda one, _key: None if one.case_id is None else "gehört zu einem Fall",
    "contacts_by_kind": _other_kind,
    "contacts_by_topic": _other_topic,
    "contacts_by_month": _other_month,
    "contacts_by_sozialraum": lambda one, key: (
        None if one.sozialraum == key else f"Sozialraum: {one.sozialraum}, gefragt: {key}"
    ),
}
OF_CASES: Final[Mapping[str, Trait]] = {
    "clients_by_track": ("Verlauf", lambda one: one.track, TRACKS),
    "clients_with_migration_background": ("Migrationshintergrund", lambda one: one.migration_background, YES_NO),
}

"""A person gives a name: the third level of identity, after the tally contact and the pseudonymous case.

The facts hold vault entries, never a name. A name is shown and found only while a consent ``named_file`` is in force
(:func:`is_named`). When it is withdrawn or over the case is pseudonymous again for reading: the names are restricted,
not erased. Erasure is a decision of its own (GDPR Article 17(1)(b) against 17(3)(b) and Article 82 of Regulation (EU)
2021/1060: what an ESF participation rests on must be kept); a new consent lifts the restriction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import ConsentPurpose, PersonCorrected, PersonField, PersonNamed
from services.intake.domain import consent as consents
from services.intake.domain.case import expect_open
from services.intake.domain.consent import Ledger, covering, holds
from services.intake.domain.person_fields import NEEDED, PERSON_FIELDS
from services.intake.domain.refusals import InTheFuture, Refusal, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

NAMING: Final[tuple[ConsentPurpose, ...]] = ("named_file",)

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePerson:
    """The person of a pseudonymous case gives a name; ``entries``: field -> vault entry of what was said."""

    case_id: UUID
    consent_id: UUID
    entries: Mapping[str, UUID]
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPerson:
    """Names and contact details as they are right; a field that is left out is recorded no more."""

    case_id: UUID
    entries: Mapping[str, UUID]
    today: date


Command: TypeAlias = NamePerson | CorrectPerson

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonState:
    """The ledger of the case, under which consent the person was named, and what is recorded."""

    ledger: Ledger = field(default_factory=Ledger)
    consent_id: UUID | None = None
    entries: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))


def is_named(person: PersonState, day: date) -> bool:
    """Whether the names may be shown and searched on that day."""
    return person.consent_id is not None and covering(person.ledger, "named_file", day) is not None


# --- Decisions: may it happen? ----------------------------------------------


class NamingConsentMissing(Refusal):
    title = "Für Namen und Kontaktdaten braucht es eine gültige Einwilligung in die namentliche Akte."
    field = "consent_id"


class NameMissing(Refusal):
    title = "Bitte Familienname und Vorname angeben."
    field = "family_name"


class UnknownPersonField(Refusal):
    title = "Diese Angabe zur Person ist nicht vorgesehen."
    field = "fields"


class AlreadyNamed(Refusal):
    title = "Die Person ist schon namentlich erfasst. Bitte die Angaben berichtigen."
    field = "case"


class NotNamed(Refusal):
    title = "Die Person ist nicht namentlich erfasst, oder ihre Einwilligung gilt nicht mehr."
    field = "case"


def decide(command: Command, person: PersonState) -> Sequence[Contract]:
    person_id = expect_open(person.ledger.case)
    match command:
        case NamePerson():
            return _name(command, person, person_id)
        case CorrectPerson():
            return _correct(command, person, person_id)
        case _:
            assert_never(command)


def _name(command: NamePerson, person: PersonState, person_id: UUID) -> Sequence[Contract]:
    if person.consent_id == command.consent_id and dict(person.entries) == dict(command.entries):
        return []
    refuse([*_of_the_entries(command), *_of_the_consent(command, person)])
    if is_named(person, command.today):
        raise AlreadyNamed
    named = PersonNamed(
        case_id=command.case_id,
        person_id=person_id,
        consent_id=command.consent_id,
        fields=_fields(command.entries),
        on=command.on,
    )
    return [named]


def _of_the_entries(command: Command) -> Iterator[Refusal]:
    for name in NEEDED:
        if name not in command.entries:
            yield NameMissing(field=name)
    if not command.entries.keys() <= PERSON_FIELDS.keys():
        yield UnknownPersonField()


def _of_the_consent(command: NamePerson, person: PersonState) -> Iterator[Refusal]:
    """It holds on the day of the upgrade, which is not before the paper, and still today."""
    if command.on > command.today:
        yield InTheFuture(field="on")
    if not holds(person.ledger, command.consent_id, NAMING, command.on, command.today):
        yield NamingConsentMissing()


def _correct(command: CorrectPerson, person: PersonState, person_id: UUID) -> Sequence[Contract]:
    if not is_named(person, command.today):
        raise NotNamed
    refuse(_of_the_entries(command))
    if dict(person.entries) == dict(command.entries):
        return []
    fields = _fields(command.entries)
    return [PersonCorrected(case_id=command.case_id, person_id=person_id, fields=fields)]


def _fields(entries: Mapping[str, UUID]) -> tuple[PersonField, ...]:
    """In the order in which they are asked for."""
    return tuple(PersonField(field=name, entry_id=entries[name]) for name in PERSON_FIELDS if name in entries)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(person: PersonState, fact: Contract) -> PersonState:
    after = replace(person, ledger=consents.evolve(person.ledger, fact))
    match fact:
        case PersonNamed():
            return replace(after, consent_id=fact.consent_id, entries=_entries(fact.fields))
        case PersonCorrected():
            return replace(after, entries=_entries(fact.fields))
        case _:
            return after


def _entries(fields: Sequence[PersonField]) -> Mapping[str, UUID]:
    return {each.field: each.entry_id for each in fields}


PERSON: Final = Decider(initial=PersonState(), decide=decide, evolve=evolve)

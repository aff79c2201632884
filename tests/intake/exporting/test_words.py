"""Whatever a person's streams can hold has a German title, so that nobody is told half."""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import pytest

from services.contracts.events.volunteers import OfVolunteer
from services.contracts.intake import (
    EntryTraits,
    GoalAgreed,
    GoalDetails,
    ParticipationEntered,
    PersonField,
    PersonNamed,
)
from services.districts.projections.staff import staff
from services.districts.told_persons import TITLES as OF_DISTRICTS
from services.events.projections.registrations import registrations
from services.events.projections.volunteering import volunteering
from services.events.projections.volunteers import volunteers
from services.events.told_persons import TITLES as OF_EVENTS
from services.intake.exporting.words import TITLES, values
from services.kernel.facts import ERASED, FactType, fact_type, fact_types
from services.kernel.telling import Wording
from services.referral.projections.referrals import referrals
from services.referral.told_persons import TITLES as OF_REFERRAL

# What stands in streams of no person: estimates and entities, and the erasures themselves, which hold opaque ids only.
OF_NOBODY: Final = ("intake.estimate_", "intake.entity_", "intake.erasure_", "intake.key_destroyed")
OF_PERSONS: Final = [
    known for known in fact_types() if known.service == "intake" and not known.name.startswith(OF_NOBODY)
]
IN_BOOKS: Final = [fact_type(cls) for cls in referrals.reads]
HELPING: Final = [cls for cls in volunteers.reads if issubclass(cls, OfVolunteer)]
OF_HELPERS: Final = [fact_type(cls) for cls in (*HELPING, *volunteering.reads, *registrations.reads)]
OF_STAFF: Final = [fact_type(cls) for cls in staff.reads]
AT: Final = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ENTERED: Final = {
    "participation_id": UUID(int=1),
    "person_id": UUID(int=2),
    "operation": "thinka",
    "sozialraum": "rieth",
    "state": "submitted",
    "entry_date": date(2026, 3, 2),
}


@pytest.mark.parametrize("known", OF_PERSONS, ids=lambda known: known.name)
def test_every_fact_of_a_person_has_a_title(known: FactType) -> None:
    assert TITLES[known.name]


@pytest.mark.parametrize("known", IN_BOOKS, ids=lambda known: known.name)
def test_every_fact_of_a_book_of_referrals_has_a_title(known: FactType) -> None:
    assert OF_REFERRAL[known.name]


@pytest.mark.parametrize("known", OF_HELPERS, ids=lambda known: known.name)
def test_every_fact_of_who_helps_or_registers_has_a_title(known: FactType) -> None:
    assert OF_EVENTS[known.name]


@pytest.mark.parametrize("known", OF_STAFF, ids=lambda known: known.name)
def test_every_fact_of_who_works_here_has_a_title(known: FactType) -> None:
    assert OF_DISTRICTS[known.name]


def test_a_fact_is_told_field_by_field_with_what_was_sealed() -> None:
    traits = EntryTraits(birth_date=date(1990, 5, 5), housing="roofless")
    wording = Wording(titles=TITLES, values=values())

    told = wording.told(ParticipationEntered(**ENTERED, gender="female", traits=traits), AT, "staff:a")

    assert told.title == "Teilnahme erfasst"
    assert {("Geschlecht", "weiblich"), ("Geburtsdatum", "05.05.1990"), ("Wohnsituation", "obdachlos")} <= set(
        told.said
    )
    assert ("Eintritt", "02.03.2026") in told.said


def test_what_was_erased_is_told_as_gone() -> None:
    told = Wording(titles=TITLES).told(ParticipationEntered(**ENTERED, traits=ERASED), AT, "staff:a")

    assert ("Besondere Angaben (versiegelt)", "gelöscht") in told.said


def test_references_are_told_in_the_words_they_stand_for() -> None:
    entry, consent = UUID(int=3), UUID(int=4)
    named = PersonNamed(
        case_id=UUID(int=1),
        person_id=UUID(int=2),
        consent_id=consent,
        fields=(PersonField(field="family_name", entry_id=entry),),
        on=date(2026, 3, 2),
    )
    wording = Wording(titles=TITLES, values=values(), texts={entry: "Kanarienvogel"})

    assert ("Erfasste Felder", "Familienname, Kanarienvogel") in wording.told(named, AT, "staff:a").said


def test_a_topic_is_told_by_its_name() -> None:
    agreed = GoalAgreed(
        case_id=UUID(int=1),
        person_id=UUID(int=2),
        goal_id=UUID(int=3),
        on=date(2026, 3, 2),
        details=GoalDetails(topic="schulden"),
    )
    said = dict(Wording(titles=TITLES, values=values()).told(agreed, AT, "staff:a").said)

    assert said["Problemlage"] == "Ver-/Überschuldung, Schulden"

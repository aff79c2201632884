"""Every command about volunteers in every state of its stream: what happens, or which rule says no."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

import pytest

from services.contracts.events import (
    CertificateIssued,
    EngagementClosed,
    EngagementLeft,
    EngagementOffered,
    EngagementTaken,
    VolunteerEnlisted,
    VolunteerErased,
    VolunteeringCancelled,
    VolunteeringRecorded,
    VolunteerLeft,
)
from services.events.domain import engagement, volunteer, volunteering
from services.events.domain.days import EndsBeforeItBegins, InTheFuture
from services.events.domain.engagement import (
    CloseEngagement,
    CorrectEngagement,
    EngagementIsClosed,
    NobodyNeeded,
    OfferEngagement,
    UnknownEngagement,
)
from services.events.domain.volunteer_certificate import IssueCertificate, NoTimeRecorded
from services.events.domain.volunteer_engagements import EngagementNotTaken, LeaveEngagement, TakeEngagement
from services.events.domain.volunteer_enlisting import (
    CorrectVolunteer,
    EnlistVolunteer,
    EraseVolunteer,
    LeaveVolunteering,
    SignUpVolunteer,
    UnknownLanguage,
)
from services.events.domain.volunteer_state import UnknownVolunteer, VolunteerHasLeft, VolunteerIsErased
from services.events.domain.volunteering import (
    MOST_MINUTES_A_PERSON,
    CancelVolunteering,
    CorrectVolunteering,
    NoPersons,
    NoTime,
    OnePersonOnly,
    RecordIsCancelled,
    RecordVolunteering,
    TooMuchTime,
    UnknownRecord,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from tests.events.volunteers.stories import (
    CANCELLED,
    CLOSED,
    DAY,
    DETAILS,
    ENLISTED,
    ERASED,
    ERIKA,
    GIVEN,
    HOMEWORK,
    LEFT,
    OFFER,
    OFFERED,
    RECORD,
    RECORDED,
    SHEET,
    SIGNED_UP,
    TAKEN,
    TODAY,
    WORDS,
)

# What comes of a command in each of these states, in their order; None: nothing, as it was so already.
Outcome = type[Contract] | type[RuleViolation] | None | tuple[type[Contract], ...]
Table = Sequence[tuple[Any, tuple[Outcome, ...]]]

VOLUNTEERS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "enlisted": (ENLISTED,),
    "signed_up": (ENLISTED, SIGNED_UP),
    "helping": (ENLISTED, TAKEN),
    "left": (ENLISTED, TAKEN, LEFT),
    "erased": (ENLISTED, TAKEN, LEFT, ERASED),
}
U, H, E = UnknownVolunteer, VolunteerHasLeft, VolunteerIsErased
TAKE: Final = TakeEngagement(engagement_id=HOMEWORK, on=TODAY, today=TODAY, is_open=True)
CERTIFY: Final = IssueCertificate(certificate_id=SHEET, first_day=TODAY - DAY, last_day=TODAY, minutes=150, today=TODAY)
OF_VOLUNTEER: Final[Table] = (
    (
        EnlistVolunteer(volunteer_id=ERIKA, details=DETAILS, today=TODAY),
        (VolunteerEnlisted, None, None, None, VolunteerEnlisted, E),
    ),
    (
        SignUpVolunteer(volunteer_id=ERIKA, engagement_id=HOMEWORK, contact_id=WORDS, today=TODAY),
        ((VolunteerEnlisted, EngagementTaken), None, None, None, None, None),
    ),
    (
        CorrectVolunteer(details=replace(DETAILS, languages=("de",)), today=TODAY),
        (U, VolunteerEnlisted, VolunteerEnlisted, VolunteerEnlisted, H, E),
    ),
    (LeaveVolunteering(on=TODAY), (U, VolunteerLeft, VolunteerLeft, VolunteerLeft, None, E)),
    (
        EraseVolunteer(today=TODAY),
        (U, *((VolunteerLeft, VolunteerErased),) * 3, VolunteerErased, None),
    ),
    (TAKE, (U, EngagementTaken, EngagementTaken, None, H, E)),
    (replace(TAKE, is_open=False), (U, EngagementIsClosed, EngagementTaken, None, H, E)),
    (
        LeaveEngagement(engagement_id=HOMEWORK, on=TODAY),
        (U, EngagementNotTaken, EngagementLeft, EngagementLeft, EngagementLeft, E),
    ),
    (CERTIFY, (U, *(CertificateIssued,) * 4, E)),
    (replace(CERTIFY, minutes=0), (U, *(NoTimeRecorded,) * 4, E)),
)
ENGAGEMENTS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "offered": (OFFERED,),
    "closed": (OFFERED, CLOSED),
}
OF_ENGAGEMENT: Final[Table] = (
    (OfferEngagement(engagement_id=HOMEWORK, details=OFFER), (EngagementOffered, None, EngagementOffered)),
    (
        CorrectEngagement(details=replace(OFFER, public=True)),
        (UnknownEngagement, EngagementOffered, EngagementIsClosed),
    ),
    (CloseEngagement(on=TODAY), (UnknownEngagement, EngagementClosed, None)),
)
RECORDS: Final[Mapping[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "recorded": (RECORDED,),
    "cancelled": (RECORDED, CANCELLED),
}
OF_RECORD: Final[Table] = (
    (
        RecordVolunteering(record_id=RECORD, details=GIVEN, today=TODAY),
        (VolunteeringRecorded, None, VolunteeringRecorded),
    ),
    (
        CorrectVolunteering(details=replace(GIVEN, minutes=90), today=TODAY),
        (UnknownRecord, VolunteeringRecorded, RecordIsCancelled),
    ),
    (CancelVolunteering(), (UnknownRecord, VolunteeringCancelled, None)),
)


def cases(of: Decider[Any, Any], states: Mapping[str, tuple[Contract, ...]], table: Table) -> Any:
    for command, outcomes in table:
        for (state, facts), outcome in zip(states.items(), outcomes, strict=True):
            yield pytest.param(of, command, facts, outcome, id=f"{type(command).__name__}-{state}")


@pytest.mark.parametrize(
    ("of", "command", "facts", "outcome"),
    [
        *cases(volunteer.VOLUNTEER, VOLUNTEERS, OF_VOLUNTEER),
        *cases(engagement.ENGAGEMENT, ENGAGEMENTS, OF_ENGAGEMENT),
        *cases(volunteering.VOLUNTEERING, RECORDS, OF_RECORD),
    ],
)
def test_a_command_in_a_state(
    of: Decider[Any, Any], command: Any, facts: tuple[Contract, ...], outcome: Outcome
) -> None:
    state = of.fold(facts)

    if isinstance(outcome, type) and issubclass(outcome, RuleViolation):
        with pytest.raises(outcome):
            of.decide(command, state)
        return
    expected = () if outcome is None else outcome if isinstance(outcome, tuple) else (outcome,)
    happened = of.decide(command, state)

    assert tuple(map(type, happened)) == expected
    assert not of.decide(command, of.fold(happened, state))


@pytest.mark.parametrize(
    ("of", "table"),
    [(volunteer.Command, OF_VOLUNTEER), (engagement.Command, OF_ENGAGEMENT), (volunteering.Command, OF_RECORD)],
)
def test_no_command_is_left_out(of: Any, table: Table) -> None:
    assert {type(command) for command, _ in table} == set(get_args(of))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"on": TODAY + DAY}, InTheFuture),
        ({"minutes": 0}, NoTime),
        ({"minutes": MOST_MINUTES_A_PERSON + 1}, TooMuchTime),
        ({"persons": 2}, OnePersonOnly),
        ({"persons": 0, "volunteer_id": None}, NoPersons),
    ],
)
def test_time_that_nobody_can_have_given_is_refused(change: dict[str, Any], refusal: type[RuleViolation]) -> None:
    command = RecordVolunteering(record_id=RECORD, details=replace(GIVEN, **change), today=TODAY)

    with pytest.raises(refusal):
        volunteering.decide(command, volunteering.Volunteering())


def test_many_together_give_more_time_than_one() -> None:
    together = replace(GIVEN, volunteer_id=None, persons=20, minutes=MOST_MINUTES_A_PERSON * 20)

    (recorded,) = volunteering.decide(
        RecordVolunteering(record_id=RECORD, details=together, today=TODAY), volunteering.Volunteering()
    )

    assert isinstance(recorded, VolunteeringRecorded)
    assert (recorded.persons, recorded.minutes) == (20, MOST_MINUTES_A_PERSON * 20)


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (EnlistVolunteer(volunteer_id=ERIKA, details=replace(DETAILS, on=TODAY + DAY), today=TODAY), InTheFuture),
        (
            EnlistVolunteer(volunteer_id=ERIKA, details=replace(DETAILS, languages=("klingonisch",)), today=TODAY),
            UnknownLanguage,
        ),
        (LeaveVolunteering(on=TODAY - DAY * 2), EndsBeforeItBegins),
        (replace(TAKE, on=TODAY + DAY), InTheFuture),
        (replace(CERTIFY, last_day=TODAY - DAY * 2), EndsBeforeItBegins),
    ],
)
def test_days_and_languages_that_cannot_be_are_refused(command: Any, refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        volunteer.VOLUNTEER.decide(command, volunteer.VOLUNTEER.fold([ENLISTED]))


def test_what_nobody_is_needed_for_is_no_engagement() -> None:
    with pytest.raises(NobodyNeeded):
        engagement.decide(
            OfferEngagement(engagement_id=HOMEWORK, details=replace(OFFER, needed=0)), engagement.Engagement()
        )


def test_an_engagement_is_public_only_while_it_is_open() -> None:
    public = engagement.ENGAGEMENT.fold(
        engagement.decide(
            OfferEngagement(engagement_id=HOMEWORK, details=replace(OFFER, public=True, last_day=TODAY)),
            engagement.Engagement(),
        )
    )

    assert public.is_public(TODAY)
    assert not public.is_public(TODAY + DAY)
    assert not engagement.evolve(public, CLOSED).is_public(TODAY)
    assert not engagement.ENGAGEMENT.fold([OFFERED]).is_public(TODAY)


def test_a_sign_up_waits_for_the_teams_yes() -> None:
    happened = volunteer.VOLUNTEER.decide(
        SignUpVolunteer(volunteer_id=ERIKA, engagement_id=HOMEWORK, contact_id=WORDS, today=TODAY),
        volunteer.VOLUNTEER.initial,
    )
    waiting = volunteer.VOLUNTEER.fold(happened)
    told = volunteer.VOLUNTEER.fold(volunteer.VOLUNTEER.decide(TAKE, waiting), waiting)

    assert waiting.enlisted is not None
    assert waiting.enlisted.provenance == "self"
    assert not waiting.taken[HOMEWORK].confirmed
    assert told.taken[HOMEWORK].confirmed

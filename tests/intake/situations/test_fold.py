"""What contacts and assessments leave behind for the timeline."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import (
    AssessmentRetracted,
    ContactCancelled,
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
    Situation,
    SituationDetails,
    SituationsAssessed,
)
from services.intake.domain.timeline import Assessment, Episode, timeline
from services.intake.projections.situations import ASSESSMENTS, situations
from services.kernel.facts import ERASED, Contract, Recorded
from tests.intake.casework import CASE, DAY, OF_CASE, PERSON
from tests.intake.folded import recorded, rows

KNOWN = ("schulden", "isolation")


def contact(
    kind: type[ContactRecorded | ContactCorrected], number: int, on: date, *said: Situation, **more: Any
) -> Any:
    fields: dict[str, Any] = {
        "contact_id": UUID(int=number),
        "operation": "thinka",
        "date": on,
        "sozialraum": "rieth",
        **OF_CASE,
        "details": ContactDetails(situations=said),
        **more,
    }
    return kind(**fields)


def said(facts: Sequence[Recorded[Any]]) -> list[Assessment]:
    return [
        Assessment(topic, row["on_day"], row["recorded"], still, severity, source)  # type: ignore[arg-type]
        for source, row in rows(situations, facts, ASSESSMENTS).items()
        for topic, still, severity in zip(row["topics"], row["still"], row["severities"], strict=True)
    ]


def told(facts: Sequence[Contract]) -> tuple[Episode, ...]:
    return timeline(said(recorded(facts)))


YES, NO = Situation(topic="schulden", severity="slight"), Situation(topic="schulden", still="no")
ASSESSED = SituationsAssessed(
    **OF_CASE,
    assessment_id=UUID(int=9),
    on=DAY,
    vocabulary_version=2,
    details=SituationDetails(situations=(YES, Situation(topic="isolation"))),
)


def test_a_contact_and_an_assessment_tell_of_one_timeline() -> None:
    later = DAY + timedelta(days=3)
    first, second = told([ASSESSED, contact(ContactRecorded, 1, later, NO)])
    assert (first.topic, first.resolved, second.topic, second.resolved) == ("isolation", None, "schulden", later)


def test_a_correction_takes_the_place_of_what_the_contact_said() -> None:
    facts = [contact(ContactRecorded, 1, DAY, YES), contact(ContactCorrected, 1, DAY, Situation(topic="isolation"))]
    assert [episode.topic for episode in told(facts)] == ["isolation"]
    assert told([*facts, contact(ContactCorrected, 1, DAY)]) == ()


def test_an_anonymous_contact_tells_of_nobody() -> None:
    assert told([contact(ContactRecorded, 1, DAY, YES, case_id=None, person_id=None)]) == ()


def test_what_was_erased_is_gone() -> None:
    assert told([contact(ContactRecorded, 1, DAY, details=ERASED)]) == ()
    erased = SituationsAssessed(**OF_CASE, assessment_id=UUID(int=9), on=DAY, vocabulary_version=2, details=ERASED)
    assert told([erased]) == ()


def test_a_retracted_assessment_never_was() -> None:
    assert told([ASSESSED, AssessmentRetracted(**OF_CASE, assessment_id=UUID(int=9))]) == ()


# --- Any history ------------------------------------------------------------------

said_by_somebody = st.builds(
    Situation, topic=st.sampled_from(KNOWN), still=st.sampled_from(["yes", "no"]), severity=st.none()
)
days = st.integers(0, 20).map(lambda days: DAY + timedelta(days=days))


@st.composite
def histories(draw: st.DrawFn) -> list[Contract]:
    """Contacts that are recorded, corrected and cancelled, and assessments between them."""
    facts: list[Contract] = []
    known: list[int] = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        step = draw(st.sampled_from(["record", "assess", "correct", "cancel"]))
        what = draw(st.lists(said_by_somebody, max_size=2, unique_by=lambda each: each.topic))
        on = draw(days)
        if step == "record" or (step in ("correct", "cancel") and not known):
            facts.append(contact(ContactRecorded, number, on, *what))
            known.append(number)
        elif step == "assess":
            details = SituationDetails(situations=tuple(what))
            assessment = UUID(int=1000 + number)
            facts.append(
                SituationsAssessed(**OF_CASE, assessment_id=assessment, on=on, vocabulary_version=1, details=details)
            )
        elif step == "correct":
            facts.append(contact(ContactCorrected, draw(st.sampled_from(known)), on, *what))
        else:
            gone = draw(st.sampled_from(known))
            known.remove(gone)
            facts.append(ContactCancelled(contact_id=UUID(int=gone), **OF_CASE))
    return facts


@given(histories())
def test_a_cancelled_contact_is_as_if_it_had_never_been(facts: list[Contract]) -> None:
    gone = {fact.contact_id for fact in facts if isinstance(fact, ContactCancelled)}
    log = recorded(facts)
    without = [each for each in log if getattr(each.fact, "contact_id", None) not in gone]
    assert timeline(said(log)) == timeline(said(without))


@given(histories())
def test_a_correction_is_as_if_only_the_last_version_had_been_recorded(facts: list[Contract]) -> None:
    last = {
        fact.contact_id: place
        for place, fact in enumerate(facts)
        if isinstance(fact, ContactRecorded | ContactCorrected)
    }
    log = recorded(facts)
    versions = [
        each
        for place, each in enumerate(log)
        if not isinstance(each.fact, ContactRecorded | ContactCorrected) or last[each.fact.contact_id] == place
    ]
    assert timeline(said(versions)) == timeline(said(log))


@given(histories(), st.integers(0, 12))
def test_any_prefix_of_a_history_replays(facts: list[Contract], length: int) -> None:
    log = recorded(facts)
    assert timeline(said(log[:length])) == told(facts[:length])


def test_the_person_stands_beside_each_assessment() -> None:
    (row,) = rows(situations, recorded([ASSESSED]), ASSESSMENTS).values()
    assert (row["case_id"], row["person"], row["vocabulary_version"]) == (CASE, PERSON, 2)

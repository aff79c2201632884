"""What an assessment of problem situations decides."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from services.contracts.intake import AssessmentRetracted, Situation, SituationDetails, SituationsAssessed
from services.intake.domain import situation
from services.intake.domain.assessments import AssessedInTheFuture, RetractAssessment, UnknownAssessment
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.intake.domain.situation import SITUATION, AssessSituations
from services.kernel.facts import ERASED, Contract
from tests.intake.casework import CASE, CLOSED, DAY, OF_CASE, OPENED, PAUSED, TODAY
from tests.kit.spec import specify

given = specify(SITUATION)

FIRST = UUID(int=1)
DEBTS = Situation(topic="schulden", severity="severe")
ASSESS = AssessSituations(
    case_id=CASE,
    assessment_id=FIRST,
    on=DAY,
    today=TODAY,
    vocabulary_version=3,
    topics=frozenset({"schulden", "wohnen_suche"}),
    situations=(DEBTS,),
)
ASSESSED = SituationsAssessed(
    **OF_CASE, assessment_id=FIRST, on=DAY, vocabulary_version=3, details=SituationDetails(situations=(DEBTS,))
)
RETRACT = RetractAssessment(case_id=CASE, assessment_id=FIRST)
RETRACTED = AssessmentRetracted(**OF_CASE, assessment_id=FIRST)


def assessing(*situations: Situation, **changes: Any) -> AssessSituations:
    return replace(ASSESS, situations=situations, **changes)


@pytest.mark.parametrize("history", [(OPENED,), (OPENED, PAUSED)], ids=["open", "paused"])
def test_situations_of_a_case_are_assessed_once(history: Any) -> None:
    given(*history).when(ASSESS).then(ASSESSED)


def test_without_an_open_case_nothing_is_assessed() -> None:
    given().when(ASSESS).then_refused(UnknownCase)
    given(OPENED, CLOSED).when(ASSESS).then_refused(CaseIsClosed)


def test_an_assessment_of_today_is_none_of_the_future() -> None:
    given(OPENED).when(replace(ASSESS, on=TODAY)).then(
        SituationsAssessed(
            **OF_CASE,
            assessment_id=FIRST,
            on=TODAY,
            vocabulary_version=3,
            details=SituationDetails(situations=(DEBTS,)),
        )
    )
    tomorrow = replace(ASSESS, on=date(2026, 7, 1))
    given(OPENED).when(tomorrow).then_refused(AssessedInTheFuture, field="on")


def test_an_assessment_says_something() -> None:
    given(OPENED).when(assessing()).then_refused(situation.NothingAssessed, field="situations")


def test_only_topics_of_the_districts_list_are_assessed() -> None:
    given(OPENED).when(assessing(Situation(topic="wetter"))).then_refused(situation.UnknownTopic, field="topic")


def test_a_topic_is_assessed_once_and_all_faults_are_told_together() -> None:
    over = Situation(topic="schulden", still="no", severity="slight")
    given(OPENED).when(assessing(DEBTS, over)).then_refused(
        situation.TopicTwice, field="topic", further=[situation.ResolvedWithSeverity]
    )


def test_a_mistake_is_taken_back_also_once_the_case_is_closed() -> None:
    given(OPENED, ASSESSED).when(RETRACT).then(RETRACTED)
    given(OPENED, ASSESSED, CLOSED).when(RETRACT).then(RETRACTED)


def test_what_was_never_assessed_is_not_taken_back() -> None:
    given(OPENED).when(RETRACT).then_refused(UnknownAssessment, field="assessment")
    given().when(RETRACT).then_refused(UnknownCase)


def test_a_retracted_assessment_is_not_recorded_again_by_a_repeated_command() -> None:
    given(OPENED, ASSESSED, RETRACTED).when(ASSESS).then_nothing()


def test_an_erased_assessment_still_evolves() -> None:
    erased = SituationsAssessed(**OF_CASE, assessment_id=FIRST, on=DAY, vocabulary_version=3, details=ERASED)
    given(OPENED, erased).when(RETRACT).then(RETRACTED)


STATES: dict[str, tuple[Contract, ...]] = {"none": (), "assessed": (ASSESSED,), "retracted": (ASSESSED, RETRACTED)}
CASES: dict[str, tuple[Contract, ...]] = {"open": (), "paused": (PAUSED,), "closed": (CLOSED,)}


@pytest.mark.parametrize(("case", "state"), list(product(CASES, STATES)))
def test_every_command_in_every_state(case: str, state: str) -> None:
    history = (OPENED, *STATES[state], *CASES[case])
    assessing_now, retracting = given(*history).when(ASSESS), given(*history).when(RETRACT)
    if case == "closed":
        assessing_now.then_refused(CaseIsClosed)
    elif state == "none":
        assessing_now.then(ASSESSED)
    else:
        assessing_now.then_nothing()
    if state == "none":
        retracting.then_refused(UnknownAssessment)
    elif state == "assessed":
        retracting.then(RETRACTED)
    else:
        retracting.then_nothing()


@drawn(st.lists(st.sampled_from([OPENED, PAUSED, CLOSED, ASSESSED, RETRACTED]), max_size=10), st.integers(0, 10))
def test_any_prefix_of_any_history_replays(history: list[Contract], length: int) -> None:
    assert SITUATION.fold(history[length:], SITUATION.fold(history[:length])) == SITUATION.fold(history)

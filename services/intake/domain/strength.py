"""Strengths of a person, rated with an instrument of the district at the start, at any time and at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.districts import InstrumentReleased
from services.contracts.intake import AnswerGiven, Stage, StrengthDetails, StrengthsAssessed
from services.intake.domain import assessments
from services.intake.domain.assessments import Assessments, RetractAssessment
from services.intake.domain.case import expect_open
from services.intake.domain.refusals import Refusal, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessStrengths:
    """Answers to the items of one version of an instrument."""

    case_id: UUID
    assessment_id: UUID
    stage: Stage
    on: date
    today: date
    instrument: InstrumentReleased
    answers: tuple[AnswerGiven, ...]


Command: TypeAlias = AssessStrengths | RetractAssessment


# --- Decisions: may it happen? ----------------------------------------------


class NothingAnswered(Refusal):
    title = "Es ist keine Aussage beantwortet."
    field = "answers"


class UnknownItem(Refusal):
    title = "Diese Aussage gehört nicht zu dieser Version des Instruments."
    field = "item"


class AnsweredTwice(Refusal):
    title = "Jede Aussage kann nur einmal beantwortet werden."
    field = "item"


class OffTheScale(Refusal):
    title = "Der Wert liegt nicht auf der Skala des Instruments."
    field = "value"


def assess(command: AssessStrengths, state: Assessments) -> Sequence[Contract]:
    person = expect_open(state.case)
    if command.assessment_id in state.recorded:
        return []
    refuse([*assessments.future(command.on, command.today), *_broken_answers(command)])
    return [
        StrengthsAssessed(
            case_id=command.case_id,
            person_id=person,
            assessment_id=command.assessment_id,
            instrument=command.instrument.instrument,
            instrument_version=command.instrument.version,
            stage=command.stage,
            on=command.on,
            details=StrengthDetails(answers=command.answers),
        )
    ]


def _broken_answers(command: AssessStrengths) -> Iterator[Refusal]:
    instrument = command.instrument
    items = {item.key for dimension in instrument.dimensions for item in dimension.items}
    lowest, highest = instrument.scale.lowest, instrument.scale.lowest + len(instrument.scale.labels) - 1
    if all(answer.value is None for answer in command.answers):
        yield NothingAnswered()
    seen: set[str] = set()
    for answer in command.answers:
        if answer.item not in items:
            yield UnknownItem()
        elif answer.item in seen:
            yield AnsweredTwice(answer.item)
        if answer.value is not None and not lowest <= answer.value <= highest:
            yield OffTheScale(f"{lowest} bis {highest}")
        seen.add(answer.item)


def decide(command: Command, state: Assessments) -> Sequence[Contract]:
    match command:
        case AssessStrengths():
            return assess(command, state)
        case RetractAssessment():
            return assessments.retract(command, state)
        case _:
            assert_never(command)


STRENGTH: Final = Decider(
    initial=Assessments(), decide=decide, evolve=partial(assessments.evolve, kind=StrengthsAssessed)
)

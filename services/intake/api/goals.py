"""Goals of a case over HTTP: agree, take steps, review, end."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import GoalOutcome
from services.intake.api.access import CaseReader, Fachkraft
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.api.on_desk import OnDesk
from services.intake.api.texts import Words
from services.intake.goals_desk import GoalDesk, Review
from services.intake.goals_queries import shown_goals
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/cases/{case}/goals")

GOAL_EXAMPLE: Final = "00000000-0000-8000-8000-000000004158"
STEP_EXAMPLE: Final = "00000000-0000-8000-8000-000000003091"
GoalInPath = Annotated[UUID, Path(title="Ziel", examples=[GOAL_EXAMPLE])]
StepInPath = Annotated[UUID, Path(title="Schritt", examples=[STEP_EXAMPLE])]


class GoalIn(BaseModel):
    """What person and Fachkraft agreed on."""

    model_config = ConfigDict(extra="forbid", title="Ziel vereinbaren")

    text: Words = Field(title="Ziel", examples=["Mietschulden mit dem Vermieter klären"])
    on: Day | None = Field(default=None, title="Vereinbart am; ohne Angabe heute")
    due: Day | None = Field(default=None, title="Bis")
    topic: str | None = Field(
        default=None, title="Problemlage, um die es geht", min_length=1, max_length=100, examples=["schulden"]
    )


class StepIn(BaseModel):
    """A step towards a goal."""

    model_config = ConfigDict(extra="forbid", title="Schritt vereinbaren")

    text: Words = Field(title="Schritt", examples=["Kontoauszüge mitbringen"])
    by_client: bool = Field(title="Macht die Person selbst", examples=[True])
    due: Day | None = Field(default=None, title="Bis")


class DoneIn(BaseModel):
    """When it was done."""

    model_config = ConfigDict(extra="forbid", title="Erledigt")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")


class ReviewIn(BaseModel):
    """How near a goal is."""

    model_config = ConfigDict(extra="forbid", title="Ziel überprüfen")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")
    progress: int = Field(title="Fortschritt in Prozent", ge=0, le=100, examples=[40])
    next_review: Day | None = Field(default=None, title="Nächste Überprüfung")
    note: Words | None = Field(default=None, title="Notiz")


class EndIn(BaseModel):
    """How a goal ended."""

    model_config = ConfigDict(extra="forbid", title="Ziel beenden")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")
    outcome: GoalOutcome = Field(title="Ergebnis", examples=["reached"])


class GoalAgreedOut(Recorded):
    model_config = ConfigDict(title="Ziel vereinbart")

    goal: UUID = Field(title="Ziel", examples=[GOAL_EXAMPLE])


class StepAgreedOut(Recorded):
    model_config = ConfigDict(title="Schritt vereinbart")

    step: UUID = Field(title="Schritt", examples=[STEP_EXAMPLE])


class StepOfGoal(BaseModel):
    model_config = ConfigDict(title="Schritt")

    step: UUID = Field(title="Schritt", examples=[STEP_EXAMPLE])
    text: str | None = Field(title="Text; null: gelöscht")
    by_client: bool = Field(title="Macht die Person selbst")
    due: date | None = Field(title="Bis")
    done: date | None = Field(title="Erledigt am")


class ReviewOfGoal(BaseModel):
    model_config = ConfigDict(title="Überprüfung")

    on: date = Field(title="Am")
    progress: int = Field(title="Fortschritt in Prozent")
    next_review: date | None = Field(title="Nächste Überprüfung")
    note: str | None = Field(title="Notiz")


class GoalOut(BaseModel):
    model_config = ConfigDict(title="Ziel")

    goal: UUID = Field(title="Ziel", examples=[GOAL_EXAMPLE])
    text: str | None = Field(title="Text; null: gelöscht")
    agreed: date = Field(title="Vereinbart am")
    due: date | None = Field(title="Bis")
    topic: str | None = Field(title="Problemlage")
    ended: date | None = Field(title="Beendet am")
    outcome: GoalOutcome | None = Field(title="Ergebnis")
    steps: list[StepOfGoal] = Field(title="Schritte")
    reviews: list[ReviewOfGoal] = Field(title="Überprüfungen")


@router.post("", summary="Ziel vereinbaren", **COMMAND)
def agree_goal(case: OnDesk, body: GoalIn, context: Asked) -> GoalAgreedOut:
    given = GoalDesk(case).agree(body.text, body.on or today(), body.due, body.topic, context)
    return GoalAgreedOut(position=given.outcome.position, goal=given.id)


@router.post("/{goal}/steps", summary="Schritt vereinbaren", **COMMAND)
def agree_goal_step(case: OnDesk, goal: GoalInPath, body: StepIn, context: Asked) -> StepAgreedOut:
    given = GoalDesk(case).agree_step(goal, body.text, body.due, context, by_client=body.by_client)
    return StepAgreedOut(position=given.outcome.position, step=given.id)


@router.post("/{goal}/steps/{step}/done", summary="Schritt als erledigt erfassen", **COMMAND)
def finish_goal_step(case: OnDesk, goal: GoalInPath, step: StepInPath, body: DoneIn, context: Asked) -> Recorded:
    outcome = GoalDesk(case).finish_step(goal, step, body.on or today(), context)
    return Recorded(position=outcome.position)


@router.post("/{goal}/reviews", summary="Ziel überprüfen", **COMMAND)
def review_goal(case: OnDesk, goal: GoalInPath, body: ReviewIn, context: Asked) -> Recorded:
    review = Review(on=body.on or today(), progress=body.progress, next_review=body.next_review, note=body.note)
    return Recorded(position=GoalDesk(case).review(goal, review, context).position)


@router.post("/{goal}/end", summary="Ziel beenden", **COMMAND)
def end_goal(case: OnDesk, goal: GoalInPath, body: EndIn, context: Asked) -> Recorded:
    outcome = GoalDesk(case).end(goal, body.on or today(), body.outcome, context)
    return Recorded(position=outcome.position)


@router.get("", summary="Ziele des Falls", dependencies=[Depends(awaited), Depends(only_known())])
def case_goals(case: CaseReader, asking: Fachkraft, service: Service) -> list[GoalOut]:
    return [GoalOut.model_validate(each) for each in shown_goals(service, asking.district, case)]

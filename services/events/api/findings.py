"""Findings of surveys over HTTP: published, corrected, withdrawn; feedback read, and shown or not."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Planner, Reader, Service
from services.events.api.fields import ID, Handlungsfeld, Line, Made, Text
from services.events.api.survey_fields import SurveyInPath
from services.events.findings_desk import FindingDetails, FindingsDesk, sheet_of_feedback, sheet_of_finding
from services.events.findings_queries import feedback, findings
from services.events.texts import words_of, words_of_all
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/surveys/{survey}")

FindingInPath = Annotated[UUID, Path(title="Ergebnis", examples=[ID])]
FeedbackInPath = Annotated[UUID, Path(title="Rückmeldung", examples=[ID])]


def desk_of(survey: SurveyInPath, asking: Planner, service: Service) -> FindingsDesk:
    return FindingsDesk(service, asking.district, survey)


Desk = Annotated[FindingsDesk, Depends(desk_of)]


class FindingIn(BaseModel):
    """What is said in public."""

    model_config = ConfigDict(extra="forbid", title="Veröffentlichtes Ergebnis")

    title: Line = Field(title="Überschrift", examples=["Es fehlen Betreuungszeiten am Nachmittag"])
    text: Text = Field(title="Text")
    handlungsfelder: list[Handlungsfeld] = Field(default=[], title="Handlungsfelder", max_length=20)

    @property
    def details(self) -> FindingDetails:
        return FindingDetails(title=self.title, text=self.text, handlungsfelder=tuple(self.handlungsfelder))


class ConsideredIn(BaseModel):
    """Whether a feedback is shown in public."""

    model_config = ConfigDict(extra="forbid", title="Rückmeldung zeigen")

    shown: bool = Field(title="Öffentlich zeigen")


class FeedbackOut(BaseModel):
    """What somebody said."""

    model_config = ConfigDict(title="Rückmeldung")

    feedback_id: UUID = Field(title="Rückmeldung")
    on: date = Field(title="Am")
    agrees: bool | None = Field(title="Deckt sich mit eigener Beobachtung")
    text: str | None = Field(title="Text; „gelöscht“, wenn er gelöscht wurde")
    shown: bool | None = Field(title="Öffentlich gezeigt; null: noch nicht gelesen")


class FindingOut(BaseModel):
    """A finding with what people said about it."""

    model_config = ConfigDict(title="Ergebnis mit Rückmeldungen")

    finding_id: UUID = Field(title="Ergebnis")
    title: str = Field(title="Überschrift")
    text: str | None = Field(title="Text")
    on: date = Field(title="Am")
    handlungsfelder: list[str] = Field(title="Handlungsfelder")
    is_withdrawn: bool = Field(title="Zurückgezogen")
    feedback: list[FeedbackOut] = Field(title="Rückmeldungen, neueste zuerst")


@router.post("/findings", summary="Ergebnis veröffentlichen", **COMMAND)
def publish_finding(body: FindingIn, context: Asked, desk: Desk) -> Made:
    """Wenn die Umfrage abgeschlossen ist."""
    made = desk.publish(body.details, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/findings", summary="Veröffentlichte Ergebnisse mit Rückmeldungen", **READING)
def survey_findings(survey: SurveyInPath, asking: Reader, service: Service) -> list[FindingOut]:
    rows = [each for each in findings(service.pool, asking.district) if each.survey_id == survey]
    said = feedback(service.pool, asking.district, [each.finding_id for each in rows])
    words = words_of_all(service, asking.district, map(sheet_of_feedback, said))
    return [
        FindingOut(
            finding_id=row.finding_id,
            title=row.title,
            text=words_of(service, asking.district, sheet_of_finding(row)).get("text"),
            on=row.on,
            handlungsfelder=row.handlungsfelder,
            is_withdrawn=row.is_withdrawn,
            feedback=[
                FeedbackOut(
                    feedback_id=each.feedback_id,
                    on=each.on,
                    agrees=each.agrees,
                    text=None if each.details_id is None else words[each.details_id].get("text"),
                    shown=each.shown,
                )
                for each in said
                if each.finding_id == row.finding_id
            ],
        )
        for row in rows
    ]


@router.post("/findings/{finding}/details", summary="Ergebnis berichtigen", **COMMAND)
def correct_finding(finding: FindingInPath, body: FindingIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.correct(finding, body.details, context).position)


@router.post("/findings/{finding}/withdrawal", summary="Ergebnis zurückziehen", **COMMAND)
def withdraw_finding(finding: FindingInPath, _body: NothingIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.withdraw(finding, context).position)


@router.post("/feedback/{feedback}/consideration", summary="Rückmeldung zeigen oder nicht", **COMMAND)
def consider_feedback(feedback: FeedbackInPath, body: ConsideredIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.consider(feedback, context, shown=body.shown).position)

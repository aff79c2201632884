"""Participations before they are stored: everything the rules say of a form, and which records are incomplete."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.intake.api.asking import Service, Writer
from services.intake.domain.rules.rule import Level, Severity
from services.intake.imports.findings import findings
from services.intake.incomplete_work import why
from services.intake.participation_queries import incomplete_records, neighbours
from services.intake.queries import known_operation, participant_numbers
from services.intake.rows_in import ParticipationIn
from services.kernel.inputs import OperationInPath
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited

router: Final = APIRouter(prefix="/operations/{operation}")


class FindingOut(BaseModel):
    """A rule that the values break."""

    model_config = ConfigDict(from_attributes=True, title="Befund")

    rule: str = Field(title="Regel (docs/rules.md)", examples=["P-ISCED-01"])
    level: Level = Field(title="Ebene")
    severity: Severity = Field(title="Folge")
    column: str = Field(title="Feld")
    text: str = Field(title="Text")


class Checked(BaseModel):
    """What would happen; nothing was stored."""

    model_config = ConfigDict(title="Prüfung einer Teilnahme")

    participation_id: UUID = Field(title="Kennung der Teilnahme")
    accepted: bool = Field(title="Würde gespeichert")
    findings: list[FindingOut] = Field(title="Befunde")


class MissingValue(BaseModel):
    """A value that is missing."""

    model_config = ConfigDict(title="Fehlende Angabe")

    column: str = Field(title="Feld")
    since: datetime = Field(title="Fehlt seit")


class IncompleteOut(BaseModel):
    """A participation that is not counted until its values are complete."""

    model_config = ConfigDict(title="Unvollständige Teilnahme")

    participation_id: UUID = Field(title="Kennung der Teilnahme")
    participant_no: str | None = Field(title="Teilnehmernummer; null: gelöscht")
    sozialraum: str = Field(title="Sozialraum")
    state: str = Field(title="Stand")
    entry_date: date = Field(title="Eintritt")
    exit_date: date | None = Field(title="Austritt")
    missing: list[MissingValue] = Field(title="Was fehlt")
    why: str = Field(title="In Worten, mit den Fristen nach dem Austritt")


@router.post(
    "/participations/check",
    summary="Teilnahme prüfen; nichts wird gespeichert",
    dependencies=[Depends(only_known())],
)
def check_participation(operation: OperationInPath, body: ParticipationIn, asking: Writer, service: Service) -> Checked:
    decided = service.look_at_row("participants", body.cells(), asking.district, operation)
    participation = decided.step.stream
    found = findings(decided, neighbours(service, asking.district, participation))
    return Checked(
        participation_id=participation,
        accepted=not any(one.severity == "refused" for one in found),
        findings=[FindingOut.model_validate(one) for one in found],
    )


@router.get(
    "/participations/incomplete",
    summary="Unvollständige Teilnahmen: was fehlt, seit wann, und die Fristen nach dem Austritt",
    dependencies=[Depends(only_known()), Depends(awaited)],
)
def list_incomplete(operation: OperationInPath, asking: Writer, service: Service) -> list[IncompleteOut]:
    known_operation(service.pool, asking.district, operation)
    found = incomplete_records(service, asking.district, operation)
    rows = [one.row for one in found]
    numbers = participant_numbers(service.vault, asking.district, [(row.participation, row.person) for row in rows])
    return [
        IncompleteOut(
            participation_id=one.row.participation,
            participant_no=numbers.get(one.row.participation),
            sozialraum=one.row.sozialraum,
            state=one.row.state,
            entry_date=one.row.entry_date,
            exit_date=one.row.exit_date,
            missing=[MissingValue(column=name, since=since) for name, since in one.missing],
            why=why(one, today()),
        )
        for one in found
    ]

"""Cases over HTTP: open, put into hands, pause, resume, close, reopen, note."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.intake import EndKind
from services.intake.api.access import CASE_EXAMPLE, CaseOrganiser, CaseWriter, Fachkraft, Organiser, access_desk
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.application import Intake
from services.intake.cases_desk import CaseDesk, Opening
from services.intake.directory import staff_id_of
from services.intake.domain.code_word import LONGEST_CODE_WORD
from services.intake.rows_in import Sozialraum
from services.kernel.deciders import Context
from services.kernel.inputs import KEY_PATTERN, Day, not_blank
from services.kernel.requests import Session
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/cases")

LONGEST_NOTE: Final = 4000
TEAM_EXAMPLE: Final = "00000000-0000-8000-8000-000000007719"
STAFF_EXAMPLE: Final = "00000000-0000-8000-8000-000000008622"


Operation = Annotated[str, Field(title="Schlüssel des Vorhabens", pattern=KEY_PATTERN, examples=["thinka-2022"])]
CodeWord = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE_WORD), AfterValidator(not_blank)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE, examples=["Am Telefon vereinbart"])]


class OnDayIn(BaseModel):
    """What happened on a day; without one, today."""

    model_config = ConfigDict(extra="forbid", title="Tag")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute", examples=["2026-03-02"])


class OpeningIn(OnDayIn):
    """A case under a code word that the person keeps."""

    model_config = ConfigDict(extra="forbid", title="Fall eröffnen")

    operation: Operation
    sozialraum: Sozialraum = Field(title="Sozialraum")
    code_word: CodeWord | None = Field(
        default=None, title="Codewort; ohne Angabe wird eines erzeugt", examples=["Apfel-Wolke-7"]
    )
    team: UUID | None = Field(default=None, title="Team", examples=[TEAM_EXAMPLE])
    staff: UUID | None = Field(
        default=None, title="Zuständig; ohne Angabe, wer den Fall eröffnet", examples=[STAFF_EXAMPLE]
    )


class CaseOpenedOut(Recorded):
    """The case and its code word: this is the moment to write it down for the person."""

    model_config = ConfigDict(title="Fall eröffnet")

    case_id: UUID = Field(title="Fall", examples=[CASE_EXAMPLE])
    code_word: str = Field(title="Codewort", examples=["Apfel-Wolke-7"])


class AssignmentIn(OnDayIn):
    """Whose case it is from now on; null is nobody's in particular."""

    model_config = ConfigDict(extra="forbid", title="Fall zuweisen oder übergeben")

    team: UUID | None = Field(title="Team", examples=[TEAM_EXAMPLE])
    staff: UUID | None = Field(title="Zuständig", examples=[STAFF_EXAMPLE])
    handover: bool = Field(default=False, title="Übergabe")
    note: Note | None = Field(default=None, title="Notiz zur Übergabe")


class PauseIn(OnDayIn):
    model_config = ConfigDict(extra="forbid", title="Fall ruhen lassen")

    until: Day | None = Field(default=None, title="Voraussichtlich bis", examples=["2026-05-31"])
    note: Note | None = Field(default=None, title="Notiz")


class ClosingIn(OnDayIn):
    model_config = ConfigDict(extra="forbid", title="Fall abschließen")

    end_kind: EndKind = Field(title="Art der Beendigung")
    note: Note | None = Field(default=None, title="Notiz")


class NoteIn(OnDayIn):
    model_config = ConfigDict(extra="forbid", title="Notiz")

    text: Annotated[Note, Field(min_length=1), AfterValidator(not_blank)] = Field(title="Text")


@router.post("", summary="Fall unter einem Codewort eröffnen", **COMMAND)
def open_case(body: OpeningIn, asking: Fachkraft, context: Asked, service: Service) -> CaseOpenedOut:
    """Ohne Team gehört der Fall dem einzigen Team, zu dem die Fachkraft gehört, sonst keinem."""
    given = body.model_fields_set
    team = body.team if "team" in given else _only_team(service, asking)
    staff = body.staff if "staff" in given else staff_id_of(context.actor)
    opened = _desk(service, asking, context).open(
        Opening(
            operation=body.operation,
            sozialraum=body.sozialraum,
            on=body.on or today(),
            code_word=body.code_word,
            team_id=team,
            staff_id=staff,
        )
    )
    return CaseOpenedOut(position=opened.outcome.position, case_id=opened.case_id, code_word=opened.code_word)


@router.post("/{case}/assignment", summary="Fall zuweisen oder übergeben", **COMMAND)
def assign_case(
    case: CaseOrganiser, body: AssignmentIn, asking: Organiser, context: Asked, service: Service
) -> Recorded:
    desk, hands = _desk(service, asking, context), (body.team, body.staff)
    outcome = desk.assign(case, hands, body.on or today(), handover=body.handover, note=body.note)
    return Recorded(position=outcome.position)


@router.post("/{case}/pause", summary="Fall ruhen lassen", **COMMAND)
def pause_case(case: CaseWriter, body: PauseIn, asking: Fachkraft, context: Asked, service: Service) -> Recorded:
    outcome = _desk(service, asking, context).pause(case, body.on or today(), body.until, body.note)
    return Recorded(position=outcome.position)


@router.post("/{case}/resume", summary="Ruhenden Fall fortsetzen", **COMMAND)
def resume_case(case: CaseWriter, body: OnDayIn, asking: Fachkraft, context: Asked, service: Service) -> Recorded:
    return Recorded(position=_desk(service, asking, context).resume(case, body.on or today()).position)


@router.post("/{case}/close", summary="Fall abschließen", **COMMAND)
def close_case(case: CaseWriter, body: ClosingIn, asking: Fachkraft, context: Asked, service: Service) -> Recorded:
    outcome = _desk(service, asking, context).close(case, body.on or today(), body.end_kind, body.note)
    return Recorded(position=outcome.position)


@router.post("/{case}/reopen", summary="Abgeschlossenen Fall wieder öffnen", **COMMAND)
def reopen_case(case: CaseWriter, body: OnDayIn, asking: Fachkraft, context: Asked, service: Service) -> Recorded:
    return Recorded(position=_desk(service, asking, context).reopen(case, body.on or today()).position)


@router.post("/{case}/notes", summary="Notiz zum Fall schreiben", **COMMAND)
def write_note(case: CaseWriter, body: NoteIn, asking: Fachkraft, context: Asked, service: Service) -> Recorded:
    return Recorded(position=_desk(service, asking, context).write_note(case, body.on or today(), body.text).position)


def _desk(service: Intake, asking: Session, context: Context) -> CaseDesk:
    return CaseDesk(service, asking.district, context)


def _only_team(service: Intake, asking: Session) -> UUID | None:
    teams = access_desk(service, asking).asker.teams
    return next(iter(teams)) if len(teams) == 1 else None

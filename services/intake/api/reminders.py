"""Lists of work over HTTP: tasks, and reminders that are derived from facts; a reminder can be settled."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.intake.api.access import CASE_EXAMPLE, access_desk
from services.intake.api.asking import COMMAND, Asked, Service, Writer
from services.intake.api.goals import DoneIn
from services.intake.api.paging import After, Limit, page
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.restricting.queries import restricted_persons
from services.intake.tasks_desk import TaskDesk
from services.intake.worklist import LABELS, Wanted, find_reminder, place_of, shown_item, work
from services.kernel.inputs import OperationInQuery
from services.kernel.problems import not_found
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()

REMINDER_EXAMPLE: Final = "00000000-0000-8000-8000-000000002718"
NO_SUCH_REMINDER: Final = "Diese Erinnerung gibt es nicht oder nicht mehr."
ReminderInPath = Annotated[UUID, Path(title="Erinnerung", examples=[REMINDER_EXAMPLE])]
KindInQuery = Annotated[
    str | None, Query(title="Art der Arbeit", pattern=f"^({'|'.join(LABELS)})$", examples=["silent_case"])
]


class WorkOut(BaseModel):
    """One thing that is to be done."""

    model_config = ConfigDict(title="Zu erledigen")

    id: UUID = Field(title="Aufgabe oder Erinnerung", examples=[REMINDER_EXAMPLE])
    kind: str = Field(title="Art")
    what: str = Field(title="Was zu tun ist")
    why: str = Field(title="Warum: aus welchen Angaben es folgt")
    due: date = Field(title="Bis")
    overdue: bool = Field(title="Überfällig")
    restricted: bool = Field(title="Verarbeitung eingeschränkt (Artikel 18 DSGVO)")
    operation: str = Field(title="Vorhaben")
    subject: UUID = Field(title="Worum es geht (Verweis)")
    case_id: UUID | None = Field(title="Fall", examples=[CASE_EXAMPLE])
    team: UUID | None = Field(title="Team")
    staff: UUID | None = Field(title="Zuständig")
    text: str | None = Field(title="Text einer Aufgabe; null: keiner, gelöscht oder nicht für diese Rolle")
    code_word: str | None = Field(title="Codewort des Falls; null: keiner, gelöscht oder nicht für diese Rolle")
    participant_no: str | None = Field(title="Teilnehmernummer; null: es geht um keine Teilnahme, oder gelöscht")


class Worklist(BaseModel):
    """A page of work, by due date."""

    model_config = ConfigDict(title="Arbeitsliste")

    items: list[WorkOut] = Field(title="Zu erledigen")
    next: str | None = Field(title="Für die nächste Seite als after; null: das war alles")


@router.get(
    "/worklist",
    summary="Was zu erledigen ist",
    dependencies=[Depends(awaited), Depends(only_known("operation", "kind", "mine", "after", "limit"))],
)
def worklist(
    *,
    asking: Writer,
    service: Service,
    operation: OperationInQuery = None,
    kind: KindInQuery = None,
    mine: Annotated[bool, Query(title="Nur was bei mir oder meinem Team liegt")] = False,
    after: After = None,
    limit: Limit = 100,
) -> Worklist:
    """Aus Fakten abgeleitet; die Koordination sieht, dass etwas zu tun ist, nicht die Inhalte von Fällen."""
    place, most = page(after, limit)
    day = today()
    wanted = Wanted(day=day, operation=operation, kind=kind, mine=mine, after=place, limit=most + 1)
    found = work(service, asking.district, access_desk(service, asking).asker, wanted)
    shown = found[:most]
    further = str(place_of(shown[-1])) if len(found) > most else None
    return Worklist(items=[WorkOut.model_validate(shown_item(item, day)) for item in shown], next=further)


@router.post("/reminders/{reminder}/done", summary="Erinnerung als erledigt erfassen", **COMMAND)
def settle_reminder(
    reminder: ReminderInPath, body: DoneIn, asking: Writer, context: Asked, service: Service
) -> Recorded:
    """Auch ohne das Ereignis, an das erinnert wird; Erinnerungen zu einem Fall erledigt, wer in ihm arbeiten darf."""
    desk, day = access_desk(service, asking), today()
    tasks = TaskDesk(service, asking.district)
    if not tasks.is_settled(reminder):
        item = find_reminder(service, asking.district, desk.asker, day, reminder)
        if item is None:
            raise not_found(NO_SUCH_REMINDER)
        if item.case_id is not None:
            desk.granted(item.case_id, "write")
        if restricted_persons(service.pool, asking.district, item.persons):
            raise ProcessingIsRestricted
    return Recorded(position=tasks.settle(reminder, body.on or day, context).position)

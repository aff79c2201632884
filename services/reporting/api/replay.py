"""The history of an operation over HTTP: one JSON line an event, streamed, for examiners with a mandate."""

from collections.abc import Iterator
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from services.kernel.inputs import KEY_PATTERN, KnownAt
from services.kernel.problems import FieldError, invalid_input
from services.kernel.requests import only_known
from services.kernel.times import NotAnInstant, read_instant
from services.reporting.api.asking import Arrived, Examiner, Service
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.guard import examine
from services.reporting.auditing.replaying import Asked, operation_history
from services.reporting.journal import START, Told
from services.reporting.replay import as_line

router: Final = APIRouter()

MOST: Final = 10_000
MEDIA_TYPE: Final = "application/jsonl"
PLACE: Final = r"^[0-9TZ:.+-]{20,40}/[a-z]{1,20}/[0-9]{1,18}$"


@router.get(
    "/replay",
    summary="Geschichte eines Vorhabens: eine JSON-Zeile je Ereignis",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "JSON Lines in der Reihenfolge des Erfassens",
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
        }
    },
    dependencies=[Depends(only_known("operation", "until", "case", "after", "limit"))],
)
def replay_history(
    *,
    request: Request,
    asking: Examiner,
    service: Service,
    arrived: Arrived,
    operation: Annotated[str, Query(pattern=KEY_PATTERN, title="Schlüssel des Vorhabens", examples=["thinka-2022"])],
    until: KnownAt = None,
    case: Annotated[UUID | None, Query(title="Nur dieser Fall, diese Person, Teilnahme oder dieser Kontakt")] = None,
    after: Annotated[
        str | None,
        Query(
            title="Weiter hinter diesem Ereignis: Zeit/Quelle/Stelle",
            pattern=PLACE,
            examples=["2026-06-30T10:00:00.000000Z/intake/42"],
        ),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, title="Höchstens so viele Ereignisse")] = MOST,
) -> StreamingResponse:
    """Wer mehr braucht, fragt mit `after` nach dem, was hinter der letzten Zeile steht."""
    evidence = Evidence(operation=operation, kind="history", case_id=case)
    examine(service, asking, evidence, request.state.correlation_id)
    service.reports.arrived(asking.district, arrived)
    asked = Asked(operation, until, case, limit, _place(after))
    lines = operation_history(service.pool, asking.district, asked)
    return StreamingResponse(_lines(lines), media_type=MEDIA_TYPE)


def _place(after: str | None) -> Told:
    """Raises a Problem (422)."""
    if after is None:
        return START
    time, source, sequence = after.split("/")
    try:
        return Told(read_instant(time), source, int(sequence), b"")
    except NotAnInstant as refused:
        raise invalid_input([FieldError("after", str(refused))]) from None


def _lines(events: Iterator[dict[str, object]]) -> Iterator[str]:
    for event in events:
        yield as_line(event) + "\n"

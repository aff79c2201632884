"""``GET /<service>/feed``: the service's log of one district for other services, as signed envelopes, one a line."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from services.kernel.feed import PAGE, Feed
from services.kernel.requests import Session, only_known, service_only
from services.kernel.times import rfc3339

JSON_LINES: Final = "application/jsonl"
LARGEST_PAGE: Final = 1000
HEADERS: Final = {
    "Lotse-Head": {"schema": {"type": "integer"}, "description": "Letzte Position des Protokolls"},
    "Lotse-Log-Id": {"schema": {"type": "string", "format": "uuid"}, "description": "Kennung des Protokolls"},
    "Lotse-Recorded": {"schema": {"type": "string", "format": "date-time"}, "description": "Zeit der letzten Position"},
}
LINES: Final = {JSON_LINES: {"schema": {"type": "string"}, "example": '{"specversion":"1.0", "sequence":"1"}\n'}}

router = APIRouter()


@router.get(
    "/feed",
    summary="Ereignisse nachlesen (für Dienste)",
    response_class=Response,
    dependencies=[Depends(only_known("after", "limit"))],
    responses={200: {"description": "Signierte Umschläge, einer je Zeile", "content": LINES, "headers": HEADERS}},
)
def read_feed(
    request: Request,
    asking: Annotated[Session, Depends(service_only)],
    after: Annotated[int, Query(ge=0, le=2**63 - 1, description="Position, nach der gelesen wird", examples=[0])] = 0,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Höchstzahl der Zeilen", examples=[PAGE])] = PAGE,
) -> Response:
    """The rows first: a head read before them could lie behind the last row."""
    feed: Feed = request.app.state.feed
    bodies = feed.after(asking.service, asking.district, after, limit)
    head = feed.head(asking.service, asking.district)
    headers = {
        "Lotse-Head": str(head.position),
        "Lotse-Log-Id": str(head.log_id),
        "Lotse-Recorded": rfc3339(head.recorded),
    }
    return Response(b"".join(body + b"\n" for body in bodies), headers=headers, media_type=JSON_LINES)

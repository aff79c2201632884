"""*Aufbewahrung*: until when the records of each operation are kept, what holds them, and what may go now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.districts import HoldPlaced
from services.contracts.retention import SOURCE, Retention
from services.districts import queries
from services.districts.api.asking import Service
from services.districts.domain.funding_retention import retention_of
from services.districts.domain.funding_state import Funding
from services.districts.funding_desk import FundingDesk
from services.districts.funding_wording import HOLDS
from services.districts.pages.funding_here import OVERVIEW, ReaderHere
from services.districts.queries import OperationRow
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

RETENTION: Final = f"{OVERVIEW}/aufbewahrung"
Standing = Literal["held", "unpaid", "kept", "over"]
ORDER: Final[Sequence[Standing]] = ("over", "held", "kept", "unpaid")

router: Final = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """An operation, what it stands at, and the holds that go on."""

    operation: OperationRow
    retention: Retention
    standing: Standing
    holds: tuple[HoldPlaced, ...]


@router.get(RETENTION)
def retention_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Whose time is over comes first: that is what somebody has to do."""
    day, rows = today(), []
    for operation in queries.operations(service.pool, asking.district):
        funding = FundingDesk(service, asking.district, operation.operation).funding()
        kept = retention_of(funding)
        rows.append(Row(operation, kept, _standing(kept, day), running_holds(funding)))
    rows.sort(key=lambda row: (ORDER.index(row.standing), row.retention.until or date.max, row.operation.name))
    return rendered(request, "districts/funding_retention.html", {"rows": rows, "holds": HOLDS, "source": SOURCE})


def running_holds(funding: Funding) -> tuple[HoldPlaced, ...]:
    """Those that nobody lifted, the earliest first."""
    running = (each for each in funding.holds.values() if each.hold_id not in funding.lifted)
    return tuple(sorted(running, key=lambda each: (each.on, each.hold_id)))


def _standing(kept: Retention, day: date) -> Standing:
    if kept.is_held:
        return "held"
    if kept.until is None:
        return "unpaid"
    return "over" if kept.is_over(day) else "kept"

"""What must be kept, and which erasures there are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.intake import ErasureAsked, ErasureOrdered, ErasureScope, KeyDestroyed
from services.contracts.retention import Hold
from services.intake.application import Intake
from services.intake.domain.erasure import ERASURES, Progress
from services.intake.domain.keeping import HandedIn, Keeping
from services.kernel.district import district as enter
from services.kernel.ids import DistrictIds

ERASURE_REASON: Final = "erasure_reason"
PAYMENTS: Final = SQL("SELECT operation, max(extract(year FROM on_day))::int FROM {}.esf_last_payments GROUP BY 1")
HOLDS: Final = SQL(
    "SELECT operation, placed, lifted, effect FROM {0}.operation_holds LEFT JOIN {0}.operation_hold_ends USING (hold)"
)
ENDS: Final = SQL("SELECT operation, ends FROM {}.operations ORDER BY operation")
SUBMISSIONS: Final = SQL("SELECT operation, as_of, known FROM {}.operation_submissions")


def stream_of(ids: DistrictIds) -> UUID:
    """The one stream of a district's erasures."""
    return ids.derive("erasures")


def keeping(service: Intake, district: str) -> Keeping:
    """What stands in the way of erasing records, as intake knows it."""
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        handed_in = connection.execute(SUBMISSIONS.format(schema)).fetchall()
        placed = connection.execute(HOLDS.format(schema)).fetchall()
        payments = connection.execute(PAYMENTS.format(schema)).fetchall()
        ends = connection.execute(ENDS.format(schema)).fetchall()
    holds: dict[str, list[Hold]] = {}
    for operation, *hold in placed:
        holds.setdefault(operation, []).append(Hold(*hold))
    return Keeping(
        handed_in=[HandedIn(operation=operation, as_of=as_of, position=known) for operation, as_of, known in handed_in],
        last_payments=dict(payments),
        holds=holds,
        ends=dict(ends),
    )


def operation_keys(service: Intake, district: str) -> list[str]:
    """All operations that intake knows."""
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        return [operation for operation, _ in connection.execute(ENDS.format(schema))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedErasure:
    """One erasure by opaque ids; ``asked_by``: who proposed or ordered it, ``decided_by``: who ordered it."""

    erasure_id: UUID
    persons: tuple[UUID, ...]
    case_id: UUID | None
    scope: ErasureScope
    grounds: str
    reason: str | None
    on: date
    progress: Progress
    asked_by: str
    decided_by: str | None
    done_at: datetime | None


def list_erasures(service: Intake, district: str) -> list[ListedErasure]:
    """All of a district, newest first."""
    stream = stream_of(service.ids(district))
    rows = service.store.log.streams(district, [stream])[stream]
    facts = service.store.mapper.open(district, rows)
    state = ERASURES.fold(facts)
    asked: dict[UUID, str] = {}
    decided: dict[UUID, str] = {}
    done: dict[UUID, datetime] = {}
    for row, fact in zip(rows, facts, strict=True):
        if isinstance(fact, ErasureAsked):
            if isinstance(fact, ErasureOrdered):
                decided[fact.erasure_id] = row.actor
                asked.setdefault(fact.erasure_id, row.actor)
            else:
                asked[fact.erasure_id] = row.actor
        elif isinstance(fact, KeyDestroyed):
            done[fact.erasure_id] = row.recorded
    addresses = [(key, ERASURE_REASON, each.asked.reason_id) for key, each in state.by_id.items()]
    reasons = {address[0]: text for address, text in service.vault.get(district, addresses).items()}
    return [
        ListedErasure(
            erasure_id=key,
            persons=each.asked.persons,
            case_id=each.asked.case_id,
            scope=each.asked.scope,
            grounds=each.asked.grounds,
            reason=reasons.get(key),
            on=each.asked.on,
            progress=each.progress,
            asked_by=asked[key],
            decided_by=decided.get(key),
            done_at=done.get(key),
        )
        for key, each in reversed(list(state.by_id.items()))
    ]

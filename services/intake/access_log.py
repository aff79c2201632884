"""Who read a case, and who opened another team's: for the Koordination and for the Prüfung."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from services.contracts.intake import CaseRead, GlassBroken
from services.intake.access_desk import GLASS_REASON
from services.intake.application import Intake
from services.kernel.facts import fact_type, split_topic
from services.kernel.log import LogRow

_logged = frozenset({fact_type(CaseRead).name, fact_type(GlassBroken).name})


@dataclass(frozen=True, slots=True)
class Accessed:
    """One access; ``reason`` None where there is none, or once the person is erased."""

    position: int
    what: Literal["read", "glass_broken"]
    by: str
    at: datetime
    break_glass: bool
    until: datetime | None = None
    reason: str | None = None


def access_log(service: Intake, district: str, case: UUID, after: int, limit: int) -> Sequence[Accessed]:
    """Accesses behind a position of the log, oldest first."""
    rows = [
        row
        for row in service.store.log.streams(district, [case])[case]
        if row.position > after and split_topic(row.topic)[0] in _logged
    ][:limit]
    facts: list[Any] = list(service.store.mapper.open(district, rows))
    addresses = [(fact.person_id, GLASS_REASON, fact.reason_id) for fact in facts if isinstance(fact, GlassBroken)]
    reasons = {address[2]: text for address, text in service.vault.get(district, addresses).items()}
    return [_accessed(row, fact, reasons) for row, fact in zip(rows, facts, strict=True)]


def _accessed(row: LogRow, fact: CaseRead | GlassBroken, reasons: Mapping[UUID, str | None]) -> Accessed:
    if isinstance(fact, CaseRead):
        return Accessed(row.position, "read", row.actor, row.recorded, fact.break_glass)
    reason = reasons.get(fact.reason_id)
    return Accessed(
        row.position, "glass_broken", row.actor, row.recorded, break_glass=True, until=fact.until, reason=reason
    )

"""The list of people at work as somebody may see it: names only for whom they concern."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.districts.application import Districts
from services.districts.staff_queries import GrantRow, MembershipRow, StaffRow, names_of, staff_list
from services.kernel.roles import Role

ERASED_NAME: Final = "gelöscht"
SEE_ALL_NAMES: Final = frozenset({Role.KOORDINATION, Role.BETRIEB})


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the list; the actor of a person at work is the staff id."""

    role: str
    actor: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody, with the name where the reader may see it."""

    staff_id: UUID
    traeger_id: UUID
    name: str | None
    start: date
    last_day: date | None
    successor_id: UUID | None
    grants: list[GrantRow]
    memberships: list[MembershipRow]


def roster(service: Districts, district: str, reader: Reader, on: date | None = None) -> list[Listed]:
    """Who works here on that day, or everybody. Names are for Koordination, Betrieb and people of the same Träger."""
    rows = staff_list(service.pool, district)
    shown = [row for row in rows if may_see_name(reader, row, rows)]
    names = names_of(service.vault, district, shown)
    visible = {row.staff_id: names.get(row.staff_id) or ERASED_NAME for row in shown}
    return [_listed(row, visible.get(row.staff_id)) for row in rows if on is None or row.works_on(on)]


def may_see_name(reader: Reader, row: StaffRow, rows: Sequence[StaffRow]) -> bool:
    """Is it the reader's business who this is?"""
    if reader.role in SEE_ALL_NAMES:
        return True
    return any(other.traeger_id == row.traeger_id for other in rows if str(other.staff_id) == reader.actor)


def _listed(row: StaffRow, name: str | None) -> Listed:
    return Listed(
        staff_id=row.staff_id,
        traeger_id=row.traeger_id,
        name=name,
        start=row.start,
        last_day=row.last_day,
        successor_id=row.successor_id,
        grants=row.grants,
        memberships=row.memberships,
    )

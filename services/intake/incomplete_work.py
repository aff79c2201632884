"""Incomplete records as work: what is missing, since when, and how the clocks after exit stand."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from services.intake.application import Intake
from services.intake.domain.record_state import clock
from services.intake.domain.work import WorkItem
from services.intake.imports.columns import columns
from services.intake.participation_queries import IncompleteRecord, incomplete_records
from services.intake.work_scope import WHOLE, Scope
from services.kernel.times import BERLIN

INCOMPLETE: Final[Mapping[str, str]] = {"record_incomplete": "Angaben zur Teilnahme ergänzen"}
TITLES: Final = {column.name: column.aliases[0] for column in columns("participants")}


def incomplete_work(intake: Intake, district: str, day: date, scope: Scope = WHOLE) -> Iterable[WorkItem]:
    """One item a participation that Article 17(5) keeps out of the report; due since the entry."""
    ids = intake.ids(district)
    for one in incomplete_records(intake, district, scope=scope):
        row = one.row
        yield WorkItem(
            id=ids.derive("record_incomplete", str(row.participation)),
            kind="record_incomplete",
            what=INCOMPLETE["record_incomplete"],
            why=why(one, day),
            due=row.entry_date,
            operation=row.operation,
            subject=row.participation,
            case_id=row.case_id,
            team_id=row.team_id,
            staff_id=row.staff_id,
            words={"participant_no": (row.person, "participant_no", row.participation)},
        )


def why(one: IncompleteRecord, day: date) -> str:
    """``Es fehlen: Geschlecht (seit 02.03.2026). …``; without a value of the person."""
    told = ", ".join(f"{TITLES[name]} (seit {since.astimezone(BERLIN):%d.%m.%Y})" for name, since in one.missing)
    state = "Entwurf. " if one.row.state == "draft" else ""
    if one.row.exit_date is None:
        return f"{state}Es fehlen: {told}."
    statuses = tuple(zip(one.row.kinds, one.row.days, strict=True))
    clocks = [clock(kind, one.row.exit_date, statuses, one.rules, day) for kind in ("exit", "followup")]
    return f"{state}Es fehlen: {told}. Ausgetreten. {'. '.join(clocks)}."

"""What is stored after a history: rows folded in recorded order."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.oracle import dates
from tests.oracle.rows import History, Kind, Recorded, Row
from tests.oracle.vocabulary import COLUMNS, DATES

Cells = dict[str, str]


@dataclass(slots=True)
class Stored:
    """Participations and statuses by (operation, participant_no), contacts by contact_no.

    Statuses stand in recorded order, contacts in the order of their first recording.
    """

    participations: dict[tuple[str, str], Cells] = field(default_factory=dict)
    statuses: dict[tuple[str, str], list[Cells]] = field(default_factory=dict)
    contacts: dict[str, Cells] = field(default_factory=dict)


def clean(kind: Kind, row: Row) -> Cells:
    """Known columns only, no outer blanks, readable dates as YYYY-MM-DD."""
    cells: Cells = {}
    for column, text in row.items():
        if column not in COLUMNS[kind]:
            continue
        cells[column] = text.strip()
        day = dates.parse_date(cells[column]) if column in DATES[kind] else None
        if day is not None:
            cells[column] = day.isoformat()
    return cells


def merged(kind: Kind, before: Cells | None, row: Row) -> Cells:
    """Columns in the row replace, columns absent stay; an empty state means submitted."""
    after = dict.fromkeys(COLUMNS[kind], "")
    after.update(before or {})
    after.update(clean(kind, row))
    if kind == "participants" and not after["state"]:
        after["state"] = "submitted"
    return after


def status_cells(row: Row) -> Cells:
    """All cells that make a status what it is; absent columns are empty cells."""
    cells = merged("statuses", None, row)
    del cells["state"]
    return cells


def record(stored: Stored, recorded: Recorded) -> None:
    """Fold one recorded row into what is stored."""
    if recorded.kind == "participants":
        _record_participation(stored, recorded)
    elif recorded.kind == "statuses":
        _record_status(stored, recorded)
    else:
        _record_contact(stored, recorded)


def replay(history: History, known_at: datetime | None = None) -> Stored:
    """What was stored at that moment, the moment included; without one: everything."""
    stored = Stored()
    for recorded in history:
        if known_at is None or recorded.recorded_at <= known_at:
            record(stored, recorded)
    return stored


def _record_participation(stored: Stored, recorded: Recorded) -> None:
    key = (recorded.operation, recorded.row["participant_no"].strip())
    stored.participations[key] = merged("participants", stored.participations.get(key), recorded.row)


def _record_status(stored: Stored, recorded: Recorded) -> None:
    key = (recorded.operation, recorded.row["participant_no"].strip())
    statuses = stored.statuses.setdefault(key, [])
    if recorded.row.get("state", "").strip() == "cancelled":
        statuses.remove(status_cells(recorded.row))
    else:
        statuses.append(status_cells(recorded.row))


def _record_contact(stored: Stored, recorded: Recorded) -> None:
    key = recorded.row["contact_no"].strip()
    cells = merged("contacts", stored.contacts.get(key), recorded.row)
    cells["operation"] = recorded.operation
    stored.contacts[key] = cells

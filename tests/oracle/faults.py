"""Rows that must be refused, one table a kind of file."""

from collections.abc import Callable
from datetime import date, timedelta

Cells = dict[str, str]
Fault = Callable[[Cells], Cells]

# Later than any day on which a test may run.
FUTURE = "2999-01-01"


def _cells(**cells: str) -> Fault:
    return lambda _row: cells


def _shifted(column: str, days: int) -> Fault:
    """That column so many days from the row's entry date, in an otherwise sound row."""

    def fault(row: Cells) -> Cells:
        day = date.fromisoformat(row["entry_date"]) + timedelta(days=days)
        sound = {"employment": "unemployed", "unemployed_since": row["entry_date"]}
        return sound | {column: day.isoformat()}

    return fault


def _entered(day: str) -> Fault:
    return _cells(entry_date=day, birth_date="1980-05-05", unemployed_since="", exit_date="")


FAULTY_ENTRIES: dict[str, Fault] = {
    "missing:participant_no": _cells(participant_no=""),
    "missing:sozialraum": _cells(sozialraum=""),
    "missing:entry_date": _cells(entry_date=""),
    "missing:cancel_reason": _cells(state="cancelled", cancel_reason=""),
    "too_long:participant_no": lambda row: {"participant_no": f"{row['participant_no']:X<41}"},
    "unknown_value:state": _cells(state="complete"),
    "unknown_value:gender": _cells(gender="weiblich"),
    "unknown_value:employment": _cells(employment="student"),
    "unknown_value:in_education": _cells(in_education="vielleicht"),
    "unknown_value:isced": _cells(isced="9"),
    "unknown_value:disability": _cells(disability="unbekannt"),
    "unknown_value:foreign_background": _cells(foreign_background="1"),
    "unknown_value:minority": _cells(minority="sorbisch"),
    "unknown_value:citizenship": _cells(citizenship="thüringisch"),
    "unknown_value:housing": _cells(housing="Zelt"),
    "unknown_value:residence_ags": _cells(residence_ags="1605100"),
    "unreadable_date:birth_date": _cells(birth_date="2001-02-29"),
    "unreadable_date:entry_date": _cells(entry_date="31.06.2023"),
    "unreadable_date:unemployed_since": _cells(employment="unemployed", unemployed_since="Sommer 2021"),
    "unreadable_date:exit_date": _cells(exit_date="2024/05/01"),
    "future:birth_date": _cells(birth_date=FUTURE),
    "future:entry_date": _cells(entry_date=FUTURE, exit_date=""),
    "future:unemployed_since": _cells(employment="unemployed", unemployed_since=FUTURE),
    "future:exit_date": _cells(exit_date=FUTURE),
    "before_entry:exit_date": _shifted("exit_date", -1),
    "after_entry:birth_date": _shifted("birth_date", 1),
    "after_entry:unemployed_since": _shifted("unemployed_since", 1),
    "outside_period:entry_date": _entered("2021-12-31"),
    "outside_period:entry_date, after": _entered("2026-01-01"),
}

FAULTY_STATUSES: dict[str, Fault] = {
    "missing:participant_no": _cells(participant_no=""),
    "missing:kind": _cells(kind=""),
    "missing:date": _cells(date=""),
    "missing:status": _cells(status=""),
    "missing:reason": _cells(status="no_answer"),
    "unknown_participation:participant_no": _cells(participant_no="gibt es nicht"),
    "unknown_value:kind": _cells(kind="entry"),
    "unknown_value:status": _cells(status="retired"),
    "unknown_value:in_education": _cells(in_education="refused"),
    "unknown_value:qualification": _cells(qualification="ja"),
    "unknown_value:improved": _cells(improved="etwas"),
    "unknown_value:state": _cells(state="withdrawn"),
    "unreadable_date:date": _cells(date="00.00.2024"),
    "future:date": _cells(date=FUTURE),
}

FAULTY_CONTACTS: dict[str, Fault] = {
    "missing:contact_no": _cells(contact_no=""),
    "missing:date": _cells(date=""),
    "missing:sozialraum": _cells(sozialraum=""),
    "unknown_value:kind": _cells(kind="brieftaube"),
    "unknown_value:minutes": _cells(minutes="eine halbe Stunde"),
    "unknown_value:topics": _cells(topics="schulden|wetter"),
    "unknown_value:migration_background": _cells(migration_background="refused"),
    "unknown_value:track": _cells(track="vocational"),
    "unreadable_date:date": _cells(date="2024-04-31"),
    "future:date": _cells(date=FUTURE),
}

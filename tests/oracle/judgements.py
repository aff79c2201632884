"""What one import row does, given what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tests.oracle import dates
from tests.oracle.cells import Problem, cell_problems
from tests.oracle.replay import Cells, Stored, clean, merged, status_cells
from tests.oracle.rows import Operation, Row

Result: TypeAlias = Literal[
    "refused",
    "unchanged",
    "entry",
    "correction",
    "submitted",
    "cancelled",
    "status",
    "status_taken_back",
    "contact",
    "contact_correction",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happened to a row; warnings name columns."""

    result: Result
    problems: tuple[Problem, ...] = ()
    warnings: frozenset[str] = frozenset()


# --- participants -----------------------------------------------------------


def judge_participation(stored: Stored, row: Row, operation: Operation, today: date) -> Verdict:
    """Entry, correction or a move of the state, or why not."""
    before = stored.participations.get((operation.key, row["participant_no"].strip()))
    after = merged("participants", before, row)
    problems = cell_problems("participants", row, today)
    problems += _entry_problems(after, operation)
    problems += _move_problems(before, after)
    if problems:
        return Verdict("refused", tuple(problems))
    return Verdict(_participation_result(before, after), (), _participation_warnings(after))


def _participation_result(before: Cells | None, after: Cells) -> Result:
    if before is None:
        return "entry"
    if before == after:
        return "unchanged"
    if before["state"] == after["state"]:
        return "correction"
    if after["state"] == "submitted":
        return "submitted"
    return "cancelled"


def _entry_problems(after: Cells, operation: Operation) -> Iterator[Problem]:
    if after["state"] == "cancelled" and not after["cancel_reason"]:
        yield Problem("missing", "cancel_reason", frozenset({"state"}))
    entry = dates.parse_date(after["entry_date"])
    if entry is None:
        return
    if not operation.start <= entry <= operation.end:
        yield Problem("outside_period", "entry_date")
    exit_day = dates.parse_date(after["exit_date"])
    if exit_day is not None and exit_day < entry:
        yield Problem("before_entry", "exit_date", frozenset({"entry_date"}))
    for column in ("birth_date", "unemployed_since"):
        day = dates.parse_date(after[column])
        if day is not None and day > entry:
            yield Problem("after_entry", column, frozenset({"entry_date"}))


def _move_problems(before: Cells | None, after: Cells) -> Iterator[Problem]:
    if before is None or before == after:
        return
    if before["state"] == "submitted" and after["state"] == "draft":
        yield Problem("forbidden_move", "state")
    if before["state"] == "cancelled" and after["state"] != "cancelled":
        yield Problem("forbidden_move", "state")
    if before["state"] == "cancelled" and after["state"] == "cancelled":
        changed = {column for column in after if after[column] != before[column]}
        yield Problem("changed_after_cancelling", "state", frozenset(changed | {"participant_no"}))


def _participation_warnings(after: Cells) -> frozenset[str]:
    warnings = set()
    if after["unemployed_since"] and after["employment"] in {"employed", "inactive"}:
        warnings.add("unemployed_since")
    if after["cancel_reason"] and after["state"] != "cancelled":
        warnings.add("cancel_reason")
    return frozenset(warnings)


# --- statuses ---------------------------------------------------------------


def judge_status(stored: Stored, row: Row, operation: Operation, today: date) -> Verdict:
    """A further status, one taken back, nothing new, or why not."""
    key = (operation.key, row["participant_no"].strip())
    status = status_cells(row)
    participation = stored.participations.get(key)
    problems = _status_problems(row, status, participation, today)
    if problems or participation is None:
        return Verdict("refused", tuple(problems))
    takes_back = clean("statuses", row).get("state") == "cancelled"
    if status in stored.statuses.get(key, []):
        result: Result = "status_taken_back" if takes_back else "unchanged"
        return Verdict(result, (), _status_warnings(status))
    return _judge_new_status(status, participation["exit_date"], takes_back=takes_back)


def _judge_new_status(status: Cells, exit_date: str, *, takes_back: bool) -> Verdict:
    exit_day = dates.parse_date(exit_date)
    if exit_day is None:
        blamed = frozenset({"date", "exit_date"})
        return Verdict("refused", (Problem("no_exit_date", "participant_no", blamed),))
    if takes_back:
        return Verdict("unchanged", (), frozenset({"state"}))
    first, last = dates.window(status["kind"], exit_day)
    if not first <= date.fromisoformat(status["date"]) <= last:
        rule = f"{status['kind']}_window"
        return Verdict("refused", (Problem(rule, "date"),))
    return Verdict("status", (), _status_warnings(status))


def _status_problems(row: Row, status: Cells, participation: Cells | None, today: date) -> list[Problem]:
    problems = cell_problems("statuses", row, today)
    if status["status"] == "no_answer" and not status["reason"]:
        problems.append(Problem("missing", "reason", frozenset({"status"})))
    if status["participant_no"] and participation is None:
        problems.append(Problem("unknown_participation", "participant_no"))
    return problems


def _status_warnings(status: Cells) -> frozenset[str]:
    if status["kind"] == "exit" and status["improved"]:
        return frozenset({"improved"})
    return frozenset()


# --- contacts ---------------------------------------------------------------


def judge_contact(stored: Stored, row: Row, operation: Operation, today: date) -> Verdict:
    """A contact, its correction, nothing new, or why not."""
    problems = cell_problems("contacts", row, today)
    if problems:
        return Verdict("refused", tuple(problems))
    before = stored.contacts.get(row["contact_no"].strip())
    after = merged("contacts", before, row)
    after["operation"] = operation.key
    if before is None:
        return Verdict("contact")
    return Verdict("unchanged" if before == after else "contact_correction")

"""What a report, its explanations and its submissions claim of each other, asked from outside; every claim that does
not hold is a line of text.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Self

from tests.oracle.esf import digest
from tests.stack.people import People

COLUMNS: Final = ("female", "male", "non_binary", "total")
OF_FACT: Final = ("source", "sequence", "time", "actor", "type")
Report = Mapping[str, Any]
Cell = tuple[str, str]


@dataclass
class Claims:
    """Of one district whose files were imported, at rest."""

    people: People
    owners: dict[str, str] = field(default_factory=dict)  # number by the id of the participation

    @cached_property
    def history(self) -> Mapping[str, Mapping[str, Any]]:
        """Every event of ``lotse replay`` by its id."""
        lines = self.people.platform.lotse("replay", "--district", self.people.district).stdout.splitlines()
        return {event["id"]: event for event in map(json.loads, lines)}

    def again(self) -> Self:
        """The same district after more was recorded."""
        return type(self)(self.people)

    # --- explanations ------------------------------------------------------------

    def unexplained(self, as_of: date, known_at: datetime | None, codes: Sequence[str]) -> Iterator[str]:
        """Cells that those who are said to be behind them do not add up to; events that never were."""
        report = self.people.esf_report(as_of, known_at)
        left_out = sum(one["participations"] for one in report["not_counted"])
        everybody = _cells(report)["EECO01", "total"] + left_out
        for (code, column), value in _cells(report).items():
            if code in codes:
                told = self._explanation(as_of, known_at, code, column)
                rows = [*told["counted"], *told["not_counted"]]
                if len(told["counted"]) != value:
                    yield f"{code} {column}: {len(told['counted'])} counted, the cell says {value}"
                if len({row["participant_no"] for row in rows}) != everybody or len(rows) != everybody:
                    yield f"{code} {column}: {len(rows)} rows for {everybody} participations"
                yield from (f"{code} {column}: {fault}" for row in rows for fault in self._wrong_with(row, known_at))

    def _wrong_with(self, row: Mapping[str, Any], known_at: datetime | None) -> Iterator[str]:
        number = row["participant_no"]
        if not row["rule"] or not row["events"]:
            yield f"{number}: no rule or no event"
        for event in row["events"]:
            happened = self.history.get(event["id"], {})
            if any(happened.get(name) != event[name] for name in OF_FACT):
                yield f"{number}: {event} never happened"
            elif known_at is not None and datetime.fromisoformat(event["time"]) > known_at:
                yield f"{number}: {event} was not known then"
            elif event["source"] == "intake" and self._owner(happened, number) != number:
                yield f"{number}: {event} is somebody else's"

    def _owner(self, happened: Mapping[str, Any], number: str) -> str:
        """Whom explanations call the person of this participation; who was told first stays."""
        return self.owners.setdefault(happened["subject"], number)

    def _explanation(self, as_of: date, known_at: datetime | None, code: str, column: str) -> Report:
        known = {"known_at": known_at.isoformat()} if known_at else {}
        question = {"as_of": as_of.isoformat(), "indicator": code, "gender": column, **known}
        return self.people.get(f"/reporting/operations/{self.people.operation}/explain", question)

    # --- submissions -------------------------------------------------------------

    def hand_in(self, as_of: date) -> Report:
        district, operation = self.people.district, self.people.operation
        words = ("submission", "create", "--district", district, "--operation", operation, "--as-of", as_of.isoformat())
        made: Report = self.people.platform.json(*words)
        return made

    def not_accounted_for(self, submission: str, as_of: date) -> Iterator[str]:
        """Cells whose causes do not add up to what changed since, and causes that name no event that happened."""
        before = self.people.get(f"/reporting/submissions/{submission}", {})["document"]
        if digest(before) != before["digest"]:
            yield "the submitted digest"
        was, now = _cells(before), _cells(self.people.esf_report(as_of))
        told = self.people.platform.json("submission", "delta", submission)["cells"]
        by_cell = {(one["code"], one["gender"]): one for one in told}
        yield from (f"{cell}: not told" for cell in was if was[cell] != now[cell] and cell not in by_cell)
        for cell, one in by_cell.items():
            if (one["before"], one["after"]) != (was[cell], now[cell]):
                yield f"{cell}: {one['before']} to {one['after']}, but it was {was[cell]} and is {now[cell]}"
            if sum(cause["value"] for cause in one["causes"]) != now[cell] - was[cell]:
                yield f"{cell}: {one['causes']} is not {now[cell] - was[cell]}"
            yield from (f"{cell}: {cause} names no event" for cause in one["causes"] if not self._happened(cause))

    def _happened(self, cause: Mapping[str, Any]) -> bool:
        named = [event["id"] for event in cause["events"]]
        return bool(named) and all(one in self.history for one in named)


def _cells(report: Report) -> dict[Cell, int]:
    return {
        (indicator["code"], column): indicator[column]
        for indicator in report["indicators"]
        for column in COLUMNS
        if column in indicator
    }

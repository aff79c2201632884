"""Community work of a period, told one event after the other and counted one by one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NETWORKS = {"network", "planning_group", "steering_group", "advisory_board", "ortsteilrat"}


@dataclass(frozen=True)
class Said:
    """``of``: event, engagement, time, press, group or meeting; ``number`` says which one.

    ``what``: planned, held, cancelled (event) · offered (engagement) · given, mistake (time) · printed, withdrawn
    (press) · founded (group) · met, mistake (meeting). ``amount``: who came, or minutes.
    """

    of: str
    number: int
    what: str
    on: date | None = None
    kind: str = ""
    operation: str | None = None
    amount: int = 0
    event: int | None = None
    engagement: int | None = None
    group: int | None = None


def community_figures(said: Sequence[Said], start: date, end: date, operation: str | None = None) -> dict[str, Any]:
    """The five figures of the activity report."""

    def asked(on: date | None, operations: Iterable[str | None]) -> bool:
        named = [each for each in operations if each is not None]
        return on is not None and start <= on <= end and (operation is None or named[:1] == [operation])

    kinds: Counter[str] = Counter()
    visitors = minutes = items = meetings = 0
    for last in _last_words(said, "event", {"held", "cancelled"}):
        plan = _last(said, "event", last.number, {"planned"})
        if plan is not None and last.what == "held" and asked(last.on, [plan.operation]):
            kinds[plan.kind] += 1
            visitors += last.amount
    for last in _last_words(said, "time", {"given", "mistake"}):
        offered = _last(said, "engagement", last.engagement, {"offered"})
        of_engagement = [offered.operation, _operation_of(said, offered.event)] if offered else []
        if last.what == "given" and asked(last.on, [last.operation, _operation_of(said, last.event), *of_engagement]):
            minutes += last.amount
    for last in _last_words(said, "press", {"printed", "withdrawn"}):
        if last.what == "printed" and asked(last.on, [last.operation, _operation_of(said, last.event)]):
            items += 1
    for last in _last_words(said, "meeting", {"met", "mistake"}):
        group = _last(said, "group", last.group, {"founded"})
        if last.what == "met" and group is not None and group.kind in NETWORKS and asked(last.on, [group.operation]):
            meetings += 1
    return {
        "events_by_kind": dict(kinds),
        "event_attendance": visitors,
        "volunteer_hours": minutes // 60 + (1 if minutes % 60 >= 30 else 0),
        "press_items": items,
        "network_meetings": meetings,
    }


def _last_words(said: Sequence[Said], of: str, words: set[str]) -> list[Said]:
    """The last of these words about each thing of a sort."""
    numbers = sorted({each.number for each in said if each.of == of})
    found = [_last(said, of, number, words) for number in numbers]
    return [each for each in found if each is not None]


def _last(said: Sequence[Said], of: str, number: int | None, words: set[str]) -> Said | None:
    matching = [each for each in said if (each.of, each.number) == (of, number) and each.what in words]
    return matching[-1] if matching else None


def _operation_of(said: Sequence[Said], event: int | None) -> str | None:
    plan = _last(said, "event", event, {"planned"})
    return plan.operation if plan else None

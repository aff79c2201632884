"""Who stands twice in the data: participations of one person in one operation are reported as one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.oracle.replay import Cells, Stored, status_cells
from tests.oracle.rows import History

Key = tuple[str, str]  # operation, participant_no


@dataclass(frozen=True, slots=True)
class Tie:
    """Two persons are one from then on, or not any more; participants are named by their number."""

    recorded_at: datetime
    one: str
    other: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class AsOne:
    """``person``: the cells of the earliest entry with the exit of all; ``statuses``: those that end with it."""

    first: Key
    others: tuple[Key, ...]
    person: Cells
    statuses: list[Cells]


def as_one(
    history: History,
    stored: Stored,
    operation: str,
    ties: Sequence[Tie],
    known_at: datetime | None,
    *,
    gone: Collection[str] = (),
) -> list[AsOne]:
    """Every person of the operation who has several submitted participations in it that were not erased."""
    found = []
    for names in _persons(_standing(ties, known_at)):
        keys = [
            key
            for key, cells in stored.participations.items()
            if key[0] == operation and key[1] in names and cells["state"] == "submitted" and key[1] not in gone
        ]
        if len(keys) > 1:
            found.append(_together(history, stored, keys, known_at))
    return found


def _standing(ties: Iterable[Tie], known_at: datetime | None) -> set[frozenset[str]]:
    standing: set[frozenset[str]] = set()
    for tie in ties:
        if known_at is None or tie.recorded_at <= known_at:
            pair = {frozenset({tie.one, tie.other})}
            standing = standing | pair if tie.holds else standing - pair
    return standing


def _persons(pairs: Iterable[frozenset[str]]) -> list[set[str]]:
    """Whoever is joined with somebody, taken together with all of theirs, pair by pair."""
    persons: list[set[str]] = []
    for pair in pairs:
        touched = [person for person in persons if person & pair]
        persons = [person for person in persons if not person & pair]
        persons.append(set(pair).union(*touched))
    return persons


def _together(history: History, stored: Stored, keys: list[Key], known_at: datetime | None) -> AsOne:
    """``keys`` in the order of their first recording."""
    of = stored.participations
    first = min(keys, key=lambda key: of[key]["entry_date"])  # the first one of several on one day
    exits = [of[key]["exit_date"] for key in keys]
    left = max(exits) if all(exits) else ""
    numbers = {key[1] for key in keys if of[key]["exit_date"] == left}
    return AsOne(
        first,
        tuple(key for key in keys if key != first),
        {**of[first], "exit_date": left},
        _statuses(history, first[0], numbers, known_at),
    )


def _statuses(history: History, operation: str, numbers: set[str], known_at: datetime | None) -> list[Cells]:
    """Of all these participants, in the order of recording."""
    found: list[Cells] = []
    for recorded in history:
        early = known_at is None or recorded.recorded_at <= known_at
        if not early or recorded.kind != "statuses" or recorded.operation != operation:
            continue
        cells = status_cells(recorded.row)
        if cells["participant_no"] not in numbers:
            continue
        if recorded.row.get("state", "").strip() == "cancelled":
            found.remove(cells)
        else:
            found.append(cells)
    return found

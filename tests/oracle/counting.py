"""Who is counted for which indicator, one pass a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tests.oracle.linked import Tie, as_one
from tests.oracle.persons import World, indicators_of, reason_not_counted
from tests.oracle.replay import replay
from tests.oracle.rows import History, Operation, RuralMark

OUTPUTS = tuple(f"EECO{number:02}" for number in range(1, 20))
RESULTS = tuple(f"EECR{number:02}" for number in range(1, 7))
ENTITIES = ("EECO18", "EECO19")
CODES = OUTPUTS + RESULTS
REASONS = ("cancelled", "draft", "linked", "erased", "after_as_of", "incomplete")


@dataclass(frozen=True, slots=True)
class Counted:
    """A participation that counts, with its codes."""

    participant_no: str
    gender: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """Everybody of an operation, counted or not; reasons by participant_no."""

    counted: tuple[Counted, ...]
    not_counted: dict[str, str]


def count(
    history: History,
    operation: Operation,
    rural: Sequence[RuralMark],
    as_of: date,
    known_at: datetime | None = None,
    *,
    ties: Sequence[Tie] = (),
    gone: Collection[str] = (),
) -> Count:
    """Look at every participation of the operation once; whom ``ties`` join is one person.

    ``gone``: participant numbers whose record was erased, whenever that was: what they said can be read at no time.
    """
    stored = replay(history, known_at)
    persons = as_one(history, stored, operation.key, ties, known_at, gone=gone)
    stored.participations.update({each.first: each.person for each in persons})
    stored.statuses.update({each.first: each.statuses for each in persons})
    others = {key for each in persons for key in each.others}
    marked = {m.ags for m in rural if known_at is None or m.marked_at <= known_at}
    world = World(as_of, operation.specific_objective, frozenset(marked))
    counted, reasons = [], {}
    for key, person in stored.participations.items():
        if key[0] != operation.key:
            continue
        if key in others:
            reasons[key[1]] = "linked"
            continue
        reason = reason_not_counted(person, world, gone=key[1] in gone)
        if reason is None:
            codes = indicators_of(person, stored.statuses.get(key, []), world)
            counted.append(Counted(key[1], person["gender"], frozenset(codes)))
        else:
            reasons[key[1]] = reason
    return Count(tuple(counted), reasons)

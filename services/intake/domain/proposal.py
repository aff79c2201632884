"""Who might stand twice: records of one operation that agree in what rarely agrees by chance. A hint, never a decision.

Points are weights of evidence, coarse on purpose: people decide. Records are compared within blocks (born on one day,
or called the same), so that the work grows with the number of look-alikes and not with the square of all records.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, Literal, TypeAlias
from uuid import UUID

from services.contracts.intake import Citizenship, Gender
from services.intake.domain.component import Edge, components
from services.intake.domain.duplicate import Pair, pair_of

Reason: TypeAlias = Literal[
    "same_name", "same_birth", "same_new_year", "same_residence", "same_citizenship", "one_after_the_other"
]
# Born on 1 January is what offices write where only the year is known; German is what most people are.
POINTS: Final[Mapping[Reason, int]] = {
    "same_name": 5,
    "same_birth": 5,
    "same_new_year": 2,
    "same_residence": 1,
    "same_citizenship": 1,
    "one_after_the_other": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is compared of one record, a participation or a case without one; None is unknown or may not be read.

    ``name``: the folded name of the person of its case, the same for the same name; it is never shown.
    """

    person: UUID
    birth_date: date | None = None
    gender: Gender | None = None
    residence_ags: str | None = None
    citizenship: Citizenship | None = None
    entry_date: date | None = None
    exit_date: date | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records that might be one person, and what speaks for it, the strongest first."""

    persons: Pair
    points: int
    reasons: tuple[Reason, ...]


def proposals(candidates: Iterable[Candidate], edges: Iterable[Edge], settled: Iterable[Pair]) -> list[Proposal]:
    """The strongest first. Of records that are one already, and of pairs that were settled, none."""
    one = components(edges)
    closed = {_of_components(pair, one) for pair in settled}
    best: dict[Pair, Proposal] = {}
    for first, second in _look_alikes(candidates):
        between = _of_components((first.person, second.person), one)
        if between[0] == between[1] or between in closed:
            continue
        found = _proposal(first, second)
        if between not in best or _order(found) < _order(best[between]):
            best[between] = found
    return sorted(best.values(), key=_order)


def _order(proposal: Proposal) -> tuple[int, Pair]:
    return -proposal.points, proposal.persons


def _of_components(pair: Pair, one: Mapping[UUID, frozenset[UUID]]) -> Pair:
    """What is settled of one record is settled of all that are the same person."""
    first, second = (min(one.get(person, {person})) for person in pair)
    return pair_of(first, second)


def _look_alikes(candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    blocks = defaultdict[tuple[object, ...], list[Candidate]](list)
    for each in candidates:
        if each.birth_date is not None and each.gender is not None:
            blocks["born", each.birth_date, each.gender].append(each)
        if each.name is not None:
            blocks["called", each.name].append(each)
    for block in blocks.values():
        yield from combinations(block, 2)


def _proposal(one: Candidate, other: Candidate) -> Proposal:
    reasons = tuple(_reasons(one, other))
    return Proposal(pair_of(one.person, other.person), sum(POINTS[each] for each in reasons), reasons)


def _reasons(one: Candidate, other: Candidate) -> Iterator[Reason]:
    if one.name is not None and one.name == other.name:
        yield "same_name"
    if one.birth_date is not None and (one.birth_date, one.gender) == (other.birth_date, other.gender):
        is_guess = (one.birth_date.month, one.birth_date.day) == (1, 1)
        yield "same_new_year" if is_guess else "same_birth"
    if one.residence_ags is not None and one.residence_ags == other.residence_ags:
        yield "same_residence"
    if one.citizenship == other.citizenship and one.citizenship not in {None, "german", "refused"}:
        yield "same_citizenship"
    if _one_after_the_other((one, other)):
        yield "one_after_the_other"


def _one_after_the_other(both: Sequence[Candidate]) -> bool:
    """Who left had come back: the later one began when the earlier one was over."""
    dated = [(each.entry_date, each.exit_date) for each in both if each.entry_date is not None]
    if len(dated) < len(both):
        return False
    (_, left), (came, _) = sorted(dated, key=lambda each: each[0] or date.max)
    return left is not None and came is not None and left <= came

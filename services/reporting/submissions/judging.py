"""The judgement over a submission: what was found wrong, and what the reports say that were made once more. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from services.kernel.canonical import canonical
from services.reporting.esf import Document
from services.reporting.submissions.differences import ORIGINS, Difference, Origin, differences_of

Result: TypeAlias = Literal["recomputed", "chain_only", "differs"]

ERASED: Final = "erased"
LINKED: Final = "linked"
COUNTED: Final = frozenset({"cell", "not_counted", "check"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """``differences``: those that nothing explains. ``erased``: how many participations can no longer be read."""

    result: Result
    differences: Sequence[Difference]
    erased: int = 0


def judged(
    document: str, submitted: Mapping[str, Any], broken: Sequence[Difference], made: Mapping[Origin, Document | None]
) -> Judgement:
    """``document``, ``submitted``: the report handed in, as text and as values. ``broken``: what is wrong already.

    ``made``: the report made once more from tables and from the journal; None: it could not be made. What erasure
    explains is no difference: participations whose record key is destroyed are counted nowhere any more, and whoever
    was reported as one with such a record then is counted by what is left of the person.
    """
    there = [again for again in made.values() if again is not None]
    erased = max((_reason(ERASED, again) - _reason(ERASED, submitted) for again in there), default=0)
    freed = max((_reason(LINKED, submitted) - _reason(LINKED, again) for again in there), default=0)
    found = [one for origin, again in made.items() for one in _compared(document, submitted, again, origin)]
    if erased > 0:
        found = [one for one in found if not _explained(one, erased, max(0, min(erased, freed)))]
        found += _tables_of_their_own(document, made)
    differences = [*broken, *found]
    if differences:
        return Judgement("differs", differences, max(0, erased))
    return Judgement("chain_only" if erased > 0 else "recomputed", (), max(0, erased))


def _compared(
    document: str, submitted: Mapping[str, Any], again: Document | None, origin: Origin
) -> Sequence[Difference]:
    if again is None:
        what = f"Der Bericht lässt sich nicht mehr neu rechnen ({ORIGINS[origin]})."
        return [Difference("document", what, {"from": origin})]
    if canonical(again) == document.encode():
        return []
    told = differences_of(submitted, again, origin)
    return told or [Difference("document", f"Der Wortlaut ist ein anderer ({ORIGINS[origin]}).", {"from": origin})]


def _explained(one: Difference, erased: int, freed: int) -> bool:
    """Whether so many erased participations can have made this difference: nothing lost more, and grew no more.

    ``freed``: how many may be counted now who were reported as one with an erased one.
    """
    if one.kind not in COUNTED:
        return False
    old, new = one.details["submitted"], one.details["recomputed"]
    if one.kind == "check":
        return True
    reason = one.details.get("reason")
    if reason == ERASED:
        return True
    return (old or 0) - erased <= (new or 0) <= (old or 0) + (0 if reason == LINKED else freed)


def _tables_of_their_own(document: str, made: Mapping[Origin, Document | None]) -> Sequence[Difference]:
    """After an erasure the tables say what they said before, or what the journal says now; nothing else."""
    tables, facts = made.get("tables"), made.get("journal")
    if tables is None or facts is None or canonical(tables) in (document.encode(), canonical(facts)):
        return []
    return differences_of(facts, tables, "tables")


def _reason(key: str, document: Mapping[str, Any]) -> int:
    """How many participations are not counted for this reason."""
    return sum(one["participations"] for one in document.get("not_counted", ()) if one["reason"] == key)

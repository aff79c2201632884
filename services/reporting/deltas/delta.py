"""The difference between two submissions, or between one and now, as a document: ``lotse submission delta``.

``{"submission", "to", "district", "operation", "before": {"as_of", "catalogue", "catalogue_version", "positions"},
"after": the same, "cells": [{"code", "gender", "before", "after", "causes": [{"cause", "value", "events"}]}],
"not_counted": [{"reason", "before", "after", "causes"}]}``; ``to`` null: now.

A figure is told when something moved it. The values of its causes add up to after minus before, in every figure; what a
catalogue does not know or nobody collects is 0 here. A cause holds the facts behind it in the order of recording. A
cause may stand with the value 0: one came, another went.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.account import account
from services.reporting.deltas.ledger import Ledger, Part
from services.reporting.deltas.places import BY_GENDER, GRAND_TOTAL, Cell, NotCounted, Place, Values, values_of
from services.reporting.deltas.states import Counting, End
from services.reporting.domain.figures import STRUCTURE_BASED
from services.reporting.esf import Document
from services.reporting.explaining.documents import event_document
from services.reporting.explaining.events import Place as Fact


def delta_between(conn: Connection[Any], district: str, before: End, after: End) -> Document:
    """Inside a transaction in the district that sees one snapshot; raises UnknownOperation."""
    counting = Counting(conn, district)
    ledger = account(counting, before, after)
    told = _Telling(ledger, values_of(before.document), values_of(after.document), _all_told(counting, ledger))
    ends = (before.catalogue, after.catalogue)
    return {
        "submission": _id(before.submission),
        "to": _id(after.submission),
        "district": district,
        "operation": before.operation,
        "before": _described(before),
        "after": _described(after),
        "cells": [
            {"code": code, "gender": gender, **figure}
            for code in dict.fromkeys((*(one.code for end in ends for one in end.indicators), GRAND_TOTAL))
            for gender in BY_GENDER
            if (figure := told.figure(Cell(code, gender)))
        ],
        "not_counted": [
            {"reason": reason, **figure}
            for reason in dict.fromkeys((*(one.key for end in ends for one in end.reasons), STRUCTURE_BASED))
            if (figure := told.figure(NotCounted(reason)))
        ],
    }


class _Told(NamedTuple):
    """The facts behind causes as they are told, in the order of recording, and the number of each in it."""

    events: Sequence[Mapping[str, Any]]
    numbers: Mapping[Fact, int]


def _all_told(counting: Counting, ledger: Ledger) -> _Told:
    facts = {fact for parts in ledger.places.values() for part in parts.values() for fact in part.facts}
    known = counting.events(facts)
    in_order = sorted(sorted(facts), key=lambda fact: known[fact].time)
    numbers = {fact: number for number, fact in enumerate(in_order)}
    return _Told([event_document(known[fact]) for fact in in_order], numbers)


@dataclass(frozen=True, slots=True)
class _Telling:
    ledger: Ledger
    before: Values
    after: Values
    facts: _Told

    def figure(self, place: Place) -> dict[str, Any] | None:
        """What was, what is, and why; None where nothing moved it."""
        causes = [
            {"cause": cause, "value": part.value, "events": self._behind(part)}
            for cause, part in self.ledger.causes(place)
        ]
        if not causes:
            return None
        return {"before": self.before.get(place, 0), "after": self.after.get(place, 0), "causes": causes}

    def _behind(self, part: Part) -> list[Mapping[str, Any]]:
        """In the order of recording."""
        events, numbers = self.facts
        return [events[number] for number in sorted(map(numbers.__getitem__, part.facts))]


def _described(end: End) -> dict[str, Any]:
    used = end.catalogue
    return {
        "as_of": end.as_of.isoformat(),
        "catalogue": used.key,
        "catalogue_version": used.version,
        "positions": dict(end.positions),
    }


def _id(submission: UUID | None) -> str | None:
    return None if submission is None else str(submission)

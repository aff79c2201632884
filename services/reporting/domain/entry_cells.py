"""Which cells of a report one record enters, why, and what is missing: the catalogue's own predicates on one row."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.cells import INCOMPLETE, LINKED
from services.reporting.domain.expressions import And, Field, IsKnown, Not, Or, Predicate, Row
from services.reporting.domain.figures import STRUCTURE_BASED, STRUCTURE_BASED_TITLE


@dataclass(frozen=True, slots=True)
class EnteredCell:
    """An indicator, and in German which of its conditions the record meets."""

    code: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class EntryCells:
    """What a record counts for; ``cells`` of a record that is not counted are those that it would enter.

    ``reason``: why it is not counted (key, German), None where it is. ``missing``: (column, German) that Article 17(5)
    asks for.
    """

    reason: tuple[str, str] | None
    cells: tuple[EnteredCell, ...]
    missing: tuple[tuple[str, str], ...]


def entry_cells(of: Catalogue, row: Row, *, eso_4_12: bool, participant_based: bool = True) -> EntryCells:
    """``row``: all columns that predicates ask for, and the parameter ``as_of``."""
    complete = of.complete_eso_4_12 if eso_4_12 else of.complete
    entered = tuple(
        EnteredCell(one.code, one.title_de, one.when.text())
        for one in of.indicators
        if one.when is not None and of.counts(one, eso_4_12=eso_4_12) and one.when.holds(row)
    )
    missing = tuple(dict.fromkeys((field.name, field.title) for field in _unknown(complete, row)))
    reason = reason_of(of, row, eso_4_12=eso_4_12, participant_based=participant_based)
    return EntryCells(reason, entered, missing)


def entered_codes(of: Catalogue, row: Row, *, eso_4_12: bool) -> frozenset[str]:
    """The indicators whose predicate holds for a row, whether it is counted or not."""
    return frozenset(
        one.code
        for one in of.indicators
        if one.when is not None and of.counts(one, eso_4_12=eso_4_12) and one.when.holds(row)
    )


def reason_of(of: Catalogue, row: Row, *, eso_4_12: bool, participant_based: bool) -> tuple[str, str] | None:
    """Why a row is not counted, None where it is.

    The first reason that holds, in the catalogue's order; incomplete is what completeness does not make true, and
    ``linked`` is said by the row itself: that somebody is one person with somebody else is no matter of the catalogue.
    """
    complete = of.complete_eso_4_12 if eso_4_12 else of.complete
    for one in of.reasons:
        if one.when is not None and one.when.holds(row):
            return one.key, one.title_de
        if one.key == LINKED and row.get(LINKED):
            return one.key, one.title_de
        if one.key == INCOMPLETE and not complete.holds(row):
            return one.key, one.title_de
    return None if participant_based else (STRUCTURE_BASED, STRUCTURE_BASED_TITLE)


def _unknown(predicate: Predicate, row: Row) -> Iterator[Field]:
    """Columns whose value a false part of completeness waits for."""
    match predicate:
        case And():
            yield from _unknown(predicate.left, row)
            yield from _unknown(predicate.right, row)
        case Or() if predicate.truth(row) is False:
            yield from _unknown(predicate.left, row)
            yield from _unknown(predicate.right, row)
        case IsKnown() if not predicate.holds(row):
            yield predicate.field
        case Not() | Or() | _:
            return

"""The first step of the way: what facts of intake did, on the reporting date and under the rules of the earlier end."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from services.reporting.deltas.causes import Cause, cause_of
from services.reporting.deltas.changes import INTAKE, NO_FACTS, estimate_facts
from services.reporting.deltas.entities import entity_moves
from services.reporting.deltas.ledger import Ledger
from services.reporting.deltas.lives import Moves
from services.reporting.deltas.persons import person_moves
from services.reporting.deltas.places import Cell, Values, estimated_in
from services.reporting.deltas.states import Counting, State
from services.reporting.deltas.stretches import Stretch
from services.reporting.esf import Document
from services.reporting.explaining.events import Place as Fact


def facts_of_intake(counting: Counting, earlier: State, later: State, handed_in: Document, ledger: Ledger) -> None:
    """Person by person and entity by entity, each by the fact that moved it; then the estimates.

    ``handed_in``: the document of the earlier state. Where the later state knows less than the earlier one, the facts
    between them are taken back. What is estimated in both states changes by estimates alone; what is so in one of them,
    by persons as if it were not, and by the estimate for all that is left.
    """
    if earlier == later:
        return
    forwards = earlier.intake < later.intake
    stretch = Stretch(earlier.operation, *sorted((earlier.intake, later.intake)))
    facts = estimate_facts(counting.conn, counting.district, stretch, earlier.as_of)
    was = estimated_in(handed_in)
    now = estimated_in(counting.document(later)) if facts else was
    alone = was & now
    for cause, moved, values in _moves(counting, earlier, stretch):
        for place, value in values.items():
            if not (isinstance(place, Cell) and place.code in alone):
                ledger.add(place, cause, value if forwards else -value, moved)
    if facts:
        for place, value in counting.changes(earlier, later).items():
            if isinstance(place, Cell) and place.code in was | now:
                ledger.add_change(place, "estimate", value - ledger.sum_of(place), facts.get(place.code, NO_FACTS))


def _moves(counting: Counting, state: State, stretch: Stretch) -> Iterator[tuple[Cause, Sequence[Fact], Values]]:
    """What each of these facts did, by its cause."""
    conn, district = counting.conn, counting.district
    moves = [(_facts(each), each.values) for each in person_moves(conn, district, state, stretch)]
    known = counting.events({fact for facts, _ in moves for fact in facts})
    for facts, values in moves:
        of_cause = defaultdict[Cause, list[Fact]](list)
        for fact in facts:
            of_cause[cause_of(known[fact].type)].append(fact)
        for cause, behind in of_cause.items():
            yield cause, behind, values
    for cause, moved in entity_moves(conn, district, stretch, state.rules.catalogue, state.as_of):
        yield cause, (Fact(INTAKE, moved.position),), moved.values


def _facts(moves: Moves) -> list[Fact]:
    return [Fact(INTAKE, position) for position in moves.positions]

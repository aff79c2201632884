"""With linked persons: the report's statement, the judgements one by one, the journal and the oracle say the same."""

import random
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.domain.cells import GENDERS
from services.reporting.esf import EsfQuestion, count, digest_of, document_of, figures_of
from services.reporting.explaining.assessed import assessed
from services.reporting.explaining.cell import Line, explained
from services.reporting.explaining.documents import rule_told
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.knowledge import Knowledge, reading
from services.reporting.opening import opener
from services.reporting.submissions.recounted import recounted
from services.reporting.submissions.refolded import refolded
from tests.oracle import esf
from tests.oracle.rows import Operation, RuralMark
from tests.reporting.conftest import Side, side_of
from tests.reporting.deltas.tales import interleaved
from tests.reporting.facts import OPERATION, entered, linked, opened, released, status, unlinked
from tests.reporting.history import START, Source, id_of
from tests.reporting.linking.told import OPENING, LinkedTold, submission_at
from tests.reporting.test_second_opinion import AGS

pytestmark = pytest.mark.server

FACTS: Final = 400
ERASED: Final = (2, 7, 11)
DAYS: Final = st.dates(date(2023, 6, 30), date(2025, 12, 31))


@dataclass(frozen=True, slots=True)
class Place:
    """A district in which persons are linked and unlinked, by chance; the records of some are erased."""

    settings: Settings
    side: Side
    told: LinkedTold

    def standpoint(self, conn: Any, as_of: date, intake: int) -> Standpoint:
        knowledge = Knowledge({"districts": len(OPENING), "intake": intake})
        return Standpoint.at(conn, self.side.district, EsfQuestion(operation=OPERATION, as_of=as_of), knowledge)


def new_side(settings: Settings) -> Side:
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    return side_of(settings, key)


@pytest.fixture(scope="module")
def place(settings: Settings) -> Place:
    side = new_side(settings)
    told = LinkedTold(3, side.district)
    told.happen(FACTS)
    told.erase(*ERASED)
    opening = Source("districts", side.district).record_all(OPENING)
    arriving = interleaved(random.Random(1), opening, told.intake.record_all(told.facts))
    for part in batched(arriving, 60):
        side.take(part)
    return Place(settings, side, told)


def batched(arriving: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(arriving)
    while part := list(islice(rest, size)):
        yield part


@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(as_of=DAYS, intake=st.integers(0, FACTS))
def test_at_any_position_all_ways_to_count_agree(place: Place, as_of: date, intake: int) -> None:
    side, told = place.side, place.told
    intake = min(intake, len(told.facts))
    with reading(side.pool, side.district) as conn:
        at = place.standpoint(conn, as_of, intake)
        figures = figures_of(conn, side.district, at.question, at.rules, at.knowledge)
        judged = assessed(conn, side.district, at.question, at.knowledge, at.rules)
        made = submission_at(as_of, dict(at.knowledge.positions), side.district, len(told.facts) + len(OPENING))
        again = recounted(side.district, made, refolded(conn, side.district, opener(place.settings), made))

    document = document_of(side.district, at.question, at.knowledge, at.rules, figures)
    cells = figures.compared.now
    assert again["digest"] == digest_of(document)
    assert Counter(one.reason[0] for one in judged if one.reason) == cells.not_counted
    for code, values in cells.indicators.items():
        found = Counter(one.gender for one in judged if one.reason is None and code in one.codes)
        assert {gender: found[gender] for gender in GENDERS} == values, code
    known = START + intake * told.intake.step
    operation = Operation(side.district, OPERATION, date(2022, 1, 1), date(2027, 12, 31))
    theirs = esf.esf_report(
        told.rows, operation, [RuralMark(AGS[0], START)], as_of, known, ties=told.ties, gone=told.gone
    )
    assert esf.comparable(document) == esf.comparable({**theirs, "known_at": None})


@examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(as_of=DAYS, intake=st.integers(0, FACTS), code=st.sampled_from(["EECO01", "EECO07", "EECR01", "EECR03"]))
def test_an_explanation_adds_up_and_names_the_links(place: Place, as_of: date, intake: int, code: str) -> None:
    side = place.side
    with reading(side.pool, side.district) as conn:
        at = place.standpoint(conn, as_of, min(intake, len(place.told.facts)))
        cells = count(conn, side.district, at.question, at.rules, at.knowledge).now
        found = explained(at, code)
        lines = found.lines([*found.counted, *found.not_counted])
        groups = at.groups

    assert len(found.counted) == cells.value(code)
    assert sum("linked" in line.verdict.inputs for line in lines) == cells.not_counted["linked"]
    for line in lines:
        assert line.participation is not None
        group = groups.of(line.participation)
        places = {one.sequence for one in line.events if one.source == "intake"}
        assert {link.place for link in ([] if group is None else group.links)} <= places
        assert (group is None) == (not line.verdict.merged)


# --- What is told ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def pair(settings: Settings) -> Side:
    """Two records of one person: the later entry left last, and what came of it was asked there."""
    side = new_side(settings)
    facts = [
        entered(1, entry_date="2024-02-01", exit_date="2024-03-31"),
        entered(2, entry_date="2024-05-01", exit_date="2024-08-31"),
        entered(3),
        status(1, "exit", "2024-04-01", "inactive"),
        status(2, "exit", "2024-09-01", "employed"),
        linked(1, 2),
    ]
    side.take(Source("districts", side.district).record_all([opened(), released()]))
    side.take(Source("intake", side.district).record_all([*facts, unlinked(1, 2)]))
    return side


def test_the_rule_and_the_facts_behind_a_linked_pair_are_told(pair: Side) -> None:
    with reading(pair.pool, pair.district) as conn:
        question = EsfQuestion(operation=OPERATION, as_of=date(2024, 12, 31))
        at = Standpoint.at(conn, pair.district, question, Knowledge({"districts": 2, "intake": 6}))
        found = explained(at, "EECR04")
        lines = {line.participation: line for line in found.lines([*found.counted, *found.not_counted])}

    numbers = {id_of("participation", number): str(number) for number in (1, 2, 3)}
    first, second, third = (lines[id_of("participation", number)] for number in (1, 2, 3))
    assert [one.participation for one in found.counted] == [id_of("participation", 1)]
    assert rule_told(first.verdict, numbers).endswith(
        "; zusammengeführt mit 2: es gelten der letzte Austritt und die Angaben dazu"
    )
    assert rule_told(second.verdict, numbers) == (
        "Zusammengeführt mit 1: gezählt wird die Teilnahme mit dem frühesten Eintritt"
    )
    assert {one.sequence for one in first.events if one.source == "intake"} == {1, 2, 5, 6}
    assert [one.sequence for one in second.events] == [1, 2, 6]
    assert third.verdict.merged == ()
    assert {(one.type, one.actor) for one in second.events if one.sequence == 6} == {
        ("intake.persons_linked.v1", "test")
    }


def test_unlinked_every_row_is_explained_as_before_the_link(pair: Side) -> None:
    question = EsfQuestion(operation=OPERATION, as_of=date(2024, 12, 31))

    def lines_at(conn: Any, intake: int) -> list[Line]:
        at = Standpoint.at(conn, pair.district, question, Knowledge({"districts": 2, "intake": intake}))
        found = explained(at, "EECR04")
        return found.lines([*found.counted, *found.not_counted])

    with reading(pair.pool, pair.district) as conn:
        before, linked_then, after = (lines_at(conn, intake) for intake in (5, 6, 7))

    assert after == before
    assert linked_then != before

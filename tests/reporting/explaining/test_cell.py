"""An explanation has as many rows as the cell says, names everybody else, and rests on the facts that decided."""

from collections import Counter
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from services.reporting.domain.catalogues import CATALOGUES
from services.reporting.domain.cells import GENDERS
from services.reporting.esf import EsfQuestion, esf_report_at, figures_of
from services.reporting.explaining.assessed import assessed
from services.reporting.explaining.cell import CellExplained, Line, UnknownIndicator, explained
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.knowledge import reading
from tests.reporting.conftest import Side
from tests.reporting.explaining.conftest import History, question
from tests.reporting.explaining.test_assessed import SHARES, SOME_DAYS
from tests.reporting.facts import (
    OPERATION,
    configured,
    corrected,
    entered,
    erased,
    estimate,
    marked,
    opened,
    released,
    retracted,
    status,
    supported,
)
from tests.reporting.history import Source, id_of

pytestmark = pytest.mark.server

CODES: Final = [(one.key, indicator.code) for one in CATALOGUES for indicator in one.indicators]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    as_of=SOME_DAYS,
    districts=st.integers(1, 8),
    share=SHARES,
    cell=st.tuples(st.sampled_from(CODES), st.sampled_from([None, "total", *GENDERS])),
)
def test_the_counted_rows_are_the_cell_and_both_lists_are_everybody(
    history: History, as_of: date, districts: int, share: float, cell: tuple[tuple[str, str], str | None]
) -> None:
    (catalogue, code), gender = cell
    knowledge = history.knowledge(districts, round(share * history.heads["intake"]))
    with history.read() as conn:
        at = Standpoint.at(conn, history.side.district, question(as_of, catalogue), knowledge)
        figures = figures_of(conn, history.side.district, at.question, at.rules, knowledge)
        everybody = assessed(conn, history.side.district, at.question, knowledge, at.rules)
        found = explained(at, code, gender)
        lines = found.lines([*found.counted, *found.not_counted])

    indicator = at.rules.catalogue.indicator(code)
    if not indicator.collected:
        assert not found.counted
    elif indicator.unit == "entities":
        assert len(found.counted) == figures.entities[code]
    else:
        assert len(found.counted) == figures.compared.now.value(code, gender or "total")
    named = Counter(line.participation for line in lines if line.participation is not None)
    assert named == Counter(one.participation for one in everybody)
    for line in lines:
        assert [one.time for one in line.events] == sorted(one.time for one in line.events)
        assert all(one.sequence <= knowledge.positions[one.source] for one in line.events)
        no_question = not indicator.collected or indicator.unit == "entities"
        assert line.events or line.participation is None or no_question


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(as_of=SOME_DAYS, districts=st.integers(1, 8), share=SHARES, gender=st.sampled_from(["total", *GENDERS]))
def test_the_grand_total_counts_the_incomplete_as_well(
    history: History, as_of: date, districts: int, share: float, gender: str
) -> None:
    knowledge = history.knowledge(districts, round(share * history.heads["intake"]))
    with history.read() as conn:
        at = Standpoint.at(conn, history.side.district, question(as_of, "esf-2014-2020"), knowledge)
        document = esf_report_at(conn, history.side.district, at.question, knowledge)
        found = explained(at, "grand_total", gender)
        lines = found.lines([*found.counted, *found.not_counted])

    assert len(found.counted) == document["grand_total"][gender]
    assert len(lines) == len(found.counted) + len(found.not_counted)
    assert all(line.events for line in lines)


def test_only_a_catalogue_that_tells_a_grand_total_explains_one(history: History) -> None:
    with history.read() as conn:
        at = Standpoint.at(conn, history.side.district, question(date(2024, 12, 31)), history.now)
        with pytest.raises(UnknownIndicator):
            explained(at, "grand_total")


# --- What is told, and by which facts ---------------------------------------------


def lines_of(conn: Connection[Any], side: Side, code: str, gender: str | None = None) -> dict[Any, Line]:
    at = Standpoint.of(conn, side.district, EsfQuestion(operation=OPERATION, as_of=date(2026, 6, 30)))
    found = explained(at, code, gender)
    lines = found.lines([*found.counted, *found.not_counted])
    return {line.participation: line for line in lines}


def facts(line: Line) -> list[str]:
    return [f"{one.source} {one.sequence} {one.type.split('.')[1]}" for one in line.events]


def test_each_row_says_its_rule_and_the_facts_that_brought_the_values(side: Side) -> None:
    left = status(3, "exit", "2025-01-10", "job_seeking")
    later = status(3, "exit", "2025-01-12", "employed")
    districts = [opened(), released(), marked("16063078"), configured(disability="yes")]
    intake = [
        entered(1, birth_date="1968-05-01", residence_ags="16063078"),
        entered(2, birth_date="2000-01-01", gender="male"),
        corrected(2, birth_date="1968-03-02", gender="male"),
        corrected(2, birth_date="1968-03-02", gender="male", housing="housed"),
        entered(3, exit_date="2025-01-05"),
        left,
        later,
        retracted(later),
        entered(4, gender=None, isced=None),
        entered(5, state="cancelled"),
        entered(6, entry_date="2026-07-01"),
        erased(7),
        entered(8, employment="unemployed", unemployed_since="2024-01-01"),
    ]
    side.take(
        [
            *Source("districts", side.district).record_all(districts),
            *Source("intake", side.district).record_all(intake),
        ]
    )
    person = {number: id_of("participation", number) for number in range(1, 9)}
    with reading(side.pool, side.district) as conn:
        young = lines_of(conn, side, "EECO07")
        old = lines_of(conn, side, "EECO08", "female")
        rural = lines_of(conn, side, "EECO17")
        disabled = lines_of(conn, side, "EECO12")
        searching = lines_of(conn, side, "EECR01")
        long_term = lines_of(conn, side, "EECO03")

    assert young[person[2]].verdict.rule == "Alter bei Eintritt: 55, gefragt: 18 bis 29"
    assert facts(young[person[2]]) == ["intake 2 participation_entered", "intake 3 participation_corrected"]
    assert old[person[1]].verdict.counted
    assert old[person[1]].verdict.rule == (
        "Eingereicht und vollständig; Alter bei Eintritt: 55, gefragt: ab 55; Geschlecht: weiblich, gefragt: weiblich"
    )
    assert facts(old[person[1]]) == ["intake 1 participation_entered"]
    assert old[person[2]].verdict.rule == "Geschlecht: männlich, gefragt: weiblich"
    assert facts(old[person[2]]) == ["intake 2 participation_entered"]
    assert facts(rural[person[1]]) == ["intake 1 participation_entered", "districts 3 municipalities_marked"]
    assert rural[person[2]].verdict.rule == "Wohnort in ländlicher Gemeinde: nein, gefragt: ja"
    assert facts(disabled[person[1]]) == ["intake 1 participation_entered", "districts 4 operation_configured"]
    assert searching[person[3]].verdict.counted
    assert facts(searching[person[3]]) == [
        "districts 2 catalogue_released",
        "intake 5 participation_entered",
        "intake 6 status_recorded",
    ]
    assert searching[person[1]].verdict.rule == (
        "Letzter Status nach Austritt: unbekannt, gefragt: arbeitsuchend oder arbeitslos (kein Austritt erfasst)"
    )
    assert searching[person[4]].verdict.rule == (
        "unvollständig nach Artikel 17 Absatz 5: Geschlecht: unbekannt, gefragt: bekannt; "
        "Bildungsabschluss (ISCED): unbekannt, gefragt: bekannt"
    )
    assert searching[person[5]].verdict.rule == "storniert"
    assert searching[person[6]].verdict.rule == (
        "Eintritt nach dem Stichtag: Eintritt: 01.07.2026, gefragt: nach dem Stichtag 30.06.2026"
    )
    assert searching[person[7]].verdict.rule == "Angaben gelöscht"
    assert long_term[person[8]].verdict.rule == (
        "bei Eintritt arbeitslos seit: 01.01.2024, gefragt: seit mindestens 12 Monaten"
    )
    assert facts(long_term[person[8]]) == ["districts 2 catalogue_released", "intake 13 participation_entered"]


def test_estimates_and_entities_are_rows_of_their_own_kind(side: Side) -> None:
    intake = [
        entered(1),
        estimate("EECO12", "2025-01-01", female=2, male=1),
        supported("Amt", "2025-01-01"),
        supported("Werk", "2025-01-01", kind="enterprise"),
    ]
    side.take(
        [
            *Source("districts", side.district).record_all([opened(), released()]),
            *Source("intake", side.district).record_all(intake),
        ]
    )
    with reading(side.pool, side.district) as conn:
        at = Standpoint.of(conn, side.district, EsfQuestion(operation=OPERATION, as_of=date(2026, 6, 30)))
        estimated = explained(at, "EECO12", "female")
        entities = explained(at, "EECO18")
        told = [facts(line) for line in estimated.lines(estimated.counted)]
        shown = [facts(line) for line in entities.lines(entities.counted)]
        with pytest.raises(UnknownIndicator):
            explained(at, "EECO99")

    assert told == [["intake 2 estimate_recorded"]] * 2
    assert rules(estimated) == [
        "Der Wert ist die Schätzung zum 01.01.2025",
        "Der Wert ist die Schätzung zum 01.01.2025",
        "Behinderung: unbekannt, gefragt: ja",
    ]
    assert shown == [["intake 3 entity_supported"]]
    assert rules(entities) == [
        "Unterstützt am 01.01.2025",
        "Dieser Indikator zählt Stellen und Unternehmen, keine Teilnahmen.",
    ]


def rules(found: CellExplained) -> list[str]:
    return [one.rule for one in (*found.counted, *found.not_counted)]

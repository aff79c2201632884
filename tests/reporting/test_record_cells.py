"""Which cells one record enters: Python and SQL tell the same, and every reason is German."""

import random
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.reporting.domain.catalogues.esf_plus_2021_2027 import VERSION_1
from services.reporting.domain.entry_cells import EntryCells, entry_cells
from services.reporting.domain.expressions import Value
from services.reporting.esf import EsfQuestion
from services.reporting.record_cells import ON_ENTRY, UnknownRecord
from tests.reporting.conftest import Side
from tests.reporting.facts import OPERATION, configured, entered, erased, marked, opened, released, supported
from tests.reporting.history import Source, id_of
from tests.reporting.test_second_opinion import AGS, Told, an_entry

ROW: dict[str, Value] = {
    **dict.fromkeys(ON_ENTRY),
    "state": "submitted",
    "erased": False,
    "entry_date": date(2024, 3, 1),
    "exit_date": None,
    "gender": "female",
    "birth_date": date(1994, 3, 1),
    "employment": "inactive",
    "isced": 3,
    "rural": False,
    "exit_status": None,
    "exit_education": None,
    "exit_qualification": None,
    "followup_status": None,
    "followup_improved": None,
    "as_of": date(2024, 12, 31),
}


def told(**given: Value) -> EntryCells:
    return entry_cells(VERSION_1, ROW | given, eso_4_12=False)


def codes(of: EntryCells) -> list[str]:
    return [cell.code for cell in of.cells]


def test_a_complete_record_is_counted_and_says_where_and_why() -> None:
    found = told()

    assert found.reason is None
    assert found.missing == ()
    assert [(cell.code, cell.reason) for cell in found.cells] == [
        ("EECO01", "Eintritt bis zum Stichtag"),
        ("EECO04", "Erwerbsstatus bei Eintritt: nicht erwerbstätig"),
        ("EECO10", "Bildungsabschluss (ISCED) von 3 bis 4"),
    ]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"gender": None}, ["gender"]),
        ({"employment": None, "isced": None}, ["employment", "isced"]),
        ({"employment": "unemployed"}, ["unemployed_since"]),
        ({"birth_date": None, "employment": "employed"}, ["birth_date"]),
    ],
)
def test_an_incomplete_record_says_what_is_missing(given: dict[str, Value], missing: list[str]) -> None:
    found = told(**given)

    assert found.reason == ("incomplete", "unvollständig nach Artikel 17 Absatz 5")
    assert [field for field, _ in found.missing] == missing


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"state": "cancelled", "gender": None}, "cancelled"),
        ({"state": "draft"}, "draft"),
        ({"erased": True, "birth_date": None}, "erased"),
        ({"entry_date": date(2025, 1, 1)}, "after_as_of"),
    ],
)
def test_the_first_reason_that_applies_is_told(given: dict[str, Value], reason: str) -> None:
    found = told(**given)

    assert found.reason is not None
    assert found.reason[0] == reason


def test_the_short_objective_asks_for_less_and_counts_less() -> None:
    found = entry_cells(VERSION_1, ROW | {"employment": None, "isced": None}, eso_4_12=True)

    assert (found.reason, found.missing) == (None, ())
    assert codes(found) == ["EECO01"]


def test_a_structure_based_operation_counts_nobody() -> None:
    found = entry_cells(VERSION_1, ROW, eso_4_12=False, participant_based=False)

    assert found.reason is not None
    assert found.reason[0] == "structure_based"


# --- On the database --------------------------------------------------------------


@pytest.mark.server
@pytest.mark.parametrize(
    ("seed", "objective", "fixed"),
    [
        (11, "ESO4.8", {}),
        (12, "ESO4.12", {"disability": "yes"}),
        (13, "ESO4.8", {"employment": "inactive", "rural": "yes", "housing": "roofless"}),
    ],
)
def test_the_cells_of_all_records_add_up_to_the_report(
    side: Side, seed: int, objective: str, fixed: dict[str, str]
) -> None:
    history = Told(seed, side.district)
    history.entries(40)
    history.statuses(40)
    history.corrections(40)
    facts = [opened(objective=objective), released(), marked(AGS[0])]
    if fixed:
        facts.append(configured(**fixed))
    side.take([*Source("districts", side.district).record_all(facts), *history.intake.record_all(history.facts)])

    for as_of in ("2024-06-30", "2026-12-31"):
        document = side.esf(OPERATION, as_of)
        question = EsfQuestion(operation=OPERATION, as_of=date.fromisoformat(as_of))
        found = [side.reports.cells_of_record(side.district, question, id_of("participation", n)) for n in range(40)]
        counted = Counter(code for one in found if one.reason is None for code in codes(one))
        reasons = Counter(one.reason[0] for one in found if one.reason is not None)

        assert counted == {c["code"]: c["total"] for c in document["indicators"] if c["total"]}
        assert reasons == {one["reason"]: one["participations"] for one in document["not_counted"]}
    assert counted["EECO01"] > 5


@pytest.mark.server
def test_a_form_enters_the_cells_that_its_record_would(side: Side) -> None:
    chance = random.Random(7)
    side.take(Source("districts", side.district).record_all([opened(), released(), marked(AGS[0])]))
    intake = Source("intake", side.district)
    entries = [an_entry(chance) | {"state": "submitted", "exit_date": None} for _ in range(20)]
    side.take(intake.record_all([entered(number, **entry) for number, entry in enumerate(entries)]))
    question = EsfQuestion(operation=OPERATION, as_of=date(2026, 6, 30))

    for number, entry in enumerate(entries):
        form: dict[str, Any] = {name: entry.get(name) for name in ON_ENTRY}
        stored = side.reports.cells_of_record(side.district, question, id_of("participation", number))
        assert side.reports.cells_of_form(side.district, question, form) == stored


@pytest.mark.server
def test_an_unknown_record_and_an_erased_one(side: Side) -> None:
    side.take(Source("districts", side.district).record_all([opened(), released()]))
    side.take(Source("intake", side.district).record_all([erased(1), supported("Amt", "2024-01-01")]))
    question = EsfQuestion(operation=OPERATION, as_of=date(2026, 6, 30))

    assert side.reports.cells_of_record(side.district, question, id_of("participation", 1)).reason == (
        "erased",
        "Angaben gelöscht",
    )
    with pytest.raises(UnknownRecord):
        side.reports.cells_of_record(side.district, question, UUID(int=5))

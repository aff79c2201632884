"""The roll-up over documents that were handed in: cells added by group, rules, who is missing."""

import json
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.checking.periods import Period
from services.reporting.checking.transmission import Group
from services.reporting.checking.transmission_tables import transmission_csv, transmission_tables
from services.reporting.domain.catalogues.esf_plus_2021_2027 import VERSION_1
from services.reporting.domain.cells import GENDERS
from services.reporting.land.released import Released
from services.reporting.land.rollup import rolled_up
from services.reporting.submissions import Submission
from tests.reporting.history import id_of

PERIOD = Period("202612")
NORTH = Group("P2", "ESO4.8", "transition")
SOUTH = Group("P2", "ESO4.8", "more_developed")


def document(persons: dict[str, int], *, combines: bool = True) -> dict[str, Any]:
    """Women only."""
    return {
        "indicators": [_cell(one.code, one.unit, persons.get(one.code, 0)) for one in VERSION_1.indicators],
        "checks": [{"id": "C6", "holds": combines, "text": ""}],
    }


def _cell(code: str, unit: str, value: int) -> dict[str, Any]:
    if unit == "entities":
        return {"code": code, "total": value, "estimated": False}
    return {"code": code, **dict.fromkeys(GENDERS, 0), "female": value, "total": value, "estimated": False}


def handed_in(operation: str, group: Group, persons: dict[str, int] | None, **more: Any) -> Released:
    """None: nothing yet."""
    made = None if persons is None else _submission(operation, document(persons, **more))
    return Released("erfurt", operation, group, made)


def _submission(operation: str, said: dict[str, Any]) -> Submission:
    return Submission(
        id=id_of("submission", operation),
        district="erfurt",
        operation=operation,
        as_of=date(2026, 12, 31),
        period="202612",
        known_at=None,
        positions={},
        journal_size=0,
        catalogue=VERSION_1.key,
        version=1,
        catalogue_content="",
        document=json.dumps(said),
        digest=f"sha256:{operation}",
        checkpoint="",
        replaces=None,
        created_by="test",
        created=datetime(2027, 1, 1, tzinfo=UTC),
        replaced_by=None,
        state="approved",
    )


def table_6(made: dict[str, Any], group: Group, code: str) -> dict[str, Any]:
    rows = [row for row in made["tables"]["6"] if row["indicator"] == code and group.plain.items() <= row.items()]
    assert len(rows) == 1
    return dict(rows[0])


def test_cells_are_added_within_their_group_and_nowhere_else() -> None:
    found = [
        handed_in("a", NORTH, {"EECO01": 2, "EECO18": 1}),
        handed_in("b", NORTH, {"EECO01": 3, "EECO18": 4}),
        handed_in("c", SOUTH, {"EECO01": 5}),
    ]

    made = rolled_up(found, PERIOD, VERSION_1)

    assert table_6(made, NORTH, "EECO01")["total"] == 5
    assert table_6(made, NORTH, "EECO18") == {**NORTH.plain, "indicator": "EECO18", "unit": "number", "total": 5}
    assert table_6(made, SOUTH, "EECO01")["total"] == 5
    assert [one["operation"] for one in made["submissions"]] == ["a", "b", "c"]
    assert {one["holds"] for one in made["checks"]} == {True}


def test_who_has_handed_in_nothing_is_named_and_not_counted() -> None:
    made = rolled_up([handed_in("a", NORTH, {"EECO01": 2}), handed_in("b", SOUTH, None)], PERIOD, VERSION_1)

    assert made["missing"] == [{"district": "erfurt", "operation": "b", **SOUTH.plain}]
    assert {row["category_of_region"] for row in made["tables"]["6"]} == {"transition"}


def test_a_period_without_anything_is_empty_and_breaks_nothing() -> None:
    made = rolled_up([], PERIOD, VERSION_1)

    assert made["tables"] == {"6": [], "10": []}
    assert {one["holds"] for one in made["checks"]} == {True}


def test_a_document_whose_combinations_do_not_add_up_breaks_the_rule_in_the_sum() -> None:
    fine, odd = {"EECO02": 1, "EECO04": 1}, {"EECO02": 3, "EECO04": 4}
    made = rolled_up([handed_in("a", NORTH, fine), handed_in("b", NORTH, odd, combines=False)], PERIOD, VERSION_1)

    rule = next(one for one in made["checks"] if one["id"] == "144")
    assert rule["broken"][0] == {
        **NORTH.plain,
        "gender": "female",
        "cells": [{"cell": "EECO02+04", "value": 2}, {"cell": "EECO02 + EECO04", "value": 9}],
    }


def test_it_names_no_person() -> None:
    made = rolled_up([handed_in("a", NORTH, {"EECO01": 2})], PERIOD, VERSION_1)

    assert set(made) == {
        *("period", "as_of", "catalogue", "tables", "checks", "submissions", "missing", "digest"),
    }
    assert set(made["submissions"][0]) == {
        *("district", "operation", "id", "digest", "catalogue_version"),
        *NORTH.plain,
    }


def test_every_form_of_it_has_the_same_rows() -> None:
    made = rolled_up([handed_in("a", NORTH, {"EECO01": 2}), handed_in("b", SOUTH, None)], PERIOD, VERSION_1)
    report = transmission_tables(made)

    assert len(report.table("table_6").rows) == len(made["tables"]["6"])
    assert len(report.table("table_10").rows) == len(made["tables"]["10"])
    assert report.table("missing").rows == [("b", "erfurt", "P2", "ESO4.8", "stärker entwickelte Region")]
    lines = transmission_csv(made).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(made["tables"]["6"]) + len(made["tables"]["10"])


counts = st.dictionaries(st.sampled_from([one.code for one in VERSION_1.indicators]), st.integers(0, 50))
groups = st.sampled_from([NORTH, SOUTH, Group("", "ESO4.1", "transition")])


@given(st.lists(st.tuples(groups, counts), max_size=6), st.randoms())
def test_the_order_of_operations_changes_nothing_and_nothing_is_lost(
    documents: list[tuple[Group, dict[str, int]]], chance: Any
) -> None:
    found = [handed_in(f"o{number}", group, persons) for number, (group, persons) in enumerate(documents)]
    shuffled = list(found)
    chance.shuffle(shuffled)

    made, other = rolled_up(found, PERIOD, VERSION_1), rolled_up(shuffled, PERIOD, VERSION_1)

    assert made["tables"] == other["tables"]
    for code in ("EECO01", "EECO12", "EECO19"):
        total = sum(row["total"] for row in made["tables"]["6"] if row["indicator"] == code)
        assert total == sum(persons.get(code, 0) for _, persons in documents)

"""The rules of SFC2021 on tables 6 and 10: what holds, what is broken, and the edge between."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from services.reporting.checking.periods import NotAPeriod, Period
from services.reporting.checking.sfc_rules import rules_for
from services.reporting.checking.transmission import Counted, Group, checks, tables
from services.reporting.domain.catalogues.esf_plus_2021_2027 import VERSION_1
from services.reporting.domain.cells import TOTAL

HERE = Group("P2", "ESO4.8", "transition")


@dataclass(frozen=True)
class Cells(Counted):
    """The same number of women and no others; ``together``: combinations that are not the sum of their parts."""

    women: dict[str, int]
    combined: dict[tuple[str, ...], int] = field(default_factory=dict)

    def value(self, code: str, gender: str) -> int:
        return self.women.get(code, 0) if gender in {"female", TOTAL} else 0

    def together(self, codes: tuple[str, ...], gender: str) -> int:
        if gender not in {"female", TOTAL}:
            return 0
        return self.combined.get(codes, sum(self.women.get(code, 0) for code in codes))

    def entities(self, code: str) -> int:
        return self.women.get(code, 0)


def broken(cells: Cells) -> dict[str, list[dict[str, Any]]]:
    return {one["id"]: one["broken"] for one in checks({HERE: cells}, VERSION_1) if not one["holds"]}


COMBINATIONS = [
    ("144", ("EECO02", "EECO04")),
    ("145", ("EECO02", "EECO05")),
    ("146", ("EECO02", "EECO04", "EECO05")),
    ("147", ("EECO06", "EECO07")),
    ("148", ("EECO10", "EECO11")),
]


@pytest.mark.parametrize(("rule", "codes"), COMBINATIONS)
def test_a_reserved_combination_is_the_sum_of_its_parts(rule: str, codes: tuple[str, ...]) -> None:
    parts = dict.fromkeys(codes, 3)
    whole = 3 * len(codes)

    assert broken(Cells(parts)) == {}
    for other in (whole - 1, whole + 1):
        found = broken(Cells(parts, {codes: other}))
        assert list(found) == [rule]
        assert [one["gender"] for one in found[rule]] == ["female", "total"]
        assert [cell["value"] for cell in found[rule][0]["cells"]] == [other, whole]


def test_every_combination_of_the_catalogue_has_its_rule() -> None:
    assert {codes for _, codes in COMBINATIONS} == set(VERSION_1.combinations)


@pytest.mark.parametrize("result", [one for one in VERSION_1.indicators if one.reference], ids=lambda one: one.code)
def test_a_result_is_at_most_its_reference_output(result: Any) -> None:
    outputs = dict.fromkeys(result.reference, 2)
    most = 2 * len(result.reference)

    assert broken(Cells({**outputs, result.code: most})) == {}
    found = broken(Cells({**outputs, result.code: most + 1}))
    assert list(found) == ["10-reference", "10-percent"]
    assert found["10-reference"][0] == {
        **HERE.plain,
        "gender": "female",
        "cells": [{"cell": result.code, "value": most + 1}, {"cell": " + ".join(result.reference), "value": most}],
    }
    assert found["10-percent"][0]["cells"][0]["value"] > 100


def test_a_result_of_nobody_is_broken_and_nothing_of_nobody_is_not() -> None:
    assert "10-percent" in broken(Cells({"EECR06": 1}))
    assert broken(Cells({})) == {}


def test_a_percentage_just_above_the_whole_is_not_rounded_away() -> None:
    assert "10-percent" in broken(Cells({"EECO05": 10_000, "EECR06": 10_001}))


def test_every_rule_says_where_it_stands_and_how_severe_it_is() -> None:
    for rule in rules_for(VERSION_1):
        assert rule.source.startswith("https://sfc.ec.europa.eu/")
        assert rule.severity == "error"
        assert rule.text
        assert rule.relations


def test_the_tables_have_a_row_a_group_and_indicator() -> None:
    other = Group("P1", "ESO4.8", "transition")
    made = tables({HERE: Cells({"EECO01": 3, "EECO18": 2}), other: Cells({"EECO01": 1})}, VERSION_1)

    assert [(row["priority"], row["indicator"]) for row in made["6"]][:2] == [("P1", "EECO01"), ("P1", "EECO02")]
    assert len(made["6"]) == 2 * (19 + 5)
    assert len(made["10"]) == 2 * 6
    assert made["6"][24] == {
        **HERE.plain, "indicator": "EECO01", "unit": "number", "female": 3, "male": 0, "non_binary": 0, "total": 3,
    }  # fmt: skip
    assert {**HERE.plain, "indicator": "EECO18", "unit": "number", "total": 2} in made["6"]
    assert [row["reference"] for row in made["10"][:6]] == [
        "EECO04", "EECO01", "EECO01", "EECO02+04", "EECO02+04", "EECO05",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "as_of"), [("202606", date(2026, 6, 30)), ("202612", date(2026, 12, 31))])
def test_a_period_is_a_half_year_by_its_last_day(name: str, as_of: date) -> None:
    assert Period.named(name).as_of == as_of


@pytest.mark.parametrize("wrong", ["202601", "2026-06", "26", "", "000006", "\uff12\uff10\uff12\uff1606", "202606\n"])
def test_what_is_no_period_is_refused(wrong: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.named(wrong)

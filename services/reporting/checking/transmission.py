"""Tables 6 and 10 of the transmission of data (ESF+): by priority, specific objective, category of region and gender.

A group's cells come from one report, or from several that were handed in; the tables and the rules are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.reporting.checking.sfc_rules import LEVEL, SfcRule, rules_for
from services.reporting.domain.catalogue import Catalogue, Indicator
from services.reporting.domain.cells import GENDERS, TOTAL
from services.reporting.domain.relations import Cellular, broken_ones, combined_code

Values = dict[str, Any]
UNIT: Final = "number"
EVERYWHERE: Final = (*GENDERS, TOTAL)


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Which figures are added up; ``priority`` is empty where nobody said it."""

    priority: str
    specific_objective: str
    category_of_region: str

    @property
    def plain(self) -> Values:
        return {
            "priority": self.priority or None,
            "specific_objective": self.specific_objective,
            "category_of_region": self.category_of_region,
        }


class Counted(Cellular):
    """Cells of a group, with supported entities beside persons."""

    def entities(self, code: str) -> int:
        raise NotImplementedError


Groups = Mapping[Group, Counted]


def tables(groups: Groups, catalogue: Catalogue) -> Values:
    """``{"6": rows, "10": rows}``; reserved combinations stand in table 6 below the indicators."""
    return {
        "6": [row for group in sorted(groups) for row in _outputs(group, groups[group], catalogue)],
        "10": [row for group in sorted(groups) for row in _results(group, groups[group], catalogue)],
    }


def checks(groups: Groups, catalogue: Catalogue) -> list[Values]:
    """Every rule with whether it holds, and where it does not."""
    return [_checked(rule, groups) for rule in rules_for(catalogue)]


def _outputs(group: Group, cells: Counted, catalogue: Catalogue) -> Iterable[Values]:
    for one in catalogue.indicators:
        if one.reference:
            continue
        if one.unit == "entities":
            yield {**group.plain, "indicator": one.code, "unit": UNIT, TOTAL: cells.entities(one.code)}
        else:
            yield {**group.plain, "indicator": one.code, "unit": UNIT, **_persons(cells, one)}
    for codes in catalogue.combinations:
        values = {gender: cells.together(codes, gender) for gender in EVERYWHERE}
        yield {**group.plain, "indicator": combined_code(codes), "unit": UNIT, **values}


def _results(group: Group, cells: Counted, catalogue: Catalogue) -> Iterable[Values]:
    for one in catalogue.indicators:
        if one.reference:
            reference = {gender: _sum(cells, one.reference, gender) for gender in EVERYWHERE}
            code = one.reference[0] if len(one.reference) == 1 else combined_code(one.reference)
            row = {**group.plain, "indicator": one.code, "unit": UNIT, "reference": code, **_persons(cells, one)}
            yield {**row, "reference_output": reference}


def _persons(cells: Counted, one: Indicator) -> Values:
    return {gender: cells.value(one.code, gender) for gender in EVERYWHERE}


def _sum(cells: Counted, codes: Sequence[str], gender: str) -> int:
    return sum(cells.value(code, gender) for code in codes)


def _checked(rule: SfcRule, groups: Groups) -> Values:
    broken = [
        {
            **group.plain,
            "gender": one.gender,
            "cells": [{"cell": one.left, "value": one.left_value}, {"cell": one.right, "value": one.right_value}],
        }
        for group in sorted(groups)
        for one in broken_ones(rule.relations, groups[group], EVERYWHERE)
    ]
    return {
        "id": rule.id,
        "table": rule.table,
        "severity": rule.severity,
        "level": LEVEL,
        "text": rule.text,
        "source": rule.source,
        "holds": not broken,
        "broken": broken,
    }

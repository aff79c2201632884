"""Every rule with its four cases, through the decider and through an import file; and the page made from the table."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from services.intake.domain.rules import RULES
from services.intake.domain.rules.page import page
from services.intake.domain.rules.rule import Rule
from tests.intake.rules.cases import CASES
from tests.intake.rules.stories import FourCases, Story

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"
BY_ID = {rule.id: rule for rule in RULES}
NAMES = [one.name for one in fields(FourCases) if one.name != "by_file"]
EVERY = [(rule, name) for rule in CASES for name in NAMES]


def test_every_rule_has_its_four_cases_and_an_id_of_its_own() -> None:
    assert [rule.id for rule in RULES] == list(dict.fromkeys(rule.id for rule in RULES))
    assert set(BY_ID) == set(CASES)


@pytest.mark.parametrize(("rule", "name"), EVERY, ids=lambda value: value)
def test_the_decider_tells_the_broken_rule_and_no_other_case_breaks_it(rule: str, name: str) -> None:
    story: Story = getattr(CASES[rule], name)

    assert (rule in story.broken()) == (name == "invalid")


@pytest.mark.parametrize(("rule", "name"), [one for one in EVERY if CASES[one[0]].by_file], ids=lambda value: value)
def test_an_import_file_tells_the_same(rule: str, name: str) -> None:
    result = getattr(CASES[rule], name).imported()
    text = BY_ID[rule].text

    refused = any(text in row.reason for row in result.refused)
    remarked = any((remark.rule, remark.text) == (rule, text) for remark in result.remarks)

    if BY_ID[rule].severity == "refused":
        assert (refused, result.exit_status) == (
            (True, 3) if name == "invalid" else (False, 3 if result.refused else 0)
        )
        assert not remarked
    else:
        assert (remarked, result.refused) == (name == "invalid", [])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.severity != "refused"], ids=lambda rule: rule.id)
def test_a_warning_never_keeps_a_row_out(rule: Rule[Any]) -> None:
    result = CASES[rule.id].invalid.imported()

    assert (result.exit_status, result.refused) == (0, [])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_where_it_comes_from_in_german(rule: Rule[Any]) -> None:
    told = rule.text, rule.source.name

    assert all(told)
    assert rule.source.address.startswith("https://") or rule.source.grade in {"C", "P"}


def test_the_page_of_rules_is_current() -> None:
    assert PAGE.read_text() == page(), "python -m services.intake.domain.rules.page > docs/rules.md"

"""Every verdict of the import held against an independent second opinion."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from services.intake.domain.operation import OperationRules
from services.intake.imports.result import ImportResult
from tests.intake.memory import MemoryLedger, take
from tests.oracle.imports import ImportOutcome
from tests.oracle.populations import Population, histories, import_all, population, write
from tests.oracle.rows import Operation

WORDS = {
    "entry": "entered",
    "correction": "corrected",
    "status": "entered",
    "status_taken_back": "retracted",
    "contact": "entered",
    "contact_correction": "corrected",
}


def rules_of(operation: Operation) -> OperationRules:
    return OperationRules(
        operation=operation.key,
        start=operation.start,
        end=operation.end,
        specific_objective=operation.specific_objective,
        exit_days=28,
        followup_from_months=6,
        followup_to_months=9,
    )


def compare(result: ImportResult, outcome: ImportOutcome) -> None:
    assert {row.row for row in result.refused} == {row.row for row in outcome.refused}
    blamed = {row.row: row.columns for row in outcome.refused}
    assert [row for row in result.refused if row.column not in blamed[row.row]] == []
    expected: dict[str, int] = {}
    for row in outcome.rows:
        word = WORDS.get(row.result, row.result)
        expected[word] = expected.get(word, 0) + 1
    assert {verdict: count for verdict, count in result.verdicts.items() if count} == expected
    assert result.exit_status == outcome.exit_status


def agree(people: Population, folder: Path) -> None:
    ledger = MemoryLedger()
    _, outcomes = import_all(people)
    for file, outcome in zip(people.files, outcomes, strict=True):
        content = write(file, folder).read_bytes()
        rules = rules_of(people.operation)
        rehearsed = take(ledger, file.kind, content, today=people.today, rules=rules, dry_run=True)
        compare(take(ledger, file.kind, content, today=people.today, rules=rules), outcome)
        compare(rehearsed, outcome)


@pytest.mark.parametrize("seed", range(3))
def test_a_population_is_judged_as_by_the_oracle(seed: int, tmp_path: Path) -> None:
    agree(population(seed, 400), tmp_path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=histories())
def test_any_history_is_judged_as_by_the_oracle(people: Population, tmp_path: Path) -> None:
    agree(people, tmp_path)

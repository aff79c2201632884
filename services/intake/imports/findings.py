"""Everything the rules say of one row, whether it would be stored or not: for forms, before anything is stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.intake.domain.participation import RecordParticipation, merged
from services.intake.domain.refusals import Refusal
from services.intake.domain.rules import RULES, entry_warnings
from services.intake.domain.rules.completeness import COMPLETENESS, OUTCOME
from services.intake.domain.rules.records import EntryRecord, Neighbour
from services.intake.domain.rules.rule import Level, R, Rule, Severity, broken_rules
from services.intake.imports.importer import Decided
from services.kernel.deciders import RuleViolation

OF_A_PARTICIPATION = (*entry_warnings.WARNINGS, *COMPLETENESS, *OUTCOME)
BY_ID = {rule.id: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a row breaks; ``text`` in German, with the particulars of the case and no value of a person."""

    rule: str
    level: Level
    severity: Severity
    column: str
    text: str


def findings(decided: Decided, neighbours: Sequence[Neighbour] = ()) -> list[Finding]:
    """Of a participation's row: why it would be refused, what is worth a second look, and what is missing."""
    command: RecordParticipation = decided.command
    found = list(_refused(decided.answer))
    if any(one.rule == "P-PERSON-01" for one in found):
        return found
    record = EntryRecord(
        after=merged(command, decided.before.snapshot),
        known=decided.before.snapshot,
        given=command.cells,
        rules=command.rules,
        today=command.today,
        statuses=tuple(decided.before.statuses.values()),
        neighbours=tuple(neighbours),
    )
    return [*found, *_told(broken_rules(OF_A_PARTICIPATION, record))]


def _refused(answer: object) -> Iterator[Finding]:
    if isinstance(answer, Refusal) and answer.rule is not None:
        for each in (answer, *answer.further):
            rule = BY_ID[each.rule or ""]
            yield Finding(rule.id, rule.level, rule.severity, rule.column, str(each))
    elif isinstance(answer, RuleViolation):
        raise answer


def _told(rules: Iterable[Rule[R]]) -> Iterator[Finding]:
    return (Finding(rule.id, rule.level, rule.severity, rule.column, rule.text) for rule in rules)

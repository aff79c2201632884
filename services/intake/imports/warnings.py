"""What is told of a row that is stored: warnings, and what is missing of a participation that is submitted.

A warning is told where the row speaks of a column that the rule looks at; when a draft is submitted, all are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from services.contracts.intake import ParticipationSubmitted
from services.intake.domain.contact import ContactState
from services.intake.domain.participation import ParticipationState, RecordParticipation, RecordStatus, RetractStatus
from services.intake.domain.rules import contact_rules, entry_warnings, status_rules
from services.intake.domain.rules.completeness import COMPLETENESS
from services.intake.domain.rules.records import EntryRecord, StatusRecord
from services.intake.domain.rules.rule import R, Rule, broken_rules
from services.intake.imports.columns import Kind
from services.intake.imports.rows import Remark, Row
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


class DecidedRow(Protocol):
    """A row that was decided: its command, its facts or its refusal, and its stream before and after them."""

    @property
    def row(self) -> Row: ...
    @property
    def command(self) -> Any: ...
    @property
    def answer(self) -> Sequence[Contract] | RuleViolation: ...
    @property
    def before(self) -> Any: ...
    @property
    def state(self) -> Any: ...


def of_participation(decided: DecidedRow) -> Iterator[Remark]:
    """Held against the whole participation: what a value belongs to may stand in an earlier row."""
    command: RecordParticipation = decided.command
    before: ParticipationState = decided.before
    after: ParticipationState = decided.state
    if after.snapshot is None:
        return
    record = EntryRecord(
        after=after.snapshot,
        known=before.snapshot,
        given=command.cells,
        rules=command.rules,
        today=command.today,
        statuses=tuple(after.statuses.values()),
    )
    if isinstance(decided.answer, Sequence) and any(
        isinstance(fact, ParticipationSubmitted) for fact in decided.answer
    ):
        yield from _remarks(decided.row, broken_rules((*entry_warnings.WARNINGS, *COMPLETENESS), record))
        return
    yield from _spoken_of(decided.row, broken_rules(entry_warnings.WARNINGS, record))


def of_status(decided: DecidedRow) -> Iterator[Remark]:
    """Held against the participation and its other statuses; of one taken back only its own cells count."""
    command: RecordStatus | RetractStatus = decided.command
    state: ParticipationState = decided.state
    if state.snapshot is None:
        return
    others = tuple(one for one in state.statuses.values() if one.status_id != command.cells.status_id)
    record = StatusRecord(cells=command.cells, participation=state.snapshot, today=command.today, others=others)
    rules = status_rules.OF_CELLS if isinstance(command, RetractStatus) else status_rules.WARNINGS
    yield from _spoken_of(decided.row, broken_rules(rules, record))


def of_contact(decided: DecidedRow) -> Iterator[Remark]:
    """Of the contact as it is known after the row."""
    state: ContactState = decided.state
    if state.snapshot is not None:
        yield from _spoken_of(decided.row, broken_rules(contact_rules.WARNINGS, state.snapshot))


REMARKS: Final[Mapping[Kind, Callable[[DecidedRow], Iterator[Remark]]]] = {
    "participants": of_participation,
    "statuses": of_status,
    "contacts": of_contact,
}


def _spoken_of(row: Row, broken: Iterable[Rule[R]]) -> Iterator[Remark]:
    return _remarks(
        row, (rule for rule in broken if any(row.values.get(column) is not None for column in rule.columns))
    )


def _remarks(row: Row, broken: Iterable[Rule[R]]) -> Iterator[Remark]:
    return (Remark(row.number, rule.column, rule.text, rule.id) for rule in broken)

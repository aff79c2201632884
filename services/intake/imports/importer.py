"""Taking an import file row by row, in file order, in batches: decide first, keep texts, then append."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from services.intake.domain.participation import RetractStatus
from services.intake.domain.refusals import PersonErased, Refusal
from services.intake.imports.columns import Kind
from services.intake.imports.ledger import Appended, Caller, Ledger, Progress
from services.intake.imports.result import VERDICTS, ImportResult, Verdict
from services.intake.imports.rows import Fault, Header, Remark, Row, read_header, read_rows
from services.intake.imports.steps import DECIDERS, STEPS, Setting, Step
from services.intake.imports.tables import Table
from services.kernel.deciders import Context, RuleViolation
from services.kernel.facts import Contract
from services.kernel.ids import uuid7

BATCH: Final = 1000
NOTHING_TO_RETRACT: Final = "Diese Angabe ist nicht gespeichert; es gibt nichts zurückzunehmen."

Decision: TypeAlias = Sequence[Contract] | RuleViolation


class Stored(NamedTuple):
    """What a row stored, and the position of its last fact."""

    facts: Sequence[Contract]
    position: int | None


Outcome: TypeAlias = Stored | RuleViolation


@dataclass(slots=True)
class Import:
    """One file on its way into one district's store. A dry run decides and stores nothing."""

    kind: Kind
    setting: Setting
    ledger: Ledger
    caller: Caller
    dry_run: bool = False

    def run(self, table: Table, progress: Progress | None = None) -> ImportResult:
        """Raises ColumnsRefused before anything is stored."""
        header = read_header(self.kind, table.header)
        result = ImportResult(dry_run=self.dry_run)
        result.remarks += [Remark(1, name, "Diese Spalte ist unbekannt.") for name in header.unknown]
        for batch in _batches(read_rows(self.kind, table, header)):
            self._take(batch, header, result)
            if progress is not None:
                progress(result.rows, len(table.rows))
        return result

    def _take(self, rows: Sequence[Row], header: Header, result: ImportResult) -> None:
        steps = [STEPS[self.kind](row, self.setting) for row in rows if not row.faults]
        outcomes = iter(zip(steps, self._outcomes(steps), strict=True))
        for row in rows:
            result.rows += 1
            if row.faults:
                result.refuse(row.number, row.faults, header.names)
            else:
                self._note(result, *next(outcomes), header)

    def _outcomes(self, steps: Sequence[Step]) -> list[Outcome]:
        decisions = self.decide(steps)
        changes = [(step, facts) for step, facts in zip(steps, decisions, strict=True) if _changes(facts)]
        stored = {} if self.dry_run else self.store([step for step, _ in changes])
        return [
            facts if isinstance(facts, RuleViolation) else _outcome(facts, stored.get(step.row.number))
            for step, facts in zip(steps, decisions, strict=True)
        ]

    def decide(self, steps: Sequence[Step]) -> list[Decision]:
        """What each step would store, one after the other, as if those before it were stored."""
        decider = DECIDERS[self.kind]
        facts = self.ledger.facts({step.stream for step in steps})
        erased = self._erased(steps, facts.values())
        states: dict[UUID, Any] = {}
        decisions: list[Decision] = []
        for step in steps:
            state = states.get(step.stream)
            if state is None:
                state = decider.fold(facts.get(step.stream, ()))
            command = replace(step.command, erased=True) if step.person in erased else step.command
            decision = _decided(decider.decide, command, state)
            decisions.append(decision)
            states[step.stream] = state if isinstance(decision, RuleViolation) else decider.fold(decision, state)
        return decisions

    def _erased(self, steps: Sequence[Step], streams: Iterable[Sequence[Contract]]) -> set[UUID]:
        """Persons of whom facts exist while their identity key does not."""
        persons = {step.person for step in steps if step.person is not None}
        recorded = {getattr(fact, "person_id", None) for facts in streams for fact in facts}
        known = persons & recorded
        return known - set(self.ledger.identities(known, create=False)) if known else set()

    def store(self, steps: Sequence[Step]) -> dict[int, Appended | RuleViolation]:
        """Keep the texts, then append; what became of each row, by its number."""
        persons = {step.person for step in steps if step.person is not None}
        alive = {None, *self.ledger.identities(persons, create=True)} if persons else {None}
        living = [step for step in steps if step.person in alive]
        answers: dict[int, Appended | RuleViolation] = {
            step.row.number: PersonErased(field=_person_column(self.kind)) for step in steps
        }
        answers.update(zip((step.row.number for step in living), self._append(living), strict=True))
        return answers

    def _append(self, steps: Sequence[Step]) -> Sequence[Appended | RuleViolation]:
        if not steps:
            return []
        if texts := [text for step in steps for text in step.texts]:
            self.ledger.keep(texts)
        commands = [(step.stream, step.command, self._context()) for step in steps]
        return self.ledger.execute_many(DECIDERS[self.kind], commands)

    def _context(self) -> Context:
        return Context(actor=self.caller.actor, command_id=uuid7(), correlation_id=self.caller.correlation_id)

    def _note(self, result: ImportResult, step: Step, outcome: Outcome, header: Header) -> None:
        if isinstance(outcome, RuleViolation):
            result.refuse(step.row.number, tuple(faults_of(outcome, step.row)), header.names)
            return
        verdict = verdict_of(outcome.facts)
        result.took(verdict, outcome.position)
        result.remarks += step.remarks
        if verdict == "unchanged" and isinstance(step.command, RetractStatus):
            result.remarks.append(Remark(step.row.number, "state", NOTHING_TO_RETRACT))


def _outcome(facts: Sequence[Contract], answer: Appended | RuleViolation | None) -> Outcome:
    """The store decided anew where another command came between: its answer counts."""
    if isinstance(answer, RuleViolation):
        return answer
    if answer is None:
        return Stored(facts, None)
    return Stored(facts if answer.position is not None else (), answer.position)


def _changes(decision: Decision) -> bool:
    return not isinstance(decision, RuleViolation) and bool(decision)


def _decided(decide: Callable[[Any, Any], Sequence[Contract]], command: Any, state: Any) -> Decision:
    try:
        return decide(command, state)
    except RuleViolation as refused:
        return refused


def verdict_of(facts: Sequence[Contract]) -> Verdict:
    return VERDICTS[type(facts[0])] if facts else "unchanged"


def faults_of(refused: RuleViolation, row: Row) -> Iterator[Fault]:
    """The broken rules as faults of the row: only here do they meet the values that were typed."""
    further = refused.further if isinstance(refused, Refusal) else ()
    for each in (refused, *further):
        column = each.field or ""
        yield Fault(column, row.texts.get(column, ""), each.title if each.detail is None else str(each))


def _person_column(kind: Kind) -> str:
    return "case_no" if kind == "contacts" else "participant_no"


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch

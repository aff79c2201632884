"""Taking an import file row by row, in file order, in batches: decide first, keep texts, then append."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from services.intake.domain.participation import RetractStatus
from services.intake.domain.refusals import Refusal
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.imports.columns import Kind
from services.intake.imports.ledger import Appended, Caller, Ledger, Progress
from services.intake.imports.result import VERDICTS, ImportResult, Verdict
from services.intake.imports.rows import Fault, Header, Remark, Row, read_header, read_rows
from services.intake.imports.steps import DECIDERS, STEPS, Setting, Step
from services.intake.imports.warnings import REMARKS
from services.kernel.deciders import Context, RuleViolation
from services.kernel.facts import Contract
from services.kernel.files.tables import Table
from services.kernel.ids import uuid7
from services.kernel.points import reached

BATCH: Final = 1000
NOTHING_TO_RETRACT: Final = "Diese Angabe ist nicht gespeichert; es gibt nichts zurückzunehmen."

Answer: TypeAlias = Sequence[Contract] | RuleViolation


class Decided(NamedTuple):
    """What a row would store, or why not, and the state of its stream before and after it."""

    step: Step
    answer: Answer
    before: Any
    state: Any

    @property
    def row(self) -> Row:
        return self.step.row

    @property
    def command(self) -> Any:
        return self.step.command


class Taken(NamedTuple):
    """What became of a single row; a repeated command has the position of its first answer.

    ``stream``: the participation or the contact that the row speaks of.
    """

    verdict: Verdict
    position: int | None
    remarks: list[Remark]
    stream: UUID


class Outcome(NamedTuple):
    """What a row stored, or why not; the position is that of its last fact."""

    decided: Decided
    answer: Answer
    position: int | None = None


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
            reached("import.batch_taken")
            if progress is not None:
                progress(result.rows, len(table.rows))
        return result

    def _take(self, rows: Sequence[Row], header: Header, result: ImportResult) -> None:
        outcomes = iter(self._outcomes([STEPS[self.kind](row, self.setting) for row in rows if not row.faults]))
        for row in rows:
            result.rows += 1
            if row.faults:
                result.refuse(row.number, row.faults, header.names)
            else:
                self._note(result, row, next(outcomes), header)

    def _outcomes(self, steps: Sequence[Step]) -> list[Outcome]:
        decided = self.decide(steps)
        changes = [each.step for each in decided if each.answer and not isinstance(each.answer, RuleViolation)]
        stored = {} if self.dry_run else self.store(changes)
        return [_outcome(each, stored.get(each.step.row.number)) for each in decided]

    def decide(self, steps: Sequence[Step]) -> list[Decided]:
        """What each step would store, one after the other, as if those before it were stored."""
        decider = DECIDERS[self.kind]
        facts = self.ledger.facts({step.stream for step in steps})
        erased, restricted = self._erased(steps), self._restricted(steps)
        states = {stream: decider.fold(of_stream) for stream, of_stream in facts.items()}
        decided: list[Decided] = []
        for step in steps:
            state = states.get(step.stream, decider.initial)
            told = replace(step, command=replace(step.command, erased=True)) if step.person in erased else step
            is_free = step.person not in restricted
            answer = _answer(decider.decide, told.command, state) if is_free else ProcessingIsRestricted()
            states[step.stream] = state if isinstance(answer, RuleViolation) else decider.fold(answer, state)
            decided.append(Decided(told, answer, state, states[step.stream]))
        return decided

    def _erased(self, steps: Sequence[Step]) -> Collection[UUID]:
        """Persons of whom nothing is recorded any more."""
        return self.ledger.destroyed({step.person for step in steps if step.person is not None})

    def _restricted(self, steps: Sequence[Step]) -> Collection[UUID]:
        """Persons whose data nobody works on at the moment."""
        return self.ledger.restricted({step.person for step in steps if step.person is not None})

    def store(self, steps: Sequence[Step]) -> dict[int, Appended | RuleViolation]:
        """Keep the texts, then append; what became of each row, by its number."""
        return dict(zip((step.row.number for step in steps), self._append(steps), strict=True))

    def _append(self, steps: Sequence[Step]) -> Sequence[Appended | RuleViolation]:
        if not steps:
            return []
        self._keep_texts(steps)
        commands = [(step.stream, step.command, self._context()) for step in steps]
        return self.ledger.execute_many(DECIDERS[self.kind], commands)

    def _keep_texts(self, steps: Sequence[Step]) -> None:
        if texts := [text for step in steps for text in step.texts]:
            self.ledger.keep(texts)

    def take_one(self, row: Row, context: Context) -> Taken:
        """Take a single row under a command id of the caller's; raises RuleViolation.

        The store decides even where nothing would change: it remembers the command, and repeats its first answer. It
        knows of no restriction, for that stands in another stream.
        """
        (decided,) = self.decide([STEPS[self.kind](row, self.setting)])
        step = decided.step
        if isinstance(decided.answer, ProcessingIsRestricted):
            raise decided.answer
        if decided.answer and not isinstance(decided.answer, RuleViolation):
            self._keep_texts([step])
        (answer,) = self.ledger.execute_many(DECIDERS[self.kind], [(step.stream, step.command, context)])
        if isinstance(answer, RuleViolation):
            raise answer
        verdict = "unchanged" if isinstance(decided.answer, RuleViolation) else verdict_of(decided.answer)
        return Taken(verdict, answer.position, list(REMARKS[self.kind](decided)), step.stream)

    def _context(self) -> Context:
        return Context(actor=self.caller.actor, command_id=uuid7(), correlation_id=self.caller.correlation_id)

    def _note(self, result: ImportResult, row: Row, outcome: Outcome, header: Header) -> None:
        if isinstance(outcome.answer, RuleViolation):
            result.refuse(row.number, tuple(faults_of(outcome.answer, row, _person_column(self.kind))), header.names)
            return
        verdict = verdict_of(outcome.answer)
        result.took(verdict, outcome.position)
        result.remarks += REMARKS[self.kind](outcome.decided)
        if verdict == "unchanged" and isinstance(outcome.decided.step.command, RetractStatus):
            result.remarks.append(Remark(row.number, "state", NOTHING_TO_RETRACT))


def _outcome(decided: Decided, appended: Appended | RuleViolation | None) -> Outcome:
    """The store decided anew where another command came between: its answer counts."""
    if appended is None:
        return Outcome(decided, decided.answer)
    if isinstance(appended, RuleViolation):
        return Outcome(decided, appended)
    return Outcome(decided, decided.answer if appended.position is not None else (), appended.position)


def _answer(decide: Callable[[Any, Any], Sequence[Contract]], command: object, state: object) -> Answer:
    try:
        return decide(command, state)
    except RuleViolation as refused:
        return refused


def verdict_of(facts: Sequence[Contract]) -> Verdict:
    return VERDICTS[type(facts[0])] if facts else "unchanged"


def faults_of(refused: RuleViolation, row: Row, otherwise: str) -> Iterator[Fault]:
    """The broken rules as faults of the row: only here do they meet the values that were typed."""
    further = refused.further if isinstance(refused, Refusal) else ()
    for each in (refused, *further):
        column = each.field or otherwise
        yield Fault(column, row.texts.get(column, ""), each.title if each.detail is None else str(each))


def _person_column(kind: Kind) -> str:
    return "case_no" if kind == "contacts" else "participant_no"


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch

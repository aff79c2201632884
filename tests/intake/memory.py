"""A district's store in a dictionary: the rules of imports can be tested in bulk without a server."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.intake.domain.operation import OperationRules
from services.intake.imports.columns import Kind
from services.intake.imports.importer import Import
from services.intake.imports.ledger import Appended, Caller
from services.intake.imports.result import ImportResult
from services.intake.imports.steps import Setting
from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.facts import Contract
from services.kernel.files.tables import read_table
from services.kernel.ids import DistrictIds, uuid7
from services.kernel.vault import Entry

TODAY = date(2026, 6, 30)
THINKA = OperationRules(
    operation="thinka",
    start=date(2022, 1, 1),
    end=date(2027, 12, 31),
    specific_objective="ESO4.8",
    exit_days=28,
    followup_from_months=6,
    followup_to_months=9,
)
IDS = DistrictIds(b"k" * 32)


@dataclass(slots=True)
class MemoryLedger:
    """Streams, texts and erased persons of one district."""

    streams: dict[UUID, list[Contract]] = field(default_factory=lambda: defaultdict(list))
    log: list[Contract] = field(default_factory=list)
    texts: dict[tuple[UUID, str, UUID], str] = field(default_factory=dict)
    erased: set[UUID] = field(default_factory=set)
    kept_only: set[UUID] = field(default_factory=set)
    contexts: list[Context] = field(default_factory=list)

    def facts(self, streams: Collection[UUID]) -> Mapping[UUID, Sequence[Contract]]:
        return {stream: list(self.streams[stream]) for stream in streams if stream in self.streams}

    def destroyed(self, persons: Collection[UUID]) -> Collection[UUID]:
        return self.erased.intersection(persons)

    def restricted(self, persons: Collection[UUID]) -> Collection[UUID]:
        return self.kept_only.intersection(persons)

    def keep(self, texts: Sequence[Entry]) -> None:
        for text in texts:
            self.texts.setdefault((text.person, text.field, text.entry_id), text.text)

    def execute_many(
        self, decider: Decider[Any, Any], commands: Sequence[tuple[UUID, Any, Context]]
    ) -> Sequence[Appended | RuleViolation]:
        return [self._execute(decider, *command) for command in commands]

    def _execute(
        self, decider: Decider[Any, Any], stream: UUID, command: Any, context: Context
    ) -> Appended | RuleViolation:
        try:
            facts = decider.decide(command, decider.fold(self.streams[stream]))
        except RuleViolation as refused:
            return refused
        self.streams[stream] += facts
        self.log += facts
        self.contexts.append(context)
        return Appended(len(self.log) if facts else None)


def take(
    ledger: MemoryLedger,
    kind: Kind,
    content: str | bytes,
    *,
    today: date = TODAY,
    rules: OperationRules = THINKA,
    dry_run: bool = False,
) -> ImportResult:
    """Import a file into the memory."""
    raw = content.encode() if isinstance(content, str) else content
    setting = Setting(IDS, rules, today)
    run = Import(kind, setting, ledger, Caller("cli:test", uuid7()), dry_run=dry_run)
    return run.run(read_table(raw))

"""What can be done with participations, statuses and contacts: by file or row by row, under the same rules."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from services.intake.domain.operation import OperationRules
from services.intake.imports.columns import Kind, column_of, columns
from services.intake.imports.importer import Decided, Import, Taken
from services.intake.imports.ledger import Appended, Caller, Progress
from services.intake.imports.result import ImportResult, joined
from services.intake.imports.rows import Row, parsed
from services.intake.imports.steps import STEPS, Setting
from services.intake.opening import SERVICE, event_store, key_ring, vault
from services.intake.queries import known_operation
from services.intake.recent_keys import RecentKeys
from services.intake.restricting.queries import restricted_persons
from services.kernel.database import Pool, pool
from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.desk import Desk
from services.kernel.facts import Contract
from services.kernel.files.errors_file import errors_target, write_errors
from services.kernel.files.failures import FileUnreadable
from services.kernel.files.reasons import reason
from services.kernel.files.tables import cell_text, read_table
from services.kernel.ids import DistrictIds, uuid7
from services.kernel.keys import KeyRing
from services.kernel.mapper import FactMapper
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.times import today as today_in_germany
from services.kernel.vault import Entry, Vault

NOBODY: Final = Caller("", UUID(int=0))  # who only looks stores nothing


class RowRefused(RuleViolation):
    """A single row was refused; ``detail`` joins all reasons."""

    title = "Die Angaben können so nicht übernommen werden."


class FieldUnknown(RuleViolation):
    title = "Dieses Feld gibt es nicht."


@dataclass(frozen=True, slots=True)
class DistrictLedger:
    """One district's store, keys and vault as imports use them."""

    district: str
    store: EventStore
    ring: KeyRing
    texts: Vault
    pool: Pool

    def facts(self, streams: Collection[UUID]) -> Mapping[UUID, Sequence[Contract]]:
        return self.store.load(self.district, streams)

    def destroyed(self, persons: Collection[UUID]) -> Collection[UUID]:
        return self.ring.destroyed(self.district, persons)

    def restricted(self, persons: Collection[UUID]) -> Collection[UUID]:
        return restricted_persons(self.pool, self.district, persons)

    def keep(self, texts: Sequence[Entry]) -> None:
        self.texts.put(self.district, texts)

    def execute_many(
        self, decider: Decider[Any, Any], commands: Sequence[tuple[UUID, Any, Context]]
    ) -> Sequence[Appended | RuleViolation]:
        return [
            outcome if isinstance(outcome, RuleViolation) else Appended(outcome.position)
            for outcome in self.store.execute_many(self.district, decider, commands)
        ]


@dataclass(frozen=True, slots=True)
class Intake:
    """The commands of the service ``intake``."""

    store: EventStore
    ring: KeyRing
    vault: Vault
    pool: Pool
    secrets: Secrets

    def import_file(
        self,
        kind: Kind,
        file: Path | bytes,
        district: str,
        operation: str,
        *,
        actor: str,
        dry_run: bool = False,
        errors: Path | None = None,
        today: date | None = None,
        progress: Progress | None = None,
    ) -> ImportResult:
        """Take a file row by row; refused rows go to ``errors``, for a path by default to ``FILE.errors.csv``.

        Raises FileRefused (unreadable, columns, operation, no place for refused rows) before anything is stored.
        """
        rules = self._rules(district, operation)
        table = read_table(_content(file))
        target = errors_target(file, errors) if isinstance(file, Path) else errors
        setting, caller = self._setting(district, rules, today), Caller(actor, uuid7())
        run = Import(kind, setting, self._batch_ledger(district), caller, dry_run)
        result = run.run(table, progress)
        if target is not None:
            write_errors(target, result.refused)
        return result

    def record_row(
        self, kind: Kind, cells: Mapping[str, object], district: str, operation: str, context: Context
    ) -> Taken:
        """Take one row given as field -> JSON value; a field that is absent stays as it is, null makes it unknown.

        Raises RowRefused, FieldUnknown, OperationUnknown, CommandReused. A repeated command id gets its first answer.
        """
        row = json_row(kind, cells)
        rules = self._rules(district, operation)
        caller = Caller(context.actor, context.correlation_id)
        run = Import(kind, self._setting(district, rules, None), self._ledger(district), caller)
        return run.take_one(row, context)

    def look_at_row(self, kind: Kind, cells: Mapping[str, object], district: str, operation: str) -> Decided:
        """What :meth:`record_row` would decide, with nothing stored. Raises as it does, but for RuleViolation."""
        setting = self._setting(district, self._rules(district, operation), None)
        run = Import(kind, setting, self._ledger(district), NOBODY, dry_run=True)
        (decided,) = run.decide([STEPS[kind](json_row(kind, cells), setting)])
        return decided

    @property
    def desk(self) -> Desk:
        """Commands that come one at a time, from forms and programs."""
        return Desk(self.store, self.vault)

    def with_keys_at_hand(self) -> "Intake":
        """The same for one page, which reads many texts of one person: each key is fetched once."""
        ring = RecentKeys(self.ring)
        store = EventStore(self.store.log, FactMapper(ring))
        return replace(self, store=store, vault=self.vault.with_ring(ring))

    def ids(self, district: str) -> DistrictIds:
        """The ids of a district, derived with its own key."""
        return DistrictIds(self.secrets.district(district).id_key)

    def _rules(self, district: str, operation: str) -> OperationRules:
        return known_operation(self.pool, district, operation)

    def _setting(self, district: str, rules: OperationRules, today: date | None) -> Setting:
        return Setting(self.ids(district), rules, today or today_in_germany())

    def _ledger(self, district: str) -> DistrictLedger:
        return DistrictLedger(district, self.store, self.ring, self.vault, self.pool)

    def _batch_ledger(self, district: str) -> DistrictLedger:
        """For a whole file: keys are fetched once a batch, and batches go to the log by themselves."""
        ring = RecentKeys(self.ring)
        store = EventStore(self.store.log, FactMapper(ring))
        return DistrictLedger(district, store, self.ring, self.vault.with_ring(ring), self.pool)


def intake(settings: Settings) -> Intake:
    """The service's commands on this installation."""
    return Intake(
        store=event_store(settings),
        ring=key_ring(settings),
        vault=vault(settings),
        pool=pool(settings.service_database_url(SERVICE)),
        secrets=settings.secrets,
    )


def json_row(kind: Kind, cells: Mapping[str, object]) -> Row:
    """A row of JSON values under the rules of a file's row; lists are topics. Raises FieldUnknown, RowRefused."""
    texts: dict[str, str] = {}
    for name, value in cells.items():
        column = column_of(kind, name)
        if column is None or column.name != name:
            raise FieldUnknown(field=name)
        texts[name] = "|".join(map(cell_text, value)) if isinstance(value, list) else cell_text(value)
    known = [column for column in columns(kind) if column.name in texts or column.required]
    row = parsed(1, {column.name: "" for column in known} | texts, known)
    if row.faults:
        raise RowRefused(joined(row.faults), field=row.faults[0].column)
    return row


def _content(file: Path | bytes) -> bytes:
    if isinstance(file, bytes):
        return file
    try:
        return file.read_bytes()
    except OSError as broken:
        raise FileUnreadable(f"Die Datei {file} kann nicht gelesen werden: {reason(broken)}.") from broken

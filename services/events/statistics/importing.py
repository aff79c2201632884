"""Figures of a file into the district's log: everything is decided first, then stored.

A row is stored as a whole or not at all: an indicator is defined only by rows that are taken, and before its figures.
The same file again stores nothing; a changed row corrects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import msgspec

from services.contracts.events import StatisticDefined, StatisticRecorded
from services.events.application import Events
from services.events.domain.figure import FIGURE, RecordFigure
from services.events.domain.statistic import STATISTIC, DefineStatistic
from services.events.statistics.desk import StatisticsDesk
from services.events.statistics.imported import Imported, Remark
from services.events.statistics.reading import Fault, Header, Row, TableOfFigures, read_header
from services.events.statistics.streams import of_figure, of_statistic
from services.kernel.deciders import Context, RuleViolation
from services.kernel.files.tables import Table, read_table
from services.kernel.ids import DistrictIds, uuid7

UNKNOWN_COLUMN: Final = "Diese Spalte ist unbekannt."
NEW_STATISTIC: Final = "Diese Kennzahl ist neu: Die Datei muss Bezeichnung und Einheit (label, unit) nennen."
FIGURE_FIELDS: Final = frozenset(RecordFigure.__struct_fields__)

Figures = dict[UUID, StatisticRecorded | None]


@dataclass(slots=True)
class Import:
    """One file on its way into one district's log; a dry run decides and stores nothing. ``actor``: who sends it."""

    events: Events
    district: str
    actor: str
    dry_run: bool = False
    correlation_id: UUID = field(default_factory=uuid7)

    def run(self, content: bytes) -> Imported:
        """Raises FileRefused before anything is stored; DatabaseDown."""
        table = read_table(content)
        header = read_header(table.header)
        done = Imported(self.dry_run, rows=len(table.rows))
        done.remarks += [Remark(1, name, UNKNOWN_COLUMN) for name in header.unknown]
        rows, definitions = self._read(table, header)
        self._store(rows, definitions, header, done)
        return done

    @property
    def _ids(self) -> DistrictIds:
        return self.events.ids(self.district)

    def _read(self, table: Table, header: Header) -> tuple[list[Row], Mapping[str, DefineStatistic]]:
        """All rows, and the indicators that those without fault define or correct."""
        file = TableOfFigures(StatisticsDesk(self.events, self.district).areas)
        rows = list(file.rows(table, header))
        known = self._known(file.words)
        commands = {}
        for statistic, words in file.words.items():
            before = known[statistic]
            said = {**({} if before is None else msgspec.structs.asdict(before)), **words, "statistic": statistic}
            if {"label", "unit"} <= said.keys():
                commands[statistic] = DefineStatistic(**said)
        return [_defined(row, commands) for row in rows], commands

    def _known(self, statistics: Mapping[str, object]) -> dict[str, StatisticDefined | None]:
        streams = {statistic: of_statistic(self._ids, statistic) for statistic in statistics}
        facts = self.events.store.load(self.district, set(streams.values()))
        return {statistic: STATISTIC.fold(facts[stream]) for statistic, stream in streams.items()}

    def _store(
        self, rows: Sequence[Row], definitions: Mapping[str, DefineStatistic], header: Header, done: Imported
    ) -> None:
        taken = []
        for row in rows:
            if row.faults:
                done.refuse(row.number, row.faults, header.names)
            else:
                taken.append(row)
        refused = self._define(definitions, {row.statistic for row in taken}, done)
        allowed = []
        for row in taken:
            if (broken := refused.get(row.statistic)) is None:
                allowed.append(row)
            else:
                done.refuse(row.number, [_fault(row, broken)], header.names)
        self._record(allowed, header, done)

    def _define(
        self, definitions: Mapping[str, DefineStatistic], used: set[str], done: Imported
    ) -> dict[str, RuleViolation]:
        """The indicators that broke a rule."""
        wanted = [(of_statistic(self._ids, key), definitions[key]) for key in sorted(used)]
        outcomes = self._executed(STATISTIC, wanted, done)
        done.defined += sum(changes for changes in outcomes.values() if isinstance(changes, bool))
        keys = {stream: command.statistic for stream, command in wanted}
        return {keys[stream]: each for stream, each in outcomes.items() if isinstance(each, RuleViolation)}

    def _record(self, rows: Sequence[Row], header: Header, done: Imported) -> None:
        commands = [(self._stream(row), _command(row)) for row in rows]
        before = self._stored({stream for stream, _ in commands})
        outcomes = self._executed(FIGURE, commands, done)
        for row, (stream, _) in zip(rows, commands, strict=True):
            match outcomes[stream]:
                case RuleViolation() as broken:
                    done.refuse(row.number, [_fault(row, broken)], header.names)
                case False:
                    done.unchanged += 1
                case _ if before[stream] is None:
                    done.entered += 1
                case _:
                    done.corrected += 1

    def _stream(self, row: Row) -> UUID:
        place: Any = tuple(row.values[name] for name in ("statistic", "area_kind", "area", "period"))
        return of_figure(self._ids, place)

    def _stored(self, streams: set[UUID]) -> Figures:
        return {stream: FIGURE.fold(facts) for stream, facts in self.events.store.load(self.district, streams).items()}

    def _executed(
        self, decider: Any, wanted: Sequence[tuple[UUID, Any]], done: Imported
    ) -> dict[UUID, bool | RuleViolation]:
        """Whether each command changed (or in a dry run: would change) anything, or the rule that it broke."""
        if self.dry_run:
            facts = self.events.store.load(self.district, {stream for stream, _ in wanted})
            return {stream: _foreseen(decider, command, facts[stream]) for stream, command in wanted}
        requests = [(stream, command, self._context()) for stream, command in wanted]
        outcomes = self.events.store.execute_many(self.district, decider, requests)
        found: dict[UUID, bool | RuleViolation] = {}
        for (stream, _), outcome in zip(wanted, outcomes, strict=True):
            if isinstance(outcome, RuleViolation):
                found[stream] = outcome
            else:
                done.stood(outcome)
                found[stream] = outcome.position is not None
        return found

    def _context(self) -> Context:
        return Context(actor=self.actor, command_id=uuid7(), correlation_id=self.correlation_id)


def _foreseen(decider: Any, command: Any, facts: Sequence[Any]) -> bool | RuleViolation:
    try:
        return bool(decider.decide(command, decider.fold(facts)))
    except RuleViolation as broken:
        return broken


def _defined(row: Row, commands: Mapping[str, DefineStatistic]) -> Row:
    """A row of an indicator that nobody defines is refused."""
    if row.faults or row.statistic in commands:
        return row
    return row.refused("statistic", NEW_STATISTIC)


def _command(row: Row) -> RecordFigure:
    values: dict[str, Any] = {name: value for name, value in row.values.items() if name in FIGURE_FIELDS}
    return RecordFigure(**values)


def _fault(row: Row, broken: RuleViolation) -> Fault:
    column = broken.field or "statistic"
    return Fault(column, row.texts.get(column, ""), str(broken))

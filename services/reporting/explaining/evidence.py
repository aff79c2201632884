"""The facts behind a verdict: for each value that decided, the fact since which it has been so.

Every fact of a participation carries the whole entry. What decides is not the last one but the one that brought the
value: a later correction of something else is no evidence.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from psycopg.sql import SQL, Identifier

from services.reporting.domain.answers import ANSWERS, deciding_statuses
from services.reporting.domain.cells import LINKED
from services.reporting.domain.settled import REFUSED, RURAL, YES
from services.reporting.explaining.events import Place
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.explaining.verdicts import OBJECTIVE, SETTINGS, THRESHOLDS, Verdict
from services.reporting.linking.groups import Group

HISTORIES: Final = """
    SELECT v.participation, v.valid_from, {columns} FROM {s}.participation_versions AS v
    WHERE v.operation = %(operation)s AND {only} AND v.valid_from <= %(intake)s
    ORDER BY v.participation, v.valid_from"""
MARKS: Final = """
    SELECT ags, since FROM {s}.rural_municipalities
    WHERE valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)"""
SET: Final = """
    SELECT valid_from FROM {s}.setting_versions WHERE operation = %(operation)s
        AND valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)"""
RELEASED: Final = """
    SELECT min(valid_from) FROM {s}.catalogue_releases WHERE operation = %(operation)s
        AND catalogue = %(catalogue)s AND catalogue_version = %(version)s AND valid_from <= %(districts)s"""
OPENED: Final = """
    SELECT max(valid_from) FROM {s}.operation_versions
    WHERE operation = %(operation)s AND valid_from <= %(districts)s"""
EXIT: Final = "exit_date"
OF_ENTRY: Final = ("state", "entry_date")
ALL_AT_ONCE: Final = 500  # beyond so many participations, the whole operation is read in one go


@dataclass(frozen=True)
class Evidence:
    """Finds the places of facts for the verdicts of one cell, batchwise."""

    at: Standpoint

    def places(self, verdicts: Collection[Verdict]) -> Iterator[tuple[Place, ...]]:
        """For each verdict, in their order: where the facts stand that decided it."""
        read = {one.participation for one in verdicts if one.participation is not None and one.inputs}
        histories = self._histories(_columns(verdicts), self.at.groups.with_others(read)) if read else {}
        for one in verdicts:
            if one.participation is None or not one.inputs:
                yield one.places
            else:
                found = self._found(one.inputs, one.participation, histories)
                yield (*one.places, *dict.fromkeys(found))

    def _found(self, names: frozenset[str], participation: UUID, histories: "Histories") -> Iterator[Place]:
        group, history = self.at.groups.of(participation), histories[participation]
        if group is not None:
            yield from _joined(group)
        if LINKED in names:
            assert group is not None, "nobody is linked without a group"
            yield from _earliest(group.principal.participation, participation, histories)
            return
        ending = [histories[each] for each in self.at.groups.ending(participation)]
        answered = ANSWERS.keys() & names
        if answered:
            yield from self._statuses(answered, ending)
        yield from self._of_operation(names)
        if RURAL in names:
            yield from self._rural(history)
        if answered or EXIT in names:
            yield from (each.since(EXIT) for each in ending)
        columns = names & history.columns.keys()
        for name in columns - {EXIT}:
            yield history.since(name)
        if any(history.now(name) in (None, REFUSED) for name in columns & self._settled):
            yield from self._settings

    def _of_operation(self, names: Collection[str]) -> Iterator[Place]:
        """What was decided for the operation as a whole."""
        if SETTINGS in names:
            yield from self._settings
        if THRESHOLDS in names:
            yield from self._release
        if OBJECTIVE in names:
            yield from self._opening

    def _statuses(self, names: Collection[str], ending: Sequence["History"]) -> Iterator[Place]:
        """The statuses that give the answers; what nothing answers has none. All of ``ending`` end on one day."""
        known = [one for each in ending for one in self.at.statuses.get(each.participation, ())]
        windows = self.at.rules.catalogue.windows
        decided = deciding_statuses(known, ending[0].now(EXIT), self.at.question.as_of, windows)
        for name in names:
            status = decided[name]
            if status is not None:
                yield Place("intake", status.place)

    def _rural(self, history: "History") -> Iterator[Place]:
        """The residence; the mark of its municipality, or that the target group settles it where it is unknown."""
        ags = history.now("residence_ags")
        yield history.since("residence_ags")
        if ags in self._marks:
            yield Place("districts", self._marks[ags])
        if ags is None and self.at.rules.settings.settled.value(RURAL) == YES:
            yield from self._settings

    def _histories(self, columns: Sequence[str], read: Collection[UUID]) -> "Histories":
        one_by_one = len(read) <= ALL_AT_ONCE
        statement = self.at.statement(
            HISTORIES,
            columns=SQL(", ").join(SQL("v.{}").format(Identifier(name)) for name in columns),
            only=SQL("v.participation = ANY (%(only)s)" if one_by_one else "TRUE").format(),
        )
        values = {**self.at.values, "only": list(read if one_by_one else ())}
        rows = self.at.conn.cursor(binary=True).execute(statement, values).fetchall()
        places = {name: place for place, name in enumerate(columns, start=2)}
        return {key: History(key, places, list(rows)) for key, rows in groupby(rows, key=itemgetter(0))}

    @cached_property
    def _settled(self) -> frozenset[str]:
        return frozenset(field for field, _ in self.at.rules.settings.settled.traits)

    @cached_property
    def _marks(self) -> Mapping[str | None, int]:
        return dict(self.at.conn.execute(self.at.statement(MARKS), self.at.values).fetchall())

    @cached_property
    def _settings(self) -> tuple[Place, ...]:
        return self._of_district(SET)

    @cached_property
    def _release(self) -> tuple[Place, ...]:
        return self._of_district(RELEASED)

    @cached_property
    def _opening(self) -> tuple[Place, ...]:
        """Its specific objective is named when an operation is opened."""
        return self._of_district(OPENED)

    def _of_district(self, text: str) -> tuple[Place, ...]:
        used = self.at.rules.catalogue
        values = {**self.at.values, "catalogue": used.key, "version": used.version}
        row = self.at.conn.execute(self.at.statement(text), values).fetchone()
        return () if row is None or row[0] is None else (Place("districts", row[0]),)


class History(NamedTuple):
    """The versions of a participation, oldest first: (participation, position, values). ``columns``: name -> place."""

    participation: UUID
    columns: Mapping[str, int]
    versions: Sequence[tuple[Any, ...]]

    def now(self, name: str) -> Any:
        return self.versions[-1][self.columns[name]]

    def since(self, name: str) -> Place:
        """The fact from which on the value has been what it is now."""
        place, found = self.columns[name], self.versions[-1]
        for earlier in reversed(self.versions):
            if earlier[place] != found[place]:
                break
            found = earlier
        return Place("intake", found[1])


Histories: TypeAlias = Mapping[UUID, History]


def _joined(group: Group) -> Iterator[Place]:
    """The facts that made one person of those who are reported as one."""
    yield from (Place("intake", link.place) for link in group.links)


def _earliest(principal: UUID, other: UUID, histories: Histories) -> Iterator[Place]:
    """That both are submitted, and which one was entered first."""
    yield from (histories[each].since(name) for each in (principal, other) for name in OF_ENTRY)


def _columns(verdicts: Collection[Verdict]) -> Sequence[str]:
    """The columns of a participation behind the inputs of these verdicts."""
    names = frozenset[str]().union(*{one.inputs for one in verdicts})
    behind = {"residence_ags"} if RURAL in names else set()
    behind |= set(OF_ENTRY) if LINKED in names else set()
    return sorted({EXIT} | behind | names - {LINKED, OBJECTIVE, RURAL, SETTINGS, THRESHOLDS} - ANSWERS.keys())

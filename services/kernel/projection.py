"""Projections: pure folds from facts to rows, in batches, one transaction each: rows and position.

Live and rebuild are the same code. A projection never skips a fact: at one that cannot be folded it stops, says why,
and tries again.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

import msgspec
import psycopg
from psycopg import Connection, sql

from services.kernel import points
from services.kernel.district import district, schema_of
from services.kernel.facts import Contract, Recorded, UnknownFact, fact_type, fact_types
from services.kernel.keys import Forgery
from services.kernel.log import LogRow
from services.kernel.positions import Position, PositionRow, PositionRows, Positions, PositionsInStep
from services.kernel.projected_rows import Change, Dated, Erase, Put, Table, erase_rows, write_table
from services.kernel.times import now

BATCH: Final = 5000
NO_LOG: Final = UUID(int=0)  # a position in a journal belongs to no single log

Fold = Callable[[Recorded[Any]], Iterable[Change]]


@dataclass(frozen=True, slots=True)
class Projection:
    """A question and how its answer is kept: ``fold`` is pure and is handed only facts of the classes in ``reads``.

    A new ``version`` means other rows from the same facts: it starts with a rebuild.
    """

    name: str
    version: int
    tables: tuple[Table, ...]
    reads: tuple[type[Contract], ...]
    fold: Fold

    @property
    def reader(self) -> str:
        """The name under which its position is kept."""
        return f"{self.name}.v{self.version}"


def ignored_topics(projections: Iterable[Projection]) -> list[str]:
    """Topics of every released version that this code knows and none of the projections reads."""
    read = {fact_type(cls).name for one in projections for cls in one.reads}
    others = (known for known in fact_types() if known.name not in read)
    return [f"{known.name}.v{number}" for known in others for number in range(1, known.version + 1)]


class Entry(NamedTuple):
    """A fact at a place in a history: ``position`` counts in the history, ``row.position`` in the source's log."""

    position: int
    source: str
    row: LogRow


class History(Protocol):
    """Where a projection reads from: the service's own log, or a journal of several sources."""

    @property
    def name(self) -> str:
        """The source under which positions are kept."""
        ...

    def head(self, conn: Any, key: str) -> int:
        """The last position in that district."""
        ...

    def after(self, conn: Any, key: str, span: tuple[int, int], ignored: Sequence[str], limit: int) -> Sequence[Entry]:
        """At most ``limit`` entries with span[0] < position <= span[1] and a topic that is not ignored, in order."""
        ...


Opener = Callable[[str, Sequence[LogRow]], Sequence[Contract]]


class Place(Protocol):
    """Where rows and positions go; ``conn`` is what the runner was called with."""

    def transaction(self, conn: Any) -> AbstractContextManager[None]:
        """Rows and position together: committed at the end of the block, rolled back when that raises."""
        ...

    def position(self, conn: Any, reader: str, source: str) -> PositionRow: ...

    def positions(self, conn: Any, readers: Sequence[str], source: str) -> PositionRows: ...

    def write(self, conn: Any, table: Table, changes: Sequence[Dated]) -> None:
        """Write the changes of one batch (in order) to a table, inside the open transaction."""
        ...

    def erase(self, conn: Any, erase: Erase) -> None:
        """Take what was sealed out of every version, behind the changes of the batch."""
        ...


class SqlPlace:
    """A schema in PostgreSQL, and the way into it (role) inside an open transaction."""

    @property
    def schema(self) -> str:
        raise NotImplementedError

    def enter(self, conn: Connection[Any]) -> AbstractContextManager[None]:
        raise NotImplementedError

    @contextmanager
    def transaction(self, conn: Connection[Any]) -> Iterator[None]:
        with conn.transaction(), self.enter(conn):
            yield

    def position(self, conn: Connection[Any], reader: str, source: str) -> PositionRow:
        return Positions(conn, sql.Identifier(self.schema), reader, source)

    def positions(self, conn: Connection[Any], readers: Sequence[str], source: str) -> PositionRows:
        return PositionsInStep(conn, sql.Identifier(self.schema), readers, source)

    def write(self, conn: Connection[Any], table: Table, changes: Sequence[Dated]) -> None:
        write_table(conn, self.schema, table, changes)

    def erase(self, conn: Connection[Any], erase: Erase) -> None:
        erase_rows(conn, self.schema, erase)


@dataclass(frozen=True)
class LivePlace(SqlPlace):
    """The district's own schema, entered by the service's district role."""

    district: str
    service: str | None = None

    @property
    def schema(self) -> str:
        return schema_of(self.district)

    @contextmanager
    def enter(self, conn: Connection[Any]) -> Iterator[None]:
        with district(conn, self.district, service=self.service):
            yield


FAULTS: Final = (
    msgspec.MsgspecError,
    UnknownFact,
    Forgery,
    psycopg.DataError,
    psycopg.IntegrityError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
)


class Standing(NamedTuple):
    """How far a projection is: facts folded in this call, its position, and why it stands still, if it does."""

    folded: int
    position: int
    stopped: str | None


class _Step(NamedTuple):
    folded: Counter[str]
    position: int
    done: bool


class _Work(NamedTuple):
    """Projections of one district that stand at one position, folded to the head or ``until``."""

    conn: Any
    key: str
    place: Place
    projections: tuple[Projection, ...]
    until: int | None


class _NotInStep(Exception):
    """The projections of a group are not at one position, or one of them stands still."""


@dataclass(frozen=True, slots=True)
class ProjectionRunner:
    """Folds projections of a district from a history; two runners at once are harmless, position rows are locked.

    All projections go in step, one transaction a batch: what they share (entering the district, reading and opening
    facts, the commit) is paid once. Only where one of them cannot follow does each go its own way.
    """

    history: History
    opener: Opener
    projections: tuple[Projection, ...]
    batch: int = BATCH

    def catch_up(self, conn: Any, key: str, place: Place, until: int | None = None) -> dict[str, Standing]:
        """Fold every projection of a district to the head (or ``until``); by name how far each came.

        ``conn`` is handed on to the history and the place, which know what it is.
        """
        work = _Work(conn, key, place, self.projections, until)
        try:
            return self._in_step(work)
        except (_NotInStep, *FAULTS):  # a fault that stays is found again, and named, by the projection that has it
            return {one.name: self._alone(work._replace(projections=(one,))) for one in self.projections}

    def _in_step(self, work: _Work) -> dict[str, Standing]:
        done: Counter[str] = Counter()
        while True:
            step = self._step(work, self.batch)
            done += step.folded
            if step.done:
                return {one.name: Standing(done[one.name], step.position, None) for one in work.projections}

    def _alone(self, work: _Work) -> Standing:
        """Batches until the head; at a fault the batch is halved until the fact at fault stands alone.

        A projection that stood still tries the next fact alone first, so that trying again stays cheap.
        """
        done, alone = 0, self._stands_still(work)
        limit = 1 if alone else self.batch
        while True:
            try:
                step = self._step(work, limit)
            except FAULTS as fault:
                if limit == 1:
                    return self._stop(work, done, fault)
                limit //= 2
                continue
            done, limit, alone = done + step.folded.total(), self.batch if alone else limit, False
            if step.done:
                return Standing(done, step.position, None)

    def _stands_still(self, work: _Work) -> bool:
        with work.place.transaction(work.conn):
            here = self._position(work).find()
        return here is not None and here.stopped is not None

    def _step(self, work: _Work, limit: int) -> _Step:
        with work.place.transaction(work.conn):
            here = self._locked(work)
            points.reached("projection.locked")
            head = self.history.head(work.conn, work.key)
            target = head if work.until is None else min(work.until, head)
            if here.position >= target and here.stopped is None:
                return _Step(Counter(), here.position, done=True)
            span = (here.position, target)
            entries = self.history.after(work.conn, work.key, span, ignored_topics(work.projections), limit)
            reached = entries[-1].position if len(entries) == limit else max(span)
            counted = self._write(work, self._opened(work.key, entries))
            points.reached("projection.written")
            self._positions(work).move(reached, NO_LOG, now())
            points.reached("projection.moved")
        points.reached("projection.committed")
        return _Step(counted, reached, done=reached >= target)

    def _locked(self, work: _Work) -> Position:
        """Where all of them stand, held until the transaction ends; raises _NotInStep."""
        first, *others = self._positions(work).lock(NO_LOG)
        if others and any(each.position != first.position or each.stopped for each in (first, *others)):
            raise _NotInStep
        return first

    def _write(self, work: _Work, facts: Sequence[Recorded[Contract]]) -> Counter[str]:
        """How many facts each projection was handed."""
        handed = _handed(work.projections, facts)
        for one, asked in zip(work.projections, handed, strict=True):
            rows, erased = changed(one, asked)
            for table, changes in rows.items():
                work.place.write(work.conn, table, changes)
            for erase in erased:
                work.place.erase(work.conn, erase)
        return Counter({one.name: len(asked) for one, asked in zip(work.projections, handed, strict=True)})

    def _stop(self, work: _Work, done: int, fault: Exception) -> Standing:
        # Only the type: the text of a fault may quote the fact.
        reason = f"Der nächste Fakt kann nicht gefaltet werden: {type(fault).__name__}"
        with work.place.transaction(work.conn):
            position = self._position(work)
            here = position.lock(NO_LOG)
            position.stop(NO_LOG, reason)
        return Standing(done, here.position, reason)

    def _positions(self, work: _Work) -> PositionRows:
        return work.place.positions(work.conn, [one.reader for one in work.projections], self.history.name)

    def _position(self, work: _Work) -> PositionRow:
        """Of the only one."""
        (one,) = work.projections
        return work.place.position(work.conn, one.reader, self.history.name)

    def _opened(self, key: str, entries: Sequence[Entry]) -> list[Recorded[Contract]]:
        rows = [entry.row for entry in entries]
        facts = self.opener(key, rows)
        return [recorded(entry.source, entry.row, fact) for entry, fact in zip(entries, facts, strict=True)]


@dataclass(frozen=True, slots=True)
class OwnLog:
    """The history of a service's own projections: its own log."""

    name: str

    def head(self, conn: Connection[Any], key: str) -> int:
        row = conn.execute(_in(schema_of(key), "SELECT position FROM {s}.log_head")).fetchone()
        return row[0] if row else 0

    def after(
        self, conn: Connection[Any], key: str, span: tuple[int, int], ignored: Sequence[str], limit: int
    ) -> Sequence[Entry]:
        """Rows of the log whose topic is not ignored."""
        found = conn.execute(_in(schema_of(key), LOG_AFTER), (*span, list(ignored), limit), binary=True)
        return [Entry(row[0], self.name, LogRow(*row)) for row in found]


def recorded(source: str, row: LogRow, fact: Contract) -> Recorded[Contract]:
    """An opened fact with where and when it was recorded."""
    return Recorded(
        fact=fact,
        id=row.id,
        source=source,
        sequence=row.position,
        stream=row.stream,
        time=row.recorded,
        actor=row.actor,
        topic=row.topic,
    )


def _handed(projections: Sequence[Projection], facts: Iterable[Recorded[Contract]]) -> list[list[Recorded[Contract]]]:
    """For each projection the facts of the classes it reads, in order."""
    handed: list[list[Recorded[Contract]]] = [[] for _ in projections]
    readers: defaultdict[type[Contract], list[list[Recorded[Contract]]]] = defaultdict(list)
    for one, facts_of_one in zip(projections, handed, strict=True):
        for cls in one.reads:
            readers[cls].append(facts_of_one)
    for each in facts:
        for facts_of_one in readers[type(each.fact)]:
            facts_of_one.append(each)
    return handed


def folded(projection: Projection, facts: Iterable[Recorded[Contract]]) -> dict[Table, list[Dated]]:
    """What facts (in order) change in each of the projection's tables."""
    return changed(projection, facts)[0]


def changed(
    projection: Projection, facts: Iterable[Recorded[Contract]]
) -> tuple[dict[Table, list[Dated]], list[Erase]]:
    """The same, and what is erased behind it: a key is never made again, so no later fact has anything sealed."""
    changes: defaultdict[Table, list[Dated]] = defaultdict(list)
    erased: list[Erase] = []
    for one in facts:
        for change in projection.fold(one):
            if isinstance(change, Erase):
                erased.append(change)
                continue
            values = change.values if isinstance(change, Put) else None
            changes[change.table].append(Dated(change.key, one.sequence, values))
    return dict(changes), erased


def write(conn: Connection[Any], schema: str, projection: Projection, facts: Iterable[Recorded[Contract]]) -> None:
    """Fold facts (in order) into the projection's tables, inside the open transaction; positions are the caller's."""
    rows, erased = changed(projection, facts)
    for table, dated in rows.items():
        write_table(conn, schema, table, dated)
    for erase in erased:
        erase_rows(conn, schema, erase)


# --- SQL --------------------------------------------------------------------------

LOG_AFTER: Final = """
    SELECT position, id, stream, version, topic, data, recorded,
        command_id, correlation_id, causation_id, actor, traceparent
    FROM {s}.log WHERE position > %s AND position <= %s AND topic <> ALL (%s) ORDER BY position LIMIT %s"""


def _in(schema: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema))

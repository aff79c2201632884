"""The log of a service: facts per district in dense positions, appended by one SQL function, read in order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from services.kernel.database import DatabaseDown, Pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of, valid_key
from services.kernel.notifier import Notifier
from services.kernel.points import reached

GROUP_LIMIT: Final = 1000  # facts in one call of append
APPEND_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to append; ``version`` is the next one of its stream, counted from 1, ``data`` its stored JSON."""

    id: UUID
    stream: UUID
    version: int
    topic: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Commit:
    """All facts of one command, to be stored together or not at all; none is allowed and remembered.

    ``stream`` is the one it was decided on: it is not stored if an earlier commit of the call to that stream was not.
    """

    command_id: UUID
    request_hash: bytes
    actor: str
    correlation_id: UUID
    causation_id: UUID | None
    traceparent: str | None
    facts: Sequence[NewFact]
    stream: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The command's facts stand at ``first`` to ``last``; without facts ``last`` is ``first - 1``."""

    first: int
    last: int
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Repeated:
    """The command was stored before, there and then; nothing was added."""

    first: int
    last: int
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact's version was not the next one of its stream; nothing of the command was stored."""


@dataclass(frozen=True, slots=True)
class Reused:
    """The command id belongs to another request; nothing of the command was stored."""


Answer = Stored | Repeated | Conflict | Reused


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a log: position 0 when empty; a log restored from a backup has another ``log_id``."""

    position: int
    recorded: datetime
    log_id: UUID


@dataclass(frozen=True, slots=True)
class LogRow:
    """A fact as it is stored."""

    position: int
    id: UUID
    stream: UUID
    version: int
    topic: str
    data: bytes
    recorded: datetime
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None
    actor: str
    traceparent: str | None


@dataclass(frozen=True, slots=True)
class KnownCommand:
    """A command that is in the log."""

    command_id: UUID
    request_hash: bytes
    first: int
    last: int
    recorded: datetime

    def answer(self, request_hash: bytes) -> Repeated | Reused:
        """What a second command with this id gets."""
        if request_hash != self.request_hash:
            return Reused()
        return Repeated(self.first, self.last, self.recorded)


COLUMNS: Final = SQL(
    "position, id, stream, version, topic, data, recorded, command_id, correlation_id, causation_id, actor, traceparent"
)
TYPES: Final = (
    *("uuid", "bytea", "text", "uuid", "uuid", "text", "uuid"),  # of a command
    *("int4", "uuid", "uuid", "int4", "text", "bytea"),  # of a fact
)


Append = Callable[[str, Sequence[Commit]], list[Answer]]


class Appending:
    """``once`` as callers need it: tried again after a lost answer, and ``tell`` is called where a log has grown."""

    def __init__(self, once: Append, tell: Callable[[str], None]) -> None:
        self._once = once
        self._tell = tell

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        """What ``once`` answers; the command ids make it safe to try again. Raises DatabaseDown."""
        answers = self._tried(district, commits)
        reached("log.appended")
        if any(isinstance(answer, Stored) and answer.last >= answer.first for answer in answers):
            self._tell(district)
        reached("log.told")
        return answers

    def _tried(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        for left in reversed(range(APPEND_TRIES)):
            try:
                return self._once(district, commits)
            except DatabaseDown as error:
                if left == 0 or not error.lost:
                    raise
        raise AssertionError


class Log:
    """Appends to and reads the logs of one service; safe to share between threads."""

    def __init__(self, service: str, pool: Pool) -> None:
        self.service = service
        self.pool = pool
        self._notifier = Notifier(pool)
        self._appending = Appending(self._append_once, self._notifier.tell)

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        """One answer a commit, in order; commits may extend what an earlier one of the call stored.

        At most GROUP_LIMIT facts together. Raises DatabaseDown, InvalidDistrict, ValueError.
        """
        return self._appending.append(district, commits)

    def head(self, district: str) -> Head:
        """Where the log ends."""
        with self.pool.transaction() as connection, enter(connection, district, service=self.service) as schema:
            statement = SQL("SELECT position, recorded, log_id FROM {}.log_head").format(schema)
            row = connection.execute(statement).fetchone()
        assert row is not None, "the log's migration makes its head"
        return Head(*row)

    def after(self, district: str, position: int, limit: int) -> list[LogRow]:
        """Up to ``limit`` facts behind ``position``, in order."""
        tail = SQL("WHERE position > %s ORDER BY position LIMIT %s")
        return self.rows(district, tail, (position, limit))

    def streams(self, district: str, ids: Iterable[UUID]) -> dict[UUID, list[LogRow]]:
        """The facts of each stream in the order of their versions; an unknown stream has none."""
        return self.read(district, ids, ())[0]

    def read(
        self, district: str, streams: Iterable[UUID], command_ids: Iterable[UUID]
    ) -> tuple[dict[UUID, list[LogRow]], dict[UUID, KnownCommand]]:
        """The streams, and those of the commands that are in the log."""
        histories: dict[UUID, list[LogRow]] = {stream: [] for stream in streams}
        with self.pool.transaction() as connection, enter(connection, district, service=self.service) as schema:
            # The commands first: one that is stored between the two selects then ends as a conflict, not as a surprise.
            commands = _known_commands(connection, schema, list(command_ids))
            tail = SQL("WHERE stream = ANY (%s) ORDER BY stream, version")
            for row in _rows(connection, schema, tail, (list(histories),)):
                histories[row.stream].append(row)
        return histories, commands

    def rows(self, district: str, tail: SQL | Composed, arguments: Sequence[Any]) -> list[LogRow]:
        """The facts that ``tail`` (WHERE, ORDER BY, LIMIT) selects."""
        with self.pool.transaction() as connection, enter(connection, district, service=self.service) as schema:
            return _rows(connection, schema, tail, arguments)

    def close(self) -> None:
        """Send what NOTIFY is due; the pool stays open."""
        self._notifier.close()

    def _append_once(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        key, *arrays = arguments_of(valid_key(district), commits)
        if not commits:
            return []
        if all(len(array) == 1 for array in arrays):
            statement, arguments = append_one_statement(district), [key, *(array[0] for array in arrays)]
        else:
            statement, arguments = append_statement(district), [key, *arrays]
        with self.pool.connection() as connection, connection.cursor(binary=True) as cursor:
            return [_answer(*row) for row in cursor.execute(statement, arguments)]


@lru_cache(maxsize=1024)
def append_statement(district: str) -> bytes:
    """The call of a district's append; raises InvalidDistrict."""
    return _statement(district, "append", "%b::{}[]")


@lru_cache(maxsize=1024)
def append_one_statement(district: str) -> bytes:
    """The same for one fact, the usual case of a page: arrays and a set of rows take longer than all append does."""
    return _statement(district, "append_one", "%b::{}")


def _statement(district: str, function: str, value: str) -> bytes:
    place = Identifier(schema_of(district), function)
    values = SQL(", ").join(SQL(value).format(SQL(each)) for each in TYPES)
    return SQL("SELECT * FROM {}(%b, {})").format(place, values).as_bytes()


def _known_commands(
    connection: Connection[Any], schema: Identifier, command_ids: list[UUID]
) -> dict[UUID, KnownCommand]:
    if not command_ids:
        return {}
    statement = SQL(
        "SELECT command_id, request_hash, first_position, last_position, recorded"
        " FROM {}.commands WHERE command_id = ANY (%s)"
    ).format(schema)
    with connection.cursor(binary=True) as cursor:
        return {row[0]: KnownCommand(*row) for row in cursor.execute(statement, (command_ids,))}


def _rows(
    connection: Connection[Any], schema: Identifier, tail: SQL | Composed, arguments: Sequence[Any]
) -> list[LogRow]:
    statement = SQL("SELECT {} FROM {}.log {}").format(COLUMNS, schema, tail)
    with connection.cursor(binary=True) as cursor:
        return [LogRow(*row) for row in cursor.execute(statement, arguments)]


def _answer(kind: str, first: int, last: int, recorded: datetime) -> Answer:
    match kind:
        case "stored":
            return Stored(first, last, recorded)
        case "repeated":
            return Repeated(first, last, recorded)
        case "conflict":
            return Conflict()
        case "reused":
            return Reused()
        case _:
            raise ValueError(kind)


def arguments_of(district: str, commits: Sequence[Commit]) -> list[Any]:
    """What append takes: one array a column, of the commands and then of their facts."""
    facts = [(number, fact) for number, commit in enumerate(commits, start=1) for fact in commit.facts]
    if len(facts) > GROUP_LIMIT:
        raise ValueError(f"{len(facts)} facts in one append, {GROUP_LIMIT} are allowed")
    return [
        district,
        [commit.command_id for commit in commits],
        [commit.request_hash for commit in commits],
        [commit.actor for commit in commits],
        [commit.correlation_id for commit in commits],
        [commit.causation_id for commit in commits],
        [commit.traceparent for commit in commits],
        [commit.stream for commit in commits],
        [number for number, _ in facts],
        [fact.id for _, fact in facts],
        [fact.stream for _, fact in facts],
        [fact.version for _, fact in facts],
        [fact.topic for _, fact in facts],
        [fact.data for _, fact in facts],
    ]

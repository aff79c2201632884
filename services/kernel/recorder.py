"""The eventsourcing library's recorder interface over one district's log."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Final
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    ListenNotifySubscription,
    Notification,
    OperationalError,
    StoredEvent,
    Subscription,
)
from psycopg.sql import SQL, Composed

from services.kernel.database import DatabaseDown, connect
from services.kernel.ids import uuid7
from services.kernel.log import Commit, Conflict, Log, NewFact, Stored
from services.kernel.notifier import CHANNEL

ACTOR: Final = "eventsourcing"
STOP_S: Final = 0.1  # until a stop is noticed; also how often a lost NOTIFY is made up for


class DistrictRecorder(ApplicationRecorder):
    """Stores and selects the events of one district; notification ids are log positions."""

    def __init__(self, log: Log, district: str) -> None:
        self.log = log
        self.district = district

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int]:
        """Store all or none, at most 1,000; raises IntegrityError, OperationalError."""
        if not stored_events:
            return []
        with _library_errors():
            (answer,) = self.log.append(self.district, [_commit(stored_events)])
        if isinstance(answer, Stored):
            return list(range(answer.first, answer.last + 1))
        assert isinstance(answer, Conflict), "the command id is new"
        raise IntegrityError("a version is not the next one of its stream")

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one stream with gt < version <= lte."""
        tail = SQL(
            "WHERE stream = %s AND version > coalesce(%s, -1) AND (%s::int4 IS NULL OR version <= %s)"
            " ORDER BY version {} LIMIT %s"
        ).format(SQL("DESC" if desc else "ASC"))
        rows = self._rows(tail, (originator_id, gt, lte, lte, limit))
        return [StoredEvent(row.stream, row.version, row.topic, row.data) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events in the order of their positions."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        tail = SQL(
            "WHERE position > %s AND (%s::int8 IS NULL OR position <= %s)"
            " AND (%s::text[] IS NULL OR topic = ANY (%s)) ORDER BY position LIMIT %s"
        )
        wanted = list(topics) or None
        rows = self._rows(tail, (after, stop, stop, wanted, wanted, limit))
        return [Notification(row.stream, row.version, row.topic, row.data, row.position) for row in rows]

    def max_notification_id(self) -> int | None:
        """The last position; None in an empty log."""
        with _library_errors():
            return self.log.head(self.district).position or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Events behind ``gt`` as they come. Uses threads: never in a green process."""
        return LogSubscription(self, gt, topics)

    def _rows(self, tail: SQL | Composed, arguments: Sequence[Any]) -> list[Any]:
        with _library_errors():
            return self.log.rows(self.district, tail, arguments)


class LogSubscription(ListenNotifySubscription[DistrictRecorder]):
    """Woken by NOTIFY, and by the clock for a lost one."""

    def __init__(self, recorder: DistrictRecorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt, topics)
        self._listen_thread = threading.Thread(target=self._listen, name="listen")
        self._listen_thread.start()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        try:
            super().__exit__(*args, **kwargs)
        finally:
            self._listen_thread.join()

    def _listen(self) -> None:
        try:
            with closing(connect(self._recorder.log.pool.url)) as connection:
                connection.execute(f"LISTEN {CHANNEL}".encode())
                while not self._has_been_stopped:
                    for _ in connection.notifies(timeout=STOP_S, stop_after=1):
                        pass
                    self._has_been_notified.set()
        except (DatabaseDown, psycopg.Error) as error:
            self._thread_error = error
            self.stop()


def _commit(events: Sequence[StoredEvent]) -> Commit:
    command_id = uuid7()
    facts = [
        NewFact(uuid7(), _uuid(event.originator_id), event.originator_version, event.topic, event.state)
        for event in events
    ]
    return Commit(command_id, b"", ACTOR, command_id, None, None, facts)


def _uuid(originator_id: UUID | str) -> UUID:
    return originator_id if isinstance(originator_id, UUID) else UUID(originator_id)


@contextmanager
def _library_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseDown as error:
        raise OperationalError(str(error)) from error

"""The yardstick of commands over HTTP: intake's own routes and deciders on eventsourcing's default recorder.

``python -m bench.default_recorder PORT``. Addresses, token, validation, rules, keys and vault are the product's; only
where facts are stored differs: an Application of the library with its PostgreSQL recorder and default settings.
"""

import json
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import uvicorn
from eventsourcing.application import Application
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import IntegrityError

from services.intake.application import Intake
from services.intake.application import intake as open_intake
from services.intake.room import ROOM
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract, topic_of
from services.kernel.ids import uuid7
from services.kernel.mapper import FactMapper
from services.kernel.settings import Settings, load_settings
from services.kernel.store import EventStore, Outcome, Request
from services.kernel.web import create_app

TRIES: Final = 30
ENVIRONMENT: Final = "BENCH_LIBRARY"  # JSON: where the library's recorder is


@dataclass(frozen=True)
class FactStored(DomainEvent):
    """A fact as an event of the library: its id, topic and stored JSON, and who asked."""

    fact_id: str
    topic: str
    data: str
    command_id: str
    actor: str


class Row(NamedTuple):
    """What the mapper needs of a stored fact."""

    id: UUID
    topic: str
    data: bytes


class LibraryStore(EventStore):
    """The event store's questions, answered by the library: one request, one save."""

    def __init__(self, application: Application[UUID], mapper: FactMapper) -> None:
        self._application = application
        self.mapper = mapper

    def load(self, district: str, streams: Collection[UUID]) -> dict[UUID, list[Contract]]:
        return {stream: self._history(district, stream) for stream in streams}

    def execute_many(
        self, district: str, decider: Decider[Any, Any], requests: Sequence[Request[Any]]
    ) -> list[Outcome | RuleViolation]:
        return [self._one(district, decider, request) for request in requests]

    def _one(self, district: str, decider: Decider[Any, Any], request: Request[Any]) -> Outcome | RuleViolation:
        stream, command, context = request
        for _ in range(TRIES):
            history = self._history(district, stream)
            try:
                facts = [(uuid7(), fact) for fact in decider.decide(command, decider.fold(history))]
            except RuleViolation as refusal:
                return refusal
            stored = self.mapper.seal(district, facts)
            events = [
                FactStored(
                    originator_id=stream,
                    originator_version=len(history) + step,
                    timestamp=datetime.now(UTC),
                    fact_id=str(fact_id),
                    topic=topic_of(fact),
                    data=data.decode(),
                    command_id=str(context.command_id),
                    actor=context.actor,
                )
                for step, ((fact_id, fact), data) in enumerate(zip(facts, stored, strict=True), start=1)
            ]
            try:
                recordings = self._application.events.put(events)
            except IntegrityError:
                continue
            return Outcome(recordings[-1].notification.id if recordings else None, repeated=False)
        raise TimeoutError(stream)

    def _history(self, district: str, stream: UUID) -> list[Contract]:
        events: Iterator[Any] = self._application.events.get(stream)
        return self.mapper.open(district, [Row(UUID(each.fact_id), each.topic, each.data.encode()) for each in events])


@contextmanager
def open_on_library(settings: Settings) -> Iterator[Intake]:
    """Intake's commands on the library's recorder."""
    application: Application[UUID] = Application(json.loads(os.environ[ENVIRONMENT]))
    ours = open_intake(settings)
    try:
        yield replace(ours, store=LibraryStore(application, FactMapper(ours.ring)))
    finally:
        application.close()


def main(port: int) -> int:
    """Serve until SIGTERM, as services.web does."""
    room = replace(ROOM, open=open_on_library)
    app = create_app([room], load_settings())
    config = uvicorn.Config(app, host="127.0.0.1", port=port, access_log=False, log_config=None, server_header=False)
    uvicorn.Server(config).run()
    return 0


if __name__ == "__main__":
    from services.kernel.logging import configure

    configure("platform", "web")
    sys.exit(main(int(sys.argv[1])))

"""Histories for tests of reporting: facts become signed envelopes of a source, as the relay would send them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import msgspec

from services.kernel.envelope import Envelope, envelope, read_envelope
from services.kernel.facts import Contract, topic_of
from services.kernel.log import LogRow
from services.kernel.mapper import FactMapper

NAMES = UUID("7f3f0c2e-5d0e-4c5e-9d0b-0d9d3b1f6a11")
LOG_ID = UUID("00000000-0000-4000-8000-000000000001")
START = datetime(2026, 1, 1, 8, tzinfo=UTC)
KEY = bytes(32)


def id_of(*names: object) -> UUID:
    """The same id for the same names."""
    return uuid5(NAMES, "/".join(map(str, names)))


@dataclass(slots=True)
class Source:
    """The log of one service in one district; a fact a minute unless told otherwise."""

    name: str
    district: str = "kreis"
    step: timedelta = timedelta(minutes=1)
    rows: list[LogRow] = field(default_factory=list)
    mapper: FactMapper | None = None

    def record(self, fact: Contract, *, topic: str | None = None) -> Envelope:
        """The envelope of the next fact; sealed when the source has a mapper."""
        position = len(self.rows) + 1
        fact_id = id_of(self.district, self.name, position)
        data = self.mapper.seal(self.district, [(fact_id, fact)])[0] if self.mapper else msgspec.json.encode(fact)
        return self._sent(position, fact_id, topic or topic_of(fact), data)

    def record_all(self, facts: Iterable[Contract]) -> list[Envelope]:
        return [self.record(fact) for fact in facts]

    def record_raw(self, topic: str, data: dict[str, Any]) -> Envelope:
        """A fact that no contract knows, or that fits none."""
        position = len(self.rows) + 1
        return self._sent(position, id_of(self.district, self.name, position), topic, msgspec.json.encode(data))

    def _sent(self, position: int, fact_id: UUID, topic: str, data: bytes) -> Envelope:
        row = LogRow(
            position=position,
            id=fact_id,
            stream=id_of("stream", position),
            version=1,
            topic=topic,
            data=data,
            recorded=START + self.step * position,
            command_id=id_of("command", position),
            correlation_id=id_of("command", position),
            causation_id=None,
            actor="test",
            traceparent=None,
        )
        self.rows.append(row)
        return read_envelope(envelope(self.name, self.district, row, LOG_ID, KEY))

"""What a reader writes together and when it gives up, without servers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest

import services.kernel.logging  # noqa: F401 - lines of one line instead of structlog's own
from services.kernel.delivery import Delivery
from services.kernel.envelope import Envelope, envelope, routing_key
from services.kernel.log import Head, LogRow
from services.kernel.positions import Position
from services.kernel.reader import BatchReader
from tests.kernel.bus.test_relay import LOG_ID, MOMENT, row

KEY = b"k" * 32


def body(position: int, district: str = "erfurt") -> bytes:
    return envelope("intake", district, row(position), LOG_ID, KEY)


def delivered(*positions: int) -> list[Delivery]:
    route = routing_key("erfurt", row(1).topic)
    return [Delivery(body(position), route, redelivered=False) for position in positions]


@dataclass
class Source:
    """A feed of five facts; ``district`` is the one whose facts it gives, whoever asks."""

    district: str = "erfurt"

    def head(self, source: str, district: str) -> Head:  # noqa: ARG002
        return Head(5, MOMENT, LOG_ID)

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:  # noqa: ARG002
        return [body(number, self.district) for number in range(position + 1, 6)]


@dataclass
class Database:
    """One district; what was written in each transaction that was committed."""

    committed: list[list[str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    place: Position = field(default_factory=lambda: Position(0, LOG_ID, None))
    gone: int = 0

    def districts(self) -> list[str]:
        return ["erfurt"]

    @contextmanager
    def transaction(self, district: str) -> Iterator["Database"]:  # noqa: ARG002
        if self.gone > 0:
            self.gone -= 1
            raise psycopg.OperationalError("the server is gone")
        self.open, before = [], self.place
        try:
            yield self
        except BaseException:
            self.place = before
            raise
        if self.open:
            self.committed.append(self.open)

    @property
    def connection(self) -> "Database":
        return self

    def position(self, reader: str, source: str) -> "Database":  # noqa: ARG002
        return self

    def find(self) -> Position:
        return self.place

    def lock(self, log_id: UUID) -> Position:  # noqa: ARG002
        return self.place

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:  # noqa: ARG002
        self.place = Position(position, log_id, None)
        self.open.append(f"position {position}")

    def stop(self, log_id: UUID, reason: str | None) -> None:  # noqa: ARG002
        self.place = Position(self.place.position, self.place.log_id, reason)


def write_down(database: Any, district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    assert (district, source) == ("erfurt", "intake")
    database.open.append(f"rows {[each.sequence for each in envelopes]}")


def reader(database: Database, source: Source | None = None) -> BatchReader:
    return BatchReader(
        "reporting.journal",
        "reporting",
        write_down,
        source or Source(),
        database=database,  # type: ignore[arg-type]
        key_of=lambda _: KEY,
        sources=["intake"],
    )


@pytest.mark.guarantee("G1", "G2")
def test_rows_and_position_are_one_transaction() -> None:
    database = Database()
    reader(database).receive(delivered(1, 2))

    assert [sorted(each) for each in database.committed] == [["position 2", "rows [1, 2]"]]


@pytest.mark.guarantee("G1", "G2")
def test_the_position_follows_the_rows_and_not_what_came() -> None:
    database = Database()
    reader(database).receive(delivered(1, 3))

    assert [sorted(each) for each in database.committed] == [
        ["position 1", "rows [1]"],
        ["position 5", "rows [2, 3, 4, 5]"],
    ]


@pytest.mark.guarantee("G1")
def test_a_batch_that_met_no_database_is_not_read() -> None:
    """Its messages would be acknowledged otherwise."""
    database = Database(gone=1)
    with pytest.raises(psycopg.OperationalError):
        reader(database).receive(delivered(1, 2))

    assert database.committed == []


@pytest.mark.guarantee("G6")
def test_facts_that_a_source_gives_for_another_district_are_not_stored() -> None:
    database = Database()
    reading = reader(database, Source(district="gera"))
    reading.catch_up()

    assert database.committed == []
    assert reading.stopped["erfurt", "intake"] == "Die Quelle antwortet beim Nachlesen für einen anderen Landkreis"


def test_the_rows_of_this_file_are_those_of_a_log() -> None:
    assert isinstance(row(1), LogRow)

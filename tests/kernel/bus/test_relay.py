"""The relay's order of things, without servers: read, publish, confirm, move, and one log's trouble is its own."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest

import services.kernel.logging  # noqa: F401 - lines of one line instead of structlog's own
from services.kernel.broker import Outgoing, Refused, Unroutable
from services.kernel.log import Head, LogRow
from services.kernel.relay import Relay
from services.kernel.relay_places import RETRY_STOPPED_S

LOG_ID = UUID(int=1)
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def row(position: int, topic: str = "intake.contact_recorded.v1") -> LogRow:
    return LogRow(
        *(position, UUID(int=position), UUID(int=2), position, topic, b"{}", MOMENT),
        *(UUID(int=3), UUID(int=4), None, "test", None),
    )


@dataclass
class World:
    """Three facts a district, a broker that may not take them, and positions; stops after some rounds."""

    trouble: dict[str, list[Exception]] = field(default_factory=dict)
    rounds: int = 1
    now: float = 0.0
    pace_s: float = 1.0
    stop: threading.Event = field(default_factory=threading.Event)
    positions: dict[str, int] = field(default_factory=dict)
    stopped: dict[str, str | None] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    topics: dict[str, str] = field(default_factory=dict)

    # --- the log

    def after(self, district: str, position: int, limit: int) -> list[LogRow]:
        topic = self.topics.get(district, "intake.contact_recorded.v1")
        return [row(number, topic) for number in range(position + 1, 4)][:limit]

    def head(self, district: str) -> Head:  # noqa: ARG002
        return Head(3, MOMENT, LOG_ID)

    # --- positions

    def load(self, district: str) -> tuple[int, bool]:
        return self.positions.get(district, 0), self.stopped.get(district) is not None

    def save(self, district: str, position: int, stopped: str | None) -> None:
        if position != self.positions.get(district, 0):
            self.told.append(f"{district} moved to {position}")
        self.positions[district], self.stopped[district] = position, stopped

    # --- who has new facts

    def lead(self) -> bool:
        return True

    def wait(self, seconds: float) -> set[str]:  # noqa: ARG002
        self.now += self.pace_s
        self.rounds -= 1
        if self.rounds < 0:
            self.stop.set()
        return {"erfurt", "gera"}

    def close(self) -> None:
        """Nothing to close."""

    # --- the broker

    def publish(self, messages: Sequence[Outgoing]) -> None:
        district = messages[0].routing_key.partition(".")[0]
        self.told.append(f"{district} sent {len(messages)}")
        if self.trouble.get(district):
            raise self.trouble[district].pop(0)
        self.told.append(f"{district} confirmed")

    def keep_alive(self) -> None:
        """It lives."""

    def hurry(self) -> None:
        """It does."""

    def relay(self) -> "World":
        parts = {"watch": lambda: self, "publisher": lambda: self, "stop": self.stop, "clock": lambda: self.now}
        Relay("intake", b"k" * 32, self, self, **parts).run()  # type: ignore[arg-type]
        return self


@pytest.mark.guarantee("G1")
def test_the_position_moves_when_all_is_confirmed_and_not_before() -> None:
    assert World().relay().told == [
        *("erfurt sent 3", "erfurt confirmed", "erfurt moved to 3"),
        *("gera sent 3", "gera confirmed", "gera moved to 3"),
    ]


@pytest.mark.guarantee("G1")
def test_what_the_broker_did_not_take_is_sent_again() -> None:
    world = World({"erfurt": [Refused("nack")]}, rounds=2).relay()

    assert world.told[:4] == ["erfurt sent 3", "erfurt sent 3", "erfurt confirmed", "erfurt moved to 3"]


@pytest.mark.guarantee("G1")
def test_behind_a_message_that_came_back_nothing_counts_as_sent() -> None:
    world = World({"erfurt": [Unroutable(1, "erfurt.intake.contact_recorded")]}).relay()

    assert world.positions["erfurt"] == 1


@pytest.mark.guarantee("G5")
def test_one_log_that_cannot_be_sent_holds_up_no_other_and_says_so() -> None:
    world = World({"erfurt": [Unroutable(0, "erfurt.intake.contact_recorded")]}).relay()

    assert world.positions == {"erfurt": 0, "gera": 3}
    assert world.stopped["erfurt"] == "Keine Warteschlange für erfurt.intake.contact_recorded"


@pytest.mark.guarantee("G5")
def test_a_stopped_log_is_tried_one_fact_at_a_time_and_only_now_and_then() -> None:
    back = [Unroutable(0, "erfurt.intake.contact_recorded") for _ in range(2)]
    world = World({"erfurt": back}, rounds=12, pace_s=RETRY_STOPPED_S / 3).relay()

    tries = [line for line in world.told if line.startswith("erfurt")]
    assert tries[:4] == ["erfurt sent 3", "erfurt sent 1", "erfurt sent 1", "erfurt confirmed"]
    assert world.stopped["erfurt"] is None
    assert world.positions["erfurt"] == 3


@pytest.mark.guarantee("G5")
@pytest.mark.parametrize("topic", ["districts.sozialraum_opened.v1", "intake.contact_recorded", "nothing"])
def test_a_fact_that_this_service_may_not_send_stops_its_own_district_only(topic: str) -> None:
    world = World(topics={"erfurt": topic}).relay()

    assert world.told == ["gera sent 3", "gera confirmed", "gera moved to 3"]
    assert world.stopped["erfurt"] == "Eine gespeicherte Tatsache ist nicht lesbar"

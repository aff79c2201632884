"""One reader on a real database: gaps, restored sources, districts in trouble."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from psycopg import Connection
from psycopg.sql import SQL

from services.kernel.database import pool
from services.kernel.delivery import Delivery, Refused
from services.kernel.district import district as enter
from services.kernel.envelope import Envelope, envelope, read_envelope
from services.kernel.feed import FeedUnreachable, LogFeed
from services.kernel.ids import uuid7
from services.kernel.log import Head
from services.kernel.reader import ANOTHER_LOG, FEED_AWAY, SHORTER_LOG, BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from tests.kernel.bus.conftest import Sightings, Source
from tests.kernel.bus.sample import write_down

pytestmark = pytest.mark.server


class Lab:
    """A reader of intake in reporting's database whose fold and source can be made to fail."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.feed = BrokenFeed(settings)
        self.broken: set[str] = set()
        self.pool = pool(settings.service_database_url("reporting"))
        self.stored: list[str] = []
        self.reader = self.new_reader()

    def new_reader(self) -> BatchReader:
        return BatchReader(
            "reporting.journal", "reporting", self.apply, self.feed,
            database=SqlReaderDatabase(self.pool), key_of=self.settings.secrets.signing_key,
            sources=["intake"], stored=self.stored.append,
        )  # fmt: skip

    def apply(self, connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
        write_down(connection, district, source, envelopes)
        if district in self.broken:
            raise KeyError("fold")

    def deliveries(self, district: str, *sequences: int) -> list[Delivery]:
        bodies = LogFeed(self.settings).after("intake", district, 0, 1000)
        found = [read_envelope(bodies[sequence - 1]) for sequence in sequences]
        return [Delivery(each.body, each.routing_key, redelivered=False) for each in found]

    def stopped(self, district: str) -> str | None:
        with self.pool.transaction() as connection, enter(connection, district) as schema:
            query = SQL("SELECT stopped FROM {}.reader_positions WHERE reader = 'reporting.journal'").format(schema)
            row = connection.execute(query).fetchone()
        return None if row is None else row[0]


class BrokenFeed(LogFeed):
    """The real logs, which may be unreachable, restored or shorter."""

    away = False
    head_is: Callable[[Head], Head] = staticmethod(lambda head: head)

    def head(self, source: str, district: str) -> Head:
        return self.head_is(self._answer(super().head(source, district)))

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:
        bodies: list[bytes] = self._answer(super().after(source, district, position, limit))
        return bodies

    def _answer(self, value: Any) -> Any:
        if self.away:
            raise FeedUnreachable("away")
        return value


@pytest.fixture
def lab(settings: Settings) -> Lab:
    return Lab(settings)


@pytest.mark.guarantee("G2")
def test_redelivered_and_reordered_messages_change_nothing(
    lab: Lab, district: str, intake: Source, seen: Sightings
) -> None:
    intake.append(district, 6)
    for sequences in [(1, 2), (1, 2, 3), (4, 3, 5), (2,), (6, 5, 4)]:
        lab.reader.receive(lab.deliveries(district, *sequences))
    assert seen.sequences() == [1, 2, 3, 4, 5, 6]


@pytest.mark.guarantee("G1", "G2")
def test_a_gap_is_fetched_from_the_source(lab: Lab, district: str, intake: Source, seen: Sightings) -> None:
    intake.append(district, 1300)
    lab.reader.receive(lab.deliveries(district, 2))
    assert seen.sequences() == list(range(1, 1301))
    assert lab.stopped(district) is None


def test_a_gap_while_the_source_is_away_stops_this_district_and_is_filled_later(
    lab: Lab, district: str, intake: Source, seen: Sightings
) -> None:
    intake.append(district, 5)
    lab.feed.away = True
    lab.reader.receive(lab.deliveries(district, 1, 3))
    lab.reader.receive(lab.deliveries(district, 2))  # acknowledged unread
    assert seen.sequences() == [1]
    assert lab.stopped(district) == FEED_AWAY
    lab.reader.check()
    assert seen.sequences() == [1]
    lab.feed.away = False
    lab.reader.check()
    assert seen.sequences() == [1, 2, 3, 4, 5]
    assert lab.stopped(district) is None
    assert district not in {key for key, _ in lab.reader.stopped}  # check looks at the districts of other tests, too


@pytest.mark.guarantee("G5")
def test_a_failing_district_stops_alone_and_goes_on_when_it_can(
    lab: Lab, intake: Source, settings: Settings, new_district: Callable[[], str]
) -> None:
    ill, well = Sightings(settings, new_district()), Sightings(settings, new_district())
    for each in (ill, well):
        each.make_table()
        intake.append(each.district, 3)
    lab.broken.add(ill.district)
    lab.reader.receive([*lab.deliveries(ill.district, 1, 2), *lab.deliveries(well.district, 1, 2)])
    lab.reader.receive([*lab.deliveries(well.district, 3), *lab.deliveries(ill.district, 3)])
    assert (ill.sequences(), well.sequences()) == ([], [1, 2, 3])
    assert lab.stopped(ill.district) == "Fehler beim Verarbeiten: KeyError"
    lab.broken.clear()
    lab.reader.check()
    assert ill.sequences() == [1, 2, 3]
    assert lab.stopped(ill.district) is None


def test_a_stopped_reader_goes_on_after_a_restart(lab: Lab, district: str, intake: Source, seen: Sightings) -> None:
    intake.append(district, 2)
    lab.broken.add(district)
    lab.reader.receive(lab.deliveries(district, 1, 2))
    lab.broken.clear()
    again = lab.new_reader()
    again.check()
    assert seen.sequences() == [1, 2]
    assert lab.stopped(district) is None


@pytest.mark.guarantee("G1")
def test_a_lost_tail_is_found_on_the_second_look(lab: Lab, district: str, intake: Source, seen: Sightings) -> None:
    intake.append(district, 4)
    lab.reader.receive(lab.deliveries(district, 1))
    lab.reader.check()
    assert seen.sequences() == [1], "it may still be on its way"
    lab.reader.check()
    assert seen.sequences() == [1, 2, 3, 4]


@pytest.mark.guarantee("G5")
def test_a_reader_that_meets_another_log_stops_and_says_so(
    lab: Lab, district: str, intake: Source, seen: Sightings
) -> None:
    intake.append(district, 3)
    lab.reader.receive(lab.deliveries(district, 1))
    third = LogFeed(lab.settings)._log("intake").after(district, 2, 1)[0]
    restored = envelope("intake", district, third, uuid7(), lab.settings.secrets.signing_key("intake"))
    lab.feed.head_is = lambda head: replace(head, log_id=read_envelope(restored).log_id)
    lab.reader.receive([Delivery(restored, read_envelope(restored).routing_key, redelivered=False)])
    lab.reader.receive(lab.deliveries(district, 2))
    lab.reader.check()
    assert seen.sequences() == [1]
    assert lab.stopped(district) == ANOTHER_LOG
    lab.feed.head_is = lambda head: head  # it was a stray message of a log that is no more
    lab.reader.check()
    assert seen.sequences() == [1, 2, 3]


def test_a_source_that_lost_facts_stops_its_reader(lab: Lab, district: str, intake: Source, seen: Sightings) -> None:
    intake.append(district, 3)
    lab.reader.receive(lab.deliveries(district, 1, 2, 3))
    lab.feed.head_is = lambda head: replace(head, position=2)
    lab.reader.check()
    assert lab.stopped(district) == SHORTER_LOG
    assert seen.sequences() == [1, 2, 3]


def test_refused_deliveries_are_named_and_nothing_of_the_batch_is_done(
    lab: Lab, district: str, intake: Source, seen: Sightings
) -> None:
    intake.append(district, 2)
    first, second = lab.deliveries(district, 1, 2)
    wrong_route = Delivery(second.body, "erfurt.intake.contact_recorded", redelivered=False)
    with pytest.raises(Refused) as refused:
        lab.reader.receive([first, wrong_route, Delivery(b"x", first.routing_key, redelivered=False)])
    assert refused.value.reasons == {1: "Forged", 2: "Unreadable"}
    assert seen.sequences() == []


def test_a_district_that_is_not_open_here_holds_up_nobody(
    lab: Lab, district: str, intake: Source, seen: Sightings
) -> None:
    intake.append(district, 1)
    row = LogFeed(lab.settings)._log("intake").after(district, 0, 1)[0]
    stranger = read_envelope(envelope("intake", "atlantis", row, uuid7(), lab.settings.secrets.signing_key("intake")))
    lab.reader.receive([Delivery(stranger.body, stranger.routing_key, redelivered=False), *lab.deliveries(district, 1)])
    assert seen.sequences() == [1]


def test_who_folds_is_woken_after_the_commit(lab: Lab, district: str, intake: Source, seen: Sightings) -> None:
    intake.append(district, 2)
    lab.reader.receive(lab.deliveries(district, 1, 2))
    lab.reader.receive(lab.deliveries(district, 1, 2))
    assert lab.stored == [district]
    assert seen.sequences() == [1, 2]

"""Rebuild and replay: the tables come out as before, from the journal alone, while reports go on."""

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest

from services.contracts.events import VolunteeringRecorded
from services.kernel import points
from services.kernel.district import schema_of
from services.kernel.projection import Standing
from services.kernel.settings import Settings
from services.reporting.rebuild import REBUILD_LOCK, AlreadyRebuilding, StandsStill, rebuild
from services.reporting.replay import as_line, replay
from tests.reporting.conftest import Side
from tests.reporting.facts import OPERATION, contacted, entered, opened
from tests.reporting.history import START, Source, id_of
from tests.reporting.test_folding import a_history, digests, interleaved

pytestmark = pytest.mark.server


@pytest.fixture
def admin(settings: Settings) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(settings.admin_database_url("lotse_reporting"), autocommit=True) as conn:
        yield conn


@pytest.mark.guarantee("G3")
def test_live_and_rebuilt_are_the_same(side: Side, settings: Settings) -> None:
    side.take(interleaved(a_history(side.district, 5), 1))
    before, document = digests(side), side.esf(OPERATION, "2024-12-31")

    (rebuilt,) = rebuild(settings, side.district)

    assert rebuilt.differs == ()
    assert rebuilt.digests == digests(side) == before
    assert side.esf(OPERATION, "2024-12-31") == document


def test_folding_goes_on_after_the_switch_and_a_second_rebuild_works(side: Side, settings: Settings) -> None:
    history = interleaved(a_history(side.district, 6), 1)
    side.take(history[:60])
    rebuild(settings, side.district)
    side.take(history[60:])

    (rebuilt,) = rebuild(settings, side.district)

    assert (rebuilt.differs, rebuilt.index) == ((), len(history))


@pytest.mark.guarantee("G3")
@pytest.mark.guarantee("G3")
@pytest.mark.parametrize("folded", [True, False], ids=["folded before the switch", "not folded yet"])
def test_facts_that_come_during_a_rebuild_are_folded_once(side: Side, settings: Settings, folded: bool) -> None:  # noqa: FBT001
    history = interleaved(a_history(side.district, 10), 1)
    side.take(history[:60])

    def come(point: str) -> None:
        if point == "rebuild.built":
            (side.take if folded else side.receive)(history[60:])

    end = points.watch(come)
    try:
        (rebuilt,) = rebuild(settings, side.district)
    finally:
        end()

    assert (rebuilt.index, rebuilt.differs) == (len(history), ())
    assert rebuilt.digests == digests(side)
    assert set(side.fold().values()) == {Standing(0, len(history), None)}
    assert rebuilt.digests == digests(side)


def test_a_table_that_was_tampered_with_is_noticed_and_mended(
    side: Side, settings: Settings, admin: psycopg.Connection[Any]
) -> None:
    side.take(interleaved(a_history(side.district, 7), 1))
    before = digests(side)
    admin.execute("SET ROLE lotse_reporting_owner")
    admin.execute(f"UPDATE {schema_of(side.district)}.participation_versions SET gender = 'male'".encode())  # noqa: S608

    (rebuilt,) = rebuild(settings, side.district)

    assert rebuilt.differs == ("participation_versions",)
    assert digests(side) == before


def test_reports_are_answered_all_along(side: Side, settings: Settings) -> None:
    side.take(interleaved(a_history(side.district, 8), 1))
    document, answers, done = side.esf(OPERATION, "2024-12-31"), list[dict[str, Any]](), threading.Event()

    def ask() -> None:
        while not done.is_set():
            answers.append(side.esf(OPERATION, "2024-12-31"))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(3):
            rebuild(settings, side.district)
    finally:
        done.set()
        asking.join()
    assert answers
    assert all(answer == document for answer in answers)


def test_a_rebuild_that_cannot_be_finished_leaves_the_tables_alone(side: Side, settings: Settings) -> None:
    intake = Source("intake", side.district)
    side.take([intake.record(entered(1))])
    side.receive([intake.record_raw("intake.moon_observed.v1", {})])
    before = digests(side)

    with pytest.raises(StandsStill, match="UnknownFact"):
        rebuild(settings, side.district)
    assert digests(side) == before


def test_two_rebuilds_of_a_district_do_not_meet(side: Side, settings: Settings, admin: psycopg.Connection[Any]) -> None:
    admin.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (REBUILD_LOCK, side.district))

    with pytest.raises(AlreadyRebuilding):
        rebuild(settings, side.district)


def test_replay_tells_everything_in_the_order_of_recording(side: Side) -> None:
    history = a_history(side.district, 9)
    side.receive(interleaved(history, 2))

    told = list(replay(side.pool, side.district))

    assert len(told) == sum(map(len, history.values()))
    assert told == sorted(told, key=lambda one: (one["time"], one["source"], one["sequence"]))
    assert set(told[0]) == {"id", "source", "sequence", "time", "type", "subject", "actor", "data"}


def test_replay_ends_at_an_instant_and_keeps_to_a_case(side: Side) -> None:
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    facts = [contacted(1, "2024-01-01", case=1), contacted(2, "2024-01-02"), contacted(3, "2024-01-03", case=1)]
    together = VolunteeringRecorded(record_id=id_of("record", 1), on=date(2024, 1, 2), minutes=90, persons=3)
    side.receive(
        [*intake.record_all(facts), districts.record(opened()), Source("events", side.district).record(together)]
    )

    until = list(replay(side.pool, side.district, until=START + intake.step))
    case = list(replay(side.pool, side.district, case=id_of("case", 1)))

    assert [(one["source"], one["sequence"]) for one in until] == [("districts", 1), ("events", 1), ("intake", 1)]
    assert [one["sequence"] for one in case] == [1, 3]
    assert as_line(until[0]).startswith(f'{{"id":"{until[0]["id"]}","source":"districts","sequence":1,"time":"2026-')

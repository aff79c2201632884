"""Which of PostgreSQL's answers mean that it is away or unable, and what that means for the statement in hand."""

import time
from threading import Barrier, Thread

import psycopg
import pytest
from psycopg import errors

from services.kernel.broker_watch import BrokerSeen
from services.kernel.database import DatabaseDown, _down
from services.kernel.health import Health, HealthCheck
from services.kernel.settings import Settings

UNABLE = (errors.DiskFull, errors.OutOfMemory, errors.TooManyConnections, errors.LockNotAvailable)
UNABLE += (errors.IoError, errors.ReadOnlySqlTransaction)
ENDED = (errors.AdminShutdown, errors.CrashShutdown, errors.ConnectionFailure, errors.IdleInTransactionSessionTimeout)
ENDED += (psycopg.OperationalError, psycopg.InterfaceError)
OURS = (errors.UniqueViolation, errors.InsufficientPrivilege, errors.QueryCanceled, errors.UndefinedTable)


@pytest.mark.guarantee("G10")
@pytest.mark.parametrize("error", UNABLE)
def test_a_database_that_cannot_has_done_nothing(error: type[psycopg.Error]) -> None:
    with pytest.raises(DatabaseDown) as down, _down():
        raise error("no")
    assert not down.value.lost


@pytest.mark.guarantee("G10")
@pytest.mark.parametrize("error", ENDED)
def test_after_a_session_ended_nobody_knows_what_it_did(error: type[psycopg.Error]) -> None:
    with pytest.raises(DatabaseDown) as down, _down():
        raise error("gone")
    assert down.value.lost


@pytest.mark.parametrize("error", OURS)
def test_what_a_statement_is_to_blame_for_stays_its_own(error: type[psycopg.Error]) -> None:
    with pytest.raises(error), _down():
        raise error("wrong")


def test_those_who_queue_for_health_share_the_answer_that_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told = list[int](), list[int]()
    queued = Barrier(4)

    def nobody(_check: HealthCheck) -> Health:
        asked.append(1)
        queued.wait(10)
        time.sleep(0.5)  # until the others stand at the lock
        raise DatabaseDown("away")

    def look(wait: bool = True) -> None:  # noqa: FBT001, FBT002
        if wait:
            queued.wait(10)
        try:
            check.look()
        except DatabaseDown:
            told.append(1)

    monkeypatch.setattr(HealthCheck, "_ask", nobody)
    check = HealthCheck(Settings(), lambda: BrokerSeen(0))
    threads = [Thread(target=look, args=(number > 0,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(asked), len(told)) == (1, 4)


@pytest.mark.guarantee("G10")
def test_whoever_asks_for_health_after_that_is_told_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([DatabaseDown("away"), Health(flows=True, services={}, parked=0, broker=BrokerSeen(0))])
    monkeypatch.setattr(HealthCheck, "_asked", lambda _check: next(answers))
    check = HealthCheck(Settings(), lambda: BrokerSeen(0))
    with pytest.raises(DatabaseDown):
        check.look()
    assert check.look().ok


@pytest.mark.guarantee("G5")
@pytest.mark.parametrize(
    ("found", "status"),
    [
        ((True, 0, 0), "ok"),
        ((False, 0, 0), "degraded"),
        ((True, 1, 0), "degraded"),
        ((True, 0, 1), "degraded"),
        ((True, 0, None), "degraded"),
    ],
)
def test_whatever_waits_for_a_person_degrades(found: tuple[bool, int, int | None], status: str) -> None:
    flows, parked, dead = found
    told = Health(flows=flows, services={}, parked=parked, broker=BrokerSeen(dead)).document()
    assert (told["status"], told["parked"], told["dead_letters"]) == (status, parked, dead)

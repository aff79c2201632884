"""The processes as they run in production: they start, do their work together, and end when told."""

import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from uuid import uuid4

import msgspec
import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect, pool
from services.kernel.district import schema_of
from services.kernel.ids import uuid7
from services.kernel.log import Commit, Log, NewFact
from services.kernel.settings import SERVICES, Settings
from tests.kernel.bus.conftest import Program
from tests.kit.patience import until

pytestmark = pytest.mark.server


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.usefixtures("broker")
def test_every_worker_and_relay_starts_and_ends_cleanly(service: str, run: Callable[..., Program]) -> None:
    programs = [run(sys.executable, "-m", f"services.{service}.main", process) for process in ("relay", "worker")]
    for program in programs:
        until(partial(has_said, program, "process_started"))
        assert program.terminate() == 0
        assert "process_stopped" in program.said()
        assert "Traceback" not in program.said()


@pytest.mark.usefixtures("broker")
def test_a_contact_opens_its_sozialraum_and_both_are_in_the_journal(
    run: Callable[..., Program], settings: Settings, district: str
) -> None:
    for service in ("intake", "districts"):
        run(sys.executable, "-m", f"services.{service}.main", "relay")
    for service in ("districts", "reporting"):
        run(sys.executable, "-m", f"services.{service}.main", "worker")
    contact = {"contact_id": uuid4(), "operation": "o", "date": "2026-01-01", "sozialraum": "rieth"}
    data = msgspec.json.encode({**contact, "details": {"block": "contact_details"}})
    fact = NewFact(uuid7(), uuid7(), 1, "intake.contact_recorded.v1", data)
    intake = Log("intake", pool(settings.service_database_url("intake")))
    intake.append(district, [Commit(uuid7(), b"", "test", uuid7(), None, None, [fact])])
    intake.close()
    both = ["districts.sozialraum_opened.v1", "intake.contact_recorded.v1"]
    until(lambda: journal(settings, district) == both)  # the worker folds every district of the run


def has_said(program: Program, words: str) -> bool:
    return words in program.said()


def journal(settings: Settings, district: str) -> list[str]:
    with closing(connect(settings.admin_database_url("lotse_reporting"))) as connection:
        query = SQL("SELECT topic FROM {}.journal ORDER BY topic").format(Identifier(schema_of(district)))
        return [topic for (topic,) in connection.execute(query)]

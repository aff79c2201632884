"""The whole address on a real database, with the readers driven by hand in place of broker and workers."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from infra.pids import start_time
from infra.servers import Servers, status_of_servers
from services.districts.folding import fold as fold_districts
from services.events.folding import fold as fold_events
from services.events.projections.received import apply as apply_to_events
from services.intake.folding import fold as fold_intake
from services.intake.projections.received import apply as apply_operations
from services.kernel import tokens
from services.kernel.database import close_pools, pool
from services.kernel.feed import LogFeed
from services.kernel.provision import open_district
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.referral.folding import fold as fold_referral
from services.referral.projections.received import apply as apply_known
from services.referral.reacting import policy_runner
from services.reporting.folding import folding
from services.reporting.journal import append as append_to_journal
from services.web import platform
from tests.kit.patience import until

OPERATION = "thinka-2022"
OPENING = {"operation": OPERATION, "name": "ThINKA", "start": "2022-01-01", "end": "2027-12-31"}
ENTRY = {
    "participant_no": "E-1",
    "sozialraum": "rieth",
    "entry_date": "2024-03-04",
    "gender": "female",
    "birth_date": "1985-05-05",
    "employment": "inactive",
    "in_education": "no",
    "isced": 3,
}


@pytest.fixture(scope="session")
def app(settings: Settings) -> FastAPI:
    return platform(settings)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as made:
        yield made


@dataclass(frozen=True, slots=True)
class Town:
    """One district and who speaks for it."""

    client: TestClient
    settings: Settings
    district: str

    def headers(self, role: str, **more: str) -> dict[str, str]:
        token = tokens.issue(self.settings, self.district, role, "cli:tester")
        return {"Authorization": f"Bearer {token}", **more}

    def post(self, path: str, body: Any, role: str = "fachkraft", **headers: str) -> Any:
        return self.client.post(path, json=body, headers=self.headers(role, **headers))

    def get(self, path: str, role: str = "koordination", **headers: str) -> Any:
        return self.client.get(path, headers=self.headers(role, **headers))

    def head(self, service: str) -> int:
        return LogFeed(self.settings).head(service, self.district).position

    def settle(self) -> None:
        """Let every reader and projection have read everything of this district; there may be a hundred others."""
        fold_districts(self.settings, self.district)
        self._read("referral.projections", apply_known)
        self._read("referral.policies", policy_runner(self.settings).apply)
        fold_referral(self.settings, self.district)
        self._read("events.projections", apply_to_events)
        fold_events(self.settings, self.district)
        self._read("intake.projections", apply_operations)
        fold_intake(self.settings, self.district)
        self._read("reporting.journal", append_to_journal)
        folding(self.settings).step(self.district)

    def _read(self, name: str, apply: Any) -> None:
        reader = self._reader(name, apply)
        for source in reader.sources:
            reader.catch_up_with(source, self.district)

    def _reader(self, name: str, apply: Any) -> BatchReader:
        service = name.partition(".")[0]
        database = SqlReaderDatabase(pool(self.settings.service_database_url(service)))
        key_of = self.settings.secrets.signing_key
        return BatchReader(name, service, apply, LogFeed(self.settings), database=database, key_of=key_of)


@pytest.fixture
def new_town(client: TestClient, settings: Settings, new_district: Callable[[], str]) -> Callable[[], Town]:
    """Opens a district with one operation."""

    def open_another() -> Town:
        town = Town(client, settings, new_district())
        assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
        town.settle()
        return town

    return open_another


@pytest.fixture
def town(new_town: Callable[[], Town]) -> Town:
    return new_town()


@pytest.fixture
def place(town: Town) -> Any:
    """A town with people at work (tests.api.office.Office)."""
    from tests.api.office import office  # noqa: PLC0415 - it needs the town of this module

    return office(town)


@pytest.fixture(scope="session")
def quiet_town(client: TestClient, settings: Settings) -> Town:
    """One district for all tests that store nothing."""
    open_district(settings, "stiller-kreis", "Stiller Kreis")
    town = Town(client, settings, "stiller-kreis")
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return town


@contextmanager
def stopped_database(home: Path) -> Iterator[None]:
    """The run's PostgreSQL is away inside the block."""
    pid = next(pid for name, pid in status_of_servers(home).items() if "postgres" in name.lower() and pid)
    os.kill(pid, signal.SIGINT)
    until(lambda: not start_time(pid))
    try:
        yield
    finally:
        Servers(home).start_database()
        close_pools()  # each pool would answer once more with what it thinks is a connection

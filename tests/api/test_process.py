"""The web process as it runs: one address, JSON lines on standard error, an orderly end."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from infra.health import answers
from services.kernel.feed import LogFeed
from services.kernel.http_feed import HttpFeed
from services.kernel.settings import Settings
from tests.api.conftest import ENTRY, OPERATION, Town
from tests.kit.patience import until

pytestmark = pytest.mark.server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def process(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "LOTSE_HOME": str(settings.home), "LOTSE_PORT": str(port)}
    command = [sys.executable, "-m", "services.web"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        await_answer(port)
        yield started
        started.kill()


def await_answer(port: int) -> None:
    until(lambda: answers(f"http://127.0.0.1:{port}/health"))


def test_the_process_serves_logs_without_names_and_ends_on_sigterm(
    process: subprocess.Popen[bytes], port: int, town: Town
) -> None:
    address = f"http://127.0.0.1:{port}"
    entry = {**ENTRY, "participant_no": "Erika-Mustermann"}
    with httpx.Client(base_url=address, trust_env=False, timeout=60) as web:
        path = f"/intake/operations/{OPERATION}/participations"
        assert web.post(path, json=entry, headers=town.headers("fachkraft")).json()["position"] == 1
        assert web.post(path, json={**entry, "isced": 77}, headers=town.headers("fachkraft")).status_code == 422
        assert web.get("/Erika?name=Mustermann").status_code == 404
        assert "server" not in web.get("/openapi.json").headers

    feed = HttpFeed(town.settings.model_copy(update={"port": port}), "reporting")
    assert feed.head("intake", town.district) == LogFeed(town.settings).head("intake", town.district)
    assert feed.after("intake", town.district, 0, 10) == LogFeed(town.settings).after("intake", town.district, 0, 10)
    feed.close()

    process.send_signal(signal.SIGTERM)
    printed, logged = process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGTERM)
    assert printed == b""
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {"process_started", "request_answered"} <= {line["event"] for line in lines}
    assert b"Erika" not in logged
    assert b"Mustermann" not in logged
    assert {line.get("route") for line in lines} >= {"/intake/operations/{operation}/participations", "unmatched"}

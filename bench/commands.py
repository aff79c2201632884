"""Commands over HTTP, 32 clients: intake's routes on our store, and the same routes on the library's recorder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from typing import Final

from bench import people
from bench.clients import post_all
from bench.default_recorder import ENVIRONMENT
from bench.figures import Aim, Figure, Section
from bench.filling import open_operation
from bench.rounds import alternate
from bench.stage import OPERATION, Stage
from infra.health import wait_until
from infra.runner.watch import CHECKOUT
from infra.servers.ports import free_port
from services.kernel.roles import Role
from services.kernel.tokens import issue

TITLE: Final = "Commands over HTTP"
CLIENTS: Final = 32
START_SECONDS: Final = 180.0
STOP_SECONDS: Final = 20.0
PATHS: Final = {"contacts": "anonymous contact", "participations": "participation with sealed traits"}


def measure(stage: Stage) -> Section:
    """Web processes only: relays and workers stand still for both sides."""
    key, requests = stage.district(), stage.amount(1500, 100)
    open_operation(stage, key)
    token = issue(stage.settings, key, Role.FACHKRAFT, "cli:bench")
    library_port = free_port()
    ours = [sys.executable, "-m", "services.web"]
    theirs = [sys.executable, "-m", "bench.default_recorder", str(library_port)]
    environment = {ENVIRONMENT: json.dumps(stage.library_environment("commands"))}
    addresses = {"ours": stage.settings.address, "library": f"http://127.0.0.1:{library_port}"}
    seconds: dict[str, dict[str, list[float]]] = {}
    numbers = count()
    with ExitStack() as running:
        running.enter_context(_serving(stage, ours, addresses["ours"], {}))
        running.enter_context(_serving(stage, theirs, addresses["library"], environment))
        for kind in PATHS:
            runs = {
                name: partial(_send, address, kind, token, numbers, requests) for name, address in addresses.items()
            }
            seconds[kind] = alternate(runs, stage.rounds)
    return Section(TITLE, [_figure(kind, seconds[kind]) for kind in PATHS])


def _figure(kind: str, seconds: Mapping[str, list[float]]) -> Figure:
    return Figure(
        name=f"http.{kind}",
        title=f"Command over HTTP, {CLIENTS} clients: {PATHS[kind]}",
        subject=f"POST /intake/operations/O/{kind} on our store",
        yardstick="the same route and decider, stored by eventsourcing's default recorder",
        unit="1/s",
        of="rate",
        subject_seconds=seconds["ours"],
        yardstick_seconds=seconds["library"],
        aim=Aim(">=", 5),
    )


def _send(address: str, kind: str, token: str, numbers: Iterator[int], requests: int) -> float:
    bodies = [BODIES[kind](next(numbers)) for _ in range(requests)]
    return post_all(address, f"/intake/operations/{OPERATION}/{kind}", token, bodies, CLIENTS)


def _contact(number: int) -> dict[str, object]:
    return {
        "contact_no": f"K-{number}",
        "date": "2026-03-02",
        "sozialraum": "nord",
        "minutes": 20,
        "topics": ["wohnungslos"],
    }


def _participation(number: int) -> dict[str, object]:
    (row,) = people.rows(number, 1)
    return {name: int(value) if name == "isced" else value for name, value in row.items() if value}


BODIES: Final = {"contacts": _contact, "participations": _participation}


@contextmanager
def _serving(stage: Stage, command: list[str], address: str, more: Mapping[str, str]) -> Iterator[None]:
    with (stage.settings.home / "bench.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, **more}, stdout=log, stderr=log)
    try:
        if not wait_until(f"{address}/health", START_SECONDS):
            raise TimeoutError(f"{address} does not answer")
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()

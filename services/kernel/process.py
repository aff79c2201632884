"""How a process of a service starts: ``python -m services.<service>.main relay|worker``."""

import argparse
from collections.abc import Callable
from typing import Any

from services.kernel.logging import configure
from services.kernel.settings import load_settings


def run(service: str, load_worker: Callable[[], type[Any]]) -> int:
    """Be the process that the command line names, until SIGTERM; returns the exit code.

    ``load_worker`` imports the service's worker class, and with it psycopg: only after the green standard library.
    """
    parser = argparse.ArgumentParser(prog=f"python -m services.{service}.main")
    parser.add_argument("process", choices=("relay", "worker"), help="Welcher Prozess des Dienstes")
    process = parser.parse_args().process
    configure(service, process)
    return _relay(service) if process == "relay" else _worker(load_worker)


def _relay(service: str) -> int:
    from services.kernel.relay import run_relay  # noqa: PLC0415 - the worker must not import psycopg yet

    return run_relay(service, load_settings())


def _worker(load_worker: Callable[[], type[Any]]) -> int:
    from services.kernel.worker import run_worker  # noqa: PLC0415 - it patches the standard library: nothing before it

    return run_worker(load_worker(), load_settings())

"""How a process of a service starts: ``python -m services.<service>.main relay|worker|…``.

Imports are late on purpose: a worker makes the standard library green before anything else is imported.
"""

import argparse
from collections.abc import Callable, Mapping
from typing import Any

# Imports a further process of a service and runs it with its settings until SIGTERM; returns the exit code.
Further = Callable[[Any], int]


def run(service: str, load_worker: Callable[[], type[Any]], further: Mapping[str, Further] | None = None) -> int:
    """Be the process that the command line names, until SIGTERM; returns the exit code.

    ``load_worker`` imports the service's worker class, and with it psycopg and all the rest; ``further``: the processes
    that only this service has, by name.
    """
    others = further or {}
    parser = argparse.ArgumentParser(prog=f"python -m services.{service}.main")
    parser.add_argument("process", choices=("relay", "worker", *others), help="Welcher Prozess des Dienstes")
    process = parser.parse_args().process
    if process in others:
        return _further(service, process, others[process])
    return _relay(service) if process == "relay" else _worker(service, load_worker)


def _further(service: str, process: str, start: Further) -> int:
    from services.kernel.logging import configure  # noqa: PLC0415
    from services.kernel.settings import load_settings  # noqa: PLC0415

    configure(service, process)
    return start(load_settings())


def _relay(service: str) -> int:
    from services.kernel.logging import configure  # noqa: PLC0415
    from services.kernel.relay import run_relay  # noqa: PLC0415
    from services.kernel.settings import load_settings  # noqa: PLC0415

    configure(service, "relay")
    return run_relay(service, load_settings())


def _worker(service: str, load_worker: Callable[[], type[Any]]) -> int:
    from services.kernel.worker import run_worker  # noqa: PLC0415, I001 - first: it patches the standard library
    from services.kernel.logging import configure  # noqa: PLC0415
    from services.kernel.settings import load_settings  # noqa: PLC0415

    configure(service, "worker")
    return run_worker(load_worker(), load_settings())

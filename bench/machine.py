"""On what a benchmark ran: without it an absolute value says nothing."""

import os
import platform
import subprocess
from contextlib import closing
from importlib.metadata import version
from typing import Any, Final

from bench.stage import Stage
from infra.runner.watch import CHECKOUT
from services.kernel.broker import connect as connect_broker
from services.kernel.broker import drop
from services.kernel.database import connect
from services.kernel.times import now, rfc3339

LIBRARIES: Final = ("psycopg", "kombu", "nameko", "eventsourcing", "fastapi", "uvicorn", "msgspec")
GIB: Final = 2**30


def described(stage: Stage) -> dict[str, Any]:
    """Machine, versions, date and commit of a run."""
    return {
        "date": rfc3339(now()),
        "commit": _commit(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB, 1),
        "load_before": round(os.getloadavg()[0], 2),
        "quick": stage.quick,
        "versions": {
            "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
            "python": platform.python_version(),
            "postgresql": _postgresql(stage),
            "rabbitmq": _rabbitmq(stage),
            **{name: version(name) for name in LIBRARIES},
        },
    }


def _commit() -> str:
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    answer = subprocess.run(asked, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "unknown"


def _postgresql(stage: Stage) -> str:
    with closing(connect(stage.settings.admin_database_url())) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    assert row is not None
    return str(row[0])


def _rabbitmq(stage: Stage) -> str:
    broker = connect_broker(stage.settings.admin_amqp_url())
    try:
        told: Any = broker.connection
        return str(told.server_properties["version"])
    finally:
        drop(broker)

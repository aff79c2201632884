"""A worker for tests: reads all sources as ``reporting.journal`` and writes down what it saw, one row a fact.

Run as a program: ``python tests/kernel/bus/sample_worker.py``.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from services.kernel.worker import Reading, run_worker  # isort: skip - it patches the standard library

from services.kernel.consume import consume_batch
from services.kernel.database import pool
from services.kernel.delivery import Delivery
from services.kernel.feed import LogFeed
from services.kernel.logging import configure
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings, load_settings
from tests.kernel.bus.sample import write_down


def build(settings: Settings) -> BatchReader:
    return BatchReader(
        "reporting.journal",
        "reporting",
        write_down,
        LogFeed(settings),
        database=SqlReaderDatabase(pool(settings.service_database_url("reporting"))),
        key_of=settings.secrets.signing_key,
    )


class SampleWorker:
    name = "sample"

    reader = Reading(build)

    @consume_batch("reporting.journal")  # type: ignore[untyped-decorator]
    def read(self, deliveries: Sequence[Delivery]) -> None:
        self.reader.receive(deliveries)


if __name__ == "__main__":
    configure("reporting", "worker")
    sys.exit(run_worker(SampleWorker, load_settings()))

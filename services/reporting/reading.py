"""Reading every source's facts into the journal: by the worker from the queue, after a restore from the logs."""

from services.kernel.database import pool
from services.kernel.feed import Feed
from services.kernel.http_feed import HttpFeed
from services.kernel.notifier import Notifier
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.reporting import journal

QUEUE = "reporting.journal"


def journal_reader(settings: Settings, feed: Feed | None = None) -> BatchReader:
    """Appends what arrives to the journal, and wakes the folding; by default gaps are asked for over HTTP."""
    connections = pool(settings.service_database_url("reporting"))
    return BatchReader(
        QUEUE,
        "reporting",
        journal.append,
        feed or HttpFeed(settings, "reporting"),
        database=SqlReaderDatabase(connections),
        key_of=settings.secrets.signing_key,
        stored=Notifier(connections).tell,
    )

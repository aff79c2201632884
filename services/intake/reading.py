"""Reading districts' facts into intake: by the worker from the queue, by the command line straight from the log."""

from services.intake.projections.received import apply
from services.kernel.database import pool
from services.kernel.feed import Feed, LogFeed
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings

READER = "intake.projections"


def operations_reader(settings: Settings, feed: Feed | None = None) -> BatchReader:
    """The reader behind the queue ``intake.projections``; without a feed gaps are read from the databases."""
    return BatchReader(
        READER,
        "intake",
        apply,
        feed or LogFeed(settings),
        database=SqlReaderDatabase(pool(settings.service_database_url("intake"))),
        key_of=settings.secrets.signing_key,
    )

"""The reader of ``events``: keeps what it needs of districts and referral.

The worker has it at the queue and asks other hosts over HTTP for what it missed.
"""

from services.events.opening import SERVICE
from services.events.projections.received import apply
from services.kernel.database import pool
from services.kernel.feed import Feed
from services.kernel.http_feed import HttpFeed
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings

PROJECTIONS = "events.projections"


def projections_reader(settings: Settings, feed: Feed | None = None) -> BatchReader:
    """Keeps what events needs of districts and referral."""
    return BatchReader(
        PROJECTIONS,
        SERVICE,
        apply,
        feed or HttpFeed(settings, SERVICE),
        database=SqlReaderDatabase(pool(settings.service_database_url(SERVICE))),
        key_of=settings.secrets.signing_key,
    )

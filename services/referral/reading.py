"""The readers of ``referral``: one keeps what it needs of others, one hands intake's facts to the policies.

The worker has both at the queues and asks other hosts over HTTP for what it missed; a desk that must not decide on
yesterday's news lets the same readers catch up from the logs themselves, which its process can read.
"""

from services.kernel.database import pool
from services.kernel.feed import Feed
from services.kernel.http_feed import HttpFeed
from services.kernel.reader import Apply, BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.referral.opening import SERVICE
from services.referral.projections.received import apply
from services.referral.reacting import READER as POLICIES
from services.referral.reacting import policy_runner

PROJECTIONS = "referral.projections"


def projections_reader(settings: Settings, feed: Feed | None = None) -> BatchReader:
    """Keeps what referral needs of districts and intake."""
    return _reader(settings, PROJECTIONS, apply, feed)


def policy_reader(settings: Settings, feed: Feed | None = None) -> BatchReader:
    """Hands intake's facts to the policies."""
    return _reader(settings, POLICIES, policy_runner(settings).apply, feed)


def _reader(settings: Settings, reader: str, apply_batch: Apply, feed: Feed | None) -> BatchReader:
    return BatchReader(
        reader,
        SERVICE,
        apply_batch,
        feed or HttpFeed(settings, SERVICE),
        database=SqlReaderDatabase(pool(settings.service_database_url(SERVICE))),
        key_of=settings.secrets.signing_key,
    )

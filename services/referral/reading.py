"""The readers of ``referral``: one keeps what it needs of others, one hands intake's facts to the policies.

The worker has both at the queues; a desk that must not decide on yesterday's news asks the same readers to catch up.
"""

from services.kernel.database import pool
from services.kernel.http_feed import HttpFeed
from services.kernel.reader import Apply, BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.referral.opening import SERVICE
from services.referral.projections.received import apply
from services.referral.reacting import READER as POLICIES
from services.referral.reacting import policy_runner

PROJECTIONS = "referral.projections"


def projections_reader(settings: Settings) -> BatchReader:
    """Keeps what referral needs of districts and intake."""
    return _reader(settings, PROJECTIONS, apply)


def policy_reader(settings: Settings) -> BatchReader:
    """Hands intake's facts to the policies."""
    return _reader(settings, POLICIES, policy_runner(settings).apply)


def _reader(settings: Settings, reader: str, apply_batch: Apply) -> BatchReader:
    return BatchReader(
        reader,
        SERVICE,
        apply_batch,
        HttpFeed(settings, SERVICE),
        database=SqlReaderDatabase(pool(settings.service_database_url(SERVICE))),
        key_of=settings.secrets.signing_key,
    )

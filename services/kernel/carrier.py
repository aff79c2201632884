"""The carrier: takes sealed letters out of districts' outboxes and lays them into others' inboxes, each exactly once.

A process of its own under a login of its own, with no key and no secret but its password. Letter and receipt are one
transaction, so a crash leaves both or neither; two carriers at once are harmless, a letter has one receipt.
"""

import sys
import threading
from functools import partial
from typing import Final, NamedTuple

import psycopg
import structlog
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import schema_of
from services.kernel.follow import LogFollower
from services.kernel.letters import digest_of
from services.kernel.logging import configure
from services.kernel.notifier import CHANNEL
from services.kernel.points import reached
from services.kernel.registry import registered_districts
from services.kernel.settings import Settings, load_settings
from services.kernel.signals import stop_on_signals
from services.kernel.watch import GONE, LogWatch

OUTBOX: Final = SQL("SELECT receiver, thread, sealed FROM {}.letter_outbox")
POST: Final = SQL(
    "INSERT INTO {}.letter_inbox (sender, thread, digest, sealed) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
RECEIPT: Final = SQL("INSERT INTO {}.letter_receipts (thread, digest) VALUES (%s, %s) ON CONFLICT DO NOTHING")
TELL: Final = "SELECT pg_notify(%s, key) FROM unnest(%s::text[]) key"

log = structlog.get_logger()


class Envelope(NamedTuple):
    """What the carrier sees of a letter."""

    receiver: str
    thread: str
    sealed: str


class Carrier:
    """Empties outboxes; a letter that cannot be delivered stays where it is and holds up no other one."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._held: set[str] = set()

    def carry(self, district: str) -> int:
        """Everything that lies in one district's outbox; returns how many letters arrived. Raises DatabaseDown."""
        with self._pool.connection() as connection:
            known = {each.key for each in registered_districts(connection)}
            rows = connection.execute(OUTBOX.format(Identifier(schema_of(district)))).fetchall()
        reached("carrier.read")
        return sum(self._delivered(district, Envelope(*row), known) for row in rows)

    def _delivered(self, sender: str, letter: Envelope, known: set[str]) -> bool:
        digest = digest_of(letter.sealed)
        if letter.receiver not in known or letter.receiver == sender:
            return self._hold(sender, digest, "receiver")
        try:
            return self._deliver(sender, letter, digest)
        except GONE:
            raise
        except psycopg.Error as fault:
            return self._hold(sender, digest, type(fault).__name__)

    def _hold(self, sender: str, digest: str, grounds: str) -> bool:
        """It stays in the outbox; said once."""
        if digest not in self._held:
            log.warning("letter_held", district=sender, grounds=grounds)
        self._held.add(digest)
        return False

    def _deliver(self, sender: str, letter: Envelope, digest: str) -> bool:
        """The receipt first: of a letter there is one, another carrier's or the sender's word that it does not go."""
        inbox, receipts = Identifier(schema_of(letter.receiver)), Identifier(schema_of(sender))
        with self._pool.transaction() as connection:
            if not connection.execute(RECEIPT.format(receipts), (letter.thread, digest)).rowcount:
                return False
            connection.execute(POST.format(inbox), (sender, letter.thread, digest, letter.sealed))
            reached("carrier.posted")
        reached("carrier.carried")
        with self._pool.connection() as connection:  # after the commit, for those who read the boxes; see notifier
            connection.execute(
                "SELECT pg_notify(%s, %s), pg_notify(%s, %s)", (CHANNEL, letter.receiver, CHANNEL, sender)
            )
        return True


def run_carrier(settings: Settings, stop: threading.Event) -> None:
    """Carry until ``stop``; a lost database is tried again for ever."""
    url = settings.carrier_database_url()
    connections = Pool(url, max_size=2)
    try:
        LogFollower(partial(LogWatch, url), Carrier(connections).carry).run(stop)
    finally:
        connections.close()


def main() -> int:
    """The process, until SIGTERM or SIGINT; returns the exit code."""
    configure("referral", "carrier")
    stop = stop_on_signals()
    log.info("process_started")
    run_carrier(load_settings(), stop)
    log.info("process_stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())

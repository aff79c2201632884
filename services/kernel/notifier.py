"""NOTIFY after the commit, as a statement of its own: inside the transaction it would serialise all commits."""

import threading
import time
from typing import Final

import psycopg
import structlog

from services.kernel.database import DatabaseDown, Pool

CHANNEL: Final = "log"
PAUSE_S: Final = 0.005  # at most one NOTIFY a log in this time

# Nothing is lost with a NOTIFY, so its commit need not wait for the disk.
NOTIFY: Final = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, key) FROM unnest(%s::text[]) key"

logger = structlog.get_logger()


class Notifier:
    """Tells listeners which districts' logs have grown; readers poll as well, so a lost NOTIFY costs a second."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._changed = threading.Condition()
        self._due: set[str] = set()
        self._thread: threading.Thread | None = None
        self._closing = False

    def tell(self, district: str) -> None:
        """Send soon; many calls within PAUSE_S become one NOTIFY."""
        with self._changed:
            if district in self._due:
                return
            self._due.add(district)
            if self._thread is None:
                self._closing = False
                self._thread = threading.Thread(target=self._run, name="notify", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Send what is due and end the thread."""
        with self._changed:
            self._closing = True
            thread, self._thread = self._thread, None
            self._changed.notify()
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while districts := self._take():
            try:
                with self._pool.connection() as connection:
                    connection.execute(NOTIFY, (CHANNEL, districts))
            except (DatabaseDown, psycopg.Error):
                logger.warning("notify_lost", exc_info=True)
            time.sleep(PAUSE_S)

    def _take(self) -> list[str]:
        with self._changed:
            while not self._due and not self._closing:
                self._changed.wait()
            districts = sorted(self._due)
            self._due.clear()
            return districts

"""Watching the broker from the web process: is it there, and does a dead letter wait for somebody?

A thread of its own asks; whoever reads what it saw waits for nothing.
"""

import threading
import time
from dataclasses import dataclass
from typing import Any, Final

from kombu import Connection

from services.kernel.broker import DEAD, LOST, connect, drop
from services.kernel.logging import get_logger
from services.kernel.secrets import SecretMissing
from services.kernel.settings import NotSetUp, Settings

LOOK_S: Final = 2.0
ANSWER_S: Final = 5.0
# What was seen longer ago says nothing: a broker that hangs is as good as none.
FRESH_S: Final = 8.0
WATCHER: Final = "platform"  # its broker user may do nothing; to see how long a queue is takes no right

log = get_logger()


@dataclass(frozen=True, slots=True)
class BrokerSeen:
    """``dead_letters`` None: nobody could count them."""

    dead_letters: int | None

    @property
    def reachable(self) -> bool:
        return self.dead_letters is not None

    @property
    def well(self) -> bool:
        return self.dead_letters == 0


class BrokerWatch:
    """Counts dead letters every LOOK_S; more of them than before are an alarm, one error line in the log."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._connection: Connection | None = None
        self._counted: int | None = None
        self._at = float("-inf")
        self._lost = False

    def seen(self) -> BrokerSeen:
        fresh = time.monotonic() - self._at < FRESH_S
        return BrokerSeen(self._counted if fresh else None)

    def start(self) -> None:
        self._over.clear()
        self._thread = threading.Thread(target=self._run, name="broker watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends within ANSWER_S even when the broker hangs; the thread is a daemon, so nobody need wait longer."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=1.0)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._note(self._count())
            except (*LOST, NotSetUp, SecretMissing) as error:
                self._miss(error)
            self._over.wait(LOOK_S)
        self._drop()

    def _count(self) -> int:
        if self._connection is None:
            self._connection = connect(self._settings.service_amqp_url(WATCHER))
            wire: Any = self._connection.connection
            wire.transport.sock.settimeout(ANSWER_S)
        return int(self._connection.default_channel.queue_declare(DEAD, passive=True).message_count)

    def _note(self, count: int) -> None:
        if self._lost:
            log.warning("broker_reachable")
        if count > (self._counted or 0):
            log.error("dead_letters_waiting", queue=DEAD, count=count)
        self._counted, self._at, self._lost = count, time.monotonic(), False

    def _miss(self, error: BaseException) -> None:
        self._drop()
        if not self._lost:
            log.warning("broker_unreachable", exc_info=error)
        self._at, self._lost = float("-inf"), True

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            drop(connection)

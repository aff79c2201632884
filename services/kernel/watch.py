"""Which districts have new facts? Woken by NOTIFY, and by the clock for a lost one."""

import time
from typing import Final, Protocol

import psycopg

from services.kernel.database import DatabaseDown, connect
from services.kernel.pacing import Paces

POLL_S: Final = 1.0
LONGEST_S: Final = 8.0  # below the ten seconds of G5
REGISTRY_S: Final = 10.0
LEADER: Final = 0x107_5E  # the advisory lock of the relay; one database a service, so one number serves all
GONE: Final = (psycopg.OperationalError, psycopg.InterfaceError, DatabaseDown)


class Watch(Protocol):
    """Says where to look; every method may raise GONE, then make a new one."""

    def lead(self) -> bool:
        """Whether this watch is the only one to lead; that ends with it."""
        ...

    def districts(self) -> frozenset[str]:
        """Every open district."""
        ...

    def wait(self, seconds: float) -> set[str]:
        """Districts to look at, after at most ``seconds``; every now and then a quiet one is among them."""
        ...

    def close(self) -> None: ...


class LogWatch:
    """Listens on one connection to a service's database; every method may raise GONE, then make a new one."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url)
        self._connection.execute("LISTEN log")
        self._connection.execute("LISTEN platform_districts")
        self._districts: frozenset[str] = frozenset()
        self._registry_read = float("-inf")
        self._paces: Paces[str] = Paces(POLL_S, LONGEST_S)
        self._looked = False

    def lead(self) -> bool:
        """Whether this connection is the only one to hold the relay's lock; it goes with the connection."""
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [LEADER]).fetchone()
        return row is not None and bool(row[0])

    def districts(self) -> frozenset[str]:
        """Every open district."""
        if time.monotonic() - self._registry_read > REGISTRY_S:
            rows = self._connection.execute("SELECT key FROM platform.districts").fetchall()
            self._districts = frozenset(key for (key,) in rows)
            self._registry_read = time.monotonic()
        return self._districts

    def wait(self, seconds: float) -> set[str]:
        """Districts to look at, after at most ``seconds``: those that were named, and those whose turn it is."""
        patience = min(seconds, self._paces.next_due()) if self._looked else 0.0
        named, self._looked = self._notified(patience) & self.districts(), True
        due = self._paces.due(self.districts())
        for district in named:
            self._paces.stir(district)
        return named | due

    def close(self) -> None:
        self._connection.close()

    def _notified(self, seconds: float) -> set[str]:
        named = set()
        for notice in self._connection.notifies(timeout=seconds, stop_after=1):
            if notice.channel == "log":
                named.add(notice.payload)
            else:
                self._registry_read = float("-inf")
        return named

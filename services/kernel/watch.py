"""Which districts have new facts? Woken by NOTIFY, and by the clock for a lost one."""

import time
from typing import Final, Protocol

import psycopg

from services.kernel.database import DatabaseDown, connect

POLL_S: Final = 1.0
A_LOOK_S: Final = 0.03  # of the clock for each district: a look takes a millisecond or two of two processes
REGISTRY_S: Final = 10.0
LEADER: Final = 0x107_5E  # the advisory lock of the relay; one database a service, so one number serves all
GONE: Final = (psycopg.OperationalError, psycopg.InterfaceError, DatabaseDown)


def poll_period(districts: int) -> float:
    """Seconds between two looks at a district that nobody named: one, and more where there are many districts.

    A hundred of them looked at each second by eight processes kept a whole core busy, with nothing to do.
    """
    return max(POLL_S, districts * A_LOOK_S)


class Watch(Protocol):
    """Says where to look; every method may raise GONE, then make a new one."""

    def lead(self) -> bool:
        """Whether this watch is the only one to lead; that ends with it."""
        ...

    def districts(self) -> frozenset[str]:
        """Every open district."""
        ...

    def wait(self, seconds: float) -> set[str]:
        """Districts to look at, after at most ``seconds``; every now and then that is every one."""
        ...

    def close(self) -> None: ...


class LogWatch:
    """Listens on one connection to a service's database; every method may raise GONE, then make a new one."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url)
        self._connection.execute("LISTEN log")
        self._connection.execute("LISTEN platform_districts")
        self._districts: frozenset[str] = frozenset()
        self._registry_read = self._all_checked = float("-inf")

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
        """Districts to look at, after at most ``seconds``; once in a poll period that is every one."""
        due = self._all_checked + poll_period(len(self._districts))
        named = self._notified(max(0.0, min(seconds, due - time.monotonic())))
        if time.monotonic() < due:
            return named & self.districts()
        self._all_checked = time.monotonic()
        return set(self.districts())

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

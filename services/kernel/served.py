"""Which districts a service serves, as the web process knows it: read again every ten seconds and for unknown ones."""

import time
from threading import Lock
from typing import Final

from services.kernel.database import pool
from services.kernel.registry import registered_districts
from services.kernel.settings import Settings

FRESH_S: Final = 10.0


class ServedDistricts:
    """Answers from memory; a district that was opened a moment ago is found at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._known: dict[str, frozenset[str]] = {}
        self._read: dict[str, float] = {}

    def serves(self, service: str, district: str) -> bool:
        """Whether that district is open at that service. Raises DatabaseDown."""
        fresh = time.monotonic() - self._read.get(service, float("-inf")) < FRESH_S
        if fresh and district in self._known[service]:
            return True
        return district in self._again(service)

    def _again(self, service: str) -> frozenset[str]:
        with pool(self._settings.service_database_url(service)).connection() as connection:
            keys = frozenset(each.key for each in registered_districts(connection))
        with self._lock:
            self._known[service] = keys
            self._read[service] = time.monotonic()
        return keys

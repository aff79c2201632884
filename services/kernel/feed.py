"""The way back to a source: its log as envelopes, for whoever missed some."""

from typing import Final, Protocol

from services.kernel.database import pool
from services.kernel.envelope import envelope
from services.kernel.log import Head, Log
from services.kernel.settings import Settings

PAGE: Final = 500


class FeedUnreachable(ConnectionError):
    """The source does not answer, or not as a feed does; try again later."""


class Feed(Protocol):
    """Reads the logs of other services."""

    def head(self, source: str, district: str) -> Head:
        """The last position of that log, and which log it is; raises FeedUnreachable."""
        ...

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:
        """Bodies of the envelopes that follow ``position``, in order; empty at the end. Raises FeedUnreachable."""
        ...


class LogFeed:
    """Reads the services' databases directly: for the command line, the web process and tests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def head(self, source: str, district: str) -> Head:
        return self._log(source).head(district)

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:
        source_log, key = self._log(source), self._settings.secrets.signing_key(source)
        log_id = source_log.head(district).log_id
        rows = source_log.after(district, position, limit)
        return [envelope(source, district, row, log_id, key) for row in rows]

    def _log(self, source: str) -> Log:
        return Log(source, pool(self._settings.service_database_url(source)))

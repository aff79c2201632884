"""The way back to a source: its log as envelopes, for whoever missed some."""

from typing import Final, Protocol
from uuid import UUID

import httpx

from services.kernel.database import pool
from services.kernel.envelope import envelope
from services.kernel.log import Head, Log
from services.kernel.settings import Settings
from services.kernel.times import read_instant
from services.kernel.tokens import service_token

PAGE: Final = 500
TIMEOUT_S: Final = 15.0


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


class HttpFeed:
    """Asks ``GET /<source>/feed`` of the one address; a token names the district and the service that asks."""

    def __init__(self, settings: Settings, service: str) -> None:
        self._settings = settings
        self._service = service
        # the one address is a loopback or an internal one: a proxy from the environment has no business here
        self._client = httpx.Client(base_url=settings.address, timeout=TIMEOUT_S, trust_env=False)

    def head(self, source: str, district: str) -> Head:
        headers = self._get(source, district, 0, 1).headers
        try:
            return Head(
                position=int(headers["Lotse-Head"]),
                recorded=read_instant(headers["Lotse-Recorded"]),
                log_id=UUID(headers["Lotse-Log-Id"]),
            )
        except (KeyError, ValueError) as error:
            raise FeedUnreachable("the answer has no head") from error

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:
        return [line for line in self._get(source, district, position, limit).content.split(b"\n") if line]

    def close(self) -> None:
        self._client.close()

    def _get(self, source: str, district: str, position: int, limit: int) -> httpx.Response:
        token = service_token(self._settings, district, self._service)
        try:
            answer = self._client.get(
                f"/{source}/feed",
                params={"after": position, "limit": limit},
                headers={"Authorization": f"Bearer {token}"},
            )
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise FeedUnreachable(str(error)) from error
        return answer

"""The feed of another service over HTTP: how a worker fetches what it missed, wherever the source runs."""

from typing import Final
from uuid import UUID

import httpx

from services.kernel.feed import FeedUnreachable
from services.kernel.log import Head
from services.kernel.settings import Settings
from services.kernel.times import read_instant
from services.kernel.tokens import service_token

TIMEOUT_S: Final = 15.0


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

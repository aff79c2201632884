"""What addresses open to everybody have in common: how often one may ask, and answers that may be kept."""

import hashlib
import time
from collections.abc import Mapping
from threading import Lock
from typing import Final

from fastapi import Request
from starlette.responses import Response

from services.kernel.problems import Problem

A_MINUTE_KEPT: Final = {"Cache-Control": "public, max-age=60"}
# Somebody who reads all there is to read is welcome; who asks faster than this is slowed down.
BURST: Final = 300
A_SECOND: Final = 10.0
MOST_ADDRESSES: Final = 10_000
NOT_MODIFIED: Final = 304


class Bucket:
    """So many questions at once, and so many a second after that, for each address."""

    def __init__(self, burst: float = BURST, a_second: float = A_SECOND) -> None:
        self._burst, self._a_second = burst, a_second
        self._lock = Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def wait_s(self, address: str, now: float) -> float:
        """0: heard, and counted; otherwise seconds until the next question is."""
        with self._lock:
            left, seen = self._left.pop(address, (self._burst, now))
            left = min(self._burst, left + (now - seen) * self._a_second)
            if len(self._left) >= MOST_ADDRESSES:
                self._left.pop(next(iter(self._left)))
            heard = left >= 1
            self._left[address] = (left - 1 if heard else left, now)
        return 0 if heard else (1 - left) / self._a_second


_bucket: Final = Bucket()


def too_often(wait_s: float) -> Problem:
    headers = {"Retry-After": str(max(1, round(wait_s)))}
    return Problem("too-many-requests", 429, "Zu viele Anfragen", "Bitte einen Moment warten.", headers=headers)


async def not_too_often(request: Request) -> None:
    """A dependency. Raises a Problem (429)."""
    wait_s = _bucket.wait_s(request.client.host if request.client else "", time.monotonic())
    if wait_s:
        raise too_often(wait_s)


def keeping(request: Request) -> Mapping[str, str]:
    """Kept by others only as strangers see it; what somebody signed in gets is kept by nobody, as everywhere."""
    return A_MINUTE_KEPT if request.state.signed_in is None else {}


def kept(request: Request, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer with its ETag; 304 for whoever has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    said = {**keeping(request), **(headers or {}), "ETag": tag}
    if tag in known:
        return Response(status_code=NOT_MODIFIED, headers=said)
    return Response(content, media_type=media_type, headers=said)

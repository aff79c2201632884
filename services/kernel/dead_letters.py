"""Dead letters: messages that no reader could take. An operator looks at them and clears them.

Nothing is lost with them: what a reader lacks it fetches from its source. Of a letter only the head is told, never
the body: it may speak of a person.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from services.kernel.broker import DEAD, connect, drop
from services.kernel.envelope import Envelope, Unreadable, read_envelope

MOST: Final = 1000  # letters that are looked at in one call
FINGERPRINT: Final = 12


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What may be told of one: ``key`` is the beginning of its SHA-256, ``queue`` where it died (None: unknown).

    ``envelope`` None: the body is no envelope at all.
    """

    key: str
    queue: str | None
    reason: str | None
    died: datetime | None
    size: int
    envelope: Envelope | None


def list_dead(url: str) -> list[DeadLetter]:
    """The oldest MOST, which stay where they are; raises LOST."""
    with _held(url) as (_, letters):
        return [letter for _, letter in letters]


def discard_dead(url: str, wanted: Callable[[DeadLetter], bool]) -> list[DeadLetter]:
    """Remove those of the oldest MOST that are wanted; returns them. Raises LOST."""
    with _held(url) as (channel, letters):
        gone = [(tag, letter) for tag, letter in letters if wanted(letter)]
        for tag, _ in gone:
            channel.basic_ack(tag)
        channel.queue_declare(DEAD, passive=True)  # its answer comes after the broker has read the lines before it
        return [letter for _, letter in gone]


@contextmanager
def _held(url: str) -> Iterator[tuple[Any, list[tuple[int, DeadLetter]]]]:
    """The letters in hand; those that are not acknowledged go back when the connection ends."""
    connection = connect(url)
    try:
        channel = connection.default_channel
        yield channel, list(_taken(channel))
    finally:
        drop(connection)


def _taken(channel: Any) -> Iterator[tuple[int, DeadLetter]]:
    for _ in range(MOST):
        message = channel.basic_get(DEAD, no_ack=False)
        if message is None:
            return
        yield message.delivery_tag, _letter(message)


def _letter(message: Any) -> DeadLetter:
    body = message.body if isinstance(message.body, bytes) else message.body.encode("utf-8", "surrogateescape")
    deaths: Sequence[dict[str, Any]] = (message.headers or {}).get("x-death") or ()
    death = deaths[0] if deaths else {}
    return DeadLetter(
        key=hashlib.sha256(body).hexdigest()[:FINGERPRINT],
        queue=death.get("queue"),
        reason=death.get("reason"),
        died=_moment(death.get("time")),
        size=len(body),
        envelope=_read(body),
    )


def _moment(value: object) -> datetime | None:
    return value.replace(tzinfo=value.tzinfo or UTC) if isinstance(value, datetime) else None


def _read(body: bytes) -> Envelope | None:
    try:
        return read_envelope(body)
    except Unreadable:
        return None

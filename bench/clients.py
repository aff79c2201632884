"""HTTP clients in one thread: as many open connections as asked for, each one request after the other."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from bench.rounds import timed

LIMIT_SECONDS = 300.0


def post_all(address: str, path: str, token: str, bodies: list[dict[str, object]], clients: int) -> float:
    """Send every body once; seconds a request. Raises AssertionError for an answer that is not 201."""
    requests = iter([_request(address, path, token, body) for body in bodies])
    with timed() as clock:
        asyncio.run(asyncio.wait_for(_all(address, requests, clients), LIMIT_SECONDS))
    return clock.seconds / len(bodies)


async def _all(address: str, requests: Iterator[bytes], clients: int) -> None:
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_client(address, requests))


async def _client(address: str, requests: Iterator[bytes]) -> None:
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    for request in requests:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(_length(head))
        assert head.startswith(b"HTTP/1.1 201"), head[:60] + body[:300]
    writer.close()


def _length(head: bytes) -> int:
    name = b"content-length:"
    return next(int(line[len(name) :]) for line in head.lower().split(b"\r\n") if line.startswith(name))


def _request(address: str, path: str, token: str, body: dict[str, object]) -> bytes:
    text = msgspec.json.encode(body)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text

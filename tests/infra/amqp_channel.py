"""A plain AMQP channel for tests: nothing in it waits for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import amqp


@contextmanager
def channel(url: str) -> Iterator[amqp.Channel]:
    """A channel with confirms; dropped at the end, since a graceful close waits for a broker that may be gone."""
    parts = urlsplit(url)
    connection = amqp.Connection(
        f"{parts.hostname}:{parts.port}",
        userid=parts.username,
        password=parts.password,
        virtual_host=parts.path.removeprefix("/"),
        confirm_publish=True,
        connect_timeout=5,
        read_timeout=10,
        write_timeout=10,
    )
    try:
        connection.connect()
        yield connection.channel()
    finally:
        connection.collect()

"""A network between clients and servers that can be cut, slowed down, and made to swallow everything."""

import asyncio
import contextlib
import itertools
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import Any, Final

CHUNK: Final = 65536
CONNECT_S: Final = 2.0


class Proxy:
    """Listens on a port of the loopback and forwards each connection to one of ``targets`` (ports) that takes it.

    What it does to its connections is said from outside, by any thread.
    """

    def __init__(self, port: int, targets: Sequence[int]) -> None:
        self.port = port
        self._targets = tuple(targets)
        self._turn = itertools.count()
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._delay_s = 0.0
        self._connections: set[asyncio.Task[None]] = set()
        self._thread = Thread(target=self._loop.run_forever, name=f"proxy {port}", daemon=True)

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        """Forward while the block runs."""
        self._thread.start()
        self._do(self._listen())
        try:
            yield self
        finally:
            self._do(self._end())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def cut(self) -> None:
        """Close every connection there is; new ones are taken."""
        self._do(self._cut())

    @contextmanager
    def swallowing(self) -> Iterator[None]:
        """No side hears of the other any more, nor that it is so: no byte, no end. Afterwards all of it arrives."""
        self._do(self._set(flowing=False))
        try:
            yield
        finally:
            self._do(self._set(flowing=True))

    @contextmanager
    def delaying(self, seconds: float) -> Iterator[None]:
        """Each piece of data is that much later."""
        self._delay_s = seconds
        try:
            yield
        finally:
            self._delay_s = 0.0

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(30)

    async def _listen(self) -> None:
        self._open.set()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _end(self) -> None:
        self._server.close()
        await self._cut()

    async def _cut(self) -> None:
        cut = list(self._connections)
        for each in cut:
            each.cancel()
        await asyncio.gather(*cut, return_exceptions=True)

    async def _set(self, *, flowing: bool) -> None:
        if flowing:
            self._open.set()
        else:
            self._open.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        try:
            await self._forward(reader, writer)
        except asyncio.CancelledError:
            pass  # cut
        finally:
            self._connections.discard(task)
            _drop(writer)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._open.wait()
        found = await self._connect()
        if found is None:
            return
        server_reader, server_writer = found
        both = [
            asyncio.ensure_future(self._pump(reader, server_writer)),
            asyncio.ensure_future(self._pump(server_reader, writer)),
        ]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in both:
                each.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            _drop(server_writer)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """The next target in turn that takes a connection."""
        first = next(self._turn)
        for step in range(len(self._targets)):
            port = self._targets[(first + step) % len(self._targets)]
            with contextlib.suppress(OSError, TimeoutError):
                return await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), CONNECT_S)
        return None

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                await asyncio.sleep(self._delay_s)
                await self._open.wait()
                writer.write(data)
                await writer.drain()


def _drop(writer: asyncio.StreamWriter) -> None:
    """Close without waiting for what could not be sent."""
    if writer.transport is not None:
        writer.transport.abort()

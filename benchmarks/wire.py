"""The wire between browser and server: what passes is counted as it travels, compressed or not.

A browser tells the size of what it unpacked; what stands between the two sees what was sent.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"


class Wire:
    """A port of this machine that hands everything on to another one, both ways."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.moved = 0
        self.open = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    async def _serve(self) -> None:
        self.loop, self.done = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._join, HOST, 0)
        self.port = server.sockets[0].getsockname()[1]
        self.open.set()
        await self.done.wait()
        server.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, asked = await asyncio.open_connection(HOST, self.target)
        await asyncio.gather(self._pass(reader, asked), self._pass(answers, writer))

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while part := await source.read(1 << 16):
                self.moved += len(part)
                sink.write(part)
                await sink.drain()
        except ConnectionError:
            pass  # either side may leave at any time
        finally:
            sink.close()


@contextmanager
def tap(target: int) -> Iterator[Wire]:
    """Count what passes between a port of this machine and those who come by the port that this gives."""
    wire = Wire(target)
    wire.thread.start()
    wire.open.wait()
    try:
        yield wire
    finally:
        wire.loop.call_soon_threadsafe(wire.done.set)
        wire.thread.join()

"""Many sessions that change the year: waits, errors, memory; ten sessions of the usual way beside them.

A session is a line to the server as a browser has it, without the browser: it sends the address of another
year and reads all the answers.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from statistics import quantiles
from typing import TYPE_CHECKING, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.servers import serve
from benchmarks.tables import Row

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.servers import Server

SESSIONS: Final = 100
USUAL_SESSIONS: Final = 10
SECONDS: Final = 30
PAUSE: Final = (2.0, 5.0)  # seconds between two changes of a session
PATIENCE: Final = 60.0  # seconds after which an answer counts as an error
YEARS: Final = ("2016", "2017", "2018")


@dataclass
class Tally:
    """What the sessions of one server saw."""

    waits: list[float] = field(default_factory=list)
    errors: int = 0
    first: float = 0.0
    all: float = 0.0


def measure_load(data: Path, *, sessions: int = SESSIONS) -> list[Row]:
    with serve("app", data) as server:
        ours = asyncio.run(load(server, sessions))
    with serve("usual", data) as server:
        usual = asyncio.run(load(server, USUAL_SESSIONS))
    beside = f"st_folium, {USUAL_SESSIONS} sessions"
    each = (ours.all - ours.first) / max(1, sessions - 1)
    usual_each = (usual.all - usual.first) / (USUAL_SESSIONS - 1)
    return [
        Row(f"{sessions} sessions, change of year, 95 %", percentile(ours), "s", most=1),
        Row("  the same", percentile(ours), "s", beside, percentile(usual)),
        Row(f"  errors, of {len(ours.waits)} changes", ours.errors, "errors", most=0),
        Row(f"  errors of the usual way, of {len(usual.waits)} changes", usual.errors, "errors"),
        Row("memory a session after the first", each, "MB", most=1),
        Row("  the same", each, "MB", beside, usual_each),
    ]


def percentile(tally: Tally) -> float:
    return quantiles(tally.waits, n=20)[-1]


async def load(server: Server, count: int) -> Tally:
    """Let sessions change the year for a while, each at its own pace."""
    tally = Tally()
    for year in YEARS:  # the first visitor of each year
        async with open_session(server) as line:
            await ask(line, year, Tally())
    tally.first = server.weigh()
    lines = [await open_session(server) for _ in range(count)]
    end = time.perf_counter() + SECONDS
    await asyncio.gather(*(change_years(line, end, random.Random(n), tally) for n, line in enumerate(lines)))  # noqa: S311  a pace, no secret
    tally.all = server.weigh()
    await asyncio.gather(*(line.close() for line in lines))
    return tally


def open_session(server: Server) -> connect:
    address = server.direct.replace("http", "ws", 1)
    return connect(f"{address}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None)


async def change_years(line: ClientConnection, end: float, pace: random.Random, tally: Tally) -> None:
    await asyncio.sleep(pace.uniform(0, PAUSE[1]))
    await ask(line, YEARS[-1], Tally())  # opening the page is no change
    turn = pace.randrange(len(YEARS))
    while time.perf_counter() < end:
        await asyncio.sleep(pace.uniform(*PAUSE))
        turn += 1
        await ask(line, YEARS[turn % len(YEARS)], tally)


async def ask(line: ClientConnection, year: str, tally: Tally) -> None:
    """Ask for a year and wait for the last of the answers."""
    message = BackMsg()
    message.rerun_script.query_string = f"year={year}"
    start = time.perf_counter()
    await line.send(message.SerializeToString())
    try:
        async with asyncio.timeout(PATIENCE):
            while not is_last(ForwardMsg.FromString(await read(line)), tally):
                pass
    except TimeoutError:
        tally.errors += 1
    tally.waits.append(time.perf_counter() - start)


async def read(line: ClientConnection) -> bytes:
    answer = await line.recv()
    return answer if isinstance(answer, bytes) else answer.encode()


def is_last(answer: ForwardMsg, tally: Tally) -> bool:
    if answer.WhichOneof("type") == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
        tally.errors += 1
    return answer.WhichOneof("type") == "script_finished"

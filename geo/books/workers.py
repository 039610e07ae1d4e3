"""Sheets drawn one after another, or by several processes."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from geo.atlas import open_atlas
from geo.errors import Problem, ViewError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.model import Atlas

Task = TypeVar("Task")
Result = TypeVar("Result")

WORTH: Final = {"fork": 20, "spawn": 150}
"""From so many sheets on a second process saves more than its start takes, by how it starts."""

_opened: dict[str, Atlas] = {}
"""What a worker process has read, or was given when it was forked; empty in every other."""


def choose_workers(sheets: int, asked: int | None) -> int:
    """Return how many processes draw: as asked, else two where it helps."""
    if asked:
        return max(1, asked)
    return 1 + (sheets >= WORTH[_choose_start()] and (os.cpu_count() or 1) > 1)


def _choose_start() -> Literal["fork", "spawn"]:
    """Return how a process starts another: a fork has read the data already.

    Forking a process that has threads (a server's) can hang; a fresh process cannot.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def draw_all(
    atlas: Atlas, tasks: Sequence[Task], draw: Callable[[Atlas, Task], Result], *, workers: int
) -> Iterator[tuple[Task, Result]]:
    """Yield each task with its result, in order.

    Parameters
    ----------
    draw
        A function of a module; with several workers each runs it on the atlas that it read itself, or that
        it was forked with.
    workers
        Processes that draw, with this one.

    Raises
    ------
    ViewError
        The data changed while the workers started.
    """
    if workers <= 1:
        yield from ((task, draw(atlas, task)) for task in tasks)
    else:
        yield from zip(tasks, _share(atlas, tasks, draw, workers), strict=True)


def _share(
    atlas: Atlas, tasks: Sequence[Task], draw: Callable[[Atlas, Task], Result], workers: int
) -> Iterator[Result]:
    """Yield the results in order; this process draws what no other has begun while it would wait."""
    start, folder = _choose_start(), str(atlas.folder)
    if start == "fork":
        _opened[folder] = atlas
    pool = ProcessPoolExecutor(workers - 1, get_context(start), initializer=_obey_parent)
    try:
        given = [pool.submit(_draw, folder, atlas.fingerprint, draw, task) for task in tasks]
        own: dict[int, Result] = {}
        for place, future in enumerate(given):
            while not future.done():
                free = (later for later in range(place, len(given)) if later not in own)
                begun = next((later for later in free if given[later].cancel()), None)
                if begun is None:
                    break
                own[begun] = draw(atlas, tasks[begun])
            yield own.pop(place) if future.cancelled() else future.result()
    finally:
        _opened.clear()
        pool.shutdown(cancel_futures=True)


def _obey_parent() -> None:
    """Leave it to the process that started this one to stop it, and do not outlive that one."""
    gc.freeze()  # what was there before the fork stays: looking through it would copy all of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _draw(folder: str, fingerprint: str, draw: Callable[[Atlas, Task], Result], task: Task) -> Result:
    if folder not in _opened:
        _opened[folder] = open_atlas(Path(folder))
    if _opened[folder].fingerprint != fingerprint:
        raise ViewError(
            Problem(
                file="",
                what_vi="dữ liệu vừa thay đổi trong lúc vẽ",
                what_en="the data changed while it was drawn",
                remedy_vi="chạy lại lệnh",
                remedy_en="run the command again",
            )
        )
    return draw(_opened[folder], task)

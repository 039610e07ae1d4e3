"""Sheets drawn one after another, or by several processes that each read the data once."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from geo.atlas import open_atlas
from geo.errors import Problem, ViewError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.model import Atlas

Task = TypeVar("Task")
Result = TypeVar("Result")

WORTH: Final = 150
"""From so many sheets on a second process saves more than its start takes."""

BATCH: Final = 8
"""Sheets that a process draws at a time."""

_opened: dict[str, Atlas] = {}
"""What a worker process has read; empty in every other."""


def choose_workers(sheets: int, asked: int | None) -> int:
    """Return how many processes draw: as asked, else two where it helps."""
    return max(1, asked) if asked else 1 + (sheets >= WORTH)


def draw_all(
    atlas: Atlas, tasks: Sequence[Task], draw: Callable[[Atlas, Task], Result], *, workers: int
) -> Iterator[tuple[Task, Result]]:
    """Yield each task with its result, in order.

    Parameters
    ----------
    draw
        A function of a module; with several workers each runs it on the atlas that it read itself.

    Raises
    ------
    ViewError
        The data changed while the workers started.
    """
    if workers < 2:  # noqa: PLR2004  one process is this one
        for task in tasks:
            yield task, draw(atlas, task)
        return
    # Forking a process that has threads (a server's) can hang; a fresh process cannot.
    pool = ProcessPoolExecutor(workers, get_context("spawn"))
    try:
        job = partial(_draw, str(atlas.folder), atlas.fingerprint, draw)
        yield from zip(tasks, pool.map(job, tasks, chunksize=BATCH), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


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

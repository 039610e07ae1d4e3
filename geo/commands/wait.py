"""What a command says while it works: a stage that takes longer than a moment says what it does."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final

import click

from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.model import Language

MOMENT_S: Final = 1.0


@contextmanager
def tell_stages(language: Language) -> Iterator[Callable[[str], None]]:
    """Yield what is to be called when a stage begins; a stage that takes its time is told."""
    timers: list[Timer] = []

    def begin(stage: str) -> None:
        for timer in timers:
            timer.cancel()
        timers.append(Timer(MOMENT_S, click.echo, [say(f"working.{stage}", language)], {"err": True}))
        timers[-1].daemon = True
        timers[-1].start()

    try:
        yield begin
    finally:
        for timer in timers:
            timer.cancel()

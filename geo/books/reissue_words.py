"""What has become of a page that was issued, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from geo.books.version import name_version
from geo.tools.words import day, listed, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.books.reissue import Found
    from geo.model import Language


def write_found(found: Found, language: Language) -> Iterator[str]:
    """Yield what has become of a page, line by line."""
    if found.when:
        local = datetime.fromisoformat(found.when).astimezone()  # as the clock here shows it
        when, clock = day(f"{local:%Y-%m-%d}", language), f"{local:%H:%M}"
        yield say("reissue.issued", language, id=found.page_id, day=when, clock=clock, version=found.version)
    if found.state == "same":
        yield say("reissue.same", language)
    elif found.state == "program":
        yield say("reissue.program", language, then=found.version, now=name_version())
    else:
        yield from _write_changes(found, language)


def _write_changes(found: Found, language: Language) -> Iterator[str]:
    yield say("reissue.data", language)
    for kind, names in found.files.items():
        if names:
            yield say(f"reissue.{kind}", language, names=listed(list(names), language, limit=12))
    if not any(found.files.values()):
        yield say("reissue.files_unknown", language)
    if found.problems:
        yield say("reissue.gone_view", language)
        yield from (problem.say(language).lstrip(", ") for problem in found.problems)
    else:
        yield say("reissue.now", language, id=found.now_id)

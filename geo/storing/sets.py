"""Boundary files that were sent together: each under a name of its own, laid out for the gate."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import BoundaryError, Problem
from geo.text.textgate import safe_name
from geo.tools.scratch import open_scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.errors import Fault

Files = tuple[tuple[str, bytes], ...]
"""Name and bytes of files that were sent together."""

WHOLE: Final = (".zip", ".gpkg", ".geojson", ".json")
"""Endings of files that need no other one beside them."""

SAME_NAME: Final[Fault] = (
    "có hai tệp cùng tên này, không rõ tệp nào đi với tệp nào",
    "is the name of two files, and it is not clear which ones belong together",
    "nén từng bộ tệp thành .zip, hoặc đặt tên khác nhau",
    "zip each set of files, or give them different names",
)


def name_apart(files: Files) -> Files:
    """Return files under safe names, each its own: every ward may call its file "ranhgioi.zip".

    Raises
    ------
    BoundaryError
        Parts of two sets have one name: which belong together, nobody can tell.
    """
    named: dict[str, bytes] = {}
    for sent, content in files:
        name = safe_name(sent)
        taken = {one.casefold() for one in named}
        path = Path(name)
        if name.casefold() in taken and path.suffix.lower() not in WHOLE:
            raise BoundaryError(Problem(name, *SAME_NAME))
        numbered = (f"{path.stem} ({number}){path.suffix}" for number in count(2))
        named[next(one for one in chain([name], numbered) if one.casefold() not in taken)] = content
    return tuple(named.items())


@contextmanager
def lay_out(files: Files) -> Iterator[list[tuple[Path, str]]]:
    """Yield the files as they lie in a folder of their own, under numbers."""
    with open_scratch() as made:
        laid = []
        for number, (name, content) in enumerate(files):
            path = made / f"{number}{Path(name).suffix.lower()}"
            path.write_bytes(content)
            laid.append((path, name))
        yield laid

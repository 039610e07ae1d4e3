"""What is wrong with borders that have no single right answer, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.errors import Problem
from geo.tools.words import listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.errors import Fault

MANY: Final = 10
"""From that many more units on, a fault is one of the file as a whole."""

DRAW_AGAIN: Final = ("sửa ranh giới trong phần mềm bản đồ", "mend the borders in the mapping software")
NO_SHAPE: Final[Fault] = ("không có hình", "has no shape", *DRAW_AGAIN)
NO_AREA: Final[Fault] = (
    "là điểm hoặc đường, không phải vùng",
    "is a point or a line, not an area",
    *DRAW_AGAIN,
)
TOO_NARROW: Final[Fault] = (
    "chỉ có mảnh vụn hẹp, không có phần đất nào",
    "is a sliver only, too narrow to be ground",
    *DRAW_AGAIN,
)
BROKEN: Final[Fault] = ("có tọa độ hỏng", "has a broken coordinate", *DRAW_AGAIN)
CROSSING: Final[Fault] = (
    "có đường viền tự cắt, không rõ phần nào thuộc đơn vị",
    "has a border that crosses itself, so it is not clear which parts belong to it",
    *DRAW_AGAIN,
)
TWO_SHAPES: Final[Fault] = (
    "có hai hình khác nhau chồng lên nhau",
    "has two different shapes on each other",
    "giữ lại một hình cho mỗi đơn vị",
    "keep one shape for each unit",
)
UNFIT: Final[Fault] = (
    "không khớp được với đơn vị bên cạnh mà không đổi phần đất",
    "cannot be fitted to its neighbours without giving ground away",
    *DRAW_AGAIN,
)


def gather(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems; one that many units have stands once, with their names."""
    alike: dict[str, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(problem.what_vi, []).append(problem)
    for first, *others in alike.values():
        if len(others) < MANY:
            yield from (first, *others)
            continue
        names = [problem.value or "" for problem in others]
        vi = f"{first.what_vi} (cùng {len(others)} đơn vị khác: {listed(names, 'vi')})"
        en = f"{first.what_en} (and {len(others)} others: {listed(names, 'en')})"
        yield replace(first, what_vi=vi, what_en=en)


def overlapping(file: str, first: str, second: str, area: float) -> Problem:
    """Return the problem of two units that share ground, in square metres."""
    return Problem(
        file,
        f"“{first}” và “{second}” chồng lên nhau {number(area, 'vi')} m²",
        f"“{first}” and “{second}” overlap by {number(area, 'en')} m²",
        *DRAW_AGAIN,
    )

"""Why a file is taken to be in a CRS, or why it cannot be told, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import Problem
from geo.model import Text
from geo.places.declared import call_crs

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyproj

NOTHING_SAID: Final = Text("tệp không ghi hệ tọa độ", "the file names no CRS")
DEGREES_MOST: Final = 1000
"""Coordinates beyond it are metres, and are written without decimals."""


def explain_choice(name: Text, crs: str, said: pyproj.CRS | None, *, agrees: bool, exact: bool) -> Text:
    """Return why a CRS was chosen.

    Parameters
    ----------
    name, crs
        The one that was chosen: as messages call it, and its code.
    said
        What the file declares, or None.
    agrees
        Whether the declared one can mean the chosen one.
    exact
        Whether it is the chosen one.
    """
    called = call_crs(said) if said else Text("", "")
    if said is None:
        return Text(
            f"{NOTHING_SAID.vi}; chỉ theo {name.vi} thì nằm trong địa bàn",
            f"{NOTHING_SAID.en}; only {name.en} puts it in the area",
        )
    if not agrees:
        return Text(
            f"tệp ghi {called.vi} nhưng theo đó nằm ngoài địa bàn; chỉ theo {name.vi} thì nằm trong",
            f"the file says {called.en}, which is outside the area; only {name.en} puts it there",
        )
    if exact:
        return Text(f"tệp ghi {name.vi}", f"the file says {name.en}")
    return Text(
        f"tệp ghi {called.vi} với tham số của {name.vi}; dùng {crs}",
        f"the file says {called.en} with the parameters of {name.en}; {crs} is used",
    )


def no_coordinates(file: str) -> Problem:
    """Return the problem of a file without coordinates."""
    return Problem(
        file=file,
        what_vi="không có tọa độ nào dùng được",
        what_en="has no usable coordinates",
        remedy_vi="xuất lại ranh giới từ phần mềm bản đồ",
        remedy_en="export the borders again from the mapping software",
    )


def explain_open(
    names: Sequence[Text], said: pyproj.CRS | None, bounds: Sequence[float], file: str
) -> Problem:
    """Return the problem of coordinates that lie in the city under several CRSs, or under none.

    Parameters
    ----------
    names
        The CRSs, as messages call them.
    said
        What the file declares, or None.
    bounds
        Of its coordinates.
    """
    where = ", ".join(f"{value:.6g}" if abs(value) < DEGREES_MOST else f"{value:.0f}" for value in bounds)
    if names:
        return Problem(
            file=file,
            value=where,
            what_vi=f"không phân biệt được hệ tọa độ: {' hoặc '.join(name.vi for name in names)}",
            what_en=f"the CRS cannot be told: {' or '.join(name.en for name in names)}",
            remedy_vi="hỏi nơi gửi tệp rồi chọn một trong các hệ trên, hoặc so với ranh giới đã có",
            remedy_en="ask who sent the file and choose one of these, or compare with known borders",
        )
    called = call_crs(said) if said else Text("", "")
    declared = Text(f"tệp ghi {called.vi}", f"the file says {called.en}") if said else NOTHING_SAID
    return Problem(
        file=file,
        value=where,
        what_vi=f"tọa độ không nằm trong địa bàn theo hệ tọa độ nào ({declared.vi})",
        what_en=f"the coordinates are in the area under no CRS ({declared.en})",
        remedy_vi="kiểm tra có đúng địa phương không; xuất lại kèm .prj, tọa độ đủ số, bằng mét hoặc độ",
        remedy_en="check that it is of this place; export it again with .prj, full metres or degrees",
    )

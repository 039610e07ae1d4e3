"""Names in clerks' tables that a field of a DBF cut at its width: asked or proposed, never another unit's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED
from test_tables import VOCABULARY, sheet

from geo.atlas import open_atlas
from geo.clerks.tables import read_tables
from geo.matching.clerk import Years, match_tables

if TYPE_CHECKING:
    from geo.model import Boundaries

HEADER = ["PHUONG", "TDP", "KETQUA"]


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return open_atlas(SHIPPED).boundaries


def settle(boundaries: Boundaries, ward: str, hamlet: str, *widths: int) -> tuple[str, str]:
    """Status and unit of a row whose names are written in fields of some widths, a byte a letter."""
    cut = [text[:width] if width else text for text, width in zip((ward, hamlet), widths, strict=True)]
    raw = replace(sheet([HEADER, [*cut, "Đạt"]]), widths=(*widths, 10))
    tables = read_tables("a.dbf", [raw], VOCABULARY)
    rows = match_tables(tables, boundaries, years=Years(2018, 2018)).rows
    status, unit = rows[["status", "unit"]].iloc[-1]
    return status, unit


@pytest.mark.parametrize(
    ("names", "widths", "found"),
    [
        # "Tổ dân phố 1" fills a field that holds no second digit: it may be 10 to 19 as well.
        (("Trần Phú", "Tổ dân phố 12"), (20, 12), ("ambiguous", "")),
        (("Trần Phú", "Tổ dân phố 9"), (20, 12), ("matched", "21013009")),
        (("Trần Phú", "Tổ dân phố 1"), (20, 13), ("matched", "21013001")),
        (("Trần Phú", "Tổ dân phố 12"), (20, 10), ("ambiguous", "")),
        (("Tịnh Ấn Đông", "Thôn Bình Đẳng"), (20, 9), ("proposed", "21202004")),
        (("Tịnh Ấn Đông", "Thôn Bình Đẳng"), (10, 20), ("proposed", "21202004")),
        (("Tịnh Ấn Đông", "Thôn Tự Do"), (7, 20), ("ambiguous", "")),
        (("Tịnh Ấn Đông", "Thôn Tự Do"), (12, 10), ("matched", "21202006")),
    ],
)
def test_a_name_that_fills_its_field_may_be_cut(
    boundaries: Boundaries, names: tuple[str, str], widths: tuple[int, int], found: tuple[str, str]
) -> None:
    assert settle(boundaries, *names, *widths) == found


def test_where_fields_have_no_width_nothing_is_cut(boundaries: Boundaries) -> None:
    assert settle(boundaries, "Trần Phú", "Tổ dân phố 1", 0, 0) == ("matched", "21013001")

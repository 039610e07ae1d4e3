"""A table that was sorted with the ward on the first row of its block joins no row to a ward not its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED
from test_match_blocks import YEARS
from test_tables import VOCABULARY, sheet

from geo.atlas import open_atlas
from geo.clerks.tables import read_tables
from geo.matching.blocks import doubt_blocks
from geo.matching.clerk import match_tables

if TYPE_CHECKING:
    from test_tables import Rows

    from geo.model import Boundaries


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return open_atlas(SHIPPED).boundaries


def lay(failed: dict[str, tuple[int, ...]]) -> list[tuple[str, str, str]]:
    """Ward on the first row of its block, hamlet, result: 8 hamlets a ward."""
    return [
        (ward if n == 1 else "", f"Tổ dân phố {n}", "Không đạt" if n in numbers else "Đạt")
        for ward, numbers in failed.items()
        for n in range(1, 9)
    ]


def settle(told: list[tuple[str, str, str]], boundaries: Boundaries) -> list[str]:
    rows: Rows = [["STT", "Phường", "Tổ dân phố", "Kết quả"]]
    rows += [[n, *row] for n, row in enumerate(told, 1)]
    tables = doubt_blocks(read_tables("a", [sheet(rows)], VOCABULARY), boundaries, years=YEARS, aliases=None)
    found = match_tables(tables, boundaries, years=YEARS).rows
    return list(found["unit"][found["status"] == "matched"])


WARDS: dict[str, tuple[int, ...]] = {
    "Phường Lê Hồng Phong": (4, 7),
    "Phường Trần Phú": (2,),
    "Phường Nghĩa Chánh": (4, 8),
}


def test_a_table_as_it_was_written_is_joined(boundaries: Boundaries) -> None:
    assert len(settle(lay(WARDS), boundaries)) == 24


@pytest.mark.parametrize("turned", [True, False])
def test_a_table_sorted_by_its_results_and_numbered_anew_says_wards_only_where_they_stand(
    turned: bool, boundaries: Boundaries
) -> None:
    told = sorted(lay(WARDS), key=lambda row: row[2], reverse=turned)
    assert len(settle(told, boundaries)) == 3


def test_a_table_sorted_by_its_names_and_numbered_anew_says_wards_only_where_they_stand(
    boundaries: Boundaries,
) -> None:
    told = sorted(lay(WARDS), key=lambda row: int(row[1].rpartition(" ")[2]))
    assert len(settle(told, boundaries)) == 3


def test_a_table_in_which_all_met_the_standard_was_not_sorted_by_it(boundaries: Boundaries) -> None:
    told = lay(dict.fromkeys(WARDS, ()))
    told[5] = ("", "Thôn 6", "Đạt")
    assert len(settle(told, boundaries)) == 23

"""A table that was sorted with the ward on the first row of its block joins no row to a ward not its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    from collections.abc import Collection, Mapping

    from test_tables import Rows

    from geo.model import Boundaries


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return open_atlas(SHIPPED).boundaries


@dataclass(frozen=True)
class Told:
    """Ward on the first row of its block, hamlet, result, and the unit that is meant: 8 hamlets a ward."""

    ward: str
    number: int
    met: bool
    unit: str


def lay(failed: Mapping[str, Collection[int]], boundaries: Boundaries) -> list[Told]:
    codes = {f"Phường {name}": code for code, name in boundaries.wards["name"].items()}
    return [
        Told(ward if n == 1 else "", n, n not in numbers, f"{codes[ward]}{n:03d}")
        for ward, numbers in failed.items()
        for n in range(1, 9)
    ]


def settle(told: list[Told], boundaries: Boundaries) -> tuple[int, int]:
    """Return how many rows are joined rightly, and how many wrongly."""
    rows: Rows = [["STT", "Phường", "Tổ dân phố", "Kết quả"]]
    rows += [
        [n, one.ward, f"Tổ dân phố {one.number}", "Đạt" if one.met else "Không đạt"]
        for n, one in enumerate(told, 1)
    ]
    tables = doubt_blocks(read_tables("a", [sheet(rows)], VOCABULARY), boundaries, years=YEARS, aliases=None)
    found = match_tables(tables, boundaries, years=YEARS).rows.iloc[1:]
    joined = list(zip(found["unit"].where(found["status"] == "matched", ""), told, strict=True))
    right = sum(unit == one.unit for unit, one in joined)
    return right, sum(unit not in ("", one.unit) for unit, one in joined)


WARDS: dict[str, tuple[int, ...]] = {
    "Phường Lê Hồng Phong": (4, 7),
    "Phường Trần Phú": (2,),
    "Phường Nghĩa Chánh": (4, 8),
}


def test_a_table_as_it_was_written_is_joined(boundaries: Boundaries) -> None:
    assert settle(lay(WARDS, boundaries), boundaries) == (24, 0)


@pytest.mark.parametrize("failed", [((4, 7), (2,), (4, 8)), ((), (1,), (4, 5)), ((1,), (1, 3), (1, 6))])
@pytest.mark.parametrize("turned", [True, False])
def test_a_table_sorted_by_its_results_and_numbered_anew_joins_no_row_wrongly(
    failed: tuple[tuple[int, ...], ...], turned: bool, boundaries: Boundaries
) -> None:
    told = sorted(
        lay(dict(zip(WARDS, failed, strict=True)), boundaries), key=lambda one: one.met, reverse=turned
    )
    assert settle(told, boundaries)[1] == 0


def test_a_table_sorted_by_its_names_and_numbered_anew_joins_no_row_wrongly(boundaries: Boundaries) -> None:
    told = sorted(lay(WARDS, boundaries), key=lambda one: one.number)
    assert settle(told, boundaries)[1] == 0


def test_a_table_in_which_all_met_the_standard_was_not_sorted_by_it(boundaries: Boundaries) -> None:
    told = lay(dict.fromkeys(WARDS, ()), boundaries)
    told[5] = replace(told[5], number=19)
    assert settle(told, boundaries) == (21, 0)

"""What is in a file beside its table is not read, but it is kept: personal data there refuse the file too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import openpyxl
import pytest
from conftest import draw_hamlets
from forks import forking_child  # noqa: F401  a fixture of all tests here
from shapely import Point
from test_tables import VOCABULARY

from geo.clerks.cells import make_cell
from geo.clerks.clerk import RawSheet
from geo.clerks.personal_sheets import refuse_personal_sheets
from geo.clerks.tables import read_tables
from geo.errors import GeoError, IndicatorError
from geo.intake.borders import take_in_borders
from geo.intake.intake import take_in
from geo.storing.desk import open_desk, receive
from geo.storing.history import read_state
from geo.storing.table import Wish, preview_table

if TYPE_CHECKING:
    from pathlib import Path

TABLE = [["NĂM 2018"], ["Xã, phường", "Thôn, tổ dân phố", "Kết quả"], ["Trần Phú", "Tổ dân phố 1", "Đạt"]]
PEOPLE = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Hữu Chiến"]
PHONES = ["0905123456", "0905123457", "0905123458"]


def save(path: Path, rows: list[list[str]], *, hidden: bool) -> Path:
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    other = book.create_sheet("Phụ lục")
    for row in rows:
        other.append(row)
    other.sheet_state = "hidden" if hidden else "visible"
    book.save(path)
    return path


def look(*columns: list[str]) -> str:
    rows = tuple(tuple(map(make_cell, row)) for row in zip(*columns, strict=True))
    try:
        refuse_personal_sheets("a.xlsx", [RawSheet("Phụ lục", rows)], set(), VOCABULARY)
    except IndicatorError as error:
        return error.say()
    return ""


def test_a_file_without_any_table_is_told_of_its_personal_column_first() -> None:
    rows = [["Danh sách"], ["Họ và tên", "Mục A"], *([name, "x"] for name in PEOPLE)]
    raw = RawSheet("Phụ lục", tuple(tuple(map(make_cell, row)) for row in rows))
    with pytest.raises(IndicatorError, match=r"cột “Họ và tên \(Phụ lục\)”: có vẻ chứa họ tên"):
        read_tables("a.xlsx", [raw], VOCABULARY)


@pytest.mark.parametrize("hidden", [False, True])
def test_a_sheet_beside_the_table_refuses_the_file(city_copy: Path, tmp_path: Path, hidden: bool) -> None:
    rows = [["Tổ trưởng", "Liên hệ"], *map(list, zip(PEOPLE, PHONES, strict=True))]
    path = save(tmp_path / "a.xlsx", rows, hidden=hidden)
    before = read_state(city_copy)
    with pytest.raises(GeoError, match=r"Phụ lục.*dữ liệu cá nhân"):
        take_in(city_copy, path)
    desk = open_desk(city_copy)
    with pytest.raises(GeoError, match=r"Phụ lục.*dữ liệu cá nhân") as caught:
        preview_table(desk, receive("a.xlsx", path.read_bytes()), Wish("safety"))
    assert not any(text in caught.value.say() for text in PEOPLE + PHONES)
    assert read_state(city_copy) == before


@pytest.mark.parametrize("hidden", [False, True])
def test_other_sheets_do_no_harm(city_copy: Path, tmp_path: Path, hidden: bool) -> None:
    rows = [["Danh mục"], ["Đạt"], ["Không đạt"], ["Mọi thắc mắc gọi 0905123456"]]
    intake = take_in(city_copy, save(tmp_path / "a.xlsx", rows, hidden=hidden))
    assert intake.unread == ("Phụ lục",)


@pytest.mark.parametrize(
    "column",
    [
        ["Số điện thoại", "1", "2"],
        ["PHỤ LỤC", "Họ và tên", "x"],
        ["Cột", *PHONES],
        ["Cột", *PEOPLE],
        ["Ghi chú", *(f"số nhà {n}, hẻm 12" for n in range(3))],
    ],
)
def test_a_column_is_known_by_its_header_or_by_its_cells(column: list[str]) -> None:
    assert "dữ liệu cá nhân" in look(column)


@pytest.mark.parametrize(
    "column",
    [
        ["Số điện thoại"],
        ["Mục A", PHONES[0], "x", "y"],
        ["Kết quả", "Đạt", "Không đạt"],
        [f"Không ghi số điện thoại của ai vào bảng này, kể cả của tổ trưởng{'.' * 9}", "1", "2"],
    ],
)
def test_a_word_or_a_number_alone_is_no_column(column: list[str]) -> None:
    assert look(column) == ""


def test_a_layer_beside_the_borders_refuses_the_file(city_copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    draw_hamlets().to_file(path, layer="hamlets", driver="GPKG")
    assert take_in_borders(city_copy, [(path, "a.gpkg")], kind="hamlets").problems == ()
    people = gpd.GeoDataFrame({"sdt": PHONES}, geometry=[Point(n, n) for n in range(3)], crs=5898)
    people.to_file(path, layer="to_truong", driver="GPKG")
    with pytest.raises(GeoError, match=r"sdt.*dữ liệu cá nhân"):
        take_in_borders(city_copy, [(path, "a.gpkg")], kind="hamlets")

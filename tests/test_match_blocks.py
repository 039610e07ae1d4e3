"""A ward beside the middle of its block: hamlets of it above its name show it, and then it is asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED
from test_tables import VOCABULARY, Rows, sheet

from geo.atlas import open_atlas
from geo.clerks.tables import read_tables
from geo.matching.blocks import doubt_blocks
from geo.matching.clerk import Years, match_tables

if TYPE_CHECKING:
    from geo.model import Boundaries

YEARS = Years(2018, 2018)


FIRST = ["An", "Bình", "Cổ", "Đông", "Hà", "Kim", "Lộc", "Mỹ", "Phú", "Tân", "Vĩnh", "Xuân"]
SECOND = ["Định", "Giang", "Hòa", "Khánh", "Lâm", "Lợi", "Mai", "Ngọc", "Phong", "Quang", "Sơn", "Thạnh"]


def test_a_sheet_whose_title_was_not_set_to_its_year_is_not_about_the_year_of_its_copy(
    boundaries: Boundaries,
) -> None:
    """Last year's sheet was copied, and only the tab got the new year: each stands for its own."""
    title: Rows = [["BẢNG PHÂN LOẠI NĂM 2017"], ["Xã, phường", "Thôn, tổ dân phố", "Kết quả"]]
    rows: Rows = [*title, ["Phường Trần Phú", "Tổ dân phố 1", "Đạt"]]
    tables = read_tables("a.xlsx", [sheet(rows, "2017"), sheet(rows, "2018")], VOCABULARY, year=2018)
    told = match_tables(tables, boundaries, years=YEARS).rows
    assert list(told[told["status"] != "ignored"]["status"]) == ["refused", "matched"]


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    """The shipped city: most hamlets are called by a number."""
    return open_atlas(SHIPPED).boundaries


def test_wards_named_below_their_hamlets_are_told_by_the_first_of_them(boundaries: Boundaries) -> None:
    """The first ward has one hamlet, and the sum of the last was forgotten."""
    rows: Rows = [["Thôn, tổ dân phố", "Số hộ"]]
    for ward, count in (("Lê Hồng Phong", 1), ("Trần Phú", 3), ("Nghĩa Lộ", 3)):
        rows += [*([f"Tổ dân phố {n}", 90] for n in range(1, count + 1)), [f"Phường {ward}", 99]]
    assert {told.get("ward", "") for told in read_blocks(rows[:-1], boundaries)} == {""}
    rows[1][0] = "Tổ dân phố 55"
    assert "Phường Trần Phú" in {told.get("ward") for told in read_blocks(rows[:-1], boundaries)}


def read_blocks(rows: Rows, boundaries: Boundaries) -> list[dict[str, str]]:
    tables = read_tables("a.xlsx", [sheet(rows)], VOCABULARY)
    return [dict(row.cells) for row in doubt_blocks(tables, boundaries, years=YEARS)[0].units()]


@pytest.fixture(scope="module")
def named(boundaries: Boundaries) -> Boundaries:
    """The same with names; every third of a ward is also in the ward before."""
    hamlets = boundaries.hamlets
    place = hamlets.groupby("ward_code").cumcount()
    ward = hamlets.groupby("ward_code").ngroup()
    number = (ward - (place % 3 == 2) * (ward % 2)) * 30 + place + 30  # type: ignore[operator]
    names = [f"Thôn {FIRST[n % 12]} {SECOND[n // 12 % 12]} {FIRST[n // 144]}" for n in number]
    return replace(boundaries, hamlets=hamlets.assign(name=names, kind="thôn"))


def list_blocks(boundaries: Boundaries) -> list[tuple[str, list[str], list[str]]]:
    wards, hamlets = boundaries.wards, boundaries.hamlets
    return [
        (f"{wards['kind'][code]} {wards['name'][code]}", list(group["name"]), list(group.index))
        for code, group in hamlets.groupby("ward_code")
    ]


def lay(blocks: list[tuple[str, list[str], list[str]]], *, middle: bool) -> tuple[Rows, list[str]]:
    rows: Rows = [["Xã, phường", "Thôn, tổ dân phố", "Kết quả"]]
    truth: list[str] = []
    for ward, names, codes in blocks:
        beside = len(names) // 2 if middle else 0
        rows += [[ward * (n == beside), name, "Đạt"] for n, name in enumerate(names)]
        truth += codes
    return rows, truth


def settle(
    boundaries: Boundaries, rows: Rows, *, doubt: bool = True, merged: tuple[tuple[int, ...], ...] = ()
) -> list[str]:
    """What the rows are joined to, "" where a person is asked."""
    raw = replace(sheet(rows), merged=merged)
    tables = read_tables("a.xlsx", [raw], VOCABULARY)
    if doubt:
        tables = doubt_blocks(tables, boundaries, years=YEARS)
    ledger = match_tables(tables, boundaries, years=YEARS).rows
    told = ledger[ledger["status"] != "ignored"]
    return [unit * (status == "matched") for status, unit in zip(told["status"], told["unit"], strict=True)]


def count_wrong(found: list[str], truth: list[str]) -> int:
    return sum(bool(unit) and unit != code for unit, code in zip(found, truth, strict=True))


def cut_first(blocks: list[tuple[str, list[str], list[str]]]) -> list[tuple[str, list[str], list[str]]]:
    """Leave one row of the first block: then the first row has a ward, as where wards stand on top."""
    ward, names, codes = blocks[0]
    return [(ward, names[:1], codes[:1]), *blocks[1:]]


def test_wards_beside_the_middle_of_blocks_of_names_join_no_row_wrongly(named: Boundaries) -> None:
    rows, truth = lay(cut_first(list_blocks(named)), middle=True)
    assert count_wrong(settle(named, rows, doubt=False), truth) > 0
    found = settle(named, rows)
    assert count_wrong(found, truth) == 0
    assert found[0] == truth[0]


def test_wards_beside_the_middle_of_blocks_of_numbers_join_no_row_wrongly(boundaries: Boundaries) -> None:
    rows, truth = lay(cut_first(list_blocks(boundaries)), middle=True)
    assert count_wrong(settle(boundaries, rows), truth) == 0


def test_a_hamlet_that_comes_again_below_the_name_of_its_ward_shows_it_too(boundaries: Boundaries) -> None:
    one, two = [block for block in list_blocks(boundaries) if "Tổ dân phố 3" in block[1]][:2]
    rows: Rows = [["Xã, phường", "Thôn, tổ dân phố", "Kết quả"], [one[0], "Tổ dân phố 1", "Đạt"]]
    rows += [[two[0] * (n == 3), f"Tổ dân phố {n}", "Đạt"] for n in (1, 2, 3)]
    truth = [one[2][0], *two[2][:3]]
    assert count_wrong(settle(boundaries, rows, doubt=False), truth) > 0
    assert settle(boundaries, rows) == [truth[0], "", "", truth[3]]


def test_a_sum_between_two_blocks_closes_the_one_above(boundaries: Boundaries) -> None:
    """A hamlet that is said twice there is said twice, and none of the ward below."""
    one, two = [block for block in list_blocks(boundaries) if "Tổ dân phố 3" in block[1]][:2]
    rows: Rows = [["TT", "Xã, phường", "Thôn, tổ dân phố", "Kết quả"]]
    rows += [[at + 1, one[0] * (at == 0), f"Tổ dân phố {n}", "Đạt"] for at, n in enumerate((1, 2, 1))]
    rows += [["", f"Cộng {one[0]}", "", "3"], [4, two[0], "Tổ dân phố 3", "Đạt"]]
    assert settle(boundaries, rows) == [*one[2][:2], "", two[2][2]]
    del rows[4]
    assert settle(boundaries, rows) == [one[2][0], "", "", two[2][2]]


def test_a_few_strange_rows_do_not_show_that_a_numbered_table_was_sorted(boundaries: Boundaries) -> None:
    rows, truth = lay(list_blocks(boundaries)[:2], middle=False)
    rows[3][1], rows[4][1] = rows[2][1], "Thôn 3"
    numbered: Rows = [["TT", *rows[0]], *([n, *row] for n, row in enumerate(rows[1:], 1))]
    assert settle(boundaries, rows)[1] == ""
    assert settle(boundaries, numbered) == [*truth[:2], "", "", *truth[4:]]


def test_a_table_of_one_ward_cannot_have_been_sorted(boundaries: Boundaries) -> None:
    rows, truth = lay(list_blocks(boundaries)[:1], middle=False)
    rows[3][1] = rows[2][1]
    assert settle(boundaries, rows) == [*truth[:2], "", *truth[3:]]


@pytest.mark.parametrize("city", ["boundaries", "named"])
def test_wards_at_the_top_of_their_blocks_are_carried_down(city: str, request: pytest.FixtureRequest) -> None:
    units: Boundaries = request.getfixturevalue(city)
    rows, truth = lay(list_blocks(units), middle=False)
    assert settle(units, rows) == truth
    rows[3][1] = "Thôn không có ở đâu"
    assert sum(map(bool, settle(units, rows))) == len(truth) - 1


@pytest.mark.parametrize("city", ["boundaries", "named"])
@pytest.mark.parametrize("serial", [False, True])
def test_a_table_that_was_sorted_joins_no_row_wrongly(
    city: str, serial: bool, request: pytest.FixtureRequest
) -> None:
    units: Boundaries = request.getfixturevalue(city)
    (header, *rows), truth = lay(list_blocks(units), middle=False)
    order = sorted(range(len(rows)), key=lambda place: str(rows[place][1]))
    found = settle(
        units,
        [["TT"] * serial + header, *([n] * serial + rows[place] for n, place in enumerate(order, 1))],
    )
    assert count_wrong(found, [truth[place] for place in order]) == 0


@pytest.mark.parametrize("words", ["UBND {}", "{}", "{}à", "bare"])
def test_below_a_row_that_is_called_like_another_ward_no_ward_is_carried_on(
    boundaries: Boundaries, words: str
) -> None:
    one, two, three = list_blocks(boundaries)[:3]
    bare = boundaries.wards["name"][two[2][0][:5]]
    name = bare if words == "bare" else words.format(two[0])
    rows: Rows = [["TT", "Thôn, TDP", "Kết quả"], ["", one[0], ""]]
    rows += [[n, hamlet, "Đạt"] for n, hamlet in enumerate(one[1], 1)]
    rows += [["", name, 6], *([n, hamlet, "Đạt"] for n, hamlet in enumerate(two[1], 1))]
    rows += [["", three[0], ""], *([n, hamlet, "Đạt"] for n, hamlet in enumerate(three[1], 1))]
    found = settle(boundaries, rows)
    assert found[: len(one[2])] == one[2]
    assert set(found[len(one[2]) : -len(three[2])]) <= {"", *two[2]}
    assert found[-len(three[2]) :] == three[2]


def test_a_merged_cell_says_its_ward_whatever_stands_below_it(named: Boundaries) -> None:
    rows, truth = lay(list_blocks(named), middle=False)
    tops = [number for number, row in enumerate(rows) if row[0] and number]
    ends = [*(top - 1 for top in tops[1:]), len(rows) - 1]
    merged = tuple((top, 0, end, 0) for top, end in zip(tops, ends, strict=True))
    rows[ends[0]][1], truth[ends[0] - 1] = rows[tops[1] + 1][1], ""
    assert settle(named, rows, merged=merged) == truth


def test_a_row_of_no_ward_that_is_called_like_one_may_be_its_sum(named: Boundaries) -> None:
    names = ["Thôn Trần Phú", *named.hamlets["name"].iloc[1:]]
    hamlets = named.hamlets.assign(name=names)
    rows: Rows = [["Đơn vị", "Số hộ"], ["Trần Phú", 90], [names[40], 5]]
    assert settle(replace(named, hamlets=hamlets), rows)[0] == ""
    rows = [["Đơn vị", "Số hộ"], ["Thôn Trần Phú", 90], [names[40], 5]]
    assert settle(replace(named, hamlets=hamlets), rows)[0] == str(hamlets.index[0])


@pytest.mark.parametrize("first", [["Phường Trần Phú", "Tịnh Khê"], ["Trần Phú", "Trần Phú"]])
def test_a_row_called_like_a_ward_may_be_one_of_its_hamlets(named: Boundaries, first: list[str]) -> None:
    hamlets = named.hamlets.assign(name=["Thôn Trần Phú", "Thôn Tịnh Khê", *named.hamlets["name"].iloc[2:]])
    told = replace(named, hamlets=hamlets)
    vocabulary = VOCABULARY.know_wards(named.wards["name"])
    rows: Rows = [["Địa bàn", "Kết quả"], *([name, "Đạt"] for name in [*first, "Nghĩa Lộ", "Tịnh An"])]
    tables = doubt_blocks(read_tables("a.xlsx", [sheet(rows)], vocabulary), told, years=YEARS)
    ledger = match_tables(tables, told, years=YEARS).rows
    refused = ledger.loc[ledger["status"] == "refused", "row"].tolist()
    assert refused == ([3] if first[0] != first[1] else [2, 3])


@pytest.mark.parametrize("place", ["title", "section", "block"])
def test_hamlets_that_come_again_below_a_ward_show_that_another_ones_name_is_missing(
    named: Boundaries, place: str
) -> None:
    """Two wards have hamlets of the same names; the second lost its own name, and its last hamlet is new."""
    ward, names, codes = list_blocks(named)[0]
    top: Rows = {"title": [[ward.upper()]], "section": [], "block": []}[place]
    head: Rows = [["Xã, phường", "Thôn, tổ dân phố", "Kết quả"]]
    rows: Rows = [["", name, "Đạt"] for name in (*names[:4], *names[1:3], names[5])]
    if place == "block":
        rows[0] = [ward, *rows[0][1:]]
    table = [[*row[1:]] for row in (*head, *rows)] if place != "block" else [*head, *rows]
    if place == "section":
        table.insert(1, [ward])
    assert settle(named, [*top, *table]) == [codes[0], "", "", codes[3], "", "", ""]


def test_hamlets_that_have_two_rows_each_or_one_that_came_twice_show_no_other_ward(named: Boundaries) -> None:
    ward, names, codes = list_blocks(named)[0]
    head: Rows = [[ward.upper()], ["Thôn, tổ dân phố", "Kết quả"]]
    pairs: Rows = [[name, "Đạt"] for name in names[:3] for _ in range(2)]
    assert settle(named, [*head, *pairs]) == [code * (at == 0) for code in codes[:3] for at in range(2)]
    copied: Rows = [[name, "Đạt"] for name in (*names[:3], names[0], names[3])]
    assert settle(named, [*head, *copied]) == [*codes[:3], "", codes[3]]


@pytest.mark.parametrize(
    ("heading", "left"),
    [(["", "TR?N PHÚ", ""], False), ([5, "UBD phường Tr?n Phú", "2/2"], False), ([5, "Thôn 99", ""], True)],
)
def test_rows_below_one_that_names_nothing_known_and_has_no_value_have_no_ward_from_above(
    named: Boundaries, heading: list[object], left: bool
) -> None:
    """It may be the damaged name of the next ward, whose hamlets may be called like those of this one."""
    ward, names, codes = list_blocks(named)[0]
    rows: Rows = [["TT", "Địa bàn", "Kết quả"], ["", ward, ""]]
    rows += [[n, name, "Đạt"] for n, name in enumerate(names[:4], 1)]
    told = settle(named, [*rows, heading, [6, names[5], "Đạt"]])
    assert (told[:4], told[-1] == codes[5]) == (codes[:4], left)

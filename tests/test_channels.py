"""Counts below words that elsewhere announce personal data are counts; what only looks so is refused."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, read, sheet

from geo.clerks.tables import read_tables
from geo.errors import IndicatorError

Rows = list[list[object]]
COUNTS: list[object] = [3, 0, 12, 7, 1]
HAMLETS = ["Thôn Hòa Bình", "Thôn Độc Lập", "Thôn Thống Nhất", "Thôn An Phú", "Thôn Tân Mỹ"]
WARD = "Xã Tịnh Khê"


PLAIN: Rows = [["Xã, phường", "Tên thôn", "Kết quả"], *([WARD, hamlet, "Đạt"] for hamlet in HAMLETS)]


def lay(top: str, low: str, cells: list[object], *, foot: Rows = ()) -> Rows:  # type: ignore[assignment]
    """A table whose fourth and fifth columns stand below one group: a total, and the column in question."""
    body = [
        [WARD, hamlet, "Đạt", 20 + number, cell]
        for number, (hamlet, cell) in enumerate(zip(HAMLETS, cells, strict=True))
    ]
    return [
        ["Xã, phường", "Tên thôn", "Kết quả", top, ""],
        ["", "", "", "Tổng số", low],
        *body,
        *foot,
    ]


def refuse(rows: Rows) -> str:
    with pytest.raises(IndicatorError) as caught:
        read_tables("bang.xlsx", [sheet(rows)], VOCABULARY)
    return caught.value.say()


@pytest.mark.parametrize("top", ["Nguồn tin", "Số tin báo", "Nguồn tin tiếp nhận"])
@pytest.mark.parametrize("low", ["Điện thoại", "Qua Zalo", "Email", "Thư điện tử"])
def test_tips_are_counted_by_how_they_came(top: str, low: str) -> None:
    table = read(lay(top, low, COUNTS))
    assert not table.problems
    assert [row.values["tips"] for row in table.units()] == [20, 21, 22, 23, 24]
    assert table.columns[4].field == "other"


@pytest.mark.parametrize("top", ["Hình thức cung cấp tin", "Kênh tiếp nhận tin"])
def test_the_total_may_stand_beside_the_ways(top: str) -> None:
    rows = lay("Tổng số tin", "Điện thoại", COUNTS)
    rows[0][4], rows[1][3] = top, ""
    table = read(rows)
    assert not table.problems
    assert [row.values["tips"] for row in table.units()] == [20, 21, 22, 23, 24]


@pytest.mark.parametrize(
    "cells",
    [
        ["3", "05", "-", "12", "0"],
        [None, 2, None, 1, "không có"],
        [None, None, None, None, None],
        ["(5)", 2, 4, 1, 3],
    ],
)
def test_counts_are_written_in_many_ways(cells: list[object]) -> None:
    assert not read(lay("Nguồn tin", "Điện thoại", cells)).problems


def test_signatures_stand_below_counts_too() -> None:
    foot: Rows = [
        ["", "", "", "", "Quảng Ngãi, ngày 12 tháng 11 năm 2018"],
        ["", "", "", "", "TRƯỞNG CÔNG AN"],
        ["", "", "", "", "Nguyễn Văn An"],
    ]
    table = read(lay("Nguồn tin", "Điện thoại", COUNTS, foot=foot))
    assert not table.problems
    assert len(table.units()) == len(HAMLETS)


@pytest.mark.parametrize("low", ["Số tin qua điện thoại", "Tin báo qua Zalo"])
def test_one_row_of_headers_says_it_in_one_cell(low: str) -> None:
    rows = lay("Nguồn tin", low, COUNTS)
    rows[:2] = [["Xã, phường", "Tên thôn", "Kết quả", "Nguồn tin", low]]
    table = read(rows)
    assert not table.problems
    assert [row.values["tips"] for row in table.units()] == [20, 21, 22, 23, 24]


@pytest.mark.parametrize("header", ["Số hộ dân tộc thiểu số", "Dân tộc", "Tôn giáo"])
@pytest.mark.parametrize("cells", [[3, 0, 12, "1.207", 1], ["-", 2, None, 1, "12,5%"], ["(5)", 2, 4, 1, 3]])
def test_numbers_below_traits_of_persons_count_households(header: str, cells: list[object]) -> None:
    rows = [[*row, cell] for row, cell in zip(PLAIN[1:], cells, strict=True)]
    table = read([[*PLAIN[0], header], *rows])
    assert table.columns[3].field == "other"
    assert len(table.units()) == len(HAMLETS)


@pytest.mark.parametrize("header", ["Dân tộc", "Tôn giáo", "Người báo", "Chữ ký", "Liên hệ"])
@pytest.mark.parametrize("cells", [["Kinh", "Hrê", "Kinh", 1, 2], [None] * 5, [3, 4, "Cor", 1, 2]])
def test_a_word_below_them_refuses_the_file_and_so_does_nothing(header: str, cells: list[object]) -> None:
    rows = [[*row, cell] for row, cell in zip(PLAIN[1:], cells, strict=True)]
    assert f"cột “{header}”: có vẻ chứa" in refuse([[*PLAIN[0], header], *rows])


def test_parts_without_their_total_are_asked_about() -> None:
    rows = lay("Nguồn tin", "Điện thoại", COUNTS)
    rows[1][3] = "Zalo"
    assert "Nguồn tin / Zalo" in read(rows).problems[0].say()


@pytest.mark.parametrize(
    "cells",
    [
        [3, 0, 12, 7, "0905 123 456"],
        [3, 0, 12, 7, 905123456],
        [3, 0, 12, 7, "0905123456"],
        [3, 0, 12, 7, "5 (0905.123.456)"],
        [3, 0, 12, 7, "3822"],
        [3, 0, 12, 7, "0905"],
        [3, 0, 12, 7, "905 123"],
        [3, 0, 12, 7, "+84905123456"],
        [3, 0, 12, 7, 1234],
        [3, 0, 12, 7, 3.5],
        ["113", "114", "115", "116", "117"],
        [905, 914, 983, 12, 977],
        ["007", "012", "043", "001", "009"],
        [3, 0, 12, 7, "Nguyễn Văn An"],
        [3, 0, 12, 7, "gọi anh Ba"],
        ["Nguyễn Văn An", "Trần Thị Bình", "Lê Cường", "Võ Em", "Phạm Dũng"],
        [3, 0, 12, 7, "an@quangngai.gov.vn"],
        [3, 0, 12, 7, "zalo.me/anba"],
        [3, 0, 12, 7, "051099001234"],
        [3, 0, "ngày 5 tháng 1 năm 2018", 905, 914],
        ["ngày 5 tháng 1 năm 2018", 0, 905, 914, 7],
        ["TRƯỞNG CÔNG AN", "Nguyễn Văn An", "Trần Thị Bình", "Lê Cường", "Võ Em"],
        ["Ghi chú: gọi 0905", 1, 2, 3, 4],
    ],
)
@pytest.mark.parametrize("low", ["Điện thoại", "Zalo"])
def test_one_cell_that_is_no_count_refuses_the_file(low: str, cells: list[object]) -> None:
    assert "dữ liệu cá nhân" in refuse(lay("Nguồn tin", low, cells))


@pytest.mark.parametrize(
    ("top", "low"),
    [
        ("Nguồn tin", "Số điện thoại"),
        ("Nguồn tin", "SĐT"),
        ("Nguồn tin", "Điện thoại người cung cấp"),
        ("Nguồn tin", "Điện thoại liên hệ"),
        ("Nguồn tin", "Họ tên, điện thoại"),
        ("Nguồn tin", "Điện thoại, CCCD"),
        ("Nguồn tin", "Họ và tên"),
        ("Người cung cấp tin", "Điện thoại"),
        ("Trưởng thôn", "Điện thoại"),
        ("Liên hệ", "Điện thoại"),
        ("Thông tin liên hệ", "Zalo"),
        ("Số hộ", "Điện thoại"),
        ("Nguồn tin", "Địa chỉ"),
        ("Nguồn tin", "Nội dung"),
        ("Nguồn tin", "Diễn biến"),
    ],
)
def test_other_words_refuse_whatever_stands_below_them(top: str, low: str) -> None:
    assert "dữ liệu cá nhân" in refuse(lay(top, low, COUNTS))


def test_a_phone_without_a_group_of_tips_is_a_phone() -> None:
    rows = lay("", "Điện thoại", COUNTS)
    rows[:2] = [["Xã, phường", "Tên thôn", "Kết quả", "Số hộ", "Điện thoại"]]
    assert "dữ liệu cá nhân" in refuse(rows)


def group(top: str, low: str, cells: list[object]) -> Rows:
    rows = lay(top, "Số hộ", [100, 120, 130, 140, 150])
    rows[1][3] = low
    for row, cell in zip(rows[2:], cells, strict=True):
        row[3] = cell
    rows[0][2:3] = ["Ghi chú"]
    for row in rows[2:]:
        row[2] = None
    return rows


@pytest.mark.parametrize("top", ["Nội dung", "NỘI DUNG", "Nội dung thực hiện", "Nội dung báo cáo năm 2018"])
def test_what_a_group_of_results_is_about_is_no_text_of_a_tip(top: str) -> None:
    table = read(group(top, "Kết quả", ["Đạt", "Không đạt", "Đạt", None, "Đạt"]))
    assert not table.problems
    assert [row.values.get("meets_standard") for row in table.units()] == [1, 0, 1, None, 1]
    assert [row.values["households"] for row in table.units()] == [100, 120, 130, 140, 150]


@pytest.mark.parametrize(
    ("top", "low", "cells"),
    [
        ("Nội dung", "Kết quả", ["Đạt", "Đạt", "Đạt", "Đạt", "có nhóm thanh niên tụ tập ở quán anh Ba"]),
        ("Nội dung", "Kết quả", ["Đạt", "Đạt", "Đạt", "Đạt", "Nguyễn Văn An"]),
        ("Nội dung", "Số tin", [1, 2, 3, 4, "0905 123 456"]),
        ("Nội dung", "Số tin", [1, 2, 3, 4, "trộm xe máy"]),
        ("Nội dung nguồn tin", "Kết quả", ["Đạt"] * 5),
        ("Nội dung, họ tên", "Kết quả", ["Đạt"] * 5),
        ("Nội dung", "Kết quả xử lý", ["Đạt"] * 5),
        ("Nội dung", "Diễn biến", ["Đạt"] * 5),
        ("Nội dung", "Họ tên", ["Đạt"] * 5),
        ("Diễn biến", "Kết quả", ["Đạt"] * 5),
    ],
)
def test_a_group_of_contents_with_anything_else_below_it_is_refused(
    top: str, low: str, cells: list[object]
) -> None:
    assert "dữ liệu cá nhân" in refuse(group(top, low, cells))


@pytest.mark.parametrize("low", ["Điện thoại", ""])
def test_a_number_spread_over_several_columns_is_refused(low: str) -> None:
    rows = lay("Nguồn tin", "Điện thoại", ["09", "03", "09", "07", "08"])
    for row, part in zip(rows, ["", low, "05", "35", "12", "83", "77"], strict=True):
        row.append(part)
    assert "dữ liệu cá nhân" in refuse(rows)


def lay_residents(*words: str, cells: list[object]) -> Rows:
    """A table of hamlets with columns of the same cells."""
    header: Rows = [["Xã, phường", "Tên thôn", *words]]
    return header + [
        [WARD, hamlet, *[cell] * len(words)] for hamlet, cell in zip(HAMLETS, cells, strict=True)
    ]


def test_residents_are_counted_by_where_they_are_registered() -> None:
    table = read(lay_residents("Nhân khẩu thường trú", "Nhân khẩu tạm trú", cells=COUNTS))
    assert not table.problems
    assert [row.values["population"] for row in table.units()] == COUNTS
    assert [column.field for column in table.columns] == ["ward", "hamlet", "population", "other"]
    rows = lay_residents("Nhân khẩu", "", cells=COUNTS)
    grouped = read([rows[0], ["", "", "Thường trú", "Tạm trú"], *rows[1:]])
    assert [column.field for column in grouped.columns] == ["ward", "hamlet", "population", "other"]


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        ("Nhân khẩu thường trú", ["12 Lê Lợi", 0, 12, 7, 1]),
        ("Nơi thường trú", COUNTS),
        ("Nguồn tin, địa chỉ", COUNTS),
        ("Số nhà", COUNTS),
        ("Nhân khẩu tạm trú", ["", "", "", "", ""]),
    ],
)
def test_where_persons_live_is_refused(words: str, cells: list[object]) -> None:
    assert "địa chỉ" in refuse(lay_residents(words, cells=cells))

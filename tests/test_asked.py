"""Rows of no known unit: what a person may name, what is remembered, and what must be mended in the file."""

from __future__ import annotations

import pytest
from conftest import draw_hamlets, draw_wards, write_boundaries
from test_store_table import read, sent, status_of, take

from geo.store import commit
from geo.storing.asked import list_open, offer_units
from geo.storing.desk import open_desk
from geo.storing.named import Decisions
from geo.storing.names import withdraw_aliases

NICKNAME = [["Trần Phú", "Xóm Bàu Sen", "KĐ"], ["Trần Phú", "Tổ dân phố 1", "Đạt"]]
NAMED = Decisions(units=(("Sheet1", 2, "21013003"),))


def statuses(preview):
    return list(preview.ledger.rows["status"])[1:]


def test_a_name_nobody_knows_is_asked_within_its_ward_first_the_units_that_no_row_is_about(city_copy):
    desk, preview = open_desk(city_copy), take(city_copy, NICKNAME, store=False)
    wards, units = list_open(desk, preview)
    assert not wards
    assert [one.spots for one in units] == [(("Sheet1", 2),)]
    assert offer_units(desk, preview, units[0]) == (("21013002", "21013003", "21013001"), 2)
    assert "Xóm Bàu Sen" in units[0].reason_vi


def test_a_named_unit_is_stored_told_in_the_ledger_remembered_and_withdrawn(city_copy):
    preview = take(city_copy, NICKNAME, decisions=NAMED, who="Bình")
    assert statuses(preview) == ["matched", "matched"]
    assert preview.ledger.rows["reason_vi"][1].startswith("đơn vị do người lưu chỉ ra; không có đơn vị nào")
    said = [note.vi for note in preview.notes]
    assert "1 dòng được lưu theo đơn vị hoặc xã, phường do người lưu chỉ ra" in said
    assert "tên gọi được nhớ cho lần sau: “Xóm Bàu Sen”" in said
    _, (asked,) = list_open(open_desk(city_copy), preview)
    # Its own choice is no other row.
    assert offer_units(open_desk(city_copy), preview, asked)[1] == 2
    assert status_of(city_copy, "21013003") == "false"
    alias = read(city_copy, "aliases")[0]
    assert (alias["source_name"], alias["ward"], alias["who"]) == ("Xóm Bàu Sen", "21013", "Bình")
    assert statuses(take(city_copy, NICKNAME, year=2019)) == ["matched", "matched"]
    desk = open_desk(city_copy)
    commit(city_copy, withdraw_aliases(desk, [0]), base=desk.base, who="An")
    assert statuses(take(city_copy, NICKNAME, year=2019, store=False)) == ["unmatched", "matched"]


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        (["Trần Phú", "Tổ dân phố 77", "KĐ"], "21013003"),
        (["Trần Phú", "Xóm Bàu 9", "KĐ"], "21013003"),
        (["Trần Phú", "Xóm 3B", "KĐ"], "21013003"),
        (["Trần Phú", "Tổ dân phố", "KĐ"], "21013003"),
        (["Trần Phú", "Thôn Độc Lập", "KĐ"], "21013003"),
        (["Tịnh Ấn Đông", "Thôn Độc Lâp", "KĐ"], "21202002"),
        (["", "Tổ dân phố 1", "KĐ"], "21013001"),
    ],
    ids=[
        "another number",
        "a number that the unit has not",
        "a number with a letter",
        "a kind without a name",
        "the name of a unit elsewhere",
        "like another unit",
        "like several units",
    ],
)
def test_what_may_be_a_slip_is_stored_as_named_but_asked_again_next_year(city_copy, row, unit):
    preview = take(city_copy, [row], decisions=Decisions(units=(("Sheet1", 2, unit),)))
    assert statuses(preview) == ["matched"]
    assert status_of(city_copy, unit) == "false"
    assert not (city_copy / "indicators/aliases.csv").exists()
    assert statuses(take(city_copy, [row], year=2019, store=False)) != ["matched"]


@pytest.mark.parametrize(
    "row",
    [
        ["Trần Phú", "Tổ dân phố 1, 2", "KĐ"],
        ["Trần Phú", "Tổ dân phố 3", "ba mươi"],
        ["Tịnh Ấn Đông", "Thôn Đoàn Kết", "KĐ"],
    ],
    ids=["several hamlets", "no result", "a unit of another year"],
)
def test_a_row_that_is_wrong_itself_is_not_asked_about_and_nothing_named_holds_for_it(city_copy, row):
    hamlets = draw_hamlets()
    hamlets.loc[hamlets["code"] == "21202003", "valid_to"] = "2017-12-31"
    write_boundaries(city_copy / "boundaries", draw_wards(), hamlets)
    rows = [row, ["Trần Phú", "Tổ dân phố 1", "Đạt"]]
    preview = take(city_copy, rows, decisions=NAMED)
    assert statuses(preview)[0] in ("refused", "unmatched")
    assert list_open(open_desk(city_copy), preview) == ([], [])
    assert status_of(city_copy, "21013003") == "true"


def test_one_unit_named_for_two_rows_that_disagree_is_refused_in_both(city_copy):
    decisions = Decisions(units=(("Sheet1", 2, "21013001"),))
    preview = take(city_copy, NICKNAME, decisions=decisions, store=False)
    assert statuses(preview) == ["refused", "refused"]
    assert preview.names == ()


def test_of_two_rows_of_one_name_that_disagree_one_may_be_another_unit(city_copy):
    rows = [["Trần Phú", "Tổ dân phố 1", "Đạt"], ["Trần Phú", "Tổ dân phố 1", "KĐ"]]
    decisions = Decisions(units=(("Sheet1", 3, "21013002"),))
    assert statuses(take(city_copy, rows, decisions=decisions)) == ["matched", "matched"]
    assert (status_of(city_copy, "21013001"), status_of(city_copy, "21013002")) == ("true", "false")
    assert not (city_copy / "indicators/aliases.csv").exists()


def test_a_ward_nobody_knows_is_asked_once_for_all_of_its_rows_and_remembered(city_copy):
    rows = [["Khu Đông thành", f"Tổ dân phố {number}", "KĐ"] for number in (1, 2, 3)]
    preview = take(city_copy, rows, store=False)
    wards, units = list_open(open_desk(city_copy), preview)
    assert ([(one.ward, one.rows) for one in wards], units) == ([("Khu Đông thành", (2, 3, 4))], [])
    named = Decisions(wards=tuple(("Sheet1", row, "21013") for row in (2, 3, 4)))
    assert statuses(take(city_copy, rows, decisions=named)) == ["matched"] * 3
    assert [row["source_name"] for row in read(city_copy, "aliases")] == ["Khu Đông thành"]
    assert statuses(take(city_copy, rows, year=2019)) == ["matched"] * 3


def test_of_a_table_that_names_no_ward_the_ward_is_asked_and_nothing_is_remembered(city_copy):
    file = sent([["Tổ dân phố 1", "KĐ"], ["Tổ dân phố 2", "KĐ"]], header=["Tổ dân phố", "Kết quả"])
    wards, _ = list_open(open_desk(city_copy), take(city_copy, file, store=False))
    assert [(one.ward, one.rows) for one in wards] == [("", (2, 3))]
    named = Decisions(wards=(("Sheet1", 2, "21013"), ("Sheet1", 3, "21013")))
    assert statuses(take(city_copy, file, decisions=named)) == ["matched", "matched"]
    assert status_of(city_copy, "21013002") == "false"
    assert not (city_copy / "indicators/aliases.csv").exists()


def test_where_the_ward_above_is_in_doubt_it_is_asked_once_for_each_block_and_may_be_taken(city_copy):
    blocks = [("I. Phường Trần Phú", (3, 1, 2, 1)), ("II. Phường Nghĩa Chánh", (2, 1, 2, 1))]
    rows = [
        row
        for ward, numbers in blocks
        for row in ([ward, ""], *([f"Tổ dân phố {number}", "KĐ"] for number in numbers))
    ]
    file = sent(rows, header=["Đơn vị", "Kết quả"])
    wards, _ = list_open(open_desk(city_copy), take(city_copy, file, store=False))
    assert [(one.rows, one.above, one.meant) for one in wards] == [
        ((3, 4, 5, 6), "I. Phường Trần Phú", "21013"),
        ((8, 9, 10, 11), "II. Phường Nghĩa Chánh", "21019"),
    ]
    named = Decisions(wards=tuple((one.sheet, row, one.meant) for one in wards for row in one.rows))
    kept = statuses(take(city_copy, file, decisions=named, store=False))
    assert kept == [
        "ignored",
        *["matched"] * 3,
        "duplicate",
        "ignored",
        "matched",
        "matched",
        *["duplicate"] * 2,
    ]


def test_a_name_without_a_ward_is_remembered_for_its_own_ward_only(city_copy):
    file = sent([["Xóm Bàu Sen", "KĐ"], ["Thôn Độc Lập", "KĐ"]], header=["Thôn", "Kết quả"])
    take(city_copy, file, decisions=NAMED)
    assert [row["ward"] for row in read(city_copy, "aliases")] == ["21013"]

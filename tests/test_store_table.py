"""A clerk's file into the data folder: all that matches, nothing else, and every difference told before."""

from __future__ import annotations

import csv
import json
import os
from typing import TYPE_CHECKING

import openpyxl
import pytest
from conftest import write_table

from geo.__main__ import main
from geo.atlas import open_atlas
from geo.clerks.cells import make_cell
from geo.clerks.clerk import Correction, RawSheet
from geo.errors import GeoError, IndicatorError
from geo.match import match_rows
from geo.store import commit, is_new, look
from geo.storing.desk import Sent, open_desk, receive
from geo.storing.history import find_head, list_versions, read_object, read_state
from geo.storing.kinds import find_kinds
from geo.storing.named import Decisions
from geo.storing.names import withdraw_aliases
from geo.storing.table import Wish, make_change, preview_table, understand
from geo.units import read_column

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Xã, phường", "Thôn, tổ dân phố", "Kết quả"]
PLAIN = [
    ["Trần Phú", "Tổ dân phố 1", "Đạt"],
    ["Trần Phú", "Tổ dân phố 2", "Không đạt"],
    ["Nghĩa Chánh", "Tổ dân phố 1", ""],
    ["Tịnh Ấn Đông", "Thôn Độc Lập", "x"],
]


def sent(rows, *, name="bảng.xlsx", header=HEADER, title=None):
    top = [[title]] if title else []
    return send_sheets(name, Sheet1=[*top, header, *rows])


def send_sheets(name="bảng.xlsx", **sheets):
    made = tuple(
        RawSheet(title, tuple(tuple(make_cell(cell) for cell in row) for row in rows))
        for title, rows in sheets.items()
    )
    return Sent(name, repr(sheets).encode(), made)


def take(folder, rows, kind="safety", *, who="An", store=True, **words):
    desk = open_desk(folder)
    given = {name: words.pop(name) for name in ("name", "header", "title") if name in words}
    file = rows if isinstance(rows, Sent) else sent(rows, **given)
    preview = preview_table(desk, file, Wish(kind, **{"year": 2018, **words}))
    if store:
        commit(folder, make_change(desk, preview, who), base=desk.base, who=who)
    return preview


def read(folder, name):
    path = folder / "indicators" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def status_of(folder, unit, year=2018):
    return {
        (row["year"], row["hamlet_code"]): row["meets_standard"] for row in read(folder, "safety_hamlets")
    }[str(year), unit]


# ---- values


def test_the_values_of_matched_rows_are_stored_and_an_empty_cell_is_no_data(city_copy):
    take(city_copy, PLAIN)
    assert [status_of(city_copy, code) for code in ("21013001", "21013002", "21019001", "21202001")] == [
        "true",
        "false",
        "",
        "true",
    ]
    seen = read_column(open_atlas(city_copy).observations, "meets_standard", "hamlet", 2018)
    assert seen["21013002"] == 0
    assert seen.isna()["21019001"]


def test_the_ward_of_a_title_is_told_where_rows_take_it(city_copy):
    file = sent([["Tổ dân phố 1", "KĐ"]], header=["Tổ dân phố", "Kết quả"], title="PHƯỜNG TRẦN PHÚ, NĂM 2018")
    notes = [note.vi for note in take(city_copy, file, store=False).notes]
    assert any(note.startswith("dòng không ghi xã, phường là của “") for note in notes)
    assert not any("theo tiêu đề" in note.vi for note in take(city_copy, PLAIN, store=False).notes)


def test_units_that_the_file_does_not_name_keep_what_was_stored_and_this_is_said(city_copy):
    before = {code: status_of(city_copy, code) for code in ("21013003", "21019002", "21202002")}
    preview = take(city_copy, PLAIN)
    assert {code: status_of(city_copy, code) for code in before} == before
    assert "3 đơn vị không có trong tệp giữ số liệu đã lưu" in [note.vi for note in preview.notes]


def test_differences_by_unit_are_told_before_anything_is_stored(city_copy):
    state = read_state(city_copy)
    preview = take(city_copy, PLAIN, store=False)
    assert [(one.unit, one.before, one.after) for one in preview.differences] == [
        ("21013002", 1.0, 0.0),
        ("21019001", 1.0, None),
    ]
    assert read_state(city_copy) == state


def test_what_does_not_change_keeps_its_bytes(city_copy):
    table = (
        '\ufeffyear,hamlet_code,meets_standard,ghi chú\r\n2018,21013001,đạt,"a, b"\r\n2018,21013002,1,\r\n'
    )
    (city_copy / "indicators" / "safety_hamlets.csv").write_bytes(table.encode())
    take(city_copy, [["Trần Phú", "Tổ dân phố 1", "Đạt"], ["Trần Phú", "Tổ dân phố 2", "KĐ"]])
    assert (city_copy / "indicators" / "safety_hamlets.csv").read_bytes() == table.replace(
        ",1,", ",false,"
    ).encode()


def test_a_stored_table_by_names_is_updated_by_names(city_copy):
    write_table(
        city_copy,
        "safety_hamlets",
        "year,ward,hamlet,meets_standard\n2018,Trần Phú,Tổ dân phố 1,false\n2018,Trần Phú,TDP 2,true\n",
    )
    take(city_copy, PLAIN)
    rows = read(city_copy, "safety_hamlets")
    assert [(row["hamlet"], row["hamlet_code"], row["meets_standard"]) for row in rows] == [
        ("Tổ dân phố 1", "", "true"),
        ("TDP 2", "", "false"),
        ("", "21019001", ""),
        ("", "21202001", "true"),
    ]


def test_a_table_that_is_not_there_yet_is_made(city_copy):
    (city_copy / "indicators" / "safety_hamlets.csv").unlink()
    take(city_copy, PLAIN)
    assert [row["hamlet_code"] for row in read(city_copy, "safety_hamlets")] == [
        "21013001",
        "21013002",
        "21019001",
        "21202001",
    ]


def test_columns_that_the_file_does_not_have_stay(city_copy):
    take(city_copy, [["Trần Phú", "Tổ dân phố 1", 999]], "population", header=["Xã", "Thôn", "Số hộ"])
    row = next(
        row
        for row in read(city_copy, "population")
        if (row["year"], row["hamlet_code"]) == ("2018", "21013001")
    )
    assert (row["households"], row["population"]) == ("999", "400")


def test_one_file_may_hold_hamlets_and_wards(city_copy):
    file = send_sheets(
        thôn=[HEADER, ["Trần Phú", "Tổ dân phố 1", "KĐ"]], phường=[["Phường", "Kết quả"], ["Trần Phú", "KĐ"]]
    )
    take(city_copy, file)
    assert status_of(city_copy, "21013001") == "false"
    wards = {
        (row["year"], row["ward_code"]): row["meets_standard"] for row in read(city_copy, "safety_wards")
    }
    assert wards["2018", "21013"] == "false"


def test_sheets_that_contradict_each_other_store_neither(city_copy):
    tips = [*HEADER, "Số nguồn tin"]
    file = send_sheets(
        a=[HEADER, ["Trần Phú", "Tổ dân phố 1", "KĐ"], ["Trần Phú", "Tổ dân phố 3", "KĐ"]],
        b=[tips, ["Trần Phú", "Tổ dân phố 1", "Đạt", 3]],
    )
    preview = take(city_copy, file)
    told = preview.ledger.rows[preview.ledger.rows["status"] == "refused"]
    assert list(told["reason_vi"]) == [
        "cùng đơn vị nhưng khác số liệu với dòng b!2",
        "cùng đơn vị nhưng khác số liệu với dòng a!2",
    ]
    assert status_of(city_copy, "21013001") == "true"
    assert status_of(city_copy, "21013003") == "false"


def test_rows_of_another_level_are_refused_not_dropped(city_copy):
    file = send_sheets(
        a=[["Thôn", "Xã", "Số nguồn tin"], ["Tổ dân phố 1", "Trần Phú", 3]],
        b=[["Phường", "Số nguồn tin"], ["Trần Phú", 9]],
    )
    rows = take(city_copy, file, "tips").ledger.rows
    assert list(rows.loc[rows["level"] == "ward", "status"]) == ["ignored", "refused"]


# ---- refused as a whole


@pytest.mark.parametrize(
    ("rows", "words", "message"),
    [
        (PLAIN, {"kind": "nonsense"}, "không có bảng nào để nhập loại này"),
        (PLAIN, {"kind": "models"}, "không có bảng nào để nhập loại này"),
        (PLAIN, {"kind": "tips"}, "không có cột nào là “Nguồn tin”"),
        (PLAIN, {"year": None}, "không rõ số liệu của năm nào"),
        (PLAIN, {"year": 2190}, "năm này chưa đến"),
        ([["Trần Phú", "Thôn Không Có", "Đạt"]], {}, "không dòng nào lưu được.*kiểm tra cột tên"),
        ([], {}, "bảng không có dòng số liệu nào"),
        ([["Trần Phú", "Thôn 1", "Đạt"]], {}, "chấp nhận các đề nghị"),
        ([["Trần Phú", "Tổ dân phố 1", "Đạt"], ["Trần Phú", "Tổ dân phố 1", "KĐ"]], {}, "sửa các dòng này"),
        ([["Trần Phú", 5]], {"header": ["Phường", "Số nguồn tin"], "kind": "tips"}, "cần bảng của thôn"),
        ([[*PLAIN[0], "0905123456"]], {"header": [*HEADER, "Số điện thoại"]}, "dữ liệu cá nhân"),
    ],
)
def test_a_file_that_cannot_be_stored_says_why_and_changes_nothing(city_copy, rows, words, message):
    state = read_state(city_copy)
    with pytest.raises(GeoError, match=message):
        take(city_copy, rows, **{"kind": "safety", **words})
    assert read_state(city_copy) == state
    assert not (city_copy / ".history").exists()


def test_a_stored_table_that_is_broken_is_named(edit_table):
    folder = edit_table("safety_hamlets", "2018,21013001,true", "2018,21013001,có lẽ")
    with pytest.raises(IndicatorError, match=r"safety_hamlets\.csv, dòng 10.*có lẽ"):
        take(folder, PLAIN)


def test_nothing_is_stored_that_the_product_could_not_open(edit_table):
    folder = edit_table("tips", "2018,21013001,2", "2018,21013001,hai")
    with pytest.raises(GeoError, match=r"tips\.csv"):
        take(folder, PLAIN)


# ---- years


def test_the_year_of_the_title_counts_and_a_new_one_joins_the_years_of_the_city(city_copy):
    preview = take(city_copy, PLAIN, title="DANH SÁCH NĂM 2019", year=None)
    assert any("2019" in note.vi for note in preview.notes)
    assert open_atlas(city_copy).city.years == (2017, 2018, 2019)
    assert "[data_dates]" in (city_copy / "city.toml").read_text(encoding="utf-8")


def test_another_year_than_that_of_the_title_is_said(city_copy):
    preview = take(city_copy, PLAIN, title="DANH SÁCH NĂM 2017", store=False)
    assert preview.notes[0].en == "the title of the table says 2017, you chose 2018"


def test_years_on_several_lines_are_left_to_a_person_only_if_they_must(city_copy):
    path = city_copy / "city.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("years = [2017, 2018]", "years = [\n  2017,\n  2018,\n]"), encoding="utf-8")
    take(city_copy, PLAIN, year=2019)
    assert open_atlas(city_copy).city.years == (2017, 2018, 2019)
    path.write_text(text.replace("years = [2017, 2018]", "'years' = [2017, 2018]"), encoding="utf-8")
    with pytest.raises(IndicatorError, match="thêm 2019 vào danh sách years"):
        take(city_copy, PLAIN, year=2019)


# ---- proposals and aliases

PROPOSED = [
    ["Trần Phú", "Thôn 3", "KĐ"],
    ["Tịnh Ấn Đôn", "Thôn Độc Lập", "KĐ"],
    ["Trần Phú", "Tổ dân phố 1", "KĐ"],
]


def test_a_proposal_is_not_stored_unless_a_person_accepts_it(city_copy):
    preview = take(city_copy, PROPOSED)
    assert list(preview.ledger.rows["status"]) == ["ignored", "proposed", "proposed", "matched"]
    assert (status_of(city_copy, "21013003"), status_of(city_copy, "21202001")) == ("true", "true")
    assert not (city_copy / "indicators/aliases.csv").exists()


def test_accepted_proposals_are_stored_and_known_next_year_with_who_when_and_source(city_copy):
    take(city_copy, PROPOSED, decisions=Decisions(everything=True), who="Bình")
    assert (status_of(city_copy, "21013003"), status_of(city_copy, "21202001")) == ("false", "false")
    aliases = read(city_copy, "aliases")
    assert [
        (row["source_name"], row["ward"], row["unit_code"], row["who"], row["source"]) for row in aliases
    ] == [
        ("Thôn 3", "21013", "21013003", "Bình", "bảng.xlsx"),
        ("Tịnh Ấn Đôn", "", "21202", "Bình", "bảng.xlsx"),
    ]
    assert all(row["when"][:2] == "20" for row in aliases)
    again = take(city_copy, PROPOSED, year=2019)
    assert list(again.ledger.rows["status"]) == ["ignored", "matched", "matched", "matched"]
    assert len(read(city_copy, "aliases")) == 2


def test_single_proposals_can_be_accepted_and_rejected(city_copy):
    decisions = Decisions(accepted=frozenset({("Sheet1", 2)}), rejected=frozenset({("Sheet1", 3)}))
    preview = take(city_copy, PROPOSED, decisions=decisions)
    assert list(preview.ledger.rows["status"]) == ["ignored", "matched", "refused", "matched"]
    assert list(preview.ledger.rows["reason_vi"])[1:3] == ["đề nghị đã được chấp nhận", "đề nghị đã bị bác"]
    assert [row["source_name"] for row in read(city_copy, "aliases")] == ["Thôn 3"]


def test_what_is_rejected_stays_out_when_all_others_are_accepted(city_copy):
    decisions = Decisions(rejected=frozenset({("Sheet1", 3)}), everything=True)
    assert list(take(city_copy, PROPOSED, decisions=decisions).ledger.rows["status"])[1:3] == [
        "matched",
        "refused",
    ]


def test_an_accepted_proposal_that_contradicts_another_row_is_refused_with_it(city_copy):
    rows = [["Trần Phú", "Thôn 3", "KĐ"], ["Trần Phú", "Tổ dân phố 3", "Đạt"], PLAIN[0]]
    preview = take(city_copy, rows, decisions=Decisions(everything=True))
    assert list(preview.ledger.rows["status"]) == ["ignored", "refused", "refused", "matched"]
    assert status_of(city_copy, "21013003") == "true"
    assert preview.names == ()


def test_a_withdrawn_alias_is_a_proposal_again_and_the_others_stay(city_copy):
    take(city_copy, PROPOSED, decisions=Decisions(everything=True))
    desk = open_desk(city_copy)
    commit(city_copy, withdraw_aliases(desk, [0]), base=desk.base, who="An")
    assert [row["source_name"] for row in read(city_copy, "aliases")] == ["Tịnh Ấn Đôn"]
    assert [row["source"] for row in read(city_copy, "aliases")] == ["bảng.xlsx"]
    assert list(take(city_copy, PROPOSED, store=False).ledger.rows["status"])[1:3] == ["proposed", "matched"]
    with pytest.raises(GeoError, match="không có tên gọi này"):
        withdraw_aliases(open_desk(city_copy), [7])


# ---- corrections


def test_a_correction_is_kept_for_the_next_file_with_the_same_header(city_copy):
    header = ["Xã, phường", "Thôn, tổ dân phố", "Mục bí ẩn"]
    with pytest.raises(IndicatorError, match="không có cột nào là “Kết quả phân loại”"):
        take(city_copy, PLAIN, header=header)
    take(city_copy, PLAIN, header=header, correction=Correction({"Mục bí ẩn": "meets_standard"}))
    assert read(city_copy, "corrections")[0]["who"] == "An"
    take(city_copy, [["Trần Phú", "Tổ dân phố 3", "KĐ"]], header=header)
    assert status_of(city_copy, "21013003") == "false"


def test_a_correction_said_again_is_nothing_new(city_copy):
    words = {
        "header": ["Xã, phường", "Thôn, tổ dân phố", "Mục bí ẩn"],
        "correction": Correction({"Mục bí ẩn": "meets_standard"}),
    }
    take(city_copy, PLAIN, **words)
    take(city_copy, PLAIN, **words)
    assert len(list_versions(city_copy)) == 2


def test_a_broken_file_of_corrections_is_named(city_copy):
    write_table(city_copy, "corrections", "header,field,style,encoding\nKết quả,,wavy,\n")
    with pytest.raises(IndicatorError, match=r"corrections\.csv, dòng 2.*wavy"):
        open_desk(city_copy)


# ---- the version


def test_the_same_file_twice_is_one_version(city_copy):
    take(city_copy, PLAIN)
    desk = open_desk(city_copy)
    assert not is_new(
        make_change(desk, preview_table(desk, sent(PLAIN), Wish("safety", 2018)), "Bình"), desk.base
    )
    take(city_copy, PLAIN, who="Bình")
    assert [version.who for version in list_versions(city_copy)] == ["An", "–"]


def test_a_version_keeps_the_file_the_ledger_and_the_counts(city_copy):
    take(city_copy, [*PLAIN, ["Trần Phú", "Thôn 3", "Đạt"]])
    note = find_head(city_copy).note
    assert (
        read_object(city_copy, note.sources["bảng.xlsx"])
        == sent([*PLAIN, ["Trần Phú", "Thôn 3", "Đạt"]]).content
    )
    assert (note.counts["matched"], note.counts["proposed"], note.counts["ignored"]) == (4, 1, 1)
    ledger = list(csv.DictReader(read_object(city_copy, note.ledger).decode().splitlines()))
    assert [row["status"] for row in ledger][-1] == "proposed"
    assert "meets_standard" not in ledger[0], "values stand in the data only"


def test_counts_of_tips_are_told_as_their_class_never_as_small_numbers(city_copy):
    header = ["Xã", "Thôn", "Số nguồn tin"]
    preview = take(
        city_copy, [["Trần Phú", "Tổ dân phố 1", 3], ["Trần Phú", "Tổ dân phố 2", 14]], "tips", header=header
    )
    assert {one.before for one in preview.differences} | {one.after for one in preview.differences} <= {
        "0",
        "1-4",
        "5-9",
        "10+",
        "withheld",
    }
    assert (
        json.loads((city_copy / ".history/versions/000002.json").read_bytes())["note"]["differences"][1][-1]
        == "10+"
    )


# ---- command line


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "bảng.xlsx"
    book = openpyxl.Workbook()
    for row in [["NĂM 2018"], HEADER, *PLAIN, ["Trần Phú", "Thôn 3", "KĐ"]]:
        book.active.append(row)
    book.save(path)
    return path


def run(*words):
    return main([str(word) for word in words])


def test_a_file_comes_in_by_the_command_line_and_goes_out_again(city_copy, workbook, capsys):
    before = read_state(city_copy)
    assert run("import", "safety", workbook, "--data", city_copy, "--who", "An") == 0
    told = capsys.readouterr().err
    place, column = "Tổ dân phố 2 (phường Trần Phú), năm 2018", "Phân loại an toàn về an ninh trật tự"
    assert f"{place}, {column}: Đạt tiêu chuẩn → Chưa đạt" in told
    assert "dòng 7: Đề nghị" in told
    assert "Đã lưu phiên bản 2." in told
    assert status_of(city_copy, "21013002") == "false"
    assert run("history", "--data", city_copy) == 0
    assert "An · nhập safety từ bảng.xlsx · Khớp 4 · Đề nghị 1" in capsys.readouterr().out
    assert run("undo", "--data", city_copy, "--who", "An") == 0
    assert read_state(city_copy) == before


def test_a_preview_stores_nothing(city_copy, workbook, tmp_path, capsys):
    before, report = read_state(city_copy), tmp_path / "report.json"
    assert run("import", "safety", workbook, "--data", city_copy, "--preview", "--json", report) == 0
    assert read_state(city_copy) == before
    assert "Chưa lưu gì." in capsys.readouterr().err
    said = json.loads(report.read_text(encoding="utf-8"))
    assert (said["version"], said["statuses"]["matched"], len(said["differences"])) == (None, 4, 2)


def test_proposals_can_be_accepted_on_the_command_line(city_copy, workbook):
    assert (
        run("import", "safety", workbook, "--data", city_copy, "--accept-proposals", "--yes", "--who", "An")
        == 0
    )
    assert status_of(city_copy, "21013003") == "false"


def test_at_a_terminal_a_doubt_is_asked_about(city_copy, workbook, monkeypatch, capsys):
    import click  # noqa: PLC0415  only this test answers a question

    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", lambda words, **_: asked.append(words) or False)
    before = read_state(city_copy)
    assert run("import", "safety", workbook, "--data", city_copy) == 2
    assert asked == ["Lưu vào thư mục dữ liệu?"]
    assert read_state(city_copy) == before


def test_the_command_says_when_nothing_is_new(city_copy, workbook, capsys):
    for _ in range(2):
        assert run("import", "safety", workbook, "--data", city_copy, "--lang", "en", "--who", "An") == 0
    assert "nothing changes" in capsys.readouterr().err
    assert len(list_versions(city_copy)) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("safety", "nowhere.xlsx"), "nowhere.xlsx: there is no such file"),
        (("nonsense", "{file}"), "there is no table to import this into"),
        (("safety", "{file}", "{file}"), "one table is imported at a time"),
        (("safety", "{file}", "--who", "a\u202eb"), "the name of who stores"),
    ],
)
def test_a_refusal_is_one_message_and_exit_status_2(city_copy, workbook, capsys, words, message):
    before = read_state(city_copy)
    given = [str(workbook) if word == "{file}" else word for word in words]
    assert run("import", *given, "--data", city_copy, "--lang", "en") == 2
    told = capsys.readouterr().err
    assert message in told
    assert "Traceback" not in told
    assert read_state(city_copy) == before


def test_history_and_undo_of_a_folder_without_history_say_so(city_copy, capsys):
    assert run("history", "--data", city_copy) == 0
    assert "Chưa có phiên bản nào" in capsys.readouterr().err
    assert run("undo", "--data", city_copy) == 2
    assert "chưa có phiên bản nào để quay lại" in capsys.readouterr().err


def test_history_lists_what_is_whole_and_then_names_what_is_damaged(city_copy, tmp_path, capsys):
    take(city_copy, PLAIN)
    before = read_state(city_copy)
    (city_copy / ".history/versions/000001.json").write_bytes(b"{")
    assert run("history", "--data", city_copy) == 2
    told = capsys.readouterr()
    assert told.out.startswith("2 · ")
    assert "000001.json: phần lịch sử này bị hỏng" in told.err
    assert run("history", "--data", city_copy, "--json", tmp_path / "h.json") == 2
    assert [one["number"] for one in json.loads((tmp_path / "h.json").read_bytes())] == [2]
    assert run("undo", "--data", city_copy) == 2
    assert read_state(city_copy) == before


def test_history_for_machines_goes_to_standard_output_or_a_file(city_copy, tmp_path, capsys):
    take(city_copy, PLAIN)
    assert run("history", "--data", city_copy, "--json") == 0
    assert [version["number"] for version in json.loads(capsys.readouterr().out)] == [2, 1]
    assert run("history", "--data", city_copy, "--json", tmp_path / "h.json") == 0
    assert json.loads((tmp_path / "h.json").read_text(encoding="utf-8"))[0]["sources"].keys() == {"bảng.xlsx"}


def test_a_hostile_upload_is_refused_and_nothing_remains(city_copy):
    with pytest.raises(IndicatorError, match="không đúng với đuôi tệp"):
        receive("bảng.xlsx", b"MZ not a workbook")


def test_a_name_that_cannot_be_shown_is_kept_as_it_can(city_copy):
    name = f"b\ud800\u202e\n{'x' * 200}.csv"
    text = "Xã, phường;Thôn, tổ dân phố;Kết quả\nTrần Phú;Tổ dân phố 1;KĐ\n"
    sent = receive(name, text.encode())
    assert sent.name == f"b {'x' * 113}….csv"
    assert len(sent.sheets[0].rows) == 2


def test_look_is_the_state_the_desk_was_read_in(city_copy):
    assert open_desk(city_copy).base == look(city_copy)


def test_what_is_no_file_or_too_large_is_not_read(
    city_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "a.csv")
    huge = tmp_path / "b.csv"
    with huge.open("wb") as file:
        file.truncate(5 << 30)
    for path, says in ((tmp_path / "a.csv", "không có tệp này"), (huge, "lớn quá 200 MB")):
        assert run("import", "safety", path, "--data", city_copy, "--who", "An") == 2
        said = capsys.readouterr().err
        assert path.name in said
        assert says in said


def test_a_name_with_a_very_long_ending_is_refused_in_words(
    city_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"a.{'x' * 250}"
    path.write_text("a,b\n", encoding="utf-8")
    assert run("import", "safety", path, "--data", city_copy, "--who", "An") == 2
    assert "không phải loại tệp bảng được nhận" in capsys.readouterr().err


# ---- many files, one after the other

BOX = "box = [100.0, 8.0, 110.0, 24.0]\n"


def test_borders_that_do_not_change_are_not_read_for_every_table(
    city_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(city_copy)
    monkeypatch.setattr("geo.atlas.read_boundaries", None)
    monkeypatch.setattr("geo.storing.desk.read_boundaries", None)
    preview = preview_table(desk, sent(PLAIN), Wish("safety", 2019))
    assert {one.year for one in preview.differences} == {2019}
    commit(city_copy, make_change(desk, preview, "An"), base=desk.base, who="An")
    again = open_desk(city_copy, known=desk)
    assert again.boundaries is desk.boundaries
    assert 2019 in again.city.years


@pytest.mark.parametrize("path", ["indicators/clusters.csv", "boundaries/wards.cpg", "city.toml"])
def test_a_desk_reads_borders_again_when_what_they_are_read_from_has_changed(
    city_copy: Path, path: str
) -> None:
    desk = open_desk(city_copy)
    file = city_copy / path
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{BOX}{text}" if path == "city.toml" else f"{text}\n", encoding="utf-8")
    assert open_desk(city_copy, known=desk).boundaries is not desk.boundaries


def test_a_table_that_is_the_same_is_not_matched_again(
    city_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the tables of a folder only the one that a file changes is matched, however many files come."""
    desk, matched = open_desk(city_copy), []
    take(city_copy, PLAIN, store=False)
    first = preview_table(desk, sent(PLAIN), Wish("safety", 2018))

    def match(rows, boundaries, table, **words):
        matched.append(table.file)
        return match_rows(rows, boundaries, table, **words)

    monkeypatch.setattr("geo.observe.match_rows", match)
    second = preview_table(desk, sent([["Trần Phú", "Tổ dân phố 1", "KĐ"]]), Wish("safety", 2018))
    assert matched == ["safety_hamlets"]
    assert first.differences != second.differences


# ---- several kinds of values in one file

BOTH = [*HEADER, "Số tin"]
TOLD = [["Trần Phú", "Tổ dân phố 1", "KĐ", "7"], ["Trần Phú", "Tổ dân phố 2", "Đạt", "0"]]


def test_a_file_with_results_and_counts_is_of_both_kinds(city_copy: Path) -> None:
    desk = open_desk(city_copy)
    tables = understand(desk, sent(TOLD, header=BOTH), Wish("", 2018))
    assert set(find_kinds(tables, desk.boundaries, desk.catalogue)) == {"safety", "tips"}
    tables = understand(desk, sent(PLAIN), Wish("", 2018))
    assert find_kinds(tables, desk.boundaries, desk.catalogue) == ("safety",)


@pytest.mark.parametrize(("kind", "other"), [("safety", "Nguồn tin"), ("tips", "Phân loại")])
def test_values_that_a_file_is_not_taken_for_are_named(city_copy: Path, kind: str, other: str) -> None:
    preview = take(city_copy, TOLD, kind, header=BOTH, store=False)
    assert [note.vi for note in preview.notes if other in note.vi and "được lưu riêng" in note.vi]
    assert not [note for note in take(city_copy, PLAIN, store=False).notes if "lưu riêng" in note.vi]


def test_what_changes_nothing_needs_no_trial(city_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(city_copy, TOLD, "tips", header=BOTH)
    desk = open_desk(city_copy)
    preview_table(desk, sent(PLAIN), Wish("safety", 2018))
    monkeypatch.setattr("geo.storing.trial._copy", None)
    again = preview_table(desk, sent(TOLD, header=BOTH), Wish("tips", 2018))
    assert not again.differences
    assert not is_new(make_change(desk, again, "An"), desk.base)

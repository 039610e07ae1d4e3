"""A clerk's file ends in a ledger: each row of the spreadsheet once, none joined wrongly, none lost."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from typing import TYPE_CHECKING

import openpyxl
import pytest
from conftest import SHIPPED, write_table

from geo.__main__ import main
from geo.atlas import open_atlas
from geo.clerks.cells import make_cell
from geo.clerks.clerk import RawSheet
from geo.clerks.tables import read_tables
from geo.clerks.vocabulary_read import read_vocabulary
from geo.commands.audit import describe_intake
from geo.errors import IndicatorError
from geo.intake.intake import take_in, write_ledger
from geo.matching.clerk import Years, match_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NBSP = "\u00a0"
HEADER = ["STT", "Xã, phường", "Thôn, tổ dân phố", "Kết quả", "Số nguồn tin"]
VOCABULARY = read_vocabulary(SHIPPED / "indicators/indicators.toml")


@pytest.fixture(scope="module")
def boundaries():
    """The shipped city: 23 wards, 241 hamlets, most of them called by a number."""
    return open_atlas(SHIPPED).boundaries


def list_truth(boundaries) -> list[dict]:
    """Return a right row for each hamlet."""
    wards = boundaries.wards
    return [
        {
            "ward": f"{wards['kind'][ward]} {wards['name'][ward]}",
            "hamlet": name,
            "code": code,
            "met": n % 9 > 0,
            "tips": n % 7,
        }
        for n, (code, name, ward) in enumerate(boundaries.hamlets[["name", "ward_code"]].itertuples())
    ]


def match(boundaries, rows: list[list[object]], **words):
    cells = tuple(tuple(make_cell(value) for value in row) for row in rows)
    tables = read_tables("clerk.xlsx", [RawSheet("Sheet1", cells)], VOCABULARY)
    return match_tables(tables, boundaries, years=Years(words.pop("year", 2018), 2018), **words)


def write(rows: list[dict]) -> list[list[object]]:
    words = {True: "Đạt", False: "KĐ"}
    body = [[row["ward"], row["hamlet"], words[row["met"]], row["tips"]] for row in rows]
    return [HEADER, *([n, *cells] for n, cells in enumerate(body, 1))]


def rename(hamlet: Callable[[str], str] = str, ward: Callable[[str], str] = str) -> Callable[[dict], dict]:
    return lambda row: row | {"hamlet": hamlet(row["hamlet"]), "ward": ward(row["ward"])}


def plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def slip(text: str) -> str:
    """Return a text with one letter changed, always the same way."""
    chance = random.Random(text)  # noqa: S311  a choice that can be repeated
    place = chance.choice([n for n, sign in enumerate(text) if sign.isalpha()])
    return text[:place] + chance.choice("bcghklmnprstvx") + text[place + 1 :]


def pad(text: str) -> str:
    *words, last = text.split()
    return " ".join([*words, *(["số", f"{int(last):02d}"] if last.isdecimal() else [last])])


def decompose(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def move(text: str) -> str:
    """Return a text with the tone on the other vowel."""
    return text.replace("òa", "oà")


def confuse(text: str) -> str:
    """Return a text with the Icelandic letter for Đ."""
    return text.replace("Đ", "Ð")


def swap_kind(text: str) -> str:
    return text.replace("Tổ dân phố", "Thôn") if "phố" in text else text.replace("Thôn", "TDP")


def to_roman(text: str) -> str:
    *words, last = text.split()
    tens, ones = divmod(int(last), 10) if last.isdecimal() else (0, 0)
    roman = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
    return " ".join([*words, roman or last])


def shorten(text: str) -> str:
    return text.replace("phường ", "P. ").replace("xã ", "X. ")


SAFE = {
    "capitals": rename(str.upper, str.upper),
    "small letters": rename(str.lower, str.lower),
    "decomposed": rename(decompose, decompose),
    "TDP": rename(lambda text: text.replace("Tổ dân phố", "TDP")),
    "T.D.P.": rename(lambda text: text.replace("Tổ dân phố ", "T.D.P.")),
    "Tổ": rename(lambda text: text.replace("Tổ dân phố", "Tổ")),
    "số 05": rename(pad),
    "Roman numerals": rename(to_roman),
    "P. and X.": rename(ward=shorten),
    "no kind of ward": rename(ward=lambda text: text.split(" ", 1)[1]),
    "tone on the other vowel": rename(move, move),
    "Ð for Đ": rename(confuse, confuse),
    "blanks": rename(lambda text: f" {text.replace(' ', '  ')}\u00a0", lambda text: text.replace(" ", NBSP)),
    "ward in the cell": lambda row: row | {"hamlet": f"{row['hamlet']}, {row['ward']}"},
    "shuffled": rename(),
}
"""Troubles that leave no doubt: every row must be matched."""

DOUBTFUL = {
    "no accents": rename(plain),
    "no accents in the ward": rename(ward=plain),
    "no kind": rename(lambda text: text.removeprefix("Tổ dân phố ").removeprefix("Thôn ")),
    "the other kind": rename(swap_kind),
    "a slip in the name": rename(slip),
    "a slip in the ward": rename(ward=slip),
    "slips in both": rename(slip, slip),
    "a number that is not there": rename(lambda text: f"Tổ dân phố {100 + len(text)}"),
    "a part of a hamlet": rename(lambda text: f"{text}A"),
    "a ward of another city": rename(ward=lambda text: f"{text} Hạ"),
    "no ward": rename(ward=lambda _: ""),
    "nonsense": rename(lambda text: text[::-1]),
}
"""Troubles that a person must decide: a match may only be the right unit."""


def score(boundaries, trouble: Callable[[dict], dict], *, shuffle: bool = False) -> dict[str, int]:
    """Return how many rows are right, wrong and lost after a trouble."""
    truth = list_truth(boundaries)
    if shuffle:
        random.Random(7).shuffle(truth)  # noqa: S311  an order that can be repeated
    ledger = match(boundaries, write([trouble(row) for row in truth])).rows
    lines = ledger.set_index("row")
    joined = lines["status"].isin(("matched", "duplicate"))
    units = {n: row["code"] for n, row in enumerate(truth, 2)}
    return {
        "right": sum(joined[n] and lines["unit"][n] == code for n, code in units.items()),
        "wrong": sum(joined[n] and lines["unit"][n] != code for n, code in units.items()),
        "lost": len(units) - sum(n in lines.index for n in units),
        "silent": int((lines.loc[list(units), "reason_vi"][~joined] == "").sum()),
    }


@pytest.mark.parametrize("trouble", SAFE)
def test_a_trouble_without_doubt_costs_no_row(boundaries, trouble):
    found = score(boundaries, SAFE[trouble], shuffle=trouble == "shuffled")
    print(trouble, found)
    assert found == {"right": 241, "wrong": 0, "lost": 0, "silent": 0}


@pytest.mark.parametrize("trouble", DOUBTFUL)
def test_a_doubtful_trouble_joins_no_row_wrongly_and_loses_none(boundaries, trouble):
    found = score(boundaries, DOUBTFUL[trouble])
    print(trouble, found)
    assert (found["wrong"], found["lost"], found["silent"]) == (0, 0, 0)


def test_all_safe_troubles_at_once_cost_no_row(boundaries):
    def trouble(row: dict) -> dict:
        return SAFE["capitals"](SAFE["decomposed"](SAFE["TDP"](SAFE["P. and X."](SAFE["blanks"](row)))))

    assert score(boundaries, trouble, shuffle=True)["right"] == 241


def test_a_named_hamlet_that_met_the_standard_is_no_second_header(boundaries):
    """Words of its name head columns too ("xóm", "đạt"): the row is still a row."""
    ledger = match(
        boundaries,
        [HEADER, [1, "Tịnh Ấn Đông", "Xóm Đình", "Đạt", 1], [2, "Tịnh Ấn Đông", "Thôn Tự Do", "Đạt", 1]],
    )
    assert statuses(ledger)[1:] == ["unmatched", "matched"]


def rows_of(*rows: list[object]) -> list[list[object]]:
    return [HEADER, *rows]


def statuses(ledger) -> list[str]:
    return list(ledger.rows["status"])


def test_every_row_of_the_sheet_has_one_line(boundaries):
    ledger = match(
        boundaries,
        [
            ["BẢNG TỔNG HỢP NĂM 2018"],
            [],
            *rows_of(
                [1, "phường Trần Phú", "TDP 1", "Đạt", 3],
                [2, None, "TDP 2", "KĐ", 4],
                [3, None, "TDP 99", "Đạt", 1],
                [4, None, "Thôn 3", "Đạt", 1],
                [5, None, "TDP 4", "có lẽ", 1],
                [None, "Tổng cộng", None, None, 9],
            ),
            [],
            [None, None, None, "Người lập biểu"],
        ],
    )
    rows = ledger.rows
    assert list(rows["row"]) == list(range(1, 12))
    assert statuses(ledger)[3:8] == ["matched", "matched", "refused", "proposed", "refused"]
    assert statuses(ledger)[:3] + statuses(ledger)[8:] == ["ignored"] * 6
    assert (rows["reason_vi"][rows["status"] != "matched"] != "").all()
    assert "có lẽ" in rows["reason_vi"][7]
    assert list(rows["hamlet_code"][3:5]) == ["21013001", "21013002"]
    assert list(rows["ward_code"][3:5]) == ["21013", "21013"]
    assert list(rows["meets_standard"][3:5]) == [1, 0]


def test_units_without_a_row_are_missing(boundaries):
    ledger = match(boundaries, rows_of([1, "phường Trần Phú", "TDP 1", "Đạt", 3]))
    assert len(ledger.missing) == 240
    assert set(ledger.missing["level"]) == {"hamlet"}


def test_a_table_of_wards_is_matched_to_wards(boundaries):
    ledger = match(boundaries, [["Xã, phường", "Kết quả"], ["P. Trần Phú", "Đạt"], ["Nghĩa Dũng", "Đạt"]])
    assert list(ledger.rows["ward_code"][1:]) == ["21013", "21034"]
    assert list(ledger.rows["hamlet_code"][1:]) == ["", ""]
    assert set(ledger.missing["level"]) == {"ward"}
    assert len(ledger.missing) == 21


def test_repeats_are_merged_or_refused(boundaries):
    ledger = match(
        boundaries,
        rows_of(
            [1, "phường Trần Phú", "TDP 1", "Đạt", 3],
            [2, "phường Trần Phú", "Tổ dân phố 01", "Đạt", 3],
            [3, "phường Trần Phú", "TDP 2", "Đạt", 3],
            [4, "phường Trần Phú", "TDP 2", "KĐ", 3],
        ),
    )
    assert statuses(ledger)[1:] == ["matched", "duplicate", "refused", "refused"]
    assert "dòng 2" in ledger.rows["reason_vi"][2]
    assert "dòng 5" in ledger.rows["reason_vi"][3]


def test_repeats_in_another_sheet_name_the_sheet(boundaries):
    rows = rows_of([1, "phường Trần Phú", "TDP 1", "Đạt", 3])
    sheets = [
        RawSheet(name, tuple(tuple(map(make_cell, row)) for row in rows)) for name in ("Bảng 1", "Bảng 2")
    ]
    tables = read_tables("clerk.xlsx", sheets, VOCABULARY)
    ledger = match_tables(tables, boundaries, years=Years(2018, 2018))
    assert statuses(ledger) == ["ignored", "matched", "ignored", "duplicate"]
    assert "Bảng 1!2" in ledger.rows["reason_vi"][3]


def test_sheets_about_other_things_are_no_repeats(boundaries):
    rows = {
        "An toàn": [["Xã, phường", "Thôn, tổ dân phố", "Kết quả"], ["phường Trần Phú", "TDP 1", "Đạt"]],
        "Tin": [["Xã, phường", "Thôn, tổ dân phố", "Số nguồn tin"], ["phường Trần Phú", "TDP 1", 3]],
    }
    sheets = [
        RawSheet(name, tuple(tuple(map(make_cell, row)) for row in body)) for name, body in rows.items()
    ]
    ledger = match_tables(read_tables("a.xlsx", sheets, VOCABULARY), boundaries, years=Years(2018, 2018))
    assert statuses(ledger) == ["ignored", "matched", "ignored", "matched"]


YEARLY = [["Năm", *HEADER], [2017, 1, "phường Trần Phú", "TDP 1", "Đạt", 3]]


def test_a_row_of_another_year_than_the_one_asked_for_is_refused(boundaries):
    assert statuses(match(boundaries, YEARLY, year=2018))[1:] == ["refused"]
    own = match(boundaries, YEARLY, year=None)
    assert statuses(own)[1:] == ["matched"]
    assert own.rows["year"][1] == 2017


def test_sheets_of_several_years_are_each_of_their_own_year(boundaries):
    """A hamlet that only the sheet of 2017 has is not one of 2018, whatever year is asked for."""
    sheets = [
        RawSheet(name, tuple(tuple(make_cell(value) for value in row) for row in [HEADER, row]))
        for name, row in (
            ("2017", [1, "xã Tịnh Khê", "Thôn 1", "Đạt", 3]),
            ("2018", [1, "xã Tịnh Khê", "Thôn 2", "Đạt", 3]),
        )
    ]
    tables = read_tables("clerk.xlsx", sheets, VOCABULARY, year=2018)
    found = statuses(match_tables(tables, boundaries, years=Years(2018, 2018)))
    assert [status for status in found if status != "ignored"] == ["refused", "matched"]


def test_the_title_says_the_year_and_the_ward_where_nothing_else_does(boundaries):
    rows = [
        ["PHƯỜNG TRẦN PHÚ - NĂM 2017"],
        ["Thôn, tổ dân phố", "Kết quả"],
        ["TDP 1", "Đạt"],
        ["TDP 2", "Đạt"],
    ]
    ledger = match(boundaries, rows, year=None)
    assert list(ledger.rows["hamlet_code"][2:]) == ["21013001", "21013002"]
    assert set(ledger.rows["year"].dropna()) == {2017}


def test_two_columns_for_one_thing_are_for_a_person(boundaries):
    with pytest.raises(IndicatorError, match="clerk"):
        match(boundaries, [["Xã, phường", "Kết quả", "Kết quả"], ["P. Trần Phú", "Đạt", "KĐ"]])


@pytest.fixture
def workbook(tmp_path) -> Path:
    """Return a spreadsheet as a clerk sends it, with a hidden sheet and an empty one."""
    book = openpyxl.Workbook()
    for row in rows_of(
        [1, "phường Trần Phú", "TDP 1", "Đạt", 3],
        [2, None, "Thôn 2", "KĐ", None],
        [3, None, "TDP 3", "x y", 1],
    ):
        book.active.append(row)
    book.active.title = "=Tháng 12"
    book.create_sheet("Ghi chú")["A1"] = "không có bảng"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    path = tmp_path / "clerk.xlsx"
    book.save(path)
    return path


def test_the_ledger_is_a_table_that_no_spreadsheet_runs(small_city, workbook):
    intake = take_in(small_city, workbook, year=2018)
    lines = list(csv.DictReader(io.StringIO(write_ledger(intake, "vi").decode())))
    assert list(lines[0])[:6] == ["sheet", "row", "status", "hamlet_code", "ward_code", "reason"]
    assert [(line["row"], line["status"], line["hamlet_code"]) for line in lines] == [
        ("1", "ignored", ""),
        ("2", "matched", "21013001"),
        ("3", "proposed", "21013002"),
        ("4", "refused", ""),
    ]
    assert [line["meets_standard"] for line in lines] == ["", "true", "false", ""]
    assert [line["tips"] for line in lines] == ["", "3", "", "1"]
    assert {line["sheet"] for line in lines} == {"'=Tháng 12"}
    assert intake.unread == ("Ghi chú", "Ẩn")


def test_accepted_spellings_apply_to_clerks_tables(city_copy, tmp_path):
    write_table(
        city_copy, "aliases", "source_name,ward,unit_code,who,when\nXóm Đình,21202,21202001,Lan,2019-02-01\n"
    )
    path = tmp_path / "clerk.csv"
    path.write_text("Xã;Thôn;Kết quả\nTịnh Ấn Đông;Xóm Đình;Đạt\n", encoding="utf-8")
    rows = take_in(city_copy, path).ledger.rows
    assert list(rows["hamlet_code"]) == ["", "21202001"]
    assert "Lan" in rows["reason_vi"][1]


def test_the_command_reads_columns_as_they_were_set_right_before(city_copy, tmp_path):
    path, out = tmp_path / "clerk.csv", tmp_path / "ledger.csv"
    path.write_text("Xã;Thôn;Xếp hạng riêng\nTịnh Ấn Đông;Thôn Độc Lập;Đạt\n", encoding="utf-8")
    words = ["match", str(path), "--data", str(city_copy), "--year", "2018", "--out", str(out)]
    assert main(words) == 2
    (city_copy / "indicators" / "corrections.csv").write_text(
        "header,field,style,encoding,who,when\nXếp hạng riêng,meets_standard,,,Lan,2019-02-01\n",
        encoding="utf-8",
    )
    assert main(words) == 0
    assert "meets_standard" in out.read_text(encoding="utf-8").splitlines()[0]


def test_the_command_writes_the_ledger_and_stores_nothing(small_city, workbook, tmp_path, capsys):
    before = {path: path.read_bytes() for path in small_city.rglob("*") if path.is_file()}
    out, report = tmp_path / "ledger.csv", tmp_path / "ledger.json"
    words = [
        "match",
        str(workbook),
        "--data",
        str(small_city),
        "--year",
        "2018",
        "--out",
        str(out),
        "--json",
        str(report),
    ]
    assert main(words) == 0
    err = capsys.readouterr().err
    told = ("Khớp: 1", "Đề nghị: 1", "cột C", "Tên thôn", "“Ghi chú”", "không đọc")
    assert all(word in err for word in told)
    assert out.read_text(encoding="utf-8").startswith("sheet,row,status,hamlet_code,ward_code,reason,")
    assert '"matched": 1' in report.read_text(encoding="utf-8")
    assert before == {path: path.read_bytes() for path in small_city.rglob("*") if path.is_file()}


def test_a_file_that_is_not_there_is_exit_2(small_city, tmp_path, capsys):
    words = [
        "match",
        str(tmp_path / "no.xlsx"),
        "--data",
        str(small_city),
        "--out",
        str(tmp_path / "ledger.csv"),
    ]
    assert main([*words, "--lang", "en"]) == 2
    assert "no.xlsx: there is no such file" in capsys.readouterr().err
    assert not (tmp_path / "ledger.csv").exists()


def test_what_a_file_hides_in_a_name_or_a_header_stands_in_no_ledger_and_no_message(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    rows = [
        "Xã,Tên thôn,Kết\u202e quả",
        "Phường \u202ebc,Thôn 1,Đạt",
        ",Thôn 2,Đạt",
        ",Thôn 3,Đạt",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    intake = take_in(SHIPPED, path)
    for language in ("vi", "en"):
        said = write_ledger(intake, language).decode() + describe_intake(intake, language)
        assert "\u202e" not in said
        assert "[U+202E]" in said

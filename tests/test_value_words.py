"""Words for a result that no list knows: refused with their row, explained once, kept by the header."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, plain, read

from geo.clerks.clerk import Correction
from geo.clerks.tokens import cell_key
from geo.clerks.value_words import list_unknown, may_be_kept
from geo.storing.corrections import join_corrections, read_corrections, write_corrections


def written(*words):
    rows = plain()
    for row, word in zip(rows[1:], words, strict=False):
        row[3] = word
    return rows


def values(table):
    return [row.values.get("meets_standard") for row in table.units()]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("Chưa đạt", 0.0),
        ("Vẫn chưa đạt", 0.0),
        ("Mất danh hiệu", 0.0),
        ("Giữ vững", 1.0),
        ("Mới đạt", 1.0),
        ("v", 1.0),
        ("V", 1.0),
        ("✓", 1.0),
        ("+", 1.0),
        ("–", None),
        ("Không xét", None),
        ("Chưa xếp loại", None),
        ("Chưa bình xét", None),
    ],
)
def test_words_with_one_meaning_are_known(word, value):
    assert VOCABULARY.statuses[cell_key(word)] == value


@pytest.mark.parametrize("word", ["✗", "✘", "☐", "Chưa", "Không có", "0/1", "Khá", "?"])
def test_a_word_with_several_meanings_is_refused_until_somebody_says_what_it_means(word):
    rows = written(word, "Đạt", word)
    (unknown,) = list_unknown([read(rows)])
    assert (unknown.header, unknown.word, unknown.times, unknown.row) == ("Kết quả", word, 2, 2)
    for meaning, value in (("met", 1.0), ("not_met", 0.0), ("no_data", None)):
        table = read(rows, correction=Correction(words={"Kết quả": {word: meaning}}))
        assert values(table)[:3] == [value, 1.0, value]
        assert not any(row.problems for row in table.units())


def test_it_holds_for_columns_with_that_header_only():
    table = read(written("✗"), correction=Correction(words={"Xếp loại": {"✗": "not_met"}}))
    assert list_unknown([table])


def test_no_data_stays_no_data_beside_plus_and_dash():
    rows = written("+", "–", "Chưa", "+", "–", "+", "+")
    right = Correction(styles={"Kết quả": "plus_minus"}, words={"Kết quả": {"chưa": "no_data"}})
    assert values(read(rows, correction=right))[:3] == [1.0, 0.0, None]


def test_words_of_a_column_of_ticks_too():
    rows = written("", "✗")
    rows[0][3] = "Không đạt"
    assert list_unknown([read(rows)])[0].header == "Không đạt"
    table = read(rows, correction=Correction(words={"Không đạt": {"✗": "not_met"}}))
    assert values(table)[1] == 0.0


@pytest.mark.parametrize(
    "text", ["", "Nguyễn Văn An", "gọi 0905 123 456", "có nhóm thanh niên lạ mặt tụ tập", "✗\u202e"]
)
def test_what_may_tell_of_somebody_is_not_kept(text):
    assert not may_be_kept(text)


def test_what_was_explained_is_kept_by_the_header(tmp_path):
    (tmp_path / "indicators").mkdir()
    place = tmp_path / "indicators" / "corrections.csv"
    first = Correction(words={"Kết quả": {"✗": "not_met", "Chưa": "no_data"}})
    place.write_bytes(write_corrections(tmp_path, first, who="An", day="2018-11-05"))
    assert read_corrections(tmp_path).words == first.words
    assert write_corrections(tmp_path, first, who="An", day="2018-11-06") is None
    more = Correction(fields={"Kết quả": "meets_standard"}, words={"Kết quả": {"Chưa": "not_met"}})
    place.write_bytes(write_corrections(tmp_path, more, who="An", day="2018-11-06"))
    kept = read_corrections(tmp_path)
    assert kept.words == {"Kết quả": {"✗": "not_met", "Chưa": "not_met"}}
    assert kept.fields == {"Kết quả": "meets_standard"}
    assert join_corrections(kept, first).words == first.words


def test_a_file_of_before_has_no_words(tmp_path):
    (tmp_path / "indicators").mkdir()
    place = tmp_path / "indicators" / "corrections.csv"
    place.write_text("header,field,style,encoding,who,when\nMục A,tips,,,An,2018-11-05\n", encoding="utf-8")
    assert read_corrections(tmp_path) == Correction({"Mục A": "tips"})
    new = Correction(words={"Mục B": {"✗": "met"}})
    place.write_bytes(write_corrections(tmp_path, new, who="An", day="2018-11-06"))
    assert read_corrections(tmp_path) == Correction({"Mục A": "tips"}, words=new.words)


@pytest.mark.parametrize("cell", ["[]", "x", '{"✗": "maybe"}', '{"✗": []}', "[" * 5000])
def test_broken_words_are_named(tmp_path, cell):
    (tmp_path / "indicators").mkdir()
    quoted = cell.replace('"', '""')
    place = tmp_path / "indicators" / "corrections.csv"
    place.write_text(f'header,field,style,encoding,words\nMục A,,,,"{quoted}"\n', encoding="utf-8")
    with pytest.raises(Exception, match=r"corrections\.csv, dòng 2"):
        read_corrections(tmp_path)

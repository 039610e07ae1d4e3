"""What is remembered is listed and withdrawn from the command line, one thing at a time."""

from __future__ import annotations

import json

import pytest
from conftest import write_table

from geo.__main__ import main
from geo.storing.desk import open_desk
from geo.storing.history import list_versions

ALIASES = """source_name,ward,unit_code,year,who,when
Khu A,21013,21013001,2018,An,2018-11-05
Khu A,21019,21019001,,An,2018-11-05
"""
CORRECTIONS = "header,field,style,encoding,who,when\nMục A,meets_standard,,,An,2018-11-05\n"


@pytest.fixture
def folder(city_copy):
    write_table(city_copy, "aliases", ALIASES)
    write_table(city_copy, "corrections", CORRECTIONS)
    return city_copy


def run(*words, folder):
    return main([*words, "--data", str(folder)])


def test_what_is_kept_is_listed_in_words_and_as_data(folder, capsys):
    assert run("kept", folder=folder) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("“Khu A” là Tổ dân phố 1 (phường Trần Phú)")
    assert lines[2].startswith("cột “Mục A”: Phân loại an toàn về an ninh trật tự")
    assert run("kept", "--json", folder=folder) == 0
    said = json.loads(capsys.readouterr().out)
    assert [name["unit_code"] for name in said["names"]] == ["21013001", "21019001"]
    assert said["corrections"][0]["header"] == "Mục A"


def test_words_of_results_are_listed_with_what_they_mean(city_copy, capsys):
    words = '"{""✗"": ""not_met""}"'
    write_table(city_copy, "corrections", f"header,field,style,encoding,words\nKết quả,,,,{words}\n")
    assert run("kept", folder=city_copy) == 0
    assert "chữ “✗”: Chưa đạt" in capsys.readouterr().out


def test_a_spelling_is_withdrawn_in_one_ward_or_everywhere(folder):
    assert run("withdraw", "Khu A", "--ward", "21019", "--who", "Bình", folder=folder) == 0
    assert list(open_desk(folder).aliases["ward"]) == ["21013"]
    assert run("withdraw", "Khu A", "--who", "Bình", folder=folder) == 0
    assert open_desk(folder).aliases.empty
    assert list_versions(folder)[0].who == "Bình"


def test_a_header_is_withdrawn(folder):
    assert run("withdraw", "Mục A", "--header", "--who", "Bình", folder=folder) == 0
    assert open_desk(folder).correction.fields == {}
    assert list_versions(folder)[0].note.kind == "correction"


@pytest.mark.parametrize("words", [["Khu B"], ["Khu A", "--ward", "21202"], ["Mục B", "--header"]])
def test_what_is_not_kept_cannot_be_withdrawn(folder, capsys, words):
    assert run("withdraw", *words, "--who", "Bình", folder=folder) == 2
    assert "có thể đã được rút lại" in capsys.readouterr().err
    assert list_versions(folder) == ()

"""The command line: exit 0 fine, 1 differences, 2 nothing done; messages in words, on standard error."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import click
import pytest
from conftest import ROOT, SHIPPED
from PIL import Image

from geo.__main__ import MODULES, choose_language, cli, main
from geo.commands.options import data_folder


@pytest.fixture
def run(small_city, tmp_path, monkeypatch, capsys):
    """Return a function that runs a command on a copy of the small city: status, output, error."""
    shutil.copytree(small_city, tmp_path / "city_of_run")
    monkeypatch.setenv("SAFETY_MAP_DATA", str(tmp_path / "city_of_run"))

    def run_words(*words: object):
        status = main([str(word) for word in words])
        caught = capsys.readouterr()
        return status, caught.out, caught.err

    return run_words


def test_the_data_folder_is_the_one_of_the_environment_or_the_shipped_one(monkeypatch, tmp_path):
    monkeypatch.setenv("SAFETY_MAP_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("SAFETY_MAP_DATA")
    assert data_folder() == SHIPPED


def test_the_shipped_city_is_fine():
    """In a process of its own, as a person starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "geo", "check", "--data", SHIPPED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "công bố 237/241, dữ liệu 237/241 – khớp" in done.stdout
    assert done.stderr.strip() == "Dữ liệu đọc được, không có gì lệch."


def test_differences_are_exit_1(run):
    status, out, err = run("check")
    assert status == 1
    assert "LỆCH" in out
    assert "xem lại" in err


def test_check_reads_the_words_of_clerks_too(run, city_copy):
    catalogue = city_copy / "indicators" / "indicators.toml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace("[synonyms]", '[synonyms]\nhousholds = ["hộ"]'), encoding="utf-8")
    status, _, err = run("check", "--data", city_copy)
    assert status == 2
    assert "synonyms.housholds" in err


def test_check_writes_its_ledger_for_machines(run, tmp_path):
    status, _, _ = run("check", "--json", tmp_path / "ledger.json")
    ledger = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    assert status == 1
    assert ledger["differs"] is True
    assert {table["file"] for table in ledger["tables"]} >= {"safety_hamlets.csv", "model_sites.csv"}


def test_data_that_cannot_be_read_is_exit_2_with_the_same_words_for_machines(run, edit_table, tmp_path):
    folder = edit_table("tips", "2018,21013002,12", "2018,21013002,twelve")
    status, out, err = run("check", "--data", folder, "--json", tmp_path / "ledger.json")
    assert (status, out) == (2, "")
    assert "tips.csv, dòng 11, cột “tips”, giá trị “twelve”" in err
    ledger = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    assert ledger["problems"][0]["vi"] == err.strip()


def test_messages_are_in_the_language_asked_for(run, edit_table):
    folder = edit_table("tips", "2018,21013002,12", "2018,21013002,twelve")
    _, _, err = run("check", "--data", folder, "--lang", "en")
    assert "row 11" in err
    _, out, _ = run("check", "--lang=en")
    assert "Matched" in out


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ((), "vi"),
        (("--lang", "en"), "en"),
        (("--lang=en",), "en"),
        (("--lang", "vi"), "vi"),
        (("--lang",), "vi"),
    ],
)
def test_the_language_is_known_before_the_command_line_is_understood(words, language):
    assert choose_language(words) == language


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<"), ("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")],
)
def test_a_map_is_written_as_the_kind_of_file_its_name_asks_for(run, tmp_path, suffix, start):
    out = tmp_path / f"map.{suffix}"
    status, _, err = run(
        "map", "--year", 2018, "--ward", 21013, "--ward", 21019, "--layers", "", "--out", out
    )
    assert status == 0, err
    assert out.read_bytes().startswith(start)
    assert str(out) in err


@pytest.mark.parametrize(
    ("words", "language", "title"),
    [
        (("--year2", 2017), "vi", "So sánh năm 2017 với năm 2018"),
        (("--all-years",), "en", "2017–2018"),
    ],
)
def test_two_years_and_all_years_are_pages(run, tmp_path, words, language, title):
    out = tmp_path / "pair.svg"
    status, _, err = run("map", "--year", 2018, *words, "--lang", language, "--out", out)
    assert status == 0, err
    assert title in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--year2", 2017, "--out", "pair.xlsx"), ".pdf, .png, .svg, .pptx, .docx"),
        (("--all-years", "--out", "years.csv"), ".pdf, .png, .svg, .pptx, .docx"),
        (("--year2", 2018, "--out", "pair.pdf"), "year2"),
        (("--year2", 1999, "--out", "pair.pdf"), "1999"),
        (("--year2", 2017, "--all-years", "--out", "pair.pdf"), "--year2, --all-years"),
    ],
)
def test_years_that_are_no_page_are_refused_in_words(run, tmp_path, monkeypatch, words, named):
    monkeypatch.chdir(tmp_path)
    status, out, err = run("map", "--year", 2018, *words)
    assert (status, out) == (2, "")
    assert named in err
    assert not list(tmp_path.glob("pair.*")) + list(tmp_path.glob("years.*"))


def test_a_map_has_the_view_that_was_asked_for(run, tmp_path):
    out = tmp_path / "map.csv"
    run("map", "--year", 2017, "--level", "ward", "--layers", "wards,models", "--patterns", "--out", out)
    text = out.read_text(encoding="utf-8-sig")
    assert "Trần Phú" in text
    assert "21013001" not in text


@pytest.mark.parametrize("command", ["map", "atlas"])
def test_what_is_not_asked_for_is_the_first_indicator_of_any_city_in_its_latest_year(
    run, city_copy, tmp_path, command
):
    catalogue = city_copy / "indicators" / "indicators.toml"
    words, _, indicators = catalogue.read_text(encoding="utf-8").partition("[[indicator]]")
    share = next(part for part in indicators.split("[[indicator]]") if 'rule = "share"' in part)
    share = re.sub(r'id = "\w+"', 'id = "good"', share)
    catalogue.write_text(f"{words}[[indicator]]{share}", encoding="utf-8")
    out = tmp_path / f"{command}.pdf"
    status, _, err = run(command, "--data", city_copy, "--out", out)
    assert (status, out.exists()) == (0, True), err


def test_an_emblem_stands_on_the_page(run, city_copy, tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (30, 30), "#123456").save(picture, "PNG")
    (city_copy / "emblem.png").write_bytes(picture.getvalue())
    settings = city_copy / "city.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('emblem = ""', 'emblem = "emblem.png"'), encoding="utf-8"
    )
    for name, data in (("with.png", city_copy), ("without.png", None)):
        run("map", "--year", 2018, "--out", tmp_path / name, *(["--data", data] if data else []))
    colours = Image.open(tmp_path / "with.png").convert("RGB").getcolors(10**7)
    assert (0x12, 0x34, 0x56) in {colour for _, colour in colours}
    plain = Image.open(tmp_path / "without.png").convert("RGB").getcolors(10**7)
    assert (0x12, 0x34, 0x56) not in {colour for _, colour in plain}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["map", "--year", "2018", "--out", "map.gif"], "python -m geo --out, "),
        (["map", "--year", "2018"], "--out"),
        (["map", "--year", "năm nay", "--out", "map.png"], "--year"),
        (["map", "--year=năm nay", "--out", "map.png"], "“năm nay”"),
        (["atlas", "--year", "2018", "--workers", "99", "--out", "a.pdf"], "“99”"),
        (["import", "safety"], "FILE"),
        (["map", "--year", "2031", "--out", "map.png"], "python -m geo --year, "),
        (["report", "?year=2031", "--out", "report.pdf"], "“year=2031”"),
        (["map", "--year=2031", "--out", "map.png"], "python -m geo --year, "),
        (["map", "--year", "2018", "--ward", "9", "--out", "map.png"], "“9”"),
        (["map", "--year", "2018", "--level", "city", "--out", "map.png"], "hamlet, ward, cluster"),
        (["map", "--year", "2018", "--indicator", "x", "--out", "map.png"], "safety"),
        (["map", "--year", "2018", "--layers", "roads", "--out", "map.png"], "roads"),
        (["map", "--year", "2018", "--kind", "ghosts", "--out", "map.png"], "family_group"),
        (["map", "--year", "2018", "--out", "/no/such/folder/map.png"], "map.png"),
        (["map", "--bogus"], "--bogus"),
        (["draw"], "reissue"),
        (["kept", "more"], "--help"),
        (["check", "--data", "/no/such/folder"], "city.toml"),
    ],
)
def test_what_cannot_be_done_is_exit_2_and_said_in_both_languages(run, words, says):
    status, out, vietnamese = run(*words)
    assert (status, out) == (2, "")
    assert says in vietnamese
    assert "/no/such" not in vietnamese
    _, _, english = run(*words, "--lang=en")
    assert says in english
    assert english != vietnamese
    assert "Error" not in vietnamese + english


def test_no_command_shows_the_help(run):
    status, out, _ = run()
    assert status == 0
    assert all(command in out for command in ("demo", "check", "map"))


@pytest.mark.parametrize("name", MODULES)
def test_every_option_says_what_it_is_for(name):
    command = cli.get_command(click.Context(cli), name)
    silent = [
        option.name for option in command.params if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_the_demo_is_written_where_it_is_asked_for(run, tmp_path):
    status, _, err = run("demo", "--data", tmp_path / "city")
    assert status == 0
    assert str(tmp_path / "city") in err
    assert main(["check", "--data", str(tmp_path / "city")]) == 0


def test_the_demo_does_not_overwrite_a_city_that_is_real(run, city_copy):
    settings = city_copy / "city.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("synthetic = true", "synthetic = false"),
        encoding="utf-8",
    )
    before = {path: path.read_bytes() for path in city_copy.rglob("*") if path.is_file()}
    status, _, _ = run("demo", "--data", city_copy)
    assert status == 2
    assert before == {path: path.read_bytes() for path in city_copy.rglob("*") if path.is_file()}


def test_a_command_that_is_stopped_says_nothing(run, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.commands.map.open_atlas", stop)
    assert run("check")[0] == 130


def test_a_command_starts_without_what_only_others_need():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, geo.commands.book; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"geo.atlas", "pandas"} <= set(done.stdout.split())
    assert {"geo.store", "geo.intake.intake", "folium", "pptx", "docx"}.isdisjoint(done.stdout.split())


def test_a_file_in_place_of_a_folder_is_said_without_a_traceback(city_copy, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("Thôn,Kết quả\n")
    (city_copy / "indicators").rename(tmp_path / "away")
    (city_copy / "indicators").write_text("x")
    assert main(["import", "safety", str(path), "--data", str(city_copy), "--who", "An"]) == 2
    said = capsys.readouterr().err
    assert "→" in said
    assert str(city_copy) not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_stopped_leaves_no_temporary_folder(tmp_path, number):
    (tmp_path / "a.csv").write_text("Thôn,Kết quả\n" + "Thôn 1,Đạt\n" * 15_000)
    (tmp_path / "scratch").mkdir()
    words = [sys.executable, "-m", "geo", "match", str(tmp_path / "a.csv"), "--out", str(tmp_path / "L.csv")]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "scratch")}
    with subprocess.Popen([*words, "--data", str(SHIPPED)], cwd=ROOT, env=environment) as running:
        while not any((tmp_path / "scratch").glob("*/*")) and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(number)
        assert running.wait(30) == 128 + number
    assert not any((tmp_path / "scratch").iterdir())

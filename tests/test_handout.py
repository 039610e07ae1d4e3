"""Whatever leaves is noted, and its page id gives the same file again, bit for bit."""

from __future__ import annotations

import pytest

from geo.__main__ import main
from geo.atlas import make_map, open_atlas
from geo.book import read_sheet
from geo.formats import FORMATS, OF_YEARS
from geo.handout import hand_out, name_sheet_of
from geo.model import A4_PORTRAIT, LAYOUTS, View
from geo.pair import make_pair
from geo.pair_years import make_years
from geo.reissue import find_page, make_again
from geo.reissue_log import read_log
from geo.shown import head_of
from geo.views import make_page_id

VIEW = View(2018, wards=("21013",))
MAKERS = {
    "map": lambda atlas: make_map(atlas, VIEW),
    "pair": lambda atlas: make_pair(atlas, VIEW, 2017),
    "years": lambda atlas: make_years(atlas, VIEW),
}
EVERY = [(kind, suffix) for kind in MAKERS for suffix in (FORMATS if kind == "map" else OF_YEARS)]


@pytest.mark.parametrize(("kind", "suffix"), EVERY)
def test_every_file_that_leaves_is_noted_and_made_again_by_its_id(city_copy, kind, suffix):
    atlas = open_atlas(city_copy)
    shown = MAKERS[kind](atlas)
    content, noted = hand_out(atlas, shown, suffix, layout=A4_PORTRAIT)
    (line,) = read_log(city_copy)
    assert noted
    assert line.page_id == head_of(shown).furniture.page_id
    found = find_page(open_atlas(city_copy), line.page_id)
    assert found.state == "same"
    assert make_again(open_atlas(city_copy), found, suffix) == content


@pytest.mark.parametrize("kind", MAKERS)
def test_the_address_of_what_left_is_that_of_its_sheet(small_atlas, kind):
    sheet = name_sheet_of(MAKERS[kind](small_atlas))
    assert sheet.kind == kind
    assert read_sheet(sheet.address, small_atlas) == sheet


def test_a_page_issued_on_several_papers_is_drawn_on_the_one_that_is_asked_for(city_copy):
    atlas = open_atlas(city_copy)
    shown = make_map(atlas, VIEW)
    made = {name: hand_out(atlas, shown, "pdf", layout=layout)[0] for name, layout in LAYOUTS.items()}
    for name, content in made.items():
        found = find_page(atlas, shown.furniture.page_id, name)
        assert make_again(atlas, found, "pdf") == content


def test_a_slide_of_shapes_comes_again_as_a_slide_of_shapes(city_copy):
    atlas = open_atlas(city_copy)
    shown = make_map(atlas, VIEW)
    content, _ = hand_out(atlas, shown, "pptx", shapes=True)
    assert content != hand_out(open_atlas(city_copy), shown, "docx")[0]
    found = find_page(atlas, shown.furniture.page_id, "pptx_shapes")
    assert make_again(atlas, found, "pptx") == content


@pytest.mark.parametrize("words", [("--year2", "2017"), ("--all-years",)])
def test_pages_of_several_years_are_noted_by_the_command_too(city_copy, tmp_path, capsys, words):
    page, again = tmp_path / "page.pdf", tmp_path / "again.pdf"
    command = ["map", "--data", str(city_copy), "--year", "2018", *words]
    assert main([*command, "--paper", "figure_160", "--out", str(page)]) == 0
    (line,) = read_log(city_copy)
    assert line.paper == "figure_160"
    assert main(["reissue", line.page_id, "--data", str(city_copy), "--out", str(again)]) == 0
    assert again.read_bytes() == page.read_bytes()


@pytest.mark.parametrize("more", ["&year2=2017", "&years=all", "&page=table"])
def test_a_page_of_several_years_that_nobody_noted_is_found(city_copy, more):
    atlas = open_atlas(city_copy)
    sheet = read_sheet(View(2018, "ward", "tips").address + more, atlas)
    found = find_page(atlas, _id_of(atlas, sheet))
    assert (found.address, found.state) == (sheet.address, "same")


def test_two_years_whose_other_year_is_gone_say_so(city_copy, tmp_path, capsys):
    atlas = open_atlas(city_copy)
    hand_out(atlas, make_pair(atlas, VIEW, 2017), "pdf")
    settings = city_copy / "city.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[2017, 2018]", "[2018]"))
    (line,) = read_log(city_copy)
    found = find_page(open_atlas(city_copy), line.page_id)
    assert found.state == "gone"
    assert [problem.value for problem in found.problems] == ["2017"]


def test_a_folder_that_cannot_be_written_still_gives_the_file(city_copy, tmp_path, capsys):
    (city_copy / ".history").write_text("not a folder")
    out = tmp_path / "map.pdf"
    assert main(["map", "--data", str(city_copy), "--year", "2018", "--lang", "en", "--out", str(out)]) == 0
    assert out.exists()
    assert "page ids could not be noted" in capsys.readouterr().err.lower()


def test_a_kind_of_file_that_a_page_is_not_taken_away_as_is_refused(city_copy, tmp_path, capsys):
    atlas = open_atlas(city_copy)
    hand_out(atlas, make_years(atlas, VIEW), "pdf")
    (line,) = read_log(city_copy)
    command = ["reissue", line.page_id, "--data", str(city_copy), "--out", str(tmp_path / "x.csv")]
    assert main(command) == 2
    assert ".pdf, .png, .svg, .pptx, .docx" in capsys.readouterr().err


def _id_of(atlas, sheet):
    return make_page_id(atlas, sheet.view, sheet.more)

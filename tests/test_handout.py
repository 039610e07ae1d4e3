"""Whatever leaves is noted, and its page id gives the same file again, bit for bit."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import numpy as np
import pytest
from PIL import Image

from geo.__main__ import main
from geo.atlas import open_atlas
from geo.books.book import make_sheet, read_sheet
from geo.books.handout import hand_out
from geo.books.reissue import find_page, make_again
from geo.books.reissue_log import read_log
from geo.books.views import show_view
from geo.formats import FORMATS, OF_YEARS
from geo.layout.shown import head_of
from geo.model import A4_PORTRAIT, LAYOUTS, View
from geo.telling.views import make_page_id

VIEW = View(2018, wards=("21013",))
KINDS = {"map": None, "pair": 2017, "years": None, "clusters": None}
EVERY = [(kind, suffix) for kind in KINDS for suffix in (FORMATS if kind == "map" else OF_YEARS)]


def sheet_of(atlas, kind="map"):
    return make_sheet(atlas, kind, VIEW, KINDS[kind])


@pytest.mark.parametrize(("dpi", "size"), [(150, (1754, 1240)), (192, (2245, 1587)), (300, (3508, 2480))])
def test_a_picture_has_the_resolution_asked_for_also_when_it_is_made_again(city_copy, tmp_path, dpi, size):
    out, again = tmp_path / "a.png", tmp_path / "b.png"
    command = ["map", "--year", "2018", "--dpi", str(dpi), "--data", str(city_copy), "--out", str(out)]
    assert main(command) == 0
    with Image.open(out) as picture:
        assert picture.size == size
        assert round(picture.info["dpi"][0]) == dpi
    (line,) = read_log(city_copy)
    assert main(["reissue", line.page_id, "--data", str(city_copy), "--out", str(again)]) == 0
    assert again.read_bytes() == out.read_bytes()


def id_of(atlas, sheet):
    return make_page_id(atlas, sheet.view, sheet.more)


def tell_parts(content):
    """Return what a file is made of, so that a difference has a place: its parts, and pixels of pictures."""
    if not is_zipfile(BytesIO(content)):
        return {"": content}
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    pictures = [name for name in parts if name.endswith(".png")]
    return parts | {f"{name} pixels": hash_pixels(parts[name]) for name in pictures}


def hash_pixels(picture):
    with Image.open(BytesIO(picture)) as opened:
        return [hash(row.tobytes()) for row in np.asarray(opened)]


@pytest.mark.parametrize(("kind", "suffix"), EVERY)
def test_every_file_that_leaves_is_noted_and_made_again_by_its_id(city_copy, kind, suffix):
    atlas = open_atlas(city_copy)
    sheet = sheet_of(atlas, kind)
    content, noted = hand_out(atlas, sheet, suffix, layout=A4_PORTRAIT)
    (line,) = read_log(city_copy)
    assert noted
    read_again = open_atlas(city_copy)
    found = find_page(read_again, line.page_id)
    assert found.state == "same"
    again = make_again(read_again, found, suffix)
    assert tell_parts(again) == tell_parts(content)
    assert again == content


@pytest.mark.parametrize("kind", KINDS)
def test_the_id_on_a_page_is_the_one_that_is_noted(small_atlas, kind):
    sheet = sheet_of(small_atlas, kind)
    assert read_sheet(sheet.address, small_atlas) == sheet
    assert head_of(show_view(small_atlas, sheet)).furniture.page_id == id_of(small_atlas, sheet)


def test_a_page_issued_on_several_papers_is_drawn_on_the_one_that_is_asked_for(city_copy):
    atlas = open_atlas(city_copy)
    sheet = sheet_of(atlas)
    made = {name: hand_out(atlas, sheet, "pdf", layout=layout)[0] for name, layout in LAYOUTS.items()}
    for name, content in made.items():
        found = find_page(atlas, id_of(atlas, sheet), name)
        assert make_again(atlas, found, "pdf") == content


def test_a_slide_of_shapes_comes_again_as_a_slide_of_shapes(city_copy):
    atlas = open_atlas(city_copy)
    sheet = sheet_of(atlas)
    plain, _ = hand_out(atlas, sheet, "pptx")
    content, _ = hand_out(atlas, sheet, "pptx", shapes=True)
    assert content != plain
    for paper, expected in (("pptx", plain), ("pptx_shapes", content)):
        found = find_page(atlas, id_of(atlas, sheet), paper)
        assert make_again(atlas, found, "pptx") == expected


@pytest.mark.parametrize("words", [("--year2", "2017"), ("--all-years",)])
def test_pages_of_several_years_are_noted_by_the_command_too(city_copy, tmp_path, capsys, words):
    page, again = tmp_path / "page.pdf", tmp_path / "again.pdf"
    command = ["map", "--data", str(city_copy), "--year", "2018", *words]
    assert main([*command, "--paper", "figure_160", "--out", str(page)]) == 0
    (line,) = read_log(city_copy)
    assert line.paper == "figure_160"
    assert main(["reissue", line.page_id, "--data", str(city_copy), "--out", str(again)]) == 0
    assert again.read_bytes() == page.read_bytes()


@pytest.mark.parametrize("more", ["&year2=2017", "&years=all", "&page=table", "&screen=clusters"])
def test_a_page_of_several_years_that_nobody_noted_is_found(city_copy, more):
    atlas = open_atlas(city_copy)
    sheet = read_sheet(View(2018, "ward", "tips").address + more, atlas)
    found = find_page(atlas, id_of(atlas, sheet))
    assert (found.address, found.state) == (sheet.address, "same")


def test_two_years_whose_other_year_is_gone_say_so(city_copy, tmp_path, capsys):
    atlas = open_atlas(city_copy)
    hand_out(atlas, sheet_of(atlas, "pair"), "pdf")
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
    hand_out(atlas, sheet_of(atlas, "years"), "pdf")
    (line,) = read_log(city_copy)
    command = ["reissue", line.page_id, "--data", str(city_copy), "--out", str(tmp_path / "x.csv")]
    assert main(command) == 2
    assert ".pdf, .png, .svg, .pptx, .docx" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("off", [("not_met",), ("not_met", "met", "no_data")])
def test_a_view_with_classes_off_the_map_leaves_as_every_kind_of_file(city_copy, suffix, off):
    atlas = open_atlas(city_copy)
    view = View(2018, off=off)
    content, _ = hand_out(atlas, make_sheet(atlas, "map", view, None), suffix)
    whole, _ = hand_out(atlas, make_sheet(atlas, "map", View(2018), None), suffix)
    assert content
    assert content != whole
    (line,) = [line for line in read_log(city_copy) if line.page_id == make_page_id(atlas, view)]
    read_again = open_atlas(city_copy)
    assert make_again(read_again, find_page(read_again, line.page_id), suffix) == content

"""PDF, PNG and SVG: valid, searchable, exact, the same bytes each time, and looking as they did."""

from __future__ import annotations

import base64
import os
import re
import struct
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pypdf
import pytest
from fontTools.ttLib import TTFont
from paper import read_words, shipped_atlas, shipped_map, texts_of, units_of
from PIL import Image

from geo.drawing import fonts, pdf_draw
from geo.drawing.fonts import clean
from geo.drawing.pdf import Press
from geo.model import LAYOUTS, Layer
from geo.page import compose_page
from geo.paint import paint_pdf, paint_png, paint_svg
from geo.tools.png import render

GOLDEN = Path(__file__).parent / "golden"
GOLDEN_DPI = 72
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = {
    "city": {},
    "ward": {"wards": ("21013",)},
    "clusters": {"level": "cluster", "indicator": "share_met", "layers": ("models", "clusters", "labels")},
    "greyscale": {"indicator": "tips", "patterns": True},
}


def read_xml(content):
    return ET.fromstring(content)  # noqa: S314  written by the product a moment ago


@pytest.fixture(scope="module")
def page():
    return compose_page(shipped_map())


@pytest.fixture(scope="module")
def pdf(page):
    return paint_pdf(page)


def test_pdf_is_sound(pdf, tmp_path):
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf)
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_pdf_has_title_author_subject_language_and_bookmark(pdf):
    furniture = shipped_map().furniture
    document = pypdf.PdfReader(BytesIO(pdf))
    assert document.metadata.title == furniture.title
    assert document.metadata.author == furniture.office
    assert document.metadata.subject == furniture.sentence
    assert furniture.page_id in document.metadata["/Keywords"]
    assert document.trailer["/Root"]["/Lang"] == "vi-VN"
    assert [entry.title for entry in document.outline] == [furniture.title]


def test_every_word_of_the_page_can_be_found_in_the_pdf_once(page, pdf, tmp_path):
    found = Counter(word.text for word in read_words(pdf, tmp_path))
    wanted = Counter(
        word for text in texts_of(page.items) for word in clean(text).replace("\u00a0", " ").split()
    )
    words = {text for text in wanted if text.isalpha()}
    split = Counter(part for text, count in found.items() for part in [text] * count)
    assert {word: split[word] for word in words} == {word: wanted[word] for word in words}


def test_pdf_fonts_are_embedded_subsets_of_the_product_type(pdf):
    fonts = pypdf.PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    used = [font.get_object() for font in fonts.values()]
    named = [font for font in used if "BeVietnamPro" in font["/BaseFont"]]
    assert named
    for font in named:
        assert re.match(r"/[A-Z]{6}\+BeVietnamPro-", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize("face", fonts.STYLES)
def test_letters_without_hints_keep_their_outlines(face):
    plain = TTFont(BytesIO(pdf_draw._build(fonts.unhinted(face))))
    whole = TTFont(fonts.font_file(face))
    assert not fonts.HINTS & set(plain.keys())
    for name in whole.getGlyphOrder():
        kept, glyph = plain["glyf"][name], whole["glyf"][name]
        assert kept.getCoordinates(plain["glyf"]) == glyph.getCoordinates(whole["glyf"])
        assert not kept.numberOfContours or not kept.program.getBytecode()


def test_the_same_page_gives_the_same_bytes(page):
    again = compose_page(shipped_map())
    assert paint_pdf(again) == paint_pdf(page)
    assert paint_png(again, 72) == paint_png(page, 72)
    assert paint_svg(again) == paint_svg(page)


def test_a_document_of_pages_writes_shared_outlines_once(page, monkeypatch):
    wards = shipped_atlas().boundaries.wards.index[:8]
    pages = [page, *(compose_page(shipped_map(wards=(code,))) for code in wards)]
    together = paint_pdf(pages)
    monkeypatch.setattr(pdf_draw, "WORTH", 10**9)
    assert len(pypdf.PdfReader(BytesIO(together)).pages) == 1 + len(wards)
    assert len(together) < 0.8 * len(paint_pdf(pages))


def test_outlines_drawn_as_forms_look_as_those_drawn_in_place(page):
    alone = render(paint_pdf(page), 702, 496).astype(int)
    shared = render(paint_pdf([page, page]), 702, 496).astype(int)
    assert np.abs(alone - shared).max() <= 2


def test_pages_printed_one_by_one_in_any_order_look_as_those_of_a_whole_document(page):
    ward = compose_page(shipped_map(wards=("21013",)))
    press = Press("vi")
    printed = [press.print(one) for one in (page, ward)]
    assert all(one.items == () for one in printed)
    together = press.bind(printed[::-1])
    assert len(pypdf.PdfReader(BytesIO(together)).pages) == 2
    drawn, alone = (render(pdf, 702, 496).astype(int) for pdf in (together, paint_pdf(ward)))
    assert np.abs(drawn - alone).max() <= 2


@pytest.mark.parametrize(
    ("name", "dpi", "size"),
    [
        ("a4_landscape", 300, (3508, 2480)),
        ("a4_portrait", 300, (2480, 3508)),
        ("a4_landscape", 150, (1754, 1240)),
        ("figure_160", 300, (1890, 1323)),
    ],
)
def test_png_has_exactly_the_pixels_of_its_paper_and_says_its_dpi(name, dpi, size):
    page = compose_page(shipped_map(), LAYOUTS[name])
    with Image.open(BytesIO(paint_png(page, dpi))) as picture:
        picture.load()
        assert picture.size == size
        assert picture.mode == "RGB"
        assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
        assert picture.info["Description"] == page.subject
        assert picture.info["Author"] == page.author
        assert page.page_id in picture.info["Comment"]


def test_png_chunks_follow_the_specification(page):
    png = paint_png(page, 36)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    kinds, at = [], 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        kinds.append(kind)
        at += 12 + length
    assert kinds[0] == b"IHDR"
    assert kinds[-1] == b"IEND"
    assert kinds.index(b"pHYs") < kinds.index(b"IDAT")


@pytest.fixture(scope="module")
def svg(page):
    return read_xml(paint_svg(page))


def test_svg_names_every_unit_and_its_value(page, svg):
    titles = {
        path.get("data-unit"): path.findtext(f"{SVG}title")
        for path in svg.iter(f"{SVG}path")
        if path.get("data-unit")
    }
    assert set(titles) == set(page.units)
    assert titles == {area.unit: area.title for area in units_of(page.items)}
    assert all(titles.values())


def test_svg_keeps_text_as_text_and_says_what_it_is(page, svg):
    lines = [text.text for text in svg.iter(f"{SVG}text")]
    assert lines == [clean(text) for text in texts_of(page.items)]
    assert svg.findtext(f"{SVG}title") == page.title
    assert svg.findtext(f"{SVG}desc") == page.subject


def test_svg_carries_the_letters_it_needs_and_asks_for_no_other_file(page, svg):
    content = ET.tostring(svg, encoding="unicode")
    addresses = set(re.findall(r"url\(([^)]{1,12})", content))
    assert all(address.startswith(("#", "data:font/")) for address in addresses)
    fonts = [
        TTFont(BytesIO(base64.b64decode(data))) for data in re.findall(r"base64,([A-Za-z0-9+/=]+)\)", content)
    ]
    letters = set().union(*(set(font.getBestCmap()) for font in fonts))
    assert {ord(letter) for text in texts_of(page.items) for letter in clean(text)} <= letters
    assert sum(len(font.getGlyphOrder()) for font in fonts) < 600


@pytest.mark.parametrize("words", [{}, {"indicator": "tips", "patterns": True}], ids=["colour", "patterns"])
def test_svg_patterns_exist_where_they_are_used(words):
    content = paint_svg(compose_page(shipped_map(**words))).decode()
    used = set(re.findall(r'fill="url\(#(\w+)\)"', content))
    assert used
    assert used == set(re.findall(r'<pattern id="(\w+)"', content))


def test_names_from_files_cannot_break_out_of_the_svg():
    thematic_map = shipped_map(wards=("21013",))
    layer = Layer(thematic_map.layer.frame.assign(name="<script>\"&'"))
    root = read_xml(paint_svg(compose_page(replace(thematic_map, layer=layer))))
    assert not list(root.iter(f"{SVG}script"))


def draw_golden(words: dict[str, object]) -> Image.Image:
    page = compose_page(shipped_map(**words))
    return Image.open(BytesIO(paint_png(page, GOLDEN_DPI))).convert("RGB")


@pytest.mark.parametrize("name", PICTURES)
def test_pages_look_as_they_did(name):
    """Set ``GOLDEN=write`` to store the pictures anew, then look at them."""
    drawn = draw_golden(PICTURES[name])
    file = GOLDEN / f"{name}.png"
    if os.environ.get("GOLDEN") == "write":
        drawn.quantize(96, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size < 150_000
    with Image.open(file) as stored:
        known = np.asarray(stored.convert("RGB"), dtype=int)
    difference = np.abs(np.asarray(drawn, dtype=int) - known)
    assert known.shape == difference.shape
    assert difference.mean() < 2.0
    assert (difference.max(axis=2) > 90).mean() < 0.004


def test_the_emblem_is_drawn_in_every_format():
    emblem = (GOLDEN / "ward.png").read_bytes()
    page = compose_page(shipped_map(), emblem=emblem)
    assert len(pypdf.PdfReader(BytesIO(paint_pdf(page))).pages[0].images) == 1
    images = list(read_xml(paint_svg(page)).iter(f"{SVG}image"))
    assert [image.get("href") for image in images] == [
        "data:image/png;base64," + base64.b64encode(emblem).decode()
    ]
    corner = np.asarray(Image.open(BytesIO(paint_png(page, 72))))[30:60, 30:60]
    plain = np.asarray(Image.open(BytesIO(paint_png(compose_page(shipped_map()), 72))))[30:60, 30:60]
    assert np.abs(corner.astype(int) - plain).mean() > 5


def test_files_that_are_made_at_once_are_those_made_one_after_the_other():
    """Officers share one process: the types of the letters are read for all of them from the same place."""
    codes = list(shipped_atlas().boundaries.wards.index)[:6]
    pages = [compose_page(shipped_map(wards=(code,))) for code in codes]
    alone = [paint_pdf(page) for page in pages]
    for known in (fonts._open, fonts._letters, fonts._widths, fonts.outline, pdf_draw._register):
        known.cache_clear()
    fonts.outline_text.cache_clear()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(pages)) as threads:
            assert list(threads.map(paint_pdf, pages)) == alone
    finally:
        sys.setswitchinterval(usual)

"""The page: the same map as the screen, all that belongs to it, nothing over another, for any data."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely
from builders import atlas, boundaries, observations, view
from hypothesis import given
from hypothesis import strategies as st
from paper import SHIPPED, list_overlaps, read_words, shipped_atlas, shipped_map, texts_of, units_of, walk

from geo.atlas import make_map
from geo.classify import count_classes
from geo.drawing.fonts import measure
from geo.drawing.patterns import PATTERNS, fill_of
from geo.drawing.scene import Area, Box, Fill, Naming, Page, Window, Words
from geo.drawing.typeset import Type
from geo.interactive import DIGITS, OUTSIDE, write_values
from geo.layout.furniture import draw_bearings, draw_inset, draw_locator, round_length
from geo.layout.more import grow
from geo.layout.plate import PANEL
from geo.layout.sheet import compose_sheet
from geo.lettering.naming import FEW, list_exceptions
from geo.model import FIGURE_160, LAYOUTS, LEVELS, Layer, View
from geo.page import compose_page
from geo.paint import paint_pdf
from geo.tools.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Atlas, Layout, ThematicMap

VIEWS = {
    "hamlets": {},
    "earlier": {"year": 2016},
    "ward": {"wards": ("21013",)},
    "wards": {"level": "ward"},
    "shares": {"level": "ward", "indicator": "share_met"},
    "clusters": {"level": "cluster", "indicator": "tips"},
    "bands": {"indicator": "tips"},
    "english": {"language": "en"},
    "patterns": {"patterns": True, "indicator": "tips"},
}


def test_a_class_off_the_map_is_white_without_marks_and_names_and_the_legend_says_so():
    whole, page = compose_page(shipped_map()), compose_page(shipped_map(off=("not_met",)))
    assert page.units == whole.units
    failed = {code for code, key in page.units.items() if key == "not_met"}
    assert {area.fill for area in units_of(page.items) if area.unit in failed} == {Fill("#ffffff")}
    entry = page.legend[0]
    assert (entry.key, entry.label, entry.fill) == ("not_met", "Chưa đạt (không tô màu)", Fill("#ffffff"))
    assert entry.count == whole.legend[0].count == len(failed)
    assert list_exceptions(shipped_map()) == failed
    assert not list_exceptions(shipped_map(off=("not_met",))), "none is named because it stands out"


@pytest.mark.parametrize("words", VIEWS.values(), ids=VIEWS)
def test_screen_and_page_of_one_view_show_the_same_units_classes_colours_and_counts(words):
    thematic_map = shipped_map(**words)
    atlas, view = shipped_atlas(), thematic_map.view
    everything = make_map(atlas, replace(view, wards=())).layer.frame.index
    screen = write_values(thematic_map, everything)
    page = compose_page(thematic_map)

    keys = [entry["key"] for entry in screen["classes"]]
    on_screen = {
        str(code): keys[DIGITS.index(position)]
        for code, position in zip(everything, screen["positions"], strict=True)
        if position != OUTSIDE
    }
    assert page.units == on_screen
    assert {area.unit for area in units_of(page.items)} == set(on_screen)
    assert [entry.key for entry in page.legend] == keys
    assert [entry.label for entry in page.legend] == [entry["label"] for entry in screen["classes"]]
    shown = [entry["shown"] for entry in screen["classes"]]
    assert [str(entry.count) for entry in page.legend] == shown
    for entry, drawn in zip(screen["classes"], page.legend, strict=True):
        patterned = entry["pattern"] != "solid" and (entry["marked"] or view.patterns)
        assert (drawn.fill.pattern != "solid") is patterned
        assert drawn.fill.colour == ("#ffffff" if view.patterns else entry["colour"])
    fills = {entry.key: entry.fill for entry in page.legend}
    assert all(area.fill == fills[on_screen[area.unit]] for area in units_of(page.items))


@pytest.mark.parametrize("words", VIEWS.values(), ids=VIEWS)
def test_legend_counts_add_up_to_the_units_and_no_data_is_always_listed(words):
    page = compose_page(shipped_map(**words))
    assert sum(entry.count for entry in page.legend) == len(page.units) == len(units_of(page.items))
    assert page.legend[-1].key == "no_data"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_page_says_all_that_must_be_said(layout):
    thematic_map = shipped_map(wards=("21013",))
    furniture = thematic_map.furniture
    said = " ".join(texts_of(compose_page(thematic_map, layout).items))
    for words in (
        furniture.banner,
        furniture.page_id,
        furniture.data_date,
        furniture.vintage,
        furniture.office,
    ):
        assert words in said
    assert "VN-2000, kinh tuyến trục 108°00" in said
    assert "Vị trí trong thành phố" in said
    assert "B" in texts_of(compose_page(thematic_map, layout).items)
    if layout.headed:
        assert furniture.title in said
        assert furniture.sentence in said


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("words", [{}, {"wards": ("21025",)}, {"year": 2016}], ids=["city", "ward", "2016"])
def test_words_of_a_page_lie_apart_and_on_the_paper(layout, words, tmp_path):
    page = compose_page(shipped_map(**words), layout)
    found = read_words(paint_pdf(page), tmp_path)
    assert list_overlaps(found) == []
    point = 72 / 25.4
    assert all(word.left >= 0 and word.right <= page.width * point for word in found)
    assert all(word.top >= 0 and word.bottom <= page.height * point for word in found)


def test_the_atlas_of_the_city_names_every_ward_and_every_hamlet(tmp_path):
    wards = shipped_atlas().boundaries.wards
    city = compose_page(shipped_map())
    assert {naming.code for naming in city.report if naming.how != "omitted"} >= {
        f"ward:{code}" for code in wards.index
    }
    named = set()
    for code in wards.index:
        page = compose_page(shipped_map(wards=(code,)))
        assert list_overlaps(read_words(paint_pdf(page), tmp_path)) == []
        named |= {naming.code for naming in page.report if naming.box is not None}
    assert named >= set(shipped_atlas().boundaries.hamlets.index)


def test_exceptions_are_named_even_where_names_are_switched_off():
    page = compose_page(shipped_map(layers=()))
    exceptions = {code for code, key in page.units.items() if key == "not_met"}
    assert exceptions
    assert {naming.code for naming in page.report} == exceptions
    assert all(naming.box is not None for naming in page.report)


def change_frame(thematic_map: ThematicMap, **columns: object) -> ThematicMap:
    """Return a map with other cells in its frame, and the counts that belong to them."""
    frame = thematic_map.layer.frame.assign(**columns)
    counts = count_classes(frame["class"], thematic_map.classes)
    return replace(thematic_map, layer=Layer(frame), counts=counts)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_long_names_are_wrapped_shrunk_led_or_keyed_and_none_is_lost(layout, tmp_path):
    long = "Tổ dân phố khu tái định cư Bắc sông Trà Khúc số"
    base = shipped_map(wards=("21013",))
    names = [f"{long} {place}" for place in range(1, len(base.layer.frame) + 1)]
    page = compose_page(change_frame(base, name=names), layout)
    assert {naming.code for naming in page.report} == set(base.layer.frame.index)
    assert not [naming for naming in page.report if naming.how == "omitted"]
    words = read_words(paint_pdf(page), tmp_path)
    assert list_overlaps(words) == []
    said = texts_of(page.items)
    if any(naming.how == "keyed" for naming in page.report):
        assert say("page.key", "vi") in said


def test_names_that_lose_their_place_when_the_map_makes_room_stand_in_the_key():
    base = shipped_map()
    frame, wards = base.layer.frame, base.wards
    more = " khu tái định cư Đồng Bến Sứ Trường Chinh nối dài giai đoạn hai"
    named = change_frame(
        base, name=frame["name"] + more, ward_name=frame["ward_name"] + " Mở Rộng Về Phía Đông"
    )
    longer = wards.assign(name="Nguyễn Thị Minh Khai Trường Sơn Đông " + wards["name"] + " Mở Rộng")
    page = compose_page(replace(named, wards=longer), LAYOUTS["slide_16_9"])
    became = Counter(naming.how for naming in page.report)
    assert became["keyed"] > 4  # what stood in the key when the map was drawn once
    assert not became["omitted"]


def test_a_crowd_of_exceptions_has_numbers_on_the_map_and_all_its_names_in_the_key(tmp_path):
    base = shipped_map()
    places = np.where(np.arange(len(base.layer.frame)) % 3 == 0, 0, 1)
    page = compose_page(change_frame(base, **{"class": places}))
    named = [naming for naming in page.report if not naming.code.startswith("ward:")]
    assert len(named) == (places == 0).sum() > FEW
    assert {naming.how for naming in named} == {"keyed"}
    words = read_words(paint_pdf(page), tmp_path)
    assert {word.text for word in words} >= {str(number) for number in range(1, len(named) + 1)}
    assert list_overlaps(words) == []


def test_a_map_without_any_data_is_drawn_and_says_so(tmp_path):
    base = shipped_map()
    nothing = change_frame(base, **{"class": base.classes.missing}, value=np.nan, text="chưa có số liệu")
    page = compose_page(nothing)
    assert set(page.units.values()) == {"no_data"}
    assert page.legend[-1].count == len(page.units)
    assert "Chưa có số liệu" in texts_of(page.items)


def test_a_map_of_no_units_is_still_a_page():
    base = shipped_map()
    empty = replace(base, layer=Layer(base.layer.frame.iloc[:0]), counts=(0,) * len(base.counts))
    page = compose_page(empty)
    assert page.units == {}
    assert sum(entry.count for entry in page.legend) == 0
    assert units_of(page.items) == []


def test_the_small_city_fits_every_paper(small_atlas: Atlas, tmp_path: Path):
    for layout in LAYOUTS.values():
        for level in LEVELS:
            indicator = "tips" if level == "cluster" else "safety"
            page = compose_page(make_map(small_atlas, View(2018, level=level, indicator=indicator)), layout)
            assert len(page.units) == {"hamlet": 8, "ward": 3, "cluster": 2}[level]
            assert list_overlaps(read_words(paint_pdf(page), tmp_path)) == []


def test_names_are_larger_where_few_units_fill_the_page(small_atlas: Atlas):
    shown = {ward: make_map(small_atlas, View(2018, wards=ward)) for ward in (("21013",), ())}
    sizes = [max(name.size for name in compose_page(one).report) for one in shown.values()]
    assert sizes[0] > 1.2 * sizes[1]


def test_the_emblem_stands_at_the_head_when_there_is_one():
    emblem = (SHIPPED.parent / "tests" / "golden" / "city.png").read_bytes()
    with_emblem = compose_page(shipped_map(), emblem=emblem)
    assert [item.png for item in walk(with_emblem.items) if hasattr(item, "png")] == [emblem]
    assert not [item for item in walk(compose_page(shipped_map()).items) if hasattr(item, "png")]


def measure_map(layout: Layout, **words: object) -> tuple[float, float]:
    """Return width and height of the frame of a map: its first window."""
    page = compose_page(shipped_map(**words), layout)
    window = next(item for item in page.items if hasattr(item, "items"))
    return window.box.width, window.box.height


def test_keys_stand_beside_the_map_on_a_wide_paper_and_under_it_on_a_tall_one():
    wide, _ = measure_map(LAYOUTS["a4_landscape"])
    tall, _ = measure_map(LAYOUTS["a4_portrait"])
    assert wide < LAYOUTS["a4_landscape"].width - 60
    assert tall == pytest.approx(LAYOUTS["a4_portrait"].width - 2 * LAYOUTS["a4_portrait"].margin)


@given(st.floats(min_value=1e-3, max_value=1e7))
def test_scale_bars_are_one_two_or_five_times_a_power_of_ten(longest):
    length = round_length(longest)
    assert length <= longest * (1 + 1e-6)
    assert length > longest / 2.5 * (1 - 1e-6)
    assert float(f"{length:e}".split("e")[0]) in (1.0, 2.0, 5.0)


def test_a_key_that_goes_on_in_the_next_column_has_its_rows_beside_the_first_ones():
    page = compose_page(shipped_map(), LAYOUTS["a4_portrait"])
    kinds = [words["vi"] for words in shipped_atlas().city.model_kinds.values()]
    rows = [item for item in walk(page.items) if isinstance(item, Words) and item.text in kinds]
    columns = {item.x for item in rows}
    assert len(columns) == 2
    assert len({min(item.y for item in rows if item.x == column) for column in columns}) == 1


def test_scale_bars_have_decimal_commas_in_vietnamese_only():
    vietnamese = texts_of(compose_page(shipped_map(), LAYOUTS["figure_160"]).items)
    english = texts_of(compose_page(shipped_map(language="en"), LAYOUTS["figure_160"]).items)
    assert "2,5" in vietnamese
    assert "2.5" in english


def test_fill_patterns_are_those_of_the_screen():
    script = (SHIPPED.parent / "ui" / "assets" / "patterns.js").read_text(encoding="utf-8")
    drawn = dict(re.findall(r'^  (\w+): \["([^"]+)", [\d.]+\],$', script, flags=re.MULTILINE))
    assert set(drawn) == set(PATTERNS)
    widths = dict(re.findall(r'^  (\w+): \["[^"]+", ([\d.]+)\],$', script, flags=re.MULTILINE))
    for name, (families, width) in PATTERNS.items():
        strokes = re.findall(r"M(-?[\d.]+),(-?[\d.]+) L(-?[\d.]+),(-?[\d.]+)", drawn[name])
        lines = {"rising": lambda x, y: x + y, "falling": lambda x, y: x - y, "level": lambda _, y: y}
        for x1, y1, x2, y2 in strokes:
            ends = [(float(x1), float(y1)), (float(x2), float(y2))]
            assert any(
                kind in lines and all((lines[kind](x, y) - offset) % 8 == 0 for x, y in ends)
                for kind, offset in families
            ), name
        assert strokes or families[0][0] == "points"
        if strokes:
            assert float(widths[name]) == width


def test_classes_of_every_indicator_are_told_apart_in_black_and_white():
    for classes in shipped_atlas().classes.values():
        fills = [fill_of(entry, patterns=True) for entry in classes.entries]
        assert len(set(fills)) == len(fills)
        assert {fill.colour for fill in fills} == {"#ffffff"}


def lightness(colour: str) -> float:
    """Return L* (CIE 1976) of a colour: what is left of it in greyscale."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    y = float(np.dot([0.2126, 0.7152, 0.0722], linear))
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def test_sequential_colours_grow_lighter_or_darker_by_visible_steps():
    catalogue = shipped_atlas().catalogue.indicators.values()
    palettes = {measure.palette for one in catalogue for measure in one.measures.values()} - {()}
    assert len(palettes) > 3
    for palette in palettes:
        steps = [low - high for low, high in pairwise(map(lightness, palette))]
        assert min(steps) >= 8 or max(steps) <= -8, (palette, steps)


def test_met_and_not_met_are_told_apart_without_colour():
    page = compose_page(shipped_map())
    fills = {entry.key: entry.fill for entry in page.legend}
    assert fills["not_met"].pattern != fills["met"].pattern
    assert lightness(fills["met"].colour) - lightness(fills["not_met"].colour) >= 15
    crosses = [item for item in walk(page.items) if not isinstance(item, Words)]
    assert crosses


def test_drawing_changes_nothing_that_it_is_given():
    thematic_map = shipped_map(wards=("21013",))
    before = thematic_map.layer.frame.copy(), thematic_map.sites.copy()
    compose_page(thematic_map)
    pd.testing.assert_frame_equal(pd.DataFrame(thematic_map.layer.frame), pd.DataFrame(before[0]))
    pd.testing.assert_frame_equal(thematic_map.sites, before[1])


def test_a_paper_too_small_for_its_keys_still_shows_map_and_keys():
    slip = replace(LAYOUTS["figure_160"], name="slip", width=90.0, height=50.0)
    thematic_map = shipped_map()
    page = compose_page(thematic_map, slip)
    said = texts_of(page.items)
    assert all(entry.label in said for entry in page.legend)
    assert {area.unit for area in units_of(page.items)} == set(page.units)


def test_a_long_key_of_names_leaves_the_map_its_size():
    base = shipped_map(wards=("21013",))
    names = [
        f"Khu dân cư tái định cư bờ Bắc sông Trà Khúc giai đoạn {n} mở rộng"
        for n in range(len(base.layer.frame))
    ]
    plain, full = (
        next(item for item in compose_page(thematic_map).items if hasattr(item, "items")).box
        for thematic_map in (base, change_frame(base, name=names))
    )
    assert full.width * full.height > 0.45 * plain.width * plain.height


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_line_runs_through_scale_and_north_unless_they_have_paper_of_their_own(layout):
    for code in ("21022", "21172", "21211", "21214", "21232"):
        page = compose_page(shipped_map(wards=(code,)), layout)
        window = next(item for item in page.items if isinstance(item, Window))
        signs = [item for item in page.items if isinstance(item, Words) and item.anchor == "middle"]
        scale = shapely.MultiPoint([(sign.x, sign.y) for sign in signs]).envelope
        lines = [
            shapely.LineString(item.place.apply(points))
            for item in walk(window.items)
            if isinstance(item, Area) and item.stroke
            for points in item.path.lines
        ]
        panels = [item for item in page.items if isinstance(item, Area) and item.fill is PANEL]
        assert len(signs) >= 2  # the ends of the bar, and north
        assert panels or not any(one.intersects(scale) for one in lines)


@pytest.mark.parametrize("width", [9.0, 14.0, 26.0, 60.0])
@pytest.mark.parametrize("scale", [20.0, 293.0, 4000.0])
def test_scale_and_north_stay_in_their_place_however_narrow_and_their_words_apart(width, scale):
    kind = Type(6.0)
    for free in (Box(3.0, 5.0, width, 13.2), Box(3.0, 5.0, max(width, 26.0), 6.6)):
        for turned in (False, True):
            items, _ = draw_bearings(scale, "vi", kind, free, turned=turned)
            words = [item for item in items if isinstance(item, Words)]
            spans = [
                (
                    word.y,
                    word.x - measure(word.text, word.size) / 2,
                    word.x + measure(word.text, word.size) / 2,
                )
                for word in words
            ]
            assert all(left >= free.left - 0.6 and right <= free.right + 0.6 for _, left, right in spans)
            assert all(one[2] < other[1] or one[0] != other[0] for one, other in pairwise(sorted(spans)))
            assert {"B"} < {word.text for word in words}


@pytest.mark.parametrize("turned", [False, True])
def test_wards_of_a_long_and_thin_city_are_found_in_its_locator_by_a_ring(turned):
    one = shipped_map(wards=("21013",))
    wide, high = (0.05, 3.0) if turned else (3.0, 0.05)
    wards = one.wards.set_geometry(one.wards.geometry.scale(wide, high, origin=(0, 0)))
    width, height = 40.0, 26.0
    block = draw_inset(replace(one, wards=wards), width, height)
    boxes = [
        np.concatenate([area.place.apply(line) for line in area.path.lines])
        for area in block.items
        if isinstance(area, Area)
    ]
    (ring,) = [box for area, box in zip(block.items, boxes, strict=True) if not area.fill]
    assert np.ptp(ring, axis=0).min() >= 4
    limit = (width, max(width, height) if turned else height)
    assert all((box >= -1.2).all() and (box <= np.array(limit) + 1.2).all() for box in boxes)
    assert max(np.ptp(box, axis=0).max() for box in boxes) > 0.85 * width
    plain = draw_inset(one, width, height)
    assert all(area.fill for area in plain.items)


@pytest.mark.parametrize("words", [{"indicator": "share_met"}, {"indicator": "tips_per_1000"}])
def test_a_table_that_has_no_room_beside_the_keys_stands_under_them(words):
    """Beside two columns of keys each row had three lines: "Lê", "Hồng", "Phong"."""
    page, *more = compose_sheet(shipped_map(level="ward", **words))
    texts = [item.text for item in page.items if isinstance(item, Words)]
    assert {"Lê Hồng Phong", "Nguyễn Nghiêm", "Trần Hưng Đạo"} <= set(texts)
    assert len(more) <= 1


def test_the_key_of_lines_names_the_river_only_where_it_is_seen():
    said = {code: texts_of(compose_page(shipped_map(wards=(code,))).items) for code in ("21016", "21013")}
    assert ["Sông Trà Khúc" in words for words in said.values()] == [False, True]


def test_the_locator_is_black_in_black_and_white():
    block = draw_locator(shipped_map(wards=("21013",), patterns=True), 40.0, 30.0, Type(8.0))
    colours = {item.fill.colour for item in block.items if getattr(item, "fill", None)}
    assert colours == {"#000000", "#e9edf0"}


@pytest.mark.parametrize(
    ("enough", "heights"),
    [(1.0, [1.0]), (1.25, [1.0, 1.25]), (1.6, [1.0, 1.25, 2.1, 1.5, 1.75]), (9.0, [1.0, 1.25, 2.1])],
)
def test_a_figure_takes_the_least_height_that_has_room_and_does_not_try_in_vain(enough, heights):
    tried = []

    def compose(layout):
        share = layout.height / FIGURE_160.height
        tried.append(share)
        how = "inside" if share >= enough else "listed"
        naming = Naming(code="1", text="", how=how, size=6.0, box=None)
        return Page(160, layout.height, (), "", "", "", "vi", "", report=(naming,))

    page = grow(FIGURE_160, compose)
    assert tried == pytest.approx(heights)
    expected = min((share for share in heights if share >= enough), default=1.0)
    assert page.height == pytest.approx(FIGURE_160.height * expected)


def test_a_figure_grows_no_higher_than_the_page_lets_it_and_until_no_word_hangs_below_it():
    def compose(layout):
        words = Words("Tịnh Kỳ", 0.0, 200.0, 7.0)
        return Page(160, layout.height, (words,), "", "", "", "vi", "")

    assert grow(FIGURE_160, compose).height >= 200
    assert grow(replace(FIGURE_160, tallest=150.0), compose).height <= 150


@pytest.mark.parametrize("words", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_type_is_smaller_than_what_can_be_read_on_the_paper(layout, words):
    page = compose_page(shipped_map(**words), layout)
    assert min(item.size for item in walk(page.items) if isinstance(item, Words)) >= layout.floor
    assert layout.floor >= 6


def test_a_name_that_would_reach_across_the_map_stands_on_two_lines_beside_its_unit():
    drawn = shipped_map()
    names = drawn.layer.frame["name"] + " thuộc khu dân cư mới thành lập bên bờ nam sông Trà"
    page = compose_page(replace(drawn, layer=Layer(drawn.layer.frame.assign(name=names))))
    led = [naming for naming in page.report if naming.how == "leader" and naming.code.isdigit()]
    assert led
    frame = next(item.box for item in page.items if isinstance(item, Window))
    said = texts_of(page.items)
    for naming in led:
        first, _, ward = naming.text.rpartition(", ")
        assert f"{first}," in said
        assert ward in said
        assert naming.box.width < frame.width / 2


@pytest.mark.parametrize(
    ("hamlets", "pages", "size"), [(20, 1, 7.36), (50, 1, 7.36), (55, 1, 6.88), (60, 1, 6.4), (200, 3, 7.36)]
)
def test_a_table_that_nearly_has_room_under_its_map_takes_smaller_type(hamlets, pages, size):
    codes = [f"21001{place:03d}" for place in range(1, hamlets + 1)]
    seen = observations({(2018, "hamlet", "meets_standard"): dict.fromkeys(codes, 1.0)})
    drawn = make_map(atlas(boundaries({"21001": hamlets}), seen), view(wards=("21001",)))
    sheets = compose_sheet(drawn)
    words = [item for sheet in sheets for item in walk(sheet.items) if isinstance(item, Words)]
    sizes = [round(item.size, 2) for item in words if item.text == "Đạt tiêu chuẩn"]
    assert len(sheets) == pages
    assert sizes.count(size) == hamlets


@pytest.mark.parametrize(("hamlets", "pages"), [(28, [False]), (50, [True]), (130, [True, True])])
def test_a_long_table_stands_in_two_parts_beside_each_other_and_has_every_unit_once(hamlets, pages):
    codes = [f"21001{place:03d}" for place in range(1, hamlets + 1)]
    seen = observations({(2018, "hamlet", "meets_standard"): dict.fromkeys(codes, 1.0)})
    drawn = make_map(atlas(boundaries({"21001": hamlets}), seen), view(wards=("21001",)))
    names, listed, parts = set(drawn.layer.frame["name"]), [], []
    for sheet in compose_sheet(drawn):
        words = [item for item in walk(sheet.items) if isinstance(item, Words)]
        heads = {word.x for word in words if word.text == say("map.unit", "vi")}
        listed += [word.text for word in words if word.x in heads and word.text in names]
        parts.append(len(heads) == 2)
    assert parts == pages
    assert sorted(listed) == sorted(names)


def test_a_figure_of_a_document_leaves_its_foot_to_the_words_under_it_and_keeps_the_banner():
    drawn = shipped_map()
    whole, bare = (compose_page(drawn, replace(FIGURE_160, footed=footed)) for footed in (True, False))
    page_id = drawn.furniture.page_id
    assert [any(page_id in text for text in texts_of(page.items)) for page in (whole, bare)] == [True, False]
    assert drawn.furniture.banner in texts_of(bare.items)
    frames = [next(item for item in page.items if isinstance(item, Window)).box for page in (whole, bare)]
    assert frames[1].height > frames[0].height + 5

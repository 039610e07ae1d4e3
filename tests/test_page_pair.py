"""Pages of several years: the counts of the maps, one scale, one legend, every change by name."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from paper import list_overlaps, read_words, shipped_atlas, shipped_map, texts_of, units_of, walk
from PIL import Image

from geo.classify import count_classes
from geo.drawing.patterns import fill_of
from geo.drawing.scene import Area, Window, Words
from geo.drawing.typeset import Type
from geo.layout.legend import draw_mark, ink_of
from geo.layout.legend_years import draw_year_classes
from geo.layout.pair import compose_pair, compose_panels, compose_years
from geo.lettering.naming import FEW
from geo.model import FIGURE_160, LAYOUTS, Layer, View
from geo.office.slides import MAP
from geo.paint import paint_pdf, paint_png
from geo.pairs.pair import make_pair
from geo.pairs.pair_years import make_years
from geo.tools.words import number, say

if TYPE_CHECKING:
    from geo.drawing.scene import Page
    from geo.model import ThematicMap
    from geo.model.pair import YearPair

GOLDEN = Path(__file__).parent / "golden" / "pair.png"
CHANGED = {"lost", "gained", "still_not_met"}
VIEWS = {
    "hamlets": {},
    "ward": {"wards": ("21013",)},
    "wards": {"level": "ward"},
    "rates": {"level": "ward", "indicator": "tips_per_1000"},
    "bands": {"indicator": "tips"},
    "clusters": {"level": "cluster", "indicator": "models", "layers": ("models", "clusters", "labels")},
    "english": {"language": "en"},
    "patterns": {"patterns": True},
}


@cache
def shipped_pair(**words: object) -> YearPair:
    return make_pair(shipped_atlas(), View(**{"year": 2018, **words}), 2017)


@cache
def shipped_page() -> Page:
    return compose_pair(shipped_pair())


def windows_of(page: Page) -> list[Window]:
    return [item for item in page.items if isinstance(item, Window)]


def lines_of(items: tuple[object, ...]) -> list[list[str]]:
    """Return the words of a legend, line by line from left to right."""
    lines: dict[int, list[tuple[float, str]]] = {}
    for item in items:
        if isinstance(item, Words):
            lines.setdefault(round(item.y * 10), []).append((item.x, item.text))
    return [[text for _, text in sorted(line)] for _, line in sorted(lines.items())]


def change_frame(thematic_map: ThematicMap, **columns: object) -> ThematicMap:
    frame = thematic_map.layer.frame.assign(**columns)
    return replace(
        thematic_map, layer=Layer(frame), counts=count_classes(frame["class"], thematic_map.classes)
    )


@pytest.mark.parametrize("words", VIEWS.values(), ids=VIEWS)
def test_the_three_maps_show_every_unit_of_their_year_in_its_class(words):
    pair = shipped_pair(**words)
    page = compose_pair(pair)
    maps = (pair.before, pair.after, pair.change)
    for window, thematic_map in zip(windows_of(page), maps, strict=True):
        entries, patterns = thematic_map.classes.entries, thematic_map.view.patterns
        known = {
            str(code): fill_of(entries[place], patterns=patterns)
            for code, place in thematic_map.layer.frame["class"].items()
        }
        assert {area.unit: area.fill for area in units_of([window])} == known


@pytest.mark.parametrize("words", VIEWS.values(), ids=VIEWS)
def test_the_change_legend_says_the_counts_of_the_pair_and_they_add_up(words):
    pair = shipped_pair(**words)
    page = compose_pair(pair)
    assert tuple(entry.count for entry in page.legend) == pair.change.counts
    assert sum(entry.count for entry in page.legend) == len(page.units) == len(pair.change.layer.frame)
    said = texts_of(page.items)
    assert all(entry.label in said for entry in page.legend)


def test_one_legend_has_the_counts_of_each_year_in_its_column_and_their_total():
    pair = shipped_pair()
    years = (pair.before, pair.after)
    block = draw_year_classes(years, 70.0, Type(8.0))
    _, head, *rows, foot = lines_of(block.items)
    assert head == ["2017", "2018"]
    assert rows == [
        [entry.label["vi"], *(number(one.counts[place], "vi") for one in years)]
        for place, entry in enumerate(pair.after.classes.entries)
    ]
    assert foot[1:] == [str(len(one.layer.frame)) for one in years]
    page = texts_of(shipped_page().items)
    assert page.count(pair.after.indicator.title["vi"]) == 1


@pytest.mark.parametrize("width", [70.0, 44.0, 36.0, 30.0])
def test_no_word_of_a_legend_of_years_is_cut_beside_its_counts(width):
    years = make_years(shipped_atlas(), View(2018)).maps
    block = draw_year_classes(years, width, Type(7.0))
    said = " ".join(item.text for item in block.items if isinstance(item, Words))
    for entry in years[-1].classes.entries:
        assert all(word in said.split(" ") for word in entry.label["vi"].split(" "))
    lines = lines_of(block.items)
    for place in range(len(years[-1].classes.entries)):
        counts = [number(one.counts[place], "vi") for one in years]
        assert any(line[-len(counts) :] == counts for line in lines)


def test_of_more_years_than_the_width_has_room_for_each_has_a_line():
    one = make_years(shipped_atlas(), View(2018)).maps[-1]
    years = [replace(one, view=replace(one.view, year=year)) for year in range(2009, 2019)]
    block = draw_year_classes(years, 40.0, Type(7.0))
    lines = lines_of(block.items)
    counts = [number(count, "vi") for count in (*one.counts, sum(one.counts))]
    assert [line for line in lines if line[0].isdigit()] == [
        [str(year), *counts] for year in range(2009, 2019)
    ]
    assert all(item.x >= 0 for item in block.items if isinstance(item, Words))
    assert all([entry.label["vi"]] in lines for entry in one.classes.entries)


def test_maps_of_a_slide_have_a_key_of_all_their_numbers_or_no_numbers():
    pair = shipped_pair()
    places = np.where(np.arange(len(pair.before.layer.frame)) % 2, 0, 1)
    crowd = {name: change_frame(getattr(pair, name), **{"class": places}) for name in ("before", "after")}
    for shown in (pair, replace(pair, **crowd)):
        page = compose_panels(shown, MAP)
        hows = {naming.how for naming in page.report}
        assert not {"keyed", "omitted"} <= hows
        assert "omitted" in hows or shown is pair
        numbers = [item.text for item in walk(page.items) if isinstance(item, Words) and item.halo]
        if "omitted" in hows:
            assert not [text for text in numbers if text.isdigit()]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_type_of_several_maps_is_smaller_than_what_can_be_read_on_the_paper(layout):
    for page in (
        compose_pair(shipped_pair(), layout),
        compose_years(make_years(shipped_atlas(), View(2018, "ward", "share_met")).maps, layout),
    ):
        assert min(item.size for item in walk(page.items) if isinstance(item, Words)) >= layout.floor


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_all_maps_of_a_page_have_one_scale_and_the_page_one_scale_bar(layout):
    pair = shipped_pair()
    for page in (
        compose_pair(pair, layout),
        compose_years(make_years(shipped_atlas(), View(2018)).maps, layout),
    ):
        scales = {area.place.scale for area in units_of(page.items)}
        assert len(scales) == 1
        assert len({(box.width, box.height) for box in (window.box for window in windows_of(page))}) == 1
        assert texts_of(page.items).count(say("page.north", "vi")) == 1


def test_the_scale_bar_takes_no_height_from_low_maps():
    """A city of 46 by 3 km had maps as wide as a tenth of their frames: the bar stood under each of them."""
    low = []
    for one in make_years(shipped_atlas(), View(2018)).maps:
        shapes = {
            name: getattr(one, name).set_geometry(getattr(one, name).geometry.scale(3.0, 0.2, origin=(0, 0)))
            for name in ("wards", "rivers", "clusters")
        }
        frame = one.layer.frame
        layer = Layer(frame.set_geometry(frame.geometry.scale(3.0, 0.2, origin=(0, 0))))
        low.append(replace(one, layer=layer, sites=one.sites.iloc[:0], **shapes))
    page = compose_years(low, FIGURE_160)
    first, *_ = windows_of(page)
    points = np.concatenate(
        [area.place.apply(line) for area in units_of([first]) for line in area.path.lines]
    )
    assert np.ptp(points[:, 0]) > 0.6 * first.box.width


def test_maps_of_years_with_other_units_have_one_scale_too():
    """The ground of both years counts, so that nothing of either is cut off."""
    pair = shipped_pair()
    frame = pair.before.layer.frame
    far = frame.geometry.translate(xoff=4000.0)
    before = replace(pair.before, layer=Layer(frame.set_geometry(far)))
    page = compose_pair(replace(pair, before=before))
    assert len({area.place.scale for area in units_of(page.items)}) == 1
    first = windows_of(page)[0]
    for area in units_of([first]):
        points = np.concatenate([area.place.apply(line) for line in area.path.lines])
        assert points[:, 0].max() <= first.box.right


@pytest.mark.parametrize("words", [{}, {"patterns": True}, {"language": "en"}, {"layers": ()}])
def test_every_changed_unit_is_named_or_keyed_on_the_map_of_changes(words):
    pair = shipped_pair(**words)
    page = compose_pair(pair)
    changed = {code for code, key in page.units.items() if key in CHANGED}
    assert changed
    stand = {naming.code for naming in page.report if naming.box is not None}
    assert stand >= changed
    said = " ".join(texts_of(page.items))
    for naming in page.report:
        if naming.how == "keyed":
            assert naming.text in said


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_names_without_a_place_stand_in_the_key_or_on_the_next_page(layout):
    pair = shipped_pair()
    frame = pair.change.layer.frame.assign(**{"class": np.arange(len(pair.change.layer.frame)) % 3})
    counts = count_classes(frame["class"], pair.change.classes)
    page = compose_pair(replace(pair, change=replace(pair.change, layer=Layer(frame), counts=counts)), layout)
    became = Counter(naming.how for naming in page.report)
    here = became["listed"] + became["keyed"]
    assert bool(became["omitted"]) == bool(page.more) != bool(here)
    note = say("page.omitted", "vi", count=number(became["omitted"], "vi"))[:12]
    assert " ".join(texts_of(page.items)).count(note) == bool(page.more)


def test_where_most_years_have_numbers_for_names_all_years_have():
    """Of maps that are read by one legend one with names among many with numbers looks like another kind."""
    first, *_, last = make_years(shipped_atlas(), View(2018)).maps
    frame = first.layer.frame
    places = np.where(np.arange(len(frame)) % 5, 1, 0)
    many = change_frame(first, **{"class": places})
    page = compose_years((many, replace(many, view=replace(many.view, year=2017)), last))
    hows = {naming.how for naming in page.report if not naming.code.startswith("ward:")}
    assert hows <= {"keyed", "listed"}
    few = compose_years((first, last))
    assert any(naming.how == "leader" for naming in few.report)


@pytest.mark.parametrize("year2", [2016, 2017])
def test_a_figure_of_a_text_page_becomes_higher_until_every_name_has_a_place(year2):
    """A paper cannot grow, a figure between two paragraphs can: no exception is left out for want of room."""
    page = compose_pair(make_pair(shipped_atlas(), View(2018), year2), FIGURE_160)
    assert [naming.text for naming in page.report if naming.how == "omitted"] == []
    assert page.width == FIGURE_160.width
    assert FIGURE_160.height <= page.height <= 2 * FIGURE_160.height


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("words", [{}, {"level": "ward", "indicator": "tips_per_1000"}], ids=["city", "rate"])
def test_words_lie_apart_and_on_the_paper(layout, words, tmp_path):
    pair = shipped_pair(**words)
    years = make_years(shipped_atlas(), View(2018, **words)).maps
    for page in (compose_pair(pair, layout), compose_years(years, layout)):
        found = read_words(paint_pdf(page), tmp_path)
        assert list_overlaps(found) == []
        point = 72 / 25.4
        assert all(word.left >= 0 and word.right <= page.width * point for word in found)
        assert all(word.top >= 0 and word.bottom <= page.height * point for word in found)


def test_a_page_says_all_that_must_be_said():
    pair = shipped_pair()
    page, furniture = shipped_page(), pair.change.furniture
    said = " ".join(texts_of(page.items))
    for words in (
        furniture.title,
        furniture.sentence,
        furniture.banner,
        furniture.office,
        furniture.page_id,
        furniture.data_date,
        furniture.vintage,
        pair.note,
        "VN-2000, kinh tuyến trục 108°00",
    ):
        assert words in said
    assert (page.title, page.subject, page.page_id) == (
        furniture.title,
        furniture.sentence,
        furniture.page_id,
    )


def test_a_pair_without_a_change_is_a_page_that_says_so():
    pair = shipped_pair()
    kept = next(place for place, entry in enumerate(pair.change.classes.entries) if entry.key == "kept")
    page = compose_pair(replace(pair, change=change_frame(pair.change, **{"class": kept})))
    assert set(page.units.values()) == {"kept"}
    assert sum(entry.count for entry in page.legend) == len(page.units)


def test_a_pair_without_data_is_a_page_that_says_so():
    pair = shipped_pair()
    before, after, change = (
        change_frame(one, **{"class": one.classes.missing}, value=np.nan, text="chưa có số liệu")
        for one in (pair.before, pair.after, pair.change)
    )
    page = compose_pair(replace(pair, before=before, after=after, change=change))
    assert set(page.units.values()) == {"no_data"}
    assert page.legend[-1].count == len(page.units)


def test_a_pair_of_no_units_is_still_a_page():
    pair = shipped_pair()
    before, after, change = (
        replace(one, layer=Layer(one.layer.frame.iloc[:0]), counts=(0,) * len(one.counts))
        for one in (pair.before, pair.after, pair.change)
    )
    page = compose_pair(replace(pair, before=before, after=after, change=change))
    assert page.units == {}
    assert units_of(page.items) == []


def lightness(colour: str) -> float:
    """Return the share of light of a colour in greyscale (Rec. 601)."""
    return float(np.dot([0.299, 0.587, 0.114], [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]))


@pytest.mark.parametrize("words", [{}, {"indicator": "tips"}], ids=["status", "bands"])
def test_changes_are_told_apart_in_greyscale(words):
    """By a pattern, or by a visible step of lightness."""
    legend = [entry.fill for entry in compose_pair(shipped_pair(**words)).legend]
    for place, fill in enumerate(legend):
        for other in legend[place + 1 :]:
            step = abs(lightness(fill.colour) - lightness(other.colour))
            assert fill.pattern != other.pattern or step >= 0.05, (fill, other)


def test_changes_are_told_apart_in_black_and_white_by_patterns_only():
    legend = compose_pair(shipped_pair(patterns=True)).legend
    assert len({entry.fill.pattern for entry in legend}) == len(legend)
    assert {entry.fill.colour for entry in legend} == {"#ffffff"}


def test_a_gained_standard_never_carries_the_mark_of_one_that_is_not_met():
    page = shipped_page()
    gained = ink_of("gained", patterns=False)
    assert gained != ink_of("not_met", patterns=False)
    change = windows_of(page)[-1]
    names = {code for code, key in page.units.items() if key == "gained"}
    placed = {naming.text for naming in page.report[:8] if naming.code in names and naming.how != "keyed"}
    inks = {
        item.colour
        for item in walk(change.items)
        if isinstance(item, Words) and any(name.startswith(item.text) for name in placed)
    }
    assert inks == {gained}


def test_all_years_stand_on_one_page_in_their_order_with_their_counts():
    maps = make_years(shipped_atlas(), View(2017)).maps
    page = compose_years(maps)
    said = texts_of(page.items)
    captions = [say("map.value", "vi", year=year) for year in shipped_atlas().city.years]
    assert list(dict.fromkeys(text for text in said if text in captions)) == captions
    assert len(windows_of(page)) == len(maps)
    for one in maps:
        assert all(number(count, "vi") in said for count in one.counts)
    assert page.title.endswith("các năm 2016–2018")
    assert "31/12/2016" in " ".join(said)
    single = {one.furniture.page_id for one in maps[:-1]} | {shipped_pair().change.furniture.page_id}
    assert page.page_id not in single


def test_a_year_has_no_marks_where_another_one_has_too_many_for_them():
    """Else the year with the fewest exceptions is the one that catches the eye."""
    *earlier, last = make_years(shipped_atlas(), View(2018)).maps
    frame = earlier[0].layer.frame
    crowd = frame.assign(**{"class": [0] * (FEW + 1) + [1] * (len(frame) - FEW - 1)})
    crowded = replace(earlier[0], layer=Layer(crowd))

    def count_marks(page: Page) -> int:
        drawn = walk(windows_of(page)[-1].items)
        return sum(
            isinstance(item, Area) and item.fill == draw_mark(0, 0, 1, patterns=False)[0].fill
            for item in drawn
        )

    assert count_marks(compose_years([*earlier, last])) == last.counts[0]
    assert count_marks(compose_years([crowded, last])) == 0


def test_one_year_alone_is_a_page_of_years():
    (*_, last) = make_years(shipped_atlas(), View(2018)).maps
    assert len(windows_of(compose_years([last]))) == 1


def test_the_page_looks_as_it_did():
    """Set ``GOLDEN=write`` to store the picture anew, then look at it."""
    drawn = Image.open(BytesIO(paint_png(shipped_page(), 72))).convert("RGB")
    if os.environ.get("GOLDEN") == "write":
        drawn.quantize(96, dither=Image.Dither.NONE).save(GOLDEN, optimize=True)
    assert GOLDEN.stat().st_size < 100_000
    with Image.open(GOLDEN) as stored:
        known = np.asarray(stored.convert("RGB"), dtype=int)
    difference = np.abs(np.asarray(drawn, dtype=int) - known)
    assert known.shape == difference.shape
    assert difference.mean() < 2.0
    assert (difference.max(axis=2) > 90).mean() < 0.004


def test_maps_that_made_room_for_a_key_lose_no_name_while_the_key_has_room():
    years = [shipped_map(year=year) for year in (2016, 2017, 2018)]
    long = [
        replace(
            one,
            layer=Layer(
                one.layer.frame.assign(
                    name=one.layer.frame["name"]
                    + " khu tái định cư Đồng Bến Sứ Trường Chinh nối dài giai đoạn hai"
                )
            ),
        )
        for one in years
    ]
    page = compose_years(long)
    assert any(naming.how == "keyed" for naming in page.report)
    assert [naming.text for naming in page.report if naming.how == "omitted"] == []


def test_names_leave_the_maps_large_and_the_head_is_brief_where_they_are_many():
    first = shipped_pair()
    frame = first.change.layer.frame
    names = [f"Tổ dân phố khu tập thể nhà máy cơ khí số {n}" for n in range(len(frame))]
    keys = [entry.key for entry in first.change.classes.entries]
    places = np.full(len(frame), keys.index("kept"))
    places[::4] = keys.index("lost")
    changed = change_frame(first.change, **{"class": places, "name": names})
    brief = replace(changed.furniture, sentence=", ".join(names[:32]), brief="40 mất danh hiệu.")
    page = compose_pair(replace(first, change=replace(changed, furniture=brief)))
    plain = compose_pair(
        replace(first, change=change_frame(first.change, **{"class": np.full(len(frame), 3)}))
    )
    assert "40 mất danh hiệu." in texts_of(page.items)
    sizes = [[window.box.width * window.box.height for window in windows_of(one)] for one in (page, plain)]
    assert min(sizes[0]) > 0.4 * min(sizes[1])

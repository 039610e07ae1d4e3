"""Far islands on a page: in a box near the land, each piece once, and the page says how much nearer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from paper import list_overlaps, read_words, shipped_atlas, shipped_map, texts_of

from geo.drawing.frame import bounds_of
from geo.drawing.nearer import bring_near
from geo.drawing.scene import Area
from geo.drawing.typeset import Type
from geo.layout.furniture import HERE, draw_locator
from geo.layout.sheet import compose_sheet
from geo.model import LAYOUTS, Layer
from geo.page import compose_page
from geo.paint import paint_pdf

FAR = 200_000.0
"""How far east of the city its island lies, in metres."""


def with_island(far=FAR, **words):
    """Return a map whose first ward and first hamlet have an island too."""
    drawn = shipped_map(**words)
    _, south, east, north = bounds_of(drawn)
    island = shapely.Point(east + far, (south + north) / 2).buffer(300)
    code = drawn.layer.frame["ward_code"].iloc[0]
    return replace(
        drawn,
        layer=Layer(add_piece(drawn.layer.frame, drawn.layer.frame.index[0], island)),
        wards=add_piece(drawn.wards, code, island),
    )


def add_piece(frame, code, piece):
    shapes = frame.geometry.copy()
    shapes.loc[code] = shapely.MultiPolygon([*shapely.get_parts(shapes.loc[code]), piece])
    return frame.set_geometry(shapes)


def test_a_city_without_far_islands_is_drawn_as_it_lies():
    drawn = shipped_map()
    assert bring_near(drawn) == (drawn,)


def test_wards_that_are_chosen_apart_from_each_other_are_no_islands():
    codes = shipped_map().in_view
    drawn = squeeze(shipped_map(wards=codes[10:13]), 0.05)
    assert bring_near(drawn) == (drawn,)


def test_an_island_that_costs_little_room_stays_where_it_is():
    drawn = with_island(far=1000.0)
    assert bring_near(drawn) == (drawn,)


def test_a_far_island_stands_in_a_box_beside_the_land_and_the_land_is_as_large_as_without_it():
    drawn, plain = with_island(), shipped_map()
    [near] = bring_near(drawn)
    [aside] = near.asides
    west, south, east, north = bounds_of(near)
    alone = bounds_of(plain)
    assert max(east - west, north - south) <= 1.2 * max(alone[2] - alone[0], alone[3] - alone[1])
    assert aside.nearer == pytest.approx(FAR, rel=0.1)
    box = shapely.box(*aside.box)
    pieces = shapely.get_parts(near.wards.geometry.to_numpy())
    inside = shapely.covered_by(pieces, box)
    assert inside.sum() == 1
    assert not shapely.intersects(pieces[~inside], box).any()
    before, after = drawn.layer.frame, near.layer.frame
    assert after.drop(columns="geometry").equals(before.drop(columns="geometry"))
    assert np.allclose(after.area, before.area)
    assert bounds_of(drawn)[2] > alone[2] + FAR / 2, "the map of the screen is another one"


def test_the_maps_of_one_page_have_the_island_at_one_place():
    before, after = with_island(year=2017), with_island()
    near = bring_near(before, after)
    assert near[0].asides == near[1].asides
    assert bring_near(*near) == near


def test_the_locator_of_a_ward_shows_the_land_large_whatever_islands_others_have():
    whole, plain = with_island(), shipped_map()
    view = whole.in_view[1:2]
    with_far, without = (
        draw_locator(replace(one, in_view=view), 40.0, 40.0, Type(8.0)) for one in (whole, plain)
    )
    here = [max(area_of(block)) for block in (with_far, without)]
    assert here[0] > 0.6 * here[1]


def area_of(block):
    marked = [item for item in block.items if isinstance(item, Area) and item.fill == HERE[0]]
    return [np.ptp(item.place.apply(item.path.points), axis=0).prod() for item in marked]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_page_says_how_much_nearer_it_is_drawn_and_its_words_lie_apart(layout, language, tmp_path):
    page = compose_page(with_island(language=language), layout)
    said = {"vi": "Vẽ gần lại 2", "en": "Drawn 2"}[language]
    assert any(text.startswith(said) for text in texts_of(page.items))
    assert list_overlaps(read_words(paint_pdf(page), tmp_path)) == []
    assert not {item.how for item in page.report} & {"omitted"}


def test_keys_and_table_of_a_sheet_lie_apart_also_where_other_names_need_the_key_than_at_first(tmp_path):
    wards = tuple(shipped_atlas().boundaries.wards.index[10:13])
    page = compose_sheet(squeeze(shipped_map(wards=wards), 0.05))[0]
    assert list_overlaps(read_words(paint_pdf(page), tmp_path)) == []


def squeeze(drawn, share):
    """Return a map as narrow as a coast."""

    def narrow(points):
        return points * (share, 1)

    frame = drawn.layer.frame
    return replace(
        drawn,
        layer=Layer(frame.set_geometry(shapely.transform(frame.geometry, narrow))),
        wards=drawn.wards.set_geometry(shapely.transform(drawn.wards.geometry, narrow)),
        sites=drawn.sites.assign(x=drawn.sites["x"] * share),
        rivers=drawn.rivers.iloc[:0],
    )

"""The road from files to a map, on the small city and on the shipped one."""

import itertools

import geopandas as gpd
import pandas as pd
import pytest
from builders import atlas, boundaries, catalogue, observations, status, view
from conftest import SHIPPED, TABLES, draw_wards, write_table

from geo.atlas import check_published, make_map, open_atlas
from geo.errors import DataFileError, IndicatorError
from geo.model import LANGUAGES, LAYER_NAMES, View

NAN = float("nan")


@pytest.fixture(scope="module")
def shipped():
    return open_atlas(SHIPPED)


def all_views(city):
    """Return a view of every year, indicator and level, in both languages, of the city and of each ward."""
    choices = [(), *((code,) for code in city.boundaries.wards.index)]
    for year, language, wards in itertools.product(city.city.years, LANGUAGES, choices):
        for indicator in city.catalogue.indicators.values():
            for level in indicator.measures:
                yield View(year, level, indicator.id, wards, LAYER_NAMES, language)


# ---- the small city, from files
def test_a_folder_is_read_once_into_an_atlas(small_atlas, small_city):
    assert small_atlas.folder == small_city
    assert small_atlas.city.years == (2017, 2018)
    assert set(small_atlas.classes) == {
        (indicator.id, level)
        for indicator in small_atlas.catalogue.indicators.values()
        for level in indicator.measures
    }


def test_every_view_can_be_drawn_and_its_legend_adds_up_to_its_units(small_atlas):
    for asked in all_views(small_atlas):
        drawn = make_map(small_atlas, asked)
        frame = drawn.layer.frame
        assert sum(drawn.counts) == len(frame)
        assert len(drawn.counts) == len(drawn.classes.entries)
        assert drawn.furniture.sentence
        assert frame["text"].str.len().min() > 0
        assert frame.crs == "EPSG:5898"


def test_what_the_small_city_says_of_2018(small_atlas):
    drawn = make_map(small_atlas, View(2018))
    assert drawn.counts == (1, 6, 1)
    assert drawn.furniture.sentence == (
        "Năm 2018, 6 trong 7 thôn, tổ dân phố (85,7\u00a0%) đạt tiêu chuẩn;"
        " chưa đạt: Tổ dân phố 2 (phường Nghĩa Chánh);"
        " chưa có số liệu: Thôn Đoàn Kết (xã Tịnh Ấn Đông);"
        " so với năm 2017: 1 mới đạt, 1 mất danh hiệu, 2 thiếu số liệu."
    )
    assert {figure.key: figure.value for figure in drawn.strip} == {
        "hamlets": "6/7",
        "not_met": "1",
        "wards": "3/3",
        "models": "2",
        "clusters": "2",
        "tips": "59",
    }


def test_published_figures_are_held_against_the_loaded_ones(small_atlas):
    states = {c.figure.figure_id: (c.state, c.numerator, c.denominator) for c in check_published(small_atlas)}
    assert states["P1"] == ("equal", 6, 7)
    assert states["P2"] == ("differs", 3, 3)
    assert states["P3"] == ("not_comparable", None, None)


def test_models_are_shown_by_kind_and_the_page_says_so(small_atlas):
    drawn = make_map(small_atlas, View(2018, kinds=("family_group",)))
    assert drawn.sites["model_code"].tolist() == ["M02"]
    assert "chỉ Tổ liên gia" in drawn.furniture.subtitle
    assert drawn.strip == make_map(small_atlas, View(2018)).strip, "numbers are those of the city"
    assert drawn.furniture.page_id != make_map(small_atlas, View(2018)).furniture.page_id
    bare = make_map(small_atlas, View(2018, kinds=("family_group",), layers=()))
    assert bare.sites.empty
    assert "Tổ liên gia" not in bare.furniture.subtitle


def test_a_class_off_the_map_is_counted_and_listed_as_before_and_the_page_says_so(small_atlas):
    whole, drawn = make_map(small_atlas, View(2018)), make_map(small_atlas, View(2018, off=("not_met",)))
    assert drawn.counts == whole.counts
    assert drawn.layer.frame["class"].equals(whole.layer.frame["class"])
    assert drawn.furniture.sentence == whole.furniture.sentence
    assert {entry.key for entry in drawn.classes.entries if entry.off} == {"not_met"}
    assert "Không tô màu: Chưa đạt" in drawn.furniture.subtitle
    assert drawn.furniture.page_id != whole.furniture.page_id


def test_the_sites_in_view_are_those_of_models_that_still_work(small_atlas):
    drawn = make_map(small_atlas, View(2018))
    assert drawn.sites["model_code"].tolist() == ["M01", "M01", "M01", "M02"]
    assert drawn.sites["kind_label"].tolist()[0] == "Camera an ninh"
    one = make_map(small_atlas, View(2018, wards=("21019",))).sites
    assert one[["model_code", "hamlet", "ward"]].to_numpy().tolist() == [
        ["M02", "Tổ dân phố 2", "phường Nghĩa Chánh"]
    ]


def test_what_is_not_asked_for_is_not_drawn(small_atlas):
    bare = make_map(small_atlas, View(2018, layers=()))
    assert bare.sites.empty
    assert bare.clusters.empty
    assert {"x", "y", "kind_label"} <= set(bare.sites.columns)
    assert len(make_map(small_atlas, View(2018, layers=("clusters",))).clusters) == 2
    assert len(make_map(small_atlas, View(2018, "cluster", "tips", layers=())).clusters) == 2


def test_clusters_in_view_are_those_of_the_chosen_wards(small_atlas):
    drawn = make_map(small_atlas, View(2018, "cluster", "tips", wards=("21013",), layers=()))
    assert list(drawn.clusters.index) == ["C1"]
    assert list(drawn.layer.frame.index) == ["C1"]


def test_all_wards_of_the_year_are_there_for_context(small_atlas):
    drawn = make_map(small_atlas, View(2018, wards=("21013",)))
    assert list(drawn.wards.index) == ["21013", "21019", "21202"]
    assert drawn.in_view == ("21013",)


@pytest.mark.parametrize("indicator", ["safety", "share_met", "tips", "tips_per_1000", "models"])
def test_a_class_never_changes_when_wards_are_chosen(small_atlas, indicator):
    for level in small_atlas.catalogue.indicators[indicator].measures:
        whole = make_map(small_atlas, View(2018, level, indicator)).layer.frame
        for ward in small_atlas.boundaries.wards.index:
            part = make_map(small_atlas, View(2018, level, indicator, (ward,))).layer.frame
            pd.testing.assert_frame_equal(pd.DataFrame(part), pd.DataFrame(whole.loc[part.index]))


def test_making_a_map_changes_nothing_that_it_is_made_from(small_atlas):
    kept = [
        frame.copy()
        for frame in (
            small_atlas.boundaries.hamlets,
            small_atlas.boundaries.wards,
            small_atlas.observations.values,
        )
    ]
    first = make_map(small_atlas, View(2018, indicator="tips"))
    again = make_map(small_atlas, View(2018, indicator="tips"))
    pd.testing.assert_frame_equal(pd.DataFrame(first.layer.frame), pd.DataFrame(again.layer.frame))
    assert first.strip == again.strip
    assert first.furniture == again.furniture
    for before, now in zip(
        kept,
        (
            small_atlas.boundaries.hamlets,
            small_atlas.boundaries.wards,
            small_atlas.observations.values,
        ),
        strict=True,
    ):
        pd.testing.assert_frame_equal(pd.DataFrame(before), pd.DataFrame(now))


def test_a_changed_byte_changes_every_page_id(small_city, city_copy):
    before = make_map(open_atlas(small_city), View(2018)).furniture.page_id
    write_table(city_copy, "published_figures", TABLES["published_figures"].replace("307", "308"))
    assert make_map(open_atlas(city_copy), View(2018)).furniture.page_id != before


def test_a_missing_folder_is_one_clear_refusal(tmp_path):
    with pytest.raises(DataFileError, match=r"city\.toml"):
        open_atlas(tmp_path / "nothing")


def test_what_is_wrong_with_several_files_is_told_at_once(city_copy):
    for name, old, new in (
        ("safety_hamlets", "2018,21013001,true", "2018,21013001,perhaps"),
        ("tips", "2017,21013001,3", "2017,21013001,-3"),
    ):
        path = city_copy / "indicators" / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    write_table(city_copy, "aliases", "source_name,ward,unit_code,year,who,when\nX,,999,,,\n")
    write_table(city_copy, "published_figures", "figure_id,value,comparable\nF,1,maybe\n")
    with pytest.raises(DataFileError) as error:
        open_atlas(city_copy)
    assert [problem.file for problem in error.value.problems] == [
        "aliases.csv",
        "safety_hamlets.csv",
        "tips.csv",
        "published_figures.csv",
    ]


def test_a_catalogue_that_would_show_exact_counts_stops_the_road(city_copy):
    path = city_copy / "indicators" / "indicators.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count('kind = "band"\nrule = "value"') == 1
    path.write_text(
        text.replace('kind = "band"\nrule = "value"', 'kind = "count"\nrule = "value"'), encoding="utf-8"
    )
    with pytest.raises(IndicatorError, match=r"để lộ"):
        open_atlas(city_copy)


# ---- tips beside every indicator
def test_tips_stand_as_bands_beside_what_hamlets_show(small_atlas):
    frame = make_map(small_atlas, View(2018, language="en")).layer.frame
    bands = make_map(small_atlas, View(2018, indicator="tips", language="en")).layer.frame
    assert frame["tips"].to_dict() == bands["text"].to_dict()
    assert "tips" not in bands


def test_tips_stand_as_totals_beside_what_wards_and_clusters_show(small_atlas):
    wards = make_map(small_atlas, View(2018, "ward", "safety", language="en")).layer.frame
    assert wards["tips"].to_dict() == {"21013": "14 tips", "21019": "15 tips", "21202": "30 tips"}
    clusters = make_map(small_atlas, View(2018, "cluster", "models", language="en")).layer.frame
    assert clusters["tips"].to_dict() == {"C1": "29 tips", "C2": "45 tips"}


def test_a_catalogue_without_tips_shows_none():
    made = atlas(boundaries({"1": 1}), observations({}), catalogue(("safety", status())))
    assert "tips" not in make_map(made, view()).layer.frame


# ---- odd data
def test_a_city_without_clusters_models_or_values_can_be_drawn_at_every_level():
    made = atlas(boundaries({"1": 2, "2": 0}), observations({}))
    for asked in all_views(made):
        drawn = make_map(made, asked)
        assert drawn.counts[-1] == len(drawn.layer.frame) == sum(drawn.counts)


def test_a_year_outside_the_choice_is_protected_as_the_year_before():
    tables = {(2016, "hamlet", "tips"): {"1001": 3}, (2017, "hamlet", "tips"): {"1001": 30}}
    frame = make_map(
        atlas(boundaries({"1": 1}), observations(tables)), view(year=2017, level="ward", indicator="tips")
    ).layer.frame
    assert frame["text"].tolist() == ["30 nguồn tin"]
    assert frame["previous_text"].tolist() == ["Ẩn"]
    assert frame["previous"].isna().all()


def test_hidden_totals_do_not_shape_the_breaks_of_a_legend():
    tables = {(2018, "hamlet", "tips"): {"1001": 3, "2001": 70, "3001": 90}}
    made = atlas(boundaries({"1": 1, "2": 1, "3": 1}), observations(tables))
    keys = [entry.key for entry in made.classes["tips", "ward"].entries]
    assert keys == ["70-89", "90+", "withheld", "no_data"]


def test_another_city_is_read_and_drawn_in_its_own_zone(city_copy):
    settings = city_copy / "city.toml"
    settings.write_text('crs = "EPSG:5899"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    atlas = open_atlas(city_copy)
    for level in ("hamlet", "ward", "cluster"):
        drawn = make_map(atlas, View(2018, level, "share_met" if level == "cluster" else "safety"))
        assert {str(frame.crs) for frame in (drawn.layer.frame, drawn.wards, drawn.rivers)} == {"EPSG:5899"}
        assert drawn.furniture.projection == "VN-2000, kinh tuyến trục 107°45′"
    east = atlas.boundaries.wards.total_bounds[0] - draw_wards().total_bounds[0]
    assert 26_000 < east < 28_000, "a quarter of a degree to the west is 27 km here"


def test_a_ward_of_another_year_leaves_an_empty_map_that_says_so():
    units = boundaries({"1": 1, "2": 1}, since={"2": "2019-01-01", "2001": "2019-01-01"})
    drawn = make_map(atlas(units, observations({})), view(wards=("2",)))
    assert drawn.layer.frame.empty
    assert drawn.in_view == ()
    assert sum(drawn.counts) == 0


# ---- the shipped city
def test_the_shipped_city_shows_the_published_figures(shipped):
    strip = {figure.key: figure for figure in make_map(shipped, View(2018)).strip}
    assert (strip["hamlets"].value, strip["hamlets"].check) == ("237/241", "equal")
    assert (strip["wards"].value, strip["wards"].check) == ("23/23", "equal")
    assert (strip["models"].value, strip["clusters"].value) == ("53", "4")


def test_every_view_of_the_shipped_city_can_be_drawn(shipped):
    for asked in all_views(shipped):
        if asked.wards in ((), ("21013",)) and asked.language == "vi":
            drawn = make_map(shipped, asked)
            assert sum(drawn.counts) == len(drawn.layer.frame) > 0


def test_the_shipped_city_has_units_without_data_and_says_it_is_made_up(shipped):
    for indicator in ("safety", "tips"):
        missing = [
            make_map(shipped, View(year, indicator=indicator)).counts[-1] for year in (2016, 2017, 2018)
        ]
        assert sum(missing) > 0
    assert make_map(shipped, View(2018)).furniture.banner


def test_frames_of_a_map_are_geographic(shipped):
    drawn = make_map(shipped, View(2018, layers=LAYER_NAMES))
    for frame in (drawn.layer.frame, drawn.wards, drawn.clusters, drawn.rivers):
        assert isinstance(frame, gpd.GeoDataFrame)
        assert frame.crs == "EPSG:5898"

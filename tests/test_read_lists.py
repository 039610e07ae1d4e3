"""Clusters, models, aliases and published figures are checked against what they speak of."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import TABLES, write_table

from geo.errors import IndicatorError
from geo.model import Text
from geo.reading.lists import read_aliases, read_clusters, read_models, read_published

KINDS = {
    "security_camera": Text("Camera", "Camera"),
    "family_group": Text("Tổ", "Group"),
    "civil_defence": Text("Đ", "D"),
}
WARDS = ("21013", "21019", "21202")


def places(caught) -> list[tuple]:
    return [(one.row, one.column, one.value) for one in caught.value.problems]


def test_members_of_clusters_are_read(small_city):
    clusters = read_clusters(small_city, WARDS)
    assert list(clusters["cluster_code"]) == ["C1", "C1", "C2", "C2"]
    assert list(clusters["ward_code"]) == ["21013", "21019", "21019", "21202"]


def test_no_list_is_no_cluster_no_model_no_alias_and_no_figure(tmp_path, small_atlas):
    assert read_clusters(tmp_path, WARDS).empty
    models, sites = read_models(tmp_path, KINDS)
    assert models.empty
    assert sites.empty
    assert read_aliases(tmp_path, small_atlas.boundaries).empty
    assert read_published(tmp_path) == ()


def test_all_that_is_wrong_with_clusters_is_named(tmp_path):
    text = "cluster_code,name,ward_code,valid_from\nC1,Cụm 1,21013,\nC1,Cụm một,99999,2018\n,,21019,\n"
    write_table(tmp_path, "clusters", text)
    with pytest.raises(IndicatorError) as caught:
        read_clusters(tmp_path, WARDS)
    assert places(caught) == [
        (4, "cluster_code", None),
        (4, "name", None),
        (3, "ward_code", "99999"),
        (3, "name", "Cụm một"),
        (3, "valid_from", "2018"),
    ]


def test_models_have_years_or_none(small_city):
    models, sites = read_models(small_city, KINDS)
    assert list(models["started"]) == [2016, 2018, 2010]
    assert models["ended"].isna().tolist() == [True, True, False]
    assert list(sites["row"]) == [2, 3, 4, 5, 6]


def test_all_that_is_wrong_with_models_is_named(tmp_path):
    text = (
        "model_code,name,kind,started,ended\n"
        "M1,A,camera,2016,\n"
        "M1,B,family_group,16,\n"
        "M2,,family_group,2018,2017\n"
    )
    write_table(tmp_path, "models", text)
    with pytest.raises(IndicatorError) as caught:
        read_models(tmp_path, KINDS)
    assert places(caught) == [
        (4, "name", None),
        (3, "model_code", "M1"),
        (2, "kind", "camera"),
        (3, "started", "16"),
        (4, "ended", "2017"),
    ]


def test_sites_must_say_where(tmp_path):
    write_table(tmp_path, "models", TABLES["models"])
    write_table(tmp_path, "model_sites", "model_code\nM01\n")
    with pytest.raises(IndicatorError, match="hamlet_code"):
        read_models(tmp_path, KINDS)


def test_figures_keep_quote_and_scope(small_city):
    first, _, last = read_published(small_city)
    assert (first.year, first.numerator, first.denominator, first.comparable) == (2018, 6, 7, True)
    assert (last.year, last.numerator, last.comparable, last.value) == (None, None, False, "307")


def test_what_is_noted_of_a_figure_is_read_in_english_where_the_file_says_it_and_else_as_it_stands(tmp_path):
    write_table(
        tmp_path,
        "published_figures",
        "figure_id,value,comparable,meaning,warning,meaning_en,warning_en\nF1,3,false,thôn,ít,hamlets,\n",
    )
    (figure,) = read_published(tmp_path)
    assert figure.meaning == Text("thôn", "hamlets")
    assert figure.warning == Text("ít", "ít")
    assert figure.period == Text("", "")


def test_all_that_is_wrong_with_figures_is_named(tmp_path):
    text = "figure_id,value,comparable,year,numerator\nF1,1,maybe,18,\nF1,2,true,2018,x\n,3,true,,\n"
    write_table(tmp_path, "published_figures", text)
    with pytest.raises(IndicatorError) as caught:
        read_published(tmp_path)
    assert places(caught) == [
        (4, "figure_id", None),
        (3, "figure_id", "F1"),
        (2, "comparable", "maybe"),
        (2, "year", "18"),
        (3, "numerator", "x"),
    ]
    assert "true (có) hoặc false (không)" in caught.value.problems[2].remedy_vi


def test_aliases_name_units_that_exist_in_their_ward(tmp_path, small_atlas):
    text = (
        "source_name,ward,unit_code,who,when,year\n"
        "Xóm Đình,21202,21202001,Lan,2019-02-01,\n"
        "Xóm Chợ,,21202002,Lan,2019-02-01,2018\n"
        "P. T. Phú,,21013,Lan,2019-02-01,\n"
    )
    write_table(tmp_path, "aliases", text)
    aliases = read_aliases(tmp_path, small_atlas.boundaries)
    assert list(aliases["unit_code"]) == ["21202001", "21202002", "21013"]
    assert list(aliases["year"]) == ["", "2018", ""]


def test_all_that_is_wrong_with_aliases_is_named(tmp_path, small_atlas):
    text = "source_name,ward,unit_code,year\nA,21013,21202001,\nB,,99999,18\n,,,\n"
    write_table(tmp_path, "aliases", text)
    with pytest.raises(IndicatorError) as caught:
        read_aliases(tmp_path, small_atlas.boundaries)
    assert places(caught) == [
        (4, "source_name", None),
        (4, "unit_code", None),
        (2, "ward", "21013"),
        (3, "unit_code", "99999"),
        (3, "year", "18"),
    ]


def test_years_of_models_are_whole_numbers_that_may_be_missing(small_city):
    models, _ = read_models(small_city, KINDS)
    assert models["ended"].dtype == pd.Int64Dtype()

"""The made-up values: totals as published, different years, gaps on purpose, contiguous clusters."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from shipped import YEARS, read_table

from geo.demo import DATA, read_facts
from geo.synthetic.demo_values import CLUSTERS, GROWTH, share_largest_remainder


@pytest.fixture(scope="module")
def status():
    table = read_table("safety_hamlets")
    return table.pivot_table("meets_standard", "hamlet_code", "year", aggfunc="first")


def test_2018_is_complete_and_as_published(status, shipped_hamlets):
    assert set(status.index) == set(shipped_hamlets.index)
    assert status["2018"].value_counts().to_dict() == {"true": 237, "false": 4}


def test_the_four_that_failed_are_in_four_wards(status):
    failed = status.index[status["2018"] == "false"]
    assert failed.str[:5].nunique() == 4


def test_years_differ_with_hamlets_gained_and_lost(status):
    for before, after in (("2016", "2017"), ("2017", "2018")):
        known = status[(status[before] != "") & (status[after] != "")].dropna()
        assert ((known[before] == "false") & (known[after] == "true")).sum() >= 2
        assert ((known[before] == "true") & (known[after] == "false")).sum() >= 1
    assert ((status["2017"] == "false") & (status["2018"] == "false")).any()
    met = [(status[str(year)] == "true").sum() for year in YEARS]
    assert met == sorted(set(met))


@pytest.mark.parametrize("year", ["2016", "2017"])
def test_earlier_years_have_empty_cells_and_absent_rows(status, year):
    assert (status[year] == "").any()
    assert status[year].isna().any()


def test_wards_have_a_table_of_their_own(ward_facts):
    table = read_table("safety_wards").pivot_table("meets_standard", "ward_code", "year", aggfunc="first")
    assert set(table.index) == set(ward_facts.index)
    assert table["2018"].value_counts().to_dict() == {"true": 23}
    assert 1 <= (table["2017"] == "false").sum() <= 2
    assert 1 <= (table["2016"] == "false").sum() <= 2


def test_no_status_stands_twice():
    for name, unit in (
        ("safety_hamlets", "hamlet_code"),
        ("safety_wards", "ward_code"),
        ("tips", "hamlet_code"),
    ):
        assert not read_table(name).duplicated(["year", unit]).any()


def test_population_of_2018_is_the_census_in_every_ward(ward_facts):
    people = read_table("population")
    now = people[people["year"] == "2018"]
    sums = now["population"].astype(int).groupby(now["hamlet_code"].str[:5]).sum()
    assert sums.to_dict() == ward_facts["population_2019"].astype(int).to_dict()
    assert sums.sum() == 261_417


def test_population_is_complete_and_estimated_by_the_stated_rule_before(shipped_hamlets):
    people = read_table("population").astype({"population": int, "households": int})
    table = people.pivot_table("population", "hamlet_code", "year")
    assert set(table.index) == set(shipped_hamlets.index)
    assert table.notna().all(axis=None)
    for year, ago in (("2017", 1), ("2016", 2)):
        assert (table[year] - table["2018"] * (1 - GROWTH) ** ago).abs().max() <= 0.5
    assert "0.8 %" in (DATA / "indicators" / "README.md").read_text(encoding="utf-8")
    assert (people["population"] / people["households"]).between(3.2, 4.3).all()


def test_tips_are_mostly_small_and_some_are_missing(shipped_hamlets):
    table = read_table("tips")
    for year in YEARS:
        rows = table[table["year"] == str(year)]
        counts = pd.to_numeric(rows["tips"]).dropna()
        assert (counts < 5).mean() > 0.6
        assert (counts >= 10).sum() > 5
        assert (counts == 0).any()
        assert (rows["tips"] == "").any()
        assert set(rows["hamlet_code"]) < set(shipped_hamlets.index)


def test_no_total_of_tips_is_a_published_one():
    """307 and 940 have no stated period and another scope; made-up counts must not seem to confirm them."""
    tips = read_table("tips")
    totals = pd.to_numeric(tips["tips"]).groupby(tips["year"]).sum()
    assert not {307, 940} & {int(total) for total in (*totals, totals.sum())}


def test_every_cluster_has_a_total_of_tips(shipped_hamlets):
    """Missing counts stand in wards outside the clusters, so that the first look shows both."""
    tips = read_table("tips")
    known = tips[(tips["year"] == "2018") & (tips["tips"] != "")]
    silent = set(shipped_hamlets.index) - set(known["hamlet_code"])
    assert silent
    assert not {code[:5] for code in silent} & {ward for _, wards in CLUSTERS.values() for ward in wards}


def test_largest_remainder_sums_exactly_and_stays_within_one():
    weights = pd.Series([1.0, 1.0, 1.0, 4.0], index=list("abcd"))
    shares = share_largest_remainder(weights, 10)
    assert shares.sum() == 10
    assert (shares - weights * 10 / 7).abs().max() < 1
    assert share_largest_remainder(weights, 0).sum() == 0


def test_there_are_four_and_a_ward_may_be_in_none_or_two(ward_facts):
    table = read_table("clusters")
    assert table["cluster_code"].nunique() == table["name"].nunique() == 4
    times = table["ward_code"].value_counts().reindex(ward_facts.index, fill_value=0)
    assert times.value_counts().to_dict() == {1: 16, 0: 6, 2: 1}


def test_the_wards_of_a_cluster_adjoin(shipped_wards):
    for _, members in read_table("clusters").groupby("cluster_code")["ward_code"]:
        outline = shapely.coverage_union_all(shipped_wards.geometry[list(members)].to_numpy())
        assert len(members) >= 3
        assert outline.geom_type == "Polygon"


def test_census_and_kinds_are_those_published(ward_facts):
    assert ward_facts["population_2019"].astype(int).sum() == 261_417
    assert ward_facts["kind"].value_counts().to_dict() == {"xã": 14, "phường": 9}


def test_every_fact_has_its_source():
    wards = read_facts("wards_2018")
    for value, source in (
        ("bbox_west", "point_source"),
        ("population_2019", "population_source"),
        ("published_area_km2", "published_area_source"),
        ("hamlet_count_2018", "hamlet_count_source"),
    ):
        assert (wards.loc[wards[value] != "", source] != "").all()
    assert (read_facts("hamlet_names_seen")["source"] != "").all()
    assert (read_facts("unit_changes")["source"] != "").all()
    assert (read_table("published_figures")["source"] != "").all()


def test_only_dated_figures_of_one_scope_are_compared():
    figures = read_table("published_figures").set_index("figure_id")
    comparable = figures[figures["comparable"] == "true"]
    assert dict(zip(comparable["value"], comparable["year"], strict=True)) == {
        "237/241": "2018",
        "23/23": "2018",
        "140/155": "2018",
    }
    quoted = figures[figures["value"].isin(["307", "940"])]
    assert list(quoted["comparable"]) == ["false", "false"]
    assert (quoted["year"] == "").all()
    assert quoted["warning"].str.contains("không cộng, không so").all()

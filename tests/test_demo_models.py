"""The made-up models: 53 in 2018, at more sites than models, those with a published place there."""

from __future__ import annotations

import tomllib

import pandas as pd
import pytest
from shipped import YEARS, read_table

from geo.demo import DATA
from geo.synthetic.demo_models import WITHOUT_MODEL


@pytest.fixture(scope="module")
def models():
    return read_table("models").astype({"started": int})


@pytest.fixture(scope="module")
def sites():
    return read_table("model_sites").assign(ward=lambda sites: sites["hamlet_code"].str[:5])


def active(models, year):
    ended = pd.to_numeric(models["ended"]).fillna(9999)
    return models[(models["started"] <= year) & (ended >= year)]


def test_53_models_of_the_named_kinds_work_in_2018_at_more_sites(models, sites):
    kinds = tomllib.loads((DATA / "city.toml").read_text(encoding="utf-8"))["model_kinds"]
    now = active(models, 2018)
    assert now["model_code"].nunique() == len(now) == 53
    assert set(now["kind"]) == set(kinds)
    assert sites["model_code"].isin(now["model_code"]).sum() > 53


def test_fewer_worked_before_and_some_have_ended(models):
    counts = [len(active(models, year)) for year in YEARS]
    assert counts[0] < counts[1] < counts[2]
    assert (models["ended"] != "").any()


def test_five_were_founded_in_2018_as_published(models):
    assert models.loc[models["started"] == 2018, "kind"].value_counts().to_dict() == {
        "youth_prevention": 3,
        "security_camera": 1,
        "reintegration": 1,
    }


@pytest.mark.parametrize(
    ("kind", "wards"),
    [
        ("reintegration", {"21223", "21013", "21022"}),
        ("youth_prevention", {"21028", "21031", "21256"}),
        ("security_camera", {"21262"}),
        ("veterans_families", {"21223"}),
    ],
)
def test_models_with_a_published_place_stand_there(models, sites, kind, wards):
    codes = models.loc[models["kind"] == kind, "model_code"]
    assert wards <= set(sites.loc[sites["model_code"].isin(codes), "ward"])


def test_every_model_has_a_site_and_every_site_a_hamlet(models, sites, shipped_hamlets):
    assert set(sites["model_code"]) == set(models["model_code"])
    assert set(sites["hamlet_code"]) <= set(shipped_hamlets.index)
    assert not sites.duplicated(["model_code", "hamlet_code"]).any()


def test_one_ward_has_no_model(models, sites, ward_facts):
    now = sites[sites["model_code"].isin(active(models, 2018)["model_code"])]
    assert set(ward_facts.index) - set(now["ward"]) == {WITHOUT_MODEL}


def test_names_tell_models_apart(models):
    assert models["name"].is_unique
    assert not models["name"].str.contains("[{}]").any()

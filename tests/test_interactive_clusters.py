"""The screen of clusters draws what the report says: classes by ward, tables, signs, sentences."""

import json

import pandas as pd
from builders import atlas, boundaries, observations, view

from geo.browser.interactive_clusters import write_clusters
from geo.pairs.cluster_report import make_cluster_report
from geo.units import list_units

UNITS = boundaries({"1": 2, "2": 1, "3": 1}, clusters=[("A", "1"), ("A", "2"), ("B", "2")])
SEEN = observations(
    {(2018, "hamlet", "meets_standard"): {"1001": 1, "1002": 0, "2001": 1}},
    models=[("M", "team", 2015, pd.NA), ("N", "camera", pd.NA, pd.NA)],
    sites=[("M", "1001"), ("M", "2001"), ("N", "3001")],
)


def values(**asked):
    city = atlas(UNITS, SEEN)
    report = make_cluster_report(city, view(**{"language": "en", **asked}))
    return write_clusters(report, list_units(UNITS, "ward", 2018).index)


def test_the_map_has_the_class_of_each_ward_in_the_order_of_the_geometry():
    found = values()
    assert [found["classes"][int(place)]["key"] for place in found["positions"]] == ["A", "several", "none"]
    assert "clusters" in found["view"]["layers"]
    assert found["view"]["level"] == "ward"


def test_a_ward_that_is_pointed_at_says_its_clusters_and_every_indicator():
    columns = values()["columns"]
    assert columns[0] == {"title": "Cluster", "texts": ["Cụm A", "Cụm A, Cụm B", "In no cluster"]}
    assert {
        "title": "Indicator share_met",
        "texts": ["50.0% (1 of 2)", "100.0% (1 of 1)", "No data"],
    } in columns


def test_a_cluster_is_a_row_with_members_words_and_numbers_to_sort_by():
    found = values()
    first = found["clusters"][0]
    assert (first["name"], first["members"], first["wards"]) == ("Cụm A", "Xã 1, Xã 2", ["1", "2"])
    place = found["indicators"].index("Indicator share_met")
    assert first["cells"][place] == "66.7% (2 of 3)"
    assert round(first["orders"][place], 1) == 66.7


def test_a_model_is_a_row_with_kind_year_and_places():
    model, other = values()["models"]
    assert (model["kind_label"], model["started"], model["clusters"]) == ("Team", 2015, "Cụm A, Cụm B")
    assert model["places"] == "Thôn 1, Xã 1; Thôn 1, Xã 2"
    assert (other["started"], other["clusters"]) == (None, "–")


def test_each_kind_has_the_sign_of_the_map_page():
    found = values()
    assert [found["signs"][kind] for kind in ("camera", "team")] == [
        {"path": drawn["path"], "colour": drawn["colour"]} for drawn in found["kinds"]
    ]


def test_what_is_missing_and_what_is_empty_are_sentences():
    found = values()
    assert all(sentence.endswith(".") for sentence in found["missing"])
    assert found["words"]["no_models"] == "For 2018 the list has no model at work in view."


def test_what_is_sent_is_plain_json():
    assert json.loads(json.dumps(values(), allow_nan=False))

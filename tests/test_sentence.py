"""The sentence says the map: it is caption, alt text and description, so it must be true alone."""

from dataclasses import replace

import pytest
from builders import (
    atlas,
    bands,
    boundaries,
    catalogue,
    distinct,
    observations,
    rate,
    share,
    status,
    totals,
    view,
)

from geo.atlas import make_map
from geo.sentence import describe_value, name_units

NAN = float("nan")
UNITS = boundaries({"1": 2, "2": 1}, clusters=[("A", "1"), ("B", "1"), ("B", "2")])
MANY = {"1001": 20, "1002": 30, "2001": 40}


def draw(tables, indicators=None, *, units=UNITS, models=(), **fields):
    seen = observations(tables, models=models)
    return make_map(atlas(units, seen, indicators), view(**fields))


def say(tables, **fields):
    return draw(tables, **fields).furniture.sentence


def statuses(now, before=None, level="hamlet"):
    return {(2018, level, "meets_standard"): now, (2017, level, "meets_standard"): before or {}}


def test_exceptions_are_named_with_their_ward():
    assert say(statuses({"1001": 1, "1002": 1, "2001": 0})) == (
        "Năm 2018, 2 trong 3 thôn, tổ dân phố (66,7\u00a0%) đạt tiêu chuẩn; chưa đạt: Thôn 1 (Xã 2)."
    )


def test_the_same_sentence_is_there_in_english():
    assert say(statuses({"1001": 1, "1002": 1, "2001": 0}), language="en") == (
        "In 2018, 2 of 3 hamlets (66.7%) met the standard; did not meet: Thôn 1 (Xã 2)."
    )


def test_a_brief_sentence_counts_many_names_and_lists_few():
    drawn = draw(statuses(dict.fromkeys(["1001", "1002", "2001"], 0)))
    assert drawn.furniture.brief.endswith("chưa đạt: 3 đơn vị.")
    assert "Thôn 2 (Xã 1)" in drawn.furniture.sentence
    few = draw(statuses({"1001": 1, "1002": 0, "2001": 0}))
    assert few.furniture.brief == few.furniture.sentence


def test_no_exception_is_said_too():
    assert "không có đơn vị chưa đạt" in say(statuses({"1001": 1, "1002": 1, "2001": 1}))


def test_units_without_data_are_named_and_are_not_in_the_whole():
    words = say(statuses({"1001": 1, "1002": 0}))
    assert words.startswith("Năm 2018, 1 trong 2 thôn, tổ dân phố (50,0\u00a0%)")
    assert words.endswith("chưa có số liệu: Thôn 1 (Xã 2).")


def test_changes_are_counted_and_kept_ones_are_not_named():
    words = say(statuses({"1001": 1, "1002": 0, "2001": 1}, {"1001": 0, "1002": 1, "2001": 1}))
    assert words.endswith("; so với năm 2017: 1 mới đạt, 1 mất danh hiệu.")


def test_nothing_changed_is_said_only_when_every_unit_is_known_to_have_kept():
    same = {"1001": 1, "1002": 1, "2001": 1}
    assert say(statuses(same, same)).endswith("; so với năm 2017: không thay đổi.")
    assert say(statuses(same, {"1001": 1})).endswith("; so với năm 2017: 2 thiếu số liệu.")


def test_a_new_unit_is_no_gain():
    units = boundaries({"1": 2, "2": 1}, since={"1001": "2018-06-01"})
    same = {"1001": 1, "1002": 1, "2001": 1}
    assert "1 đơn vị mới hoặc sáp nhập" in say(statuses(same, same), units=units)


def test_the_first_year_is_compared_with_nothing():
    assert "so với" not in say(statuses({"1001": 1, "1002": 1, "2001": 1}))


def test_a_typology_of_other_codes_is_not_compared_as_met_and_not_met():
    graded = type(status())(**{**vars(status()), "codes": (3.0, 4.0)})
    grades = {"1001": 4, "1002": 3, "2001": 4}
    words = say(statuses(grades, grades), indicators=catalogue(("safety", graded)))
    assert "so với" not in words
    assert "chưa đạt: Thôn 2" in words


def test_the_ward_that_all_units_are_in_is_said_once():
    seen = statuses({"1001": 0, "1002": 1, "2001": 0})
    alone = say(seen, units=boundaries({"1": 2}))
    assert "1 trong 2 thôn, tổ dân phố thuộc Xã 1 (50,0" in alone
    assert "chưa đạt: Thôn 1." in alone
    assert alone.count("Xã 1") == 1
    assert "chưa đạt: Thôn 1 (Xã 1), Thôn 1 (Xã 2)." in say(seen, units=boundaries({"1": 2, "2": 1}))


def test_a_long_list_of_exceptions_is_counted_after_the_eighth():
    units = boundaries({"1": 12})
    words = say(statuses({f"1{n:03d}": 0 for n in range(1, 13)}), units=units)
    assert "Thôn 8 và 4 đơn vị khác" in words


def test_bands_are_said_as_counts_of_units_and_never_as_a_range():
    words = say({(2018, "hamlet", "tips"): {"1001": 20, "1002": 0}}, indicator="tips", language="en")
    assert words == ("In 2018, 3 hamlets by band of tips: 0: 1 unit; 10 or more: 1 unit; no data: 1 unit.")


def test_totals_are_said_from_the_least_to_the_greatest_with_their_sum():
    words = say({(2018, "hamlet", "tips"): MANY}, indicator="tips", level="ward", language="en")
    assert words == "In 2018, indicator tips of 2 wards ranges from 40 tips to 50 tips; 90 tips in total."


def test_clusters_have_no_sum_because_a_ward_may_be_in_two():
    assert "total" not in say(
        {(2018, "hamlet", "tips"): MANY}, indicator="tips", level="cluster", language="en"
    )


def test_a_sum_with_a_gap_is_not_said():
    tables = {(2018, "hamlet", "tips"): {**MANY, "2001": NAN}}
    words = say(tables, indicator="tips", level="ward", language="en")
    assert words == "In 2018, indicator tips of 1 ward is 50 tips; no data: Xã 2."


def test_hidden_totals_are_named_as_hidden():
    tables = {(2018, "hamlet", "tips"): {**MANY, "2001": 3}}
    words = say(tables, indicator="tips", level="ward", language="en")
    assert words == "In 2018, indicator tips of 1 ward is 50 tips; withheld: Xã 2."


def test_a_view_whose_every_total_is_hidden_still_has_a_sentence():
    tables = {(2018, "hamlet", "tips"): {**MANY, "2001": 3}}
    words = say(tables, indicator="tips", level="ward", wards=("2",), language="en")
    assert words == "In 2018, 1 ward by band of tips: withheld: 1 unit."


def test_constant_data_have_one_value_and_no_range():
    tables = {(2018, "hamlet", "tips"): {"1001": 20, "1002": 20, "2001": 40}}
    words = say(tables, indicator="tips", level="ward", language="en")
    assert words.startswith("In 2018, indicator tips of 2 wards is 40 tips")


def test_a_share_is_said_with_its_part_and_whole():
    words = say(statuses({"1001": 1, "1002": 0, "2001": 1}), indicator="share_met", level="ward")
    assert "từ 50,0\u00a0% (1 trên 2) đến 100,0\u00a0% (1 trên 1)" in words


def test_a_year_without_data_says_so_and_nothing_else():
    assert say({}) == "Năm 2018, chưa có số liệu chỉ tiêu safety cho 3 thôn, tổ dân phố đang xem."


def test_a_view_of_nothing_says_so():
    units = boundaries({"1": 2, "2": 1}, since={"2": "2019-01-01", "2001": "2019-01-01"})
    assert say({}, units=units, wards=("2",)) == "Không có đơn vị nào trong phần đang xem."


# ---- the value of each unit
@pytest.mark.parametrize(
    ("measure", "value", "part", "whole", "words"),
    [
        (totals(), 1200.0, NAN, NAN, "1.200 nguồn tin"),
        (distinct(), 3.0, NAN, NAN, "3"),
        (rate(), 1.256, NAN, NAN, "1,26"),
        (share(), 98.34, 237.0, 241.0, "98,3\u00a0% (237 trên 241)"),
        (share(), 98.34, NAN, NAN, "98,3\u00a0%"),
        (totals(), NAN, NAN, NAN, "chưa có số liệu"),
    ],
)
def test_a_value_is_said_with_its_unit(measure, value, part, whole, words):
    assert describe_value(value, part, whole, measure, "vi") == words


def texts(tables, **fields):
    frame = draw(tables, **fields).layer.frame
    return frame["text"].to_dict()


def test_a_status_and_a_band_are_said_by_their_legend():
    assert texts(statuses({"1001": 1, "1002": 0})) == {
        "1001": "Đạt tiêu chuẩn",
        "1002": "Chưa đạt",
        "2001": "Chưa có số liệu",
    }
    assert texts({(2018, "hamlet", "tips"): {"1001": 7, "1002": 20}}, indicator="tips") == {
        "1001": "5–9",
        "1002": "10 trở lên",
        "2001": "Chưa có số liệu",
    }


def test_a_total_with_a_gap_says_how_many_reported():
    tables = {(2018, "hamlet", "tips"): {"1001": 20}}
    assert texts(tables, indicator="tips", level="ward") == {
        "1": "chưa đủ số liệu (1/2 thôn, tổ dân phố)",
        "2": "Chưa có số liệu",
    }


def test_a_hidden_total_is_said_as_hidden():
    tables = {(2018, "hamlet", "tips"): {**MANY, "2001": 3}}
    assert texts(tables, indicator="tips", level="ward")["2"] == "Ẩn"
    assert texts(tables, indicator="tips_per_1000", level="ward")["2"] == "Ẩn"


def test_units_are_named_as_people_name_them():
    assert name_units(draw({}, level="ward").layer.frame) == ["Xã 1", "Xã 2"]
    assert name_units(draw({}, level="cluster", indicator="tips").layer.frame) == ["Cụm A", "Cụm B"]


def test_a_hamlet_called_by_another_kind_than_its_own_keeps_its_name_in_its_ward_as_in_the_city():
    names = {"1001": "Xóm Đình", "1002": "Thôn 7B"}
    hamlets = UNITS.hamlets.assign(name=[names.get(code, "Thôn 1") for code in UNITS.hamlets.index])
    told = {(2018, "hamlet", "meets_standard"): {"1001": 0, "1002": 0, "2001": 1}}
    units = replace(UNITS, hamlets=hamlets)
    assert "chưa đạt: Xóm Đình (Xã 1), Thôn 7B (Xã 1)" in draw(told, units=units).furniture.sentence
    assert "chưa đạt: Xóm Đình, Thôn 7B" in draw(told, units=units, wards=("1",)).furniture.sentence


def test_a_catalogue_with_bands_only_needs_no_other_indicator():
    assert say({(2018, "hamlet", "tips"): MANY}, indicators=catalogue(("tips", bands())), indicator="tips")

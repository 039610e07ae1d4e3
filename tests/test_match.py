"""Every row ends in exactly one status, every unit is covered, missing or in dispute; nothing is lost."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import IndicatorError, MatchError
from geo.lookup.gazetteer import make_gazetteer
from geo.lookup.place import Place
from geo.lookup.resolve import resolve
from geo.match import match_models, match_rows
from geo.model import ROW_STATUSES, Table
from geo.units import pick_valid

STATUS = Table("safety_hamlets", "hamlet", {"meets_standard": "status"})
COUNTS = Table("population", "hamlet", {"households": "count", "population": "count"})
WARDS = Table("safety_wards", "ward", {"meets_standard": "status"})


@pytest.fixture(scope="module")
def boundaries(small_atlas):
    return small_atlas.boundaries


def sheet(*rows: dict[str, str]) -> pd.DataFrame:
    """Return rows as they stand in a file; the header is row 1."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = pd.DataFrame([{column: row.get(column, "") for column in columns} for row in rows], dtype=str)
    return cells.assign(row=range(2, len(rows) + 2))


def status(code: str, value: str = "true", year: str = "2018") -> dict[str, str]:
    return {"year": year, "hamlet_code": code, "meets_standard": value}


def statuses(report) -> list[str]:
    return list(report.rows["status"])


def test_a_code_of_the_year_is_a_match(boundaries):
    values, report = match_rows(sheet(status("21013001"), status("21019002", "false")), boundaries, STATUS)
    assert statuses(report) == ["matched", "matched"]
    assert values.to_dict("list") == {
        "year": [2018, 2018],
        "level": ["hamlet", "hamlet"],
        "unit": ["21013001", "21019002"],
        "column": ["meets_standard", "meets_standard"],
        "value": [1.0, 0.0],
    }


def test_an_empty_cell_is_no_data_and_never_zero(boundaries):
    values, report = match_rows(sheet(status("21013001", "")), boundaries, STATUS)
    assert statuses(report) == ["matched"]
    assert math.isnan(values["value"].iloc[0])


def test_each_column_of_a_table_has_its_values(boundaries):
    row = {"year": "2018", "hamlet_code": "21013001", "households": "100", "population": ""}
    values, _ = match_rows(sheet(row), boundaries, COUNTS)
    assert list(values["column"]) == ["households", "population"]
    assert values["value"].iloc[0] == 100
    assert math.isnan(values["value"].iloc[1])


def test_names_are_matched_where_a_table_has_no_codes(boundaries):
    rows = sheet(
        {"year": "2018", "ward": "P. Trần Phú", "hamlet": "TDP 1", "meets_standard": "đạt"},
        {
            "year": "2018",
            "ward": "phường Nghĩa Chánh",
            "hamlet": "Tổ dân phố số 01",
            "meets_standard": "không đạt",
        },
        {"year": "2018", "ward": "xã Tịnh Ấn Đông", "hamlet": "thôn hoà bình", "meets_standard": ""},
    )
    values, report = match_rows(rows, boundaries, STATUS)
    assert list(values["unit"]) == ["21013001", "21019001", "21202002"]
    assert statuses(report) == ["matched"] * 3


def test_wards_are_matched_by_code_or_by_name(boundaries):
    rows = sheet(
        {"year": "2018", "ward": "Trần Phú", "meets_standard": "1"},
        {"year": "2018", "ward": "xã Tịnh Ấn Đông", "meets_standard": "0"},
    )
    values, report = match_rows(rows, boundaries, WARDS)
    assert list(values["unit"]) == ["21013", "21202"]
    assert list(report.missing["unit"]) == ["21019"]
    coded = sheet({"year": "2018", "ward_code": "21013", "meets_standard": "1"})
    assert list(match_rows(coded, boundaries, WARDS)[0]["unit"]) == ["21013"]


def test_a_code_and_a_name_that_mean_two_units_are_refused(boundaries):
    rows = sheet(status("21013001") | {"hamlet": "Tổ dân phố 2"}, status("21013003") | {"hamlet": "TDP 3"})
    values, report = match_rows(rows, boundaries, STATUS)
    assert statuses(report) == ["refused", "matched"]
    assert "Tổ dân phố 2" in report.rows["reason_vi"].iloc[0]
    assert list(values["unit"]) == ["21013003"]


def test_what_is_proposed_or_ambiguous_gives_no_value(boundaries):
    rows = sheet(
        {"year": "2018", "ward": "Trần Phú", "hamlet": "Thôn 1", "meets_standard": "1"},
        {"year": "2018", "ward": "", "hamlet": "Tổ dân phố 2", "meets_standard": "1"},
        {"year": "2018", "ward": "Trần Phú", "hamlet": "Tổ dân phố 9", "meets_standard": "1"},
        {"year": "2018", "ward": "Trần Phú", "hamlet": "Nhà văn hóa", "meets_standard": "1"},
    )
    values, report = match_rows(rows, boundaries, STATUS)
    assert statuses(report) == ["proposed", "ambiguous", "refused", "unmatched"]
    assert values.empty
    assert 0 < report.rows["score"].iloc[0] < 1
    assert (report.rows["reason_vi"] != "").all()
    assert (report.rows["reason_en"] != "").all()


def test_rows_that_say_the_same_again_are_merged_and_counted(boundaries):
    rows = sheet(status("21013001"), status("21013002", ""), status("21013001", "1"), status("21013002", ""))
    values, report = match_rows(rows, boundaries, STATUS)
    assert statuses(report) == ["matched", "matched", "duplicate", "duplicate"]
    assert "dòng 2" in report.rows["reason_vi"].iloc[2]
    assert len(values) == 2
    assert report.count("duplicate") == 2


@pytest.mark.parametrize("other", ["false", ""])
def test_rows_that_disagree_are_refused_and_name_each_other(boundaries, other):
    rows = sheet(status("21013002"), status("21013001"), status("21013001", other))
    values, report = match_rows(rows, boundaries, STATUS)
    assert statuses(report) == ["matched", "refused", "refused"]
    assert "dòng 4" in report.rows["reason_vi"].iloc[1]
    assert "row 3" in report.rows["reason_en"].iloc[2]
    assert list(values["unit"]) == ["21013002"]
    assert "21013001" not in set(report.missing["unit"])


def test_the_same_unit_in_another_year_is_no_repeat(boundaries):
    rows = sheet(status("21013001", year="2017"), status("21013001", "false", year="2018"))
    _, report = match_rows(rows, boundaries, STATUS)
    assert statuses(report) == ["matched", "matched"]


def test_units_without_a_row_are_missing_in_every_year_that_is_asked_for(boundaries):
    _, report = match_rows(sheet(status("21013001")), boundaries, STATUS, years=(2016, 2018))
    assert dict(report.missing.groupby("year").size()) == {2016: 8, 2018: 7}


def test_an_empty_table_gives_no_value_and_every_unit_as_missing(boundaries):
    empty = pd.DataFrame({"row": pd.Series(dtype=int)} | dict.fromkeys(status(""), pd.Series(dtype=str)))
    values, report = match_rows(empty, boundaries, STATUS, years=(2018,))
    assert values.empty
    assert set(values) == {"year", "level", "unit", "column", "value"}
    assert len(report.missing) == 8


def test_blank_rows_are_ignored_and_a_row_without_a_year_is_not_matched(boundaries):
    rows = sheet(status("21013001"), status("", "", ""), status("21013002", year=""))
    _, report = match_rows(rows, boundaries, STATUS)
    assert statuses(report) == ["matched", "ignored", "unmatched"]


def test_a_table_of_other_units_is_refused_as_a_whole(boundaries):
    with pytest.raises(MatchError, match="99999999"):
        match_rows(sheet(status("99999999"), status("88888888")), boundaries, STATUS)


def test_all_bad_cells_are_named_at_once(boundaries):
    rows = sheet(status("21013001", "có lẽ"), status("21013002", year="18"), status("21013003", "2"))
    with pytest.raises(IndicatorError) as caught:
        match_rows(rows, boundaries, STATUS)
    found = [(problem.file, problem.row, problem.column, problem.value) for problem in caught.value.problems]
    assert found == [
        ("safety_hamlets.csv", 2, "meets_standard", "có lẽ"),
        ("safety_hamlets.csv", 3, "year", "18"),
        ("safety_hamlets.csv", 4, "meets_standard", "2"),
    ]


def test_an_accepted_spelling_is_used(boundaries):
    aliases = pd.DataFrame(
        [["Xóm Đình", "21202", "21202001", "", "Lan", "2019-02-01"]],
        columns=["source_name", "ward", "unit_code", "year", "who", "when"],
    )
    rows = sheet({"year": "2018", "ward": "xã Tịnh Ấn Đông", "hamlet": "Xóm Đình", "meets_standard": "1"})
    values, _ = match_rows(rows, boundaries, STATUS, aliases=aliases)
    assert list(values["unit"]) == ["21202001"]


codes = st.sampled_from(["21013001", "21013002", "21019001", "21202003", "99999999", ""])
cells = st.builds(
    status, codes, st.sampled_from(["true", "false", ""]), st.sampled_from(["2017", "2018", ""])
)


@settings(max_examples=40)
@given(st.lists(cells, max_size=12))
def test_rows_and_units_always_add_up(boundaries, rows):
    """No row is lost, no value comes from a row that is not matched, no unit stands twice in a year."""
    table = sheet(status("21202001"), *rows)
    values, report = match_rows(table, boundaries, STATUS, years=(2017, 2018))
    assert list(report.rows["row"]) == list(table["row"])
    assert set(statuses(report)) <= set(ROW_STATUSES)
    assert sum(report.count(one) for one in ROW_STATUSES) == len(table)
    assert len(values) == report.count("matched")
    assert not values.duplicated(["year", "unit"]).any()
    told = report.rows[report.rows["unit"] != ""]
    for year in (2017, 2018):
        covered = set(told["unit"][told["year"] == year])
        missing = set(report.missing["unit"][report.missing["year"] == year])
        assert covered.isdisjoint(missing)
        assert covered | missing == set(pick_valid(boundaries.hamlets, year).index)


def models(*codes: str) -> pd.DataFrame:
    return pd.DataFrame({"model_code": list(codes)})


def test_sites_of_models_are_matched_by_code_or_name(boundaries):
    rows = sheet(
        {"model_code": "M1", "hamlet_code": "21013001", "ward": "", "hamlet": ""},
        {"model_code": "M1", "hamlet_code": "", "ward": "Tịnh Ấn Đông", "hamlet": "Thôn Độc Lập"},
    )
    sites, report = match_models(models("M1"), rows, boundaries)
    assert sites.to_dict("list") == {"model_code": ["M1", "M1"], "hamlet_code": ["21013001", "21202001"]}
    assert report.missing.empty


def test_sites_of_unknown_models_or_hamlets_are_told_and_models_without_a_site_too(boundaries):
    rows = sheet(
        {"model_code": "M1", "hamlet_code": "21013001"},
        {"model_code": "M1", "hamlet_code": "21013001"},
        {"model_code": "M9", "hamlet_code": "21013001"},
        {"model_code": "M2", "hamlet_code": "99999999"},
        {"model_code": "", "hamlet_code": ""},
    )
    sites, report = match_models(models("M1", "M2"), rows, boundaries)
    assert statuses(report) == ["matched", "duplicate", "refused", "unmatched", "ignored"]
    assert sites.to_dict("list") == {"model_code": ["M1"], "hamlet_code": ["21013001"]}
    assert list(report.missing["unit"]) == ["M2"]


def test_two_models_may_stand_in_one_hamlet(boundaries):
    rows = sheet(
        {"model_code": "M1", "hamlet_code": "21013001"}, {"model_code": "M2", "hamlet_code": "21013001"}
    )
    sites, report = match_models(models("M1", "M2"), rows, boundaries)
    assert len(sites) == 2
    assert report.count("matched") == 2


def test_no_site_at_all_is_no_error(boundaries):
    rows = pd.DataFrame(
        {"row": pd.Series(dtype=int), "model_code": pd.Series(dtype=str), "hamlet_code": pd.Series(dtype=str)}
    )
    sites, report = match_models(models(), rows, boundaries)
    assert sites.empty
    assert report.missing.empty


def test_a_code_with_two_vintages_is_the_unit_of_the_year_asked(boundaries):
    first = boundaries.wards.loc[["21013"]]
    wards = pd.concat(
        [
            first.assign(valid_to="2017-12-31"),
            first.assign(name="Trần Phú Mới", valid_from="2018-01-01"),
            boundaries.wards.drop(index="21013"),
        ]
    )
    city = replace(boundaries, wards=wards)
    found = {
        (year, name): resolve(make_gazetteer(city, "ward", year), Place(name=name)).status
        for year in (2017, 2018)
        for name in ("Phường Trần Phú", "Phường Trần Phú Mới")
    }
    assert found == {
        (2017, "Phường Trần Phú"): "matched",
        (2017, "Phường Trần Phú Mới"): "refused",
        (2018, "Phường Trần Phú"): "refused",
        (2018, "Phường Trần Phú Mới"): "matched",
    }

"""What became of a unit is followed through every change that was written down, and no further."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import boundaries
from conftest import ROOT, draw_hamlets, draw_wards, write_boundaries

from geo.atlas import open_atlas
from geo.lineage import Fate, find_fate
from geo.model import UnitChange, View
from geo.pairs.pair import make_pair
from geo.pairs.pair_words import tell_fates
from geo.reading.lists import read_changes

CHANGES = (
    UnitChange("2025-01-01", "ward", "1", "An", "1", "An Phú", whole=True),
    UnitChange("2025-01-01", "ward", "2", "Phú", "1", "An Phú", whole=True),
    UnitChange("2025-07-01", "ward", "1", "An Phú", "9", "Lớn", whole=True),
    UnitChange("2019-07-10", "hamlet", "1", "Tổ 20", "1", "Tổ 5", whole=False),
    UnitChange("2019-07-10", "hamlet", "1", "Tổ 20", "1", "Tổ 6", whole=False),
    UnitChange("2019-07-10", "hamlet", "1", "Tổ 17", "1", "Tổ 7", whole=True),
)
CITY = replace(boundaries({"1": 1, "2": 1}), changes=CHANGES)


@pytest.mark.parametrize(
    ("level", "unit", "years", "fate"),
    [
        ("ward", ("2", "Phú"), (2018, 2024), None),
        ("ward", ("2", "Phú"), (2024, 2025), Fate("2025-07-01", ("Lớn",), whole=True)),
        ("ward", ("1", "An Phú"), (2018, 2026), Fate("2025-07-01", ("Lớn",), whole=True)),
        ("ward", ("1", "Khác"), (2018, 2026), None),
        ("ward", ("2", "Phú"), (2025, 2026), None),
        ("hamlet", ("1", "Tổ 20"), (2018, 2019), Fate("2019-07-10", ("Tổ 5", "Tổ 6"), whole=False)),
        ("hamlet", ("1", "Tổ 17"), (2018, 2019), Fate("2019-07-10", ("Tổ 7",), whole=True)),
        ("hamlet", ("2", "Tổ 17"), (2018, 2019), None),
    ],
)
def test_a_unit_is_followed_through_the_changes_between_two_years(level, unit, years, fate):
    assert find_fate(CITY, level, unit, years) == fate


def test_a_change_of_the_last_day_of_a_year_is_in_the_units_of_that_year_already():
    city = replace(CITY, changes=(UnitChange("2018-12-31", "ward", "1", "An", "3", "Mới", whole=True),))
    assert find_fate(city, "ward", ("1", "An"), (2017, 2018)) == Fate("2018-12-31", ("Mới",), whole=True)
    assert find_fate(city, "ward", ("1", "An"), (2018, 2019)) is None


def test_the_shipped_changes_lead_every_ward_of_2018_into_a_unit_of_today():
    city = replace(boundaries({"1": 1}), changes=read_changes(ROOT / "data"))
    assert find_fate(city, "ward", ("21253", "Nghĩa Phú"), (2018, 2024)) is None
    assert find_fate(city, "ward", ("21253", "Nghĩa Phú"), (2018, 2025)).names == ("An Phú",)
    assert find_fate(city, "ward", ("21013", "Trần Phú"), (2018, 2026)) == Fate(
        "2025-07-01", ("Nghĩa Lộ",), whole=True
    )
    assert not find_fate(city, "hamlet", ("21013", "Tổ dân phố 20"), (2018, 2019)).whole


def test_the_words_name_the_successor_and_the_day():
    fates = [Fate("2025-01-01", ("An Phú",), whole=True), Fate("2019-07-10", ("Tổ 5",), whole=False), None]
    assert tell_fates(["xã Nghĩa Phú", "Tổ 20", "Tổ 21"], fates, "vi") == (
        "xã Nghĩa Phú (từ 01/01/2025 thuộc An Phú)",
        "Tổ 20 (từ 10/07/2019 một phần thuộc Tổ 5)",
        "Tổ 21",
    )


def test_the_comparison_says_where_a_unit_went(city_copy):
    wards = draw_wards()
    ends = ["" if code != "21019" else "2017-12-31" for code in wards["code"]]
    hamlets = draw_hamlets()
    hamlet_ends = ["" if ward != "21019" else "2017-12-31" for ward in hamlets["ward_code"]]
    write_boundaries(
        city_copy / "boundaries", wards.assign(valid_to=ends), hamlets.assign(valid_to=hamlet_ends)
    )
    (city_copy / "facts").mkdir()
    (city_copy / "facts" / "unit_changes.csv").write_text(
        "effective_date,level,ward_code_before,name_before,ward_code_after,name_after,share\n"
        "2018-01-01,ward,21019,Nghĩa Chánh,21013,Trần Phú,1\n",
        encoding="utf-8",
    )
    pair = make_pair(open_atlas(city_copy), View(2018, "ward", "safety"), 2017)
    assert "phường Nghĩa Chánh (từ 01/01/2018 thuộc Trần Phú)" in pair.note
    assert "So sánh được 2 xã, phường" in pair.note

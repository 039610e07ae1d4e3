"""A written place becomes a unit only where it can be no other; all else is proposed, refused or open."""

from __future__ import annotations

import re
import unicodedata

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.lookup.gazetteer import Gazetteer, make_gazetteer, teach
from geo.lookup.place import Place
from geo.lookup.reasons import list_candidates
from geo.lookup.resolve import resolve
from geo.model import Boundaries, Text

WARDS = [
    ("21010", "Lê Hồng Phong", "phường", "", ""),
    ("21013", "Trần Phú", "phường", "", ""),
    ("21202", "Tịnh Ấn Đông", "xã", "", ""),
    ("21223", "Tịnh Ấn Tây", "xã", "", ""),
    ("21232", "Tịnh An", "xã", "", ""),
    ("21256", "Nghĩa Dũng", "xã", "", ""),
    ("21259", "Nghĩa Dõng", "xã", "", ""),
    ("21253", "Nghĩa Phú", "xã", "", "2024-12-31"),
    ("03373", "Xa Dung", "xã", "", ""),
    ("19780", "Phường Đúc", "phường", "", ""),
]
HAMLETS = [
    *((f"21013{n:03d}", f"Tổ dân phố {n}", "tổ dân phố", "21013") for n in range(1, 25)),
    *((f"21010{n:03d}", f"Tổ dân phố {n}", "tổ dân phố", "21010") for n in range(1, 13)),
    ("21202001", "Thôn Hòa Bình", "thôn", "21202"),
    ("21202002", "Thôn Độc Lập", "thôn", "21202"),
    ("21202003", "Thôn Tự Do", "thôn", "21202"),
    ("21223001", "Thôn Độc Lập", "thôn", "21223"),
    ("21223002", "Cổ Lũy Nam", "thôn", "21223"),
    ("21223003", "Thôn Mỹ Lai", "thôn", "21223"),
    ("21223004", "Thôn Xóm Mới", "thôn", "21223"),
    ("21223005", "Xóm Mới", "thôn", "21223"),
    ("21232001", "Thôn Long Bàn", "thôn", "21232"),
    ("21232002", "Thôn Long Bản", "thôn", "21232"),
    ("21232003", "Thôn An Phú", "thôn", "21232"),
    ("21232004", "Khu dân cư An Phú", "khu dân cư", "21232"),
]
VALIDITY = {"21202003": ("2015-01-01", "2016-12-31")}


def frame(rows: list, columns: list[str]) -> gpd.GeoDataFrame:
    shapes = [shapely.Point(0, 0)] * len(rows)
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry=shapes, crs="EPSG:5898").set_index(
        "code"
    )


def build_city(rows: list, *wards: tuple[str, str]) -> Gazetteer:
    """The hamlets of a made-up city: code, name, kind, ward, days of validity; of its wards code and name."""
    hamlets = frame(rows, ["code", "name", "kind", "ward_code", "valid_from", "valid_to"])
    homes = [(code, name, "xã", "", "") for code, name in wards]
    home = frame(homes, ["code", "name", "kind", "valid_from", "valid_to"])
    nothing = gpd.GeoDataFrame({"name": []}, geometry=[], crs="EPSG:5898")
    return make_gazetteer(Boundaries(hamlets, home, pd.DataFrame(), nothing), "hamlet", 2018)


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    hamlets = [(*row, *VALIDITY.get(row[0], ("", ""))) for row in HAMLETS]
    columns = ["code", "name", "kind", "ward_code", "valid_from", "valid_to"]
    nothing = gpd.GeoDataFrame({"name": []}, geometry=[], crs="EPSG:5898")
    wards = frame(WARDS, ["code", "name", "kind", "valid_from", "valid_to"])
    return Boundaries(frame(hamlets, columns), wards, pd.DataFrame(), nothing)


@pytest.fixture(scope="module")
def hamlets(boundaries):
    return make_gazetteer(boundaries, "hamlet", 2018)


@pytest.fixture(scope="module")
def wards(boundaries):
    return make_gazetteer(boundaries, "ward", 2018)


def check(gazetteer, place: Place, status: str, unit: str = "", *says: str) -> None:
    found = resolve(gazetteer, place)
    assert (found.status, found.unit) == (status, unit), found
    assert all(word in found.reason.vi for word in says), found.reason.vi
    assert bool(found.reason.vi) == bool(found.reason.en)
    assert (found.score == 1) == (status == "matched")
    assert bool(found.reason.vi) or status == "matched"


@pytest.mark.parametrize(
    ("name", "status", "unit"),
    [
        ("Xã Xa Dung", "matched", "03373"),
        ("X. XA DUNG", "matched", "03373"),
        ("Xã Dung", "proposed", "03373"),
        ("Phường Đúc", "matched", "19780"),
        ("P. Đúc", "matched", "19780"),
        ("Phường Phường Đúc", "matched", "19780"),
    ],
)
def test_a_name_may_begin_with_the_word_of_its_own_kind(wards, name, status, unit):
    check(wards, Place(name=name), status, unit)


@pytest.mark.parametrize(
    ("ward", "name", "unit"),
    [
        ("phường Trần Phú", "Tổ dân phố 5", "21013005"),
        ("P. Trần Phú", "TDP số 05", "21013005"),
        ("TRẦN PHÚ", "tổ 5", "21013005"),
        ("X. Tịnh Ấn Đông", "THÔN HOÀ BÌNH", "21202001"),
        ("xã Tịnh Ấn Đông", "Hòa Bình", "21202001"),
        ("xã Tịnh Ấn Tây", "Thôn Độc Lập", "21223001"),
        ("xã Tịnh Ấn Tây", "Thôn Cổ Lũy Nam", "21223002"),
        ("xã Tịnh Ấn Tây", "Cổ Lũy Nam", "21223002"),
        ("xã Tịnh An", "Thôn Long Bàn", "21232001"),
    ],
)
def test_kind_letters_and_tones_in_the_ward_are_a_match(hamlets, ward, name, unit):
    check(hamlets, Place(name=name, ward=ward), "matched", unit)


@pytest.mark.parametrize(
    "name",
    [
        "Tổ dân phố 5 (Công an phường Trần Phú)",
        "Tổ dân phố 5 - UBND phường Trần Phú",
        "Công an phường Trần Phú; TDP5",
        "UBND phường Trần Phú/TDP 05",
        "TDP 5 (F. Trần Phú)",
    ],
)
def test_an_office_may_stand_for_the_ward_beside_a_hamlet(hamlets, name):
    check(hamlets, Place(name=name), "matched", "21013005")


@pytest.mark.parametrize(
    ("ward", "name", "unit", "why"),
    [
        ("phường Trần Phú", "Thôn 5", "21013005", "khác loại"),
        ("phường Trần Phú", "5", "21013005", "không ghi loại"),
        ("phường Trần Phú", "to dan pho 5", "21013005", "sai dấu"),
        ("xã Tịnh Ấn Đông", "Thon Hoa Binh", "21202001", "không dấu"),
        ("xã Tịnh Ấn Tây", "Thôn Mĩ Lai", "21223003", "i và y"),
        ("xã Tịnh Ấn Tây", "Thôn Cổ Lũy Na", "21223002", "một chữ cái"),
        ("phuong Tran Phu", "Tổ dân phố 5", "21013005", "không dấu"),
        ("xã Trần Phú", "Thôn 5", "21013005", "khác loại"),
        ("phường Trần Phú", "Tổ dân phố 5 (mới)", "21013005", "ghi thêm “(mới)”"),
        ("xã Tịnh Ấn Đông", "Thôn Hòa Bình (gồm xóm 1)", "21202001", "ghi thêm “(gồm xóm 1)”"),
    ],
)
def test_what_only_looks_like_a_unit_is_proposed_with_its_reason(hamlets, ward, name, unit, why):
    check(hamlets, Place(name=name, ward=ward), "proposed", unit, why)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place(name="Tổ dân phố 25", ward="phường Trần Phú"), "không có số 25"),
        (Place(name="Tổ dân phố 13", ward="Lê Hồng Phong"), "không có số 13"),
        (Place(name="Tổ dân phố 1, 2", ward="phường Trần Phú"), "có đủ các số 1, 2 trong tên"),
        (Place(name="Thôn Hòa Bình", ward="xã Tịnh Ấn Tây"), "Tịnh Ấn Đông"),
        (Place(name="Thôn Tự Do", ward="xã Tịnh Ấn Đông"), "đến 31/12/2016"),
        (Place(code="21202003"), "đến 31/12/2016"),
        (Place(code="21013005", name="Tổ dân phố 6"), "tên ghi “Tổ dân phố 6”"),
        (Place(code="21202001", name="Thôn Độc Lập"), "tên ghi"),
        (Place(code="21013005", ward="Lê Hồng Phong"), "xã, phường ghi"),
        (Place(code="21013005", ward_code="21010"), "xã, phường ghi"),
        (Place(name="Tổ 5, P. Trần Phú", ward="Lê Hồng Phong"), "hai xã, phường"),
    ],
)
def test_another_number_ward_year_or_code_is_refused(hamlets, place, says):
    check(hamlets, place, "refused", "", says)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place(), "không ghi đơn vị"),
        (Place(code="99999999"), "99999999"),
        (Place(name="Thôn Xa Lạ", ward="xã Tịnh An"), "Thôn Xa Lạ"),
        (Place(name="Thôn Xa Lạ"), "Thôn Xa Lạ"),
        (Place(name="Thôn Xa Lạ (mới)", ward="xã Tịnh An"), "Thôn Xa Lạ (mới)"),
        (Place(name="An Phú (mới)", ward="xã Tịnh An"), "An Phú (mới)"),
        (Place(name="Tổ dân phố 1", ward="phường Không Có"), "phường Không Có"),
        (Place(name="Tổ dân phố 1", ward_code="99999"), "99999"),
    ],
)
def test_what_is_like_nothing_stays_unmatched(hamlets, place, says):
    check(hamlets, place, "unmatched", "", says)


@pytest.mark.parametrize(
    "place",
    [
        Place(name="Tổ dân phố 5"),
        Place(name="Thôn Độc Lập"),
        Place(name="An Phú", ward="xã Tịnh An"),
        Place(name="Xóm Mới", ward="xã Tịnh Ấn Tây"),
        Place(name="Long Ban", ward="xã Tịnh An"),
        Place(name="Thôn 1", ward="Nghia Dung"),
    ],
)
def test_several_possible_units_are_ambiguous_or_open(hamlets, place):
    found = resolve(hamlets, place)
    assert found.status in ("ambiguous", "unmatched", "refused")
    assert found.unit == ""


def test_kinds_of_one_name_in_one_ward_are_told_apart_by_the_kind(hamlets):
    check(hamlets, Place(name="Thôn An Phú", ward="xã Tịnh An"), "matched", "21232003")
    check(hamlets, Place(name="KDC An Phú", ward="xã Tịnh An"), "matched", "21232004")


def test_a_hamlet_without_a_ward_matches_only_when_its_name_is_unique_in_the_city(hamlets):
    check(hamlets, Place(name="Thôn Hòa Bình"), "matched", "21202001")
    check(hamlets, Place(name="Thôn Độc Lập"), "ambiguous", "", "Tịnh Ấn Đông", "Tịnh Ấn Tây")


@pytest.fixture(scope="module")
def highlands() -> Gazetteer:
    """A city whose hamlets are of kinds that no law names: only its own borders tell them."""
    rows = [
        ("1001", "Plei Ốp", "plei", "100", "", ""),
        ("1002", "Tổ nhân dân số 5", "Tổ nhân dân", "100", "", ""),
        ("1003", "6", "tổ nhân dân", "100", "", ""),
        ("1004", "Liên gia 7", "liên gia", "100", "", ""),
    ]
    return build_city(rows, ("100", "Đắk Wil"))


@pytest.mark.parametrize(
    ("name", "status", "unit"),
    [
        ("Plei Ốp", "matched", "1001"),
        ("Ốp", "matched", "1001"),
        ("Thôn Ốp", "proposed", "1001"),
        ("TỔ NHÂN DÂN 05", "matched", "1002"),
        ("1. Tổ nhân dân 5", "matched", "1002"),
        ("Tổ nhân dân 6", "matched", "1003"),
        ("Tổ 6", "proposed", "1003"),
        ("Liên gia số 07", "matched", "1004"),
        ("Tổ nhân dân 7", "proposed", "1004"),
        ("Tổ nhân dân 8", "refused", ""),
    ],
)
def test_kinds_that_only_the_borders_of_a_city_name_are_kinds_as_well(highlands, name, status, unit):
    found = resolve(highlands, Place(name=name, ward="xã Đắk Wil"))
    assert (found.status, found.unit) == (status, unit), found.reason.vi


@pytest.mark.parametrize("ward", ["Phường Trần Phú", "phường Trần Phú", "PHƯỜNG TRẦN PHÚ"])
def test_a_ward_in_the_same_cell_needs_nothing_before_it_but_its_kind(hamlets, ward):
    assert resolve(hamlets, Place(name=f"Tổ 5 {ward}")).unit == "21013005"
    assert resolve(hamlets, Place(name=f"Tổ 5 {ward}", ward="Lê Hồng Phong")).status == "refused"


def test_a_ward_in_the_same_cell_is_read(hamlets):
    for name in (
        "Tổ 5, phường Trần Phú",
        "TDP 5 P. Trần Phú",
        "Tổ 5 P.Trần Phú",
        "Tổ dân phố 5 (P. Trần Phú)",
        "TDP 5 - Phường Trần Phú",
        "P. Trần Phú: Tổ 5",
        "Phường Trần Phú - TDP số 05",
    ):
        check(hamlets, Place(name=name), "matched", "21013005")
        check(hamlets, Place(name=name, ward="Trần Phú"), "matched", "21013005")


def test_a_unit_is_matched_in_the_years_in_which_it_exists(boundaries):
    earlier = make_gazetteer(boundaries, "hamlet", 2016)
    check(earlier, Place(name="Thôn Tự Do", ward="xã Tịnh Ấn Đông"), "matched", "21202003")


@pytest.mark.parametrize("name", ["Tổ dân phố 5", "tdp 5", "5", "to dan pho 5", ""])
def test_a_code_with_a_name_that_agrees_is_a_match(hamlets, name):
    check(hamlets, Place(code="21013005", name=name), "matched", "21013005")


def test_a_code_with_a_name_of_another_kind_is_proposed(hamlets):
    check(hamlets, Place(code="21013005", name="Thôn 5"), "proposed", "21013005", "khác loại")


def test_a_ward_code_is_enough_for_the_ward(hamlets):
    check(hamlets, Place(name="TDP 5", ward_code="21013"), "matched", "21013005")


def test_a_ward_that_agrees_with_its_code_is_no_contradiction(hamlets):
    check(hamlets, Place(code="21013005", ward="phường Trần Phú", ward_code="21013"), "matched", "21013005")
    check(hamlets, Place(name="TDP 5", ward="Lê Hồng Phong", ward_code="21013"), "refused")


@pytest.mark.parametrize(
    ("name", "status", "unit"),
    [
        ("xã Nghĩa Dũng", "matched", "21256"),
        ("Nghĩa Dõng", "matched", "21259"),
        ("xã Tịnh Ấn Đông", "matched", "21202"),
        ("xã Tịnh An", "matched", "21232"),
        ("Nghia Dung", "proposed", "21256"),
        ("Nghĩa Dừng", "proposed", "21256"),
        ("phường Tịnh An", "proposed", "21232"),
        ("xã Nghĩa", "unmatched", ""),
        ("xã Tịnh Ấn", "proposed", "21232"),
    ],
)
def test_wards_are_resolved_by_the_same_rules(wards, name, status, unit):
    check(wards, Place(name=name), status, unit)


def test_a_ward_that_has_ended_is_refused(boundaries):
    later = make_gazetteer(boundaries, "ward", 2025)
    check(later, Place(name="xã Nghĩa Phú"), "refused", "", "31/12/2024")


def aliases(**change) -> pd.DataFrame:
    row = {
        "source_name": "Xóm Đình",
        "ward": "21202",
        "unit_code": "21202001",
        "year": "",
        "who": "Lan",
        "when": "2019-02-01",
    }
    return pd.DataFrame([row | change])


def test_an_accepted_spelling_is_a_match_that_says_who_accepted_it(boundaries):
    gazetteer = make_gazetteer(boundaries, "hamlet", 2018, aliases())
    check(
        gazetteer, Place(name="xóm đình", ward="xã Tịnh Ấn Đông"), "matched", "21202001", "Lan", "2019-02-01"
    )
    check(gazetteer, Place(name="Xóm Đình", ward="xã Tịnh An"), "unmatched")


def test_a_spelling_accepted_for_a_later_year_is_proposed(boundaries):
    gazetteer = make_gazetteer(boundaries, "hamlet", 2018, aliases(year="2019"))
    check(gazetteer, Place(name="Xóm Đình", ward="xã Tịnh Ấn Đông"), "proposed", "21202001", "2019")


@pytest.mark.parametrize("year", ["2017", "2018"])
def test_a_spelling_accepted_for_a_year_is_a_match_in_it_and_in_later_ones(boundaries, year):
    gazetteer = make_gazetteer(boundaries, "hamlet", 2018, aliases(year=year))
    check(gazetteer, Place(name="Xóm Đình", ward="xã Tịnh Ấn Đông"), "matched", "21202001", "Lan")


def test_a_spelling_without_a_ward_holds_in_the_ward_of_its_unit_only(boundaries):
    gazetteer = make_gazetteer(boundaries, "hamlet", 2018, aliases(ward=""))
    check(gazetteer, Place(name="Xóm Đình", ward="xã Tịnh Ấn Đông"), "matched", "21202001", "Lan")
    check(gazetteer, Place(name="Xóm Đình"), "matched", "21202001", "Lan")
    check(gazetteer, Place(name="Xóm Đình", ward="xã Tịnh An"), "unmatched")


def test_a_spelling_of_a_unit_of_another_year_is_refused(boundaries):
    gazetteer = make_gazetteer(boundaries, "hamlet", 2018, aliases(unit_code="21202003"))
    check(gazetteer, Place(name="Xóm Đình", ward="xã Tịnh Ấn Đông"), "refused", "", "31/12/2016")


written = st.sampled_from(
    [name for _, name, _, _ in HAMLETS] + ["Tổ dân phố 99", "Thôn Nghĩa Dõng", "Long Bán"]
)
mangled = st.builds(
    lambda name, place, letter, cut: name[:place] + letter + name[place + cut :],
    written,
    st.integers(0, 14),
    st.sampled_from(["", "a", "ă", "1", " ", ".", "ỗ", "Đ"]),
    st.integers(0, 2),
)


def strip(name: str) -> list[str]:
    """Return letters, accents and digits of a name without its kind, in no order."""
    bare = re.sub(r"^(tổ dân phố|khu dân cư|kdc|tdp|tổ|thôn|xóm)[\s.]+", "", name.lower().strip(" ."))
    return sorted(sign for sign in unicodedata.normalize("NFD", bare) if sign not in " .")


@given(
    st.one_of(written, mangled),
    st.sampled_from([name for _, name, *_ in WARDS] + ["", "Tran Phu", "xã Trần Phú"]),
)
def test_whatever_is_done_to_a_name_a_match_has_every_letter_accent_and_digit(hamlets, name, ward):
    found = resolve(hamlets, Place(name=name, ward=ward))
    if found.status == "matched":
        known = next(known for code, known, _, _ in HAMLETS if code == found.unit)
        assert strip(name) in (strip(known), strip(f"thôn {known}"))


def test_a_code_that_lost_or_gained_zeros_is_the_same_number() -> None:
    nothing = gpd.GeoDataFrame({"name": []}, geometry=[], crs="EPSG:5898")
    columns = ["code", "name", "kind", "valid_from", "valid_to"]
    wards = frame([("00070", "Hàng Bạc", "phường", "", ""), ("00073", "Hàng Gai", "phường", "", "")], columns)
    hamlets = frame([], ["code", "name", "kind", "ward_code", "valid_from", "valid_to"])
    gazetteer = make_gazetteer(Boundaries(hamlets, wards, pd.DataFrame(), nothing), "ward", 2018)
    assert [resolve(gazetteer, Place(code=code)).unit for code in ("70", "0070", "000070")] == ["00070"] * 3
    assert resolve(gazetteer, Place(code="70", name="Phường Hàng Gai")).status == "refused"
    assert resolve(gazetteer, Place(code="7")).status == "unmatched"


def test_of_many_units_that_may_be_meant_the_first_are_listed():
    assert list_candidates(["A", "B"]) == Text(
        "có thể là một trong 2 đơn vị: A; B", "may be any of 2 units: A; B"
    )
    assert list_candidates(list("ABCDEF")).vi == "có thể là một trong 6 đơn vị: A; B; C; D; …"


def test_a_bare_ward_may_stand_before_its_hamlet(hamlets):
    check(hamlets, Place(name="Trần Phú - TDP 5"), "matched", "21013005")
    assert resolve(hamlets, Place(name="Trần Phú - 5")).status != "matched"


def test_a_list_of_two_hamlets_is_none_of_them_where_the_second_is_called_like_their_ward() -> None:
    rows = [
        ("1001", "Thôn 1A", "thôn", "100", "", ""),
        ("1002", "Thôn Tân Lập", "thôn", "100", "", ""),
        ("2001", "Thôn 1A", "thôn", "200", "", ""),
    ]
    city = build_city(rows, ("100", "Tân Lập"), ("200", "Tân Tiến"))
    for name in ("Thôn 1A, Tân Lập", "Thôn 1A; Tân Lập"):
        assert not resolve(city, Place(name=name, ward="Tân Lập")).unit
    assert resolve(city, Place(name="Thôn 1A - Tân Lập")).unit == "1001"
    assert resolve(city, Place(name="Thôn 1A, xã Tân Lập")).unit == "1001"
    assert resolve(city, Place(name="Thôn 1A, Tân Tiến")).unit == "2001"


def test_hamlets_of_several_wards_are_told_by_the_ward_that_is_missing(hamlets):
    found = resolve(hamlets, Place(name="Tổ dân phố 5"))
    assert found.status == "ambiguous"
    assert "hãy ghi ở dòng này" in found.reason.vi


def test_the_number_of_a_list_before_a_bare_name_is_no_part_of_it() -> None:
    names = ("Thanh Hải", "Phú Trung", "Phú Trung 2", "Hòa", "Ấp 3")
    rows = [(f"100{n}", name, "ấp", "100", "", "") for n, name in enumerate(names)]
    city = build_city(rows, ("100", "Tân An"))
    told = {
        "1. Thanh Hải": "1000",
        "12) THANH HẢI": "1000",
        "a) Thanh Hải": "1000",
        "1. Phú Trung": "1001",
        "2. Phú Trung": "",
        "V. Hòa": "",
        "4. 3": "",
    }
    assert {name: resolve(city, Place(name=name, ward="Tân An")).unit for name in told} == told
    assert resolve(city, Place(code="1000", name="7. Thanh Hải")).status == "matched"
    assert resolve(city, Place(code="1001", name="2. Phú Trung")).status == "refused"


def test_a_number_that_a_ward_has_not_is_told_with_its_letter() -> None:
    rows = [(f"100{n}", f"Ấp {name}", "ấp", "100", "", "") for n, name in enumerate(("1", "5A", "6A"))]
    city = build_city(rows, ("100", "Tân An"))
    for name, number in (("Ấp 1a", "1A"), ("Ấp 7", "7")):
        found = resolve(city, Place(name=name, ward="Tân An"))
        assert (found.status, found.reason.en) == ("refused", f"there is no number {number} in xã Tân An")


def test_a_hamlet_may_have_the_name_of_its_ward_in_its_own() -> None:
    rows = [
        ("1001", "Ấp 9 xã Tân An", "ấp", "100", "", ""),
        ("1002", "Ấp 6", "ấp", "100", "", ""),
        ("2001", "Ấp 9", "ấp", "200", "", ""),
    ]
    city = build_city(rows, ("100", "Tân An"), ("200", "Tân Tiến"))
    assert resolve(city, Place(name="Ấp 9 xã Tân An", ward="Xã Tân An")).unit == "1001"
    assert resolve(city, Place(name="Ấp 9, xã Tân An")).unit == "1001"
    assert resolve(city, Place(name="Ấp 6, xã Tân An")).unit == "1002"
    assert resolve(city, Place(name="Ấp 9, xã Tân Tiến")).unit == "2001"


@pytest.mark.parametrize("sign", ["?", " ?", " \ufffd"])
def test_a_sign_for_a_letter_that_was_lost_makes_a_name_a_proposal(sign: str) -> None:
    """As long as nobody has accepted the spelling."""
    rows = [("1001", "Ấp 9", "ấp", "100", "", ""), ("2001", "Ấp 9", "ấp", "200", "", "")]
    city = build_city(rows, ("100", "Tân Tiến"), ("200", "Tân Tiến B"))
    for place in (
        Place(name="Ấp 9", ward=f"Xã Tân Tiến{sign}"),
        Place(name=f"Ấp 9{sign}", ward="Xã Tân Tiến"),
    ):
        found = resolve(city, place)
        assert (found.status, found.unit) == ("proposed", "1001")
    known = teach(city, f"Ấp 9{sign}", "1001", "100")
    assert resolve(known, Place(name=f"Ấp 9{sign}", ward="Xã Tân Tiến")).status == "matched"

"""Names that were cut at the width of their field: proposed where one unit begins so, never taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import draw_hamlets, draw_wards, write_boundaries
from forks import read_in_forks
from test_intake_borders import NAMES, assert_as_drawn, save, sent, statuses, take
from test_legacy_text import encode_tcvn3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import geopandas as gpd


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield


def cut(width: int, encode: Callable[[str], bytes] = str.encode) -> Callable[[str], bytes]:
    """Return how a field of that many bytes keeps a text."""
    return lambda text: encode(text)[:width].rstrip()


def sent_wards() -> gpd.GeoDataFrame:
    return draw_wards()[["geometry"]].assign(TEN_XA=list(NAMES.values()))


@pytest.mark.parametrize(("width", "left"), [(17, "Phường Trần"), (14, "Phường Tr"), (19, "Phường Trần Ph")])
def test_a_name_cut_at_its_field_is_proposed(small_city: Path, tmp_path: Path, width: int, left: str) -> None:
    """Also where the cut goes through a letter: 14 bytes end inside the "ầ"."""
    files = save(tmp_path, sent_wards(), encode=cut(width))
    intake = take(small_city, files, kind="wards")
    first = intake.rows.iloc[0]
    assert (first["status"], first["unit"]) == ("proposed", "21013")
    assert first["reason_vi"] == f"tên “{left}” có vẻ bị cắt ở độ rộng của cột: có thể là phường Trần Phú"
    accepted = take(small_city, files, kind="wards", accepted=[2, 3, 4])
    assert not accepted.problems
    assert list(accepted.frame["name"]) == list(draw_wards()["name"])


def test_a_ward_cut_at_its_field_is_proposed_for_its_hamlets(small_city: Path, tmp_path: Path) -> None:
    """Its hamlets are matched in the ward that is proposed, so they are not taken for new ones of another."""
    told = sent()
    files = save(tmp_path, told.assign(TEN_XA=[name[:8] for name in told["TEN_XA"]]))
    intake = take(small_city, files)
    assert set(intake.rows["status"]) == {"proposed"}
    assert list(intake.rows["unit"]) == list(draw_hamlets()["code"])
    assert "“Phường T” có vẻ bị cắt" in intake.rows["reason_vi"][0]
    assert_as_drawn(take(small_city, files, accepted=range(2, 10)), within=0.01)


def test_a_cut_name_that_several_units_begin_with_names_them(small_city: Path, tmp_path: Path) -> None:
    files = save(tmp_path, sent(), encode=cut(len("Tổ dân phố".encode())))
    intake = take(small_city, files, accepted=range(100))
    first = intake.rows.iloc[0]
    assert first["status"] == "ambiguous"
    assert "có thể là Tổ dân phố 1 (phường Trần Phú), Tổ dân phố 2 (phường Trần Phú)" in first["reason_vi"]
    assert "xuất lại lớp với cột rộng hơn hoặc kèm cột mã" in first["reason_vi"]


def test_a_cut_name_beside_a_code_is_that_of_the_code(small_city: Path, tmp_path: Path) -> None:
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    files = save(tmp_path, told.assign(TEN_THON=[name[:9] for name in told["TEN_THON"]]))
    intake = take(small_city, files)
    assert set(intake.rows["status"]) == {"proposed"}
    assert list(intake.rows["unit"]) == list(draw_hamlets()["code"])


def test_a_number_cut_at_its_field_is_not_taken_for_another(city_copy: Path, tmp_path: Path) -> None:
    """Of "Tổ dân phố 10" remains "Tổ dân phố 1", another unit: nobody can tell which row is which."""
    longer = draw_hamlets().replace({"name": {"Tổ dân phố 3": "Tổ dân phố 10"}})
    write_boundaries(city_copy / "boundaries", draw_wards(), longer)
    wards = tuple(NAMES.values())
    told = sent(TEN_THON=list(longer["name"]))
    files = save(tmp_path, told, encode=lambda text: encode_tcvn3(text)[: None if text in wards else 12])
    intake = take(city_copy, files)
    found = statuses(intake)
    assert {found[2], found[4]} == {"ambiguous"}
    assert found[3] == "matched"
    reason = "có thể là Tổ dân phố 1 (phường Trần Phú), Tổ dân phố 10 (phường Trần Phú)"
    assert reason in intake.rows["reason_vi"][0]


def test_a_number_that_no_unit_has_may_have_lost_a_digit_and_is_no_new_unit(
    city_copy: Path, tmp_path: Path
) -> None:
    longer = draw_hamlets().replace(
        {"name": {"Tổ dân phố 1": "Tổ dân phố 10", "Tổ dân phố 2": "Tổ dân phố 11"}}
    )
    write_boundaries(city_copy / "boundaries", draw_wards(), longer)
    wards = tuple(NAMES.values())
    told = sent(TEN_THON=list(longer["name"]))
    files = save(tmp_path, told, encode=lambda text: encode_tcvn3(text)[: None if text in wards else 12])
    first = take(city_copy, files, accepted=range(2, 10)).rows.iloc[0]
    assert (first["status"], first["new"]) == ("ambiguous", False)
    both = "Tổ dân phố 10 (phường Trần Phú), Tổ dân phố 11 (phường Trần Phú)"
    assert f"có thể là {both}; hãy xuất lại lớp với cột rộng hơn" in first["reason_vi"]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Thôn Minh Xuân", "Thôn Minh X"),  # a letter that is a Roman numeral too
        ("Thôn Tân Vinh", "Thôn Tân V"),
        ("Thôn Xuân Thượng", "Thôn Xuân Thợ"),  # TCVN3 that has lost its ư, then cut
        ("Thôn Bình Chương", "Thôn Bình Chơ"),
    ],
)
def test_what_is_left_of_a_name_may_look_like_another_word(
    city_copy: Path, tmp_path: Path, name: str, left: str
) -> None:
    write_boundaries(
        city_copy / "boundaries", draw_wards(), draw_hamlets().replace({"name": {"Tổ dân phố 1": name}})
    )
    told = sent()
    told.loc[0, "TEN_THON"] = left
    told["TEN_THON"] = [text[: len(left)] for text in told["TEN_THON"]]
    first = take(city_copy, save(tmp_path, told, encode=encode_tcvn3)).rows.iloc[0]
    assert (first["status"], first["unit"]) == ("proposed", "21013001")


def test_a_letter_that_is_left_of_a_word_is_no_number(city_copy: Path, tmp_path: Path) -> None:
    named = draw_hamlets().replace(
        {"name": {"Tổ dân phố 1": "Tổ dân phố Vĩnh Lộc", "Tổ dân phố 2": "Tổ dân phố 5"}}
    )
    write_boundaries(city_copy / "boundaries", draw_wards(), named)
    told = sent(TEN_THON=[name[:12] for name in named["name"]])
    found = statuses(take(city_copy, save(tmp_path, told, encode=encode_tcvn3)))
    assert (found[2], found[3]) == ("ambiguous", "matched")


def test_a_name_that_no_unit_goes_on_from_is_not_called_cut(small_city: Path, tmp_path: Path) -> None:
    told = sent()
    told.loc[0, "TEN_THON"] = "Tổ dân phố 11 mới lập"
    assert not take(small_city, save(tmp_path, told)).rows["reason_vi"].str.contains("bị cắt").any()

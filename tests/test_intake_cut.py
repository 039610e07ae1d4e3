"""Names that were cut at the width of their field: proposed where one unit begins so, never taken."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest
from conftest import draw_hamlets, draw_wards, write_boundaries
from forks import read_in_forks
from test_intake_borders import NAMES, assert_as_drawn, save, save_as, sent, statuses, take
from test_legacy_text import encode_tcvn3, encode_vni

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
    assert "xuất lại với cột rộng hơn hoặc kèm cột mã" in first["reason_vi"]


def test_a_cut_name_beside_a_code_is_that_of_the_code(small_city: Path, tmp_path: Path) -> None:
    told = sent(MA_THON=list(draw_hamlets()["code"]))
    files = save(tmp_path, told.assign(TEN_THON=[name[:9] for name in told["TEN_THON"]]))
    intake = take(small_city, files)
    assert set(intake.rows["status"]) == {"proposed"}
    assert list(intake.rows["unit"]) == list(draw_hamlets()["code"])


def test_a_number_cut_at_its_field_is_told_by_its_place(city_copy: Path, tmp_path: Path) -> None:
    """Of "Tổ dân phố 10" remains "Tổ dân phố 1", another unit: which row is which, the known ground tells."""
    longer = draw_hamlets().replace({"name": {"Tổ dân phố 3": "Tổ dân phố 10"}})
    write_boundaries(city_copy / "boundaries", draw_wards(), longer)
    wards = tuple(NAMES.values())
    told = sent(TEN_THON=list(longer["name"]))

    def encode(text: str) -> bytes:
        return encode_tcvn3(text)[: None if text in wards else 12]

    intake = take(city_copy, save(tmp_path, told, encode=encode))
    assert [statuses(intake)[row] for row in (2, 3, 4)] == ["matched", "matched", "proposed"]
    assert list(intake.rows["unit"]) == list(longer["code"])
    assert "hình nằm ở chỗ của 21013003 Tổ dân phố 10 (phường Trần Phú)" in intake.rows["reason_vi"][2]
    accepted = take(city_copy, save(tmp_path, told, encode=encode), accepted=[4])
    assert statuses(accepted)[4] == "matched"
    changed_places = told.set_geometry(told.geometry.iloc[[1, 0, *range(2, 8)]].to_numpy())
    first = take(city_copy, save(tmp_path, changed_places, encode=encode)).rows.iloc[0]
    assert first["status"] == "ambiguous"
    both = "Tổ dân phố 1 (phường Trần Phú), Tổ dân phố 10 (phường Trần Phú)"
    assert f"có thể là {both}; hãy xuất lại với cột rộng hơn" in first["reason_vi"]


def narrow(path: Path, width: int) -> list[tuple[Path, str]]:
    """Give the texts of a GeoPackage a width, as QGIS does."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("UPDATE sqlite_master SET sql = replace(sql, ' TEXT', ?)", [f" TEXT({width})"])
    return [(path, path.name)]


@pytest.mark.parametrize(("width", "unit"), [(12, "21013003"), (40, "21013001")])
def test_a_number_cut_at_the_width_of_a_geopackage_is_told_by_its_place(
    city_copy: Path, tmp_path: Path, width: int, unit: str
) -> None:
    """Of "Tổ dân phố 10" remains "Tổ dân phố 1"; in a wider field it is a unit that lies elsewhere now."""
    longer = draw_hamlets().replace({"name": {"Tổ dân phố 3": "Tổ dân phố 10"}})
    write_boundaries(city_copy / "boundaries", draw_wards(), longer)
    told = sent(TEN_THON=[name[:12] for name in longer["name"]], MA_XA=list(longer["ward_code"]))
    ((path, _),) = save_as(tmp_path, told.drop(index=0, columns="TEN_XA"), "gpkg")
    intake = take(city_copy, narrow(path, width))
    assert tuple(intake.rows.loc[1, ["status", "unit"]]) == ("proposed", unit)


@pytest.fixture
def twin_wards(city_copy: Path) -> Path:
    """Return a city in which the name of one ward is the beginning of another one's."""
    wards = draw_wards().replace({"name": {"Nghĩa Chánh": "Trần Phú Tây"}})
    write_boundaries(city_copy / "boundaries", wards, draw_hamlets())
    return city_copy


TWINS: Final = ["Phường Trần Phú", "Phường Trần Phú Tây", "Xã Tịnh Ấn Đông"]


@pytest.mark.parametrize(
    ("encode", "width"), [(encode_tcvn3, 15), (encode_tcvn3, 16), (encode_vni, 19), (str.encode, 22)]
)
def test_a_ward_cut_to_the_name_of_another_one_is_told_by_its_place(
    twin_wards: Path, tmp_path: Path, encode: Callable[[str], bytes], width: int
) -> None:
    told = draw_wards()[["geometry"]].assign(TEN_XA=TWINS)
    files = save(tmp_path, told, encode=cut(width, encode), RESIZE="YES")
    intake = take(twin_wards, files, kind="wards")
    assert list(intake.rows["status"][:2]) == ["matched", "proposed"]
    assert list(intake.rows["unit"]) == list(draw_wards()["code"])
    assert "hình nằm ở chỗ của 21019 phường Trần Phú Tây" in intake.rows["reason_vi"][1]
    alone = take(twin_wards, save(tmp_path, told[1:2], encode=cut(width, encode), RESIZE="YES"), kind="wards")
    assert list(alone.rows["status"]) == ["proposed"]


def test_hamlets_of_a_ward_cut_to_the_name_of_another_one_are_told_by_their_place(
    twin_wards: Path, tmp_path: Path
) -> None:
    wards = dict(zip(draw_wards()["code"], TWINS, strict=True))
    told = sent(TEN_XA=list(draw_hamlets()["ward_code"].map(wards)))
    intake = take(twin_wards, save(tmp_path, told, encode=cut(15, encode_tcvn3), RESIZE="YES"))
    assert list(intake.rows["unit"]) == list(draw_hamlets()["code"])
    elsewhere = told.set_geometry(told.geometry.iloc[[5, 1, 2, 3, 4, 0, 6, 7]].to_numpy())
    files = save(tmp_path, elsewhere, encode=cut(15, encode_tcvn3), RESIZE="YES")
    first = take(twin_wards, files).rows.iloc[0]
    assert (first["status"], first["name"]) == ("ambiguous", "Tổ dân phố 1")
    assert "tên “Phường Trần Phú” có vẻ bị cắt" in first["reason_vi"]


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
    assert f"có thể là {both}; hãy xuất lại với cột rộng hơn" in first["reason_vi"]


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
    intake = take(city_copy, save(tmp_path, told, encode=encode_tcvn3))
    assert (statuses(intake)[2], statuses(intake)[3]) == ("proposed", "matched")
    assert intake.rows["unit"][0] == "21013001"


def test_a_name_that_no_unit_goes_on_from_is_not_called_cut(small_city: Path, tmp_path: Path) -> None:
    told = sent()
    told.loc[0, "TEN_THON"] = "Tổ dân phố 11 mới lập"
    assert not take(small_city, save(tmp_path, told)).rows["reason_vi"].str.contains("bị cắt").any()

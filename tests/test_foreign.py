"""A layer in any old character set becomes readable, column by column, and says which column is which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from conftest import SHIPPED
from test_legacy_text import encode_cp1258, encode_tcvn3, encode_vni

from geo.clerks.vocabulary_read import read_vocabulary
from geo.gate.foreign import decode_layer, find_unit_columns
from geo.sandbox import ForeignLayer

if TYPE_CHECKING:
    from collections.abc import Callable

VOCABULARY = read_vocabulary(SHIPPED / "indicators" / "indicators.toml")
NAMES = ["Tổ dân phố 7", "Thôn Độc Lập", "Thôn Trường Thọ"]
WARDS = ["Trần Phú", "Tịnh Ấn Đông", None]


def layer(encode: Callable[[str], bytes], *, old_text: bool = True) -> ForeignLayer:
    def spoil(text: str | None) -> str | None:
        return text and encode(text).decode("latin-1")

    columns = {
        spoil("Tên thôn"): list(map(spoil, NAMES)),
        "XA": list(map(spoil, WARDS)),
        "SO_HO": [1, 2, None],
    }
    shapes = [shapely.box(n, 0, n + 1, 1) for n in range(3)]
    frame = gpd.GeoDataFrame(columns, geometry=shapes)
    return ForeignLayer("a.shp", "a", "ESRI Shapefile", None, frame, old_text=old_text)


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni, encode_cp1258, str.encode])
def test_names_of_columns_and_their_texts_are_decoded(encode: Callable[[str], bytes]) -> None:
    sent, untouched = layer(encode), layer(encode)
    decoded = decode_layer(sent)
    assert list(decoded.frame.columns) == ["Tên thôn", "XA", "SO_HO", "geometry"]
    assert list(decoded.frame["Tên thôn"]) == NAMES
    assert [name.casefold() if isinstance(name, str) else None for name in decoded.frame["XA"]] == [
        "trần phú",
        "tịnh ấn đông",
        None,
    ]
    assert set(decoded.detections) == {"Tên thôn", "XA"}
    assert sent.frame.equals(untouched.frame)


def test_a_person_may_choose_the_character_set_of_a_column() -> None:
    decoded = decode_layer(layer(encode_tcvn3), {"XA": "latin-1"})
    assert decoded.frame["XA"][0] == encode_tcvn3("Trần Phú").decode("latin-1")
    assert list(decoded.frame["Tên thôn"]) == NAMES


def test_old_bytes_pasted_into_a_unicode_format_are_decoded_too() -> None:
    """A GeoPackage made from an old shapefile holds its bytes as letters."""
    assert decode_layer(layer(encode_tcvn3, old_text=False)).frame["XA"][0] == "Trần Phú"


@pytest.mark.parametrize("encode", [encode_tcvn3, encode_vni, str.encode])
def test_bytes_that_were_taken_for_latin1_and_saved_as_unicode_are_decoded(
    encode: Callable[[str], bytes],
) -> None:
    """An old shapefile, opened in mapping software that was not told its character set, and saved again."""

    def save_again(text: str) -> bytes:
        return encode(text).decode("latin-1").encode()

    decoded = decode_layer(layer(save_again)).frame
    assert list(decoded["Tên thôn"]) == NAMES
    assert decoded["XA"][0] == "Trần Phú"


def test_unicode_formats_stay_as_they_are() -> None:
    frame = gpd.GeoDataFrame({"ten": NAMES}, geometry=[shapely.box(n, 0, n + 1, 1) for n in range(3)])
    plain = ForeignLayer("a.gpkg", "a", "GPKG", None, frame, old_text=False)
    assert list(decode_layer(plain).frame["ten"]) == NAMES


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["TEN_THON", "TEN_XA", "MA_XA"], {"hamlet": "TEN_THON", "ward": "TEN_XA", "ward_code": "MA_XA"}),
        (["TenThon", "TenXa", "MaXa"], {"hamlet": "TenThon", "ward": "TenXa", "ward_code": "MaXa"}),
        (
            ["TENTHON", "TENXA", "MAXA", "OBJECTID"],
            {"hamlet": "TENTHON", "ward": "TENXA", "ward_code": "MAXA"},
        ),
        (["code", "name", "ward_code"], {"code": "code", "unit": "name", "ward_code": "ward_code"}),
        (["Shape_Area", "GhiChu", "DIENTICH"], {}),
        (["TEN_CU", "TenXaCu", "TEN_XA", "KHU_DAN_CU"], {"hamlet": "KHU_DAN_CU", "ward": "TEN_XA"}),
    ],
)
def test_columns_are_found_by_their_names(columns: list[str], found: dict[str, str]) -> None:
    frame = gpd.GeoDataFrame({name: [] for name in columns}, geometry=[])
    assert find_unit_columns(frame, VOCABULARY) == found

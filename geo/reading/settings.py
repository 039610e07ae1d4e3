"""``city.toml`` → City."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import IndicatorError
from geo.model import CRS, City, Text
from geo.places.declared import IN_METRES
from geo.tools.settings import open_settings

if TYPE_CHECKING:
    from pathlib import Path

    from geo.tools.settings import Section

CITY_FILE: Final = "city.toml"
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

CITY_KEYS: Final = (
    *("synthetic", "area_km2", "years", "suppress_below", "vintage", "inner_wards", "emblem", "crs", "box"),
    *("name", "office", "boundary_source", "population_source", "data_dates", "model_kinds"),
)


def read_city(folder: Path) -> City:
    """Return what ``city.toml`` says.

    Raises
    ------
    IndicatorError
        The file is missing or wrong; all its problems at once.
    """
    settings = open_settings(folder / CITY_FILE, IndicatorError)
    settings.require_known(CITY_KEYS)
    dates = settings.section("data_dates", required=False)
    kinds = settings.section("model_kinds", required=False)
    city = City(
        name=settings.text("name"),
        office=settings.text("office"),
        years=_read_years(settings),
        data_dates={int(year): dates.day(year) for year in dates.values if _is_year(dates, year)},
        vintage=settings.day("vintage"),
        boundary_source=settings.text("boundary_source"),
        suppress_below=settings.get("suppress_below", int),
        synthetic=settings.get("synthetic", bool),
        area_km2=settings.get("area_km2", float) if "area_km2" in settings.values else None,
        emblem=settings.get("emblem", str, ""),
        inner_wards=settings.words("inner_wards"),
        population_source=settings.text("population_source")
        if "population_source" in settings.values
        else Text("", ""),
        model_kinds={kind: kinds.text(kind) for kind in kinds.values},
        crs=settings.choose("crs", [f"EPSG:{code}" for code in IN_METRES], CRS),
        box=_read_box(settings),
    )
    _check_city(settings, folder, city)
    if settings.problems:
        raise IndicatorError(settings.problems)
    return city


def _read_box(settings: Section) -> tuple[float, float, float, float] | None:
    numbers = settings.get("box", list, [])
    if not numbers:
        return None
    try:
        west, south, east, north = (float(number) for number in numbers)
    except (TypeError, ValueError):
        west = south = east = north = 0.0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004  degrees
        what = ("không phải khung theo độ", "is no box in degrees")
        settings.refuse("box", what, ("ghi [tây, nam, đông, bắc]", "write [west, south, east, north]"))
        return None
    return west, south, east, north


def _read_years(settings: Section) -> tuple[int, ...]:
    years = settings.get("years", list)
    if not years or not all(isinstance(year, int) and 1900 <= year <= 2200 for year in years):  # noqa: PLR2004  a year
        settings.refuse(
            "years", ("phải là danh sách năm", "must be a list of years"), ("ví dụ [2017, 2018]",) * 2
        )
        return ()
    return tuple(sorted(set(years)))


def _is_year(section: Section, key: str) -> bool:
    if key.isdecimal():
        return True
    section.refuse(key, ("không phải năm", "is no year"))
    return False


def _check_city(settings: Section, folder: Path, city: City) -> None:
    told = settings.values.get("suppress_below")
    if type(told) is int and told < 1:
        settings.refuse("suppress_below", ("phải từ 1 trở lên", "must be 1 or more"))
    if city.area_km2 is not None and not city.area_km2 > 0:
        settings.refuse("area_km2", ("phải lớn hơn 0", "must be above 0"))
    if city.emblem and ("/" in city.emblem or "\\" in city.emblem or not (folder / city.emblem).is_file()):
        settings.refuse(
            "emblem",
            ("không có tệp này cạnh city.toml", "is not beside city.toml"),
            ("chép tệp PNG vào, hoặc để trống", "put the PNG there, or leave it empty"),
        )
    for kind in city.model_kinds:
        if not CODE.fullmatch(kind):
            settings.refuse(
                "model_kinds",
                (
                    f"mã “{kind}” chỉ được gồm chữ không dấu, số, _ và -",
                    f"code “{kind}” may have plain letters, digits, _ and - only",
                ),
            )

"""A small city built in code: 3 wards, 8 hamlets, 2 clusters, 2 years. The tests of every module stand on it.

::

    1672500  21013003 21019001 21019002 21202003      each cell is 500 m × 500 m, from (586000, 1672000)
    1672000  21013001 21013002 21202001 21202002      21013 phường Trần Phú · 21019 phường Nghĩa Chánh
             586000   586500   587000   587500        21202 xã Tịnh Ấn Đông

2018: hamlet 21019002 did not meet the standard, 21202003 has no row; 2017: 21202002 has an empty cell.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pytest
import shapely
from browser import address, chromium, opened, page, windows  # noqa: F401  fixtures of the browser tests
from hypothesis import is_hypothesis_test, settings
from shipped import shipped_hamlets, shipped_wards, ward_facts  # noqa: F401  fixtures

from geo.atlas import open_atlas

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.model import Atlas

ROOT: Final = Path(__file__).parent.parent
SHIPPED: Final = ROOT / "data"
ORIGIN: Final = (586_000.0, 1_672_000.0)
CELL: Final = 500.0

WARDS: Final = {
    "21013": ("Trần Phú", "phường"),
    "21019": ("Nghĩa Chánh", "phường"),
    "21202": ("Tịnh Ấn Đông", "xã"),
}
HAMLETS: Final = {
    "21013001": ("Tổ dân phố 1", (0, 0)),
    "21013002": ("Tổ dân phố 2", (1, 0)),
    "21013003": ("Tổ dân phố 3", (0, 1)),
    "21019001": ("Tổ dân phố 1", (1, 1)),
    "21019002": ("Tổ dân phố 2", (2, 1)),
    "21202001": ("Thôn Độc Lập", (2, 0)),
    "21202002": ("Thôn Hòa Bình", (3, 0)),
    "21202003": ("Thôn Đoàn Kết", (3, 1)),
}

CITY = """\
synthetic = true
area_km2 = 2.0
years = [2017, 2018]
suppress_below = 5
vintage = 2018-12-31
inner_wards = ["21013"]
emblem = ""

[name]
vi = "thành phố Thử Nghiệm"
en = "Thử Nghiệm city"

[office]
vi = "Công an thành phố Thử Nghiệm"
en = "Thử Nghiệm City Police"

[boundary_source]
vi = "ranh giới minh họa"
en = "illustrative borders"

[data_dates]
2017 = 2017-12-31
2018 = 2018-12-31

[model_kinds]
security_camera = { vi = "Camera an ninh", en = "Security cameras" }
family_group = { vi = "Tổ liên gia", en = "Inter-family group" }
civil_defence = { vi = "Đội dân phòng", en = "Civil defence team" }
"""

TABLES: Final = {
    "safety_hamlets": """\
year,hamlet_code,meets_standard
2017,21013001,true
2017,21013002,false
2017,21013003,true
2017,21019001,true
2017,21019002,true
2017,21202001,true
2017,21202002,
2017,21202003,true
2018,21013001,true
2018,21013002,true
2018,21013003,true
2018,21019001,true
2018,21019002,false
2018,21202001,true
2018,21202002,true
""",
    "safety_wards": """\
year,ward_code,meets_standard
2017,21013,true
2017,21019,true
2017,21202,false
2018,21013,true
2018,21019,true
2018,21202,true
""",
    "tips": """\
year,hamlet_code,tips
2017,21013001,3
2017,21013002,11
2017,21013003,0
2017,21019001,7
2017,21019002,8
2017,21202001,
2017,21202002,2
2017,21202003,1
2018,21013001,2
2018,21013002,12
2018,21013003,0
2018,21019001,6
2018,21019002,9
2018,21202001,1
2018,21202002,4
2018,21202003,25
""",
    "population": """\
year,hamlet_code,households,population
2017,21013001,100,390
2017,21013002,120,480
2017,21013003,80,310
2017,21019001,150,600
2017,21019002,90,350
2017,21202001,60,240
2017,21202002,70,280
2017,21202003,50,200
2018,21013001,101,400
2018,21013002,122,500
2018,21013003,81,320
2018,21019001,152,610
2018,21019002,91,360
2018,21202001,61,250
2018,21202002,71,290
2018,21202003,51,210
""",
    "models": """\
model_code,name,kind,started,ended
M01,Camera an ninh Trần Phú,security_camera,2016,
M02,Tổ liên gia số 1,family_group,2018,
M03,Đội dân phòng cũ,civil_defence,2010,2017
""",
    "model_sites": """\
model_code,hamlet_code
M01,21013001
M01,21013003
M01,21202001
M02,21019002
M03,21202002
""",
    "clusters": """\
cluster_code,name,ward_code,valid_from,valid_to
C1,Cụm số 1,21013,,
C1,Cụm số 1,21019,,
C2,Cụm số 2,21019,,
C2,Cụm số 2,21202,,
""",
    "published_figures": """\
figure_id,indicator,level,year,numerator,denominator,value,comparable,meaning,period,quote,warning,source
P1,safety,hamlet,2018,6,7,6/7,true,thôn đạt tiêu chuẩn,2018,"6/7 thôn, tổ dân phố đạt",,bản tin
P2,safety,ward,2018,2,3,2/3,true,xã đạt tiêu chuẩn,2018,2/3 xã đạt,,bản tin
P3,tips,city,,,,307,false,nguồn tin,không nêu trong bài,307 nguồn tin,không so,bản tin
""",
}

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return one worker more than cores, as who waits for a browser leaves a core to others; at most four."""
    return min((os.cpu_count() or 1) + 1, 4)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browser, whose files are the longest, and go on with the files of most tests.

    Coverage is not counted where the same lines are gone through over and over: in examples that are made up,
    and on whole screens. Each has tests of its own, and to count makes them half as slow again.
    """
    for item in items:
        if isinstance(item, pytest.Function) and (
            is_hypothesis_test(item.obj) or hasattr(item.module, "AppTest")
        ):
            item.add_marker("no_cover")
    sizes = Counter(item.path for item in items)
    browsers = {item.path for item in items if "chromium" in item.fixturenames}
    items.sort(key=lambda item: (item.path not in browsers, -sizes[item.path]))


def draw_cell(column: int, row: int) -> shapely.Polygon:
    """Return one hamlet: an exact square."""
    x, y = ORIGIN[0] + column * CELL, ORIGIN[1] + row * CELL
    return shapely.box(x, y, x + CELL, y + CELL)


def draw_hamlets() -> gpd.GeoDataFrame:
    """Return the hamlets as a boundary file has them."""
    return gpd.GeoDataFrame(
        {
            "code": list(HAMLETS),
            "name": [name for name, _ in HAMLETS.values()],
            "kind": ["thôn" if name.startswith("Thôn") else "tổ dân phố" for name, _ in HAMLETS.values()],
            "ward_code": [code[:5] for code in HAMLETS],
            "valid_from": "",
            "valid_to": "",
        },
        geometry=[draw_cell(*place) for _, place in HAMLETS.values()],
        crs="EPSG:5898",
    )


def draw_wards() -> gpd.GeoDataFrame:
    """Return the wards as a boundary file has them: the union of their hamlets, vertex for vertex."""
    hamlets = draw_hamlets()
    borders = {code: shapely.coverage_union_all(part.geometry) for code, part in hamlets.groupby("ward_code")}
    return gpd.GeoDataFrame(
        {
            "code": list(WARDS),
            "name": [name for name, _ in WARDS.values()],
            "kind": [kind for _, kind in WARDS.values()],
            "valid_from": "",
            "valid_to": "",
        },
        geometry=[borders[code] for code in WARDS],
        crs="EPSG:5898",
    )


def write_boundaries(folder: Path, wards: gpd.GeoDataFrame, hamlets: gpd.GeoDataFrame) -> None:
    """Write the boundary files of a data folder as shapefiles."""
    folder.mkdir(parents=True, exist_ok=True)
    wards.to_file(folder / "wards.shp", engine="pyogrio", encoding="UTF-8")
    hamlets.to_file(folder / "hamlets.shp", engine="pyogrio", encoding="UTF-8")


def write_table(folder: Path, name: str, text: str) -> None:
    """Write one CSV of a data folder."""
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "indicators" / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the small city; nobody may change it (see ``city_copy``)."""
    folder = tmp_path_factory.mktemp("small_city")
    (folder / "city.toml").write_text(CITY, encoding="utf-8")
    write_boundaries(folder / "boundaries", draw_wards(), draw_hamlets())
    for name, text in TABLES.items():
        write_table(folder, name, text)
    shutil.copy(SHIPPED / "indicators" / "indicators.toml", folder / "indicators" / "indicators.toml")
    return folder


@pytest.fixture(scope="session")
def small_atlas(small_city: Path) -> Atlas:
    """Return the atlas of the small city; nobody may change it."""
    return open_atlas(small_city)


@pytest.fixture
def city_copy(small_city: Path, tmp_path: Path) -> Path:
    """Return a copy of the small city that a test may change (``write_table``, ``write_boundaries``)."""
    return Path(shutil.copytree(small_city, tmp_path / "city"))


@pytest.fixture
def edit_table(city_copy: Path) -> Callable[[str, str, str], Path]:
    """Return a function that replaces some text of one table of a copy of the city, and returns the copy."""

    def edit(name: str, old: str, new: str) -> Path:
        text = TABLES[name]
        assert text.count(old) == 1, f"{old!r} must stand once in {name}"
        write_table(city_copy, name, text.replace(old, new))
        return city_copy

    return edit

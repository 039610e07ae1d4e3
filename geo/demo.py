"""The synthetic city in ``data/``: real names, codes and totals, made-up borders and values, always the same.

What is a fact comes from ``data/facts/``, with its source; all else is drawn by `geo.approximate` and
`geo.synthetic.demo_values` and is marked synthetic.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from geo.approximate import draw_hamlets
from geo.errors import DataFileError, Problem
from geo.model import CRS
from geo.synthetic.approximate_wards import draw_wards
from geo.synthetic.demo_values import make_tables, share_largest_remainder

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "data"
"""The shipped folder: its facts, texts and settings are the source of every copy."""

SEED = 15
"""The drawing that looks most like a city: compact wards, the river along its whole course."""
DATE = "2018-12-31"
HAMLETS = 241
NGHIA_PHU, NGHIA_AN, TINH_AN_DONG = "21253", "21262", "21202"

RIVER = "Sông Trà Khúc"
NORTH_OF_RIVER = ("21172", "21187", "21190", "21199", "21202", "21208", "21211", "21214", "21223", "21232")

SHORE = (
    (108.922, 15.260), (108.926, 15.225), (108.9275, 15.210), (108.9255, 15.200), (108.917, 15.195),
    (108.907, 15.192), (108.9005, 15.186), (108.897, 15.178), (108.8952, 15.168), (108.8948, 15.158),
    (108.8958, 15.149), (108.8978, 15.138), (108.8998, 15.125), (108.9013, 15.112), (108.9022, 15.100),
    (108.903, 15.070),
)  # fmt: skip
"""The coast from north to south, longitude and latitude, by judgement inside the boxes of the wards there."""

SPLIT = {NGHIA_PHU: (593887, 1672100, 596300, 1675588), NGHIA_AN: (595000, 1669772, 596833, 1674300)}
"""The joint box of Nghĩa Phú (north-west) and Nghĩa An (south-eastern coast), split by judgement: metres."""

COPIED = ("LICENCE.md", "city.toml", "facts", "boundaries/README.md", "indicators/README.md",
          "indicators/indicators.toml", "indicators/published_figures.csv")  # fmt: skip


def write_demo(folder: Path) -> tuple[Path, ...]:
    """Write the synthetic city into a data folder.

    Parameters
    ----------
    folder
        Made if it does not exist; what the demo has under the same name is replaced.

    Returns
    -------
    tuple of Path
        The files of the demo, sorted.

    Raises
    ------
    DataFileError
        The folder holds data that is not marked synthetic; nothing is written then.
    """
    _require_synthetic(folder)
    for part in ("boundaries", "indicators"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    copies = list(_copy_settings(folder))
    wards, hamlets = draw_city()
    tables = make_tables(hamlets, read_facts("wards_2018"), seed=SEED)
    layers = {"wards": wards, "hamlets": hamlets, "rivers": draw_river(wards)}
    shapes = [
        path
        for name, frame in layers.items()
        for path in _write_shapefile(frame, folder / "boundaries", name)
    ]
    return tuple(
        sorted([*copies, *shapes, *(_write_table(frame, folder, name) for name, frame in tables.items())])
    )


def _require_synthetic(folder: Path) -> None:
    """Raise if the folder holds somebody's own city: the demo never overwrites real data."""
    settings = folder / "city.toml"
    if not settings.exists() or tomllib.loads(settings.read_text(encoding="utf-8")).get("synthetic") is True:
        return
    raise DataFileError(
        Problem(
            file=settings.name,
            column="synthetic",
            what_vi="thư mục này chứa dữ liệu thật, dữ liệu minh họa không được ghi đè",
            what_en="this folder holds real data; the synthetic city does not overwrite it",
            remedy_vi="chọn thư mục khác",
            remedy_en="choose another folder",
        )
    )


def _copy_settings(folder: Path) -> Iterator[Path]:
    for name in COPIED:
        source = DATA / name
        for path in sorted(source.iterdir()) if source.is_dir() else [source]:
            target = folder / path.relative_to(DATA)
            target.parent.mkdir(exist_ok=True)
            if not (target.exists() and target.samefile(path)):
                shutil.copyfile(path, target)
            yield target


def read_facts(name: str) -> pd.DataFrame:
    """Return a table of published facts: every cell a string, "" where nothing is published."""
    return pd.read_csv(DATA / "facts" / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")


def draw_city() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the wards and hamlets of the synthetic city (EPSG:5898), as the boundary files hold them."""
    facts = read_facts("wards_2018").set_index("ward_code")
    city = tomllib.loads((DATA / "city.toml").read_text(encoding="utf-8"))
    borders = draw_wards(_read_boxes(facts), _draw_land(), area=city["area_km2"] * 1e6, seed=SEED)
    drawn = draw_hamlets(borders, list_hamlets(facts), seed=SEED)
    outline = drawn.dissolve("ward_code", method="coverage").geometry
    wards = borders.set_geometry(outline.reindex(borders.index))
    wards = wards.assign(valid_from="2014-04-01", valid_to="").rename_axis("code").reset_index()
    hamlets = drawn.assign(valid_from="", valid_to="").rename_axis("code").reset_index()
    return (
        wards[["code", "name", "kind", "valid_from", "valid_to", "synthetic", "geometry"]],
        hamlets[["code", "name", "kind", "ward_code", "valid_from", "valid_to", "synthetic", "geometry"]],
    )


def _read_boxes(facts: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the published boxes of the wards as rectangles in metres, with the published areas."""
    degrees = facts[["bbox_west", "bbox_south", "bbox_east", "bbox_north"]].astype(float).to_numpy()
    bounds = (
        gpd.GeoSeries(shapely.box(*degrees.T), crs="EPSG:4326")
        .to_crs(CRS)
        .bounds.round(1)
        .to_numpy(copy=True)
    )
    for code, split in SPLIT.items():
        bounds[facts.index.get_loc(code)] = split
    area = pd.to_numeric(facts["published_area_km2"]) * 1e6
    return gpd.GeoDataFrame(
        facts[["name", "kind"]].assign(area=area), geometry=shapely.box(*bounds.T), crs=CRS
    )


def _draw_land() -> shapely.Polygon:
    """Return all land west of a smooth coast through `SHORE`."""
    shore = gpd.GeoSeries(gpd.points_from_xy(*zip(*SHORE, strict=True)), crs="EPSG:4326").to_crs(CRS)
    line = shore.get_coordinates().to_numpy()
    for _ in range(4):
        corners = np.stack([0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]], axis=1)
        line = np.vstack([line[:1], corners.reshape(-1, 2), line[-1:]])
    west = line[:, 0].min() - 30_000
    return shapely.Polygon(np.round([*line, (west, line[-1, 1]), (west, line[0, 1])], 2))


def list_hamlets(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the 241 hamlets by code: name, kind, ward_code, weight (a made-up relative area).

    Published counts and names are kept; the other wards share the rest by population (largest remainder).
    """
    known = facts["hamlet_count_2018"].loc[lambda count: count != ""].astype(int)
    people = facts["population_2019"].astype(int).drop(known.index)
    counts = pd.concat([known, share_largest_remainder(people, HAMLETS - int(known.sum()))]).sort_index()
    kinds = facts["kind"].to_dict()
    rows = [
        (f"{ward}{number:03d}", _name_hamlet(str(ward), kinds[ward], number), ward)
        for ward, count in counts.items()
        for number in range(1, count + 1)
    ]
    hamlets = pd.DataFrame(rows, columns=["code", "name", "ward_code"]).set_index("code")
    weight = np.random.default_rng([SEED, 3]).uniform(0.65, 1.45, len(hamlets))
    kind = hamlets["ward_code"].map(kinds).map({"phường": "tổ dân phố", "xã": "thôn"})
    return hamlets.assign(kind=kind, weight=weight.round(3))


def _name_hamlet(ward: str, kind: str, number: int) -> str:
    if ward == TINH_AN_DONG:
        seen = read_facts("hamlet_names_seen")
        return str(seen.loc[seen["ward_code"] == ward, "hamlet"].iloc[number - 1])
    return f"Tổ dân phố {number}" if kind == "phường" else f"Thôn {number}"


def draw_river(wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the Trà Khúc: the border between the wards north and south of it, one line from west to east."""
    is_north = wards["code"].isin(NORTH_OF_RIVER)
    north, south = (
        shapely.coverage_union_all(wards.geometry[side].to_numpy()) for side in (is_north, ~is_north)
    )
    line = shapely.line_merge(shapely.intersection(north.boundary, south.boundary))
    longest = max(shapely.get_parts(line), key=shapely.length)
    start, end = longest.coords[0], longest.coords[-1]
    course = longest if start[0] < end[0] else shapely.reverse(longest)
    return gpd.GeoDataFrame({"name": [RIVER]}, geometry=[course], crs=CRS)


def _write_shapefile(frame: gpd.GeoDataFrame, folder: Path, name: str) -> Iterator[Path]:
    """Write a shapefile whose bytes depend on nothing but the frame: GDAL would date the DBF today."""
    path = folder / f"{name}.shp"
    told = frame.assign(synthetic=frame["synthetic"].map(str).str.lower()) if "synthetic" in frame else frame
    pyogrio.write_dataframe(
        told, path, driver="ESRI Shapefile", layer_options={"ENCODING": "UTF-8", "DBF_DATE_LAST_UPDATE": DATE}
    )
    path.with_suffix(".prj").write_text(pyproj.CRS(CRS).to_wkt("WKT1_ESRI"), encoding="ascii")
    return (path.with_suffix(suffix) for suffix in (".cpg", ".dbf", ".prj", ".shp", ".shx"))


def _write_table(frame: pd.DataFrame, folder: Path, name: str) -> Path:
    path = folder / "indicators" / f"{name}.csv"
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return path

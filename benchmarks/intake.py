"""Files in: of spoilt tables how many rows come out right, wrong or lost; what reading costs; borders."""

from __future__ import annotations

import resource
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pyogrio

from benchmarks.edits import EDITS
from benchmarks.layouts import DOUBTFUL_SHEETS, MORE_FILES, MORE_SHEETS, mix
from benchmarks.tables import Row
from benchmarks.troubles import (
    CLEAR,
    FILES,
    ROWS,
    SHEETS,
    Line,
    Told,
    lay_plain,
    list_truth,
    save_old,
    save_xlsx,
    spoil_all,
)
from geo.errors import IndicatorError
from geo.gate.child_process import run_child
from geo.intake.borders import take_in_borders
from geo.intake.intake import take_in
from geo.read import read_boundaries
from geo.storing.desk import open_desk, receive
from geo.storing.kinds import find_kinds
from geo.storing.table import Wish, preview_table, understand
from tests.test_legacy_text import encode_tcvn3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd
    import pandas as pd

    from geo.model import Boundaries

LONG_TABLE = 10_000
JOINED = ("matched", "duplicate")


def measure_intake(data: Path) -> list[Row]:
    boundaries = read_boundaries(data)
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made)
        return [
            *_count_rows(data, boundaries, folder),
            *_time_tables(data, boundaries, folder),
            *_time_borders(data, boundaries, folder),
        ]


def _count_rows(data: Path, boundaries: Boundaries, folder: Path) -> Iterator[Row]:
    """Yield how many rows come out right for each trouble, and how many of all are wrong or lost."""
    truth = list_truth(boundaries)
    total: Counter[str] = Counter()
    for name, lines, save, clear in _list_troubles(truth):
        found = score(data, save(folder / "clerk", lines), lines)
        total += found
        told = sum(line.told is not None for line in lines)
        rest = f"{found['asked']} for a person, {found['refused']} refused with a reason"
        doubt = "" if clear else " (doubtful)"
        yield Row(f"{name}{doubt}: right of {told}; {rest}", found["right"], "rows")
    yield Row("all troubles: rows read", sum(total.values()), "rows")
    yield Row("all troubles: rows wrongly joined", total["wrong"], "rows", most=0)
    yield Row("all troubles: rows silently lost", total["lost"], "rows", most=0)


def _list_troubles(truth: list[Told]) -> Iterator[tuple[str, list[Line], Callable[..., Path], bool]]:
    for n, (name, spoil) in enumerate(ROWS.items()):
        yield name, lay_plain([spoil(told) for told in truth]), save_xlsx, n < CLEAR
    for name, lay in SHEETS.items():
        yield name, lay(truth), save_xlsx, True
    for name, save in FILES.items():
        yield name, lay_plain(truth), save, True
    for name, lay in MORE_SHEETS.items():
        yield name, lay(truth), save_xlsx, True
    for name, lay in EDITS.items():
        yield name, lay(truth), save_xlsx, True
    for name, lay in DOUBTFUL_SHEETS.items():
        yield name, lay(truth), save_xlsx, False
    for name, save in MORE_FILES.items():
        yield name, lay_plain(truth), save, True
    for name, lines, save in mix(truth):
        yield name, lines, save, False
    yield "all of them at once", spoil_all(truth), save_xlsx, True
    # That character set has no Ð.
    old = save_old(lambda text: encode_tcvn3(text.replace("Ð", "Đ")))
    yield "all of them at once, in TCVN3", spoil_all(truth), old, True


def score(data: Path, path: Path, lines: list[Line]) -> Counter[str]:
    """Count what became of the rows of a file: right, wrong, asked, refused, lost."""
    try:
        ledger = take_in(data, path, year=2018).ledger.rows
    except IndicatorError:
        return Counter(refused=sum(line.told is not None for line in lines))
    sheets = {name: number for number, name in enumerate(dict.fromkeys(ledger["sheet"]))}
    known = {(sheets[line["sheet"]], line["row"]): line for _, line in ledger.iterrows()}
    found: Counter[str] = Counter()
    last: Counter[int] = Counter()
    for line in lines:
        last[line.sheet] += 1
        place = (line.sheet, last[line.sheet])
        if place not in known:
            found["lost"] += line.told is not None
            continue
        found[_judge(known[place], line.told)] += 1
    del found["nothing"]
    return found


def _judge(line: pd.Series[Any], told: Told | None) -> str:
    joined = line["status"] in JOINED
    if told is None:
        return "wrong" if joined else "nothing"
    if line["status"] == "ignored":
        return "lost"
    if not joined:
        asked = line["status"] in ("proposed", "ambiguous")
        return ("asked" if asked else "refused") if line["reason_vi"] else "lost"
    values = (line["meets_standard"], line["tips"], line["households"])
    return (
        "right" if (line["unit"], *values) == (told.code, told.met, told.tips, told.households) else "wrong"
    )


def _time_tables(data: Path, boundaries: Boundaries, folder: Path) -> Iterator[Row]:
    rows = list_truth(boundaries)
    many = [rows[n % len(rows)] for n in range(LONG_TABLE)]
    path = save_xlsx(folder / "long", lay_plain(many))
    before = _sum_processor()
    taken = _clock(lambda: take_in(data, path, year=2018))
    yield Row(f"a table of {len(many):,} rows, file to ledger", taken, "s", most=5)
    yield Row("… of the processor, the child process included", _sum_processor() - before, "s")
    short = save_xlsx(folder / "short", lay_plain(rows[:10]))
    alone = median(_clock(lambda: _read(short)) for _ in range(3))
    yield Row("the limited child process of a small file", alone, "s")
    wards = [list(told) for _, told in groupby(rows, lambda told: told.ward)]
    paths = [save_xlsx(folder / f"ward{n}", lay_plain(told)) for n, told in enumerate(wards)]
    before = _sum_processor()
    taken = _clock(lambda: _preview_all(data, paths))
    yield Row(f"{len(paths)} tables, one a ward: what they would change, by each kind of values", taken, "s")
    yield Row("… of the processor, the child processes included", _sum_processor() - before, "s")


def _preview_all(data: Path, paths: list[Path]) -> None:
    """Take in all tables as the data screen does: two are opened while another one is looked at."""
    desk = open_desk(data)
    with ThreadPoolExecutor(2) as readers:
        for sent in readers.map(lambda path: receive(path.name, path.read_bytes()), paths):
            tables = understand(desk, sent, Wish("", 2018))
            for kind in find_kinds(tables, desk.boundaries, desk.catalogue):
                preview_table(desk, sent, Wish(kind, 2018))


def _read(path: Path) -> None:
    with run_child("tables", [(path, path.name)], IndicatorError):
        pass


def _sum_processor() -> float:
    """Return the seconds of the processor that this process and its children have taken."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _clock(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def _time_borders(data: Path, boundaries: Boundaries, folder: Path) -> Iterator[Row]:
    """Yield what borders of the shipped city cost, and how many of their units come out where they lie."""
    hamlets = boundaries.hamlets.reset_index()
    names = boundaries.wards["kind"] + " " + boundaries.wards["name"]
    frame = hamlets[["name", "geometry"]].rename(columns={"name": "TEN_THON"})
    frame = frame.assign(TEN_XA=hamlets["ward_code"].map(names))
    for name, files in _save_borders(folder, frame):
        start = time.perf_counter()
        intake = take_in_borders(data, files, kind="hamlets")
        taken = time.perf_counter() - start
        apart = intake.frame.set_index("code").geometry.hausdorff_distance(boundaries.hamlets.geometry)
        yield Row(f"borders, {name}: units right of {len(hamlets)}", int((apart < 2).sum()), "units")
        yield Row(f"borders, {name}: file to borders", taken, "s")


def _save_borders(folder: Path, frame: gpd.GeoDataFrame) -> Iterator[tuple[str, list[tuple[Path, str]]]]:
    old = frame.assign(
        **{
            name: [encode_tcvn3(text).decode("latin-1") for text in frame[name]]
            for name in ("TEN_THON", "TEN_XA")
        }
    )
    pyogrio.write_dataframe(old, folder / "old.shp", encoding="ISO-8859-1")
    kept = [path for path in sorted(folder.glob("old.*")) if path.suffix not in (".cpg", ".prj")]
    yield "shapefile, TCVN3, no .cpg, no .prj", [(path, path.name) for path in kept]
    for ending, driver, epsg in (
        ("gpkg", "GPKG", 9217),
        ("geojson", "GeoJSON", 4326),
        ("tab", "MapInfo File", 5898),
    ):
        frame.to_crs(epsg).to_file(folder / f"new.{ending}", driver=driver)
        parts = sorted(folder.glob("new.*"))
        yield f"{driver}, EPSG:{epsg}", [(path, path.name) for path in parts]
        for path in parts:
            path.unlink()

"""Two hundred good files, each spoilt once: every one is refused clearly or comes out right.

Nothing crashes or hangs, no row is joined to a unit that it does not name, no unit lies where it was not
drawn, and the data folder is untouched.
"""

from __future__ import annotations

import io
import random
import re
import struct
import unicodedata
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import shapely
from conftest import HAMLETS, WARDS, draw_hamlets
from forks import read_in_forks
from test_cells import save_ods, save_xls
from test_intake_borders import save, save_as, sent
from test_legacy_text import encode_tcvn3

import geo.intake.intake
from geo.errors import GeoError
from geo.intake.borders import BorderIntake, take_in_borders
from geo.intake.intake import Intake, take_in
from geo.intake.write import write_borders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geo.clerks.clerk import RawSheet

Files = dict[str, bytes]

SEEDS = range(100)
TABLES = ("xlsx", "inside xlsx", "csv", "utf-16", "ods", "xls")
ONE_ROW = ("ods", "xls")
"""Formats that are written by hand here, with the one row of Thôn Độc Lập."""

BORDERS = ("shp", "tcvn3", "zip", "gpkg", "geojson", "tab", "mif")
HEADER = ["STT", "Xã, phường", "Thôn, tổ dân phố", "Kết quả", "Số nguồn tin"]
LIBRARY_WORDS = re.compile(
    r"Traceback|GDAL|OGR|openpyxl|calamine|sqlite|Error|/tmp|safety-map-|utf-8 codec", re.IGNORECASE
)
COUNTED: Counter[tuple[str, str]] = Counter()

pytestmark = pytest.mark.no_cover  # thousands of spoilt files go through the same lines


# ---- one process for all


@pytest.fixture(scope="module", autouse=True)
def forking_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with read_in_forks(tmp_path_factory.mktemp("children")):
        yield
    print("\n" + "\n".join(f"{kind}: {end} {count}" for (kind, end), count in sorted(COUNTED.items())))


@pytest.fixture(scope="module", autouse=True)
def nothing_changes(small_city: Path) -> Iterator[None]:
    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in small_city.rglob("*") if path.is_file()}

    before = contents()
    yield
    assert contents() == before


# ---- good files


def list_rows() -> list[list[Any]]:
    words = {0: "Đạt", 1: "KĐ"}
    rows = [
        [n, f"{WARDS[code[:5]][1]} {WARDS[code[:5]][0]}", name, words[n % 3 == 1], n * 7 % 12]
        for n, (code, (name, _)) in enumerate(HAMLETS.items(), 1)
    ]
    return [["BẢNG TỔNG HỢP NĂM 2018"], HEADER, *rows, [None, "Tổng cộng", None, None, 44]]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Files]:
    folder = tmp_path_factory.mktemp("good")
    rows = list_rows()
    text = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "a.xlsx")
    save_ods(folder / "a.ods")
    save_xls(folder / "a.xls")
    tables = {
        "xlsx": {"a.xlsx": (folder / "a.xlsx").read_bytes()},
        "inside xlsx": {"a.xlsx": (folder / "a.xlsx").read_bytes()},
        "csv": {"a.csv": text.encode()},
        "utf-16": {"a.csv": text.encode("utf-16")},
        "ods": {"a.ods": (folder / "a.ods").read_bytes()},
        "xls": {"a.xls": (folder / "a.xls").read_bytes()},
    }
    return tables | {kind: save_borders(tmp_path_factory.mktemp(kind), kind) for kind in BORDERS}


def save_borders(folder: Path, kind: str) -> Files:
    frame = sent(SO_HO=range(8))
    if kind in ("gpkg", "geojson", "tab", "mif"):
        files = save_as(folder, frame.to_crs(4326) if kind == "geojson" else frame, kind)
    else:
        files = save(folder, frame, encode=encode_tcvn3 if kind == "tcvn3" else None)
    members = {name: path.read_bytes() for path, name in files}
    return {"a.zip": pack(members)} if kind == "zip" else members


def pack(members: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def unpack(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ---- ways to spoil one


def flip(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def lengthen(content: bytes, chance: random.Random) -> bytes:
    place = chance.choice((len(content), chance.randrange(len(content))))
    return content[:place] + chance.randbytes(chance.choice((1, 7, 512))) + content[place:]


def blank(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    size = min(chance.choice((1, 16, 256)), len(content) - start)
    return content[:start] + bytes(size) + content[start + size :]


def repeat(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    block = content[start : start + chance.choice((8, 64, 1024))]
    return content[:start] + block + content[start:]


def miscount(content: bytes, chance: random.Random) -> bytes:
    """Write a number over four bytes near the head, where lengths and counts stand."""
    place = chance.randrange(min(128, len(content) - 4))
    number = chance.choice((0, 1, 7, 9, 2**31 - 1, 2**32 - 1))
    return content[:place] + struct.pack(chance.choice("<>") + "I", number) + content[place + 4 :]


def exchange(content: bytes, chance: random.Random) -> bytes:
    """Let two blocks of one size change places."""
    size = chance.choice((4, 33, 128))
    first, second = sorted(chance.randrange(max(1, len(content) - size)) for _ in range(2))
    if second - first < size:
        return content[::-1]
    one, other = content[first : first + size], content[second : second + size]
    return content[:first] + other + content[first + size : second] + one + content[second + size :]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(flip, flip, truncate, lengthen, blank, repeat, miscount, exchange),
)


def spoil(files: Files, kind: str, chance: random.Random) -> tuple[str, Files]:
    """Return what was done, and the files with one of them spoilt, gone, or in the place of another."""
    if kind in ("inside xlsx", "zip"):
        ((name, content),) = files.items()
        done, members = spoil(unpack(content), "", chance)
        return done, {name: pack(members)}
    name = chance.choice(sorted(files))
    if len(files) > 1 and chance.random() < 0.2:
        other = chance.choice(sorted(set(files) - {name}))
        if chance.random() < 0.5:
            return f"{name} is gone", {key: content for key, content in files.items() if key != name}
        return f"{name} and {other} changed places", files | {name: files[other], other: files[name]}
    way = chance.choice(WAYS)
    return f"{way.__name__} {name}", files | {name: way(files[name], chance)}


# ---- what must come out


def lay_out(folder: Path, files: Files) -> list[tuple[Path, str]]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [(folder / name, name) for name in files]


def assert_clear(error: GeoError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.file
        assert problem.what_vi
        assert problem.what_en
        # A value is quoted from the file, whatever it is.
        said = f"{problem.what_vi} {problem.what_en} {problem.remedy_vi} {problem.remedy_en}"
        assert not LIBRARY_WORDS.search(said), said


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold().replace("ð", "đ")))


def assert_no_wrong_row(intake: Intake, sheets: list[RawSheet]) -> None:
    """A joined row names its unit and the ward of it, and each row of a sheet has its line."""
    ledger = intake.ledger.rows
    cells = {(table.sheet, row.row): row.cells for table in intake.tables for row in table.rows}
    for line in ledger[ledger["status"].isin(("matched", "duplicate"))].to_dict("records"):
        if line["level"] == "hamlet":
            said = cells[line["sheet"], line["row"]]
            name, ward = HAMLETS[line["unit"]][0], WARDS[line["ward_code"]][0]
            assert plain(said["hamlet"]) in (plain(name), plain(f"{name} {said.get('ward', '')}"))
            assert not said.get("ward") or plain(said["ward"]).endswith(plain(ward))
    lengths = {sheet.name: len(sheet.rows) for sheet in sheets}
    for name, lines in ledger.groupby("sheet"):
        assert list(lines["row"]) == list(range(1, lengths[name] + 1))


def assert_no_wrong_unit(intake: BorderIntake) -> None:
    """A stored unit lies where it was drawn, and one that is not there is said to be missing."""
    if intake.problems:
        assert all(problem.what_vi and problem.what_en for problem in intake.problems)
        with pytest.raises(GeoError):
            write_borders(intake)
        return
    truth, found = draw_hamlets().set_index("code").geometry, intake.frame.set_index("code").geometry
    assert shapely.is_valid(found.to_numpy()).all()
    missing = {label.split(" ")[0] for label in intake.coverage.missing}
    assert missing == set(truth.index) - set(found.index)
    assert set(found.index) <= set(truth.index)
    for code, shape in found.items():
        common = shape.intersection(truth[code]).area / shape.union(truth[code]).area
        assert common > 0.5, f"{code} lies elsewhere"
    assert len(write_borders(intake)) == 5


@pytest.mark.parametrize("seed", SEEDS)
def test_a_spoilt_table_is_refused_or_right(
    seed: int, good: dict[str, Files], small_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = TABLES[seed % len(TABLES)]
    done, files = spoil(good[kind], kind, random.Random(seed))  # noqa: S311  repeatable
    print(kind, done)
    ((path, _),) = lay_out(tmp_path, files)
    sheets: list[RawSheet] = []
    read = geo.intake.intake.build_sheets
    monkeypatch.setattr(
        geo.intake.intake, "build_sheets", lambda answer: sheets.extend(found := read(answer)) or found
    )
    try:
        intake = take_in(small_city, path, year=2018)
    except GeoError as error:
        assert_clear(error)
        COUNTED["table", "refused"] += 1
        return
    assert_no_wrong_row(intake, sheets)
    COUNTED["table", "read"] += 1


@pytest.mark.parametrize("seed", SEEDS)
def test_spoilt_borders_are_refused_or_right(
    seed: int, good: dict[str, Files], small_city: Path, tmp_path: Path
) -> None:
    kind = BORDERS[seed % len(BORDERS)]
    done, files = spoil(good[kind], kind, random.Random(1000 + seed))  # noqa: S311  repeatable
    print(kind, done)
    try:
        intake = take_in_borders(small_city, lay_out(tmp_path, files), kind="hamlets")
    except GeoError as error:
        assert_clear(error)
        COUNTED["borders", "refused"] += 1
        return
    assert_no_wrong_unit(intake)
    COUNTED["borders", "to decide" if intake.problems else "read"] += 1


@pytest.mark.parametrize("kind", [*TABLES, *BORDERS])
def test_unspoilt_each_of_them_is_taken_whole(
    kind: str, good: dict[str, Files], small_city: Path, tmp_path: Path
) -> None:
    files = lay_out(tmp_path, good[kind])
    if kind in TABLES:
        ledger = take_in(small_city, files[0][0], year=2018).ledger.rows
        truth = ["21202001"] if kind in ONE_ROW else list(HAMLETS)
        assert list(ledger.loc[ledger["status"] == "matched", "unit"]) == truth
        return
    intake = take_in_borders(small_city, files, kind="hamlets")
    assert intake.problems == ()
    assert_no_wrong_unit(intake)
    assert list(intake.frame["code"]) == list(HAMLETS)

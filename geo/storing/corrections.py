"""What a person set right in the reading of a table, kept by its header words for files to come."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, get_args

from geo.clerks.clerk import STYLES, Correction, Status
from geo.errors import Problem, StoreError
from geo.reading.tables import read_cells
from geo.store import Change
from geo.storing.history import Note
from geo.text.charsets import Encoding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from geo.reading.tables import Sheet

CORRECTIONS: Final = "indicators/corrections.csv"
COLUMNS: Final = ("header", "field", "style", "encoding", "words", "who", "when")
CHOICES: Final = {"style": STYLES, "encoding": get_args(Encoding)}


def read_corrections(folder: Path) -> Correction:
    """Return what is kept; no file is nothing.

    Raises
    ------
    IndicatorError
        The file is wrong; all its problems at once.
    """
    sheet = read_cells(folder / CORRECTIONS, required=COLUMNS[:4], absent=COLUMNS)
    sheet.require_once("header")
    for column, choices in CHOICES.items():
        for row, cell in sheet.rows[["row", column]].itertuples(index=False):
            if cell and cell not in choices:
                listed = ", ".join(choices)
                what = ("giá trị lạ", "is an unknown value", f"chọn {listed}", f"choose {listed}")
                sheet.refuse(row, column, cell, what)
    words = dict(_read_words(sheet))
    rows = sheet.finish()
    fields, styles, encodings = (
        {header: cell for header, cell in rows[["header", column]].itertuples(index=False) if cell}
        for column in COLUMNS[1:4]
    )
    return Correction(fields, styles, encodings, words=words)


def _read_words(sheet: Sheet) -> Iterator[tuple[str, dict[str, Status]]]:
    """Yield header, and word → what it means: JSON in one cell, none in files of before."""
    if "words" not in sheet.rows:
        return
    for row, header, cell in sheet.rows[["row", "header", "words"]].itertuples(index=False):
        try:
            words = json.loads(cell or "{}")
            known = isinstance(words, dict) and all(meaning in get_args(Status) for meaning in words.values())
        except (ValueError, TypeError, RecursionError):
            known = False
        if not known:
            listed = ", ".join(get_args(Status))
            example = '{"✗": "not_met"}'
            what = (
                *("không phải cách đọc các chữ", "is no reading of words"),
                *(f"viết như {example}, với {listed}", f"write it like {example}, with {listed}"),
            )
            sheet.refuse(row, "words", cell, what)
        elif words:
            yield header, words


def list_corrections(folder: Path) -> pd.DataFrame:
    """Return what is kept, a row a header: ``COLUMNS``."""
    rows = read_cells(folder / CORRECTIONS, absent=COLUMNS).rows
    return rows.reindex(columns=list(COLUMNS), fill_value="")


def withdraw_corrections(folder: Path, headers: Collection[str]) -> Change:
    """Return the change that forgets how columns with some headers were to be read.

    Raises
    ------
    StoreError
        Nothing is kept of such a header.
    """
    rows = list_corrections(folder)
    unknown = sorted(set(headers).difference(rows["header"]))
    if unknown:
        raise StoreError([_absent(header) for header in unknown])
    kept = rows[~rows["header"].isin(headers)]
    return Change(Note("correction", subject="corrections"), {CORRECTIONS: _write(kept.to_dict("records"))})


def join_corrections(kept: Correction, new: Correction) -> Correction:
    """Return what a person set right now, and before where nothing else is said now."""
    return replace(
        new,
        fields={**kept.fields, **new.fields},
        styles={**kept.styles, **new.styles},
        encodings={**kept.encodings, **new.encodings},
        words={
            header: {**kept.words.get(header, {}), **new.words.get(header, {})}
            for header in dict.fromkeys((*kept.words, *new.words))
        },
    )


def write_corrections(folder: Path, new: Correction, *, who: str, day: str) -> bytes | None:
    """Return the file with what was set right now, or None if it says so already.

    Parameters
    ----------
    folder
        The data folder.
    who, day
        Who set it right, and when (ISO).
    """
    kept = read_corrections(folder)
    joined = join_corrections(kept, new)
    if joined == replace(kept, header_row=joined.header_row):
        return None
    rows = read_cells(folder / CORRECTIONS, absent=COLUMNS).rows.drop(columns="row")
    lines = {row["header"]: row for row in rows.to_dict("records")}
    for header in dict.fromkeys((*new.fields, *new.styles, *new.encodings, *new.words)):
        said = (joined.fields, joined.styles, joined.encodings)
        words = joined.words.get(header, {})
        cells = [
            *(part.get(header, "") for part in said),
            json.dumps(words, ensure_ascii=False) if words else "",
        ]
        lines[header] = dict(zip(COLUMNS, [header, *cells, who, day], strict=True))
    return _write(list(lines.values()))


def _write(lines: Iterable[Mapping[Any, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows({str(name): cell for name, cell in line.items()} for line in lines)
    return text.getvalue().encode()


def _absent(header: str) -> Problem:
    return Problem(
        file="corrections.csv",
        column="header",
        value=header,
        what_vi="không nhớ cách đọc nào cho tiêu đề này, có thể đã được rút lại",
        what_en="nothing is kept of this header, perhaps it was withdrawn already",
        remedy_vi="xem danh sách bằng lệnh python -m geo kept",
        remedy_en="list what is kept with python -m geo kept",
    )

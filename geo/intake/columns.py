"""Which columns of a layer say what, and which may not be taken."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk import Cell
from geo.clerks.header_words import read_label
from geo.clerks.personal import find_personal
from geo.errors import BoundaryError, Problem, quote_all
from geo.gate.foreign import HUMPS, find_unit_columns, list_unit_columns
from geo.intake.rows import CODES, FIRST_ROW, show_cell
from geo.names import KIND_WORDS, canonical_kind, fold, make_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from geo.clerks.clerk import Field
    from geo.clerks.vocabulary import Vocabulary
    from geo.names import KindLevel

ONE_CODE: Final = re.compile(r"[A-Za-z]{1,4}\d{1,4}")


def refuse_personal(frame: gpd.GeoDataFrame, vocabulary: Vocabulary, *, file: str) -> None:
    """Raise if a column looks like personal data; numbers that say where a unit lies are none.

    Raises
    ------
    BoundaryError
        A column does; the whole file is refused.
    """
    labels, cells = [], []
    for column in map(str, frame.columns.drop(frame.geometry.name)):
        label = read_label([HUMPS.sub(" ", column)], vocabulary)
        number = frame[column].dtype.kind
        if number == "f" or (label.personal == "coordinates" and number in "iu"):
            continue
        texts = [str(cell) for cell in frame[column].dropna() if str(cell)]
        labels.append(replace(label, personal=None) if _is_one_code(texts) else label)
        cells.append([Cell("text", text) for text in texts])
    problems = find_personal(labels, cells, file=file)
    if problems:
        raise BoundaryError(problems)


def _is_one_code(texts: Sequence[str]) -> bool:
    """Return whether a column says the same code of all units: nothing of a person.

    In the national map layers MA_DOI_TUONG is the code of the kind of thing, not of a suspect.
    """
    return len(texts) > 1 and len(set(texts)) == 1 and bool(ONE_CODE.fullmatch(texts[0]))


def find_columns(
    frame: gpd.GeoDataFrame, vocabulary: Vocabulary, level: KindLevel, *, file: str
) -> dict[Field, str]:
    """Return which column says what of the units.

    Raises
    ------
    BoundaryError
        No column names the units, two columns say different things of them, or they are hamlets where wards
        are asked for.
    """
    found = find_unit_columns(frame, vocabulary)
    kind = _find_kind(frame.drop(columns=[frame.geometry.name, *found.values()]), level)
    if kind:
        found["kind"] = kind
    if level == "ward" and "hamlet" in found:
        raise BoundaryError(_hamlets(file, found["hamlet"]))
    codes = ("code", "ward_code") if level == "ward" else ("code",)
    if not {level, "unit", *codes} & found.keys():
        columns = quote_all(name for name in frame.columns if name != frame.geometry.name)
        raise BoundaryError(_no_names(file, columns or "–", level))
    for field in (level if level in found else "unit", "ward", *CODES):
        _require_one(frame, list_unit_columns(frame, vocabulary, field), level, file=file)
    return found


def _find_kind(frame: pd.DataFrame, level: KindLevel) -> str:
    """Return the one column that holds kinds of units and nothing else ("Thôn", "Tổ dân phố"), or ""."""
    if "kind" in frame.columns:
        return "kind"
    kinds = [
        str(column)
        for column in frame.columns
        if (cells := {str(cell).strip() for cell in frame[column].dropna()} - {""})
        and all(canonical_kind(cell, level) in KIND_WORDS[level] for cell in cells)
    ]
    return kinds[0] if len(kinds) == 1 else ""


def _require_one(frame: gpd.GeoDataFrame, columns: Sequence[str], level: KindLevel, *, file: str) -> None:
    """Raise if columns of one meaning contradict each other in a row.

    Raises
    ------
    BoundaryError
        They do: a person knows which one is meant.
    """
    for other in columns[1:]:
        pairs = zip(map(show_cell, frame[columns[0]]), map(show_cell, frame[other]), strict=True)
        for row, (one, two) in enumerate(pairs, FIRST_ROW):
            if one and two and not _may_be_one(one, two, level):
                raise BoundaryError(_two_columns(file, (columns[0], other), row, f"{one} – {two}"))


def _may_be_one(one: str, other: str, level: KindLevel) -> bool:
    """Return whether two texts are one name or code, with its kind or without, with accents or without."""
    return any(
        fold(key.stem) == fold(second.stem) and (key.kind == second.kind or not (key.kind and second.kind))
        for key in make_keys(one, level)
        for second in make_keys(other, level)
    )


def _hamlets(file: str, column: str) -> Problem:
    return Problem(
        file=file,
        column=column,
        what_vi="là lớp thôn, tổ dân phố, không phải lớp xã, phường",
        what_en="is a layer of hamlets, not of wards",
        remedy_vi="nhập lớp này là ranh giới thôn (hamlets), hoặc gửi lớp xã, phường",
        remedy_en="import it as hamlets, or send the layer of the wards",
    )


def _no_names(file: str, columns: str, level: KindLevel) -> Problem:
    example = "TEN_XA" if level == "ward" else "TEN_THON"
    return Problem(
        file=file,
        what_vi=f"không có cột nào ghi tên hoặc mã đơn vị (các cột: {columns})",
        what_en=f"no column holds names or codes of units (its columns: {columns})",
        remedy_vi=f"đổi tên cột chứa tên đơn vị thành {example}",
        remedy_en=f"rename the column with the names to {example}",
    )


def _two_columns(file: str, columns: tuple[str, str], row: int, value: str) -> Problem:
    listed = quote_all(columns)
    return Problem(
        file=file,
        row=row,
        value=value,
        what_vi=f"các cột {listed} cùng nghĩa nhưng ghi khác nhau",
        what_en=f"columns {listed} mean the same and say different things",
        remedy_vi="xóa hoặc đổi tên cột không dùng (tên cũ: TEN_KHAC)",
        remedy_en="delete or rename the one that is not meant (old names: TEN_KHAC)",
    )

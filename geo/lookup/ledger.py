"""The ledger of a table: every row ends in one status, every unit is covered, missing or covered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.errors import MatchError, Problem
from geo.lookup import reasons
from geo.units import pick_valid

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from geo.lookup.place import Resolution
    from geo.model import Boundaries, Level, RowStatus, Text


def report_rows(rows: pd.DataFrame, years: Sequence[int | None], found: Sequence[Resolution]) -> pd.DataFrame:
    """Return row, year, status, unit, score, reason_vi and reason_en, on the index of the rows."""
    return pd.DataFrame(
        {
            "row": rows["row"].astype(int),
            "year": pd.array(years, dtype="Int64"),
            "status": [answer.status for answer in found],
            "unit": [answer.unit for answer in found],
            "score": [answer.score for answer in found],
            "reason_vi": [answer.reason.vi for answer in found],
            "reason_en": [answer.reason.en for answer in found],
        },
        index=rows.index,
    ).astype({"status": str, "unit": str, "score": float, "reason_vi": str, "reason_en": str})


def settle_repeats(
    report: pd.DataFrame, values: pd.DataFrame, scope: pd.Series, *, rows: pd.Series | None = None
) -> pd.DataFrame:
    """Return the report with rows that say a unit again: merged where they agree, refused where they do not.

    Parameters
    ----------
    scope
        What a unit may stand once in: the year, or the model.
    rows
        How the rows are called in reasons; by default by their number.
    """
    marks: dict[Hashable, tuple[RowStatus, Text]] = {}
    names = report["row"].astype(str) if rows is None else rows
    matched = report["status"] == "matched"
    said: dict[tuple[Hashable, str], list[int]] = {}
    told_of = (report.index[matched], scope[matched], report["unit"][matched])
    for label, one, unit in zip(*(column.tolist() for column in told_of), strict=True):
        said.setdefault((one, unit), []).append(label)
    repeated = [labels for labels in said.values() if len(labels) > 1]
    contents = _list_contents(values) if repeated else {}
    for labels in repeated:
        told = [names[label] for label in labels]
        if len({contents[label] for label in labels}) == 1:
            same = reasons.same_as(told[0])
            marks |= dict.fromkeys(labels[1:], ("duplicate", same))
        else:
            others = ([other for other in told if other != row] for row in told)
            marks |= {
                label: ("refused", reasons.conflicts_with(rest))
                for label, rest in zip(labels, others, strict=True)
            }
    return _mark(report, marks)


def _list_contents(values: pd.DataFrame) -> dict[int, tuple[object, ...]]:
    """Return the values of each row as they can be compared: an empty cell is the same as another."""
    cells = [
        [None if empty else cell for cell, empty in zip(values[column], values[column].isna(), strict=True)]
        for column in values
    ]
    rows = zip(*cells, strict=True) if cells else [()] * len(values)
    return dict(zip(values.index, rows, strict=True))


def _mark(report: pd.DataFrame, marks: Mapping[Hashable, tuple[RowStatus, Text]]) -> pd.DataFrame:
    """Return a report in which some rows have another status and its reason."""
    marked, labels = report.copy(), list(marks)
    if labels:
        marked.loc[labels, "status"] = [status for status, _ in marks.values()]
        marked.loc[labels, "score"] = 0.0
        marked.loc[labels, "reason_vi"] = [why.vi for _, why in marks.values()]
        marked.loc[labels, "reason_en"] = [why.en for _, why in marks.values()]
    return marked


def require_some(report: pd.DataFrame, file: str) -> None:
    """Raise if a table has rows and none of them became a unit: it is about something else."""
    told = report[report["status"] != "ignored"]
    if told.empty or told["status"].isin(("matched", "proposed", "ambiguous")).any():
        return
    first = told.iloc[0]
    raise MatchError(
        Problem(
            file=file,
            row=int(first["row"]),
            what_vi=f"không dòng nào khớp đơn vị trong ranh giới; dòng này: {first['reason_vi']}",
            what_en=f"no row is a unit of the boundaries; this row: {first['reason_en']}",
            remedy_vi="kiểm tra cột mã, cột tên và năm của ranh giới",
            remedy_en="check the codes, the names and the year of the boundaries",
        )
    )


def list_missing(
    boundaries: Boundaries, level: Level, years: Sequence[int], report: pd.DataFrame
) -> pd.DataFrame:
    """Return year and unit of the units that no row is about; one that is in dispute is not missing."""
    told = report[report["status"].isin(("matched", "duplicate", "refused"))]
    covered = set(zip(told["year"].tolist(), told["unit"].tolist(), strict=True))
    units = boundaries.wards if level == "ward" else boundaries.hamlets
    missing = [
        (year, str(code))
        for year in years
        for code in pick_valid(units, year).index.tolist()
        if (year, code) not in covered
    ]
    return pd.DataFrame(
        {
            "year": pd.array([year for year, _ in missing], dtype="Int64"),
            "unit": pd.Series([code for _, code in missing], dtype=str),
        }
    )

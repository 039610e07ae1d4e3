"""The lists beside the tables: wards of the clusters, community models, figures that others published."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from geo.model import PublishedFigure, Text, UnitChange
from geo.reading.tables import Sheet, read_cells
from geo.tools.values import explain_cell, is_day, parse_count, parse_status, parse_year

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping
    from pathlib import Path

    from geo.model import Boundaries

CLUSTERS: Final = "indicators/clusters.csv"
CHANGES: Final = "facts/unit_changes.csv"
ALIASES: Final = "indicators/aliases.csv"
"""Where they lie in a data folder."""

ALIAS_COLUMNS: Final = ("source_name", "ward", "unit_code", "year", "who", "when")
CHANGE_COLUMNS: Final = (
    *("effective_date", "level", "ward_code_before", "name_before", "ward_code_after", "name_after", "share"),
)
CLUSTER_COLUMNS: Final = ("cluster_code", "name", "ward_code", "valid_from", "valid_to")
FIGURE_TEXTS: Final = ("meaning", "period", "warning", "source")
"""Columns of published figures that may have an English one beside them."""


def read_clusters(folder: Path, wards: Collection[str]) -> pd.DataFrame:
    """Return which wards belong to which cluster; no file is no cluster.

    Returns
    -------
    pandas.DataFrame
        cluster_code, name, ward_code, valid_from, valid_to (ISO or ""): a row a member.

    Raises
    ------
    IndicatorError
        A cell is empty, a ward is unknown or a cluster has two names; all problems at once.
    """
    path = folder / CLUSTERS
    sheet = read_cells(path, required=CLUSTER_COLUMNS[:3], absent=CLUSTER_COLUMNS)
    sheet.require_text(CLUSTER_COLUMNS[:3])
    rows = sheet.rows.assign(**{name: "" for name in CLUSTER_COLUMNS if name not in sheet.rows})
    names = rows.groupby("cluster_code")["name"].first()
    for number, code, name, ward, start, end in rows[["row", *CLUSTER_COLUMNS]].itertuples(index=False):
        if ward and ward not in wards:
            sheet.refuse(
                number, "ward_code", ward, ("không có trong ranh giới", "is not among the boundaries")
            )
        if name and name != names[code]:
            sheet.refuse(
                number, "name", name, (f"cụm này đã tên “{names[code]}”", f"is “{names[code]}” elsewhere")
            )
        for column, cell in (("valid_from", start), ("valid_to", end)):
            if cell and not is_day(cell):
                sheet.problems.append(explain_cell("day", sheet.file, number, column, cell))
    sheet.finish()
    return rows[list(CLUSTER_COLUMNS)].reset_index(drop=True)


def read_changes(folder: Path) -> tuple[UnitChange, ...]:
    """Return what became of units that were merged, split or renamed, by day; no file is no change.

    Raises
    ------
    IndicatorError
        A cell is wrong; all problems at once.
    """
    sheet = read_cells(folder / CHANGES, required=CHANGE_COLUMNS, absent=CHANGE_COLUMNS)
    sheet.require_text(CHANGE_COLUMNS[:6])
    changes = []
    for number, *cells, share in sheet.rows[["row", *CHANGE_COLUMNS]].itertuples(index=False):
        day, level = cells[:2]
        if day and not is_day(day):
            sheet.problems.append(explain_cell("day", sheet.file, number, "effective_date", day))
        if level and level not in ("hamlet", "ward"):
            sheet.refuse(number, "level", level, ("phải là hamlet hoặc ward", "must be hamlet or ward"))
        before, after = cells[2:4], cells[4:6]
        changes.append(UnitChange(day, level, before[0], before[1], after[0], after[1], share == "1"))
    sheet.finish()
    return tuple(sorted(changes, key=lambda change: change.day))


def read_models(folder: Path, model_kinds: Mapping[str, Text]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the community models, and the cells of the table of their sites; no file is no model.

    Returns
    -------
    models
        model_code, name, kind, started, ended (Int64, <NA> where not known).
    sites
        row, model_code and the columns that say where.

    Raises
    ------
    IndicatorError
        A table is wrong; all its problems at once.
    """
    columns = ("model_code", "name", "kind", "started", "ended")
    sheet = read_cells(folder / "indicators" / "models.csv", required=columns, absent=columns)
    sheet.require_text(("model_code", "name", "kind"))
    sheet.require_once("model_code")
    for number, kind in sheet.rows[["row", "kind"]].itertuples(index=False):
        if kind and kind not in model_kinds:
            listed = ", ".join(model_kinds)
            what = ("loại mô hình lạ", "is an unknown kind of model", f"chọn {listed}", f"choose {listed}")
            sheet.refuse(number, "kind", kind, what)
    years = {column: _read_years(sheet, column) for column in ("started", "ended")}
    for number, start, end in zip(sheet.rows["row"], years["started"], years["ended"], strict=True):
        if start is not None and end is not None and end < start:
            sheet.refuse(number, "ended", str(end), ("trước năm bắt đầu", "is before the start"))
    models = sheet.finish()[list(columns)].assign(
        **{column: pd.array(cells, dtype="Int64") for column, cells in years.items()}
    )
    sites = read_cells(
        folder / "indicators" / "model_sites.csv",
        required=("model_code",),
        absent=("model_code", "hamlet_code"),
    )
    if "hamlet_code" not in sites.rows and "hamlet" not in sites.rows:
        sites.refuse(1, "hamlet_code", None, ("thiếu cột này", "this column is missing"))
    return models, sites.finish()


def _read_years(sheet: Sheet, column: str) -> list[int | None]:
    years = [parse_year(cell) if cell else None for cell in sheet.rows[column]]
    for number, cell, year in zip(sheet.rows["row"], sheet.rows[column], years, strict=True):
        if cell and year is None:
            sheet.problems.append(explain_cell("year", sheet.file, number, column, cell))
    return years


def read_aliases(folder: Path, boundaries: Boundaries) -> pd.DataFrame:
    """Return the spellings of unit names that a person accepted; no file is no alias.

    Returns
    -------
    pandas.DataFrame
        source_name, ward (code, "" = anywhere), unit_code, year ("" = whenever the unit exists), who, when.

    Raises
    ------
    IndicatorError
        A unit is unknown or lies in another ward; all problems at once.
    """
    path = folder / ALIASES
    sheet = read_cells(path, required=ALIAS_COLUMNS[:3], absent=ALIAS_COLUMNS)
    sheet.require_text(("source_name", "unit_code"))
    rows = sheet.rows.assign(**{name: "" for name in ALIAS_COLUMNS if name not in sheet.rows})
    wards = dict(boundaries.hamlets["ward_code"]) | dict.fromkeys(boundaries.wards.index, "")
    for number, _, ward, unit, year, *_ in rows[["row", *ALIAS_COLUMNS]].itertuples(index=False):
        if unit and unit not in wards:
            sheet.refuse(
                number, "unit_code", unit, ("không có trong ranh giới", "is not among the boundaries")
            )
        elif unit and ward and ward != wards[unit]:
            sheet.refuse(
                number, "ward", ward, (f"không phải xã, phường của {unit}", f"is not the ward of {unit}")
            )
        if year and parse_year(year) is None:
            sheet.problems.append(explain_cell("year", sheet.file, number, "year", year))
    sheet.finish()
    return rows[list(ALIAS_COLUMNS)]


def read_published(folder: Path) -> tuple[PublishedFigure, ...]:
    """Return the figures that others published; no file is no figure.

    Raises
    ------
    IndicatorError
        A cell is wrong; all problems at once.
    """
    names = [entry.name for entry in fields(PublishedFigure)]
    path = folder / "indicators" / "published_figures.csv"
    sheet = read_cells(path, required=("figure_id", "value", "comparable"), absent=names)
    sheet.require_text(("figure_id", "value", "comparable"))
    sheet.require_once("figure_id")
    figures = [_read_figure(sheet, cells) for cells in sheet.rows.to_dict("records")]
    sheet.finish()
    return tuple(figures)


def _read_figure(sheet: Sheet, cells: Mapping[Hashable, object]) -> PublishedFigure:
    row = int(str(cells["row"]))
    texts = {entry.name: str(cells.get(entry.name, "")) for entry in fields(PublishedFigure)}
    comparable = parse_status(texts["comparable"])
    if comparable is None:
        sheet.problems.append(explain_cell("answer", sheet.file, row, "comparable", texts["comparable"]))
    numbers: dict[str, int | None] = {}
    for column in ("year", "numerator", "denominator"):
        number = parse_year(texts[column]) if column == "year" else parse_count(texts[column])
        if texts[column] and number is None:
            expected: Literal["year", "count"] = "year" if column == "year" else "count"
            sheet.problems.append(explain_cell(expected, sheet.file, row, column, texts[column]))
        numbers[column] = int(number) if texts[column] and number is not None else None
    words = {name: Text(texts[name], str(cells.get(f"{name}_en") or texts[name])) for name in FIGURE_TEXTS}
    return PublishedFigure(**texts | words | numbers | {"comparable": comparable == 1})  # type: ignore[arg-type]

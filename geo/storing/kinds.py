"""What a clerk's table can be imported as: the catalogue's indicators and tables, and where their rows go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import IndicatorError, Problem, quote_all
from geo.matching.clerk import find_level
from geo.model import LANGUAGES
from geo.tools.words import catalogue as known_words
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.clerks.clerk import ClerkTable
    from geo.model import Boundaries, Catalogue, Language, Level, Table

Targets = dict["Level", "Table"]
"""Level → the table that rows of this level go to."""


def list_kinds(catalogue: Catalogue) -> tuple[str, ...]:
    """Return what tables can be imported as: indicators that are read from a table, then the other tables."""
    files = {table.file for table in catalogue.tables}
    own = [
        indicator.id
        for indicator in catalogue.indicators.values()
        if any(measure.rule == "value" and measure.table in files for measure in indicator.measures.values())
    ]
    told = {table.file for kind in own for table in find_targets(catalogue, kind).values()}
    return (*own, *(table.file for table in catalogue.tables if table.file not in told))


def find_kinds(tables: Sequence[ClerkTable], boundaries: Boundaries, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what the tables of a file have values of; of which they have most columns, first."""
    counts = {
        kind: sum(len(_find_columns(table, boundaries, find_targets(catalogue, kind))) for table in tables)
        for kind in list_kinds(catalogue)
    }
    return tuple(sorted(filter(counts.__getitem__, counts), key=counts.__getitem__, reverse=True))


def find_targets(catalogue: Catalogue, kind: str) -> Targets:
    """Return the tables that rows of a kind go to.

    Raises
    ------
    IndicatorError
        The catalogue has no such indicator or table.
    """
    named = {table.file: table for table in catalogue.tables}
    if kind in named:
        return {named[kind].level: named[kind]}
    indicator = catalogue.indicators.get(kind)
    measures = indicator.measures.values() if indicator else ()
    targets = {named[one.table].level: named[one.table] for one in measures if one.table in named}
    if not targets:
        raise IndicatorError(_unknown(kind, list_kinds(catalogue)))
    return targets


def pick_targets(tables: Sequence[ClerkTable], boundaries: Boundaries, targets: Targets) -> Targets:
    """Return the targets of the levels that a file is about.

    Raises
    ------
    IndicatorError
        It is about other levels only.
    """
    levels: set[Level] = {find_level(table, boundaries) for table in tables}
    picked = {level: table for level, table in targets.items() if level in levels}
    if not picked:
        raise IndicatorError(_other_level(tables[0].file, levels, targets))
    return picked


def list_columns(
    tables: Sequence[ClerkTable], boundaries: Boundaries, targets: Targets
) -> dict[str, tuple[str, ...]]:
    """Return which columns of its target each sheet says.

    Raises
    ------
    IndicatorError
        No sheet says any.
    """
    columns = {table.sheet: _find_columns(table, boundaries, targets) for table in tables}
    if not any(columns.values()):
        raise IndicatorError(_no_column(tables, targets))
    return columns


def _find_columns(table: ClerkTable, boundaries: Boundaries, targets: Targets) -> tuple[str, ...]:
    target = targets.get(find_level(table, boundaries))
    fields = {column.field for column in table.columns}
    if "not_met" in fields:
        fields.add("meets_standard")
    return tuple(name for name in target.columns if name in fields) if target else ()


def _unknown(kind: str, kinds: Iterable[str]) -> Problem:
    listed = ", ".join(("hamlets", "wards", "borders", *kinds))
    return Problem(
        file="",
        value=kind,
        what_vi="không có bảng nào để nhập loại này",
        what_en="there is no table to import this into",
        remedy_vi=f"chọn một trong: {listed}",
        remedy_en=f"choose one of: {listed}",
    )


def _other_level(file: str, levels: Iterable[Level], targets: Mapping[Level, Table]) -> Problem:
    texts = [
        [", ".join(say(f"units.{level}", language) for level in group) for group in (levels, targets)]
        for language in ("vi", "en")
    ]
    (own_vi, wanted_vi), (own_en, wanted_en) = texts
    return Problem(
        file=file,
        what_vi=f"là bảng của {own_vi}, cần bảng của {wanted_vi}",
        what_en=f"is a table of {own_en}, one of {wanted_en} is needed",
        remedy_vi="chọn đúng loại số liệu, hoặc chỉ ra cột tên đơn vị",
        remedy_en="choose the right kind of data, or the column that names the unit",
    )


def _name_columns(targets: Mapping[Level, Table], language: Language) -> str:
    """Return the columns of some tables as a person calls them; one that nobody named as it is."""
    words = known_words(language)
    names = [name for table in targets.values() for name in table.columns]
    return ", ".join(f"“{words.get(f'fields.{name}', name)}”" for name in names)


def _no_column(tables: Sequence[ClerkTable], targets: Mapping[Level, Table]) -> Problem:
    wanted_vi, wanted_en = (_name_columns(targets, language) for language in LANGUAGES)
    found = quote_all(column.words for table in tables for column in table.columns if column.words)
    return Problem(
        file=tables[0].file,
        what_vi=f"không có cột nào là {wanted_vi} (các cột: {found})",
        what_en=f"no column is {wanted_en} (its columns: {found})",
        remedy_vi="chỉ ra cột đó ở phần “Sửa cách đọc”, hoặc chọn loại số liệu khác",
        remedy_en="say which column it is under “Set the reading right”, or choose another kind of data",
    )

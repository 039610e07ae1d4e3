"""``indicators.toml`` → Catalogue."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, get_args

from geo.clerks.vocabulary_read import VOCABULARY_KEYS
from geo.errors import IndicatorError, Problem
from geo.model import (
    LEVELS,
    MISSING,
    WITHHELD,
    Catalogue,
    Indicator,
    Kind,
    LegendClass,
    Level,
    Measure,
    Pattern,
    Rule,
    Table,
)
from geo.reading.measures import check_classes, check_source
from geo.tools.settings import Section, open_settings
from geo.tools.values import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.model import City

CATALOGUE_FILE: Final = "indicators/indicators.toml"
SCHEMES: Final = ("typology", "own", "quantile", "equal", "natural")
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
TABLE_LEVELS: Final[tuple[Level, ...]] = ("hamlet", "ward")

MEASURE_KEYS: Final = (
    *("kind", "rule", "table", "column", "denominator", "per", "scheme", "breaks", "k", "classes"),
    *("palette", "unit", "decimals", "note"),
)


def read_catalogue(folder: Path, city: City) -> Catalogue:
    """Return what ``indicators.toml`` says; the break "k" becomes the city's ``suppress_below``.

    Raises
    ------
    IndicatorError
        The file is missing or wrong; all its problems at once.
    """
    settings = open_settings(folder / CATALOGUE_FILE, IndicatorError)
    settings.require_known(("no_data", "withheld", "ramp", "table", "indicator", *VOCABULARY_KEYS))
    tables = tuple(_read_table(section) for section in settings.sections("table"))
    ramp = _read_ramp(settings.section("ramp"))
    indicators = [
        _read_indicator(section, tables, ramp, city.suppress_below)
        for section in settings.sections("indicator")
    ]
    _require_once(settings, "table", [table.file for table in tables])
    _require_once(settings, "indicator", [indicator.id for indicator in indicators])
    catalogue = Catalogue(
        tables=tables,
        indicators={indicator.id: indicator for indicator in indicators},
        no_data=_read_style(settings.section("no_data"), MISSING),
        withheld=_read_style(settings.section("withheld"), WITHHELD),
        ramp=ramp,
    )
    if not indicators:
        settings.refuse("indicator", ("chưa có chỉ tiêu nào", "has no indicator"))
    if settings.problems:
        raise IndicatorError(_drop_repeated(settings.problems))
    return catalogue


def _drop_repeated(problems: Sequence[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))


def _require_once(settings: Section, key: str, names: Sequence[str]) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        settings.refuse(key, (f"“{name}” được khai hai lần", f"“{name}” is declared twice"))


def _read_name(section: Section, key: str) -> str:
    name = section.get(key, str)
    if key in section.values and not NAME.fullmatch(name):
        section.refuse(
            key,
            ("chỉ được gồm chữ thường không dấu, số và _", "may have small plain letters, digits and _ only"),
        )
    return name


def _read_table(section: Section) -> Table:
    section.require_known(("file", "level", "columns"))
    columns = section.section("columns")
    return Table(
        file=_read_name(section, "file"),
        level=section.choose("level", TABLE_LEVELS),
        columns={name: columns.choose(name, get_args(CellKind)) for name in columns.values},
    )


def _read_ramp(section: Section) -> tuple[Pattern, ...]:
    names: dict[str, Pattern] = {name: name for name in get_args(Pattern)}
    words = section.words("patterns")
    if not words or not set(words) <= set(names):
        listed = ", ".join(names)
        section.refuse(
            "patterns",
            ("có họa tiết không dùng được", "has a pattern that does not exist"),
            (f"chọn trong {listed}", f"choose from {listed}"),
        )
    return tuple(names[word] for word in words if word in names)


def _read_style(section: Section, key: str, *extra: str) -> LegendClass:
    """Return a legend entry; ``extra`` are keys that stand beside its style."""
    section.require_known(("label", "colour", "pattern", "exception", *extra))
    return LegendClass(
        key=key,
        label=section.text("label"),
        colour=_check_colour(section, "colour", section.get("colour", str)),
        pattern=section.choose("pattern", get_args(Pattern), "solid"),
        exception=section.get("exception", bool, False),
    )


def _check_colour(section: Section, key: str, colour: str) -> str:
    if colour and not COLOUR.fullmatch(colour):
        section.refuse(
            key,
            (f"“{colour}” không phải màu", f"“{colour}” is no colour"),
            ("ghi như #1c6275", "write it as #1c6275"),
        )
    return colour.lower()


def _read_indicator(
    section: Section, tables: Sequence[Table], ramp: Sequence[Pattern], suppress_below: int
) -> Indicator:
    section.require_known(("id", "title", "source", "synthetic", *LEVELS))
    measures: dict[Level, Measure] = {}
    for level in LEVELS:
        if level in section.values:
            part = section.section(level)
            known = len(section.problems)
            measures[level] = _read_measure(part, level, suppress_below)
            if len(section.problems) == known:
                check_source(part, measures[level], tables)
                check_classes(part, measures[level], len(ramp) or len(get_args(Pattern)))
    if not measures:
        section.refuse(
            "id", ("chưa có cấp nào (hamlet, ward, cluster)", "has no level (hamlet, ward, cluster)")
        )
    return Indicator(
        id=_read_name(section, "id"),
        title=section.text("title"),
        source=section.text("source"),
        synthetic=section.get("synthetic", bool),
        measures=measures,
    )


def _read_measure(section: Section, level: Level, suppress_below: int) -> Measure:
    section.require_known(MEASURE_KEYS)
    styles = section.sections("classes")
    return Measure(
        level=level,
        kind=section.choose("kind", get_args(Kind)),
        rule=section.choose("rule", get_args(Rule)),
        table=section.get("table", str),
        column=section.get("column", str),
        denominator=section.get("denominator", str, ""),
        per=section.get("per", float, 1.0),
        scheme=section.choose("scheme", SCHEMES, "own"),
        breaks=_read_breaks(section, suppress_below),
        k=section.get("k", int, 5),
        classes=tuple(_read_style(style, style.get("key", str), "key", "value") for style in styles),
        codes=tuple(style.get("value", float) for style in styles),
        palette=tuple(_check_colour(section, "palette", colour) for colour in section.words("palette")),
        unit=section.text("unit", required=False),
        decimals=section.get("decimals", int, 0),
        note=section.text("note", required=False),
    )


def _read_breaks(section: Section, suppress_below: int) -> tuple[float, ...]:
    found: list[Any] = [suppress_below if step == "k" else step for step in section.get("breaks", list, [])]
    numbers = [float(step) for step in found if isinstance(step, int | float) and not isinstance(step, bool)]
    if len(numbers) < len(found) or any(not low < high for low, high in pairwise(numbers)):
        section.refuse(
            "breaks",
            ("phải là các số tăng dần", "must be rising numbers"),
            ("“k” là suppress_below của city.toml", "“k” is suppress_below of city.toml"),
        )
        return ()
    return tuple(numbers)

"""What is checked of a measure of the catalogue: where its values come from, how they are classed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Measure, Table
    from geo.tools.settings import Section

SITES_TABLE: Final = "model_sites"


def check_source(section: Section, measure: Measure, tables: Sequence[Table]) -> None:
    """Collect what is wrong with where a measure takes its values from."""
    if measure.rule == "distinct":
        if measure.table != SITES_TABLE:
            section.refuse(
                "table", (f"quy tắc distinct đếm {SITES_TABLE}", f"rule distinct counts {SITES_TABLE}")
            )
        return
    table = next((table for table in tables if table.file == measure.table), None)
    if table is None or measure.column not in table.columns:
        section.refuse(
            "column" if table else "table",
            ("không có trong các bảng [[table]]", "is in no [[table]]"),
            ("khai bảng và cột trước", "declare the table and the column"),
        )
        return
    level = measure.level if measure.rule == "value" else "hamlet"
    if table.level != level or (measure.level == "hamlet" and measure.rule != "value"):
        section.refuse(
            "rule",
            (f"không dùng được với bảng cấp {table.level}", f"does not fit a table of level {table.level}"),
        )
    people = {column for table in tables if table.level == "hamlet" for column in table.columns}
    if measure.rule == "per" and (measure.denominator not in people or not measure.per > 0):
        section.refuse(
            "denominator",
            ("phải là một cột của bảng cấp hamlet", "must be a column of a table of level hamlet"),
        )


def check_classes(section: Section, measure: Measure, patterns: int) -> None:
    """Collect what is wrong with how a measure is classed and coloured."""
    typology = measure.kind == "typology"
    if typology != (measure.scheme == "typology"):
        section.refuse(
            "scheme", ("typology chỉ dùng cho kind = typology", "typology goes with kind = typology")
        )
    if measure.decimals < 0:
        section.refuse("decimals", ("phải từ 0 trở lên", "must be 0 or more"))
    if typology:
        _check_typology(section, measure)
        return
    wanted = len(measure.breaks) + 1 if measure.scheme == "own" else measure.k
    if measure.scheme != "own" and measure.k < 2:  # noqa: PLR2004  one class says nothing
        section.refuse("k", ("phải từ 2 trở lên", "must be 2 or more"))
    if len(measure.palette) < wanted or patterns < wanted:
        section.refuse(
            "palette",
            (f"cần {wanted} màu và {wanted} họa tiết", f"needs {wanted} colours and {wanted} patterns"),
            ("thêm màu vào palette, hoặc bớt lớp", "add colours to the palette, or use fewer classes"),
        )


def _check_typology(section: Section, measure: Measure) -> None:
    keys = [entry.key for entry in measure.classes]
    if len(set(keys)) < len(keys) or len(set(measure.codes)) < len(keys):
        section.refuse("classes", ("có key hoặc value trùng nhau", "has a key or a value twice"))
    if not any(not entry.exception for entry in measure.classes):
        section.refuse(
            "classes", ("cần ít nhất một lớp không phải ngoại lệ", "needs a class that is no exception")
        )

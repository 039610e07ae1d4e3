"""ThematicMap → XLSX: the table, the legend with its sources, the picture."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter import Workbook

from geo.drawing.fonts import measure, wrap
from geo.layout.legend import list_entries, list_shades
from geo.layout.legend_words import legend_title, legend_total
from geo.office.listing import list_columns, list_notes
from geo.office.package import BORN, describe_page, ink_on
from geo.page import compose_page
from geo.paint import paint_png
from geo.tools.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from geo.drawing.scene import Fill
    from geo.model import Pattern, ThematicMap
    from geo.office.listing import Column

FONT: Final = "Arial"
"""Every office suite has it, with all Vietnamese letters; a spreadsheet cannot carry a font of its own."""

GREY: Final = "#55616d"
TEXTS: Final = {"align": "left", "indent": 1}
NUMBERS: Final = {"align": "right"}
HEAD: Final = {"bold": True, "bg_color": "#e9edf0", "border": 1, "border_color": "#b5bec6", "text_wrap": True}
PATTERNS: Final[Mapping[Pattern, int]] = {
    "solid": 1,
    "hatch": 8,
    "backhatch": 13,
    "crosshatch": 16,
    "horizontal": 11,
    "dense": 5,
    "dots": 18,
}
"""Excel's number of the fill that looks most like a pattern."""

WIDEST: Final = 50
WIDER: Final = 1.08
"""How much wider letters are against digits than in the type in which words are measured, at most."""

ROUND: Final = 1.001
"""A text has room in a width that was made for it, however sums are rounded."""

INDENT: Final = 3
"""Room of a cell that no text has, in letters."""

NARROWEST: Final = 9
PICTURE_DPI: Final = 150
LEGEND: Final = 60
"""Width of the words of the legend, in letters."""

LINE: Final = 13.5
TOP: Final = 2
"""Rows above the head of the table: title and banner."""


def write_xlsx(thematic_map: ThematicMap) -> bytes:
    """Return the table of the units in view as a workbook: table, legend with sources, picture.

    Codes are text, the head stays in view, every column can be filtered, classes have the colours of the
    map; there is no formula in a cell, and no link.
    """
    buffer = BytesIO()
    with open_book(buffer, thematic_map) as book:
        _write_table(book, thematic_map)
        _write_legend(book, thematic_map)
        _insert_picture(book, thematic_map)
    return buffer.getvalue()


def open_book(buffer: BytesIO, thematic_map: ThematicMap) -> Workbook:
    """Return a new workbook that is described as its map is, and takes no text for a formula or a link."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    furniture = thematic_map.furniture
    book = Workbook(buffer, options)
    book.formats[0].set_font_name(FONT)
    book.set_properties(
        {
            "title": furniture.title,
            "author": furniture.office,
            "subject": furniture.sentence,
            "comments": describe_page(thematic_map),
            "created": BORN,
        }
    )
    return book


def format_of(book: Workbook, **looks: object) -> Format:
    """Return a format of a workbook: the looks that are given on the common ones."""
    return book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", **looks})


def _write_table(book: Workbook, thematic_map: ThematicMap) -> None:
    furniture = thematic_map.furniture
    sheet = book.add_worksheet(say("table.sheet", thematic_map.view.language))
    columns = list_columns(thematic_map)
    rows = len(thematic_map.layer.frame)
    sheet.write_string(0, 0, furniture.title, format_of(book, bold=True, font_size=13))
    looks_of_second = {"bold": True, "font_color": "#8a3200"} if furniture.banner else {"font_color": GREY}
    sheet.write_string(1, 0, furniture.banner or furniture.subtitle, format_of(book, **looks_of_second))
    heads = {
        is_number: format_of(book, **HEAD, **(NUMBERS if is_number else TEXTS)) for is_number in (True, False)
    }
    for place, column in enumerate(columns):
        sheet.write_string(TOP, place, column.title, heads[column.kind == "number"])
        looks: dict[str, object] = {"num_format": _pattern_of(column)}
        if column.kind != "number":
            looks |= {**TEXTS, "text_wrap": True}
        _write_column(sheet, place, column, format_of(book, **looks))
    tables = [(column.title, *(cell for cell in column.cells if isinstance(cell, str))) for column in columns]
    widths = set_widths(sheet, tables)
    fit_rows(sheet, TOP + 1, zip(*(column.cells for column in columns), strict=True), widths)
    for place, column in enumerate(columns):
        if column.kind == "class" and rows:
            _colour_classes(book, sheet, thematic_map, (TOP + 1, place, TOP + rows, place))
    sheet.autofilter(TOP, 0, TOP + max(rows, 1), len(columns) - 1)
    sheet.freeze_panes(TOP + 1, 2)
    sheet.repeat_rows(TOP)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8 {_footer(furniture.source)}&R&8 {furniture.page_id} · &P/&N")


def _footer(text: str) -> str:
    """Return text for the foot of a printed sheet, where & begins a command and 255 letters are all."""
    doubled = text.replace("&", "&&")[:200]
    # A cut between two of them would leave one, and that is a command.
    lone = (len(doubled) - len(doubled.rstrip("&"))) % 2
    return doubled[: len(doubled) - lone]


def _pattern_of(column: Column) -> str:
    if column.kind != "number":
        return "@"
    return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")


def _write_column(sheet: Worksheet, place: int, column: Column, look: Format) -> None:
    for row, cell in enumerate(column.cells, TOP + 1):
        if isinstance(cell, str):
            sheet.write_string(row, place, cell, look)
        elif cell is None:
            sheet.write_blank(row, place, None, look)
        else:
            sheet.write_number(row, place, cell, look)


def set_widths(sheet: Worksheet, columns: Sequence[Sequence[str]]) -> list[float]:
    """Make columns as wide as their texts, within limits; return their widths in letters."""
    widths = []
    for place, texts in enumerate(columns):
        letters = max(measure(text, 10) for text in texts) / measure("0", 10)
        widths.append(min(max(letters * WIDER + INDENT, NARROWEST), WIDEST))
        sheet.set_column(place, place, widths[-1])
    return widths


def fit_rows(sheet: Worksheet, first: int, rows: Iterable[Iterable[object]], widths: Sequence[float]) -> None:
    """Make rows as high as texts need that wrap: not every program does by itself."""
    for row, cells in enumerate(rows, first):
        lines = [
            _count_lines(cell, width - INDENT)
            for cell, width in zip(cells, widths, strict=True)
            if isinstance(cell, str)
        ]
        if max(lines, default=1) > 1:
            sheet.set_row(row, LINE * max(lines))


def _count_lines(text: str, letters: float) -> int:
    """Return the lines that a text takes in a width, which is counted in letters."""
    return len(wrap(text, letters / WIDER * measure("0", 10) * ROUND, 10))


def _colour_classes(
    book: Workbook, sheet: Worksheet, thematic_map: ThematicMap, cells: tuple[int, int, int, int]
) -> None:
    """Colour the cells of a column by the class that they name, also after somebody has edited them.

    No pattern stands under words: programs draw it so coarsely that they cannot be read.
    """
    for label, fill in list_shades(thematic_map).items():
        sheet.conditional_format(
            *cells,
            {
                "type": "cell",
                "criteria": "==",
                "value": '"' + label.replace('"', '""') + '"',
                "format": book.add_format(_looks_of(replace(fill, pattern="solid"))),
            },
        )


def _looks_of(fill: Fill) -> dict[str, Any]:
    """Return Excel's fill for a fill, with an ink that can be read on it."""
    looks: dict[str, Any] = {
        "font_color": ink_on(fill.colour),
        "bg_color": fill.colour,
    }
    if fill.pattern != "solid":
        looks |= {"pattern": PATTERNS[fill.pattern], "fg_color": fill.ink, "bold": True}
    return looks


def _write_legend(book: Workbook, thematic_map: ThematicMap) -> None:
    language = thematic_map.view.language
    sheet = book.add_worksheet(say("table.legend", language))
    plain, bold = format_of(book, text_wrap=True), format_of(book, bold=True, text_wrap=True)
    head = format_of(book, **HEAD)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, LEGEND)
    sheet.set_column(2, 2, 14)
    sheet.write_blank(0, 0, None, head)
    sheet.write_string(0, 1, legend_title(thematic_map), head)
    sheet.write_string(0, 2, say("table.count", language), head)
    entries = list_entries(thematic_map)
    for row, entry in enumerate(entries, 1):
        sheet.write_blank(row, 0, None, format_of(book, border=1, **_looks_of(entry.fill)))
        sheet.write_string(row, 1, entry.label, plain)
        sheet.write_number(row, 2, entry.count, plain)
    sheet.write_string(len(entries) + 1, 1, legend_total(thematic_map), bold)
    for row, note in enumerate(list_notes(thematic_map), len(entries) + 3):
        sheet.set_row(row, LINE * _count_lines(note, LEGEND))
        sheet.write_string(row, 1, note, plain)


def _insert_picture(book: Workbook, thematic_map: ThematicMap) -> None:
    sheet = book.add_worksheet(say("table.picture", thematic_map.view.language))
    png = paint_png(compose_page(thematic_map), PICTURE_DPI)
    sheet.insert_image(
        0,
        0,
        "map.png",
        {"image_data": BytesIO(png), "description": thematic_map.furniture.sentence, "object_position": 2},
    )
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)

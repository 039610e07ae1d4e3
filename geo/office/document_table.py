"""Native tables of a document: columns as wide as their words, heads repeated, rows that do not break."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row

from geo.drawing.fonts import measure
from geo.drawing.typeset import Type
from geo.layout.shown import FEW_YEARS
from geo.layout.table import write_cell
from geo.lettering.name_lines import shorten
from geo.model import FIGURE_160
from geo.office.package import ink_on
from geo.office.table_widths import share_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as Report
    from docx.oxml.table import CT_Tc
    from docx.table import Table

    from geo.model import Language
    from geo.office.listing import Column

TEXT: Final = 10.5
HEAD: Final = "e9edf0"
GROUP: Final = "f6f8f9"

SMALL: Final = 9.5
"""Size of the type of a table in which cells would break else."""

PAD: Final = 3.8
"""What the sides of a cell take of its width, in millimetres."""

TOGETHER: Final = 3
"""So many rows at both ends of a table stay on one page: none stands alone under a head or on a new page."""

NARROW: Final = 0.93
"""Width of Times New Roman with the sides of a cell, as a share of the type in which words are measured."""


def add_table(
    report: Report,
    columns: Sequence[Column],
    language: Language,
    shades: Mapping[str, str] | None = None,
    *,
    size: float = TEXT,
) -> Table:
    """Add a table with its head repeated on every page; of many years each ward has a row over its hamlets.

    Parameters
    ----------
    shades
        Words of the legend → the colour of their cells, "#rrggbb".
    size
        Of its type, in points; smaller where no cell breaks by it.
    """
    wards: tuple[str, ...] = ()
    if sum(column.key.startswith("year") for column in columns) > FEW_YEARS:
        wards = next((tuple(map(str, column.cells)) for column in columns if column.key == "ward"), ())
        columns = [column for column in columns if column.key != "ward"]
    texts = [[write_cell(cell, column, language) for cell in column.cells] for column in columns]
    if wards:
        texts[0] = [shorten(text) for text in texts[0]]
    if not _stand_on_one_line(columns, texts, size) and (wards or _stand_on_one_line(columns, texts, SMALL)):
        size = SMALL
    table = add_grid(report, 1, list_widths(columns, texts, size))
    _add_rows(table, columns, list(zip(*texts, strict=True)), shades or {}, size)
    _add_groups(table, wards, size)
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _write(cell, column.title, column, HEAD, size, bold=True)
    repeat_head(table)
    for row in (*table.rows[:TOGETHER], *table.rows[-TOGETHER:-1]):
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return table


def _add_rows(
    table: Table,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    shades: Mapping[str, str],
    size: float,
) -> None:
    """Add rows to a table of one empty row: copies of its cells, as each column and colour has them.

    A cell that is copied takes a tenth of the time of one that the library makes.
    """
    body, empty = table._tbl, table.rows[0]._tr  # noqa: SLF001  the library has no way to copy

    @cache
    def make_cell(place: int, shade: str) -> CT_Tc:
        cell = _Cell(deepcopy(empty.tc_lst[place]), table)
        _write(cell, "", columns[place], shade, size, bold=False)
        return cell._tc  # noqa: SLF001

    for texts in rows:
        row = deepcopy(empty)
        for place, (text, column) in enumerate(zip(texts, columns, strict=True)):
            shade = shades.get(text, "").removeprefix("#") if column.kind == "class" else ""
            cell = deepcopy(make_cell(place, shade))
            cell.p_lst[0].r_lst[0].text = text
            row.replace(row.tc_lst[place], cell)
        body.append(row)


def _add_groups(table: Table, groups: Sequence[str], size: float) -> None:
    """Put a row over the first row of each group, with its name across the whole table."""
    rows = list(table.rows)
    for place in range(len(groups)):
        if place and groups[place] == groups[place - 1]:
            continue
        above = deepcopy(rows[0]._tr)  # noqa: SLF001  the library adds rows at the end only
        rows[place + 1]._tr.addprevious(above)  # noqa: SLF001
        cells = _Row(above, table).cells
        name = groups[place][:1].upper() + groups[place][1:]
        whole = cells[0].merge(cells[-1])
        fill_cell(whole, name, GROUP, bold=True, size=size)
        whole.paragraphs[0].paragraph_format.keep_with_next = True


def _write(cell: _Cell, text: str, column: Column, shade: str, size: float, *, bold: bool) -> None:
    fill_cell(cell, text, shade, bold=bold, size=size)
    if column.kind == "number":
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_grid(report: Report, rows: int, widths: Sequence[float]) -> Table:
    """Add an empty table of some rows; no row breaks over two pages."""
    table: Table = report.add_table(rows, len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  the library cannot say it
    return table


def list_widths(columns: Sequence[Column], texts: Sequence[Sequence[str]], size: float = TEXT) -> list[float]:
    """Return the widths of columns, in millimetres: no word is cut as long as all words have room."""
    return share_width(columns, texts, FIGURE_160.width, Type(size * NARROW), marked=False)


def _stand_on_one_line(columns: Sequence[Column], texts: Sequence[Sequence[str]], size: float) -> bool:
    """Return whether no cell of a table breaks."""
    kind, cells = Type(size * NARROW), zip(texts, list_widths(columns, texts, size), strict=True)
    return all(measure(text, kind.size) + PAD <= width for column, width in cells for text in column)


def fill_cell(cell: _Cell, text: str, shade: str, *, bold: bool, size: float = TEXT) -> None:
    """Fill a cell of a table; ``shade`` is its colour as hex digits, or ""."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if shade:
        run.font.color.rgb = RGBColor.from_string(ink_on(f"#{shade}").removeprefix("#").upper())
        fill = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            fill.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(fill)  # noqa: SLF001  the library has no shading


def repeat_head(table: Table) -> None:
    """Let the head of a table stand on each page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  the library has none

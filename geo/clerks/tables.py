"""A clerk's file → its tables as they were understood: columns, styles, rows, and what a person must decide.

Nothing is stored here and nothing is matched: a `ClerkTable` is what the preview shows and what the matching
takes. What was understood wrongly is set right by a `Correction`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.beside import part_sheet
from geo.clerks.body import classify_lines
from geo.clerks.channels import clear_counts
from geo.clerks.clerk import ClerkTable, Correction, cell_at
from geo.clerks.columns import find_conflicts, understand_columns
from geo.clerks.columns_doubts import find_doubts
from geo.clerks.columns_hamlets import find_hamlets_aside
from geo.clerks.columns_kinds import join_kinds
from geo.clerks.columns_places import Found
from geo.clerks.crosses import doubt_crosses, leave_sure
from geo.clerks.decoded import decode_sheet
from geo.clerks.dittos import fill_dittos, find_marked, is_ditto
from geo.clerks.header_doubts import find_block_beside, find_hidden_header, hidden_header
from geo.clerks.header_words import Label
from geo.clerks.header_years import take_header_year
from geo.clerks.lines import LineReader
from geo.clerks.merged import find_merged_wards, label_merged, spread_merged
from geo.clerks.periods import find_period, find_several_periods
from geo.clerks.personal import find_personal
from geo.clerks.personal_sheets import refuse_personal_sheets
from geo.clerks.pieces import split_tables
from geo.clerks.rows import RowReader, mark_hidden
from geo.clerks.rows_above import find_headless, find_rows_above
from geo.clerks.rows_slipped import find_continued, find_pushed
from geo.clerks.table_doubts import find_table_doubts
from geo.clerks.titles import carry_ward, find_title_ward, find_title_year
from geo.clerks.titles_file import find_rival_wards, take_file_ward
from geo.clerks.value_words import settle_words
from geo.clerks.ward_digits import doubt_digits, leave_counts
from geo.clerks.wards import Spread, fill_wards
from geo.clerks.widths import measure_room
from geo.errors import IndicatorError, Problem, quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, RawSheet
    from geo.clerks.decoded import Decoded
    from geo.clerks.headers import Row
    from geo.clerks.pieces import Piece
    from geo.clerks.vocabulary import Vocabulary

NO_CORRECTION: Final = Correction()
NO_LABEL: Final = Label("", "other", sure=False)


def read_tables(
    file: str,
    sheets: Sequence[RawSheet],
    vocabulary: Vocabulary,
    correction: Correction = NO_CORRECTION,
    year: int | None = None,
) -> tuple[ClerkTable, ...]:
    """Return the tables of a file, one or more for each sheet that has one.

    Parameters
    ----------
    file
        Name for messages.
    sheets
        Cells as they stand (`geo.clerks.cells`, `geo.clerks.delimited`).
    vocabulary
        Clerks' words.
    correction
        What a person set right before.
    year
        Year asked for, where a table has columns of several years.

    Raises
    ------
    IndicatorError
        No sheet has a table, or a column looks like personal data: then nothing of the file is used.
    """
    tables: list[ClerkTable] = []
    problems: list[Problem] = []
    for name, sheet in (part for one in sheets for part in part_sheet(one, vocabulary)):
        decoded = decode_sheet(sheet)
        start = None if correction.header_row is None else correction.header_row - 1
        pieces = split_tables(decoded.rows, vocabulary, start)
        wards: set[str] = set()
        for piece in (label_merged(one, decoded.rows, sheet.merged, vocabulary) for one in pieces):
            chosen = {
                place: correction.encodings[label.words]
                for place, label in enumerate(piece.header.labels)
                if label.words in correction.encodings
            }
            told = decode_sheet(sheet, chosen) if chosen else decoded
            found = clear_counts(_cut_columns(told, piece, vocabulary), vocabulary)
            problems += _find_personal(found, correction, file)
            if correction.words:
                words = leave_sure(correction.words, found, vocabulary)
                told = replace(told, rows=settle_words(told.rows, piece, words, vocabulary))
                found = clear_counts(_cut_columns(told, piece, vocabulary), vocabulary)
            columns = understand_columns(found, vocabulary, correction, year)
            below = told.rows[piece.header.last + 1 : piece.end]
            columns = leave_counts(columns, found, below, vocabulary)
            columns = doubt_digits(columns, found, vocabulary, correction)
            columns = doubt_crosses(columns, found, vocabulary, correction)
            kindly, columns = join_kinds(told.rows, piece, columns, vocabulary)
            whole = spread_merged(kindly, sheet.merged, piece, columns, vocabulary)
            rows = fill_dittos(whole, piece, columns, vocabulary)
            known = find_merged_wards(told.rows, sheet.merged, piece, columns)
            spread = Spread(known, find_marked(whole, rows, columns))
            above = next(iter(wards)) if len(wards) == 1 else ""
            table = _make_table(
                sheet.name, rows, spread, piece, RowReader(file, columns, vocabulary), above=above
            )
            wards |= {table.title_ward} - {""}
            table = mark_hidden(measure_room(table, sheet, vocabulary), sheet)
            doubts = find_doubts(found, columns, vocabulary, file=file)
            table = take_header_year(replace(table, sheet=name), vocabulary.kinds, year)
            tables.append(replace(table, problems=(*table.problems, *doubts)))
    if not tables and not problems:
        # Without a header nobody reads a sheet: what is said first is that it tells of persons.
        refuse_personal_sheets(file, sheets, (), vocabulary)
    if problems or not tables:
        raise IndicatorError(problems or _no_table(file, sheets))
    tables = take_file_ward(tables, vocabulary)
    open_questions = find_several_periods(tables, vocabulary.kinds)
    open_questions += find_headless(file, sheets, tables, vocabulary)
    tables[0] = replace(tables[0], problems=(*tables[0].problems, *open_questions))
    return tuple(tables)


def _cut_columns(decoded: Decoded, piece: Piece, vocabulary: Vocabulary) -> list[Found]:
    """Return every column: its label, if it has one, and its cells below the header."""
    header = piece.header
    below = decoded.rows[header.last + 1 : piece.end]
    width = max([len(header.labels), *map(len, below)])
    labels = [*header.labels, *(NO_LABEL for _ in range(width - len(header.labels)))]
    return [
        Found(
            label=label,
            cells=_leave_dittos([cell for row in below if (cell := cell_at(row, place))], vocabulary),
            encoding=decoded.encodings[place],
            sure=decoded.sure[place],
        )
        for place, label in enumerate(labels)
    ]


def _leave_dittos(cells: list[Cell], vocabulary: Vocabulary) -> list[Cell]:
    """Return cells without marks for those above them, if other cells say what the column holds."""
    return [cell for cell in cells if not is_ditto(cell, vocabulary)] or cells


def _find_personal(found: Sequence[Found], correction: Correction, file: str) -> list[Problem]:
    labels = [
        replace(label, field=correction.fields.get(label.words, label.field if label.sure else "other"))
        for label in (one.label for one in found)
    ]
    return find_personal(labels, [one.cells for one in found], file=file)


def _make_table(
    sheet: str, rows: Sequence[Row], spread: Spread, piece: Piece, reader: RowReader, *, above: str
) -> ClerkTable:
    header = piece.header
    every = classify_lines(rows[: piece.end], header, reader.columns, reader.vocabulary)
    lines = every[piece.start :]
    cells = [reader.read_cells(rows[line.row]) for line in lines]
    serials = [reader.read_serial(rows[line.row]) for line in lines]
    names = [texts.get("hamlet") or texts.get("unit", "") for texts in cells]
    line_reader = LineReader(header, reader.columns, reader.vocabulary, frozenset(), outlined=False)
    pushed, continued = (find(lines, rows, line_reader) for find in (find_pushed, find_continued))
    reader = replace(reader, pushed=pushed, continued=continued)
    titles = [
        cell.text for row in rows[piece.start : header.first] for cell in row if cell and cell.kind == "text"
    ]
    ward = find_title_ward([*titles, sheet], reader.vocabulary)
    ward = ward or carry_ward(above, titles, reader.vocabulary)
    written = [texts.get("ward", "") for texts in cells]
    wards = fill_wards(
        *(lines, written, spread, serials, names),
        titled=bool(ward),
        lists_before=lambda own, *two: reader.vocabulary.lists_before(own or ward, *two),
    )
    units = tuple(
        reader.read_row(line, rows[line.row], texts, found)
        for line, texts, found in zip(lines, cells, wards, strict=True)
    )
    table = ClerkTable(
        file=reader.file,
        sheet=sheet,
        tab=sheet,
        header_rows=tuple(range(header.first + 1, header.last + 2)),
        columns=tuple(reader.columns),
        rows=units,
        title_year=find_title_year(titles, sheet),
        title_ward=ward,
        period=find_period([*titles, sheet]),
        problems=tuple(find_conflicts(reader.columns, units, reader.vocabulary, file=reader.file)),
    )
    hidden = find_hidden_header(lines, rows, reader.columns, reader.vocabulary)
    below = [] if hidden is None else [hidden_header(reader.file, hidden)]
    below += find_block_beside(lines, rows, reader.columns, file=reader.file)
    below += find_rows_above(lines, rows, line_reader, file=reader.file)
    below += find_hamlets_aside(lines, rows, line_reader, file=reader.file)
    below += find_rival_wards(table, titles, reader.vocabulary)
    return replace(table, problems=(*table.problems, *find_table_doubts(table, lines), *below))


def _no_table(file: str, sheets: Sequence[RawSheet]) -> Problem:
    if not any(sheet.hidden or any(map(any, sheet.rows)) for sheet in sheets):
        return Problem(
            file=file,
            what_vi="không có ô nào có chữ hay số",
            what_en="no cell holds words or numbers",
            remedy_vi="kiểm tra xem tệp có bị lưu hoặc gửi nhầm không, rồi gửi lại",
            remedy_en="see whether the wrong file was saved or sent, then send it again",
        )
    names = ", ".join(quote(sheet.name) + " (ẩn)" * sheet.hidden for sheet in sheets)
    return Problem(
        file=file,
        what_vi=f"không tìm thấy dòng tiêu đề của bảng nào (trang tính: {names})",
        what_en=f"no header row was found (sheets: {names})",
        remedy_vi="đặt tiêu đề cột như “Tên thôn”, “Xã, phường”, “Kết quả”, hoặc chọn dòng tiêu đề",
        remedy_en="give the columns headers such as “hamlet”, “ward”, “status”, or choose the header row",
    )

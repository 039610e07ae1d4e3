"""Raised and struck texts of an XLS (BIFF8), by sheet and place.

What reads its cells tells nothing of their look. Only what is needed is read here: fonts, formats of cells,
texts with runs, and which cell has which. A file in which anything is not as it should be has no looks.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.looks import Look, Run, join_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.looks import Spot

    Record = tuple[int, list[bytes]]
    """Kind of a record, its content and that of the records that go on it."""

END: Final = 0xFFFFFFFE
ENTRY: Final = 128
STREAMS: Final = ("Workbook", "Book")
BOF, EOF, CONTINUE, BOUND, FONT, XF, SST = 0x809, 0x0A, 0x3C, 0x85, 0x31, 0xE0, 0xFC
LABEL, LABEL_SST, NUMBER, RK, MULTI_RK, FORMULA = 0x204, 0xFD, 0x203, 0x27E, 0xBD, 0x06
BIFF8: Final = 0x600
SUPERSCRIPT: Final = 1
STRUCK: Final = 8
NO_FONT: Final = 4
"""There is no font of this number: those behind it are counted from one higher."""

RICH, FAR_EAST, WIDE = 8, 4, 1


@dataclass
class _Book:
    """What the first records of a workbook say."""

    fonts: list[tuple[bool, bool]] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)
    texts: list[tuple[str, list[tuple[int, int]]]] = field(default_factory=list)
    sheets: list[int] = field(default_factory=list)


def read_xls_looks(path: Path) -> list[dict[Spot, Look]]:
    """Return the looks of each sheet of an XLS, in order; nothing where no font is raised or struck."""
    try:
        return _read(_find_stream(path.read_bytes()))
    except (struct.error, IndexError, ValueError, OverflowError):
        return []


def _find_stream(content: bytes) -> bytes:
    """Return the stream of the workbook of a compound file: a chain of sectors, if short of small ones."""
    size, small = (1 << shift for shift in struct.unpack_from("<HH", content, 30))
    first, _, cutoff, first_small, _, extra, extras = struct.unpack_from("<7I", content, 48)
    whole = content[size:]
    listed = list(struct.unpack_from("<109I", content, 76))
    for _ in range(min(extras, len(content) // size)):
        *more, extra = _unpack(whole[extra * size : (extra + 1) * size])
        listed += more
    table = [entry for one in listed if one < END for entry in _unpack(whole[one * size : (one + 1) * size])]
    directory = _chain(whole, size, table, first)
    entries = [directory[at : at + ENTRY] for at in range(0, len(directory), ENTRY)]
    for entry in entries:
        (letters,) = struct.unpack_from("<H", entry, 64)
        start, length = struct.unpack_from("<II", entry, 116)
        if entry[: max(letters - 2, 0)].decode("utf-16-le", "replace") in STREAMS:
            if length >= cutoff:
                return _chain(whole, size, table, start)[:length]
            shorts = _chain(whole, size, table, struct.unpack_from("<I", entries[0], 116)[0])
            return _chain(shorts, small, _unpack(_chain(whole, size, table, first_small)), start)[:length]
    return b""


def _unpack(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector))


def _chain(content: bytes, size: int, table: Sequence[int], number: int) -> bytes:
    """Return the sectors of a chain; one that goes round ends where it has as many as there are."""
    parts: list[bytes] = []
    while number < END and len(parts) <= len(table):
        parts.append(content[number * size : (number + 1) * size])
        number = table[number]
    return b"".join(parts)


def _list_records(stream: bytes, start: int) -> Iterator[Record]:
    """Yield the records of a part of a stream, each with what continues it."""
    at, last = start, None
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == CONTINUE and last:
            last[1].append(body)
            continue
        if last:
            yield last
        if not kind:
            return
        last = (kind, [body])
        if kind == EOF:
            break
    if last:
        yield last


def _read(stream: bytes) -> list[dict[Spot, Look]]:
    book = _Book()
    for kind, parts in _list_records(stream, 0):
        if kind == BOF and struct.unpack_from("<H", parts[0])[0] != BIFF8:
            return []
        if kind == FONT:
            options, _, _, position = struct.unpack_from("<HHHH", parts[0], 2)
            book.fonts.append((position == SUPERSCRIPT, bool(options & STRUCK)))
        elif kind == XF:
            book.formats.append(struct.unpack_from("<H", parts[0])[0])
        elif kind == BOUND:
            book.sheets.append(struct.unpack_from("<I", parts[0])[0])
        elif kind == SST and any(map(any, book.fonts)):
            book.texts = list(_list_texts(parts))
    if not any(map(any, book.fonts)):
        return []
    return [dict(_list_looks(stream, start, book)) for start in book.sheets]


def _list_looks(stream: bytes, start: int, book: _Book) -> Iterator[tuple[Spot, Look]]:
    for kind, parts in _list_records(stream, start):
        body = parts[0]
        if kind == MULTI_RK:
            row, column = struct.unpack_from("<HH", body)
            cells = [
                (column + n, struct.unpack_from("<H", body, 4 + 6 * n)[0])
                for n in range((len(body) - 6) // 6)
            ]
        elif kind in (LABEL, LABEL_SST, NUMBER, RK, FORMULA):
            row, column, form = struct.unpack_from("<HHH", body)
            cells = [(column, form)]
        else:
            continue
        for place, form in cells:
            _, struck = _find_font(book, book.formats[form])
            look = Look(None, struck)
            if kind == LABEL_SST:
                look = _look_at(book, struct.unpack_from("<I", body, 6)[0], form)
            if look.text is not None or look.struck:
                yield (row, place), look


def _look_at(book: _Book, number: int, form: int) -> Look:
    """Return the look of a text of the list of texts in a cell."""
    text, runs = book.texts[number]
    _, struck = _find_font(book, book.formats[form])
    if not runs:
        return Look(None, struck)
    stops = [*(start for start, _ in runs[1:]), len(text)]
    told = [Run(text[: runs[0][0]], struck=struck)]
    told += [
        Run(text[start:stop], *_find_font(book, font))
        for (start, font), stop in zip(runs, stops, strict=True)
    ]
    look = join_runs(told)
    return Look(look.text if any(run.raised for run in told) else None, look.struck)


def _find_font(book: _Book, number: int) -> tuple[bool, bool]:
    return book.fonts[number - (number > NO_FONT)]


@dataclass
class _Reader:
    """Bytes that go on in the next record; where letters do, it begins with their width."""

    parts: Sequence[bytes]
    part: int = 0
    at: int = 0

    def take(self, length: int) -> bytes:
        found = b""
        while len(found) < length:
            if self.at >= len(self.parts[self.part]):
                self.part, self.at = self.part + 1, 0
            piece = self.parts[self.part][self.at : self.at + length - len(found)]
            found, self.at = found + piece, self.at + len(piece)
        return found

    def letters(self, count: int, *, wide: bool) -> str:
        found = ""
        while len(found) < count:
            if self.at >= len(self.parts[self.part]):
                self.part, self.at = self.part + 1, 1
                wide = bool(self.parts[self.part][0] & WIDE)
            size = 2 if wide else 1
            room = (len(self.parts[self.part]) - self.at) // size
            taken = min(count - len(found), room)
            if not taken:
                raise ValueError
            piece = self.parts[self.part][self.at : self.at + taken * size]
            found += piece.decode("utf-16-le" if wide else "latin-1", "replace")
            self.at += taken * size
        return found


def _list_texts(parts: Sequence[bytes]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield the texts of the list of texts, with where a font begins and which."""
    reader = _Reader(parts)
    _, count = struct.unpack("<II", reader.take(8))
    for _ in range(count):
        length, options = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if options & RICH else 0
        more = struct.unpack("<I", reader.take(4))[0] if options & FAR_EAST else 0
        text = reader.letters(length, wide=bool(options & WIDE))
        fonts = [struct.unpack("<HH", reader.take(4)) for _ in range(runs)]
        reader.take(more)
        yield text, [(start, font) for start, font in fonts]

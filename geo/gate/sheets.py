"""Rows and cells of an XLSX stand in order: of a number that comes twice, or too late, readers drop one."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from geo.errors import DataFileError, Problem
from geo.gate.faults import NO_XML, refuse
from geo.gate.gate import part_contains

if TYPE_CHECKING:
    from pathlib import Path

    from geo.errors import Fault

SHEET: Final = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
NUMBER: Final = re.compile(r"[1-9]\d{0,6}")
LETTERS: Final = re.compile(r"[A-Z]{1,3}")

DISORDER: Final[Fault] = (
    "có số dòng hoặc ô lặp lại, không theo thứ tự, nên khi đọc sẽ mất dòng",
    "has numbers of rows or cells that repeat or go backwards: a reader would lose rows",
    "mở bằng Excel, để Excel sửa tệp rồi lưu lại",
    "open it in Excel, let it mend the file, and save it again",
)


class _Order:
    """Where the last row and the last cell of a sheet stand; what does not come after them is refused."""

    def __init__(self, name: str) -> None:
        self.name, self.row, self.column, self.digits = name, 0, 0, "0"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element; of a large file there are hundreds of thousands."""
        if tag == "c" or tag.endswith(":c"):
            place = attributes.get("r")
            letters = place.removesuffix(self.digits) if place else ""
            column = count_letters(letters) if place else self.column + 1
            if column <= self.column or letters == place:
                self._refuse(self.row)
            self.column = column
        elif tag == "row" or tag.endswith(":row"):
            number = attributes.get("r", str(self.row + 1))
            if not NUMBER.fullmatch(number) or int(number) <= self.row:
                self._refuse(max(self.row, 1))
            self.row, self.column, self.digits = int(number), 0, number

    def _refuse(self, row: int) -> None:
        raise DataFileError(Problem(self.name, *DISORDER, row=row))


@lru_cache(maxsize=1024)
def count_letters(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27; of anything else 0."""
    if not LETTERS.fullmatch(letters):
        return 0
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def refuse_disorder(path: Path, name: str) -> None:
    """Let an XLSX pass whose rows, and the cells in them, have rising numbers.

    Parameters
    ----------
    path
        A file that `geo.gate.gate.check_table` let pass.
    name
        Its name for messages.

    Raises
    ------
    DataFileError
        A number comes twice or too late, or a sheet is no XML.
    """
    with zipfile.ZipFile(path) as archive:
        # A sheet may lie under any name.
        for part in archive.namelist():
            if part_contains(archive, part, SHEET):
                parser = expat.ParserCreate()
                parser.StartElementHandler = _Order(name).start
                try:
                    parser.ParseFile(archive.open(part))
                except expat.ExpatError:
                    refuse(name, NO_XML, value=part[:60])

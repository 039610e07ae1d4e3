"""Which column names the hamlets and which the wards, where headers alone do not tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.clerks.tokens import strip_accents, tokenise
from geo.model import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell, ClerkColumn, Field
    from geo.clerks.header_words import Label
    from geo.clerks.vocabulary import Vocabulary
    from geo.text.charsets import Encoding

MOST: Final = 0.5
MANY: Final = 0.3

BY_CELLS: Final = Text("theo nội dung các ô", "by its cells")
UNKNOWN: Final = Text("chưa rõ là cột gì", "it is not known what it holds")
STRANGE_WORDS: Final = Text(
    "tiêu đề có chữ chưa biết nên không đọc; hãy chọn nếu đúng là cột này",
    "its header has unknown words, so it is not read; choose it if it is the one",
)


@dataclass(frozen=True)
class Found:
    """A column before it is understood: label, cells below the header that are not empty, character set."""

    label: Label
    cells: Sequence[Cell]
    encoding: Encoding
    sure: bool


def resolve_places(
    columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary
) -> list[ClerkColumn]:
    """Return the columns with "đơn vị" as hamlet or ward: the other columns tell, else the cells."""
    columns = _find_hamlets(columns, found, vocabulary)
    fields = {column.field for column in columns}
    lone = not fields & {"hamlet", "code"}
    resolved = []
    for column, one in zip(columns, found, strict=True):
        field = column.field
        if field == "unit":
            field = _resolve_unit(fields, one.cells, vocabulary)
        elif (
            field == "ward"
            and lone
            and "unit" not in fields
            and (share_of_hamlets(one.cells, vocabulary) > MOST or _are_other(one.cells, vocabulary))
        ):
            field = "hamlet"
        resolved.append(replace(column, field=field))
    return resolved


def _find_hamlets(
    columns: Sequence[ClerkColumn], found: Sequence[Found], vocabulary: Vocabulary
) -> Sequence[ClerkColumn]:
    """Return the columns; one with an unknown header is that of the hamlets if its cells are such names."""
    if {"hamlet", "code", "unit"} & {column.field for column in columns}:
        return columns
    likely = [
        place
        for place, (column, one) in enumerate(zip(columns, found, strict=True))
        if column.reason in (UNKNOWN, STRANGE_WORDS) and share_of_hamlets(one.cells, vocabulary) > MOST
    ]
    if len(likely) != 1:
        return columns
    return [
        replace(column, field="hamlet", reason=BY_CELLS) if place == likely[0] else column
        for place, column in enumerate(columns)
    ]


def _are_other(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether most names are those of no known ward, written with accents or without."""
    texts = [
        cell
        for cell in cells
        if cell.kind == "text" and tokenise(cell.text) and not _is_sum(cell, vocabulary)
    ]
    plain = {tuple(map(strip_accents, ward)) for ward in vocabulary.wards}
    words = [tuple(map(strip_accents, tokenise(cell.text))) for cell in texts]
    bare = sum(one in plain or vocabulary.names_plainly(one) for one in words)
    known = share_of_wards(texts, vocabulary) * len(texts)
    return bool(plain) and 2 * max(bare, known) < len(texts)


def _resolve_unit(fields: set[Field], cells: Sequence[Cell], vocabulary: Vocabulary) -> Field:
    if "hamlet" in fields:
        return "other" if "ward" in fields else "ward"
    if "ward" in fields:
        return "hamlet"
    texts = [cell for cell in cells if cell.kind == "text" and not _is_sum(cell, vocabulary)]
    numbers = [one for cell in cells if (one := tokenise(cell.text))[:1] and all(map(str.isdecimal, one))]
    if sum(one not in vocabulary.wards for one in numbers) >= MANY * len(cells):
        return "hamlet"
    wards = not share_of_hamlets(texts, vocabulary) and share_of_wards(texts, vocabulary) > MOST
    return "ward" if wards else "hamlet"


def _is_sum(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a text begins as that of a sum or of a signature, which stand below the names."""
    tokens = tokenise(cell.text)
    words = vocabulary.rows["total"] | vocabulary.rows["footer"]
    return any(tokens[:length] in words for length in range(1, len(tokens) + 1))


def share_of_wards(cells: Sequence[Cell], vocabulary: Vocabulary) -> float:
    """Return which share of cells begins with the kind of a ward, or is the name of a known one."""
    wards = [cell for cell in cells if not vocabulary.tells_hamlet(cell.text)]
    named = sum(vocabulary.begins(cell.text, "ward") or vocabulary.names_ward(cell.text) for cell in wards)
    return named / max(len(cells), 1)


def share_of_hamlets(cells: Sequence[Cell], vocabulary: Vocabulary) -> float:
    """Return which share of cells begins with the kind of a hamlet."""
    return sum(vocabulary.begins(cell.text, "hamlet") for cell in cells) / max(len(cells), 1)

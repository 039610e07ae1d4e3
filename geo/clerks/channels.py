"""Numbers below words that elsewhere announce personal data: tips by "Điện thoại", households by "Dân tộc".

The words alone tell nothing there: the file is used only if every cell is a count, or a value of the column
below the group ("Nội dung"). What other checks for personal data find in the cells is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.clerks.clerk_values import PARSERS
from geo.clerks.columns import kind_of
from geo.clerks.header_words import YEAR, leave_out, name_field
from geo.clerks.headers import COLUMN_NUMBER
from geo.clerks.personal import is_name
from geo.clerks.styles import find_style
from geo.clerks.tokens import cell_key, find_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.clerks.clerk import Cell
    from geo.clerks.columns_places import Found
    from geo.clerks.header_words import Label
    from geo.clerks.vocabulary import Vocabulary

BETWEEN: Final = " / "
"""What `geo.clerks.header_words.read_label` joins the rows of a header with."""

COUNT: Final = re.compile(r"0?\d|[1-9]\d{1,2}")
"""No part of a phone number: those begin with 0 or have more digits."""

SMALL: Final = 100
"""Most counts are smaller; the last three digits of a number are not."""

REGISTERED: Final = tuple(map(tokenise, ("thường trú", "tạm trú")))
"""Where somebody lives, but behind "nhân khẩu" and "hộ" the two kinds of residents that are counted."""

SIGNING_DAY: Final = re.compile(r"(?:\D{0,40},)?\s*ngày.{0,8}tháng.{0,8}năm.{0,8}", re.IGNORECASE)
SIGNERS: Final = 1
NOTHING: Final = cell_key("không có")
VALUES: Final = ("status", "tick", "count", "number")


def clear_counts(found: Sequence[Found], vocabulary: Vocabulary) -> list[Found]:
    """Return the columns of a table with the words of a header settled by what stands below them.

    Parameters
    ----------
    found
        Labels and cells.
    vocabulary
        Clerks' words.
    """
    return [
        replace(one, label=_settle(one, vocabulary))
        if one.label.personal and _stands_alone(place, found)
        else one
        for place, one in enumerate(found)
    ]


def _stands_alone(place: int, found: Sequence[Found]) -> bool:
    """Return whether a column is all that its label stands above: a number may be spread over several."""
    words = [one.label.words for one in found]
    bare = [not one.label.words and bool(one.cells) for one in found[place + 1 : place + 2]]
    return words.count(words[place]) == 1 and not any(bare)


def _settle(one: Found, vocabulary: Vocabulary) -> Label:
    """Return a label without its personal data if its words may mean counts and all of its cells are such."""
    label = one.label
    texts = label.words.split(BETWEEN)
    repeats = {tokenise(text) for text in texts}
    body, foot = _part(one.cells, vocabulary)
    body = [cell for cell in body if tokenise(cell.text) not in repeats]
    if not _may_be_foot(foot):
        return label
    if label.personal == "phone" and _tells_channel(texts, vocabulary) and _are_counts(body, vocabulary):
        field, sure = name_field(label.words, vocabulary)
        return replace(label, field=field or "other", sure=sure, personal=None)
    counted = label.personal == "address" and _names_count(texts, vocabulary)
    if (counted or label.personal == "trait") and _are_numbers(body, vocabulary):
        field, sure = name_field(label.words, vocabulary)
        return replace(label, field=field or "other", sure=sure, personal=None)
    if label.personal == "tip_text" and _is_group(texts[:-1], vocabulary):
        field, sure = name_field(texts[-1], vocabulary)
        personal = find_words(tokenise(texts[-1]), vocabulary.personal)
        if sure and not personal and _are_values(body, kind_of(field, vocabulary), vocabulary):
            return replace(label, field=field, sure=True, personal=None)
    return label


def _tells_channel(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Return whether words are those of a way that tips come, and of tips: "Nguồn tin / Điện thoại"."""
    tokens = tokenise(" ".join(texts))
    said = find_words(tokens, vocabulary.personal)
    if not said or said[0] not in vocabulary.rows["channels"]:
        return False
    ways = sorted(vocabulary.rows["channel_words"], key=len, reverse=True)
    rest = leave_out(tokens, [said[0], *ways])
    return name_field(" ".join(rest), vocabulary) == ("tips", True)


def _names_count(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Return whether words name a count and where who is counted is registered: "Nhân khẩu tạm trú"."""
    tokens = tokenise(" ".join(texts))
    said = find_words(tokens, vocabulary.personal)
    if not said or said[0] not in REGISTERED:
        return False
    field, sure = name_field(" ".join(leave_out(tokens, [said[0]])), vocabulary)
    return sure and vocabulary.kinds.get(field) == "count"


def _is_group(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Return whether the words above a column only say that results follow: "Nội dung báo cáo năm 2018"."""
    tokens = tokenise(" ".join(texts))
    said = find_words(tokens, vocabulary.personal)
    if not said or said[0] not in vocabulary.rows["groups"]:
        return False
    known = (sorted(vocabulary.rows[words], key=len, reverse=True) for words in ("groups", "fillers"))
    rest = leave_out(tokens, [words for part in known for words in part])
    return all(YEAR.fullmatch(word) for word in rest)


def _part(cells: Sequence[Cell], vocabulary: Vocabulary) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """Return the cells above signatures, and those from the first of them on."""
    starts = (place for place, cell in enumerate(cells) if _begins_foot(cell.text, vocabulary))
    start = next(starts, len(cells))
    return cells[:start], cells[start:]


def _begins_foot(text: str, vocabulary: Vocabulary) -> bool:
    tokens = tokenise(text)
    heads = {tokens[:length] for length in range(1, len(tokens) + 1)}
    return bool(SIGNING_DAY.fullmatch(text) or heads & vocabulary.rows["footer"])


def _may_be_foot(cells: Sequence[Cell]) -> bool:
    """Return whether cells are words of signatures: no digit but that of a day, one name at most."""
    texts = [cell.text for cell in cells if not SIGNING_DAY.fullmatch(cell.text)]
    plain = not any(letter.isdigit() or letter == "@" for text in texts for letter in text)
    return plain and sum(map(is_name, texts)) <= SIGNERS


def _are_counts(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether every cell is a small count, no data, or the number of the column above them."""
    counts = _list_told(cells, vocabulary)
    if not all(cell.kind in ("number", "text") and COUNT.fullmatch(cell.text.strip()) for cell in counts):
        return False
    return 2 * sum(int(cell.text) < SMALL for cell in counts) >= len(counts)


def _are_numbers(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Return whether there are numbers, and nothing else but no data."""
    style, _ = find_style("number", cells)
    told = _list_told(cells, vocabulary)
    return bool(told) and all(PARSERS["number"](cell, style, vocabulary)[1] is None for cell in told)


def _list_told(cells: Sequence[Cell], vocabulary: Vocabulary) -> list[Cell]:
    """Return the cells that say something, without the number of the column above them."""
    numbered = bool(cells) and cells[0].text.startswith("(") and COLUMN_NUMBER.fullmatch(cells[0].text)
    return [cell for cell in cells[bool(numbered) :] if not _is_no_data(cell, vocabulary)]


def _are_values(cells: Sequence[Cell], kind: str, vocabulary: Vocabulary) -> bool:
    """Return whether every cell of a column is a value of its kind, or no data."""
    if kind not in VALUES:
        return False
    style, _ = find_style(kind, cells)
    return all(PARSERS[kind](cell, style, vocabulary)[1] is None for cell in cells)


def _is_no_data(cell: Cell, vocabulary: Vocabulary) -> bool:
    key = cell_key(cell.text)
    return key == NOTHING or (key in vocabulary.statuses and vocabulary.statuses[key] is None)

"""Which old Vietnamese character set a column is in, and the column as Unicode.

A DBF field or a spreadsheet column written in the nineties says nothing of its character set, and GDAL's
own decoders drop letters. So bytes (or the Latin-1 text that they were read as) are decoded in every way,
and the way that gives most Vietnamese syllables is taken, for the column as a whole. What was concluded is
said; the user may override.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.model import Text
from geo.text.charsets import Encoding, decode_bytes, tidy_text, to_bytes
from geo.text.legacy_readings import Reading, finish, read_all, read_sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMES: Final[dict[Encoding, str]] = {
    "ascii": "ASCII",
    "utf-8": "UTF-8",
    "cp1258": "Windows-1258",
    "latin-1": "Latin-1",
    "tcvn3": "TCVN3 (.VnTime)",
    "vni": "VNI-Windows",
}

SAMPLE: Final = 400
SURE_SCORE: Final = 0.8
SURE_LEAD: Final = 0.5
FOREIGN_SCORE: Final = 0.5
FOREIGN_LEAD: Final = 2


@dataclass(frozen=True)
class Detection:
    """What a column was taken for, and why.

    Parameters
    ----------
    encoding
        The reading that gives most Vietnamese syllables; "ascii" where every reading is the same.
    score
        Share of the words with accents that it turns into Vietnamese, 0 to 1.
    sure
        Whether it is well ahead of every reading that would give another text; if not, preview and ask.
    reason
        The counts, in words.
    """

    encoding: Encoding
    score: float
    sure: bool
    reason: Text


UNICODE: Final = Detection("utf-8", 1.0, sure=True, reason=Text("đã là Unicode", "is Unicode already"))


AS_IT_STANDS: Final = Detection("latin-1", 1.0, sure=True, reason=UNICODE.reason)


@dataclass(frozen=True)
class DecodedColumn:
    """A column as Unicode.

    Parameters
    ----------
    values
        Tidy texts (NFC, Đ), in the order of the column.
    detection
        What the column was taken for.
    exceptions
        Position → encoding of cells that are plainly in another one (pasted from another file).
    repaired
        Position → text before a lost "ư" was put back.
    """

    values: tuple[str, ...]
    detection: Detection
    exceptions: dict[int, Encoding]
    repaired: dict[int, str]


def detect_encoding(column: Iterable[bytes], *, prefer: Encoding | None = None) -> Detection:
    """Return which character set a column of byte strings is in.

    Parameters
    ----------
    column
        Values as stored: ``text.encode("latin-1")`` of what GDAL gives with ``encoding="ISO-8859-1"``.
    prefer
        Taken when the column itself leaves several readings open: the encoding of the file's other columns.
    """
    distinct = list(dict.fromkeys(raw for raw in column if not _is_plain(raw)))
    if not distinct:
        return Detection(
            "ascii", 1.0, sure=True, reason=Text("chỉ có chữ không dấu", "letters without accents only")
        )
    if _are_utf8(distinct):
        reason = Text("mọi giá trị là UTF-8 hợp lệ", "every value is valid UTF-8")
        return Detection("utf-8", 1.0, sure=True, reason=reason)
    sample = distinct[:: len(distinct) // SAMPLE + 1]
    return _choose(read_all(sample), prefer)


def decode_column(
    column: Sequence[bytes], encoding: Encoding | None = None, *, prefer: Encoding | None = None
) -> DecodedColumn:
    """Return a column of byte strings as Unicode.

    Parameters
    ----------
    column
        Values as stored.
    encoding
        What the user chose; None detects.
    prefer
        See `detect_encoding`.
    """
    detection = _chosen(encoding) if encoding else detect_encoding(column, prefer=prefer)
    return _decode(column, detection, may_differ=encoding is None)


def decode_texts(
    column: Sequence[str], encoding: Encoding | None = None, *, prefer: Encoding | None = None
) -> DecodedColumn:
    """Return a column of spreadsheet texts as Unicode.

    Cells that hold a letter beyond Latin-1 are Unicode already and stay; the others may be TCVN3, VNI, cp1258
    or UTF-8 that somebody's program took for Latin-1. "latin-1" means: as they stand.
    """
    raws = [None if (raw := to_bytes(text)) is None or _is_plain(raw) else raw for text in column]
    known = [raw for raw in raws if raw is not None]
    if not known and not all(text.isascii() for text in column):
        return DecodedColumn(tuple(map(tidy_text, column)), UNICODE, {}, {})
    unicode = {text for text in column if to_bytes(text) is None}
    if len(set(known)) <= len(unicode) and not encoding:
        # Beside so much Unicode "Tà" is Tà, though the byte of its à is Ổ in TCVN3.
        decoded = _decode(known, AS_IT_STANDS, may_differ=True)
    else:
        decoded = decode_column(known, encoding, prefer=prefer or "latin-1")
    values = iter(decoded.values)
    places = [position for position, raw in enumerate(raws) if raw is not None]
    return DecodedColumn(
        values=tuple(
            tidy_text(text) if raw is None else next(values) for text, raw in zip(column, raws, strict=True)
        ),
        detection=decoded.detection,
        exceptions={places[i]: found for i, found in decoded.exceptions.items()},
        repaired={places[i]: text for i, text in decoded.repaired.items()},
    )


def _decode(column: Sequence[bytes], detection: Detection, *, may_differ: bool) -> DecodedColumn:
    values, exceptions, repaired = [], {}, {}
    for position, raw in enumerate(column):
        encoding = _differs(raw, detection.encoding) if may_differ else None
        if encoding:
            exceptions[position] = encoding
        plain = decode_bytes(raw, encoding or detection.encoding)
        text = finish(plain, encoding or detection.encoding)
        if text != plain:
            repaired[position] = plain
        values.append(text)
    return DecodedColumn(tuple(values), detection, exceptions, repaired)


@lru_cache(maxsize=16_384)  # the texts of a table repeat
def _differs(raw: bytes, chosen: Encoding) -> Encoding | None:
    """Return the encoding of a cell that is plainly not in that of its column, else None."""
    if raw.isascii() or chosen == "ascii" or (chosen == "utf-8" and _are_utf8([raw])):
        return None
    own, as_it_stands = read_sample([raw], chosen), read_sample([raw], "latin-1")
    # "Thôn 5" is Thôn, but "Lòng Có" may well be Lũng Cú: the word of a kind or an answer stands first.
    if as_it_stands.score == 1 and as_it_stands.points[0] > own.points[0]:
        return "latin-1"
    if own.score == 1:
        return None
    complete = [reading for reading in read_all([raw]) if reading.points and reading.score == 1]
    if len({reading.words for reading in complete}) != 1:
        return None
    # A word of another language is Vietnamese in no reading: where most words are, the others must be common.
    better = own.score <= FOREIGN_SCORE or sum(complete[0].points) >= FOREIGN_LEAD * sum(own.points)
    return complete[0].encoding if better else None


def _choose(readings: list[Reading], prefer: Encoding | None) -> Detection:
    best = max(readings, key=lambda reading: sum(reading.points))
    liked = next((reading for reading in readings if reading.encoding == prefer), best)
    if best.words == liked.words or best.lead(liked) < SURE_LEAD:
        best = liked
    lead, second = min(
        ((best.lead(rival), rival) for rival in readings if rival is not best), key=lambda pair: pair[0]
    )
    counts = f"{sum(point > 0 for point in best.points)}/{len(best.points)}"
    name, other = NAMES[best.encoding], NAMES[second.encoding]
    return Detection(
        best.encoding,
        best.score,
        sure=best.score >= SURE_SCORE and lead >= SURE_LEAD,
        reason=Text(
            f"đọc theo {name}: {counts} chữ có dấu là tiếng Việt; kế đến {other} ({second.score:.0%})",
            f"read as {name}, {counts} accented words are Vietnamese; next is {other} ({second.score:.0%})",
        ),
    )


def _chosen(encoding: Encoding) -> Detection:
    reason = Text("người dùng đã chọn bảng mã", "the user chose the character set")
    return Detection(encoding, 1.0, sure=True, reason=reason)


def _is_plain(raw: bytes) -> bool:
    """Return whether bytes have no letter with an accent; a space that does not break is none."""
    return raw.replace(b"\xa0", b"").isascii()


def _are_utf8(raws: Sequence[bytes]) -> bool:
    """Return whether all are UTF-8 (a last character may be cut) and at least one character proves it."""
    texts = [decode_bytes(raw, "utf-8") for raw in raws]
    return not any("\ufffd" in text for text in texts) and not all(text.isascii() for text in texts)

"""Why a row was joined as it was, or not at all: one sentence in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.errors import quote
from geo.model import Text
from geo.tools.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.lookup.likeness import Difference

NO_REASON: Final = Text("", "")

MOST_CANDIDATES: Final = 4
"""Units that are listed where several may be meant."""

DIFFERENCES: Final[dict[Difference, Text]] = {
    "kind_missing": Text("không ghi loại đơn vị", "the kind of unit is not written"),
    "kind_accents": Text("loại đơn vị viết sai dấu", "the kind is written with wrong accents"),
    "kind_other": Text("khác loại đơn vị", "another kind of unit"),
    "accents": Text("viết không dấu", "written without accents"),
    "y_for_i": Text("i và y", "i and y"),
    "letter": Text("khác một chữ cái hoặc dấu thanh", "one letter or tone differs"),
}

HIDDEN_ROW: Final = Text("dòng bị ẩn trong tệp", "the row is hidden in the file")
EMPTY_ROW: Final = Text("dòng trống", "empty row")
NO_UNIT: Final = Text("không ghi đơn vị nào", "names no unit")
WARD_OPEN: Final = Text(
    "chưa rõ xã, phường của dòng này; chỉ một nơi trong thành phố có số này",
    "the ward of this row is not known; one place of the city has this number",
)
NO_YEAR: Final = Text("không ghi năm", "names no year")


def describe_differences(differences: Iterable[Difference], name: str) -> Text:
    """Return what tells a written name from the name of the proposed unit."""
    found = [DIFFERENCES[difference] for difference in differences]
    return Text(
        f"có thể là {name}: {', '.join(text.vi for text in found)}",
        f"may be {name}: {', '.join(text.en for text in found)}",
    )


def with_remark(name: str, remark: str) -> Text:
    """Return that a name is that of the proposed unit but for words in brackets."""
    return Text(f"có thể là {name}: ghi thêm “({remark})”", f"may be {name}: “({remark})” is added")


def list_candidates(names: Sequence[str], *, wardless: bool = False) -> Text:
    """Return that several units may be meant, and which; of many the first ones.

    Parameters
    ----------
    wardless
        Whether the ward, which is not known, would tell.
    """
    listed = "; ".join([*names[:MOST_CANDIDATES], *["…"] * (len(names) > MOST_CANDIDATES)])
    vi = "; chưa rõ xã, phường: hãy ghi ở dòng này" if wardless else ""
    en = "; the ward is not known: write it in this row" if wardless else ""
    return Text(
        f"có thể là một trong {len(names)} đơn vị: {listed}{vi}",
        f"may be any of {len(names)} units: {listed}{en}",
    )


def unknown_code(code: str) -> Text:
    """Return that no unit ever had a code."""
    return Text(f"không có đơn vị nào mang mã {code}", f"no unit has code {code}")


def unknown_name(name: str, ward: str) -> Text:
    """Return that no unit has a name like this one."""
    if not ward:
        return Text(f"không có đơn vị nào tên giống {quote(name)}", f"no unit has a name like {quote(name)}")
    return Text(
        f"không có đơn vị nào tên giống {quote(name)} ở {ward}",
        f"no unit of {ward} has a name like {quote(name)}",
    )


def other_year(name: str, year: int, valid_from: str, valid_to: str) -> Text:
    """Return that a unit exists, but not in the year of the row."""
    vi = " ".join([valid_from and f"từ {day(valid_from, 'vi')}", valid_to and f"đến {day(valid_to, 'vi')}"])
    en = " ".join([valid_from and f"from {day(valid_from, 'en')}", valid_to and f"to {day(valid_to, 'en')}"])
    return Text(
        f"{name} không có vào năm {year}: chỉ có {vi.strip()}",
        f"{name} does not exist in {year}: only {en.strip()}",
    )


def other_number(number: str, ward: str) -> Text:
    """Return that units of this kind exist, but none with this number."""
    place = f" ở {ward}" if ward else "", f" in {ward}" if ward else ""
    return Text(f"không có số {number}{place[0]}", f"there is no number {number}{place[1]}")


def several_numbers(numbers: Sequence[str], ward: str) -> Text:
    """Return that no unit has all numbers of a name: it may be a list of several units."""
    listed, vi, en = ", ".join(numbers), f" ở {ward}" if ward else "", f" in {ward}" if ward else ""
    return Text(
        f"không có đơn vị nào{vi} có đủ các số {listed} trong tên; nhiều thôn thì ghi mỗi thôn một dòng",
        f"no unit{en} has all of the numbers {listed} in its name: several hamlets need a row each",
    )


def other_ward(ward: str, names: Sequence[str]) -> Text:
    """Return that the name stands in another ward."""
    listed = "; ".join(names)
    return Text(f"không có ở {ward}, chỉ có: {listed}", f"not in {ward}, only: {listed}")


def code_and_name(name: str, written: str) -> Text:
    """Return that code and name of a row mean two units."""
    return Text(
        f"mã là của {name}, nhưng tên ghi {quote(written)}",
        f"the code is that of {name}, the name says {quote(written)}",
    )


def code_and_ward(name: str, written: str) -> Text:
    """Return that code and ward of a row do not go together."""
    return Text(
        f"mã là của {name}, nhưng xã, phường ghi {quote(written)}",
        f"the code is that of {name}, the ward says {quote(written)}",
    )


def known_alias(name: str, who: str, when: str) -> Text:
    """Return that a person accepted this spelling before."""
    return Text(f"{name}: tên gọi khác, {who} xác nhận {when}", f"{name}: alias accepted by {who}, {when}")


def lost_letter(name: str) -> Text:
    """Return that a sign in a name stands where a letter may have been lost."""
    return Text(
        f"có thể là {name}: có dấu “?”, có thể đã mất một chữ",
        f"may be {name}: the sign “?” may stand for a letter that was lost",
    )


def alias_of_year(name: str, year: int) -> Text:
    """Return that the spelling was accepted for a later year."""
    return Text(f"có thể là {name}: tên gọi khác của năm {year}", f"may be {name}: an alias of {year}")


def same_as(row: str) -> Text:
    """Return that a row says again what another one says."""
    return Text(f"trùng với dòng {row}, cùng số liệu", f"the same as row {row}")


def conflicts_with(rows: Sequence[str]) -> Text:
    """Return that rows about one unit say different things."""
    listed = ", ".join(rows)
    return Text(
        f"cùng đơn vị nhưng khác số liệu với dòng {listed}", f"the same unit with other values: row {listed}"
    )


def unknown_model(code: str) -> Text:
    """Return that a site belongs to no known model."""
    return Text(f"không có mô hình mang mã {code}", f"there is no model with code {code}")


def two_wards(first: str, second: str) -> Text:
    """Return that a row names two wards."""
    return Text(f"ghi hai xã, phường: {first} và {second}", f"names two wards: {first} and {second}")


def wrong_year(written: int, asked: int) -> Text:
    """Return that a row is about another year than its file."""
    return Text(f"dòng ghi năm {written}, không phải năm {asked}", f"the row says {written}, not {asked}")


def unusable(vi: Sequence[str], en: Sequence[str]) -> Text:
    """Return what is wrong with the cells of a row."""
    return Text("; ".join(vi), "; ".join(en))

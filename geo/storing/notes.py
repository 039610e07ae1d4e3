"""What a person should know before a file is stored, and why nothing of it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.clerks.periods import list_period_notes
from geo.errors import Problem, quote_all
from geo.matching.clerk import find_level, read_place
from geo.model import LANGUAGES, Text
from geo.storing.kinds import find_kinds
from geo.storing.words import say_subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geo.clerks.clerk import ClerkTable
    from geo.storing.desk import Desk
    from geo.storing.match import Settled
    from geo.storing.tidy import Tidied

ACCEPT: Final = Text("chấp nhận các đề nghị, hoặc chọn từng đơn vị", "accept proposals, or choose the units")
CHECK: Final = Text("kiểm tra cột tên, cột mã và năm", "check the names, the codes and the year")
MEND_FILE: Final = Text("sửa các dòng này trong tệp rồi gửi lại", "mend these rows and send the file again")
REMEDIES: Final = {"proposed": ACCEPT, "ambiguous": ACCEPT, "unmatched": CHECK}
"""Status of a row that cannot be stored → what to do; of others the file itself is wrong."""


def explain_nothing(file: str, settled: Settled) -> Problem:
    """Return that no row can be stored, and why the first of them cannot."""
    rows = settled.ledger.rows
    told = rows[rows["status"] != "ignored"]
    if told.empty:
        return Problem(
            file=file,
            what_vi="bảng không có dòng số liệu nào: dưới tiêu đề cột không nêu thôn, xã nào",
            what_en="the table has no row of figures: no hamlet or ward stands below its header",
            remedy_vi="điền các dòng rồi gửi lại",
            remedy_en="fill in its rows and send it again",
        )
    first = told.iloc[0]
    remedy = REMEDIES.get(str(first["status"]), MEND_FILE)
    return Problem(
        file=file,
        row=int(first["row"]),
        what_vi=f"không dòng nào lưu được; dòng này: {first['reason_vi']}",
        what_en=f"no row can be stored; this row: {first['reason_en']}",
        remedy_vi=remedy.vi,
        remedy_en=remedy.en,
    )


def note_tables(desk: Desk, tables: Sequence[ClerkTable], kind: str, year: int | None) -> Iterator[Text]:
    """Yield how the tables of a file were read that is taken for a kind of values."""
    yield from _note_others(desk, tables, kind)
    beside = ", ".join(dict.fromkeys(table.sheet for table in tables if table.sheet != table.tab))
    if beside:
        yield Text(
            f"các bảng đặt cạnh nhau được đọc như nối tiếp nhau, mỗi bảng theo tiêu đề của nó: {beside}",
            f"tables side by side are read as one below the other, each by its own header: {beside}",
        )
    titled = dict.fromkeys(table.title_ward for table in tables if _is_titled(desk, table))
    if titled:
        yield Text(
            f"dòng không ghi xã, phường là của {quote_all(titled)}, theo tiêu đề, tên trang hoặc tên tệp",
            f"rows without a ward are of {quote_all(titled)}, as the title, the sheet or the file is called",
        )
    yield from list_period_notes(tables, desk.vocabulary.kinds, year)


def _is_titled(desk: Desk, table: ClerkTable) -> bool:
    """Return whether hamlets of a table have the ward that stands above it only."""
    places = (read_place(table, row, "hamlet") for row in table.units() if not row.cells.get("ward"))
    return find_level(table, desk.boundaries) == "hamlet" and any(
        place.ward and not place.code for place in places
    )


def note_values(desk: Desk, tidied: Sequence[Tidied], years: Collection[int]) -> Iterator[Text]:
    """Yield which years are new, and how many units the file says nothing of."""
    new = sorted(set(years).difference(desk.city.years))
    if new:
        listed = ", ".join(map(str, new))
        yield Text(
            f"năm {listed} sẽ được thêm vào các năm chọn được; bản đồ sẽ ghi “số liệu đến ngày” 31/12, "
            "ngày khác thì ghi ở data_dates trong city.toml",
            f"{listed} will join the years to choose from; maps will say “figures up to” 31 December of it, "
            "another day belongs in data_dates of city.toml",
        )
    kept = sum(len(one.kept) for one in tidied)
    if kept:
        yield Text(
            f"{kept} đơn vị không có trong tệp giữ số liệu đã lưu",
            f"{kept} units that are not in the file keep what was stored",
        )


def note_named(settled: Settled, names: Sequence[Mapping[str, str]]) -> Iterator[Text]:
    """Yield how many rows go where a person said, and which spellings are remembered."""
    if settled.named:
        yield Text(
            f"{len(settled.named)} dòng được lưu theo đơn vị hoặc xã, phường do người lưu chỉ ra",
            f"{len(settled.named)} rows go to the unit or ward that the person who stores them named",
        )
    if names:
        learnt = ", ".join(f"“{name['source_name']}”" for name in names)
        yield Text(f"tên gọi được nhớ cho lần sau: {learnt}", f"names remembered for next time: {learnt}")


def _note_others(desk: Desk, tables: Sequence[ClerkTable], kind: str) -> Iterator[Text]:
    """Yield that a file says more than what it is taken for now."""
    others = [one for one in find_kinds(tables, desk.boundaries, desk.catalogue) if one != kind]
    if others:
        vi, en = (
            ", ".join(f"“{say_subject(one, desk.catalogue, language)}”" for one in others)
            for language in LANGUAGES
        )
        yield Text(
            f"tệp còn có số liệu loại {vi}: loại đó được lưu riêng",
            f"the file has values of {en}, too: they are stored apart",
        )

"""The rows of a foreign layer → the units that they mean, each in one status; nothing is guessed in silence.

Borders may bring units that the data folder does not know, and names that are only like known ones: both are
for a person to accept, row by row. What is accepted is taken as proposed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from geo.intake.cut import Spare, complete_cut
from geo.intake.homes import house
from geo.intake.newcomers import Newcomers, describe_row
from geo.intake.reference import Cells, find_home
from geo.intake.rivals import doubt_cuts, find_rivals
from geo.lookup import reasons
from geo.lookup.cut import ROOM
from geo.lookup.finding import find_code, find_same, read_name
from geo.lookup.place import Place, Resolution
from geo.lookup.resolve import IN_WARD, resolve
from geo.model import Text
from geo.names import KIND_WORDS, canonical_kind
from geo.text.textgate import clean_text, find_code_fault, find_fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import geopandas as gpd

    from geo.clerks.clerk import Field
    from geo.gate.foreign import DecodedLayer
    from geo.intake.reference import Reference
    from geo.lookup.gazetteer import Gazetteer
    from geo.names import KindLevel

FIRST_ROW: Final = 2
"""Row of the first shape as a spreadsheet counts: the header is row 1."""


COLUMNS: Final = (
    "row",
    "status",
    "unit",
    "score",
    "name",
    "kind",
    "ward_code",
    "new",
    "reason_vi",
    "reason_en",
    "rivals",
    "housed",
)
CODES: Final[tuple[Field, Field]] = ("code", "ward_code")
WHOLE_CODE: Final = re.compile(r"^(\d+)\.0+$")
"""A code that was once a number and has become text: 21013.0."""

OTHER_TIME: Final = Text(
    "mã này có ở thời gian khác với tên khác", "the code is that of a unit of another name at another time"
)
RENAMED: Final = Text(
    "nếu là đổi tên thì chấp nhận; muốn các năm trước giữ tên cũ thì ghi hai dòng cùng mã, "
    "tên cũ với valid_to, tên mới với valid_from",
    "if it was renamed, accept it; to keep the old name for the years before, write two rows of the code, "
    "the old name with valid_to, the new one with valid_from",
)
ACCEPTED: Final = Text("đã được chấp nhận", "was accepted")


def match_borders(
    decoded: DecodedLayer,
    columns: Mapping[Field, str],
    reference: Reference,
    accepted: Collection[int],
    *,
    other_times: Collection[int] = (),
    shapes: gpd.GeoSeries | None = None,
) -> pd.DataFrame:
    """Return what becomes of each row of a layer.

    Parameters
    ----------
    decoded
        From `geo.gate.foreign.decode_layer`.
    columns
        Which column says what: hamlet, ward, code, ward_code, unit, perhaps kind.
    accepted
        Rows whose proposal, or whose unknown unit, a person accepted.
    other_times
        Positions of the rows that say they are units of another time: one that is called otherwise than the
        unit that has its code now may be new.
    shapes
        Of the rows, in the CRS of the city: a row that says no ward is of the one that it lies in.

    Returns
    -------
    pandas.DataFrame
        row, status, unit (its code; of an unknown one the code that it would get), score, name, kind,
        ward_code, new (whether the unit is unknown), reason_vi, reason_en, rivals (codes of the units that
        a name may mean which may be cut, the one that is written first), housed (whether its ward is told by
        its ground): a row a shape, in order.
    """
    written = list(_read_cells(decoded.frame, columns, reference))
    said = written if shapes is None else house(written, shapes, reference)
    room = _read_spare(decoded, columns, reference.level)
    answers = [_resolve_row(cells, spare, reference) for cells, spare in zip(said, room, strict=True)]
    found = [
        _doubt_time(answer, cells) if place in other_times else answer
        for place, (cells, answer) in enumerate(zip(said, answers, strict=True))
    ]
    newcomers = Newcomers(reference, {cells.code for cells in said})
    lines = []
    for row, (cells, answer) in enumerate(zip(said, found, strict=True), FIRST_ROW):
        line = _describe_renamed(cells, answer, newcomers) or _describe(cells, answer, reference)
        line = line or newcomers.describe(cells, answer)
        if answer.reason == OTHER_TIME:
            line = _describe_time(cells, reference) or line
        housed = cells != written[row - FIRST_ROW]
        lines.append({"row": row, **accept(line, row in accepted), "housed": housed})
    rivals = [find_rivals(*told, reference) for told in zip(said, found, room, strict=True)]
    return pd.DataFrame(doubt_cuts(lines, rivals, room, reference), columns=list(COLUMNS))


def _read_cells(
    frame: gpd.GeoDataFrame, columns: Mapping[Field, str], reference: Reference
) -> Iterator[Cells]:
    """Yield what the rows say of their units, as clean text."""
    level = reference.level
    own = {field: [show_cell(cell) for cell in frame[column]] for field, column in columns.items()}
    nothing = [""] * len(frame)
    name = own.get(level) or own.get("unit") or nothing
    code, ward_code = ([WHOLE_CODE.sub(r"\1", cell) for cell in own.get(field) or nothing] for field in CODES)
    kind, ward = own.get("kind") or nothing, own.get("ward") or nothing
    name = [_add_kind(*told, reference.gazetteer) for told in zip(name, kind, strict=True)]
    if level == "ward":
        code, ward_code, ward = ward_code if "ward_code" in own else code, nothing, nothing
    yield from map(Cells._make, zip(code, name, ward, ward_code, kind, strict=True))


def _add_kind(name: str, kind: str, gazetteer: Gazetteer) -> str:
    """Return a name with the kind that stands in a column of its own, as if it were written before it."""
    known = canonical_kind(kind, gazetteer.level) if kind else ""
    usual = known in KIND_WORDS[gazetteer.level] or known in gazetteer.kinds
    bare = bool(name) and usual and not read_name(gazetteer, name)[0].kind
    return f"{known.capitalize()} {name}" if bare else name


def show_cell(cell: Any) -> str:  # noqa: ANN401  a cell of any format
    """Return a cell as text; whole numbers without a point."""
    if cell is None or pd.isna(cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else clean_text(str(cell))


def _read_spare(decoded: DecodedLayer, columns: Mapping[Field, str], level: KindLevel) -> list[Spare]:
    """Return how much room each row's name, and that of its ward, leave in their fields."""
    plenty = (ROOM + 1,) * len(decoded.frame)
    fields = [columns.get(field, "") for field in (level if level in columns else "unit", "ward")]
    free = [told.get(field, plenty) for told in (decoded.spare, decoded.room) for field in fields]
    return list(map(Spare._make, zip(*free, strict=True)))


def _resolve_row(cells: Cells, spare: Spare, reference: Reference) -> Resolution:
    if not cells.code and not cells.name:
        return Resolution("ignored", reason=reasons.NO_UNIT)
    faults = [find_fault(text) for text in (cells.name, cells.ward) if text]
    faults += [find_code_fault(text) for text in (cells.code, cells.ward_code) if text]
    for fault in faults:
        if fault:
            return Resolution("refused", reason=fault)
    place = Place(cells.code, cells.name, cells.ward, cells.ward_code)
    answer = resolve(reference.gazetteer, place)
    if answer.status == "unmatched" and cells.code and cells.name:
        answer = _doubt_code(resolve(reference.gazetteer, replace(place, code="")), cells.code)
    cut = complete_cut(cells, answer, spare, reference)
    if cut is not answer:
        return cut
    return replace(answer, status="unmatched") if _may_be_new(cells, answer, reference) else answer


def _may_be_new(cells: Cells, answer: Resolution, reference: Reference) -> bool:
    """Return whether a hamlet is refused for another number or another ward only: borders may bring it."""
    if answer.status != "refused" or cells.code in reference.gazetteer.units or IN_WARD.fullmatch(cells.name):
        return False
    home = find_home(cells, reference)
    return bool(home) and not find_same(reference.gazetteer, read_name(reference.gazetteer, cells.name), home)


def _doubt_code(by_name: Resolution, code: str) -> Resolution:
    """Return what a name means beside a code that nobody knows: a match is only proposed."""
    if by_name.status not in ("matched", "proposed"):
        return by_name
    unknown = reasons.unknown_code(code)
    vi, en = by_name.reason.vi or "tên thì khớp", by_name.reason.en or "the name is known"
    return Resolution(
        "proposed", by_name.unit, Text(f"{unknown.vi}; {vi}", f"{unknown.en}; {en}"), min(by_name.score, 0.9)
    )


def _doubt_time(answer: Resolution, cells: Cells) -> Resolution:
    """Return that a row of another time may be a unit of its own, unless it surely is the known one."""
    if not cells.code or not cells.name or answer.status in ("matched", "ignored"):
        return answer
    return Resolution("unmatched", reason=OTHER_TIME)


def _describe(cells: Cells, answer: Resolution, reference: Reference) -> dict[str, Any] | None:
    """Return the line of a row that means a known unit, or that cannot mean any; None if it may be new."""
    unit = reference.find(answer.unit)
    if unit is not None:
        return describe_known(answer, unit, reference)
    if answer.status != "unmatched":
        return describe_row(answer, name=cells.name or cells.code, kind="", ward_code="")
    return None


def _describe_renamed(cells: Cells, answer: Resolution, newcomers: Newcomers) -> dict[str, Any] | None:
    """Return the line of a row that calls a known code by a name that no unit beside it has, or None."""
    reference = newcomers.reference
    unit = find_code(reference.gazetteer, cells.code)
    if unit is None or answer.reason != reasons.code_and_name(unit.name, cells.name):
        return None
    if find_same(reference.gazetteer, read_name(reference.gazetteer, cells.name), unit.ward_code):
        return None
    reason = Text(f"{answer.reason.vi}: {RENAMED.vi}", f"{answer.reason.en}: {RENAMED.en}")
    return newcomers.describe_renamed(cells, Resolution("proposed", unit.code, reason, 0.5))


def _describe_time(cells: Cells, reference: Reference) -> dict[str, Any] | None:
    """Return the line of a row that says the code and the name of a unit of another time, or None."""
    said = {key.stem for key in read_name(reference.gazetteer, cells.name)}
    for unit in reference.list_times(cells.code):
        if said & {key.stem for key in read_name(reference.gazetteer, unit["name"])}:
            return describe_known(Resolution("matched", cells.code, score=1.0), unit, reference)
    return None


def describe_known(answer: Resolution, unit: Mapping[str, str], reference: Reference) -> dict[str, Any]:
    """Return the line of a row that means a known unit."""
    home = unit["ward_code"] if reference.level == "hamlet" else ""
    return describe_row(answer, name=unit["name"], kind=unit["kind"], ward_code=home)


def accept(line: dict[str, Any], accepted: bool) -> dict[str, Any]:  # noqa: FBT001  a fact, not a switch
    """Return the line of a row, whose proposal a person may have accepted."""
    if not accepted or not line["unit"] or line["status"] not in ("proposed", "unmatched"):
        return line
    return {**line, "status": "matched", "score": 1.0, "reason_vi": ACCEPTED.vi, "reason_en": ACCEPTED.en}

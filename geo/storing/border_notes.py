"""What is said of borders that were taken in: notes for a person before they are stored, and their ledger."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from geo.model import Text
from geo.tools.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.intake.borders import BorderIntake

LEDGER: Final = ("row", "status", "unit", "name", "reason_vi", "reason_en")
MOST_ROWS: Final = 8
MANY: Final = 10
"""From that many units on, what was mended in the same way is said once."""


def list_notes(intakes: Sequence[BorderIntake]) -> Iterator[Text]:
    """Yield what was concluded, is doubtful, was mended and was left out, layer by layer."""
    for intake in intakes:
        yield from _list_findings(intake)
    taken = {layer for intake in intakes for layer in (intake.layer, *intake.rows["sheet"])}
    left = sorted({layer for intake in intakes for layer in intake.others} - taken)
    if left:
        yield Text(f"không nhập lớp {listed(left, 'vi')}", f"layers that are left out: {listed(left, 'en')}")


def _list_findings(intake: BorderIntake) -> Iterator[Text]:
    if not intake.conclusion.differs:
        yield intake.conclusion.reason
    yield from intake.warnings
    nameless = [str(row) for row in intake.rows.loc[intake.rows["status"] == "ignored", "spot"]]
    if nameless:
        rows = ", ".join([*nameless[:MOST_ROWS], *["…"] * (len(nameless) > MOST_ROWS)])
        yield Text(
            f"không nhập {len(nameless)} dòng không ghi tên đơn vị: dòng {rows}",
            f"{len(nameless)} rows without the name of a unit are left out: row {rows}",
        )
    alike: dict[Text, list[str]] = {}
    for repair in intake.repairs:
        alike.setdefault(repair.what, []).append(repair.unit)
    for what, units in alike.items():
        names = [[unit] for unit in units] if len(units) < MANY else [units]
        for group in names:
            yield Text(f"{listed(group, 'vi')}: {what.vi}", f"{listed(group, 'en')}: {what.en}")


def write_ledger(intakes: Sequence[BorderIntake]) -> bytes:
    """Return what became of each row, as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("sheet", *LEDGER))
    for intake in intakes:
        told = intake.rows.assign(row=intake.rows["line"])
        sheets = [f"{intake.kind}: {sheet}" if sheet else intake.kind for sheet in told["sheet"]]
        rows = told[list(LEDGER)].itertuples(index=False, name=None)
        writer.writerows((sheet, *row) for sheet, row in zip(sheets, rows, strict=True))
    return text.getvalue().encode()

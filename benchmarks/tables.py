"""A measurement beside what it is compared with, printed as a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line: what was measured, what it is held against, and the goal.

    ``most`` is the greatest ratio (or, without ``against``, the greatest value) that meets the goal; None if
    there is no goal.
    """

    what: str
    value: float
    unit: str
    against: str = ""
    other: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.other is None else self.value / self.other

    @property
    def cells(self) -> tuple[str, ...]:
        held = "" if self.other is None else f"{self.against}: {show(self.other)} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        return self.what, f"{show(self.value)} {self.unit}", held, ratio, self.goal, self.verdict

    @property
    def goal(self) -> str:
        if self.most is None:
            return ""
        return f"≤ {self.most:g} ×" if self.other is not None else f"≤ {self.most:g} {self.unit}"

    @property
    def verdict(self) -> str:
        if self.most is None:
            return ""
        return "met" if (self.value if self.ratio is None else self.ratio) <= self.most else "NOT MET"


def show(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def print_table(title: str, rows: list[Row]) -> None:
    table = [("what", "measured", "held against", "ratio", "goal", ""), *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    print(f"\n{title}")
    for line in table:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())

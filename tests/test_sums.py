"""Only what says that it is a sum is one: such rows are passed over."""

from __future__ import annotations

import pytest
from test_tables import Rows, read


@pytest.mark.parametrize(
    ("text", "sums"), [("Tổng cộng", True), ("Cộng", True), ("=SUM(A1:A3)", False), ("Tổ Cộng", False)]
)
def test_a_formula_kept_as_text_is_no_sum(text: str, sums: bool) -> None:
    rows: Rows = [["STT", "Thôn, tổ dân phố", "Số hộ"], *([n, f"Thôn {n}", 90 + n] for n in range(1, 5))]
    rows += [[5, text, 95]]
    assert len(read(rows).units()) == (4 if sums else 5)

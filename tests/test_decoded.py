"""Ticks that a font of symbols draws are read as what is seen."""

from __future__ import annotations

import pytest
from test_legacy_text import encode_tcvn3
from test_tables import Rows, read


@pytest.mark.parametrize("tick", ["ü", "þ", "\uf0fc", "\uf0fe", " ü ", "u\u0308"])
@pytest.mark.parametrize("old", [False, True])
def test_a_tick_of_wingdings_is_a_tick_in_any_character_set(tick: str, old: bool) -> None:
    rows: Rows = [["Phường", "Thôn", "Đạt", "Không đạt"]]
    rows += [["Trần Phú", f"Thôn {n}", tick if n % 2 else "", "" if n % 2 else tick] for n in range(1, 7)]
    if old:
        rows = [
            [encode_tcvn3(cell).decode("latin-1") if cell != tick else cell for cell in map(str, row)]
            for row in rows
        ]
    assert [row.values["meets_standard"] for row in read(rows).units()] == [1, 0, 1, 0, 1, 0]

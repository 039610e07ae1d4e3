"""Tables on a screen: columns keep their width as long as all have room, then the widest wrap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.frames import CELL_PIXELS, fit_columns


def test_columns_that_have_room_are_left_alone():
    assert fit_columns({"Dòng": ["1", "2"], "Tình trạng": ["khớp", "từ chối"]}, 1000) == {}
    assert fit_columns({}, 1000) == {}


def test_only_the_widest_column_gives_room():
    long = "nhập Phân loại an toàn về an ninh trật tự từ một tệp có tên rất dài"
    widths = fit_columns({"Phiên bản": ["39"], "Việc": [long], "Ai": ["An"]}, 400)
    assert widths["Việc"] == pytest.approx(400 - widths["Phiên bản"] - widths["Ai"], abs=2)
    assert widths["Ai"] < widths["Phiên bản"] < widths["Việc"]


@given(st.lists(st.integers(1, 90), min_size=1, max_size=8), st.integers(300, 1500))
def test_columns_have_room_together_and_none_is_narrower_than_it_must_be(lengths, width):
    widths = fit_columns({str(n): ["n" * length] for n, length in enumerate(lengths)}, width)
    if widths:
        assert sum(widths.values()) <= width
        assert sum(widths.values()) > width - 2 * len(lengths)
        most = max(widths.values())
        for (_, own), length in zip(widths.items(), lengths, strict=True):
            assert own == most or own >= CELL_PIXELS + length * 7

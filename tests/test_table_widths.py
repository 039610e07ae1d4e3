"""Columns of a table: no word is cut, and no row is taller than room elsewhere on the paper lets it be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.drawing.fonts import measure, wrap
from geo.drawing.scene import POINT
from geo.drawing.typeset import Type
from geo.layout.table import draw_grid
from geo.office.listing import Column
from geo.office.table_widths import share_width

KIND = Type(7.0)
PAD = KIND.size * POINT * 1.05
WIDTH = 190.0

STATUS = ("Đạt tiêu chuẩn",) * 20 + ("Chưa đạt",)
SHARE = ("100,0 % (24 trên 24)",) * 21
RATE = ("1,65 nguồn tin / 1.000 dân",) * 19 + ("chưa đủ số liệu (5/6 thôn, tổ dân phố)",) * 2
NAME = ("phường Trương Quang Trọng", *("xã Tịnh Châu",) * 20)


def widths_of(*columns, width=WIDTH):
    return share_width(
        [Column(f"c{place}", "Nội dung", cells) for place, cells in enumerate(columns)],
        columns,
        width,
        KIND,
        marked=False,
    )


def test_short_texts_stand_on_one_line_where_a_few_long_ones_can_give_them_room():
    widths = widths_of(NAME, STATUS, SHARE, RATE, RATE)
    for cells, width in zip((NAME, STATUS, SHARE), widths, strict=False):
        assert all(len(wrap(text, width - PAD, KIND.size)) == 1 for text in cells)


def test_short_texts_are_not_broken_beside_names_that_are_longer_than_a_line_anyway():
    names = ("Khu dân cư Liên hợp Hòa Bình Thịnh Vượng số 1, mở rộng về phía bờ Nam sông Trà",) * 21
    widths = widths_of(names, names, STATUS, STATUS, width=170.0)
    columns = zip((names, names, STATUS, STATUS), widths, strict=True)
    assert [max(len(wrap(text, room - PAD, KIND.size)) for text in cells) for cells, room in columns] == [
        2,
        2,
        1,
        1,
    ]


def test_no_text_breaks_as_long_as_all_have_room():
    """A column was as wide as its usual texts, and its few long ones broke beside columns with room."""
    names = (*("TDP 12",) * 20, "Thôn Hạnh Phúc Thượng")
    columns = (names, STATUS, STATUS, STATUS, STATUS)
    needed = sum(max(measure(text, KIND.size) for text in cells) + PAD for cells in columns)
    for cells, width in zip(columns, widths_of(*columns, width=needed + 6), strict=True):
        assert all(len(wrap(text, width - PAD, KIND.size)) == 1 for text in cells)


def test_a_column_of_long_texts_is_not_starved_by_the_many_short_ones():
    long = ("mô hình tự quản xây dựng mới trong năm 2018: Nghĩa Lộ, Chánh Lộ, Nghĩa Hà; camera an ninh",) * 8
    told = ("không rõ kỳ; khác phạm vi với 940 nguồn tin: không cộng, không so",) * 8
    widths = widths_of(long, ("không nêu trong bài",) * 8, ("chỉ dẫn lại, không so",) * 8, told)
    assert max(len(wrap(text, widths[0] - PAD, KIND.size)) for text in long) <= 4


def test_the_years_of_a_table_are_as_wide_as_each_other():
    cells = {"name": NAME, "year2016": STATUS, "year2017": ("Chưa đạt",) * 21, "year2018": STATUS}
    columns = [Column(key, "Nội dung", texts) for key, texts in cells.items()]
    for width in (80.0, 120.0, 190.0):
        widths = share_width(columns, tuple(cells.values()), width, KIND, marked=False)
        assert len({round(one, 6) for one in widths[1:]}) == 1
        assert sum(widths) == pytest.approx(width)


def test_the_words_of_a_class_take_two_lines_at_most():
    names = ("Khu dân cư Liên hợp Hòa Bình Thịnh Vượng số 1, mở rộng về phía bờ Nam sông Trà",) * 21
    changes = ("Mất danh hiệu", "Đơn vị mới hoặc sáp nhập", *("Giữ vững",) * 19)
    columns = [Column("name", "Đơn vị", names), Column("change", "Thay đổi", changes, "class")]
    widths = share_width(columns, (names, changes), 45.0, KIND, marked=False)
    assert all(len(wrap(text, widths[1] - PAD, KIND.size)) <= 2 for text in changes)


@given(
    st.lists(
        st.lists(st.text("abc đạt   ", min_size=1, max_size=40), min_size=4, max_size=4),
        min_size=2,
        max_size=6,
    )
)
def test_widths_add_up_and_no_word_is_cut_where_all_words_have_room(columns):
    cells = [tuple(" ".join(text.split()) for text in column) for column in columns]
    widths = widths_of(*cells)
    assert sum(widths) == pytest.approx(WIDTH)
    longest = [
        max(measure(word, KIND.size) for text in column for word in text.split(" ")) for column in cells
    ]
    assert all(room <= width - PAD + 0.01 for room, width in zip(longest, widths, strict=True))


def test_rows_of_a_table_stand_under_each_other():
    grid = draw_grid([Column("name", "Đơn vị", NAME), Column("rate", "Tỷ lệ", RATE)], 60.0, KIND, "vi")
    tops = [grid.measure(0, count) for count in range(len(NAME) + 1)]
    assert all(below > above for above, below in pairwise(tops))

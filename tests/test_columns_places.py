"""Whether a column names wards or hamlets."""

from __future__ import annotations

from test_tables import VOCABULARY, Rows, read

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ"], "thành phố Quảng Ngãi")


def test_signatures_below_a_short_table_of_wards_are_no_other_names() -> None:
    rows: Rows = [["STT", "Tên xã, phường", "Kết quả"], [1, "P. Trần Phú", "Đạt"], [2, "P. Nghĩa Lộ", "Đạt"]]
    rows += [["", words, ""] for words in ("Tổng số: 2", "KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN", "Đã ký")]
    table = read(rows, vocabulary=KNOWING)
    assert [column.field for column in table.columns] == ["serial", "ward", "meets_standard"]
    assert [row.cells["ward"] for row in table.units()] == ["P. Trần Phú", "P. Nghĩa Lộ"]

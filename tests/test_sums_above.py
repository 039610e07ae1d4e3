"""The sum of a ward that stands above its hamlets is none of them, whatever stands in the column of names."""

from __future__ import annotations

import pytest
from test_rows_nameless import HEADER, KNOWING, list_hamlets
from test_tables import Rows, read


@pytest.mark.parametrize("count", ["{}", "{} TDP", "{} tổ dân phố"])
def test_the_number_of_hamlets_beside_a_ward_above_them_is_the_row_of_its_sum(count: str) -> None:
    hamlets = list_hamlets(full=False)
    rows: Rows = []
    for at in range(0, 12, 4):
        rows += [["", hamlets[at][1], count.format(4), "", 410], *hamlets[at : at + 4]]
        rows[-4][1] = ""
    units = read([HEADER, *rows], vocabulary=KNOWING).units()
    assert [(row.cells["ward"], row.cells["hamlet"]) for row in units] == [
        (f"Phường {ward}", f"Tổ dân phố {n}")
        for ward in ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ")
        for n in range(1, 5)
    ]


def test_a_hamlet_called_by_its_number_is_no_number_of_hamlets() -> None:
    rows: Rows = [
        [at + 1, f"Phường {ward}" if not at else "", at + 1, "Đạt", 410]
        for at in range(2)
        for ward in ("Trần Phú",)
    ]
    rows += [[3, "Phường Nghĩa Lộ", 1, "Đạt", 77], [4, "", 2, "Đạt", 88]]
    assert len(read([HEADER, *rows], vocabulary=KNOWING).units()) == 4
    rows = [["", *row[1:]] for row in rows]
    assert len(read([HEADER, *rows], vocabulary=KNOWING).units()) == 4


@pytest.mark.parametrize("name", ["", 4])
@pytest.mark.parametrize("right", [True, False])
def test_a_row_of_one_ward_with_the_sums_of_those_below_is_theirs(name: object, right: bool) -> None:
    rows: Rows = [["Xã, phường", "Tên thôn, tổ dân phố", "Số tin", "Số hộ"]]
    rows += [["Phường Trần Phú", name, 10, "2.010" if right else "2.011"]]
    rows += [["", f"Tổ dân phố {n}", n, 500 + n] for n in range(1, 5)]
    assert len(read(rows, vocabulary=KNOWING).units()) == (4 if right else 5)


def test_a_hamlet_that_slipped_into_the_column_of_wards_is_no_sum() -> None:
    rows: Rows = [HEADER, [1, "Phường Trần Phú", "Tổ dân phố 8", "Đạt", 410]]
    rows += [["", "Tổ dân phố 9", 1, "", 90], [3, "", "Tổ dân phố 10", "Đạt", 90]]
    assert "Tổ dân phố 9" in [row.cells.get("ward") for row in read(rows, vocabulary=KNOWING).units()]


def test_a_number_among_the_wards_that_is_none_of_them_has_no_sums() -> None:
    """The cells of hamlet 4 were pulled to the left, and four hamlets stand below."""
    rows: Rows = [["TT", "Xã, phường", "Thôn", "Số tin"], ["", "Phường Trần Phú", "", 76]]
    rows += [[n, "", n, n] for n in range(1, 4)]
    rows += [["", 4, "4", ""], *([n, "", n, n] for n in range(5, 9)), [9, 9, "2", ""]]
    told = read(rows, vocabulary=KNOWING)
    assert 6 in [row.row for row in told.rows if row.problems or not row.ignored]


@pytest.mark.parametrize("sums", [10, 11])
def test_a_ward_in_the_column_of_serial_numbers_with_the_sums_of_those_below_heads_them(sums: int) -> None:
    rows: Rows = [["STT", "Tên thôn, tổ dân phố", "Số tin"], ["CHÁNH LỘ", "", sums]]
    rows += [[n, f"Tổ dân phố {n}", n] for n in range(1, 5)]
    units = read(rows, vocabulary=KNOWING).units()
    assert [row.cells.get("ward", "") for row in units] == (["CHÁNH LỘ"] * 4 if sums == 10 else [""] * 5)

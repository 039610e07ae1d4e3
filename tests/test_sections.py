"""Rows above the hamlets of a ward that name it: titles of blocks, and a bare name behind "Đơn vị:"."""

from __future__ import annotations

import pytest
from test_tables import VOCABULARY, Rows, read

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ"], "thành phố Quảng Ngãi", ["phường", "phường"])
HEADER = ["Thôn, tổ dân phố", "Kết quả", "Số hộ"]


def tell_wards(title: str, *, headed: bool, ahead: str = "") -> list[str]:
    """The wards of two blocks, each below its title; the numbers of the second go on from the first."""
    rows: Rows = [] if headed else [HEADER]
    for ward, numbers in (("Trần Phú", (1, 2)), ("Nghĩa Lộ", (3, 4))):
        rows += [[ahead, "", ""]] * bool(ahead)
        rows += [[title.format(ward), "", ""], *[HEADER] * headed]
        rows += [[f"Tổ dân phố {number}", "Đạt", 90] for number in numbers]
    table = read(rows, vocabulary=KNOWING)
    told = [row for row in table.units() if row.values]
    return [row.cells.get("ward", "") or table.title_ward for row in told]


@pytest.mark.parametrize(
    "title",
    [
        "BIỂU 2: PHƯỜNG {}",
        "Phụ lục 3. Phường {}",
        "Tổng hợp phường {}",
        "DANH SÁCH THÔN, TỔ DÂN PHỐ PHƯỜNG {}",
        "KẾT QUẢ PHÂN LOẠI PHƯỜNG {} NĂM 2018",
    ],
)
@pytest.mark.parametrize("ahead", ["", "CÔNG AN THÀNH PHỐ QUẢNG NGÃI"])
def test_a_title_above_a_repeated_header_names_the_ward_of_its_block(title: str, ahead: str) -> None:
    found = tell_wards(title, headed=True, ahead=ahead)
    assert [ward.split()[-2:] for ward in found] == [["Trần", "Phú"]] * 2 + [["Nghĩa", "Lộ"]] * 2


def test_titles_of_several_wards_or_of_an_unknown_one_end_the_ward_above() -> None:
    for title in ("BIỂU 2: PHƯỜNG TRẦN PHÚ VÀ PHƯỜNG NGHĨA LỘ", "BIỂU 2: PHƯỜNG NGHĨA LÔ"):
        rows: Rows = [["BIỂU 1: PHƯỜNG TRẦN PHÚ", "", ""], HEADER, ["Tổ dân phố 1", "Đạt", 90]]
        rows += [[title, "", ""], HEADER, ["Tổ dân phố 2", "Đạt", 90]]
        first, second = read(rows, vocabulary=KNOWING).units()
        assert (first.ward_source, second.ward_source) == ("section", "unknown") or (
            not first.ward_source and second.ward_source == "unknown"
        )


def test_a_hamlet_above_a_repeated_header_is_no_title() -> None:
    rows: Rows = [HEADER, ["Tổ 1 (phường Trần Phú)", "Đạt", 90], ["Tổ 2 (phường Trần Phú)", "", ""]]
    rows += [HEADER, ["Tổ 3 (phường Trần Phú)", "Đạt", 90]]
    assert len(read(rows, vocabulary=KNOWING).units()) == 3


@pytest.mark.parametrize("title", ["Đơn vị: {}", "Tên đơn vị: {}", "Địa bàn: {}", "Xã/phường: {}"])
@pytest.mark.parametrize("headed", [True, False])
def test_behind_the_word_for_units_a_known_ward_needs_no_kind(title: str, *, headed: bool) -> None:
    assert tell_wards(title, headed=headed) == ["Trần Phú"] * 2 + ["Nghĩa Lộ"] * 2


def test_behind_other_words_a_bare_name_is_no_ward() -> None:
    assert tell_wards("Người lập: {}", headed=False) == [""] * 4

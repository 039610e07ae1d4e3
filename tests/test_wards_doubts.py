"""A ward is not carried over a sum that ends its block, nor to hamlets whose numbers go back."""

from __future__ import annotations

from test_tables import VOCABULARY, Rows, read

KNOWING = VOCABULARY.know_wards(["Trần Phú", "Nghĩa Lộ", "Chánh Lộ", "Nghĩa Dũng"], "thành phố Quảng Ngãi")
HEADER = ["Xã, phường", "Tên thôn, tổ dân phố", "Kết quả"]
WARDS = ("Trần Phú", "Nghĩa Lộ", "Chánh Lộ", "Nghĩa Dũng")


def list_blocks(*, ended: str = "", forgotten: str = "", first: int = 1) -> Rows:
    rows: Rows = [list(HEADER)]
    for ward in WARDS:
        low = first if ward == forgotten else 1
        for number in range(low, low + 3):
            name = f"Phường {ward}" if number == low and ward != forgotten else ""
            rows.append([name, f"Tổ dân phố {number}", "Đạt"])
        rows += [[ended, "", ""]] * bool(ended)
    return rows


def tell_wards(rows: Rows) -> list[str]:
    return [row.cells.get("ward", "") for row in read(rows, vocabulary=KNOWING).units()]


def name_all(*, but: str = "") -> list[str]:
    return [f"Phường {ward}" * (ward != but) for ward in WARDS for _ in range(3)]


def test_a_forgotten_ward_below_a_sum_is_not_the_one_above_it() -> None:
    for sums in ("Cộng", "Tổng cộng"):
        rows = list_blocks(ended=sums, forgotten="Chánh Lộ", first=4)
        assert tell_wards(rows) == name_all(but="Chánh Lộ")
        assert tell_wards(list_blocks(ended=sums)) == name_all()


def test_sums_of_pages_inside_the_blocks_end_none() -> None:
    rows = list_blocks()
    for at in (12, 9, 6, 3):
        rows.insert(at, ["", "Cộng trang", ""])
    assert tell_wards(rows) == name_all()


def test_a_forgotten_ward_is_told_by_hamlets_whose_numbers_go_back() -> None:
    assert tell_wards(list_blocks(forgotten="Chánh Lộ")) == name_all(but="Chánh Lộ")


def test_hamlets_in_the_order_of_their_letters_go_back_nowhere() -> None:
    rows = list_blocks()
    rows[4:7] = [[rows[4][0] * (number == 1), f"Tổ dân phố {number}", "Đạt"] for number in (1, 10, 2)]
    assert tell_wards(rows) == name_all()


def test_a_list_of_wards_beside_hamlets_below_their_wards_is_not_theirs() -> None:
    rows: Rows = [["Đơn vị", "Kết quả", "Xã, phường"]]
    for ward, beside in zip(WARDS[:2], (("Trần Phú", "Nghĩa Lộ"), ("Chánh Lộ", "Nghĩa Dũng")), strict=True):
        rows += [[f"Phường {ward}", "", ""], *([f"Tổ {n}", "Đạt", name] for n, name in enumerate(beside, 1))]
    assert tell_wards(rows) == ["Trần Phú", "", "", ""]


def test_a_list_of_wards_beyond_an_empty_column_is_asked_about() -> None:
    rows: Rows = [["Tên thôn", "Kết quả", "", "Xã, phường"]]
    rows += [
        [f"Tổ dân phố {number}", "Đạt", "", ward] for number, ward in enumerate([*WARDS[:2], "", "", ""], 1)
    ]
    (problem,) = read(rows, vocabulary=KNOWING).problems
    assert "second table" in problem.say("en")


def test_a_header_of_another_year_than_the_column_of_years_is_told() -> None:
    rows: Rows = [[*HEADER[:2], "Năm", "Kết quả năm 2017"]]
    rows += [["Phường Trần Phú", f"Tổ {number}", 2018, "Đạt"] for number in (1, 2)]
    (problem,) = read(rows, vocabulary=KNOWING).problems
    assert "2017" in problem.say()
    rows[0][3] = "Kết quả năm 2018"
    assert not read(rows, vocabulary=KNOWING).problems


def test_wards_without_accents_are_wards() -> None:
    rows = [["Xa, phuong", "Ket qua"], ["Phuong Tran Phu", "Dat"], ["Cong an phuong Nghia Lo", "Dat"]]
    table = read(rows, vocabulary=KNOWING)
    assert [row.cells["ward"] for row in table.units()] == ["Phuong Tran Phu", "Cong an phuong Nghia Lo"]


def test_numbers_below_a_word_for_any_unit_are_hamlets_of_the_wards_above_them() -> None:
    rows: Rows = [["Tên đơn vị", "Kết quả"]]
    for ward in WARDS:
        rows += [[ward.upper(), ""], [1, "Đạt"]]
    assert tell_wards(rows) == [ward.upper() for ward in WARDS]


def test_a_page_number_makes_no_hamlets_of_wards() -> None:
    rows: Rows = [["Địa bàn", "Kết quả"], *([f"Phường {ward}", "Đạt"] for ward in WARDS), ["2", ""]]
    assert tell_wards(rows)[:4] == [f"Phường {ward}" for ward in WARDS]


def test_of_two_blocks_one_whose_numbers_go_back_is_enough() -> None:
    rows: Rows = [list(HEADER)]
    for ward, numbers in ((WARDS[0], (4, 2, 3)), (WARDS[1], (2, 3, 4))):
        rows += [[f"Phường {ward}" * (n == numbers[0]), f"Tổ dân phố {n}", "Đạt"] for n in numbers]
    assert tell_wards(rows) == [f"Phường {WARDS[0]}", "", "", *[f"Phường {WARDS[1]}"] * 3]


def test_where_the_numbers_fall_in_many_blocks_no_row_has_the_ward_above_it() -> None:
    """Sorted by the tips, numbered anew: not only the rows below a fall stand below another ward."""
    blocks = [(1, 4, 2, 3), (1, 3, 2, 2), (1, 2, 3), (1, 2, 3)]
    several = [(f"Phường {ward}", block) for ward, block in zip(WARDS, blocks, strict=True)]
    rows: Rows = [[ward * (n == 1), f"Tổ dân phố {n}", "Đạt"] for ward, block in several for n in block]
    assert tell_wards([HEADER, *rows]) == [ward * (n == 1) for ward, block in several for n in block]
    once = tell_wards([HEADER, *rows[4:]])
    assert once == ["Phường Nghĩa Lộ", "Phường Nghĩa Lộ", "", "", *name_all()[6:]]


def test_each_kind_of_hamlets_of_a_ward_is_counted_for_itself() -> None:
    rows = list_blocks()
    rows[6:6] = [["", f"Thôn {name}", "Đạt"] for name in ("Hạ 2", "Hạ 3", "Thượng 1", "1", "2")]
    rows.append(["", "Tổ dân phố 1", "Đạt"])
    assert tell_wards(rows) == [*name_all()[:5], *["Phường Nghĩa Lộ"] * 5, *name_all()[5:], ""]


def test_another_name_with_the_number_1_is_no_first_hamlet_of_the_next_ward() -> None:
    rows: Rows = [list(HEADER), ["Phường Trần Phú", "Thôn Hạ 2", "Đạt"]]
    rows += [["", f"Thôn {name}", "Đạt"] for name in ("Hạ 3", "Thượng 1", "Thượng 2")]
    assert tell_wards(rows) == ["Phường Trần Phú"] * 4
    rows[3][1] = "Thôn Hạ 1"
    assert tell_wards(rows)[1:] == [""] * 3


def test_hamlets_that_come_again_below_the_only_ward_are_those_of_another() -> None:
    rows: Rows = [list(HEADER), ["Phường Trần Phú", "Tổ dân phố 1", "Đạt"]]
    rows += [["", f"Tổ dân phố {number}", "Đạt"] for number in (2, 3, 1, 2, 3, 4)]
    assert tell_wards(rows) == ["Phường Trần Phú"] * 3 + [""] * 4
    rows[4][1] = "Tổ dân phố 2"
    assert tell_wards(rows[:5]) == ["Phường Trần Phú"] * 4


def test_a_title_that_is_a_year_comes_before_years_in_sentences() -> None:
    rows: Rows = [
        ["Số liệu năm 2018 so với năm 2017"],
        ["Năm 2017"],
        list(HEADER),
        ["Trần Phú", "Tổ 1", "Đạt"],
    ]
    assert read(rows, vocabulary=KNOWING).title_year == 2017


def test_rows_sorted_by_the_numbers_of_the_hamlets_have_no_ward_from_above() -> None:
    rows: Rows = [list(HEADER), ["Phường Trần Phú", "Tổ dân phố 1", "Đạt"]]
    rows += [["", f"Tổ dân phố {number}", "Đạt"] for number in (2, 2, 3, 3, 4)]
    assert tell_wards(rows) == ["Phường Trần Phú", *[""] * 5]
    rows[3][1] = "Tổ dân phố 3"
    del rows[5]
    assert tell_wards(rows) == ["Phường Trần Phú"] * 5


def test_a_block_whose_first_rows_were_left_out_is_no_sign_of_sorting() -> None:
    rows: Rows = [["TT", *HEADER[1:]]]
    for ward, numbers in ((WARDS[0], (1, 2, 3)), (WARDS[1], (2, 3)), (WARDS[2], (1, 4))):
        rows += [["", f"Phường {ward}", ""], *([n, f"Tổ dân phố {n}", "Đạt"] for n in numbers)]
    assert tell_wards(rows) == [
        *[f"Phường {WARDS[0]}"] * 3,
        *(f"Phường {ward}" for ward in WARDS[1:3] for _ in "12"),
    ]
    rows[2], rows[4] = rows[4], rows[2]
    assert set(tell_wards(rows)) == {""}


def test_one_row_that_was_copied_to_another_place_is_no_sign_of_sorting() -> None:
    """Nor is it known whose that row is."""
    rows: Rows = [["TT", *HEADER[1:]]]
    for ward in WARDS[:3]:
        rows += [["", f"Phường {ward}", ""], *([n, f"Tổ dân phố {n}", "Đạt"] for n in (1, 2, 3))]
    wards = [f"Phường {ward}" for ward in WARDS[:3] for _ in "123"]
    for at, place in ((5, 3), (9, 6), (13, 9)):
        copied = [*rows[:at], [2, "Tổ dân phố 2", "Đạt"], *rows[at:]]
        assert tell_wards(copied) == [*wards[:place], "", *wards[place:]]
    assert set(tell_wards([*rows, [2, "Tổ dân phố 2", "Đạt"], [3, "Tổ dân phố 4", "Đạt"]])) == {""}


def test_in_one_count_through_all_wards_a_copied_row_may_come_from_any() -> None:
    rows: Rows = [["TT", *HEADER]]
    rows += [[n, *row] for n, row in enumerate(list_blocks()[1:], 1)]
    assert tell_wards([*rows, [5, "", "Tổ dân phố 2", "Đạt"]]) == [*name_all(), ""]


def test_a_row_that_was_cut_and_put_elsewhere_has_no_ward_and_the_others_keep_theirs() -> None:
    """Its serial number is missing where it stood; what it stands between goes on without it."""
    rows: Rows = [["TT", *HEADER]]
    rows += [[n, *row] for n, row in enumerate(list_blocks()[1:], 1)]
    names = name_all()
    assert tell_wards([*rows[:5], *rows[6:], rows[5]]) == [*names[:4], *names[5:], ""]
    assert tell_wards([*rows[:2], rows[9], *rows[2:9], *rows[10:]]) == [names[0], "", *names[1:8], *names[9:]]
    # With the name of its ward it leaves rows that would be those of the ward above.
    assert tell_wards([*rows[:4], *rows[5:], rows[4]]) == [*names[:3], "", "", *names[6:], names[3]]
    # So it does with those that it came to stand above.
    assert tell_wards([*rows[:2], rows[4], *rows[2:4], *rows[5:]]) == [
        names[0],
        names[3],
        *[""] * 4,
        *names[6:],
    ]


def test_the_first_hamlet_of_a_ward_amid_the_count_of_another_is_not_its_own() -> None:
    rows: Rows = [["TT", *HEADER[1:]]]
    for ward in WARDS[:3]:
        rows += [
            ["", f"Phường {ward}", ""],
            *([n, f"Thôn {name}", "Đạt"] for n, name in enumerate("ABCD", 1)),
        ]
    names = [f"Phường {ward}" for ward in WARDS[:3] for _ in "ABCD"]
    moved = [*rows[:7], *rows[8:14], rows[7], *rows[14:]]
    assert tell_wards(moved) == [*names[:4], *names[5:10], "", *names[10:]]


def test_a_sum_below_which_the_numbers_do_not_go_on_ends_its_block() -> None:
    """Others may be sums of pages; a ward of one hamlet has no number that falls."""
    rows: Rows = [list(HEADER), ["Phường Trần Phú", "Tổ dân phố 1", "Đạt"], ["", "Cộng", ""]]
    rows += [["", f"Tổ dân phố {number}", "Đạt"] for number in (1, 2, 3)]
    assert tell_wards(rows) == ["Phường Trần Phú", "", "", ""]
    assert tell_wards([*rows[:3], *rows[4:]]) == ["Phường Trần Phú"] * 3


def test_below_the_ward_of_the_title_another_one_may_have_been_forgotten_too() -> None:
    rows: Rows = [["PHƯỜNG TRẦN PHÚ"], ["TT", *HEADER[1:]]]
    for ward in ("", "", "Phường Chánh Lộ"):
        rows += (
            [["", ward, ""]] * bool(ward)
            + [[n, f"Tổ dân phố {n}", "Đạt"] for n in (1, 2, 3)]
            + [["", "Cộng", ""]]
        )
    sources = [row.ward_source for row in read(rows, vocabulary=KNOWING).units()]
    assert sources == ["", "", "", *["unknown"] * 3, *["section"] * 3]


def test_a_ward_may_be_named_again_at_the_top_of_a_page() -> None:
    rows = list_blocks()
    rows[5:5] = [["", f"Thôn {name}", "Đạt"] for name in ("An", "Bình", "Cổ")] + [
        ["Phường Nghĩa Lộ", "Thôn Hạ", "Đạt"]
    ]
    assert tell_wards(rows) == [*name_all()[:4], *["Phường Nghĩa Lộ"] * 4, *name_all()[4:]]
    rows[5:8] = []
    assert tell_wards(rows)[5:7] == ["", ""]


def test_below_marks_a_ward_is_inherited_as_below_empty_cells() -> None:
    rows = list_blocks(forgotten="Chánh Lộ")
    marked = [[row[0] or "nt", *row[1:]] for row in rows]
    assert tell_wards(marked) == tell_wards(rows) == name_all(but="Chánh Lộ")


def test_a_hamlet_that_comes_twice_or_lost_its_place_is_no_forgotten_ward() -> None:
    for numbers, told in (((1, 2, 1, 3), (1, 1, 0, 1)), ((1, 3, 2, 4), (1, 1, 1, 1))):
        rows = list_blocks()
        rows[4:7] = [[rows[4][0] * (at == 0), f"Tổ dân phố {one}", "Đạt"] for at, one in enumerate(numbers)]
        assert tell_wards(rows)[3:7] == ["Phường Nghĩa Lộ" * one for one in told]


def test_a_sum_that_names_its_ward_again_says_whose_the_rows_above_it_are() -> None:
    rows = list_blocks()
    for at, ward in reversed([*enumerate(WARDS, 1)]):
        rows.insert(1 + 3 * at, [f"Cộng phường {ward}", "", ""])
    rows.insert(8, ["", "Tổ dân phố 1", "Đạt"])
    assert tell_wards(rows) == sorted([*name_all(), "Phường Nghĩa Lộ"], key=name_all().index)


def test_the_sum_of_a_page_that_ends_below_the_first_hamlet_of_a_ward_ends_no_block() -> None:
    rows = list_blocks()
    rows[8:8] = [["Cộng trang", "", ""], [*HEADER], ["Mang sang", "", ""]]
    rows[4:4] = [["Cộng trang", "", ""], [*HEADER], ["Mang sang", "", ""]]
    assert tell_wards(rows) == name_all()


def test_a_note_that_names_another_ward_amid_a_count_gives_nobody_that_ward() -> None:
    rows: Rows = [["STT", "Tên thôn, tổ dân phố", "Kết quả"]]
    for ward in WARDS:
        rows += [["", f"Phường {ward}", ""], *([n, f"Tổ dân phố {n}", "Đạt"] for n in range(1, 6))]
    noted = [*rows[:15], ["", "Phường Trần Phú báo cáo muộn", ""], *rows[15:]]
    told = [f"Phường {ward}" for ward in WARDS for _ in range(5)]
    assert tell_wards(rows) == told
    assert tell_wards(noted) == [*told[:11], *[""] * 5, *told[15:]]


def test_the_first_row_of_a_ward_that_stands_twice_begins_no_other_ward() -> None:
    rows: Rows = [["TT", *HEADER[1:]]]
    for ward in WARDS[:3]:
        rows += [["", f"Phường {ward}", ""], *([n, f"Thôn {name}", "Đạt"] for n, name in enumerate("ABC", 1))]
    names = [f"Phường {ward}" for ward in WARDS[:3] for _ in "ABC"]
    assert tell_wards([*rows[:6], rows[6], *rows[6:]]) == [*names[:4], names[3], *names[4:]]
    assert tell_wards([*rows[:6], [1, "Thôn D", "Đạt"], *rows[6:]])[4:] != [names[3], *names[4:]]


def test_the_sum_of_a_page_ends_no_block_whose_numbers_go_on_below_the_header_that_is_repeated() -> None:
    """On the other pages the name of the ward is written again."""
    page: Rows = [["", "Cộng trang", ""], list(HEADER)]
    rows = list_blocks()
    for at in (10, 7, 4):
        rows[at:at] = page
    rows[2:2] = page
    assert tell_wards(rows) == name_all()
    rows[4][1] = "Tổ dân phố 1"
    assert tell_wards(rows)[1:3] == ["", ""]


def test_hamlets_in_the_order_of_the_citys_list_go_back_nowhere() -> None:
    """Lists of some cities go on with what was founded later: 2, 3, 1."""
    order = (2, 3, 1)
    knowing = KNOWING.know_hamlets([(ward, f"Tổ dân phố {number}") for ward in WARDS for number in order])
    rows: Rows = [list(HEADER)]
    for ward in WARDS:
        names = [f"Phường {ward}" * (number == order[0]) for number in order]
        rows += [[name, f"Tổ {number}", "Đạt"] for name, number in zip(names, order, strict=True)]
    assert not any(tell_wards(rows)[2::3])
    assert [row.cells.get("ward", "") for row in read(rows, vocabulary=knowing).units()] == name_all()


def test_a_sum_that_names_its_ward_again_is_none_of_what_was_put_into_its_block() -> None:
    rows: Rows = [["TT", "Xã, phường", "Tên thôn, tổ dân phố", "Kết quả"]]
    for at, ward in enumerate(WARDS[:2]):
        rows += [[4 * at + n, ward * (n == 1), f"Thôn {n}", "Đạt"] for n in range(1, 5)]
        rows += [["", f"Cộng {ward}", 4, ""]]
    moved = [*rows[:3], rows[8], *rows[3:8], *rows[9:]]
    told = [row.cells.get("ward", "") for row in read(moved, vocabulary=KNOWING).units()]
    assert told == [*[WARDS[0]] * 2, "", *[WARDS[0]] * 2, *[WARDS[1]] * 3]


def test_a_row_put_behind_one_of_its_own_number_makes_both_doubtful() -> None:
    rows: Rows = [["TT", *HEADER[1:]]]
    for ward in WARDS[:3]:
        rows += [["", f"Phường {ward}", ""], *([n, f"Thôn {ward[0]}{n}", "Đạt"] for n in range(1, 5))]
    names = [f"Phường {ward}" for ward in WARDS[:3] for _ in "1234"]
    assert tell_wards([*rows[:4], rows[8], *rows[4:8], *rows[9:]]) == [
        names[0],
        "",
        "",
        *names[2:5],
        *names[6:],
    ]


def test_a_hamlet_between_two_others_that_stands_again_in_its_place_is_of_another_ward() -> None:
    rows: Rows = [["Tên thôn, tổ dân phố", "Kết quả"]]
    for ward in WARDS[:2]:
        rows += [[f"Phường {ward}", ""], *([f"Tổ dân phố {n}", "Đạt"] for n in range(1, 6))]
    names = [f"Phường {ward}" for ward in WARDS[:2] for _ in "12345"]
    assert tell_wards(rows) == names
    moved = [*rows[:6], *rows[7:9], rows[6], *rows[9:]]
    assert tell_wards(moved) == [*names[:4], names[5], "", *names[6:]]

"""What may be stored as a name or a code."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.textgate import LONGEST, clean_text, find_code_fault, find_fault, safe_name, settle_cell


@pytest.mark.parametrize(
    "name", ["Tổ dân phố 7", "Thôn Độc Lập", "Xã Tịnh Ấn Đông", "Khu dân cư số 3 (cũ)", "5", "=1+1"]
)
def test_names_pass(name: str) -> None:
    assert find_fault(clean_text(name)) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Thôn\x07 1", "điều khiển"),
        ("Thôn\u202e 1", "ẩn"),
        ("Thôn\u200b 1", "ẩn"),
        ("Th\u00adôn", "ẩn"),
        ("\ufeffThôn", "ẩn"),
        ("Thôn \ue000", "phông"),
        ("Thôn \ud800", "hỏng"),
        ("Thôn \U0009ffff", "không tồn tại"),
        ("Thôn 1\u0301", "lẻ"),
        ("Thôn a\u20dd", "bao quanh"),
        ("Thôn \ufffd", "giải mã"),
        ("a" * (LONGEST + 1), "dài"),
        ("...", "chữ hay số"),
        ("", "chữ hay số"),
    ],
)
def test_what_no_name_holds_is_refused_with_its_reason(text: str, says: str) -> None:
    assert says in find_fault(clean_text(text)).vi


def test_cleaning_composes_and_joins_lines_and_spaces() -> None:
    assert clean_text(unicodedata.normalize("NFD", " Tổ\ndân\u00a0 phố\t7 ")) == "Tổ dân phố 7"
    assert clean_text("Ðộc Lập") == "Độc Lập"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Tổ\u200b dân\u00ad phố\ufeff 7", "Tổ dân phố 7"),
        ("Ｔổ ７（ｃũ）", "Tổ 7(cũ)"),
        ("Тổ 7, хã Аn Bình", "Tổ 7, xã An Bình"),
        ("Thôn \u202e1", "Thôn \u202e1"),
        ("Thôn Độc Lập", "Thôn Độc Lập"),
    ],
)
def test_a_cell_is_taken_as_it_is_seen_and_what_turns_letters_round_stays_for_the_gate(
    written: str, seen: str
) -> None:
    assert settle_cell(written) == seen


@given(text=st.text(alphabet="aăâđêôơưAĐ 0123456789.,-()áàảãạ", max_size=40))
def test_settling_leaves_plain_vietnamese_alone(text: str) -> None:
    assert settle_cell(text) == text


@given(text=st.text(max_size=40))
def test_settling_twice_changes_nothing_more(text: str) -> None:
    assert settle_cell(settle_cell(text)) == settle_cell(text)


@given(text=st.text(max_size=140))
def test_a_fault_of_any_text_is_said_in_both_languages(text: str) -> None:
    fault = find_fault(clean_text(text))
    assert fault is None or (fault.vi and fault.en)


@given(text=st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(text=st.text(max_size=40))
def test_what_passes_has_no_hidden_character(text: str) -> None:
    cleaned = clean_text(text)
    if find_fault(cleaned) is None:
        assert unicodedata.is_normalized("NFC", cleaned)
        assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Co", "Cs", "Cn", "Mn"}


@pytest.mark.parametrize("code", ["21013001", "C1", "a-b_c.d"])
def test_codes_pass(code: str) -> None:
    assert find_code_fault(code) is None


@pytest.mark.parametrize("code", ["", "Đ1", "a b", "-1", "=1", "a" * 33, "２１０１３", "1;2"])
def test_what_is_no_plain_code_is_refused(code: str) -> None:
    assert find_code_fault(code) is not None


def test_a_long_file_name_is_seen_to_be_cut_and_keeps_its_ending():
    assert safe_name("Bảng kết quả.xlsx") == "Bảng kết quả.xlsx"
    cut = safe_name("a" * 200 + ".xlsx")
    assert cut.endswith("a….xlsx")
    assert len(cut) == LONGEST

"""Columns that look like personal data refuse the file, whatever their header says."""

from __future__ import annotations

import time

import pytest
from conftest import SHIPPED

from geo.clerks.clerk import Cell
from geo.clerks.header_words import Label, read_label
from geo.clerks.personal import find_personal, is_name
from geo.clerks.vocabulary_read import read_vocabulary

VOCABULARY = read_vocabulary(SHIPPED / "indicators" / "indicators.toml")
WARDS = ["Trần Phú", "Lê Hồng Phong", "Nguyễn Nghiêm", "Trần Hưng Đạo", "Trương Quang Trọng"]
PEOPLE = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Cường", "Phạm Dũng", "ông Võ Văn Em"]


def look(header: str, texts: list[str]) -> list[str]:
    label = read_label([header], VOCABULARY)
    cells = [Cell("text", text) for text in texts]
    return [problem.say() for problem in find_personal([label], [cells], file="a.xlsx")]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Họ và tên trưởng thôn", "họ tên"),
        ("HỌ TÊN", "họ tên"),
        ("Tổ trưởng TDP", "họ tên"),
        ("Ho va ten", "họ tên"),
        ("Bí thư chi bộ", "họ tên"),
        ("Người cung cấp tin", "họ tên"),
        ("Số điện thoại", "điện thoại"),
        ("SĐT", "điện thoại"),
        ("Số CCCD", "giấy tờ"),
        ("CMND", "giấy tờ"),
        ("Ngày sinh", "ngày sinh"),
        ("Địa chỉ", "địa chỉ"),
        ("Nội dung nguồn tin", "nội dung"),
        ("Tọa độ X", "tọa độ"),
        ("Kinh độ", "tọa độ"),
        ("Informant", "họ tên"),
        ("National ID", "giấy tờ"),
        ("E-mail", "điện thoại"),
        ("Đ.thoại", "điện thoại"),
        ("ĐTDĐ", "điện thoại"),
        ("Số CMT", "giấy tờ"),
        ("Cán bộ phụ trách", "họ tên"),
        ("ND tin báo", "nội dung"),
        ("Liên hệ", "điện thoại"),
        ("Người báo", "họ tên"),
        ("Chữ ký", "họ tên"),
        ("CSKV phụ trách", "họ tên"),
        ("Dân tộc", "đặc điểm"),
        ("TÔN GIÁO", "đặc điểm"),
        ("Nghe nghiep", "đặc điểm"),
        ("Quê quán", "đặc điểm"),
    ],
)
def test_a_header_that_announces_personal_data_is_enough(header: str, kind: str) -> None:
    (said,) = look(header, ["a"])
    assert kind in said
    assert header in said
    assert "xóa cột" in said


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (PEOPLE, "họ tên"),
        (["0905 123 456"], "điện thoại"),
        (["liên hệ 0255.3822.123"], "điện thoại"),
        (["+84 905123456"], "điện thoại"),
        (["(+84) 905.123.456"], "điện thoại"),
        (["gọi (0255) 3822 123"], "điện thoại"),
        (["905123456", "935123457", "385123458"], "giấy tờ"),
        (["an@quangngai.gov.vn"], "điện thoại"),
        (["051099001234"], "giấy tờ"),
        (["212345678"], "giấy tờ"),
        (["15.12345", "15.22345", "15.11345"], "tọa độ"),
        (["108.80123", "108,81123", "108.82123"], "tọa độ"),
        (["15°07'12\"", "15°08'12\"", "15°09'12\""], "tọa độ"),
        (["số nhà 12 Hùng Vương"], "địa chỉ"),
        (["12 Lê Lợi", "25/3 Hùng Vương", "K12/5 Lê Hồng Phong"], "địa chỉ"),
        (["Số 12 Nguyễn Trãi, P. Trần Phú"] * 3, "địa chỉ"),
        (["0905123456/0914222333"], "điện thoại"),
        (["0084905123456"], "điện thoại"),
        (["0905‑123–456"], "điện thoại"),
        (["0905/123/456"], "điện thoại"),
        (["0905,123,456"], "điện thoại"),
        (["٠٩٠٥١٢٣٤٥٦"], "điện thoại"),
        (["51090012345", "51090012346", "51090012347"], "giấy tờ"),
        (["B1234567", "C2345678", "B3456789"], "giấy tờ"),
        (["Trưởng thôn: " + name for name in PEOPLE], "họ tên"),
        ([f"{n}. {name} (trưởng thôn) - 1975" for n, name in enumerate(PEOPLE)], "họ tên"),
        (["nguyễn văn an", "đã nộp", "trần thị bé", "", "chưa nộp", "Lê Văn C."], "họ tên"),
        (["Nguyen Van An", "Tran Hoang Nam", "Le Minh Tam"], "họ tên"),
        (["Giàng A Páo", "Vàng Thị Mai", "Quách Minh Trang"], "họ tên"),
        (["sinh năm 1975", "sinh 12/05/1980", "sinh ngày 1.1.1990"], "ngày sinh"),
        (["Lúc 20 giờ có nhóm người tụ tập đánh bạc", "Nhà ông Bảy bán thuốc mỗi tối"] * 2, "nội dung"),
        (["khoảng 22 giờ có nhóm thanh niên lạ mặt tụ tập " * 5], "nội dung"),
    ],
)
def test_cells_that_look_personal_are_enough_under_a_harmless_header(texts: list[str], kind: str) -> None:
    said = look("Ghi chú", texts)
    assert said, texts
    assert kind in said[0]


def test_numbers_of_identity_cards_are_no_codes_of_units() -> None:
    numbers = [f"05120101230{n}" for n in range(4)]
    assert "giấy tờ tùy thân" in look("Mã thôn", numbers)[0]
    assert look("Mã thôn", [number[:9].replace("051", "210") for number in numbers]) == []


def test_a_text_without_end_is_looked_at_in_a_moment() -> None:
    started = time.process_time()
    look("Ghi chú", ["a" * 200_000, "0" * 200_000, "1 " * 100_000])
    assert time.process_time() - started < 5


def test_the_message_repeats_nothing_of_what_it_refuses() -> None:
    said = "\n".join(look("Ghi chú", PEOPLE) + look("Ghi chú", ["0905 123 456"]))
    assert "Nguyễn" not in said
    assert "0905" not in said


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("Xã, phường", WARDS),
        ("Tên thôn", ["Thôn Trần Phú", "Lê Lợi", "Nguyễn Trãi", "Trần Phú", "Hà Nhai"]),
        ("Ghi chú", ["mới sáp nhập từ 01/7/2019", "theo NQ 15/2019/NQ-HĐND", "TDP 17 cũ", "từ 01.11.2018"]),
        ("Số nguồn tin", ["1.000.000", "2 345 678", "12"]),
        ("Mã thôn", ["21013001", "21013002"]),
        ("STT", ["1", "2", "3"]),
        ("Địa bàn phụ trách", ["Thôn 1", "Thôn 2"]),
        ("Kết quả", ["Đạt", "Không đạt"]),
        ("Diện tích", ["1234567", "2345678.9"]),
        ("Tỷ lệ", ["98,3%", "97.25"]),
        ("Ghi chú", ["0 (12), 15 (30)", "năm 2018: 0, năm 2017: 12 345"]),
        (
            "Lý do",
            ["có 1 vụ trộm cắp tài sản", "xảy ra 2 vụ đánh nhau", "có 1 đối tượng ma túy trong năm qua"],
        ),
        ("Ghi chú", ["3 hộ nghèo", "12 Hộ mới", "học sinh 120 em", "QĐ 123/QĐ-UBND", "5 ấp Đạt"]),
        ("Kinh phí", ["12000000000", "15500000000", "90000000000"]),
        ("Tỷ lệ", ["0,123456", "0,333333333", "1,5"]),
        ("Ngày công nhận", ["31/12/2018", "01.11.2018", "2018-12-31"]),
    ],
)
def test_columns_of_the_field_are_not_taken_for_personal(header: str, texts: list[str]) -> None:
    assert look(header, texts) == []


def test_every_personal_column_is_named() -> None:
    labels = [
        Label("Họ tên", "other", sure=True, personal="name"),
        Label("SĐT", "other", sure=True, personal="phone"),
    ]
    assert [problem.column for problem in find_personal(labels, [[], []], file="a")] == ["Họ tên", "SĐT"]


@pytest.mark.parametrize("name", PEOPLE)
def test_people_have_a_surname_and_capitalised_words(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["Tổ dân phố", "trần phú", "Trần", "Trần 5", "Hòa Bình", "Nguyễn thành an"])
def test_other_texts_are_no_people(text: str) -> None:
    assert not is_name(text)

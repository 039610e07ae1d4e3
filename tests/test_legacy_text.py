"""Old Vietnamese character sets come out as Unicode, and a column is recognised by what it says."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.legacy_text import decode_column, decode_texts, detect_encoding
from geo.text.charsets import decode_bytes, restore_lost_u, tidy_text, to_bytes
from geo.text.syllables import is_syllable

WARDS = """Lê Hồng Phong, Trần Phú, Quảng Phú, Nghĩa Chánh, Trần Hưng Đạo, Nguyễn Nghiêm, Nghĩa Lộ, Chánh Lộ,
Nghĩa Dũng, Nghĩa Dõng, Trương Quang Trọng, Tịnh Hòa, Tịnh Kỳ, Tịnh Thiện, Tịnh Ấn Đông, Tịnh Châu, Tịnh Khê,
Tịnh Long, Tịnh Ấn Tây, Tịnh An, Nghĩa Phú, Nghĩa Hà, Nghĩa An""".replace(",\n", ", ").split(", ")
HAMLETS = """Tổ dân phố 7, Tổ dân phố 22, Thôn Hòa Bình, Thôn Hạnh Phúc, Thôn Đoàn Kết, Thôn Bình Đẳng,
Thôn Độc Lập, Thôn Tự Do, Thôn Thanh An, Cổ Lũy Nam, Mỹ Lai, Tư Cung, Thôn Trường Thọ, Khu dân cư số 3,
Thôn Phước Lộc, Thôn Ngọc Thạch, Liên Hiệp 2, Thôn Cổ Lũy Bắc, Phổ Trường""".replace(",\n", ", ").split(", ")
STATUSES = ["Đạt", "Không đạt", "Chưa đạt", "Có", "KĐ", "Đ"]
HEADERS = ["Tên thôn, tổ dân phố", "Xã, phường", "Kết quả phân loại", "Số nguồn tin", "Số hộ", "Khẩu"]
COLUMNS = {"wards": WARDS, "hamlets": HAMLETS, "statuses": STATUSES, "headers": HEADERS}

# ---- encoders, written from the standards a second time: rows of five tones, not the decoder's tables

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of TCVN 5712
TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF), strict=True))
TCVN3_ROWS = {
    "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
VNI_BASES = {"ơ": "ô", "ư": "ö", "Ơ": "Ô", "Ư": "Ö", "đ": "ñ", "Đ": "Ñ"}
VNI_I = dict(zip("ìỉĩíịỵ", "ìæóíòî", strict=True))
VNI_MARKS = {"": "øûõùï", "\u0302": "àåãáä", "\u0306": "èúüéë"}
VNI_ALONE = {"\u0302": "â", "\u0306": "ê"}


def split_letter(letter: str) -> tuple[str, str]:
    """Return a letter without its tone, and the tone."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in parts if mark in TONES), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), tone


def encode_tcvn3(text: str) -> bytes:
    """Encode as .VnTime fonts do; capitals with a tone are written with the small letter."""

    def byte(letter: str) -> int:
        bare, tone = split_letter(letter)
        if tone:
            return TCVN3_ROWS[bare.lower()][TONES.index(tone)]
        return TCVN3_PLAIN.get(bare) or ord(bare)

    return bytes(map(byte, text))


def encode_vni(text: str) -> bytes:
    def pair(letter: str) -> str:
        bare, tone = split_letter(letter)
        if letter.lower() in VNI_I:
            sign = VNI_I[letter.lower()]
        elif bare in VNI_BASES:
            sign = VNI_BASES[bare] + (VNI_MARKS[""][TONES.index(tone)] if tone else "")
        else:
            base, shape = unicodedata.normalize("NFD", bare)[0], unicodedata.normalize("NFD", bare)[1:]
            mark = VNI_MARKS[shape][TONES.index(tone)] if tone else VNI_ALONE.get(shape, "")
            sign = base + mark
        return sign.upper() if letter.isupper() else sign

    return "".join(map(pair, text)).encode("latin-1")


def encode_cp1258(text: str) -> bytes:
    return "".join("".join(split_letter(letter)) for letter in text).encode("cp1258")


ENCODERS = {
    "tcvn3": encode_tcvn3,
    "vni": encode_vni,
    "cp1258": encode_cp1258,
    "utf-8": lambda text: text.encode("utf-8"),
}
NGHIA = ("Mai", "Bình", "Sơn", "Hồng", "Hội", "Hiếu", "Lộc", "Lạc", "Long", "Thịnh", "Hưng", "Yên")
VOWELS = "aăâeêioôơuưy"
SMALL = sorted(
    {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ["", *TONES]} | {"đ"}
)
LETTERS = [*SMALL, *(letter.upper() for letter in SMALL)]
words = st.sampled_from(
    sorted(
        {word for column in COLUMNS.values() for text in column for word in re.findall(r"[^\W\d_]+", text)}
    )
)


@pytest.mark.parametrize("encoding", ENCODERS)
def test_every_vietnamese_letter_survives_its_encoding(encoding: str) -> None:
    raised = LETTERS if encoding != "tcvn3" else [x for x in LETTERS if x.islower() or not split_letter(x)[1]]
    for letter in raised:
        assert decode_bytes(ENCODERS[encoding](letter), encoding) == letter


def test_letters_are_all_there_are() -> None:
    assert len(set(SMALL)) == 12 * 6 + 1


@given(text=st.lists(words, min_size=1, max_size=8).map(" ".join), encoding=st.sampled_from(sorted(ENCODERS)))
def test_any_phrase_of_the_field_survives_its_encoding(text: str, encoding: str) -> None:
    stored = text.replace("Ấn", "ấn") if encoding == "tcvn3" else text  # VN3 has no capital Ấ
    assert decode_bytes(ENCODERS[encoding](text), encoding) == stored


def test_capitals_with_tones_are_raised_again_in_tcvn3() -> None:
    """VN3 has no such capitals: "TRẦN" is stored "TRầN"; a name of one capital must not be raised."""
    assert decode_bytes(encode_tcvn3("TỊNH ẤN TRẦN HƯNG ĐẠO"), "tcvn3") == "TỊNH ẤN TRẦN HƯNG ĐẠO"
    assert decode_bytes(encode_tcvn3("Bà Tổ"), "tcvn3") == "Bà Tổ"


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_of_the_field_is_recognised(encoding: str, column: str) -> None:
    raws = [ENCODERS[encoding](text) for text in COLUMNS[column]]
    assert detect_encoding(raws).encoding == encoding
    got = [text.casefold() for text in decode_column(raws).values]
    assert got == [text.casefold() for text in COLUMNS[column]]


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("name", [name for name in [*WARDS, *HAMLETS] if not name.isascii()])
def test_one_name_alone_is_right_or_not_sure(encoding: str, name: str) -> None:
    decoded = decode_column([ENCODERS[encoding](name)])
    assert decoded.values[0].casefold() == name.casefold() or not decoded.detection.sure


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("column", COLUMNS)
def test_cells_read_as_latin1_are_recognised(encoding: str, column: str) -> None:
    cells = [ENCODERS[encoding](text).decode("latin-1") for text in COLUMNS[column]]
    got = [text.casefold() for text in decode_texts(cells).values]
    assert got == [text.casefold() for text in COLUMNS[column]]


def test_mojibake_of_windows1252_is_recognised() -> None:
    """Programs on Windows read UTF-8 as Windows-1252, whose 80 to 9F are other letters than Latin-1's."""
    cells = [
        "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode()) for text in HAMLETS
    ]
    assert decode_texts(cells).values == tuple(HAMLETS)


@given(column=st.lists(st.text(st.characters(max_codepoint=127), max_size=30), max_size=10))
def test_plain_ascii_is_never_taken_for_anything(column: list[str]) -> None:
    decoded = decode_column([text.encode() for text in column])
    assert decoded.detection.encoding == "ascii"
    assert decoded.values == tuple(column)


@given(column=st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=12))
def test_correct_unicode_is_never_changed(column: list[str]) -> None:
    assert decode_texts(column).values == tuple(column)
    raws = [text.encode() for text in column]
    assert decode_column(raws).values == tuple(column)
    assert detect_encoding(raws).encoding in {"utf-8", "ascii"}


def test_unicode_within_latin1_stays() -> None:
    column = ["Thôn Hòa Bình", "Thôn Bàn Cân", "Xã An Phú", "Cây Dừa"]
    assert decode_texts(column).values == tuple(column)


def test_a_pasted_cell_in_another_encoding_is_read_by_its_own() -> None:
    column = ["Thôn Hòa Bình", "Thôn Bàn Cân", "Xã An Phú", encode_tcvn3("Nghĩa Lộ").decode("latin-1")]
    decoded = decode_texts(column)
    assert decoded.values == ("Thôn Hòa Bình", "Thôn Bàn Cân", "Xã An Phú", "Nghĩa Lộ")
    assert decoded.exceptions == {3: "tcvn3"}


@pytest.mark.parametrize("few", range(4))
@pytest.mark.parametrize("many", range(4))
def test_rows_of_one_ward_in_another_encoding_are_read_by_their_own(few: int, many: int) -> None:
    """Files of wards, each as old as its clerk's machine, were joined into one."""
    ways = (encode_tcvn3, encode_vni, encode_cp1258, str.encode)
    column = [ways[many](text) for text in HAMLETS] + [ways[few](f"Tổ dân phố {n}") for n in (31, 32)]
    assert decode_column(column).values == (*HAMLETS, "Tổ dân phố 31", "Tổ dân phố 32")


def test_a_row_typed_anew_among_old_ones_is_read_as_it_stands() -> None:
    column = [*(encode_tcvn3(text).decode("latin-1") for text in HAMLETS), "Thôn 5"]
    decoded = decode_texts(column)
    assert decoded.values[-1] == "Thôn 5"
    assert decoded.exceptions == {len(HAMLETS): "latin-1"}


def test_lost_soft_hyphens_are_put_back_and_reported() -> None:
    column = [encode_tcvn3(text).replace(b"\xad", b"") for text in WARDS]
    decoded = decode_column(column)
    assert decoded.detection.encoding == "tcvn3"
    assert decoded.values[WARDS.index("Trần Hưng Đạo")] == "Trần Hưng Đạo"
    assert decoded.values[WARDS.index("Trương Quang Trọng")] == "Trương Quang Trọng"
    assert decoded.repaired == {
        WARDS.index("Trần Hưng Đạo"): "Trần Hng Đạo",
        WARDS.index("Trương Quang Trọng"): "Trơng Quang Trọng",
    }
    assert decode_column([b"Ph\xeang 5"]).values == ("Phường 5",)


@pytest.mark.parametrize(
    ("column", "encode"),
    [
        (["Cẩm Quý", "Cẩm Giang", "Cẩm Tú", "Cẩm Bình", "Cẩm Tân", "Cẩm Vân", "Phong Sơn"], encode_tcvn3),
        (["Lũng Cú", "Má Lé", "Lũng Táo", "Phố Là", "Thài Phìn Tủng", "Lũng Thầu"], encode_tcvn3),
        (["Lộc Tấn", "Lộc Thiện", "Lộc Hòa", "Lộc Hưng", "Lộc Điền"], encode_tcvn3),
        (["Cư Pơng", "Ea Sin", "Tân Lập", "Cư Né", "Ea Ngai"], encode_tcvn3),
        (["XÃ IA BĂ", "XÃ IA TÔ", "XÃ IA HRUNG", "XÃ IA DÊR", "XÃ IA SAO"], encode_vni),
        (["Xà Bang", "Kim Long", "Láng Lớn", "Bình Ba", "Suối Nghệ"], str.encode),
        ([f"Nghĩa {word}" for word in NGHIA], encode_vni),
    ],
)
def test_names_that_are_words_in_another_character_set_too_are_read_as_their_column(column, encode) -> None:
    """A capital inside a word, one more Nghĩa, a letter cut in the midst of a name: nothing is proved."""
    raws = [encode(text) for text in column]
    assert [text.casefold() for text in decode_column(raws).values] == [text.casefold() for text in column]
    texts = [raw.decode("latin-1") for raw in raws]
    assert [text.casefold() for text in decode_texts(texts).values] == [text.casefold() for text in column]


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("Phờng", "Phường"),
        ("Hng", "Hưng"),
        ("Phớc", "Phước"),
        ("Ngời", "Ngời"),
        ("TDP", "TDP"),
        ("Th. An", "Th. An"),
        ("Cư Pơng", "Cư Pơng"),
    ],
)
def test_a_lost_u_is_put_back_only_where_one_place_fits(lost: str, whole: str) -> None:
    assert restore_lost_u(lost) == whole


def test_decomposed_text_and_eth_become_composed_and_d() -> None:
    column = [unicodedata.normalize("NFD", "Tổ dân phố Ðộc Lập")]
    assert decode_texts(column).values == ("Tổ dân phố Độc Lập",)
    assert tidy_text("ÐẠT") == "ĐẠT"


def test_a_value_cut_inside_a_character_is_still_utf8() -> None:
    """A DBF field of 10 bytes cuts UTF-8 anywhere."""
    raws = [text.encode()[:10] for text in HAMLETS]
    assert detect_encoding(raws).encoding == "utf-8"
    assert "\ufffd" not in "".join(decode_column(raws).values)


def test_the_choice_of_the_user_wins() -> None:
    raws = [encode_vni(text) for text in WARDS]
    assert decode_column(raws, "latin-1").values[0] == raws[0].decode("latin-1")
    assert decode_column(raws, "latin-1").detection.sure


def test_an_open_question_goes_to_the_encoding_of_the_file() -> None:
    """'Phô' is Phô in Latin-1 and Phụ in TCVN3: alone it is not sure, beside TCVN3 columns it is TCVN3."""
    alone = detect_encoding([b"Ph\xf4"])
    assert not alone.sure
    assert decode_column([b"Ph\xf4"], prefer="tcvn3").values == ("Phụ",)


def test_text_beyond_latin1_has_no_bytes() -> None:
    assert to_bytes("Phường") is None
    assert to_bytes("Ph\xadêng") == b"Ph\xad\xeang"


@pytest.mark.parametrize("word", ["Phờng", "Hng", "đat́", "Phöôøng", "hoc", "hòá", "tơị", "saú"])
def test_what_is_no_syllable_is_told(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["hoà", "hòa", "thuý", "thúy", "quý", "giò", "tuỵ", "ngoài", "của"])
def test_both_places_of_a_tone_are_right(word: str) -> None:
    assert is_syllable(word)


@given(word=words)
def test_words_of_the_field_are_syllables(word: str) -> None:
    assert is_syllable(word) or word in {"Đ", "KĐ"}


def test_letters_that_may_be_old_ones_stay_beside_unicode():
    column = ["Phường, xã", "Xã Tà Nung", "Xã Tà Nung", "Xã Xuân Thọ"]
    assert decode_texts(column).values == tuple(column)
    old = encode_tcvn3("Tổ dân phố 5").decode("latin-1")
    assert decode_texts([*column, old]).values[-1] == "Tổ dân phố 5"


def test_a_space_that_does_not_break_is_no_sign_of_unicode():
    """Numbers grouped by such spaces stand below a header in VNI."""
    assert decode_texts(["Hoä", "1\xa0274", "1\xa0597"]).values == ("Hộ", "1\xa0274", "1\xa0597")

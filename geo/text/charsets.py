"""The tables of the old Vietnamese character sets: bytes → Unicode NFC.

- **TCVN3** (.VnTime, ABC): TCVN 5712:1993, set VN3. Where VN3 leaves a place empty, the letter of set VN2
  stands: texts converted by tools of the time use it. Its ư is byte AD, the soft hyphen; editors delete it.
- **VNI-Windows**: a vowel, then its mark as a second character; ơ, ư, đ and the marked i have own places.
- **cp1258**: letters of Windows-1258, tones as combining characters after the vowel.

Every table decodes any byte: one without a meaning comes out as Windows-1252 has it, so nothing vanishes.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, get_args

from geo.text.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Encoding = Literal["ascii", "utf-8", "cp1258", "latin-1", "tcvn3", "vni"]
ENCODINGS: Final[tuple[Encoding, ...]] = get_args(Encoding)

ETH: Final = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})
"""Letters that look like Đ and are typed for it; no Vietnamese word has them."""

TCVN3_FROM_A0: Final = (
    " ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)

VNI_TONES: Final = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_ROOF: Final = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
VNI_BREVE: Final = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_SINGLES: Final = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "ì": "ì",
    "í": "í",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}


def _byte_table(codec: str) -> str:
    """Return 256 letters; a byte that the codec does not know stands as Windows-1252, else as itself."""

    def letter(byte: bytes) -> str:
        for name in (codec, "cp1252"):
            text = byte.decode(name, errors="ignore")
            if text:
                return text
        return byte.decode("latin-1")

    return "".join(letter(bytes([number])) for number in range(256))


def _vni_pairs() -> dict[str, str]:
    """Return vowel + mark → letter, in the three ways of writing them: aù, AÙ, Aù."""
    small = {
        **{
            base + mark: letter + tone
            for base, letter in zip("aeouyôö", "aeouyơư", strict=True)
            for mark, tone in VNI_TONES.items()
        },
        **{
            base + mark: letter + tone
            for base, letter in zip("aeo", "âêô", strict=True)
            for mark, tone in VNI_ROOF.items()
        },
        **{"a" + mark: "ă" + tone for mark, tone in VNI_BREVE.items()},
    }
    composed = {pair: unicodedata.normalize("NFC", letter) for pair, letter in small.items()}
    capitals = {pair.upper(): letter.upper() for pair, letter in composed.items()}
    mixed = {pair[0].upper() + pair[1]: letter.upper() for pair, letter in composed.items()}
    singles = VNI_SINGLES | {sign.upper(): letter.upper() for sign, letter in VNI_SINGLES.items()}
    return singles | mixed | capitals | composed


CP1252: Final = _byte_table("cp1252")
CP1258: Final = _byte_table("cp1258")
TCVN3: Final = CP1252[:0xA0] + TCVN3_FROM_A0
VNI_PAIRS: Final = _vni_pairs()
VNI_PATTERN: Final = re.compile("|".join(sorted(VNI_PAIRS, key=len, reverse=True)))
TO_BYTE: Final[Mapping[str, int]] = {letter: number for number, letter in enumerate(CP1252)} | {
    chr(number): number for number in range(256)
}
LETTERS: Final = re.compile(r"[^\W\d_]+")
TCVN3_CAPITALS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂÊÔƠƯĐ")
SHORTEST_REPAIR: Final = 3


def _by_table(table: str) -> Callable[[bytes], str]:
    letters = dict(enumerate(table))
    return lambda raw: raw.decode("latin-1").translate(letters)


def decode_vni(raw: bytes) -> str:
    """Return VNI-Windows bytes as text."""
    return VNI_PATTERN.sub(lambda found: VNI_PAIRS[found[0]], CP1252_DECODE(raw))


def decode_tcvn3(raw: bytes) -> str:
    """Return TCVN3 bytes as text.

    VN3 has no capitals with tones, so "TỊNH ẤN" is stored "TịNH ấN": a word with a capital inside and no
    plain small letter has its accented letters raised.
    """
    text = unicodedata.normalize("NFC", _by_table(TCVN3)(raw))
    return LETTERS.sub(lambda found: _raise_shouted(found[0]), text)


def _raise_shouted(word: str) -> str:
    plain = [letter for letter in word if letter.upper() in TCVN3_CAPITALS]
    inside = any(letter in TCVN3_CAPITALS for letter in word[1:])
    return word.upper() if inside and all(letter.isupper() for letter in plain) else word


def decode_utf8(raw: bytes) -> str:
    """Return UTF-8 bytes as text; a character cut by a field's width is dropped, a bad byte is U+FFFD."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    return decoder.decode(raw.removeprefix(codecs.BOM_UTF8), final=False)


CP1252_DECODE: Final = _by_table(CP1252)
DECODERS: Final[Mapping[Encoding, Callable[[bytes], str]]] = {
    "ascii": CP1252_DECODE,
    "utf-8": decode_utf8,
    "cp1258": _by_table(CP1258),
    "latin-1": CP1252_DECODE,
    "tcvn3": decode_tcvn3,
    "vni": decode_vni,
}


@lru_cache(maxsize=16_384)  # the texts of a table repeat
def tidy_text(text: str) -> str:
    """Return a text in NFC with Đ for the letters that are typed instead of it."""
    return unicodedata.normalize("NFC", text).translate(ETH)


def decode_bytes(raw: bytes, encoding: Encoding) -> str:
    """Return bytes of a known encoding as tidy text; never raises, never drops a letter that is complete."""
    return tidy_text(DECODERS[encoding](raw))


def to_bytes(text: str) -> bytes | None:
    """Return the bytes that a text was before it was read as Latin-1 or Windows-1252.

    Returns
    -------
    bytes or None
        None when the text has a letter of neither: then it is Unicode already.
    """
    numbers = [TO_BYTE.get(letter) for letter in text]
    return None if None in numbers else bytes(number for number in numbers if number is not None)


def restore_lost_u(text: str) -> str:
    """Return a TCVN3 text with the ư that an editor deleted: "Phờng" → "Phường", "Hng" → "Hưng".

    A word is mended only if it is no syllable as it stands and exactly one place for ư makes it one. "Ngời"
    (người) stays: it is a syllable, so nothing tells. Where one ư is left no editor deleted any: "Cư Pơng".
    """
    return text if "ư" in text.lower() else LETTERS.sub(_mend_word, text)


def _mend_word(found: re.Match[str]) -> str:
    word = found[0]
    if len(word) < SHORTEST_REPAIR or word.isupper() or is_syllable(word):
        return word
    tries = {word[:place] + "ư" + word[place:] for place in range(1, len(word) + 1)}
    good = [attempt for attempt in tries if is_syllable(attempt)]
    return good[0] if len(good) == 1 else word

"""Which letters make a Vietnamese syllable: how a wrong decoding is told from a right one.

A text decoded by the wrong table still consists of letters, but hardly ever of syllables: "Phöôøng" has
letters that do not exist, "Phờng" has a rime that no syllable ends in. The rimes are those of the standard
orthography; a tone may stand on any vowel ("hòa" and "hoà" are both written) but not on the glide that a rime
ends in ("tơị").
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

TONES: Final = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
"""Combining grave, acute, tilde, hook above and dot below."""

VOWEL_PARTS: Final = frozenset("aeiouy\u0302\u0306\u031b")
"""What a tone may follow in a decomposed word: a vowel, or its roof, breve or horn."""

STOP_TONES: Final = {"\u0301", "\u0323"}
"""The tones of a syllable that ends in -c, -ch, -p or -t."""

ONSETS: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"

RIMES: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uy uân uât uây uâng uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ uya uych uyên uyêt
uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""

AFTER_QU: Final = """
a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên ênh êch êt i in
it ich ôc ơ ơi y yên yêt ych ynh yt yp
"""


FINAL_GLIDE: Final = re.compile(r"(?<![gq][iu])(?<=[aeiouy\u0302\u0306\u031b])(?:[iou]|(?<!u)y)$")
"""At the end of a decomposed word, without its tone: the i of "tơi", not the y of "thuy", the o of "gio"."""


@cache
def _toneless_syllables() -> frozenset[str]:
    plain = {onset + rime for onset in ["", *ONSETS.split()] for rime in RIMES.split() if onset != "qu"}
    after_gi = {"g" + rime for rime in RIMES.split() if rime.startswith("i")}
    return frozenset(plain | after_gi | {"qu" + rime for rime in AFTER_QU.split()})


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Return whether a word (NFC, any case) is a Vietnamese syllable with at most one tone."""
    parts = unicodedata.normalize("NFD", word.casefold())
    tones = [mark for mark in parts if mark in TONES]
    if any(mark in TONES and before not in VOWEL_PARTS for before, mark in pairwise(parts)):
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    if len(tones) > 1 or bare not in _toneless_syllables():
        return False
    if parts[-1] in TONES and FINAL_GLIDE.search(parts[:-1]):
        return False
    stopped = bare.endswith(("c", "ch", "p", "t"))
    return not stopped or (bool(tones) and tones[0] in STOP_TONES)

"""Words of results that nobody knows ("✗", "Chưa"): a person says what each means, for files to come too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.clerks.value_words import MEANINGS
from geo.storing.words import STATUS, say_value
from geo.tools.words import say
from ui.held import hold
from ui.markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.clerks.clerk import Status
    from geo.clerks.value_words import Unknown
    from geo.model import Language
    from geo.storing.desk import Desk

    Words = Mapping[str, Mapping[str, Status]]

SHOWN: Final = 20


def draw_words(
    desk: Desk,
    unknown: Sequence[Unknown],
    said: Words,
    keep: Callable[[dict[str, dict[str, Status]]], None],
    language: Language,
) -> None:
    """Draw the unknown words of a file, and those that this person explained: what each means.

    Parameters
    ----------
    unknown
        From `geo.clerks.value_words.list_unknown`.
    said
        Words of a header → word → what this person said that it means.
    keep
        Called with what is said now.
    """
    open_words = {(one.header, one.word): one for one in unknown}
    told = [(header, word) for header, meanings in said.items() for word in meanings]
    places = list(dict.fromkeys((*told, *open_words)))[:SHOWN]
    if not places:
        return
    st.text(say("data.fix_words", language))
    names = {"": say("data.fix_word_open", language)}
    names |= {status: say_value(MEANINGS[status], STATUS, desk.catalogue, language) for status in MEANINGS}
    for header, word in places:
        one = open_words.get((header, word))
        key = f"word_{header}_{word}"
        where = say("data.fix_word_rows", language, count=one.times, row=one.row) if one else ""
        st.selectbox(
            escape_markdown(say("data.fix_word", language, word=word, column=header) + where),
            list(names),
            index=0 if hold(key, names) else list(names).index(said.get(header, {}).get(word, "")),
            format_func=names.__getitem__,
            key=key,
            on_change=_fix,
            args=(said, (header, word), key, keep),
        )


def _fix(
    said: Words, place: tuple[str, str], key: str, keep: Callable[[dict[str, dict[str, Status]]], None]
) -> None:
    """Keep what a word means; one that is taken back is not known again."""
    header, word = place
    words = {name: dict(meanings) for name, meanings in said.items()}
    words.setdefault(header, {})[word] = st.session_state[key]
    if not st.session_state[key]:
        del words[header][word]
    keep({name: meanings for name, meanings in words.items() if meanings})

"""Published figures beside the loaded ones: a part of the data screen, and one click from the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.atlas import check_published
from geo.model import Text
from geo.tools.words import say, signed
from ui.frames import draw_frame
from ui.held import hold

if TYPE_CHECKING:
    from geo.model import Atlas, Comparison, Language


def open_published(atlas: Atlas, language: Language) -> None:
    """Open the published figures above the screen."""

    @st.dialog(say("data.published", language), width="large")
    def dialog() -> None:
        with st.container(key="published_above"):
            draw_published(atlas, language)

    dialog()


def draw_published(atlas: Atlas, language: Language) -> None:
    """Draw the published figures beside the loaded ones: differences are named, nothing is adjusted."""
    st.text(say("data.published_explain", language))
    found = check_published(atlas)
    figures = [one.figure for one in found]
    draw_frame(
        {
            say("data.meaning", language): [figure.meaning[language] for figure in figures],
            say("data.period", language): [figure.year or figure.period[language] for figure in figures],
            say("data.published", language): [figure.value for figure in figures],
            say("data.loaded", language): [_say_loaded(one) for one in found],
            say("data.result", language): [_say_state(one, language) for one in found],
        },
        alt=say("data.published", language),
        key="published",
    )
    if not figures:
        return
    hold("figure", range(len(figures)))
    place = st.selectbox(
        say("data.figure", language),
        range(len(figures)),
        format_func=lambda number: f"{figures[number].value} – {figures[number].meaning[language]}",
        key="figure",
    )
    for part in ("value", "period", "quote", "warning", "source"):
        said = getattr(figures[place], part)
        words = said[language] if isinstance(said, Text) else said
        if words:
            st.text(f"{say(f'data.{part}', language)}: {words}")


def _say_loaded(one: Comparison) -> str:
    return "–" if one.numerator is None else f"{one.numerator}/{one.denominator}"


def _say_state(one: Comparison, language: Language) -> str:
    """Return whether a figure agrees; a difference is named part by part."""
    if one.state != "differs" or one.numerator is None or one.denominator is None:
        return say(f"data.{one.state}", language)
    parts = (one.numerator - (one.figure.numerator or 0), one.denominator - (one.figure.denominator or 0))
    return say("data.differs", language, difference=" / ".join(signed(part, language) for part in parts))

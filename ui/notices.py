"""What stands at the head of a screen; and the screens without data: how to begin, what is broken."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import quote, quote_all
from geo.telling.captions import call_city
from geo.tools.words import name_unit, number, say
from geo.units import list_latest, list_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.errors import GeoError, Problem
    from geo.model import Atlas, Furniture, Language, View

PARTS: Final = {
    "year": "filter.year",
    "year2": "notice.year2",
    "level": "filter.level",
    "indicator": "filter.indicator",
    "ward": "filter.wards",
    "layers": "filter.layers",
    "lang": "filter.language",
    "patterns": "filter.patterns",
    "kinds": "filter.kinds",
    "off": "notice.off",
    "mode": "notice.mode",
}
"""Words of an address → what they are called on the screen."""

FIRST_PROBLEMS: Final = 20
"""Problems of broken data that stand open: one slip in a column makes hundreds, and the way out is below."""


def draw_banner(furniture: Furniture) -> None:
    """Say that what is shown is made up, as long as any of it is."""
    if furniture.banner:
        with st.container(key="banner"):
            st.text(furniture.banner)


def draw_fallbacks(problems: Sequence[Problem], language: Language, *, key: str = "fallbacks") -> None:
    """Say what of the address could not be had, and what is shown instead."""
    if problems:
        lines = "\n".join(_say_fallback(problem, language) for problem in problems)
        with st.container(key=key):
            st.text(f"{say('notice.address', language)}\n{lines}")


def _say_fallback(problem: Problem, language: Language) -> str:
    """Say a part of the address as the sidebar calls it, not by its word in the address."""
    what, remedy = (
        (problem.what_vi, problem.remedy_vi) if language == "vi" else (problem.what_en, problem.remedy_en)
    )
    return f"{say(PARTS[problem.column or ''], language)} {quote(problem.value or '')}: {what} → {remedy}"


def draw_unknown(parts: Sequence[str], language: Language) -> None:
    """Say which parts of the address were passed over, on one quiet line."""
    if parts:
        with st.container(key="unknown"):
            st.text(say("notice.unknown", language, parts=quote_all(parts)))


def draw_absent(atlas: Atlas, view: View, *, on_whole: Callable[[], None]) -> None:
    """Name the wards of the view that the year does not have, and offer the whole city instead."""
    here = list_units(atlas.boundaries, "ward", view.year).index
    absent = [code for code in view.wards if code not in here]
    if not absent:
        return
    with st.container(key="absent", horizontal=True, vertical_alignment="center"):
        st.text("\n".join(_say_absent(atlas, view, code) for code in absent))
        words = say("map.whole_city", view.language, city=call_city(atlas.city, view.language))
        st.button(words, on_click=on_whole)


def _say_absent(atlas: Atlas, view: View, code: str) -> str:
    ward = list_latest(atlas.boundaries, "ward").loc[code]
    years = [y for y in atlas.city.years if code in list_units(atlas.boundaries, "ward", y).index]
    words = {"ward": name_unit(ward["name"], ward["kind"], ""), "year": view.year}
    if not years:
        return say("notice.never", view.language, **words)
    return say("notice.absent", view.language, years=", ".join(map(str, years)), **words)


def draw_beginning(folder: str, language: Language) -> None:
    """Say how to get a first map, when there is no data at all."""
    st.title(say("begin.title", language), anchor=False)
    st.markdown(say("begin.demo", language))
    # Somebody's other window may know another folder, or none.
    named = f"--data {shlex.quote(folder)}"
    st.code(f"python -m geo demo {named}", language="bash")
    st.markdown(say("begin.own", language))
    st.code(say("begin.files", language, folder=folder), language=None)
    st.markdown(say("begin.check", language))
    st.code(f"python -m geo check {named}", language="bash")


def draw_broken(error: GeoError, folder: str, language: Language) -> None:
    """Say what is wrong with the data, all of it at once, and where."""
    st.title(say("broken.title", language), anchor=False)
    st.text(say("broken.explain", language, count=len(error.problems), folder=folder))
    # As plain text: a table would read file names and values as Markdown.
    lines = [f"{place}. {problem.say(language)}" for place, problem in enumerate(error.problems, start=1)]
    with st.container(key="problems"):
        for line in lines[:FIRST_PROBLEMS]:
            st.text(line)
        if lines[FIRST_PROBLEMS:]:
            count = number(len(lines) - FIRST_PROBLEMS, language)
            with st.expander(say("broken.more", language, count=count)):
                st.text("\n".join(lines[FIRST_PROBLEMS:]))
    st.text(say("broken.after", language))

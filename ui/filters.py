"""The sidebar: widgets bound to the address, and the address as a View.

The address is the one place where a choice is kept: widgets show it, a change of a widget writes it. So a
copied link, a reload and the browser's back button all reopen the same view.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlencode

import streamlit as st

from geo.model import LANGUAGES
from geo.pairs.cluster_report import LAYERS as CLUSTER_LAYERS
from geo.pairs.pair import choose_layers
from geo.telling.address import MEETING, offer_layers, read_mode, read_view, read_year2
from geo.telling.captions import call_city
from geo.telling.views import list_classes
from geo.tools.words import say
from ui.choices import change_view, list_options, name_wards, read_choices
from ui.markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.errors import Problem
    from geo.model import Atlas, Language, LayerName, View

ADDRESS: Final = "address"
WITHOUT_VIEW: Final = ("data",)
"""Screens that show no view: there is only the language to choose."""
ALL_INDICATORS: Final = ("clusters",)
"""Screens that show what every indicator says, at their own levels."""
MAP: Final = ""
"""The map has no path: it is the screen that opens without a name."""
PAIRS: Final = ("compare",)
"""Screens of two years."""
FIELDS: Final = ("year", "level", "indicator", "ward", "layers", "lang", "patterns", "kinds")


def _key(field: str) -> str:
    return f"filter_{field}"


def read_address() -> dict[str, list[str]]:
    """Return the words of the address of this session.

    An address other than the one last written was opened by a link, a reload or the back button, and counts;
    an empty one after a first comes from a change of screen, and the view stays.
    """
    shown = {word: st.query_params.get_all(word) for word in st.query_params}
    held = st.session_state.get(ADDRESS)
    if held is None or (shown and _encode(shown) != held):
        st.session_state[ADDRESS] = _encode(shown)
        return shown
    return parse_qs(held, keep_blank_values=True)


def _encode(words: dict[str, list[str]]) -> str:
    return urlencode(sorted((word, value) for word, values in words.items() for value in values))


def in_meeting() -> bool:
    """Return whether the address asks for meeting mode."""
    return read_mode(read_address())[0]


def write_address(view: View, *, meeting: bool | None = None, year2: int | None = None) -> None:
    """Put a view into the address; meeting mode and the other year stay as they are unless they are given."""
    words = parse_qs(view.address, keep_blank_values=True)
    asked = read_address()
    other = asked.get("year2", []) if year2 is None else [str(year2)]
    # A year that was chosen anew is compared with another one; an address that names one twice is told of it.
    if other and (other != [str(view.year)] or other == asked.get("year", other)):
        words["year2"] = other
    if in_meeting() if meeting is None else meeting:
        words["mode"] = [MEETING]
    st.session_state[ADDRESS] = _encode(words)
    st.query_params.from_dict(words)


def current_language() -> Language:
    """Return the language of the address, for screens that have no data to make a view of."""
    asked = read_address().get("lang", ["vi"])[0]
    return "en" if asked == "en" else "vi"


def current_view(atlas: Atlas, *, pair: bool = False) -> tuple[View, tuple[Problem, ...]]:
    """Return the view of the address, and what of it could not be had.

    The address becomes whole at once, for each change of it is a step of the browser's Back button; that of a
    `pair` of years has both.
    """
    asked = read_address()
    view, problems = read_view(asked, atlas)
    problems += read_mode(asked)[1]
    kept = {word: values for word, values in asked.items() if word not in ("mode", "year2")}
    if _encode(parse_qs(view.address, keep_blank_values=True)) != _encode(kept) or not len(st.query_params):
        wanted = pair and "year2" not in asked
        write_address(view, year2=read_year2(asked, atlas, view.year)[0] if wanted else None)
    return view, problems


def current_year2(atlas: Atlas, view: View) -> tuple[int | None, tuple[Problem, ...]]:
    """Return the year that the view is compared with, if there is one, and what was asked for in vain."""
    year2, problems = read_year2(read_address(), atlas, view.year)
    if year2 is not None and read_address().get("year2") != [str(year2)]:
        write_address(view, year2=year2)
    return year2, problems


def draw_sidebar(atlas: Atlas, view: View, screen: str) -> None:
    """Draw the choices that a screen knows; each shows the view and writes the address when it is changed.

    ``screen`` is the path of the screen; the map has none.
    What a screen does not draw keeps its value: the next screen shows it again.
    """
    for field, value in read_choices(view).items():
        st.session_state[_key(field)] = value
    language, options = view.language, list_options(atlas, view)
    layers = _offer_layers(atlas, view, screen)
    st.session_state[_key("layers")] = [layer for layer in view.layers if layer in layers]
    change = partial(_take_choices, atlas, view, tuple(layer for layer in view.layers if layer not in layers))
    with st.sidebar:
        if screen in WITHOUT_VIEW:
            _draw_languages(language, change)
            return
        st.segmented_control(
            say("filter.year", language),
            options["year"],
            key=_key("year"),
            required=True,
            on_change=change,
            width="stretch",
        )
        _draw_wards(atlas, language, change)
        if screen not in ALL_INDICATORS:
            _draw_indicators(atlas, view, change)
        st.pills(
            say("filter.layers", language),
            layers,
            selection_mode="multi",
            format_func=lambda name: say(f"layers.{name}", language),
            key=_key("layers"),
            on_change=change,
        )
        if "models" in layers and "models" in view.layers and screen not in ALL_INDICATORS:
            _draw_kinds(atlas, language, change)
        st.toggle(say("filter.patterns", language), key=_key("patterns"), on_change=change)
        _draw_languages(language, change)
        _draw_meeting(view, screen)


def _offer_layers(atlas: Atlas, view: View, screen: str) -> Sequence[LayerName]:
    """Return the layers that a screen draws if they are chosen: those that the city has."""
    there = offer_layers(atlas)
    if screen in PAIRS:
        return choose_layers(atlas, replace(view, layers=there))
    return [layer for layer in there if layer in CLUSTER_LAYERS] if screen in ALL_INDICATORS else there


def _draw_indicators(atlas: Atlas, view: View, change: partial[None]) -> None:
    language, options = view.language, list_options(atlas, view)
    st.radio(
        say("filter.level", language),
        options["level"],
        format_func=lambda level: say(f"levels.{level}", language),
        key=_key("level"),
        on_change=change,
    )
    st.radio(
        say("filter.indicator", language),
        options["indicator"],
        format_func=lambda name: escape_markdown(atlas.catalogue.indicators[name].title[language]),
        key=_key("indicator"),
        on_change=change,
    )


def _draw_wards(atlas: Atlas, language: Language, change: partial[None]) -> None:
    names = name_wards(atlas)
    st.multiselect(
        say("filter.wards", language),
        list(names),
        format_func=names.__getitem__,
        key=_key("ward"),
        placeholder=say("map.whole_city", language, city=call_city(atlas.city, language)),
        on_change=change,
    )


def _draw_kinds(atlas: Atlas, language: Language, change: partial[None]) -> None:
    kinds = atlas.city.model_kinds
    st.multiselect(
        say("filter.kinds", language),
        list(kinds),
        format_func=lambda kind: kinds[kind][language],
        key=_key("kinds"),
        placeholder=say("filter.all_kinds", language),
        on_change=change,
    )


def _draw_languages(language: Language, change: Callable[[], None]) -> None:
    st.segmented_control(
        say("filter.language", language),
        LANGUAGES,
        format_func=lambda code: say(f"languages.{code}", language),
        key=_key("lang"),
        required=True,
        on_change=change,
        width="stretch",
    )


def _draw_meeting(view: View, screen: str) -> None:
    """Draw the way into meeting mode, which shows the view on the map, whatever screen it is entered from."""
    enter = partial(write_address, view, meeting=True)
    entered = st.button(
        say("map.meeting", view.language), key="enter_meeting", on_click=enter, width="stretch"
    )
    if entered and screen != MAP:
        st.switch_page("screens/map.py")


def _take_choices(atlas: Atlas, view: View, unseen: tuple[LayerName, ...]) -> None:
    chosen = {field: st.session_state[_key(field)] for field in FIELDS}
    write_address(change_view(atlas, view, {**chosen, "layers": [*chosen["layers"], *unseen]}))


def draw_language(language: Language) -> None:
    """Draw the choice of language alone, for screens without data."""
    st.session_state[_key("lang")] = language
    with st.sidebar:
        _draw_languages(language, _take_language)


def _take_language() -> None:
    words = {**read_address(), "lang": [st.session_state[_key("lang")]]}
    st.session_state[ADDRESS] = _encode(words)
    st.query_params.from_dict(words)


def pick_ward(view: View, ward: str) -> None:
    """Show one ward, or the whole city when ``ward`` is empty."""
    write_address(replace(view, wards=(ward,) if ward else ()))


def take_off(atlas: Atlas, view: View, keys: Sequence[str]) -> None:
    """Take classes off the map; those that were taken off before and are not named come back."""
    known = list_classes(atlas, view.level, view.indicator)
    write_address(replace(view, off=tuple(key for key in known if key in keys)))


def pick_years(view: View, *, before: int, after: int) -> None:
    """Compare two years; the later one becomes the year of the view."""
    write_address(replace(view, year=after), year2=before)


def go(atlas: Atlas, address: str) -> None:
    """Show the view of another address; what the data does not have falls back."""
    view, _ = read_view(parse_qs(address, keep_blank_values=True), atlas)
    write_address(view)

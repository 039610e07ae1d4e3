"""Two years of the view side by side: maps with one legend, the change in words, where each unit went."""

import streamlit as st

from geo.tools.words import say
from ui import data, filters, notices
from ui.compare_component import draw_compare
from ui.take_away import draw_pair_downloads

atlas = data.load_atlas()
view, _ = filters.current_view(atlas)
year2, problems = filters.current_year2(atlas, view)


def asked(event: str) -> dict[str, str]:
    """Return what the page asked for."""
    return dict(st.session_state["compare"].get(event) or {})


def choose_years() -> None:
    """Compare two other years; the later one is the year in view."""
    years = sorted(year for year in atlas.city.years if str(year) in asked("years").values())
    if len(years) > 1:
        filters.pick_years(view, before=years[0], after=years[-1])


def zoom_to_ward() -> None:
    """Show the ward that was clicked, or the whole city again."""
    filters.pick_ward(view, asked("pick").get("ward", ""))


notices.draw_banner(data.load_map(atlas, view).furniture)
notices.draw_fallbacks(problems, view.language, key="fallbacks_year2")
if year2 is None:
    st.title(say("screens.compare", view.language), anchor=False)
    st.text(say("compare.one_year", view.language, year=view.year))
else:
    draw_compare(data.load_pair(atlas, view, year2), on_years=choose_years, on_pick=zoom_to_ward)
    draw_pair_downloads(atlas, view, year2)

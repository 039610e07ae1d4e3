"""Rows that mean no unit: a person names their ward or the unit itself, beside why it is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from geo.storing.asked import list_open, offer_units
from geo.storing.words import say_unit
from geo.tools.words import number, say
from ui.data_page.proposals import AT_ONCE, pick_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Language
    from geo.storing.asked import OpenUnit, OpenWard
    from geo.storing.desk import Desk
    from geo.storing.named import Spot
    from geo.storing.table import Preview

UNITS: Final = "named_units"
WARDS: Final = "named_wards"


def read_named(part: str, tag: str) -> tuple[tuple[Any, ...], ...]:
    """Return what this person named in a file: sheet, row, code; the session keeps plain lists."""
    return tuple(tuple(one) for one in st.session_state.get(f"{part}_{tag}", []))


def _name(part: str, tag: str, places: Sequence[tuple[object, ...]], key: str) -> None:
    code = st.session_state[key]
    kept = [one for one in read_named(part, tag) if one[:2] not in places]
    more = [(*place, code) for place in places] if code else []
    st.session_state[f"{part}_{tag}"] = [list(one) for one in (*kept, *more)]


def draw_naming(
    desk: Desk, preview: Preview, written: Mapping[Spot, str], language: Language, *, tag: str
) -> None:
    """Draw the wards and the rows that a person may name the unit of.

    Parameters
    ----------
    written
        Sheet and row → the unit as the file names it.
    """
    wards, units = list_open(desk, preview)
    if not (wards or units):
        return
    st.subheader(say("data.naming", language), anchor=False)
    st.text(say("data.naming_explain", language))
    several = len({table.sheet for table in preview.tables}) > 1
    _draw_above(wards, language, tag=tag)
    for ward in wards:
        _draw_ward(desk, ward, language, tag=tag, several=several)
    page = pick_page(len(units), say("data.naming", language), key=f"naming_page_{tag}")
    for unit in units[page * AT_ONCE : (page + 1) * AT_ONCE]:
        rows = ", ".join(f"{sheet}!{row}" if several else str(row) for sheet, row in unit.spots)
        reason = unit.reason_vi if language == "vi" else unit.reason_en
        words = {"row": rows, "written": written.get(unit.spots[0], ""), "reason": reason}
        _draw_unit(desk, preview, unit, say("data.proposal", language, **words), language, tag=tag)


def _draw_above(wards: Sequence[OpenWard], language: Language, *, tag: str) -> None:
    """Draw the button that takes the wards that stand above, of all rows that have none, at once."""
    said = {one[:2] for one in read_named(WARDS, tag)}
    left = [one for one in wards if one.meant and (one.sheet, one.rows[0]) not in said]
    if len(left) > 1:
        st.button(
            say("data.take_above", language, count=number(len(left), language)),
            key=f"take_above_{tag}",
            on_click=_take_above,
            args=(tag, left),
        )


def _take_above(tag: str, wards: Sequence[OpenWard]) -> None:
    more = [[one.sheet, row, one.meant] for one in wards for row in one.rows]
    st.session_state[f"{WARDS}_{tag}"] = [*map(list, read_named(WARDS, tag)), *more]


def _draw_ward(desk: Desk, ward: OpenWard, language: Language, *, tag: str, several: bool) -> None:
    first, last = (f"{ward.sheet}!{row}" if several else str(row) for row in (ward.rows[0], ward.rows[-1]))
    word = "name_ward" if ward.ward else ("name_below" if ward.above else "name_no_ward")
    words = {"ward": ward.ward or ward.above, "count": number(len(ward.rows), language)}
    told = say(f"data.{word}", language, rows=first if first == last else f"{first}–{last}", **words)
    places = [(ward.sheet, row) for row in ward.rows]
    said = {one[:2]: one[2] for one in read_named(WARDS, tag)}
    _draw_choice(
        (told, say("data.ward_of", language, row=first), say("data.pick_ward", language)),
        {code: say_unit(code, desk.boundaries) for code in ward.units},
        said.get(places[0]),
        key=f"ward_{tag}_{ward.sheet}_{ward.rows[0]}",
        call=(WARDS, tag, places),
    )


def _draw_unit(
    desk: Desk, preview: Preview, unit: OpenUnit, told: str, language: Language, *, tag: str
) -> None:
    sheet, row = unit.spots[0]
    units, missing = offer_units(desk, preview, unit)
    names = [say_unit(code, desk.boundaries) for code in units]
    again = [say("data.in_file", language, unit=name) for name in names[missing:]]
    said = {one[:2]: one[2] for one in read_named(UNITS, tag)}
    _draw_choice(
        (told, say("data.unit_of", language, row=row), say("data.pick_unit", language)),
        dict(zip(units, (*names[:missing], *again), strict=True)),
        said.get((sheet, row)),
        key=f"unit_{tag}_{sheet}_{row}",
        call=(UNITS, tag, list(unit.spots)),
    )


def _draw_choice(
    words: tuple[str, str, str],
    offered: Mapping[str, str],
    chosen: str | None,
    *,
    key: str,
    call: tuple[str, str, Sequence[tuple[object, ...]]],
) -> None:
    """Draw what is not known, and the list of what it may be; a letter typed into it searches."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.text(words[0])
    codes = list(offered)
    st.session_state[key] = chosen if chosen in offered else None
    right.selectbox(
        words[1],
        codes,
        index=None,
        format_func=offered.__getitem__,
        placeholder=words[2],
        label_visibility="collapsed",
        key=key,
        on_change=_name,
        args=(*call, key),
    )

"""Boundary files on the screen: whose borders, which coordinates, what becomes of the rows, storing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from geo.errors import GeoError
from geo.intake.cover import LOST, explain_lost
from geo.intake.crs import CRSS
from geo.legacy_text import NAMES
from geo.storing.borders import KINDS, BorderWish, make_border_change
from geo.storing.words import say_column, say_unit
from geo.text.charsets import ENCODINGS
from geo.tools.values import is_day
from geo.tools.words import day, number, say
from ui import desk as shelf
from ui.data_page.parts import draw_differences, draw_hints, draw_refusal, draw_rows, draw_store
from ui.data_page.reading import say_encoding
from ui.frames import draw_frame
from ui.held import hold

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.intake.borders import BorderIntake, Kind
    from geo.model import Language
    from geo.storing.borders import BorderPreview
    from geo.storing.desk import Desk
    from geo.storing.sets import Files
    from geo.text.charsets import Encoding

CHOICES: Final[dict[str, tuple[Kind, ...]]] = {"hamlets": ("hamlets",), "wards": ("wards",), "both": KINDS}
FIRST_ROWS: Final = 10
DAYS: Final = ("valid_from", "valid_to")
ACCEPTED: Final = "accepted_borders"
FIND_OUT: Final = ""


def draw_border_import(desk: Desk, files: Files, language: Language) -> None:
    """Draw boundary files that were sent together, from how they were read to the button that stores them."""
    with st.spinner(say("data.opening", language)):
        guess = shelf.load_kinds(desk, files)
    wish = _ask_wish(desk.city.crs, guess, language)
    with st.spinner(say("data.comparing", language)):
        preview = shelf.load_borders(desk, files, wish)
    if isinstance(preview, GeoError):
        draw_refusal(preview, language)
        return
    for intake in preview.intakes:
        _draw_intake(desk, intake, language)
    _draw_decisions(preview, language)
    st.subheader(say("data.differences", language), anchor=False)
    draw_differences(desk, preview.differences, language, key="borders")
    told = {one.conclusion.reason[language] for one in preview.intakes if not one.conclusion.differs}
    draw_hints([note[language] for note in preview.notes if note[language] not in told])
    if preview.problems:
        draw_refusal(GeoError(preview.problems), language)
        return
    draw_store(desk, lambda _: make_border_change(preview), language, key="borders")


def _ask_wish(home: str, guess: tuple[Kind, ...], language: Language) -> BorderWish:
    left, middle, right = st.columns(3)
    found = next(name for name, kinds in CHOICES.items() if kinds == guess)
    # What is found out is a choice as well: none would be an empty box.
    names, systems = (FIND_OUT, *CHOICES), (FIND_OUT, home, *(crs for crs in CRSS if crs != home))
    sets: tuple[Encoding | Literal[""], ...] = (FIND_OUT, *ENCODINGS)
    for key, options in (("border_kind", names), ("border_crs", systems), ("border_encoding", sets)):
        hold(key, options)
    chosen = left.selectbox(
        say("data.border_kind", language),
        names,
        format_func=lambda name: (
            say(f"borders.{name}", language)
            if name
            else say("data.found_out", language, found=say(f"borders.{found}", language))
        ),
        key="border_kind",
    )
    crs = middle.selectbox(
        say("data.crs", language),
        systems,
        format_func=lambda one: one or say("data.find_out", language),
        key="border_crs",
    )
    encoding = right.selectbox(
        say("data.encoding", language),
        sets,
        format_func=lambda one: NAMES[one] if one != FIND_OUT else say("data.find_out", language),
        key="border_encoding",
    )
    said: list[Any] = st.session_state.get(ACCEPTED, [])
    return BorderWish(
        CHOICES[chosen or found], crs or None, encoding or None, tuple((kind, row) for kind, row in said)
    )


def _draw_intake(desk: Desk, intake: BorderIntake, language: Language) -> None:
    """Draw what one layer was taken for, its first ten units, and what became of its rows."""
    st.subheader(say("data.layer", language, kind=say(f"borders.{intake.kind}", language)), anchor=False)
    st.text(intake.conclusion.reason[language])
    said = dict(intake.columns)
    draw_frame(
        {
            say("data.read_as", language): [_title(field, desk, language) for field in said],
            say("data.header", language): list(said.values()),
            say("data.encoding", language): [
                say_encoding(intake.texts[column].encoding) if column in intake.texts else ""
                for column in said.values()
            ],
        },
        alt=say("data.columns", language),
        key=f"border_columns_{intake.kind}",
    )
    st.text(say("data.first_rows", language))
    first = _pick_own(intake).head(FIRST_ROWS)
    words = {
        _title(column, desk, language): [_say_cell(cell, column, language) for cell in first[column]]
        for column in ("code", "name", "kind", "ward_code", *DAYS)
        if column in first
    }
    words[say("data.area", language)] = [number(area / 1e6, language, 2) for area in first.area]
    draw_frame(words, alt=say("data.first_rows", language), key=f"border_first_{intake.kind}")
    draw_rows(
        intake.rows.assign(row=intake.rows["line"]).rename(columns={"sheet": "map_layer"}),
        lambda unit: say_unit(unit, desk.boundaries),
        language,
        key=f"border_rows_{intake.kind}",
    )


def _pick_own(intake: BorderIntake) -> gpd.GeoDataFrame:
    """Return the units of the wards of a file; the hamlets of all others stand among them as they were."""
    homes = intake.rows["ward_code"]
    return intake.frame[intake.frame["ward_code"].isin(homes)] if any(homes) else intake.frame


def _say_cell(cell: object, column: str, language: Language) -> str:
    text = str(cell)
    return day(text, language) if column in DAYS and is_day(text) else text


def _title(column: str, desk: Desk, language: Language) -> str:
    words = say_column(column, desk.catalogue, language)
    return words[:1].upper() + words[1:]


def _draw_decisions(preview: BorderPreview, language: Language) -> None:
    """Draw what a person may accept: proposed names, units that are not known, and that some are lost."""
    told = {
        (intake.kind, int(line["row"])): f"{line['name']}: {line[f'reason_{language}']}"
        for intake in preview.intakes
        for line in intake.rows.to_dict("records")
        if line["status"] == "proposed" or (line["new"] and line["status"] == "unmatched")
    }
    spots = {
        (intake.kind, row): spot
        for intake in preview.intakes
        for row, spot in intake.rows[["row", "spot"]].itertuples(index=False)
    }
    accepted = [tuple(spot) for spot in st.session_state.get(ACCEPTED, [])]
    for intake in preview.intakes:
        if intake.coverage.lost and (intake.kind, LOST) not in accepted:
            lost = explain_lost(intake.coverage.lost, intake.file)
            told[intake.kind, LOST] = lost.what_vi if language == "vi" else lost.what_en
    if not told and not accepted:
        return
    with st.container(horizontal=True):
        if len(told) > 1:
            st.button(
                say("data.accept_all", language, count=number(len(told), language)),
                key="accept_borders",
                on_click=_accept,
                args=([*accepted, *told],),
            )
        if accepted:
            st.button(say("data.undecide", language), key="undecide_borders", on_click=_accept, args=([],))
    for (kind, row), words in list(told.items())[:FIRST_ROWS]:
        left, right = st.columns([5, 1], vertical_alignment="center")
        spot = spots.get((kind, row))
        left.text(say("data.proposal_border", language, row=spot, words=words) if spot else words)
        right.button(
            say("data.accept", language),
            key=f"accept_{kind}_{row}",
            on_click=_accept,
            args=([*accepted, (kind, row)],),
        )


def _accept(spots: list[tuple[str, int]]) -> None:
    st.session_state[ACCEPTED] = [list(spot) for spot in spots]

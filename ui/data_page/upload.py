"""Files that are sent: several at once; tables one after the other, boundary files together."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import GeoError, Problem
from geo.gate.gate import TABLE_ENDINGS
from geo.tools.words import number, say
from ui.data_page.borders import draw_border_import
from ui.data_page.many import draw_many
from ui.data_page.parts import draw_refusal
from ui.data_page.table import draw_table_import

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from geo.model import Language
    from geo.storing.desk import Desk

BORDER_ENDINGS: Final = (
    *(".zip", ".gpkg", ".geojson", ".json", ".shp", ".shx", ".dbf", ".prj", ".cpg", ".tab", ".dat", ".map"),
    *(".id", ".mif", ".mid"),
)
BORDERS: Final = "borders"
UNKNOWN: Final = (
    "không phải loại tệp được nhận",
    "is no kind of file that is taken",
    "gửi bảng .xlsx, .xls, .ods, .csv, .dbf, hoặc ranh giới .zip, .gpkg, .geojson, .shp kèm .shx .dbf .prj",
    "send tables as .xlsx .xls .ods .csv .dbf, or borders as .zip, .gpkg, .geojson, .shp with .shx .dbf .prj",
)


def draw_upload(desk: Desk, files: Sequence[UploadedFile], language: Language) -> None:
    """Draw what was sent: what each file is taken for, what it changes, and storing it."""
    tables, borders, strange = sort_files(files)
    if strange:
        draw_refusal(
            GeoError([Problem(file.name, *UNKNOWN) for file in strange]), language, key="refusal_kind"
        )
    # By what they are, not by their places: these change when a file is taken away.
    sent = {file.file_id: file for file in tables}
    names = {one: file.name for one, file in sent.items()}
    if borders:
        names[BORDERS] = ", ".join(file.name for file in borders)
    if not names:
        return
    refused: set[str] = set()
    todo: set[str] = set()
    if tables:
        contents = [(file.name, file.getvalue()) for file in tables]
        found = draw_many(desk, contents, tuple((file.name, file.getvalue()) for file in borders), language)
        if found is None:
            return
        refused, todo = found
    works = [one for one in names if one == BORDERS or names[one] not in refused]
    todos = [one for one in works if one == BORDERS or names[one] in todo]
    # Why a file is refused stands in the list: what a person has something to do with is opened first.
    chosen = (
        _choose(names, (todos or works or list(names))[0], todos, language)
        if len(names) > 1
        else next(iter(names))
    )
    if chosen == BORDERS:
        draw_border_import(desk, tuple((file.name, file.getvalue()) for file in borders), language)
    else:
        draw_table_import(desk, names[chosen], sent[chosen].getvalue(), language)


def _choose(names: Mapping[str, str], first: str, todos: Sequence[str], language: Language) -> str:
    """Draw the choice of the file that is looked at, and the way to the next one that has to be."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    choices = list(names)
    chosen = str(
        left.selectbox(
            say("data.file", language),
            choices,
            index=choices.index(first),
            format_func=names.__getitem__,
            key="file",
            persist_state="session",
        )
    )
    place = choices.index(chosen)
    others = [one for one in (*choices[place + 1 :], *choices[:place]) if one in todos]
    if others:
        right.button(
            say("data.next_file", language, count=number(len(others), language)),
            key="next_file",
            on_click=_open,
            args=(others[0],),
            width="stretch",
            wrap=True,
        )
    return chosen


def _open(one: str) -> None:
    st.session_state["file"] = one


def sort_files(
    files: Sequence[UploadedFile],
) -> tuple[list[UploadedFile], list[UploadedFile], list[UploadedFile]]:
    """Return tables, files of borders, and files that are neither.

    A DBF is a table unless its shapes were sent with it; a .cpg beside such a table says nothing that its
    cells do not say.
    """
    shapes = {_stem(file) for file in files if _ending(file) in (".shp", ".shx")}
    sides = [file for file in files if _ending(file) == ".dbf" and _stem(file) in shapes]
    tables = [file for file in files if _ending(file) in TABLE_ENDINGS and file not in sides]
    alone = {_stem(file) for file in tables if _ending(file) == ".dbf"}
    beside = [file for file in files if _ending(file) == ".cpg" and _stem(file) in alone]
    rest = [file for file in files if file not in tables and file not in beside]
    borders = [file for file in rest if _ending(file) in BORDER_ENDINGS]
    return tables, borders, [file for file in rest if file not in borders]


def _stem(file: UploadedFile) -> str:
    return PurePath(file.name).stem.casefold()


def _ending(file: UploadedFile) -> str:
    return PurePath(file.name).suffix.lower()

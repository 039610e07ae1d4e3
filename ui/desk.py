"""Every cache of the data screen: the desk once per state of the folder, files and previews once each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.errors import GeoError
from geo.store import NOBODY, is_new
from geo.storing.borders import guess_borders, preview_borders
from geo.storing.desk import open_desk, receive
from geo.storing.history import hash_bytes
from geo.storing.table import make_change, preview_table, understand
from ui.data import data_folder, stamp_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.clerks.clerk import ClerkTable
    from geo.intake.borders import Kind
    from geo.storing.borders import BorderPreview, BorderWish
    from geo.storing.desk import Desk, Sent
    from geo.storing.sets import Files
    from geo.storing.table import Preview, Wish

FILES_KEPT: Final = 60
PREVIEWS_KEPT: Final = 200
AT_ONCE: Final = 2
"""Files that are opened beside each other; `geo.gate.child_process` starts no more children."""


def load_desk() -> Desk:
    """Return the data folder as it is now, for files to be held against.

    Raises
    ------
    GeoError
        It cannot be read.
    """
    folder = data_folder()
    return _open(str(folder), stamp_folder(folder))


@st.cache_resource(show_spinner=False, max_entries=2)
def _open(folder: str, stamp: str) -> Desk:  # noqa: ARG001  the stamp is the key of the cache
    return open_desk(Path(folder))


def load_sent(name: str, content: bytes) -> Sent | GeoError:
    """Return a clerk's file that was sent, or why it is refused; it is opened once."""
    return _receive(name, hash_bytes(content), content)


def load_all_sent(files: Sequence[tuple[str, bytes]]) -> Iterator[Sent | GeoError]:
    """Yield `load_sent` of each file in turn, while the next ones are being opened."""
    with ThreadPoolExecutor(AT_ONCE) as readers:
        yield from readers.map(load_sent, *zip(*files, strict=True))


@st.cache_resource(show_spinner=False, max_entries=FILES_KEPT)
def _receive(name: str, sha: str, _content: bytes) -> Sent | GeoError:  # noqa: ARG001  the bytes' name is the key
    try:
        return receive(name, _content)
    except GeoError as error:
        return error


def load_tables(desk: Desk, sent: Sent, wish: Wish) -> tuple[ClerkTable, ...] | GeoError:
    """Return how a file is read, or why it cannot be."""
    return _understand(desk, sent, wish, _name(desk, sent, wish))


def _name(desk: Desk, sent: Sent, wish: Wish) -> str:
    """Return what tells apart what is kept: the state of the folder, the file, and how it is taken."""
    return hash_bytes(repr((str(desk.folder), desk.base, sent.name, sent.sha, wish)).encode())


@st.cache_resource(show_spinner=False, max_entries=PREVIEWS_KEPT)
def _understand(_desk: Desk, _sent: Sent, _wish: Wish, key: str) -> tuple[ClerkTable, ...] | GeoError:  # noqa: ARG001
    try:
        return understand(_desk, _sent, _wish)
    except GeoError as error:
        return error


def load_preview(desk: Desk, sent: Sent, wish: Wish) -> Preview | GeoError:
    """Return what a file would change, or why it cannot be used."""
    return _preview(desk, sent, wish, _name(desk, sent, wish))


@st.cache_resource(show_spinner=False, max_entries=PREVIEWS_KEPT)
def _preview(_desk: Desk, _sent: Sent, _wish: Wish, key: str) -> Preview | GeoError:  # noqa: ARG001
    try:
        return preview_table(_desk, _sent, _wish)
    except GeoError as error:
        return error


def is_news(desk: Desk, preview: Preview) -> bool:
    """Return whether a file that can be stored says anything that the data does not say yet."""
    return _compare(desk, preview, _name(desk, preview.sent, preview.wish))


@st.cache_data(show_spinner=False, max_entries=PREVIEWS_KEPT)
def _compare(_desk: Desk, _preview: Preview, key: str) -> bool:  # noqa: ARG001
    return is_new(make_change(_desk, _preview, NOBODY), _desk.base)


def load_kinds(desk: Desk, files: Files) -> tuple[Kind, ...]:
    """Return whose borders some files are, as far as they tell."""
    return _guess_kinds(desk, files, _name_files(desk, files))


@st.cache_resource(show_spinner=False, max_entries=4)
def _guess_kinds(_desk: Desk, _files: Files, key: str) -> tuple[Kind, ...]:  # noqa: ARG001
    return guess_borders(_desk, _files)


def _name_files(desk: Desk, files: Files, *more: object) -> str:
    """Return what tells apart what is kept of boundary files."""
    shas = [(name, hash_bytes(content)) for name, content in files]
    return hash_bytes(repr((str(desk.folder), desk.base, shas, *more)).encode())


def load_borders(desk: Desk, files: Files, wish: BorderWish) -> BorderPreview | GeoError:
    """Return what boundary files would change, or why they cannot be used."""
    return _preview_borders(desk, files, wish, _name_files(desk, files, wish))


@st.cache_resource(show_spinner=False, max_entries=4)
def _preview_borders(_desk: Desk, _files: Files, _wish: BorderWish, key: str) -> BorderPreview | GeoError:  # noqa: ARG001
    try:
        return preview_borders(_desk, _files, _wish)
    except GeoError as error:
        return error

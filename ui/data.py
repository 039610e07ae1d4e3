"""Every cache of the screens: the atlas once per state of the data folder, a map once per view."""

from __future__ import annotations

import gc
import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.atlas import make_map, open_atlas
from geo.browser.interactive_clusters import write_clusters
from geo.browser.interactive_pair import write_multiples, write_pair, write_wards
from geo.interactive import name_geometry, write_geometry, write_values
from geo.model import LEVELS, View
from geo.pairs.cluster_report import make_cluster_report
from geo.pairs.pair import make_pair
from geo.pairs.ward_years import make_ward_years
from geo.telling.address import read_view
from geo.telling.panel import count_people, write_panel
from geo.units import list_units
from ui.choices import write_links
from ui.files import GEOMETRY_FOLDER, ROOT, find_address
from ui.meeting import list_moves, write_keys
from ui.pack import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from geo.model import Atlas, City, Level, ThematicMap
    from geo.model.clusters import ClusterReport

VIEWS_KEPT = 600


def data_folder() -> Path:
    """Return the folder of the city: ``$SAFETY_MAP_DATA``, else the shipped one."""
    return Path(os.environ.get("SAFETY_MAP_DATA") or ROOT / "data").resolve()


def stamp_folder(folder: Path) -> str:
    """Return a short text that changes when any data file changes: names, sizes and times of all files."""
    digest = hashlib.sha256()
    for path, status in sorted(_list_files(str(folder))):
        digest.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _list_files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the data files below a folder; hidden ones, and what is in hidden folders, are no data."""
    # At every rerun: a scan knows the kind of each entry, and never walks what it does not want.
    # What vanishes meanwhile is being replaced: it was there no more when this was asked.
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            with suppress(FileNotFoundError):
                if entry.is_dir():
                    yield from _list_files(entry.path)
                elif entry.is_file():
                    yield entry.path, entry.stat()


def load_atlas() -> Atlas:
    """Return the atlas of the data folder as it is now.

    Raises
    ------
    GeoError
        The data cannot be read; nothing is cached then, so that a mended file is seen at the next click.
    """
    folder = data_folder()
    return _open(str(folder), stamp_folder(folder))


@st.cache_resource(show_spinner=False, max_entries=2)
def _open(folder: str, stamp: str) -> Atlas:  # noqa: ARG001  the stamp is the key of the cache
    atlas = open_atlas(Path(folder))
    make_map(atlas, read_view({}, atlas)[0])
    # Streamlit collects garbage after every rerun; what was read once need not be walked again each time.
    gc.collect()
    gc.freeze()
    return atlas


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw(_atlas: Atlas, fingerprint: str, address: str, _view: View) -> ThematicMap:  # noqa: ARG001
    return make_map(_atlas, _view)


def load_map(atlas: Atlas, view: View) -> ThematicMap:
    """Return the map of a view; nobody may change it, all sessions share it."""
    return _draw(atlas, atlas.fingerprint, view.address, view)


@st.cache_resource(show_spinner=False, max_entries=8)
def _place_geometry(_atlas: Atlas, fingerprint: str, year: int) -> tuple[str, dict[Level, pd.Index]]:  # noqa: ARG001
    content = write_geometry(_atlas.boundaries, year)
    name = name_geometry(content)
    path = GEOMETRY_FOLDER / name
    if not path.exists():
        GEOMETRY_FOLDER.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(path)
    return name, {level: list_units(_atlas.boundaries, level, year).index for level in LEVELS}


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _write_payload(_atlas: Atlas, fingerprint: str, address: str, _view: View) -> dict[str, Any]:
    name, units = _place_geometry(_atlas, fingerprint, _view.year)
    thematic_map = _draw(_atlas, fingerprint, address, _view)
    inner = [code for code in _atlas.city.inner_wards if code in _atlas.boundaries.wards.index]
    moves = {move: view.address for move, view in list_moves(_atlas, _view).items()}
    whole = [replace(_view, wards=(), year=year) for year in _atlas.city.years]
    panel = write_panel(
        [load_map(_atlas, view) for view in whole], count_people(_atlas, _view), units[_view.level]
    )
    return {
        **write_values(thematic_map, units[_view.level]),
        **panel,
        "address": _view.address,
        "state": fingerprint[:12],
        "moves": moves,
        "keys": write_keys(_atlas, _view.language),
        "links": write_links(_atlas, _view),
        "geometry": find_address("geometry", name),
        "inner": inner,
        "published": len(_atlas.published),
    }


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _write_pair(
    _atlas: Atlas,
    fingerprint: str,
    address: str,  # noqa: ARG001  part of the key
    year2: int,
    _view: View,
) -> dict[str, Any]:
    placed = {year: _place_geometry(_atlas, fingerprint, year) for year in _atlas.city.years}
    units = {year: codes[_view.level] for year, (_, codes) in placed.items()}
    geometry = {year: find_address("geometry", name) for year, (name, _) in placed.items()}
    wards = make_ward_years(_atlas, replace(_view, layers=()))
    values = write_pair(make_pair(_atlas, _view, year2), units)
    for part in ("before", "after", "change"):
        values[part]["geometry"] = geometry[values["years"]["before" if part == "before" else "after"]]
    years = [load_map(_atlas, replace(_view, year=year)) for year in _atlas.city.years]
    return {
        **values,
        "multiples": [{**one, "geometry": geometry[one["year"]]} for one in write_multiples(years, units)],
        "wards": None if wards is None else write_wards(wards, _view.language),
    }


def load_pair(atlas: Atlas, view: View, year2: int) -> dict[str, Any]:
    """Return what the browser draws of two years of a view; nobody may change it."""
    return _write_pair(atlas, atlas.fingerprint, view.address, year2, view)


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _report_clusters(_atlas: Atlas, fingerprint: str, address: str, _view: View) -> ClusterReport:  # noqa: ARG001
    return make_cluster_report(_atlas, _view)


def load_cluster_report(atlas: Atlas, view: View) -> ClusterReport:
    """Return the clusters and models of a view; nobody may change it."""
    return _report_clusters(atlas, atlas.fingerprint, view.address, view)


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _write_clusters(_atlas: Atlas, fingerprint: str, address: str, _view: View) -> dict[str, Any]:  # noqa: ARG001
    name, units = _place_geometry(_atlas, fingerprint, _view.year)
    values = write_clusters(load_cluster_report(_atlas, _view), units["ward"])
    return {**values, "geometry": find_address("geometry", name)}


def load_clusters(atlas: Atlas, view: View) -> dict[str, Any]:
    """Return what the browser draws of the clusters and models of a view; nobody may change it."""
    return _write_clusters(atlas, atlas.fingerprint, view.address, view)


def load_payload(atlas: Atlas, view: View) -> dict[str, Any]:
    """Return what the browser draws of a view; nobody may change it."""
    return _write_payload(atlas, atlas.fingerprint, view.address, view)


@st.cache_resource(show_spinner=False, max_entries=VIEWS_KEPT)
def _pack_frames(
    _atlas: Atlas,
    fingerprint: str,  # noqa: ARG001  part of the key, as are the next two
    address: str,  # noqa: ARG001
    group: str,  # noqa: ARG001
    _view: View,
    _list_views: Callable[[Atlas, View], tuple[View, ...]],
) -> bytes:
    # All in one: they share most of their words, so that a further one weighs a tenth of itself alone.
    return pack([load_payload(_atlas, view) for view in _list_views(_atlas, _view)])


def load_frames(
    atlas: Atlas, view: View, group: str, list_views: Callable[[Atlas, View], tuple[View, ...]]
) -> bytes:
    """Return the views around a view as the browser gets them."""
    return _pack_frames(atlas, atlas.fingerprint, view.address, group, view, list_views)


def read_emblem(city: City) -> bytes:
    """Return the picture beside the office's name on pages; no emblem is no bytes."""
    return (data_folder() / city.emblem).read_bytes() if city.emblem else b""

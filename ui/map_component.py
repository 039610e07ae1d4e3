"""The map page in the browser as one component: Leaflet and our scripts from this machine, values as data."""

from __future__ import annotations

import json
import zlib
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_be_vietnam_pro
import streamlit as st
from streamlit.components.v1 import declare_component

from ui.data import GEOMETRY_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable


def _find_leaflet() -> Path:
    """Return the folder of Leaflet in its package, whose own import wants the withdrawn ``pkg_resources``."""
    package = distribution("XStatic-Leaflet")
    script = next(path for path in package.files or () if path.name == "leaflet.js")
    return Path(str(package.locate_file(script))).parent


GEOMETRY_FOLDER.mkdir(parents=True, exist_ok=True)
# Streamlit serves the folder of a declared component; these are folders of files, never drawn themselves.
ASSETS = declare_component("assets", path=str(Path(__file__).parent / "assets"))
LEAFLET = declare_component("leaflet", path=str(_find_leaflet()))
FONTS = declare_component("fonts", path=str(fontpkg_be_vietnam_pro.ROOT / "files"))
GEOMETRY = declare_component("geometry", path=str(GEOMETRY_FOLDER))
FOLDERS = {"assets": ASSETS, "leaflet": LEAFLET, "fonts": FONTS, "geometry": GEOMETRY}

LOADER = """
const loaded = new Map();
function once(address, start) {
  if (!loaded.has(address)) loaded.set(address, start(address));
  return loaded.get(address);
}
function tag(name, properties) {
  return new Promise((done, failed) => {
    const node = document.createElement(name);
    document.head.append(Object.assign(node, properties, { onload: done, onerror: failed }));
  });
}
const script = (src) => once(src, () => tag("script", { src }));
const style = (href) => once(href, () => tag("link", { rel: "stylesheet", href }));
const address = (path) => new URL(path, document.baseURI).href;
const assets = "ASSETS", leaflet = "LEAFLET";
const ready = Promise.all([
  script(address(`${leaflet}/leaflet.js`)),
  style(address(`${leaflet}/leaflet.css`)),
  style(address(`${assets}/map.css`)),
]).then(() => once(address(`${assets}/map_view.js`), (path) => import(path)));
function unpack(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".atlas-root");
  root.latest = data;
  Promise.all([ready, unpack(data)]).then(([code, values]) => {
    if (root.latest === data) code.render(root, values, setTriggerValue); // else a newer one overtook it
  });
  return () => ready.then((code) => { if (!root.isConnected) code.remove(root); });
}
"""


def folder_address(name: str) -> str:
    """Return the address, relative to the page, under which a folder of files is served."""
    return f"component/{FOLDERS[name].name}"


_mount = st.components.v2.component(
    "safety_map",
    html='<div class="atlas-root"></div>',
    js=LOADER.replace("ASSETS", folder_address("assets")).replace("LEAFLET", folder_address("leaflet")),
    isolate_styles=False,
)


def draw_map(
    values: dict[str, Any],
    *,
    on_pick: Callable[[], None],
    on_go: Callable[[], None],
    on_mode: Callable[[], None],
) -> None:
    """Draw the map page; the browser keeps the map and repaints only what changed.

    Parameters
    ----------
    values
        What ``ui.data.load_payload`` gives.
    on_pick, on_go, on_mode
        Called when a ward was clicked, when a key leads to another view, when meeting mode begins or ends;
        ``st.session_state["map"]`` has what was asked.
    """
    # As JSON the words of one change weigh four times as much: every Vietnamese letter is escaped.
    packed = zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())
    _mount(
        key="map",
        data=packed,
        on_pick_change=on_pick,
        on_go_change=on_go,
        on_mode_change=on_mode,
    )

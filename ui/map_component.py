"""The map page in the browser as one component: Leaflet and our scripts from this machine, values as data."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_be_vietnam_pro
import streamlit as st
from streamlit.components.v1 import declare_component

from ui.data import GEOMETRY_FOLDER
from ui.pack import pack

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

# Sent with every change, so it is short: what it does stands in assets/loader.js.
LOADER = """
const code = import(new URL("ASSETS/loader.js", document.baseURI).href);
export default (component) => {
  const left = code.then((module) => module.default(component));
  return () => left.then((leave) => leave());
};
"""

# Frames that come ahead are kept by a script of their own: nothing is drawn for them.
AHEAD = """
const code = import(new URL("ASSETS/frames.js", document.baseURI).href);
export default ({ data }) => { code.then((module) => module.receive(data)); };
"""


def folder_address(name: str) -> str:
    """Return the address, relative to the page, under which a folder of files is served."""
    return f"component/{FOLDERS[name].name}"


def declare_screen(screen: str) -> Callable[..., Any]:
    """Return the component of a screen: ``assets/SCREEN_view.js`` draws it from packed values."""
    mount: Callable[..., Any] = st.components.v2.component(
        f"safety_{screen}",
        html=f'<div class="atlas-root" data-screen="{screen}"></div>',
        js=LOADER.replace("ASSETS", folder_address("assets")),
        isolate_styles=False,
    )
    return mount


_mount = declare_screen("map")
_mount_ahead: Callable[..., Any] = st.components.v2.component(
    "safety_ahead", html="<i hidden></i>", js=AHEAD.replace("ASSETS", folder_address("assets"))
)


def draw_map(
    values: dict[str, Any],
    *,
    on_pick: Callable[[], None],
    on_go: Callable[[], None],
    on_mode: Callable[[], None],
    on_again: Callable[[], None],
) -> None:
    """Draw the map page; the browser keeps the map and repaints only what changed.

    Parameters
    ----------
    values
        What ``ui.ahead.write_answer`` gives.
    on_pick, on_go, on_mode
        Called when a ward was clicked, when a key leads to another view, when meeting mode begins or ends;
        ``st.session_state["map"]`` has what was asked.
    on_again
        Called when the browser lacks what the values only name, or when a new server has to begin anew.
    """
    _mount(
        key="map",
        data=pack(values),
        on_pick_change=on_pick,
        on_go_change=on_go,
        on_mode_change=on_mode,
        on_again_change=on_again,
    )


def draw_ahead(frames: bytes, *, group: str) -> None:
    """Send views that may be asked for next; nothing of them is drawn.

    Parameters
    ----------
    frames
        What ``ui.data.load_frames`` gives.
    """
    with st.container(key=f"ahead_{group}"):
        _mount_ahead(key=f"frames_{group}", data=frames)

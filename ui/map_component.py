"""The map page in the browser as one component: Leaflet and our scripts from this machine, values as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.files import find_address
from ui.pack import pack

if TYPE_CHECKING:
    from collections.abc import Callable


# Sent with every change, so it is short: what it does stands in assets/loader.js.
LOADER = """
const code = import(new URL("LOADER", document.baseURI).href);
export default (component) => {
  const left = code.then((module) => module.default(component));
  return () => left.then((leave) => leave());
};
"""

# Frames that come ahead are kept by a script of their own: nothing is drawn for them.
AHEAD = """
const code = import(new URL("FRAMES", document.baseURI).href);
export default ({ data }) => { code.then((module) => module.receive(data)); };
"""


def declare_screen(screen: str) -> Callable[..., Any]:
    """Return the component of a screen: ``assets/SCREEN_view.js`` draws it from packed values."""
    mount: Callable[..., Any] = st.components.v2.component(
        f"safety_{screen}",
        html=f'<div class="atlas-root" data-screen="{screen}"></div>',
        js=LOADER.replace("LOADER", find_address("assets", "loader.js")),
        isolate_styles=False,
    )
    return mount


_mount = declare_screen("map")
_mount_ahead: Callable[..., Any] = st.components.v2.component(
    "safety_ahead", html="<i hidden></i>", js=AHEAD.replace("FRAMES", find_address("assets", "frames.js"))
)


def draw_map(
    values: dict[str, Any],
    *,
    on_pick: Callable[[], None],
    on_go: Callable[[], None],
    on_off: Callable[[], None],
    on_mode: Callable[[], None],
    on_again: Callable[[], None],
) -> None:
    """Draw the map page; the browser keeps the map and repaints only what changed.

    Parameters
    ----------
    values
        What ``ui.ahead.write_answer`` gives.
    on_pick, on_go, on_off, on_mode
        Called when a ward was clicked, when a key leads to another view, when a class of the legend is taken
        off the map or brought back, when meeting mode begins or ends;
        ``st.session_state["map"]`` has what was asked.
    on_again
        Called when the browser lacks what the values only name, or when a new server has to begin anew.
    """
    _mount(
        key="map",
        data=pack(values),
        on_pick_change=on_pick,
        on_go_change=on_go,
        on_off_change=on_off,
        on_mode_change=on_mode,
        on_again_change=on_again,
        on_published_change=_nothing,
    )


def _nothing() -> None:
    """Let the page be drawn anew: ``st.session_state["map"]`` has what was asked."""


def draw_ahead(frames: bytes, *, group: str) -> None:
    """Send views that may be asked for next; nothing of them is drawn.

    Parameters
    ----------
    frames
        What ``ui.data.load_frames`` gives.
    """
    with st.container(key=f"ahead_{group}"):
        _mount_ahead(key=f"frames_{group}", data=frames)

"""The screens of two years and of clusters and models in the browser, each as one component."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.map_component import declare_screen
from ui.pack import pack

if TYPE_CHECKING:
    from collections.abc import Callable

_mount_compare = declare_screen("compare")
_mount_clusters = declare_screen("clusters")


def draw_compare(
    values: dict[str, Any], *, on_years: Callable[[], None], on_pick: Callable[[], None]
) -> None:
    """Draw two years side by side; the browser keeps the maps and repaints only what changed.

    Parameters
    ----------
    values
        What ``ui.data.load_pair`` gives.
    on_years, on_pick
        Called when another year, or a ward, was chosen; ``st.session_state["compare"]`` has which.
    """
    _mount_compare(key="compare", data=pack(values), on_years_change=on_years, on_pick_change=on_pick)


def draw_clusters(values: dict[str, Any], *, on_pick: Callable[[], None]) -> None:
    """Draw clusters and models.

    Parameters
    ----------
    values
        What ``ui.data.load_clusters`` gives.
    on_pick
        Called when a ward was chosen, or all again; ``st.session_state["clusters"]`` has which.
    """
    _mount_clusters(key="clusters", data=pack(values), on_pick_change=on_pick)

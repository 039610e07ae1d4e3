"""The city is opened while the server starts, so that the first visitor does not wait for it."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from geo.errors import GeoError
from geo.tools.scratch import sweep

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit.starlette import App


@asynccontextmanager
async def keep_warm(_app: App) -> AsyncIterator[None]:
    """Open the city beside the server that starts."""
    sweep()
    threading.Thread(target=open_city, name="warm", daemon=True).start()
    yield


def open_city() -> None:
    """Read the city and make its first map; what is wrong with the data is said to who visits."""
    # Loaded here: the server answers before the tools that read a city are there.
    from geo.telling.address import read_view  # noqa: PLC0415
    from ui import data, take_away  # noqa: F401, PLC0415  take_away for what it loads

    try:
        atlas = data.load_atlas()
    except (GeoError, OSError):
        return
    data.load_payload(atlas, read_view({}, atlas)[0])

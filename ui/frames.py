"""Tables of plain texts on a screen: real tables, whose long texts wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.files import find_address
from ui.pack import pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SCRIPT = """
const code = import(new URL("TABLE", document.baseURI).href);
export default ({ data, parentElement }) => {
  code.then((module) => module.draw(parentElement.querySelector(".plain-table"), data));
};
"""

_mount: Callable[..., Any] = st.components.v2.component(
    "safety_table",
    html='<div class="plain-table"></div>',
    js=SCRIPT.replace("TABLE", find_address("assets", "plain_table.js")),
    isolate_styles=False,
)


def draw_frame(cells: Mapping[str, Sequence[object]], *, alt: str, key: str) -> None:
    """Draw a table of plain texts.

    Parameters
    ----------
    cells
        Heads → texts of the column.
    alt
        What the table is called for those who hear it.
    """
    columns = [[str(cell) for cell in column] for column in cells.values()]
    _mount(key=key, data=pack({"title": alt, "heads": list(cells), "columns": columns}))

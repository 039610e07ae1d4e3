"""The data: files in, what became of their rows, published figures, accepted spellings, history with undo."""

from contextlib import suppress

import streamlit as st

from geo.errors import GeoError
from geo.store import look
from geo.telling.address import read_view
from geo.tools.words import say
from ui import data, desk, filters, notices, published, sent
from ui.data_page import history as data_history
from ui.data_page import kept as data_kept
from ui.data_page import parts as data_parts
from ui.data_page import seen as data_seen
from ui.data_page import stored as data_stored
from ui.data_page import upload as data_upload

language = filters.current_language()
data_parts.draw_style()


def draw_head() -> None:
    """Say which screen this is, and what was just stored."""
    st.title(say("screens.data", language), anchor=False)
    data_parts.draw_stored(language)


try:
    atlas, shelf = data.load_atlas(), desk.load_desk()
except GeoError as error:
    draw_head()
    sent.keep_files(language)
    notices.draw_broken(error, str(data.data_folder()), language)
    st.subheader(say("data.history", language), anchor=False)
    data_history.draw_history(None, language)
    with suppress(GeoError):
        data_seen.see(look(data.data_folder()))
    st.stop()

unseen = data_seen.list_unseen(shelf.base)

notices.draw_banner(data.load_map(atlas, read_view({"lang": [language]}, atlas)[0]).furniture)
draw_head()
meanwhile = st.container()
parts = ("upload", "ledger", "published", "names", "history")
part = st.segmented_control(
    say("data.part", language),
    parts,
    default=parts[0],
    required=True,
    format_func=lambda name: say(f"data.{name}", language),
    label_visibility="collapsed",
    key="data_part",
    persist_state="session",
)
files = sent.take_files(language, shown=part == "upload")
if part == "upload":
    data_upload.draw_upload(shelf, files, language)
elif part == "ledger":
    data_stored.draw_ledger(atlas, shelf, language)
elif part == "published":
    published.draw_published(atlas, language)
elif part == "names":
    data_kept.draw_kept(shelf, language)
else:
    data_history.draw_history(shelf, language)
if unseen:
    # At the head, but after the parts: a click on what another changed is answered where it was made.
    with meanwhile:
        data_parts.draw_refusal(GeoError(unseen), language, key="refusal_meanwhile")
data_seen.see(shelf.base)

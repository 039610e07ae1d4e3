"""The front door: serves ui/front.py to each visitor, with the city open before the first one comes."""

import streamlit as st

from ui import files, frame_words, policy
from ui.warm import keep_warm

app = st.App(
    "ui/front.py",
    lifespan=keep_warm,
    routes=[*files.make_routes(), *frame_words.make_routes()],
    middleware=[*policy.make_middleware(), *files.make_middleware()],
)

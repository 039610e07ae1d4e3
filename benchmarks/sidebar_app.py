"""Serves benchmarks/sidebar_page.py as the app is served: with its typefaces and styles."""

import streamlit as st

from ui.files import make_middleware, make_routes

app = st.App("sidebar_page.py", routes=make_routes(), middleware=make_middleware())

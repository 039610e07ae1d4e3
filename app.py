"""The front door: serves ui/front.py to each visitor, with the city open before the first one comes."""

import streamlit as st

from ui.files import make_middleware, make_routes
from ui.warm import keep_warm

app = st.App("ui/front.py", lifespan=keep_warm, routes=make_routes(), middleware=make_middleware())

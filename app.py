"""The front door: serves ui/front.py to each visitor, with the city open before the first one comes."""

import streamlit as st

from ui.warm import keep_warm

app = st.App("ui/front.py", lifespan=keep_warm)

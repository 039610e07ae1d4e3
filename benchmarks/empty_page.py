"""A Streamlit script with one choice and one line, in a process like the app's: libraries, warm atlas."""

import streamlit as st

from ui import data


@st.cache_resource
def warm() -> bool:
    return bool(data.load_atlas().fingerprint)


warm()
with st.sidebar:
    year = st.segmented_control("Năm", ["2016", "2017", "2018"], default="2018", required=True)
st.text(f"Năm {year}")

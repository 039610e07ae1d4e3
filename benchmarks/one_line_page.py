"""A Streamlit page with one line of text and nothing else."""

import streamlit as st

st.text("Năm 2018")

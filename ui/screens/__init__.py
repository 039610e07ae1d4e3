"""The screens, a file each, run by streamlit through st.Page."""

"""Serve the dashboard: `streamlit run dashboard.py`."""

import streamlit as st

from routemap.app.options import server_parts

# Streamlit looks for this call in the syntax tree.
app = st.App("src/routemap/app/page.py", **server_parts())

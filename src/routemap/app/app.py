"""The ASGI application of an installed routemap; `routemap serve` starts it."""

import streamlit as st

from routemap.app.options import server_parts

# Streamlit looks for this call in the syntax tree.
app = st.App("page.py", **server_parts())

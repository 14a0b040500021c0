"""Serve `rebuild.py`, with Leaflet kept in the browser's cache as a CDN would have it."""

import streamlit as st

from routemap.server.routes import routes

# Streamlit finds this call through the syntax tree: it must stand here literally.
app = st.App("rebuild.py", routes=routes())

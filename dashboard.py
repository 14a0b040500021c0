"""Serve the dashboard: `streamlit run dashboard.py`."""

import streamlit as st

from routemap.server.routes import lifespan, middleware, routes

# Streamlit finds this call through the syntax tree: it must stand here literally.
app = st.App(
    "src/routemap/app/page.py",
    routes=routes(st.get_option("server.baseUrlPath")),
    middleware=middleware(
        st.get_option("server.allowedHosts"),
        st.get_option("server.corsAllowedOrigins"),
        st.get_option("server.baseUrlPath"),
    ),
    lifespan=lifespan,
)

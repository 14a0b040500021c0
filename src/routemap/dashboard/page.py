"""The page script: Streamlit runs it anew for every visitor and every full rerun."""

from routemap.dashboard.journey_page import show_page

show_page()

"""What the pages beside the map's have in common: window title, style, and problems in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from routemap.dashboard.style import page_css
from routemap.web.sections import problems_html
from routemap.words import LANGUAGES

if TYPE_CHECKING:
    from routemap.loading import Loaded


def begin_subpage(loaded: Loaded, heading: str, language: str) -> None:
    """Give the page its title and style, and show the problems if the tables make no journey."""
    title = heading
    if loaded.route:
        title += f" · {loaded.route.journey.title.in_language(language).text}"
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{page_css()}</style>")
    if loaded.route is None:
        st.html(problems_html(loaded.problems, LANGUAGES[0]))

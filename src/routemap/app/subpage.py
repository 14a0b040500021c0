"""What the pages beside the map's have in common: window title, style, and problems in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.navigation import page_link
from routemap.app.style import page_css
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.page.sections import outdated_html, problems_html, subpage_head_html

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary
    from routemap.server.loading import Loaded


def begin_subpage(
    loaded: Loaded, heading: str, language: str, *, with_problems: bool = True
) -> None:
    """Give the page its title and style, and show the problems if the tables make no journey."""
    title = heading
    if loaded.itinerary:
        title += f" · {loaded.itinerary.journey.title.in_language(language).text}"
    st.set_page_config(page_title=title, layout="wide", initial_sidebar_state="collapsed")
    st.html(f"<style>{page_css()}</style>")
    if loaded.is_outdated:
        st.html(outdated_html(loaded.problems, language))
    if loaded.itinerary is None and with_problems:
        show_problems(loaded)


def show_problems(loaded: Loaded) -> None:
    """Show what is wrong with tables that make no journey, and where to mend them."""
    if not visitor_journey.opened():
        st.html(problems_html(loaded.problems, LANGUAGES[0]))
        return
    st.html(problems_html(loaded.problems, LANGUAGES[0], intro="problems_intro_own"))
    page_link("open", translate(LANGUAGES[0], "open_mend"))


def show_head(itinerary: Itinerary, heading: str, language: str, address_of_map: str) -> None:
    """Show the heading, and the way back to the map."""
    if not visitor_journey.opened():
        st.html(subpage_head_html(itinerary.journey, heading, language, address_of_map))
        return
    st.html(subpage_head_html(itinerary.journey, heading, language, ""))
    with st.container(key="subpage_links", horizontal=True):
        page_link("journey", translate(language, "back_to_map"))
        page_link("open", translate(language, "open_link"))

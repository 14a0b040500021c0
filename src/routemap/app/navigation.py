"""Links between pages, and how all pages begin."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from routemap.app import session, visitor_journey
from routemap.app.widgets import show
from routemap.errors import Level
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.model.itinerary import Itinerary
from routemap.page.assets import font_faces, page_styles
from routemap.page.house_css import house_css
from routemap.page.screen_style import screen_css_variables
from routemap.server.loading import Loaded
from routemap.tables.problems import grouped

_PAGES = "pages"
_ASSETS_FROM_PAGE = "assets/"
_STYLES = ("page.css", "journey.css", "fields.css")


def remember(pages: dict[str, StreamlitPage]) -> None:
    """Keep the pages of this run, by name."""
    st.session_state[_PAGES] = pages


def page_link(name: str, words: str) -> None:
    """Show a link to a page. An ordinary link would reload it and lose the session."""
    pages: dict[str, StreamlitPage] = st.session_state.get(_PAGES, {})
    if name in pages:
        query = {"lang": st.query_params["lang"]} if "lang" in st.query_params else None
        st.page_link(pages[name], label=words, query_params=query)


def show_navigation(itinerary: Itinerary, language: str) -> None:
    """Show the links of the page with the map: to its parts, and to the other pages."""
    is_own = visitor_journey.opened() is not None
    show("sections.html", language, address="" if is_own else session.address(itinerary))
    links = ("pictures", "follows", "teach", "open") if is_own else ()
    for name in links:
        page_link(name, translate(language, "open_link" if name == "open" else name))


def begin_page(loaded: Loaded, language: str, heading: str = "") -> None:
    """Set the window title, made of heading and journey, and the style of a page."""
    title = loaded.itinerary.journey.title.in_language(language).text if loaded.itinerary else ""
    st.set_page_config(
        page_title=" · ".join(filter(None, (heading, title))) or "routemap",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    house = house_css(loaded.itinerary, _ASSETS_FROM_PAGE) if loaded.itinerary else ""
    st.html(f"<style>{_page_css()}{house}</style>")


@cache
def _page_css() -> str:
    """Return the style sheet of all pages: Streamlit's chrome out of the way, our own look."""
    folder = files("routemap.app").joinpath("css")
    own = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _STYLES)
    return f"{font_faces(_ASSETS_FROM_PAGE)}:root{{{screen_css_variables()}}}{page_styles()}{own}"


def begin_subpage(loaded: Loaded, language: str, heading: str) -> None:
    """Begin a page other than the map's, and show problems if there is no journey."""
    begin_page(loaded, language, heading)
    show_outdated(loaded, language)
    if loaded.itinerary is None:
        show_problems(loaded)


def show_outdated(loaded: Loaded, language: str) -> None:
    """Name the errors that keep the latest tables from being shown."""
    if loaded.is_outdated:
        errors = [problem for problem in loaded.problems if problem.level is Level.ERROR]
        show("outdated.html", language, problems=grouped(errors))


def show_problems(loaded: Loaded) -> None:
    """Show why the tables make no journey, and where to correct them."""
    is_own = visitor_journey.opened() is not None
    intro = "problems_intro_own" if is_own else "problems_intro"
    show("problems.html", LANGUAGES[0], groups=grouped(loaded.problems), intro=intro)
    if is_own:
        page_link("open", translate(LANGUAGES[0], "open_mend"))


def show_head(itinerary: Itinerary, heading: str, language: str, address_of_map: str) -> None:
    """Show the heading, and the way back to the map."""
    is_own = visitor_journey.opened() is not None
    show(
        "subpage_head.html",
        language,
        heading=heading,
        journey=itinerary.journey,
        address_of_map="" if is_own else address_of_map,
    )
    if is_own:
        with st.container(key="subpage_links", horizontal=True):
            page_link("journey", translate(language, "back_to_map"))
            page_link("open", translate(language, "open_link"))

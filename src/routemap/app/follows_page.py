"""The page “What follows”: what must be true although no source states it."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.address import asked_language, language_query
from routemap.app.navigation import begin_subpage, show_head
from routemap.app.page_scripts import follows_part
from routemap.app.widgets import show_note
from routemap.bounded_cache import SourceCache
from routemap.i18n.catalog import supported_language, translate
from routemap.i18n.languages import shown_in
from routemap.page.follows import SHOWN_AT_ONCE, follows_html

PATH = "follows"
# Made once for all visitors, and gone with the itinerary.
_PAGES: SourceCache[str] = SourceCache()


def show_follows() -> None:
    """Show the page, or the problems in the journey's tables."""
    loaded = visitor_journey.shown_journey()
    itinerary = loaded.itinerary
    page_language = asked_language(st.query_params, itinerary)
    language = supported_language(page_language)
    heading = translate(language, "follows")
    begin_subpage(loaded, language, heading)
    if itinerary is None:
        return
    query = urlencode(language_query(itinerary, page_language))
    shown = shown_in(itinerary, page_language)
    with st.container(key="page"):
        show_head(shown, heading, language, f"./?{query}" if query else "./")
        if visitor_journey.opened() is not None:
            show_note(translate(language, "open_unshared"))
        html = _PAGES.get(
            shown, language, lambda: str(follows_html(shown, language, SHOWN_AT_ONCE))
        )
        follows_part(key="follows", data={"html": html})

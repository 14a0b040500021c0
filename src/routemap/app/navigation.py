"""Links between the pages that keep the session, and with it a visitor's own journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_PAGES = "pages"


def remember(pages: dict[str, StreamlitPage]) -> None:
    """Keep the pages of this run by their names."""
    st.session_state[_PAGES] = pages


def page_link(name: str, words: str) -> None:
    """Show a link to a page. An ordinary link would load it anew and lose the session."""
    pages: dict[str, StreamlitPage] = st.session_state.get(_PAGES, {})
    if name in pages:
        asked = {"lang": st.query_params["lang"]} if "lang" in st.query_params else None
        st.page_link(pages[name], label=words, query_params=asked)

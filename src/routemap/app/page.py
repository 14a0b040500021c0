"""The page script, which Streamlit runs for every visitor and every full rerun."""

import gc

import streamlit as st

from routemap.app import follows_page, open_page, pictures_page, teach_page
from routemap.app.journey_page import show_page
from routemap.app.navigation import remember


@st.cache_resource(show_spinner=False)
def _settle_memory() -> None:
    """Exempt what all runs share from garbage collection, once per process.

    Streamlit collects garbage after each run, before its answer is done: 70 ms a step over the
    objects of its own libraries, which never become garbage.
    """
    gc.collect()
    gc.freeze()


pages = {
    "journey": st.Page(show_page, title="routemap", url_path="", default=True),
    "pictures": st.Page(pictures_page.show_pictures, title="routemap", url_path=pictures_page.PATH),
    "follows": st.Page(follows_page.show_follows, title="routemap", url_path=follows_page.PATH),
    "teach": st.Page(teach_page.show_teaching, title="routemap", url_path=teach_page.PATH),
    "open": st.Page(open_page.show_opening, title="routemap", url_path=open_page.PATH),
}
remember(pages)
st.navigation([*pages.values()], position="hidden").run()
_settle_memory()

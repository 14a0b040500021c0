"""Scripts that run on Streamlit's own page: components without a frame."""

from __future__ import annotations

import streamlit as st

from routemap.page.assets import script

follow_map = st.components.v2.component("routemap.follow_map", js=script("dashboard_page.js"))
show_media = st.components.v2.component("routemap.show_media", js=script("dashboard_media.js"))
copy_on_click = st.components.v2.component("routemap.copy_on_click", js=script("copy.js"))
place_map = st.components.v2.component("routemap.place_map", js=script("place_map.js"))
follows_part = st.components.v2.component(
    "routemap.follows_part", js=script("follows_part.js"), isolate_styles=False
)
drafts = st.components.v2.component("routemap.drafts", js=script("drafts.js"), isolate_styles=False)

"""The plain app: streamlit-folium with a map that is built anew at each step."""

import plain_map
import streamlit as st
from streamlit_folium import st_folium

st.set_page_config(layout="wide")
scene = plain_map.choose_moment(plain_map.shipped_route())
map_column, story_column = st.columns([2, 1])
with map_column:
    shown = plain_map.empty_map(scene)
    plain_map.draw(scene, shown)
    st_folium(shown, height=plain_map.MAP_HEIGHT_PX, use_container_width=True, returned_objects=[])
with story_column:
    plain_map.tell(scene)

"""The app as streamlit-folium advises: the map stays, its layers come in a group at each step."""

import folium
import plain_map
import streamlit as st
from streamlit_folium import st_folium

st.set_page_config(layout="wide")
scene = plain_map.choose_moment(plain_map.shipped_route())
map_column, story_column = st.columns([2, 1])
with map_column:
    group = folium.FeatureGroup("route")
    plain_map.draw(scene, group)
    st_folium(
        plain_map.empty_map(scene),
        feature_group_to_add=group,
        height=plain_map.MAP_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
    )
with story_column:
    plain_map.tell(scene)

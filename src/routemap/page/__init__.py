"""Scene to folium map and HTML: what screen and published page share."""

"""What the peers draw with: plain folium, and Leaflet from this machine instead of from a CDN."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
import streamlit as st

from routemap.i18n.dates import moment_phrase
from routemap.model.itinerary import Itinerary, Scene, build_itinerary
from routemap.model.timeline import State
from routemap.page.assets import asset_name
from routemap.shipped import shipped_journey
from routemap.tables import check_journey

if TYPE_CHECKING:
    from folium.map import Layer

MAP_HEIGHT_PX = 600

# From the frame of streamlit-folium's component up to the root of the server.
_ASSETS = "../../assets/"
_LANGUAGE = "en"
_ZOOM = 4
_COLOURS = {State.AHEAD: "#5A616B", State.CURRENT: "#B3261E", State.VISITED: "#1F2430"}


@st.cache_resource(show_spinner=False)
def shipped_route() -> Itinerary:
    """Return the route of the shipped journey."""
    report = check_journey(shipped_journey())
    if report.journey is None:
        raise ValueError(f"the shipped journey has problems: {report.problems}")
    return build_itinerary(report.journey)


def choose_moment(itinerary: Itinerary) -> Scene:
    """Show the slider; return the scene at the moment chosen with it."""
    numbers = range(len(itinerary.timeline.moments))
    number = st.select_slider(
        "Date", numbers, key="moment", format_func=lambda number: _words(itinerary.scene(number))
    )
    return itinerary.scene(number)


def empty_map(scene: Scene) -> folium.Map:
    """Return a map of the route's extent that asks no other host: no tiles, our own Leaflet."""
    extent = scene.extent
    middle = [(extent.south + extent.north) / 2, (extent.west + extent.east) / 2]
    made = folium.Map(location=middle, zoom_start=_ZOOM, tiles=None)
    made.default_js = [("leaflet", _ASSETS + asset_name("leaflet.js"))]
    made.default_css = [("leaflet", _ASSETS + asset_name("leaflet.css"))]
    return made


def draw(scene: Scene, layer: Layer | folium.Map) -> None:
    """Draw stops and legs in their states, and the date, on a map or a group of its layers."""
    for number, lines in enumerate(scene.itinerary.leg_lines):
        colour = _COLOURS[scene.leg_state(number)]
        for line in lines:
            folium.PolyLine(line, color=colour, weight=3).add_to(layer)
    for number, stop in enumerate(scene.journey.stops):
        colour = _COLOURS[scene.stop_state(number)]
        name = stop.name.in_language(_LANGUAGE).text
        folium.CircleMarker(
            stop.position, radius=9, color=colour, fill=True, tooltip=f"{number + 1} {name}"
        ).add_to(layer)
    corner = (scene.extent.south, scene.extent.east)  # clear of the stops
    # Not a tooltip: Leaflet takes 200 ms to fade in and out.
    date = folium.DivIcon(html=f'<b class="map-date">{_words(scene)}</b>', icon_size=(200, 20))
    folium.Marker(corner, icon=date).add_to(layer)


def tell(scene: Scene) -> None:
    """Tell the story of the moment."""
    with st.container(key="story"):
        lines = [f"## {_words(scene)}"]
        for event in scene.events:
            lines += [
                f"### {event.headline.in_language(_LANGUAGE).text}",
                event.text.in_language(_LANGUAGE).text,
            ]
        st.markdown("\n\n".join(lines))


def _words(scene: Scene) -> str:
    return moment_phrase(scene.moment, _LANGUAGE).text

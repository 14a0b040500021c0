"""The map on which a visitor's stops are placed and moved, and the story of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.address import arrival_moment
from routemap.app.page_scripts import place_map
from routemap.app.waiting import read_by_worker, refusals_shown
from routemap.geo import Point
from routemap.geocoding.places_table import TablePlace, with_accepted
from routemap.geocoding.proposal import Match, Proposal
from routemap.i18n.catalog import translate
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Reference
from routemap.page.assets import asset_name
from routemap.page.route_map import basemap_settings
from routemap.page.story import STOP_ON_PAGE, story_html
from routemap.page.story_media import StoryPlace
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE

BY_HAND = "placed-by-hand"
"""The id of the source of positions that were placed on the map."""
_KEY, _CHOSEN, _PLACED = "open_map", "open_map_chosen", "open_map_placed"
_WORDS = (
    *("which", "option", "option_unplaced", "map", "hint", "accept", "cancel"),
    *("moved", "placed", "cancelled"),
)


@st.fragment
def show_placing(itinerary: Itinerary | None, language: str) -> None:
    """Show the map of all stops that have a place, and what is told at the chosen one.

    To choose a stop runs only this again; to place one changes the files, and so the whole page.
    """
    placed = st.session_state.pop(_PLACED, None)
    if placed:
        with refusals_shown(language, ValueError):
            row, position = placed
            make = partial(with_placed, visitor_journey.files(), row, position, language)
            visitor_journey.change_files(read_by_worker(make))
            st.rerun()
    places = visitor_journey.places()
    if not places:
        return
    chosen = _chosen(places)
    place_map(
        key=_KEY,
        data={
            "places": _data_of(places, itinerary),
            "chosen": chosen.row,
            "words": _words(language),
            "ground": basemap_settings("ground/", language),
            "assets": _assets(),
        },
        on_placed_change=_note_placed,
        on_chosen_change=_note_chosen,
    )
    stop = places.index(chosen)
    if itinerary and stop < len(itinerary.journey.stops):
        scene = itinerary.scene(arrival_moment(itinerary, stop))
        with st.container(key="open_story"):
            st.html(story_html(scene, language, stop, place=StoryPlace(STOP_ON_PAGE, "")))


def forget() -> None:
    """Forget which stop is chosen."""
    st.session_state.pop(_CHOSEN, None)


def with_placed(
    files: Mapping[str, bytes], row: int, position: Point, language: str
) -> dict[str, bytes]:
    """Return the files with the stop of a row (from 0) placed by hand, which becomes its source.

    Raises
    ------
    ForeignFileError, ValueError
        If a table cannot be read.
    """
    source = Reference(BY_HAND, translate(language, "placed_by_hand"))
    return with_accepted(files, {row: Proposal("", position, Match.FOUND, source)})


def _chosen(places: tuple[TablePlace, ...]) -> TablePlace:
    """Return the place that was chosen, else the first that has no position, else the first."""
    row = st.session_state.get(_CHOSEN)
    asked = [place for place in places if place.row == row]
    unplaced = [place for place in places if place.position is None]
    return (*asked, *unplaced, *places)[0]


def _data_of(
    places: tuple[TablePlace, ...], itinerary: Itinerary | None
) -> list[dict[str, object]]:
    ids = [stop.id for stop in itinerary.journey.stops] if itinerary else []
    ids += [""] * (len(places) - len(ids))
    return [
        {"row": at.row, "number": at.row_number, "id": id_, "name": at.name, "at": at.position}
        for at, id_ in zip(places, ids, strict=False)
    ]


def _words(language: str) -> dict[str, str]:
    """Return the sentences of the map, what they name still to be filled in there."""
    left = {name: f"{{{name}}}" for name in ("name", "row", "latitude", "longitude")}
    words = {name: translate(language, f"place_{name}", **left) for name in _WORDS}
    return words | {name: translate(language, name) for name in ("zoom_in", "zoom_out")}


@cache
def _assets() -> dict[str, str]:
    """Return the addresses, from the page, of what the map needs."""
    styles = (asset_name("leaflet.css"), asset_name("placing.css"))
    return {
        "script": f"assets/{asset_name('leaflet.js')}",
        "styles": " ".join(f"assets/{name}" for name in styles),
    }


def _note_chosen() -> None:
    st.session_state[_CHOSEN] = st.session_state[_KEY].get("chosen")


def _note_placed() -> None:
    """Note what was placed, if it is a row and a position on the Earth: it comes from a browser."""
    match st.session_state[_KEY].get("placed"):
        case {
            "row": int(row),
            "latitude": int() | float() as north,
            "longitude": int() | float() as east,
        }:
            rows = {place.row for place in visitor_journey.places()}
            if row in rows and abs(north) <= LARGEST_LATITUDE and abs(east) <= LARGEST_LONGITUDE:
                st.session_state[_CHOSEN] = row
                st.session_state[_PLACED] = (row, (float(north), float(east)))

"""The journey page: slider, map and story all show the same moment."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_folium import st_folium

from routemap.app import follows_page, session, visitor_journey
from routemap.app.address import Selection
from routemap.app.navigation import begin_page, show_navigation, show_outdated, show_problems
from routemap.app.page_scripts import follow_map, show_media
from routemap.app.widgets import escape_markdown, radio, show, show_note
from routemap.bounded_cache import SourceCache
from routemap.i18n.catalog import translate
from routemap.i18n.dates import moment_label
from routemap.i18n.languages import language_name, offered_languages, shown_in
from routemap.model.itinerary import Itinerary
from routemap.page.density import MOST_TICKS, density_html
from routemap.page.rendering import render
from routemap.page.route_map import STREAMLIT_FRAME, RouteMap, map_settings_html
from routemap.page.sections import (
    about_html,
    itinerary_html,
    ticks_html,
)
from routemap.page.story import BROUGHT, ON_DASHBOARD, announcement_html, story_html
from routemap.page.story_media import StoryPlace, has_shown

# CSS fits the frame to the window; this is its height where CSS does not apply.
_MAP_HEIGHT_PX = 648
# How many seconds Play stays at a moment.
SPEEDS = {"slow": 6.0, "normal": 3.5, "fast": 1.5}
# Rows of the itinerary shown at once: more would take too long on a slow connection.
_ROWS = 200
_PART = "itinerary_part"
# Made once for all visitors, and gone with the itinerary.
_SECTIONS: SourceCache[tuple[str, ...]] = SourceCache()
# The share of the delay after which a timer that fires early still counts.
_EARLY = 0.8


def show_page() -> None:
    """Show the journey, or the problems in its tables."""
    loaded = visitor_journey.shown_journey()
    itinerary, version = loaded.itinerary, loaded.version
    selection = session.adopt_address(itinerary) if itinerary else Selection()
    language = selection.furniture
    offered = offered_languages(itinerary) if itinerary else ()
    itinerary = shown_in(itinerary, selection.language) if itinerary else None
    begin_page(loaded, language)
    if itinerary is None:
        show_problems(loaded)
        return
    with st.container(key="page"):
        _show_head(itinerary, selection, offered)
        for note in session.notes():
            show_note(note)
        show_outdated(loaded, language)
        if visitor_journey.opened():
            show_note(translate(language, "open_unshared"))
        controls = st.container()
        map_column, story_column = st.columns([2, 1], gap=None)
        story = story_column.container(key="story").empty()
        told = story_column.container(key="announcement").empty()
        with controls:
            _run_controls(itinerary, story, told)
        with map_column:
            _show_map(itinerary, selection, version)
        if _is_in_parts(itinerary):
            _show_itinerary(itinerary, language)
        for section in _SECTIONS.get(itinerary, language, partial(_beneath, itinerary, language)):
            st.html(section)


def _beneath(itinerary: Itinerary, language: str) -> tuple[str, ...]:
    """Return the sections below map and story, which are the same at every moment."""
    journey = itinerary.journey
    stops = () if _is_in_parts(itinerary) else (_itinerary(itinerary, language),)
    return (
        *stops,
        render("sources.html", language, journey=journey),
        about_html(journey, language, _place()),
    )


def _place() -> StoryPlace:
    """Return where the story stands: what a visitor brought is at no address."""
    return ON_DASHBOARD if visitor_journey.opened() is None else BROUGHT


def _is_in_parts(itinerary: Itinerary) -> bool:
    return len(itinerary.journey.stops) > _ROWS


def _itinerary(itinerary: Itinerary, language: str, numbers: range | None = None) -> str:
    """Return the table of stops; a visitor's own journey has no address to say why what follows."""
    address = "" if visitor_journey.opened() else follows_page.PATH
    return itinerary_html(itinerary, language, numbers=numbers, follows_address=address)


@st.fragment
def _show_itinerary(itinerary: Itinerary, language: str) -> None:
    """Show a part of a long itinerary, with buttons to the parts before and after it."""
    stops = range(len(itinerary.journey.stops))
    parts = [stops[first : first + _ROWS] for first in stops[::_ROWS]]
    place = min(st.session_state.get(_PART, 0), len(parts) - 1)
    st.html(_itinerary(itinerary, language, parts[place]))
    with st.container(key="itinerary_parts", horizontal=True):
        for number in (place - 1, place + 1):
            if 0 <= number < len(parts):
                first, last = parts[number].start + 1, parts[number].stop
                label = translate(
                    language, "itinerary_part", first=first, last=last, number=len(stops)
                )
                key = f"itinerary_part_{number}"
                turn = partial(st.session_state.__setitem__, _PART, number)
                st.button(label, key=key, on_click=turn)


def _show_head(itinerary: Itinerary, selection: Selection, offered: tuple[str, ...]) -> None:
    language = selection.furniture
    with st.container(key="head", horizontal=True, gap=None):
        show("head.html", language, journey=itinerary.journey)
        with st.container(key="navigation", horizontal=True, width="content", gap=None):
            show_navigation(itinerary, language)
            with st.popover(translate(language, "settings"), type="tertiary"):
                languages = dict.fromkeys((*offered, selection.language))
                if len(languages) > 1:
                    names = {code: language_name(code) for code in languages}
                    choose = partial(session.choose_language, itinerary)
                    radio(translate(language, "language"), names, session.LANGUAGE, choose)
                speeds = {speed: translate(language, f"speed_{speed}") for speed in SPEEDS}
                radio(translate(language, "speed"), speeds, session.SPEED, session.keep_address)


def _run_controls(itinerary: Itinerary, story: DeltaGenerator, told: DeltaGenerator) -> None:
    """Run slider and story as a fragment: a step runs only that again."""
    delay = SPEEDS[st.session_state[session.SPEED]]
    was_playing = session.is_playing()
    fragment = st.fragment(_show_controls, run_every=delay if was_playing else None)
    fragment(itinerary, story, told, delay=delay, was_playing=was_playing)


def _show_controls(
    itinerary: Itinerary,
    story: DeltaGenerator,
    told: DeltaGenerator,
    *,
    delay: float,
    was_playing: bool,
) -> None:
    if session.is_playing():
        session.play_on(itinerary, time.monotonic(), delay * _EARLY)
    if session.is_playing() != was_playing:
        st.rerun()  # starts or stops the fragment's timer
    selection = session.selection(itinerary)
    scene = itinerary.scene(selection.moment)
    language = selection.furniture
    row = st.container(key="controls", horizontal=True, vertical_alignment="center", gap=None)
    with row.container(key="steps", horizontal=True, gap=None, width="content"):
        _show_buttons(itinerary, selection, language)
    moments = itinerary.timeline.moments
    is_long = len(moments) > MOST_TICKS
    with row.container(key="slider", gap=None):
        if is_long:
            st.html(density_html(itinerary, language))
        if len(moments) > 1:
            labels = {
                each.id: escape_markdown(moment_label(each, language).text) for each in moments
            }
            st.select_slider(
                translate(language, "moment"),
                labels,
                key=session.MOMENT,
                format_func=labels.__getitem__,
                on_change=session.choose_by_slider,
                args=(itinerary,),
                label_visibility="collapsed",
                help=None,
            )
        st.html(ticks_html(scene, language) or "<div></div>")
    first_date = itinerary.timeline.first_date
    if is_long and first_date:
        with row.container(key="jumping", gap=None, width="content"):
            st.text_input(
                translate(language, "jump"),
                key=session.JUMP,
                placeholder=first_date,
                on_change=session.jump,
                args=(itinerary,),
            )
        if session.jump_note():
            show_note(session.jump_note())
    story.html(story_html(scene, language, selection.stop, place=_place()))
    told.html(announcement_html(scene, language))


def _show_buttons(itinerary: Itinerary, selection: Selection, language: str) -> None:
    last = len(itinerary.timeline.moments) - 1

    def step_button(key: str, by: int, side: Literal["left", "right"], *, disabled: bool) -> None:
        st.button(
            translate(language, key),
            key=key,
            icon=f":material/chevron_{side}:",
            icon_position=side,
            help=translate(language, "keys_hint"),
            disabled=disabled,
            on_click=session.step,
            args=(itinerary, by),
        )

    step_button("previous", -1, "left", disabled=selection.moment == 0)
    playing = session.is_playing()
    st.button(
        translate(language, "pause" if playing else "play"),
        key="play",
        icon=":material/pause:" if playing else ":material/play_arrow:",
        disabled=last == 0,
        on_click=lambda: session.toggle_play(itinerary, time.monotonic()),
    )
    step_button("next", 1, "right", disabled=selection.moment == last)


def _show_map(itinerary: Itinerary, selection: Selection, version: str) -> None:
    language = selection.furniture
    made_for = (version, selection.language)
    # Made once per visitor and language: a new map would load again and lose its view.
    if st.session_state.get(session.MAP_MADE_FOR) != made_for:
        scene = itinerary.scene(selection.moment)
        edition = visitor_journey.followed_edition(version)
        # What a visitor brought is at no address.
        host = replace(STREAMLIT_FRAME, is_whole=visitor_journey.opened() is not None)
        st.session_state[session.MAP] = RouteMap(scene, language, host, edition=edition)
        st.session_state[session.MAP_MADE_FOR] = made_for
    route_map: RouteMap = st.session_state[session.MAP]
    with st.container(key="map", gap=None):
        st.html(map_settings_html(route_map))
        st_folium(
            route_map,
            key=session.MAP_CLICK,
            height=_MAP_HEIGHT_PX,
            use_container_width=True,
            returned_objects=["last_object_clicked_tooltip", "last_object_clicked_count"],
            on_change=partial(session.choose_by_map, itinerary),
        )
        follow_map()
        if has_shown(itinerary.journey):
            show_media()

"""A visitor's own journey, kept only in the memory of the session."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from routemap.app.waiting import REFUSALS, read_by_worker
from routemap.errors import Problem
from routemap.geocoding.places_table import MissingPlace
from routemap.server import jobs
from routemap.server.loading import Loaded, is_watched, load_itinerary
from routemap.server.status import EDITION, edition_name
from routemap.tables.folder import LOCATIONS

_FILES, _NAME, _OPENED = "opened_files", "opened_name", "opened"


def shown_journey() -> Loaded:
    """Return the visitor's own journey if one is open, else the one that is served."""
    return opened() or load_itinerary()


def opened() -> Loaded | None:
    """Return what the visitor's own files make, None if none are open."""
    found: jobs.Opened | None = st.session_state.get(_OPENED)
    return found.loaded if found else None


def followed_edition(version: str) -> dict[str, str] | None:
    """Return the edition that the page follows (see `RouteMap`), None if it follows none."""
    if opened() or not is_watched():
        return None
    # Relative to the frame of streamlit-folium's component.
    return {"name": edition_name(version), "address": f"../../{EDITION}"}


def files() -> dict[str, bytes]:
    """Return the files that are open, by name."""
    return dict(st.session_state.get(_FILES, {}))


def missing_places() -> tuple[MissingPlace, ...]:
    """Return the places in them that have no coordinates yet."""
    found: jobs.Opened | None = st.session_state.get(_OPENED)
    return found.wanted if found else ()


def name() -> str:
    """Return the name of the file they came with."""
    return str(st.session_state.get(_NAME, ""))


def open_files(contents: Mapping[str, bytes], title: str) -> None:
    """Show the journey that these files make from now on, or their errors."""
    try:
        found = read_by_worker(partial(jobs.open_files, dict(contents), title))
    except REFUSALS as error:
        problem = Problem(LOCATIONS, 0, "", str(error), "shorten it, or try again")
        found = jobs.Opened(Loaded(None, (problem,), ""))
    st.session_state[_FILES] = dict(contents)
    st.session_state[_NAME] = title
    st.session_state[_OPENED] = found


def change_file(file: str, content: bytes) -> None:
    """Replace one of the open files; the others stay."""
    open_files(files() | {file: content}, name())


def close() -> None:
    """Show the journey that is served again."""
    for key in (_FILES, _NAME, _OPENED):
        st.session_state.pop(key, None)

"""A visitor's own journey: held by the session, in memory alone, and gone with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from routemap.app.waiting import REFUSALS, visitor, waited
from routemap.errors import Problem
from routemap.server import jobs
from routemap.server.edition import PATH, edition_name
from routemap.server.loading import Loaded, is_watched, load_itinerary
from routemap.server.worker_pool import READING
from routemap.tables.folder import LOCATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from routemap.geocoding.places_table import MissingPlace

_FILES, _NAME, _LOADED, _WANTED = (
    "opened_files", "opened_name", "opened_loaded", "opened_wanted",
)  # fmt: skip


def shown() -> Loaded:
    """Return the visitor's own journey if one is open, else the one that is served."""
    return opened() or load_itinerary()


def opened() -> Loaded | None:
    """Return what the visitor's own files make, None if none are open."""
    found: Loaded | None = st.session_state.get(_LOADED)
    return found


def followed_edition(version: str) -> dict[str, str] | None:
    """Return what has the page follow the tables on disk (see `RouteMap`), None if it does not."""
    if opened() or not is_watched():
        return None
    # From the frame of streamlit-folium's component up to the root of the server.
    return {"name": edition_name(version), "address": f"../../{PATH}"}


def files() -> dict[str, bytes]:
    """Return the files that are open, by name."""
    return dict(st.session_state.get(_FILES, {}))


def places_wanted() -> tuple[MissingPlace, ...]:
    """Return the places in them that have no coordinates yet."""
    wanted: tuple[MissingPlace, ...] = st.session_state.get(_WANTED, ())
    return wanted


def name() -> str:
    """Return the name of the file they came with."""
    return str(st.session_state.get(_NAME, ""))


def open_files(contents: Mapping[str, bytes], title: str) -> None:
    """Show the journey that these files make from now on; with errors, say what is wrong."""
    try:
        coming: Future[jobs.Opened] = READING.submit(
            partial(jobs.opened, dict(contents), title), of=visitor()
        )
        found = waited(coming)
    except REFUSALS as problem:
        told = Problem(LOCATIONS, 0, "", str(problem), "shorten it, or try again")
        found = jobs.Opened(Loaded(None, (told,), ""))
    st.session_state[_FILES] = dict(contents)
    st.session_state[_NAME] = title
    st.session_state[_LOADED], st.session_state[_WANTED] = found


def close() -> None:
    """Show the journey that is served again."""
    for key in (_FILES, _NAME, _LOADED, _WANTED):
        st.session_state.pop(key, None)

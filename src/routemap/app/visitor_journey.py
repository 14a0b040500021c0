"""A visitor's own journey, kept only in the memory of the session, with its steps to undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

import streamlit as st

from routemap.app.waiting import REFUSALS, read_by_worker
from routemap.errors import Problem
from routemap.geocoding.places_table import MissingPlace, TablePlace
from routemap.server import jobs
from routemap.server.loading import Loaded, is_watched, load_itinerary
from routemap.server.status import EDITION, edition_name
from routemap.tables.folder import LOCATIONS

_FILES, _NAME, _OPENED, _STEPS = "opened_files", "opened_name", "opened", "opened_steps"
_ID = "opened_id"
# Steps share the files that they do not change.
_MOST_STEPS, _MOST_BYTES = 100, 20_000_000

Files = dict[str, bytes]


@dataclass
class _Steps:
    """The files as they were before each change that can be undone, and after each undone."""

    undone_to: list[Files] = field(default_factory=list)
    redone_to: list[Files] = field(default_factory=list)

    def note(self, before: Files) -> None:
        """Note the files before a change; what was undone is gone."""
        self.undone_to.append(before)
        self.redone_to.clear()
        while len(self.undone_to) > _MOST_STEPS or self._bytes() > _MOST_BYTES:
            del self.undone_to[0]

    def _bytes(self) -> int:
        kept = {id(content): len(content) for step in self.undone_to for content in step.values()}
        return sum(kept.values())


def shown_journey() -> Loaded:
    """Return the visitor's own journey if one is open, else the one that is served."""
    return opened() or load_itinerary()


def opened() -> Loaded | None:
    """Return what the visitor's own files make, None if none are open."""
    found = _found()
    return found.loaded if found else None


def followed_edition(version: str) -> dict[str, str] | None:
    """Return the edition that the page follows (see `RouteMap`), None if it follows none."""
    if opened() or not is_watched():
        return None
    # Relative to the frame of streamlit-folium's component.
    return {"name": edition_name(version), "address": f"../../{EDITION}"}


def files() -> Files:
    """Return the files that are open, by name."""
    return dict(st.session_state.get(_FILES, {}))


def missing_places() -> tuple[MissingPlace, ...]:
    """Return the places in them that have no coordinates yet."""
    found = _found()
    return found.wanted if found else ()


def places() -> tuple[TablePlace, ...]:
    """Return all places in their table of stops, wherever they are."""
    found = _found()
    return found.places if found else ()


def name() -> str:
    """Return the name of the file they came with."""
    return str(st.session_state.get(_NAME, ""))


def id_() -> str:
    """Return what tells this journey from others that the visitor has opened."""
    return str(st.session_state.get(_ID, ""))


def open_files(contents: Mapping[str, bytes], title: str, id_: str = "") -> None:
    """Show the journey that these files make from now on, or their errors.

    `id_` is that of a draft to go on with.
    """
    st.session_state[_ID] = id_ or uuid4().hex
    st.session_state[_STEPS] = _Steps()
    st.session_state[_NAME] = title
    _show(dict(contents))


def change_files(contents: Mapping[str, bytes]) -> None:
    """Show these files in place of those that are open; one of no bytes is removed."""
    before, after = files(), {name: each for name, each in contents.items() if each}
    if after != before:
        _steps().note(before)
        _show(after)


def change_file(file: str, content: bytes) -> None:
    """Replace one of the open files, or add it; the others stay."""
    change_files(files() | {file: content})


def can_undo() -> bool:
    """Tell whether there is a change to undo."""
    return bool(_steps().undone_to)


def can_redo() -> bool:
    """Tell whether a change was undone."""
    return bool(_steps().redone_to)


def undo() -> None:
    """Show the files as they were before the last change; do nothing if there is none."""
    if can_undo():
        _steps().redone_to.append(files())
        _show(_steps().undone_to.pop())


def redo() -> None:
    """Show the files as they were before the last undoing; do nothing if there is none."""
    if can_redo():
        _steps().undone_to.append(files())
        _show(_steps().redone_to.pop())


def close() -> None:
    """Show the journey that is served again."""
    for key in (_FILES, _NAME, _OPENED, _STEPS, _ID):
        st.session_state.pop(key, None)


def _found() -> jobs.Opened | None:
    found: jobs.Opened | None = st.session_state.get(_OPENED)
    return found


def _steps() -> _Steps:
    steps: _Steps = st.session_state.setdefault(_STEPS, _Steps())
    return steps


def _show(contents: Files) -> None:
    try:
        found = read_by_worker(partial(jobs.open_files, contents, name()))
    except REFUSALS as error:
        problem = Problem(LOCATIONS, 0, "", str(error), "shorten it, or try again")
        found = jobs.Opened(Loaded(None, (problem,), ""))
    st.session_state[_FILES] = contents
    st.session_state[_OPENED] = found

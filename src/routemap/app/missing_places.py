"""The part of the Open page that proposes coordinates for places without any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.waiting import REFUSALS, problem_words, read
from routemap.app.widgets import plain, show, show_group, show_note, show_text
from routemap.errors import SearchError
from routemap.geocoding.candidates import in_likely_order, place_words, proposals, reasons
from routemap.geocoding.nominatim import search, server
from routemap.geocoding.places_table import with_accepted
from routemap.i18n.catalog import translate
from routemap.web_address import address_parts

if TYPE_CHECKING:
    from routemap.geocoding.places_table import MissingPlace
    from routemap.geocoding.proposal import Proposal

_AT_ONCE = 5
_CONSENT, _FOUND, _KEPT, _FAILED = (
    "geocode_consent", "geocode_found", "geocode_kept", "geocode_failed",
)  # fmt: skip


def show_missing_places(language: str) -> None:
    """Show what may be meant by each place without coordinates, to be taken one by one."""
    wanted = visitor_journey.places_wanted()
    if not wanted:
        return
    with st.container(key="geocode"):
        show_group(translate(language, "geocode"))
        show_text(translate(language, "geocode_about"))
        where = address_parts(server()).netloc or server()
        st.checkbox(plain(translate(language, "geocode_consent", server=where)), key=_CONSENT)
        for each in wanted[:_AT_ONCE]:
            _show_place(each, language)
        if len(wanted) > _AT_ONCE:
            more = translate(language, "geocode_more", number=len(wanted) - _AT_ONCE)
            show_text(more, is_fine=True)


def _show_place(wanted: MissingPlace, language: str) -> None:
    found = st.session_state.setdefault(_FOUND, {})
    searched: list[Proposal] | None = found.get(wanted.name)
    places = (*proposals(wanted), *(searched or ()))
    show(
        "missing_place.html",
        language,
        wanted=wanted,
        has_proposals=bool(places),
    )
    for number, place in enumerate(places):
        key = f"geocode_use_{wanted.row}_{number}"
        words, why = place_words(place, language), reasons(place, wanted, places, language)
        label = translate(language, "geocode_use", place=words, name=wanted.name)
        with st.container(key=f"{key}_row", horizontal=True):
            show("proposal.html", language, place=words, reasons=why, source=place.source)
            st.button(plain(label), key=key, on_click=partial(_take, wanted, place, language))
    failed: dict[str, str] = st.session_state.get(_FAILED, {})
    if wanted.name in failed:
        show_note(failed[wanted.name])
    elif searched == []:
        show_note(translate(language, "geocode_found_none", name=wanted.name))
    if st.session_state.get(_CONSENT) and not searched:
        st.button(
            plain(translate(language, "geocode_ask", name=wanted.name)),
            key=f"geocode_ask_{wanted.row}",
            on_click=partial(_search, wanted),
        )


def _take(wanted: MissingPlace, place: Proposal, language: str) -> None:
    failed = st.session_state.setdefault(_FAILED, {})
    failed.pop(wanted.name, None)
    try:
        files = read(partial(with_accepted, visitor_journey.files(), wanted.row, place))
    except REFUSALS as problem:
        failed[wanted.name] = problem_words(problem, language)
    else:
        visitor_journey.open_files(files, visitor_journey.name())


def _search(wanted: MissingPlace) -> None:
    """Ask Nominatim; a failure is shown, and changes nothing that was found before."""
    answers = st.session_state.setdefault(_KEPT, {})
    failed = st.session_state.setdefault(_FAILED, {})
    failed.pop(wanted.name, None)
    try:
        found = in_likely_order(search(wanted.name, answers), wanted)
    except SearchError as problem:
        failed[wanted.name] = str(problem)
    else:
        st.session_state[_FOUND][wanted.name] = found

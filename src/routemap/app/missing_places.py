"""The part of the Open page that proposes coordinates for places without any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.waiting import REFUSALS, problem_words, read_by_worker
from routemap.app.widgets import escape_markdown, show, show_group, show_note, show_text
from routemap.errors import SearchError
from routemap.geocoding.candidates import in_likely_order, place_words, proposals, reasons
from routemap.geocoding.nominatim import search, server
from routemap.geocoding.places_table import MissingPlace, with_accepted
from routemap.geocoding.proposal import Proposal
from routemap.geocoding.sure import REACH_KM, sure_proposals
from routemap.i18n.catalog import translate
from routemap.web_address import address_parts

_AT_ONCE = 5
_CONSENT, _FOUND = "geocode_consent", "geocode_found"
_ANSWERS, _FAILED = "geocode_answers", "geocode_failed"
_SURE_TOLD = "geocode_sure_told"


def show_missing_places(language: str) -> None:
    """Show the candidates for each place without coordinates, to be accepted one by one."""
    missing = visitor_journey.missing_places()
    if _SURE_TOLD in st.session_state:
        show_note(st.session_state.pop(_SURE_TOLD))
    if not missing:
        return
    with st.container(key="geocode"):
        show_group(translate(language, "geocode"))
        show_text(translate(language, "geocode_about"))
        st.button(
            translate(language, "geocode_sure"),
            key="geocode_sure",
            on_click=partial(_take_sure, language),
        )
        show_text(translate(language, "geocode_sure_about", km=f"{REACH_KM:.0f}"), is_fine=True)
        where = address_parts(server()).netloc or server()
        st.checkbox(
            escape_markdown(translate(language, "geocode_consent", server=where)), key=_CONSENT
        )
        for each in missing[:_AT_ONCE]:
            _show_place(each, language)
        if len(missing) > _AT_ONCE:
            more = translate(language, "geocode_more", number=len(missing) - _AT_ONCE)
            show_text(more, is_fine=True)


def _show_place(missing: MissingPlace, language: str) -> None:
    found = st.session_state.setdefault(_FOUND, {})
    searched: list[Proposal] | None = found.get(missing.name)
    places = (*proposals(missing), *(searched or ()))
    show("missing_place.html", language, missing=missing, has_proposals=bool(places))
    for number, place in enumerate(places):
        key = f"geocode_use_{missing.row}_{number}"
        words, why = place_words(place, language), reasons(place, missing, places, language)
        label = translate(language, "geocode_use", place=words, name=missing.name)
        with st.container(key=f"{key}_row", horizontal=True):
            show("proposal.html", language, place=words, reasons=why, source=place.source)
            st.button(
                escape_markdown(label), key=key, on_click=partial(_take, missing, place, language)
            )
    failed: dict[str, str] = st.session_state.get(_FAILED, {})
    if missing.name in failed:
        show_note(failed[missing.name])
    elif searched == []:
        show_note(translate(language, "geocode_found_none", name=missing.name))
    if st.session_state.get(_CONSENT) and not searched:
        st.button(
            escape_markdown(translate(language, "geocode_ask", name=missing.name)),
            key=f"geocode_ask_{missing.row}",
            on_click=partial(_search, missing, language),
        )


@contextmanager
def _failure_noted(missing: MissingPlace, language: str) -> Iterator[None]:
    """Note why a click has failed, in place of the previous note."""
    failed = st.session_state.setdefault(_FAILED, {})
    failed.pop(missing.name, None)
    try:
        yield
    except (*REFUSALS, SearchError) as problem:
        failed[missing.name] = problem_words(problem, language)


def _take(missing: MissingPlace, place: Proposal, language: str) -> None:
    with _failure_noted(missing, language):
        files = read_by_worker(
            partial(with_accepted, visitor_journey.files(), {missing.row: place})
        )
        visitor_journey.change_files(files)


def _take_sure(language: str) -> None:
    """Take the sure ones, and note how many there were."""
    before = visitor_journey.files()
    try:
        sure = read_by_worker(partial(sure_proposals, before))
        if sure:
            visitor_journey.change_files(read_by_worker(partial(with_accepted, before, sure)))
    except REFUSALS as problem:
        st.session_state[_SURE_TOLD] = problem_words(problem, language)
        return
    missing = visitor_journey.missing_places()
    told = [translate(language, "geocode_sure_taken", number=len(sure), left=len(missing))]
    if not sure and not any(each.country or each.neighbours for each in missing):
        told.append(translate(language, "geocode_sure_none"))
    st.session_state[_SURE_TOLD] = " ".join(told)


def _search(missing: MissingPlace, language: str) -> None:
    """Ask Nominatim; a failure changes nothing that was found before."""
    answers = st.session_state.setdefault(_ANSWERS, {})
    with _failure_noted(missing, language):
        found = in_likely_order(search(missing.name, answers), missing)
        st.session_state[_FOUND][missing.name] = found

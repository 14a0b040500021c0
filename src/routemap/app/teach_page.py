"""The Teach page: presentation, handout, slides and film."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.address import asked_language, language_query
from routemap.app.navigation import begin_subpage, show_head
from routemap.app.visitor_downloads import OwnFile, offer
from routemap.app.waiting import refusals_shown, visitor, waited_with_bar
from routemap.app.widgets import select, show, show_group, show_note, show_text
from routemap.errors import ParameterError
from routemap.exports.film_files import FILM_FORMATS, can_write
from routemap.exports.film_timing import Shape
from routemap.exports.follows_box import FOLLOWS
from routemap.exports.handout_content import Answers, Paper
from routemap.exports.params import ANSWERS, CHOICES, FILM, HANDOUT, MOMENTS, PAPER, SHAPE, SLIDES
from routemap.i18n.catalog import supported_language, translate
from routemap.i18n.dates import moment_title
from routemap.i18n.languages import language_name, offered_languages
from routemap.look import LOOKS
from routemap.model.itinerary import Itinerary
from routemap.page.inlining import data_url
from routemap.pictures.params import DATE, LANGUAGE, LOOK, WHO
from routemap.server.jobs import PREVIEW
from routemap.server.loading import Loaded
from routemap.server.responses import DOWNLOAD
from routemap.server.single_flight import Payload
from routemap.server.teaching import MADE, MEDIA_TYPES, TeachingJob

PATH = "teach"
_FORM = "form"
_DOCUMENTS = {
    HANDOUT: ("pdf", "teach_handout", "handout_description"),
    SLIDES: ("pptx", "teach_slides", "teach_slides_about"),
}


class _File(NamedTuple):
    """A file: its address, the one that saves it, and the name to save it under."""

    address: str
    download: str
    name: str


def show_teaching() -> None:
    """Show the page, or the problems in the journey's tables."""
    loaded = visitor_journey.shown_journey()
    itinerary = loaded.itinerary
    page_language = asked_language(st.query_params, itinerary)
    language = supported_language(page_language)
    heading = translate(language, "teach")
    begin_subpage(loaded, language, heading)
    if itinerary is None:
        return
    is_own = visitor_journey.opened() is not None
    wanted = partial(_wanted, loaded, itinerary)
    with st.container(key="page"):
        query = _query(itinerary, page_language)
        show_head(itinerary, heading, language, f"./{query}")
        if is_own:
            show_note(translate(language, "open_unshared"))
        else:
            show("teach_present.html", language, address=f"present{query}")
        with st.container(key="teach_options", horizontal=True):
            _show_options(itinerary, page_language)
        for kind, (form, *words) in _DOCUMENTS.items():
            if is_own:
                title, about = (translate(language, word) for word in words)
                show_group(title, about=about)
            with refusals_shown(language, ParameterError):
                _show_document(wanted(kind, form), language, is_own=is_own)
        show_group(translate(language, "teach_film"), anchor="film")
        _show_film(wanted, language, is_own=is_own)


def _query(itinerary: Itinerary, language: str) -> str:
    """Return the query of the map and of the presentation: moment and language of this page.

    A date that the journey does not have is left out.
    """
    date = st.query_params.get(DATE, "")
    query = {DATE: date} if date and itinerary.timeline.first(date) is not None else {}
    query |= language_query(itinerary, language)
    return f"?{urlencode(query)}" if query else ""


def _show_options(itinerary: Itinerary, page_language: str) -> None:
    language = supported_language(page_language)
    codes = dict.fromkeys((page_language, *offered_languages(itinerary)))
    if len(codes) > 1:
        names = {code: language_name(code) for code in codes}
        _select(language, "teach_language", LANGUAGE, names)
    else:
        st.session_state[_key(LANGUAGE)] = page_language
    looks = {name: translate(language, f"look_{name}") for name in LOOKS}
    _select(language, "picture_look", LOOK, looks)
    papers = {name.value: translate(language, f"paper_{name}") for name in Paper}
    _select(language, "teach_paper", PAPER, papers)
    places = {name.value: translate(language, f"answers_{name}") for name in Answers}
    _select(language, "teach_answers", ANSWERS, places)


def _select(language: str, label: str, name: str, options: dict[str, str]) -> None:
    select(translate(language, label), options, _key(name))


def _key(name: str) -> str:
    return f"teach_{name}"


def _wanted(loaded: Loaded, itinerary: Itinerary, kind: str, form: str) -> TeachingJob:
    offered = [name for name in CHOICES[kind] if name not in {WHO, MOMENTS, FOLLOWS}]
    values = sorted((name, st.session_state[_key(name)]) for name in offered)
    return TeachingJob(kind, form, tuple(values), loaded.version, itinerary)


def _file(wanted: TeachingJob) -> _File:
    """Return a file as the page links it."""
    address = f"{wanted.kind}.{wanted.form}?{urlencode(wanted.values)}"
    name = wanted.query().file_name(wanted.kind, wanted.form)
    return _File(address, f"{address}&{DOWNLOAD}=1", name)


def _own_file(wanted: TeachingJob) -> OwnFile:
    """Return a file of a visitor's own journey."""
    return OwnFile(
        wanted.form.upper(),
        wanted.query().file_name(wanted.kind, wanted.form),
        MEDIA_TYPES[wanted.kind, wanted.form],
        f"own_{wanted.kind}",
        wanted.tag,
    )


def _show_document(wanted: TeachingJob, language: str, *, is_own: bool) -> None:
    """Show handout or slides; raises ParameterError if they would be too long."""
    query = wanted.query()
    query.refuse_long(wanted.kind)
    preview = replace(wanted, form=PREVIEW)
    if is_own:
        offer(_own_file(wanted), partial(wanted.submit, is_kept=False, of=visitor()), language)
    elif wanted.kind == HANDOUT:
        show("teach_handout.html", language, file=_file(wanted), pages=_file(preview))
    else:
        titles = [query.itinerary.journey.title.in_language(query.language)]
        titles += (moment_title(moment, query.language) for moment in query.told_moments)
        show(
            "teach_slides.html",
            language,
            file=_file(wanted),
            preview=_file(preview).address,
            titles=titles,
        )


def _show_film(
    wanted_as: Callable[[str, str], TeachingJob], language: str, *, is_own: bool
) -> None:
    """Show the film if it has been made, else offer to make it."""
    shapes = {name.value: translate(language, f"shape_{name}") for name in Shape}
    if is_own:
        form = "webp"
        _select(language, "teach_shape", SHAPE, shapes)
    else:
        with st.container(key="film_options", horizontal=True):
            _select(language, "teach_shape", SHAPE, shapes)
            forms = {form: form.upper() for form in FILM_FORMATS}
            _select(language, "teach_format", _FORM, forms)
        form = st.session_state[_key(_FORM)]
    wanted = wanted_as(FILM, form)
    with refusals_shown(language, ParameterError):
        own = _own_file(wanted)
        film = wanted.query().film()
        seconds = round(film.seconds)
        if not can_write(form):
            show_note(translate(language, "film_needs_ffmpeg"))
        elif is_own and (content := own.kept()) is not None:
            address = data_url("image/webp", content)
            file = _File(address, address, own.name)
            show("teach_film.html", language, file=file, size=film.size, is_video=False)
        elif not is_own and wanted in MADE:
            is_video = form == "mp4"
            show("teach_film.html", language, file=_file(wanted), size=film.size, is_video=is_video)
        else:
            show_text(translate(language, "film_about", seconds=seconds), is_fine=True)
            if st.button(translate(language, "film_make"), key="film_make"):
                _make(wanted, film.frame_count, language, own if is_own else None)
            elif not is_own:
                stills = _file(replace(wanted, form=PREVIEW))
                show("teach_stills.html", language, address=stills.address)


def _make(wanted: TeachingJob, frames: int, language: str, own: OwnFile | None) -> None:
    """Make the film and show the progress; any click ends this run and cancels it."""

    def submit(tell: Callable[[float], object]) -> Future[Payload]:
        telling = replace(wanted, tell=tell)
        return telling.submit(is_kept=False, of=visitor()) if own else MADE.ask(telling)

    made = waited_with_bar(submit, frames, language, key="film_cancel")
    if own:
        own.keep(made.body)
    st.rerun()

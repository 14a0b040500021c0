"""The Teach page: present, hand out, leave slides and a film behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from routemap.app import visitor_downloads, visitor_journey
from routemap.app.address import home_language
from routemap.app.subpage import begin_subpage, show_head
from routemap.app.waiting import REFUSALS, problem_words, waited_with_bar
from routemap.errors import DrawingError, ParameterError
from routemap.exports.film_files import FILM_FORMATS, can_write
from routemap.exports.film_script import Shape
from routemap.exports.handout_content import Paper
from routemap.exports.params import CHOICES, FILM, HANDOUT, PAPER, SHAPE, SLIDES
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.i18n.dates import moment_heading
from routemap.look import LOOKS
from routemap.page.sections import note_html
from routemap.page.teaching import (
    TeachingFile,
    film_html,
    handout_html,
    presenting_html,
    slides_html,
    stills_html,
)
from routemap.pictures.params import DATE, LANGUAGE, LOOK
from routemap.server.jobs import PREVIEW
from routemap.server.responses import DOWNLOAD
from routemap.server.teaching import MADE, Wanted

if TYPE_CHECKING:
    from routemap.exports.params import TeachingQuery
    from routemap.model.itinerary import Itinerary
    from routemap.server.loading import Loaded

PATH = "teach"
_FORM = "form"


def show_teaching() -> None:
    """Show the page, or the problems in the journey's tables."""
    loaded = visitor_journey.shown()
    itinerary = loaded.itinerary
    language = _page_language(itinerary) if itinerary else LANGUAGES[0]
    heading = translate(language, "teach")
    begin_subpage(loaded, heading, language)
    if itinerary is None:
        return
    with st.container(key="page"):
        query = _query(itinerary, language)
        show_head(itinerary, heading, language, f"./{query}")
        if visitor_journey.opened():
            st.html(note_html(translate(language, "open_unshared")))
        else:
            st.html(presenting_html(language, f"present{query}"))
        with st.container(key="teach_options", horizontal=True):
            _select(translate(language, "teach_language"), LANGUAGE, _languages(language))
            _select(
                translate(language, "picture_look"),
                LOOK,
                {name: translate(language, f"look_{name}") for name in LOOKS},
            )
            _select(
                translate(language, "teach_paper"),
                PAPER,
                {name.value: translate(language, f"paper_{name}") for name in Paper},
            )
        if visitor_journey.opened():
            visitor_downloads.show(_wanted(HANDOUT, "pdf", loaded, itinerary), language)
            visitor_downloads.show(_wanted(SLIDES, "pptx", loaded, itinerary), language)
            st.html(_film_heading(language))
            _select_shape(language)
            visitor_downloads.show_film(_wanted(FILM, "webp", loaded, itinerary), language)
        else:
            _show_handout(loaded, itinerary, language)
            _show_slides(loaded, itinerary, language)
            _show_film(loaded, itinerary, language)


def _query(itinerary: Itinerary, language: str) -> str:
    """Return the query of the map and of the presentation: the moment one came from, the language.

    A date that the journey does not have is left out.
    """
    date = st.query_params.get(DATE, "")
    asked = {DATE: date} if date and itinerary.timeline.index(date) is not None else {}
    if language != home_language(itinerary):
        asked[LANGUAGE] = language
    return f"?{urlencode(asked)}" if asked else ""


def _page_language(itinerary: Itinerary) -> str:
    asked = st.query_params.get(LANGUAGE, "")
    return asked if asked in LANGUAGES else home_language(itinerary)


def _languages(language: str) -> dict[str, str]:
    """Return the languages to choose from, that of the page first."""
    ordered = sorted(LANGUAGES, key=lambda code: code != language)
    return {code: translate(code, "language_name") for code in ordered}


def _select(label: str, name: str, options: dict[str, str]) -> None:
    st.selectbox(label, options, format_func=lambda each: options.get(each, each), key=_key(name))


def _key(name: str) -> str:
    return f"teach_{name}"


def _wanted(kind: str, form: str, loaded: Loaded, itinerary: Itinerary) -> Wanted:
    values = tuple(sorted((name, st.session_state[_key(name)]) for name in CHOICES[kind]))
    return Wanted(kind, form, values, loaded.version, itinerary)


def _file(wanted: Wanted) -> TeachingFile:
    """Return a file as the page links it."""
    address = f"{wanted.kind}.{wanted.form}?{urlencode(wanted.values)}"
    name = wanted.query().file_name(wanted.kind, wanted.form)
    return TeachingFile(address, f"{address}&{DOWNLOAD}=1", name)


def _is_refused(query: TeachingQuery, kind: str) -> bool:
    """Tell whether something would be too long to make, and say so on the page."""
    try:
        query.refuse_long(kind)
    except ParameterError as problem:
        st.html(note_html(str(problem)))
        return True
    return False


def _show_handout(loaded: Loaded, itinerary: Itinerary, language: str) -> None:
    if _is_refused(_wanted(HANDOUT, "pdf", loaded, itinerary).query(), HANDOUT):
        return
    handout, pages = (_file(_wanted(HANDOUT, form, loaded, itinerary)) for form in ("pdf", PREVIEW))
    st.html(handout_html(language, handout, pages))


def _show_slides(loaded: Loaded, itinerary: Itinerary, language: str) -> None:
    wanted = _wanted(SLIDES, "pptx", loaded, itinerary)
    if _is_refused(wanted.query(), SLIDES):
        return
    preview = _file(replace(wanted, form=PREVIEW)).address
    shown = wanted.query().language
    titles = [itinerary.journey.title.in_language(shown)]
    titles += (moment_heading(moment, shown) for moment in itinerary.timeline.moments)
    st.html(slides_html(language, _file(wanted), preview, titles))


def _film_heading(language: str) -> str:
    return f'<h2 class="group" id="film">{translate(language, "teach_film")}</h2>'


def _select_shape(language: str) -> None:
    shapes = {name.value: translate(language, f"shape_{name}") for name in Shape}
    _select(translate(language, "teach_shape"), SHAPE, shapes)


def _show_film(loaded: Loaded, itinerary: Itinerary, language: str) -> None:
    st.html(_film_heading(language))
    with st.container(key="film_options", horizontal=True):
        _select_shape(language)
        _select(
            translate(language, "teach_format"),
            _FORM,
            {form: form.upper() for form in FILM_FORMATS},
        )
    form = st.session_state[_key(_FORM)]
    wanted = _wanted(FILM, form, loaded, itinerary)
    try:
        film = wanted.query().film()
        seconds = round(film.seconds)
    except (DrawingError, ParameterError) as problem:
        st.html(note_html(str(problem)))
        return
    if not can_write(form):
        st.html(note_html(translate(language, "film_needs_ffmpeg")))
        return
    if wanted not in MADE:
        st.html(f'<p class="fine">{translate(language, "film_about", seconds=seconds)}</p>')
        if st.button(translate(language, "film_make"), key="film_make"):
            _make(wanted, film.frame_count, language)
        else:
            st.html(stills_html(language, _file(replace(wanted, form=PREVIEW)).address))
        return
    st.html(film_html(language, _file(wanted), film.size, is_video=form == "mp4"))


def _make(wanted: Wanted, frames: int, language: str) -> None:
    """Make the film and show how far it is; a click on anything ends this run, and with it that."""
    try:
        waited_with_bar(
            lambda tell: MADE.ask(replace(wanted, tell=tell)),
            frames,
            language,
            key="film_cancel",
        )
    except REFUSALS as problem:
        st.html(note_html(problem_words(problem, language)))
        return
    st.rerun()

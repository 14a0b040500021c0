"""Handout, slides and film of a visitor's own journey: made when asked for, kept by nobody else."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from routemap.app.waiting import REFUSALS, problem_words, visitor, waited_with_bar
from routemap.errors import DrawingError, ParameterError
from routemap.exports.params import HANDOUT, SLIDES
from routemap.i18n.catalog import translate
from routemap.page.sections import note_html
from routemap.page.teaching import TeachingFile, film_html
from routemap.server.teaching import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from routemap.server.single_flight import Payload
    from routemap.server.teaching import TeachingJob

_FILM = "own_film"
_HEADINGS = {
    HANDOUT: ("teach_handout", "handout_description"),
    SLIDES: ("teach_slides", "teach_slides_about"),
}


def show(wanted: TeachingJob, language: str) -> None:
    """Offer handout or slides."""
    heading, about = (translate(language, word) for word in _HEADINGS[wanted.kind])
    st.html(f'<h2 class="group">{heading}</h2><p>{about}</p>')
    query = wanted.query()
    try:
        query.refuse_long(wanted.kind)
    except ParameterError as problem:
        st.html(note_html(str(problem)))
        return
    offer(
        OwnFile(
            wanted.form.upper(),
            query.file_name(wanted.kind, wanted.form),
            MEDIA_TYPES[wanted.kind, wanted.form],
            f"own_{wanted.kind}",
            wanted.tag,
        ),
        partial(wanted.submit, is_kept=False, of=visitor()),
        language,
    )


class OwnFile(NamedTuple):
    """A file that is made when asked for; `tag` changes with what it is made of."""

    label: str
    name: str
    media_type: str
    key: str
    tag: str


def offer(file: OwnFile, submit: Callable[[], Future[Payload]], language: str) -> None:
    """Offer to make a file, then the file itself; who leaves meanwhile frees his place."""
    made, content = st.session_state.get(f"{file.key}_made", ("", b""))
    if made != file.tag:
        if not st.button(file.label, key=file.key):
            return
        try:
            done = waited_with_bar(lambda _: submit(), 1.0, language, key=f"{file.key}_cancel")
        except (*REFUSALS, ValueError) as problem:  # such as too many pixels
            st.html(note_html(problem_words(problem, language)))
            return
        st.session_state[f"{file.key}_made"] = (file.tag, done.plain)
        st.rerun()
    label = f"{translate(language, 'download')}: {file.label}"
    key = f"{file.key}_download"
    st.download_button(label, content, file.name, file.media_type, key=key, on_click="ignore")


def show_film(wanted: TeachingJob, language: str) -> None:
    """Offer to make the film, then show it."""
    query = wanted.query()
    try:
        film = query.film()
        seconds = round(film.seconds)
    except (DrawingError, ParameterError) as problem:
        st.html(note_html(str(problem)))
        return
    made, content = st.session_state.get(_FILM, (None, b""))
    if made != wanted.tag:
        told = translate(language, "film_about", seconds=seconds)
        st.html(f'<p class="fine">{told}</p>')
        if not st.button(translate(language, "film_make"), key="own_film_make"):
            return
        try:
            done = waited_with_bar(
                lambda tell: replace(wanted, tell=tell).submit(is_kept=False, of=visitor()),
                film.frame_count,
                language,
                key="own_film_cancel",
            )
        except REFUSALS as problem:
            st.html(note_html(problem_words(problem, language)))
            return
        st.session_state[_FILM] = (wanted.tag, done.body)
        st.rerun()
    address = f"data:image/webp;base64,{base64.b64encode(content).decode()}"
    name = query.file_name(wanted.kind, wanted.form)
    st.html(film_html(language, TeachingFile(address, address, name), film.size, is_video=False))

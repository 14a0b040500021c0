"""Handout, slides and film of a visitor's own journey: made when asked for, kept by nobody else."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import streamlit as st

from routemap.errors import DrawingError, ParameterError
from routemap.teaching.film_files import write_webp
from routemap.teaching.query import FILM, HANDOUT, PPTX, SLIDES
from routemap.web.sections import note_html
from routemap.web.teaching import TeachingFile, film_html
from routemap.words import say

if TYPE_CHECKING:
    from routemap.teaching.query import TeachingQuery

_FILM = "own_film"


def show(query: TeachingQuery, language: str) -> None:
    """Offer handout and slides."""
    st.html(
        f'<h2 class="group">{say(language, "teach_handout")}</h2>'
        f"<p>{say(language, 'handout_description')}</p>"
    )
    st.download_button(
        "PDF",
        query.handout,
        query.file_name(HANDOUT, "pdf"),
        "application/pdf",
        key="own_handout",
        on_click="ignore",
    )
    st.html(
        f'<h2 class="group">{say(language, "teach_slides")}</h2>'
        f"<p>{say(language, 'teach_slides_about')}</p>"
    )
    st.download_button(
        "PPTX",
        query.slides,
        query.file_name(SLIDES, "pptx"),
        PPTX,
        key="own_slides",
        on_click="ignore",
    )


def show_film(query: TeachingQuery, version: str, language: str) -> None:
    """Offer to make the film, then show it."""
    try:
        film = query.film()
        seconds = round(film.seconds)
    except (DrawingError, ParameterError) as problem:
        st.html(note_html(str(problem)))
        return
    made_for = (version, query.language, query.look, query.shape)
    made, content = st.session_state.get(_FILM, (None, b""))
    if made != made_for:
        told = say(language, "film_about", seconds=seconds)
        st.html(f'<p class="fine">{told}</p>')
        if not st.button(say(language, "film_make"), key="own_film_make"):
            return
        words = say(language, "film_making")
        bar = st.progress(0.0, text=words)
        st.button(say(language, "cancel"), key="own_film_cancel")
        output = io.BytesIO()
        total = film.frame_count
        write_webp(film, output, lambda done: bar.progress(min(done / total, 1.0), text=words))
        st.session_state[_FILM] = (made_for, output.getvalue())
        st.rerun()
    address = f"data:image/webp;base64,{base64.b64encode(content).decode()}"
    name = query.file_name(FILM, "webp")
    st.html(film_html(language, TeachingFile(address, address, name), film.size, is_video=False))

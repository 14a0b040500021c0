"""Drafts that survive a reload, kept in the visitor's own browser and nowhere else."""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import partial

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.page_scripts import drafts
from routemap.app.visitor_downloads import zipped_files
from routemap.app.waiting import REFUSALS, problem_words, read_by_worker
from routemap.app.widgets import show_note
from routemap.formats.zip_archive import read_archive
from routemap.i18n.catalog import translate

_KEY, _WANTED, _PACKED, _FAILED = (
    "open_drafts",
    "open_draft_kept",
    "open_draft",
    "open_draft_failed",
)
# Packed: the draft is sent to the browser whenever the whole page runs.
_MOST_BYTES = 1_000_000
_MOST_LETTERS_OF_NAME = 200


def show_drafts(language: str) -> None:
    """Show the drafts that the browser keeps, to go on with or to delete."""
    if _FAILED in st.session_state:
        show_note(st.session_state.pop(_FAILED))
    drafts(
        key=_KEY,
        data={
            "keep": None,
            "drop": "",
            "list": True,
            "language": language,
            "words": {
                name: translate(language, f"draft_{name}", name="{name}")
                for name in ("title", "about", "resume", "forget", "refused")
            },
        },
        on_resumed_change=partial(_resume, language),
    )


def keep_draft(language: str) -> None:
    """Have the browser keep the files that are open, or delete what it has of them."""
    st.session_state.setdefault(_WANTED, True)
    # A page that does not show the choice makes Streamlit forget it.
    st.session_state[_WANTED] = st.session_state[_WANTED]
    with st.container(key="open_draft", horizontal=True):
        is_kept = st.checkbox(translate(language, "draft_keep"), key=_WANTED)
        content = _packed() if is_kept else ""
        if is_kept and not content:
            show_note(translate(language, "draft_too_large"))
        draft = {"id": visitor_journey.id_(), "name": visitor_journey.name(), "content": content}
        drafts(
            key=f"{_KEY}_keeper",
            data={
                "keep": draft if content else None,
                "drop": "" if is_kept else draft["id"],
                "list": False,
                "language": language,
                "words": {
                    "kept": translate(language, "draft_kept", time="{time}"),
                    "refused": translate(language, "draft_refused"),
                },
            },
            width="content",
        )


def _packed() -> str:
    """Return the open files as the browser keeps them, "" if they are too large for that."""
    files = visitor_journey.files()
    packed_of, packed = st.session_state.get(_PACKED, ({}, ""))
    if packed_of != files:
        content = zipped_files(files)
        packed = b64encode(content).decode() if len(content) <= _MOST_BYTES else ""
        st.session_state[_PACKED] = (files, packed)
    return str(packed)


def _resume(language: str) -> None:
    """Open a draft; what comes from a browser may be anything."""
    match st.session_state[_KEY].get("resumed"):
        case {"id": str(id_), "name": str(name), "content": str(content)}:
            title = name[:_MOST_LETTERS_OF_NAME]
            try:
                packed = b64decode(content, validate=True)
                files = read_by_worker(partial(read_archive, packed, title)).files
                visitor_journey.open_files(files, title, id_)
            except (*REFUSALS, ValueError) as problem:
                st.session_state[_FAILED] = problem_words(problem, language)

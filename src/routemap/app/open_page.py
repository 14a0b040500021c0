"""The Open page: upload a table, name its columns, mend it, download or publish the result."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path, PurePath

import streamlit as st

from routemap.app import brought_table, import_notes, placing, table_editor, visitor_journey
from routemap.app.address import asked_language
from routemap.app.drafts import keep_draft, show_drafts
from routemap.app.journey_fields import show_fields, titled
from routemap.app.missing_places import show_missing_places
from routemap.app.navigation import begin_page, page_link, show_outdated
from routemap.app.placing import show_placing
from routemap.app.problem_list import show_problems
from routemap.app.table_editor import show_editor
from routemap.app.visitor_downloads import Packed, packed_page, zipped_files
from routemap.app.waiting import (
    faults_shown,
    read_by_worker,
    refusals_shown,
    visitor,
    waited_with_bar,
)
from routemap.app.widgets import escape_markdown, show, show_group, show_note, show_text
from routemap.formats.account import reported
from routemap.formats.pasted import import_pasted
from routemap.formats.registry import ENDINGS, import_file
from routemap.i18n.catalog import supported_language, translate
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Journey
from routemap.server.loading import Loaded, load_itinerary
from routemap.server.worker_pool import LONG
from routemap.shipped import example_journeys
from routemap.tables import read_journey
from routemap.tables.folder import LOCATIONS
from routemap.tables.limits import LARGEST_MB

PATH = "open"
# In characters, to fit into one message of the browser. A larger table needs a file.
_MOST_PASTED = 500_000
_UPLOAD = "open_upload"


def show_opening() -> None:
    """Show the page."""
    shown = visitor_journey.shown_journey()
    told = shown.itinerary or load_itinerary().itinerary
    language = supported_language(asked_language(st.query_params, told))
    begin_page(shown, language, translate(language, "open"))
    show_outdated(shown, language)
    with st.container(key="page"), faults_shown(language, _file_names):
        show("open_head.html", language)
        with st.container(key="open_links", horizontal=True):
            page_link("journey", translate(language, "back_to_map"))
        if visitor_journey.opened():
            _show_opened(language)
        elif brought_table.is_kept():
            brought_table.show_columns(language)
        else:
            _show_ways_in(language)


def _file_names() -> str:
    """Return the names of the visitor's files; pasted text counts as "locations.csv"."""
    names = [*visitor_journey.files()]
    uploaded = st.session_state.get(_UPLOAD)
    return ", ".join(names or [uploaded.name if uploaded else LOCATIONS])


# A file comes in ---------------------------------------------------------------------------------


def _show_ways_in(language: str) -> None:
    show_text(translate(language, "open_promise"))
    uploaded = st.file_uploader(
        translate(language, "open_file"),
        type=list(ENDINGS),
        max_upload_size=LARGEST_MB,
        key=_UPLOAD,
    )
    if uploaded is not None:
        _take(uploaded.name, uploaded.getvalue(), language)
    pasted = st.text_area(
        translate(language, "open_paste"), key="open_pasted", height=160, max_chars=_MOST_PASTED
    )
    if st.button(translate(language, "open_pasted"), key="open_take", disabled=not pasted.strip()):
        _take_pasted(pasted, language)
    show_drafts(language)
    _show_examples(language)


def _show_examples(language: str) -> None:
    """Offer example journeys, which open as if the visitor had uploaded them."""
    show_group(translate(language, "open_examples"))
    for folder in example_journeys():
        journey = _example(folder)
        title = journey.title.in_language(language).text
        with st.container(key=f"open_example_{folder.name}_row", horizontal=True):
            show("example.html", language, journey=journey)
            st.button(
                escape_markdown(translate(language, "open_example", title=title)),
                key=f"open_example_{folder.name}",
                on_click=partial(_open_example, folder),
            )


@cache
def _example(folder: Path) -> Journey:
    """Return one of the journeys that come with routemap and never change."""
    return read_journey(folder)


def _open_example(folder: Path) -> None:
    contents = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    visitor_journey.open_files(contents, folder.name)


def _take(name: str, content: bytes, language: str) -> None:
    with refusals_shown(language):
        found = read_by_worker(partial(import_file, name, content))
        title = PurePath(name).stem
        if found.table or found.groups:
            brought_table.keep(found, title, name, content)
        else:
            # A journey's own folder needs no report if all of it is there.
            is_own = name.lower().endswith(".zip") and not found.account.left
            files = found.files if is_own else reported(found.files, found.account)
            import_notes.note(found.account, found.advice)
            visitor_journey.open_files(titled(files, title), title)
        st.rerun()


def _take_pasted(text: str, language: str) -> None:
    with refusals_shown(language):
        found = read_by_worker(partial(import_pasted, text, "the table"))
        brought_table.keep(found, "Journey")
        st.rerun()


# It is corrected ---------------------------------------------------------------------------------


def _show_opened(language: str) -> None:
    """Show the journey; the editor runs first, so that all else shows what was edited."""
    actions = st.container(key="open_actions", horizontal=True)
    above = st.container(key="open_above")
    table, beside = st.columns([3, 2], gap="medium")
    with table.container(key="open_table"):
        show_editor(language)
    found = visitor_journey.shown_journey()
    with actions:
        _show_actions(found, language)
    with above:
        import_notes.show_notes(language)
        keep_draft(language)
        show_fields(language)
        show_problems(found.problems, language)
    with beside.container(key="open_beside"):
        show_placing(found.itinerary, language)
    show_missing_places(language)


def _show_actions(found: Loaded, language: str) -> None:
    """Show what is done with the journey as a whole; nothing that comes late moves it."""
    for key, do, can in (
        ("undo", visitor_journey.undo, visitor_journey.can_undo()),
        ("redo", visitor_journey.redo, visitor_journey.can_redo()),
    ):
        words = translate(language, f"open_{key}")
        st.button(words, key=f"open_{key}", on_click=do, disabled=not can)
    st.download_button(
        translate(language, "open_download"),
        partial(zipped_files, visitor_journey.files()),
        f"{visitor_journey.name()}.zip",
        "application/zip",
        key="open_download",
        on_click="ignore",
    )
    if found.itinerary:
        _show_publishing(found.itinerary, found.version, language)
        page_link("pictures", translate(language, "pictures"))
        page_link("teach", translate(language, "teach"))
    if st.button(translate(language, "open_close"), key="open_close"):
        visitor_journey.close()
        table_editor.forget()
        placing.forget()
        import_notes.forget()
        st.rerun()


# It is published ---------------------------------------------------------------------------------


def _show_publishing(itinerary: Itinerary, version: str, language: str) -> None:
    key = f"open_packed_{version}"
    if key in st.session_state:
        packed: Packed = st.session_state[key]
        for why in packed.refusals:
            show_note(translate(language, "open_publish_refused", why=why))
        st.download_button(
            translate(language, "open_publish_download"),
            packed.content,
            f"{visitor_journey.name()}-page.zip",
            "application/zip",
            key="open_packed",
            on_click="ignore",
        )
    elif st.button(
        translate(language, "open_publish_make"),
        key="open_publish",
        help=translate(language, "open_publish_about"),
    ):
        with refusals_shown(language):
            st.session_state[key] = waited_with_bar(
                lambda tell: LONG.submit(
                    packed_page, itinerary, is_kept=False, tell=tell, of=visitor()
                ),
                1.0,
                language,
                key="open_publish_cancel",
            )
            st.rerun()

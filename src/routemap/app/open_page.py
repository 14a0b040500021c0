"""The Open page: bring a table of one's own, name its columns, mend it, take it along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from routemap.app import visitor_journey
from routemap.app.address import home_language
from routemap.app.labels import plain
from routemap.app.missing_places import show_missing_places
from routemap.app.navigation import page_link
from routemap.app.packing import packed_page, zipped_files
from routemap.app.subpage import begin_subpage
from routemap.app.waiting import REFUSALS, problem_words, visitor, waited, waited_with_bar
from routemap.errors import ForeignFileError
from routemap.formats.column_names import COLUMNS, named_tables, recognised
from routemap.formats.delimited import read_pasted
from routemap.formats.imported import ForeignTable
from routemap.formats.registry import ENDINGS, import_file
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.page.opening import drawn_map_html, example_html, open_head_html, problem_list_html
from routemap.page.sections import note_html
from routemap.pictures.options import PictureOptions
from routemap.pictures.params import LANGUAGE, PRESET
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import preset
from routemap.server import jobs
from routemap.server.loading import load_itinerary
from routemap.server.worker_pool import LONG, READING, STILLS
from routemap.shipped import example_journeys
from routemap.tables import read_journey
from routemap.tables.folder import LOCATIONS
from routemap.tables.limits import LARGEST_MB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from streamlit.elements.lib.column_types import ColumnConfig

    from routemap.app.packing import Packed
    from routemap.formats.imported import Imported
    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Journey
    from routemap.server.loading import Loaded
    from routemap.server.single_flight import Made

PATH = "open"
# Of letters; who has more brings a file. A message of a browser holds them.
_MOST_PASTED = 500_000
_TABLE, _TITLE, _LEFT, _EDITED = "open_table", "open_title", "open_left", "open_edited"
_PREVIEW_ROWS = 5
# In cells: all of them go to the browser at each run.
_MOST_EDITED = 20_000
_MAP_SIZE = "900x600"


def show_opening() -> None:
    """Show the page."""
    language = _page_language()
    begin_subpage(
        visitor_journey.shown(), translate(language, "open"), language, with_problems=False
    )
    with st.container(key="page"):
        st.html(open_head_html(language))
        with st.container(key="open_links", horizontal=True):
            page_link("journey", translate(language, "back_to_map"))
        found = visitor_journey.opened()
        if found:
            _show_opened(found, language)
        elif _TABLE in st.session_state:
            _show_columns(st.session_state[_TABLE], language)
        else:
            _show_ways_in(language)


def _page_language() -> str:
    asked = st.query_params.get("lang", "")
    served = load_itinerary().itinerary
    home = home_language(served) if served else LANGUAGES[0]
    return asked if asked in LANGUAGES else home


# A file comes in ---------------------------------------------------------------------------------


def _show_ways_in(language: str) -> None:
    st.html(f"<p>{translate(language, 'open_promise')}</p>")
    brought = st.file_uploader(
        translate(language, "open_file"),
        type=list(ENDINGS),
        max_upload_size=LARGEST_MB,
        key="open_upload",
    )
    if brought is not None:
        _take(brought.name, brought.getvalue(), language)
    pasted = st.text_area(
        translate(language, "open_paste"), key="open_pasted", height=160, max_chars=_MOST_PASTED
    )
    if st.button(translate(language, "open_pasted"), key="open_take", disabled=not pasted.strip()):
        _take_pasted(pasted, language)
    _show_examples(language)


def _show_examples(language: str) -> None:
    """Offer journeys to look into, as if one had brought them."""
    st.html(f'<h2 class="group">{translate(language, "open_examples")}</h2>')
    for folder in example_journeys():
        journey = _example(folder)
        title = journey.title.in_language(language).text
        with st.container(key=f"open_example_{folder.name}_row", horizontal=True):
            st.html(example_html(journey, language))
            st.button(
                plain(translate(language, "open_example", title=title)),
                key=f"open_example_{folder.name}",
                on_click=partial(_open_example, folder),
            )


@cache
def _example(folder: Path) -> Journey:
    """Return one of the journeys that come with routemap, which never change."""
    return read_journey(folder)


def _open_example(folder: Path) -> None:
    contents = {file.name: file.read_bytes() for file in folder.iterdir()}
    visitor_journey.open_files(contents, folder.name)


def _take(name: str, content: bytes, language: str) -> None:
    try:
        coming: Future[Imported] = READING.submit(partial(import_file, name, content), of=visitor())
        found = waited(coming)
    except REFUSALS as problem:
        st.html(note_html(problem_words(problem, language)))
        return
    title = PurePath(name).stem
    st.session_state[_LEFT] = found.left
    if found.files is not None:
        visitor_journey.open_files(found.files, title)
    elif found.table:
        st.session_state[_TABLE], st.session_state[_TITLE] = found.table, title
    st.rerun()


def _take_pasted(text: str, language: str) -> None:
    try:
        coming: Future[ForeignTable] = READING.submit(
            partial(read_pasted, text, "the table"), of=visitor()
        )
        table = waited(coming)
    except REFUSALS as problem:
        st.html(note_html(problem_words(problem, language)))
        return
    st.session_state[_TABLE], st.session_state[_TITLE] = table, "Journey"
    st.rerun()


# Its columns get names ---------------------------------------------------------------------------


def _show_columns(table: ForeignTable, language: str) -> None:
    st.html(f'<h2 class="group">{translate(language, "open_columns")}</h2>')
    st.html(f"<p>{translate(language, 'open_columns_about')}</p>")
    known = recognised(table.header)
    chosen: dict[int, str] = {}
    options = ["", *COLUMNS]
    with st.container(key="open_columns", horizontal=True):
        for place, heading in enumerate(table.header):
            guess = known.get(place, "")
            named = options if guess in options else [*options, guess]
            column = st.selectbox(
                plain(heading) or f"({place + 1})",
                named,
                index=named.index(guess),
                format_func=partial(_column_words, language),
                key=f"open_column_{place}",
            )
            if column:
                chosen[place] = column
    preview = ForeignTable(table.header, table.rows[:_PREVIEW_ROWS])
    st.dataframe(_frame(preview), hide_index=True, column_config=_headings(table.header))
    with st.container(horizontal=True, key="open_actions"):
        if st.button(translate(language, "open_use"), key="open_use"):
            _use(table, chosen, language)
        if st.button(translate(language, "cancel"), key="open_cancel"):
            _forget()
            st.rerun()


def _column_words(language: str, column: str) -> str:
    return column or translate(language, "open_column_none")


def _use(table: ForeignTable, chosen: Mapping[int, str], language: str) -> None:
    title = st.session_state[_TITLE]
    try:
        named = partial(named_tables, table, dict(chosen))
        coming: Future[dict[str, bytes]] = READING.submit(named, of=visitor())
        files = waited(coming)
    except REFUSALS as problem:
        st.html(note_html(problem_words(problem, language)))
        return
    _forget()
    visitor_journey.open_files(files, title)
    st.rerun()


def _forget() -> None:
    for key in (_TABLE, _TITLE, _EDITED):
        st.session_state.pop(key, None)


def _frame(table: ForeignTable) -> pd.DataFrame:
    """Return a table as Streamlit shows it, its columns named by their places.

    A data frame takes no name twice, and some names, as "_index", mean something to Streamlit.
    """
    return pd.DataFrame(table.rows, columns=[*_headings(table.header)], dtype=str)


def _headings(header: Sequence[str]) -> dict[str, ColumnConfig]:
    """Return how the columns of `_frame` are headed, by their names there."""
    return {
        f"column {place}": st.column_config.TextColumn(heading or f"({place})")
        for place, heading in enumerate(header, 1)
    }


# It is mended ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Edited:
    """The table in the editor: what it began with, as a frame and as bytes, and what it is now.

    `edition` tells one table from the next; `header` has the names that the frame cannot have.
    """

    edition: int
    header: tuple[str, ...]
    frame: pd.DataFrame
    begun_with: bytes
    content: bytes

    @property
    def key(self) -> str:
        """Return the editor's key."""
        return f"open_editor_{self.edition}"


def _show_opened(found: Loaded, language: str) -> None:
    with st.container(key="open_actions", horizontal=True):
        st.download_button(
            translate(language, "open_download"),
            zipped_files(visitor_journey.files()),
            f"{visitor_journey.name()}.zip",
            "application/zip",
            key="open_download",
            on_click="ignore",
        )
        if found.itinerary:
            page_link("pictures", translate(language, "pictures"))
            page_link("teach", translate(language, "teach"))
        if st.button(translate(language, "open_close"), key="open_close"):
            visitor_journey.close()
            _forget()
            st.rerun()
    for left in st.session_state.get(_LEFT, ()):
        st.html(note_html(translate(language, "open_left", what=left)))
    table, beside = st.columns([3, 2], gap="medium")
    with table.container(key="open_table"):
        _show_editor(language)
    with beside.container(key="open_beside"):
        st.html(problem_list_html(found.problems, language))
        if found.itinerary:
            _show_map(found.itinerary, language)
    show_missing_places(language)
    if found.itinerary:
        _show_publishing(found, language)


def _show_map(itinerary: Itinerary, language: str) -> None:
    picture = Picture(itinerary.overview(), PictureOptions(preset(_MAP_SIZE), language))
    asked = {PRESET: _MAP_SIZE, LANGUAGE: language}
    try:
        coming: Future[Made] = STILLS.submit(
            partial(jobs.picture, "svg", asked), itinerary, is_kept=False, of=visitor()
        )
        st.html(drawn_map_html(picture, waited(coming).plain))
    except (*REFUSALS, ValueError) as problem:
        st.html(note_html(problem_words(problem, language)))


def _show_editor(language: str) -> None:
    """Show the table of stops to be edited; what is changed is checked at once."""
    st.html(
        f'<h2 class="group">{LOCATIONS}</h2><p class="fine">{translate(language, "open_edit")}</p>'
    )
    content = visitor_journey.files().get(LOCATIONS, b"")
    state: _Edited | None = st.session_state.get(_EDITED)
    # The editor keeps its changes to what it began with, but not while another page is shown.
    is_kept = state is not None and state.key in st.session_state
    if state is None or state.content != content or not (is_kept or state.begun_with == content):
        try:
            table = read_pasted(content.decode("utf-8-sig", errors="replace"), LOCATIONS)
        except ForeignFileError as problem:
            st.html(note_html(str(problem)))
            return
        if len(table.rows) * len(table.header) > _MOST_EDITED:
            st.html(note_html(translate(language, "open_too_large", cells=f"{_MOST_EDITED:,}")))
            return
        edition = state.edition + 1 if state else 0
        state = _Edited(edition, table.header, _frame(table), content, content)
        st.session_state[_EDITED] = state
    edited = st.data_editor(
        state.frame,
        num_rows="dynamic",
        hide_index=True,
        key=state.key,
        column_config=_headings(state.header),
    )
    written = _written(edited, state.header)
    if written == _written(state.frame, state.header):
        written = state.begun_with
    if written != content:
        st.session_state[_EDITED] = replace(state, content=written)
        visitor_journey.open_files(
            visitor_journey.files() | {LOCATIONS: written}, visitor_journey.name()
        )
        st.rerun()


def _written(frame: pd.DataFrame, header: Sequence[str]) -> bytes:
    filled = frame.fillna("").astype(str)
    return bytes(filled.to_csv(index=False, header=[*header], lineterminator="\n").encode())


# It is published ---------------------------------------------------------------------------------


def _show_publishing(found: Loaded, language: str) -> None:
    st.html(f'<h2 class="group">{translate(language, "open_publish")}</h2>')
    st.html(f"<p>{translate(language, 'open_publish_about')}</p>")
    key = f"open_packed_{found.version}"
    if key in st.session_state:
        packed: Packed = st.session_state[key]
        for why in packed.refusals:
            st.html(note_html(translate(language, "open_publish_refused", why=why)))
        st.download_button(
            translate(language, "open_publish_download"),
            packed.content,
            f"{visitor_journey.name()}-page.zip",
            "application/zip",
            key="open_packed",
            on_click="ignore",
        )
    elif found.itinerary and st.button(
        translate(language, "open_publish_make"), key="open_publish"
    ):
        itinerary = found.itinerary
        try:
            st.session_state[key] = waited_with_bar(
                lambda tell: LONG.submit(
                    packed_page, itinerary, is_kept=False, tell=tell, of=visitor()
                ),
                1.0,
                language,
                key="open_publish_cancel",
            )
        except REFUSALS as problem:
            st.html(note_html(problem_words(problem, language)))
            return
        st.rerun()

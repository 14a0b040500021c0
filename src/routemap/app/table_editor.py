"""The tables of a visitor's journey, edited in the page; every change is checked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from routemap.app import visitor_journey
from routemap.app.widgets import escape_markdown, select, show_note, show_text
from routemap.errors import ForeignFileError
from routemap.formats.delimited import read_delimited
from routemap.formats.imported import ImportedTable
from routemap.i18n.catalog import translate
from routemap.tables.schema import ACCOUNT, SCHEMAS, STOPS, Schema

TABLES = {
    schema.file: schema
    for schema in (STOPS, *SCHEMAS)
    if schema.file.endswith(".csv") and schema is not ACCOUNT
}
"""The tables that can be edited, by their files, that of the stops first."""
_EDITED, _CHOSEN, _ADDED = "open_edited", "open_file_edited", "open_column_added"
# In cells: all of them go to the browser at each run.
_MOST_EDITED = 20_000
_NUMBER = "row"
_FIRST_ROW = 2
_HEIGHT_PX = 480


@dataclass(frozen=True)
class _Edited:
    """The table in the editor, at the beginning and now, each as a frame and as bytes.

    `edition` numbers the tables; `header` has the headings that the frame cannot have. A stale one
    shows numbers that its rows no longer have in the file.
    """

    file: str
    edition: int
    header: tuple[str, ...]
    begun: pd.DataFrame
    begun_content: bytes
    now: pd.DataFrame
    content: bytes
    is_stale: bool = False

    @property
    def key(self) -> str:
        """Return the editor's key."""
        return f"open_editor_{self.edition}"

    def shows(self, file: str, content: bytes) -> bool:
        """Tell whether the editor shows this file as it is now."""
        # The editor keeps its changes to the first frame, but not while another page is shown.
        is_kept = self.key in st.session_state or self.begun_content == content
        return is_kept and not self.is_stale and (self.file, self.content) == (file, content)


def show_editor(language: str) -> None:
    """Show a table to be edited, and the choice which; one that is missing can be begun."""
    files = visitor_journey.files()
    words = {
        file: file if file in files else translate(language, "open_table_new", file=file)
        for file in TABLES
    }
    file = select(translate(language, "open_tables"), words, _CHOSEN)
    show_text(translate(language, "open_edit"), is_fine=True)
    try:
        state = _state(TABLES[file], files.get(file, b""))
    except ForeignFileError as problem:
        show_note(str(problem))
        return
    if state is None:
        show_note(translate(language, "open_too_large", cells=f"{_MOST_EDITED:,}"))
        return
    _show_table(state, language)
    _show_new_columns(state, language)


def forget() -> None:
    """Forget the table, so that the next starts afresh."""
    for key in (_EDITED, _CHOSEN):
        st.session_state.pop(key, None)


def _state(schema: Schema[object], content: bytes) -> _Edited | None:
    """Return the table to be edited, None if it is too large; raises as `read_delimited`."""
    state: _Edited | None = st.session_state.get(_EDITED)
    if state and state.shows(schema.file, content):
        return state
    new = ImportedTable(tuple(schema.by_name), ())
    table = read_delimited(content, schema.file) if content else new
    if len(table.rows) * len(table.header) > _MOST_EDITED:
        return None
    frame = frame_of(table)
    frame.insert(0, _NUMBER, [table.number_of(row) for row in range(len(table.rows))])
    frame[_NUMBER] = frame[_NUMBER].astype("Int64")  # a new row has no number yet
    edition = state.edition + 1 if state else 0
    state = _Edited(schema.file, edition, table.header, frame, content, frame, content)
    st.session_state[_EDITED] = state
    return state


def _show_table(state: _Edited, language: str) -> None:
    row = st.column_config.NumberColumn(
        translate(language, "problem_row"), disabled=True, pinned=True, width="small"
    )
    now = st.data_editor(
        state.begun,
        num_rows="dynamic",
        hide_index=True,
        height=_HEIGHT_PX,
        key=state.key,
        column_config={_NUMBER: row, **headings(state.header)},
    )
    if now.equals(state.now):
        return
    written = csv_bytes(now, state.header)
    if written == csv_bytes(state.begun, state.header):  # undone, so the file is as it came
        written = state.begun_content
    is_stale = _is_renumbered(now)
    st.session_state[_EDITED] = replace(state, now=now, content=written, is_stale=is_stale)
    if written != visitor_journey.files().get(state.file, b""):
        visitor_journey.change_file(state.file, written)
    if is_stale:
        st.rerun()


def _is_renumbered(frame: pd.DataFrame) -> bool:
    """Tell whether rows that were there have other numbers in the file as it is written."""
    shown: list[int] = frame[_NUMBER].dropna().tolist()
    return shown != [*range(_FIRST_ROW, _FIRST_ROW + len(shown))]


def _show_new_columns(state: _Edited, language: str) -> None:
    lacking = [name for name in TABLES[state.file].by_name if name not in state.header]
    if lacking:
        st.selectbox(
            translate(language, "open_column_add"),
            lacking,
            index=None,
            placeholder=translate(language, "open_column_which"),
            format_func=escape_markdown,
            key=_ADDED,
            on_change=_add_column,
        )


def _add_column() -> None:
    state: _Edited = st.session_state[_EDITED]  # with what was edited last
    column = st.session_state[_ADDED]
    st.session_state[_ADDED] = None
    if column:
        frame = state.now.assign(**{column: ""})
        content = csv_bytes(frame, (*state.header, column))
        visitor_journey.change_file(state.file, content)


def frame_of(table: ImportedTable) -> pd.DataFrame:
    """Return a table as Streamlit shows it, its columns named by their positions.

    A data frame takes no name twice, and names such as "_index" mean something to Streamlit.
    """
    return pd.DataFrame(table.rows, columns=[*headings(table.header)], dtype=str)


def headings(header: Sequence[str]) -> dict[str, ColumnConfig]:
    """Return how the columns of `frame_of` are headed, by their names there."""
    return {
        f"column {place}": st.column_config.TextColumn(heading or f"({place})")
        for place, heading in enumerate(header, 1)
    }


def csv_bytes(frame: pd.DataFrame, header: Sequence[str]) -> bytes:
    """Return an edited table as the bytes of a CSV file, without the numbers of its rows."""
    cells = frame.drop(columns=_NUMBER, errors="ignore")
    filled = cells.fillna("").astype(str)
    return bytes(filled.to_csv(index=False, header=[*header], lineterminator="\n").encode())

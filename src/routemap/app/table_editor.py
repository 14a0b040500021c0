"""The table of stops, edited in the page; every change is checked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from routemap.app import visitor_journey
from routemap.app.widgets import show_group, show_note
from routemap.errors import ForeignFileError
from routemap.formats.delimited import read_delimited
from routemap.formats.imported import ImportedTable
from routemap.i18n.catalog import translate
from routemap.tables.folder import LOCATIONS

_EDITED = "open_edited"
# In cells: all of them go to the browser at each run.
_MOST_EDITED = 20_000


@dataclass(frozen=True)
class _Edited:
    """The table in the editor, at the beginning and now, each as a frame and as bytes.

    `edition` numbers the tables; `header` has the headings that the frame cannot have.
    """

    edition: int
    header: tuple[str, ...]
    begun: pd.DataFrame
    begun_content: bytes
    now: pd.DataFrame
    content: bytes

    @property
    def key(self) -> str:
        """Return the editor's key."""
        return f"open_editor_{self.edition}"


def show_editor(language: str) -> None:
    """Show the table of stops to be edited."""
    show_group(LOCATIONS, about=translate(language, "open_edit"), is_fine=True)
    content = visitor_journey.files().get(LOCATIONS, b"")
    state: _Edited | None = st.session_state.get(_EDITED)
    # The editor keeps its changes to the first frame, but not while another page is shown.
    is_kept = state is not None and state.key in st.session_state
    if state is None or state.content != content or not (is_kept or state.begun_content == content):
        try:
            table = read_delimited(content, LOCATIONS)
        except ForeignFileError as problem:
            show_note(str(problem))
            return
        if len(table.rows) * len(table.header) > _MOST_EDITED:
            show_note(translate(language, "open_too_large", cells=f"{_MOST_EDITED:,}"))
            return
        frame = frame_of(table)
        edition = state.edition + 1 if state else 0
        state = _Edited(edition, table.header, frame, content, frame, content)
        st.session_state[_EDITED] = state
    now = st.data_editor(
        state.begun,
        num_rows="dynamic",
        hide_index=True,
        key=state.key,
        column_config=headings(state.header),
    )
    if now.equals(state.now):
        return
    written = csv_bytes(now, state.header)
    if written == csv_bytes(state.begun, state.header):  # undone, so the file is as it came
        written = state.begun_content
    st.session_state[_EDITED] = replace(state, now=now, content=written)
    if written != content:
        visitor_journey.change_file(LOCATIONS, written)
        st.rerun()


def forget() -> None:
    """Forget the table, so that the next starts afresh."""
    st.session_state.pop(_EDITED, None)


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
    """Return an edited table as the bytes of a CSV file."""
    filled = frame.fillna("").astype(str)
    return bytes(filled.to_csv(index=False, header=[*header], lineterminator="\n").encode())

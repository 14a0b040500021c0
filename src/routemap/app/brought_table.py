"""A foreign table before it becomes a journey: where it is in its file, and what its columns say.

It stays in the session until its columns have names; so does a file without such a table whose
groups may be those who travel, until that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from routemap.app import import_notes, visitor_journey
from routemap.app.journey_fields import titled
from routemap.app.table_editor import frame_of, headings
from routemap.app.waiting import read_by_worker, refusals_shown
from routemap.app.widgets import escape_markdown, select, show_group, show_text
from routemap.formats.account import Account, reported
from routemap.formats.column_names import COLUMNS, column_account, named_tables, recognised
from routemap.formats.conventions import Key, questions
from routemap.formats.gpx_reader import StopsOf, has_tracks
from routemap.formats.imported import UNSAID, Imported, ImportedTable, TableChoice, beside
from routemap.formats.order import with_legs_that_join
from routemap.formats.registry import has_choice_of_table, import_file, sheets_of
from routemap.formats.workbook import SheetListing
from routemap.i18n.catalog import translate
from routemap.server import jobs
from routemap.tables.limits import MOST_ROWS

_BROUGHT, _SHEET, _HEADINGS = "open_table", "open_sheet", "open_heading_row"
_STOPS = "open_stops"
_PREVIEW_ROWS = 5


@dataclass(frozen=True)
class _Brought:
    """A table, and the file in which it is; `content` is empty where it was pasted."""

    found: Imported
    table: ImportedTable
    title: str
    name: str = ""
    content: bytes = b""
    sheets: tuple[SheetListing, ...] = ()
    choice: TableChoice = UNSAID
    edition: int = 0  # of the table: another has other columns in the same places

    def key(self, name: str) -> str:
        """Return the key of a widget that belongs to this table."""
        return f"{name}_{self.edition}" if self.edition else name


def keep(found: Imported, title: str, name: str = "", content: bytes = b"") -> None:
    """Keep what a file holds until the columns of its table have names.

    Raises
    ------
    LimitError
        If there are more cells than can be kept for a visitor.
    """
    table = found.table or ImportedTable((), ())
    jobs.refuse_many_cells(len(table.rows) * len(table.header))
    sheets = read_by_worker(partial(sheets_of, name, content)) if content else ()
    forget()
    st.session_state[_BROUGHT] = _Brought(found, table, title, name, content, sheets)


def is_kept() -> bool:
    """Tell whether there is such a table."""
    return _BROUGHT in st.session_state


def forget() -> None:
    """Forget the table."""
    for key in (_BROUGHT, _SHEET, _HEADINGS, _STOPS):
        st.session_state.pop(key, None)


def show_columns(language: str) -> None:
    """Ask what is to be known of the table, and open it as a journey."""
    brought: _Brought = st.session_state[_BROUGHT]
    import_notes.show_notes_of(brought.found, language)
    if brought.found.table:
        show_group(translate(language, "open_columns"))
        show_text(translate(language, "open_columns_about"))
    # Above the menus and the table, which come late and would push a button away under a press.
    actions = st.container(horizontal=True, key="open_actions")
    if brought.content:
        _show_place(brought, language)
    chosen: dict[int, str] = {}
    answers: dict[Key, str] = {}
    if brought.found.table:
        chosen = _show_meanings(brought, language)
        answers = _show_questions(brought, chosen, language)
        preview = ImportedTable(brought.table.header, brought.table.rows[:_PREVIEW_ROWS])
        columns = headings(brought.table.header)
        st.dataframe(frame_of(preview), hide_index=True, column_config=columns)
    words = translate(language, "open_use" if brought.found.table else "open_link")
    is_used = actions.button(words, key="open_use")
    if actions.button(translate(language, "cancel"), key="open_cancel"):
        forget()
        st.rerun()
    if is_used:
        with refusals_shown(language):
            _use(brought, chosen, answers)


# Where it is in the file -------------------------------------------------------------------------


def _show_place(brought: _Brought, language: str) -> None:
    """Show what of the file was taken as the table, to be chosen otherwise."""
    with st.container(horizontal=True, key="open_place"):
        if len(brought.sheets) > 1:
            found = {"": translate(language, "open_sheet_found")}
            names = {
                each.name: translate(language, "open_sheet_rows", sheet=each.name, rows=each.rows)
                for each in brought.sheets
            }
            again = partial(_read_again, language)
            select(translate(language, "open_sheet"), found | names, _SHEET, again)
        if brought.found.groups:
            who = {"": translate(language, "open_groups_none")}
            who[StopsOf.TRAVELLER] = translate(language, "open_groups_traveller")
            again = partial(_read_again, language)
            select(translate(language, "open_groups"), who, _STOPS, again)
        elif has_tracks(brought.found):
            made_of = {"": translate(language, "open_stops_found")}
            made_of |= {each: translate(language, f"open_stops_{each}") for each in StopsOf}
            again = partial(_read_again, language)
            select(translate(language, "open_stops"), made_of, _STOPS, again)
        if has_choice_of_table(brought.name):
            st.session_state[_HEADINGS] = brought.table.heading_row
            st.number_input(
                translate(language, "open_heading_row"),
                min_value=1,
                max_value=MOST_ROWS,
                key=_HEADINGS,
                on_change=partial(_read_again, language, with_headings=True),
            )


def _read_again(language: str, *, with_headings: bool = False) -> None:
    """Read the file as was chosen; a new sheet's headings are found again."""
    before: _Brought = st.session_state[_BROUGHT]
    heading_row = int(st.session_state[_HEADINGS]) if with_headings else 0
    choice = TableChoice(str(st.session_state.get(_SHEET, "")), heading_row)
    stops = st.session_state.get(_STOPS)
    read = partial(import_file, before.name, before.content, choice)
    with refusals_shown(language):
        found = read_by_worker(partial(read, stops=StopsOf(stops) if stops else None))
        table = found.table or ImportedTable((), ())
        jobs.refuse_many_cells(len(table.rows) * len(table.header))
        st.session_state[_BROUGHT] = _Brought(
            *(found, table, before.title, before.name, before.content, before.sheets),
            choice=choice,
            edition=before.edition + 1,
        )


# What its columns say ----------------------------------------------------------------------------


def _show_meanings(brought: _Brought, language: str) -> dict[int, str]:
    table = brought.table
    known = recognised(table.header)
    chosen: dict[int, str] = {}
    none = {"": translate(language, "open_column_none")}
    with st.container(key="open_columns", horizontal=True):
        for place, heading in enumerate(table.header):
            guess = known.get(place, "")
            options = none | {column: column for column in (*COLUMNS, guess) if column}
            label = escape_markdown(heading) or f"({place + 1})"
            column = select(label, options, brought.key(f"open_column_{place}"), first=guess)
            if column:
                chosen[place] = column
    return chosen


def _show_questions(brought: _Brought, chosen: Mapping[int, str], language: str) -> dict[Key, str]:
    """Ask once a column what its cells mean, each answer with three examples."""
    answers: dict[Key, str] = {}
    asked = questions(brought.table, chosen)
    if not asked:
        return answers
    show_text(translate(language, "open_questions"))
    for question in asked:
        options = {"": translate(language, "open_unanswered")}
        for answer in question.answers:
            examples = (f"{cell} → {written or '–'}" for cell, written in answer.examples)
            options[answer.id] = "; ".join(examples)
        proved = [answer.id for answer in question.answers if answer.is_proved]
        heading = brought.table.header[question.place] or f"({question.place + 1})"
        words = translate(language, "open_question", column=heading, number=question.count)
        key = brought.key(f"open_answer_{question.place}_{question.kind}")
        answer_id = select(escape_markdown(words), options, key, first="".join(proved[:1]))
        if answer_id:
            answers[question.key] = answer_id
    return answers


def _use(brought: _Brought, chosen: Mapping[int, str], answers: Mapping[Key, str]) -> None:
    make = partial(_files_of, brought, dict(chosen), dict(answers))
    files, account = read_by_worker(make)
    forget()
    import_notes.note(account, brought.found.advice)
    visitor_journey.open_files(titled(files, brought.title), brought.title)
    st.rerun()


def _files_of(
    brought: _Brought, chosen: dict[int, str], answers: dict[Key, str]
) -> tuple[dict[str, bytes], Account]:
    account = Account()
    account.add_all(brought.found.account)
    if not brought.found.table:
        return reported(brought.found.files, account), account
    account.add_all(column_account(brought.table, chosen, answers))
    tables = named_tables(brought.table, chosen, answers=answers)
    both = beside(brought.found.files, tables)
    if "traveller" in chosen.values():
        both = with_legs_that_join(both, account, "by traveller")
    return reported(both, account), account

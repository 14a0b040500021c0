"""A table of one's own is edited on the Open page: within limits, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.app import open_page, table_editor
from routemap.server import jobs
from script_page import FAULT, Opener, notes, ran
from test_open_page import MENDED, pasted, problems

if TYPE_CHECKING:
    import pytest
    from pandas import DataFrame
    from streamlit.testing.v1 import AppTest


def test_a_visitor_opens_no_more_cells_than_a_session_can_bear(open_opening: Opener) -> None:
    columns, rows = 101, 2_000
    table = ",".join(f"c{place}" for place in range(columns))
    table += f"\n{','.join('1' * columns)}" * rows
    app = pasted(open_opening(), table)
    assert "202,000 cells, the limit of this page is 200,000; shorten it" in notes(app)[0]
    assert "open_table" not in app.session_state
    (problem,) = jobs.open_files({"locations.csv": table.encode()}, "t").loaded.problems
    assert problem.what == "it has 202,000 cells, the limit of this page is 200,000"


def edited_once(monkeypatch: pytest.MonkeyPatch, column: int, row: int, text: str) -> list[bool]:
    """Have the editor, which no test reaches without a browser, answer as if a cell was edited."""
    runs: list[bool] = []

    def data_editor(frame: DataFrame, **_: object) -> DataFrame:
        runs.append(True)
        edited = frame.copy()
        edited.iloc[row, column] = text
        return edited

    monkeypatch.setattr(table_editor.st, "data_editor", data_editor)
    return runs


def opened_example(open_opening: Opener) -> AppTest:
    app = open_opening()
    (example, *_) = [each for each in app.button if each.key.startswith("open_example_")]
    return ran(example.click())


def test_editing_a_cell_changes_that_cell_and_no_other_file(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(opened_example(open_opening).session_state["opened_files"])
    assert len(before) > 2
    edited_once(monkeypatch, 2, 0, "Another name")
    after = opened_example(open_opening).session_state["opened_files"]
    assert after.keys() == before.keys()
    assert {name for name in before if after[name] != before[name]} == {"locations.csv"}
    assert after["locations.csv"].count(b"Another name") == 1


def test_an_edited_cell_runs_the_page_once_and_all_of_it_shows_the_change(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ran(pasted(open_opening(), MENDED).button(key="open_use").click())
    runs = edited_once(monkeypatch, 2, 0, "152")
    app = ran(app)
    assert len(runs) == 1
    assert "Row 2, latitude" in problems(app)
    assert not app.button(key="open_undo").disabled
    app = ran(app.selectbox(key="open_column_added").set_value("note"))
    header, first, *_ = app.session_state["opened_files"]["locations.csv"].decode().splitlines()
    assert (header[-5:], first.split(",")[1]) == (",note", "152")


def test_a_fault_of_ours_is_one_sentence_and_nothing_is_lost(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError("a secret of ours")

    app = opened_example(open_opening)
    files = app.session_state["opened_files"]
    monkeypatch.setattr(open_page, "show_editor", faulty)
    app = ran(app, may_fail=True)
    (note,) = notes(app)
    assert note.startswith(f"{FAULT} keeps this part from being shown; nothing is lost")
    assert all(name in note for name in files)
    assert "secret" in caplog.text
    assert app.session_state["opened_files"] == files
    monkeypatch.undo()
    assert notes(ran(app)) == []

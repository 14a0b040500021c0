"""The Open page as an editor: all tables and the journey's title, with undo and cures."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from routemap.app import table_editor
from routemap.app.journey_fields import with_entry
from script_page import Opener, bodies, ran
from test_open_page import MENDED, opened_table, pasted, problems
from test_table_editor import edited_once, opened_example

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def used(app: AppTest, text: str) -> AppTest:
    return ran(pasted(app, text).button(key="open_use").click())


def files(app: AppTest) -> dict[str, bytes]:
    found: dict[str, bytes] = app.session_state["opened_files"]
    return found


def press(app: AppTest, words: str) -> AppTest:
    (button,) = [each for each in app.button if words in each.label.replace("\\", "")]
    return ran(button.click())


# Tables ------------------------------------------------------------------------------------------


def test_every_table_can_be_edited(open_opening: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened_example(open_opening)
    tables = [file for file in table_editor.TABLES if file in files(app)]
    assert len(tables) > 2
    for file in tables:
        before = files(app)
        app = ran(app.selectbox(key="open_file_edited").set_value(file))
        with monkeypatch.context() as editing:
            edited_once(editing, 1, 0, "edited")
            app = ran(app)
        after = files(app)
        assert {name for name in before if after[name] != before[name]} == {file}


def test_a_table_that_is_missing_is_begun(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = used(open_opening(), MENDED)
    app = ran(app.selectbox(key="open_file_edited").set_value("events.csv"))
    assert "events.csv" not in files(app)

    def begun(frame: pd.DataFrame, **_: object) -> pd.DataFrame:
        row = dict.fromkeys(frame.columns, "") | {"row": pd.NA, "column 1": "We set out"}
        return pd.concat([frame, pd.DataFrame([row])]) if frame.empty else frame

    monkeypatch.setattr(table_editor.st, "data_editor", begun)
    app = ran(app)
    header, row = files(app)["events.csv"].decode().splitlines()
    assert header.startswith("headline,id,date")
    assert row.startswith("We set out,")
    monkeypatch.undo()
    assert "events.csv" not in files(press(app, "Undo"))


def test_a_column_that_a_table_lacks_is_added(open_opening: Opener) -> None:
    app = used(open_opening(), MENDED)
    app = ran(app.selectbox(key="open_column_added").set_value("departure"))
    assert opened_table(app).splitlines()[0] == "name,latitude,longitude,arrival,Wetter,departure"
    assert "departure" not in app.selectbox(key="open_column_added").options


def test_rows_have_the_numbers_that_problems_name(open_opening: Opener) -> None:
    app = used(open_opening(), MENDED)
    assert app.session_state["open_edited"].begun["row"].tolist() == [2, 3, 4]


def test_rows_below_a_removed_one_get_new_numbers(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = used(open_opening(), MENDED)
    removed: list[bool] = []

    def data_editor(frame: pd.DataFrame, **_: object) -> pd.DataFrame:
        removed.append(True)
        return frame.drop(index=0) if len(removed) == 1 else frame

    monkeypatch.setattr(table_editor.st, "data_editor", data_editor)
    app = ran(app)
    assert "Berlin" not in opened_table(app)
    assert app.session_state["open_edited"].begun["row"].tolist() == [2, 3]


def test_changes_are_undone_and_done_again(open_opening: Opener) -> None:
    app = used(open_opening(), MENDED)
    assert app.button(key="open_undo").disabled
    begun = files(app)
    app = ran(app.selectbox(key="open_column_added").set_value("note"))
    changed = files(app)
    app = ran(app.text_input(key="open_field_title").set_value("A trip"))
    app = press(press(app, "Undo"), "Undo")
    assert files(app) == begun
    assert app.text_input(key="open_field_title").value == "Journey"
    assert files(press(app, "Redo")) == changed
    app = ran(app.text_input(key="open_field_credit").set_value("Me"))
    assert app.button(key="open_redo").disabled


# The journey as a whole --------------------------------------------------------------------------


def test_title_and_credit_are_fields(open_opening: Opener) -> None:
    app = used(open_opening(), MENDED)
    for name, value in {"title": "Drei Städte", "language": "de", "credit": "A “B” C"}.items():
        app = ran(app.text_input(key=f"open_field_{name}").set_value(value))
    assert files(app)["journey.toml"].decode() == (
        'credit = "A “B” C"\nlanguage = "de"\ntitle = "Drei Städte"\n'
    )
    app = ran(app.text_input(key="open_field_credit").set_value(" "))
    assert b"credit" not in files(app)["journey.toml"]


def test_the_ground_of_the_map_is_chosen_in_fields(open_opening: Opener) -> None:
    def shown(app: AppTest) -> dict[str, bool]:
        names = ("borders", "countries", "towns", "rivers")
        return {name: bool(app.checkbox(key=f"open_field_{name}").value) for name in names}

    app = used(open_opening(), MENDED)
    assert all(shown(app).values())
    app = ran(app.checkbox(key="open_field_borders").set_value(False))
    assert shown(app) == {"borders": False, "countries": False, "towns": True, "rivers": True}
    app = ran(app.checkbox(key="open_field_countries").set_value(True))
    app = ran(app.checkbox(key="open_field_rivers").set_value(False))
    assert shown(app) == {"borders": False, "countries": True, "towns": True, "rivers": False}
    written = tomllib.loads(files(app)["journey.toml"].decode())["map"]
    assert written == {"borders": "none", "countries": True, "rivers": False}
    app = ran(app.checkbox(key="open_field_borders").set_value(True))
    assert b'borders = "today"' in files(app)["journey.toml"]


def test_a_field_changes_its_line_and_no_other() -> None:
    text = '# ours\ntitle = "Old" # a title\nsubtitle = "x"\n\n[report]\ntitle = "R"\n'
    changed = with_entry(text.encode(), "title", "New").decode()
    assert changed == '# ours\ntitle = "New"\nsubtitle = "x"\n\n[report]\ntitle = "R"\n'


@pytest.mark.parametrize(
    "text", ['title = """a\nb"""\n', "'title' = 'a'\n", 'note = """\ntitle = 1\n"""\ntitle = "b"\n']
)
def test_a_field_is_right_however_the_file_is_written(text: str) -> None:
    assert b'title = "New"' in with_entry(text.encode(), "title", "New")


def test_a_broken_journey_toml_is_said_and_kept(open_opening: Opener) -> None:
    app = opened_example(open_opening)
    broken = files(app) | {"journey.toml": b"title = ["}
    app.session_state["opened_files"] = broken
    app = ran(app)
    assert "journey.toml cannot be read" in " ".join(bodies(app))
    assert files(app) == broken


# Problems and their cures ------------------------------------------------------------------------

STOPS = "name,latitude,longitude,arrival,Wetter\n"


def test_equal_problems_are_told_once(open_opening: Opener) -> None:
    rows = "".join(f"A{row},1,{row},yesterday\n" for row in range(50))
    told = problems(used(open_opening(), f"name,latitude,longitude,arrival\n{rows}"))
    assert "To be mended before the journey can be shown: 50." in told
    assert "Row 2, 3, 4 … (50), arrival" in told
    assert told.count("yesterday") == 1


@pytest.mark.parametrize(
    ("rows", "button", "expected"),
    [
        ("A,148.2,16,2024-01-01,\nB,16,48,2024-01-02,\n", "Swap latitude", "A,16,148.2"),
        ("A,1,1,2024,sunny\n", "Remove the column “Wetter”", "longitude,arrival\nA"),
        ("A,1,1,c. 1955,\nB,1,1,ca. 1956,\n", "Write them as", "1955~,\nB,1,1,1956~"),
        ("A,1,1,mid-March 1918,\n", "Write them as", "1918-03~,,mid-March 1918"),
        (
            "A,1,1,1945-02,\nB,1,1,1945-04,\nC,1,1,1945-03,\nD,1,1,1945-05,\n",
            "Mark the",
            "1945-03?",
        ),
        (
            "A,1,1,2024-02,\nB,1,1,,\nC,1,1,2024-01,\n",
            "Sort the stops",
            "2024-01,\nA,1,1,2024-02,\nB",
        ),
    ],
)
def test_a_button_mends_what_has_one_cure(
    open_opening: Opener, rows: str, button: str, expected: str
) -> None:
    app = press(used(open_opening(), STOPS + rows), button)
    assert expected in opened_table(app)
    assert not [each for each in app.button if button in each.label.replace("\\", "")]
    assert STOPS + rows in files(press(app, "Undo"))["locations.csv"].decode()

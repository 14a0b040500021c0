"""A foreign table on the Open page: its sheet and headings, and what its columns leave open."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from routemap.app import open_page
from script_page import Opener, bodies, notes, ran
from test_editor import press
from test_open_page import opened_table, pasted, problems

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

BRING = Path(__file__).parent / "bring"
TAKEN_FOR_ENGLISH = "No language is named, so all words are taken for English"
ORDERS = "Ort;Breite;Länge;Datum\nRom;41,9;12,5;{}\nPisa;43,7;10,4;{}\n"


def uploaded(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> AppTest:
    """Open a file; no test reaches the uploader without a browser."""
    file = SimpleNamespace(name=name, getvalue=lambda: content)
    with monkeypatch.context() as uploading:
        uploading.setattr(open_page.st, "file_uploader", lambda *_, **__: file)
        return open_opening()


def test_what_a_column_leaves_open_is_asked_once_with_examples(open_opening: Opener) -> None:
    app = pasted(open_opening(), ORDERS.format("01/05/2024", "02/05/2024"))
    asked = app.selectbox(key="open_answer_3_dates")
    assert asked.label == "“Datum”, 2 ×"
    assert "01/05/2024 → 2024-05-01; 02/05/2024 → 2024-05-02" in asked.options
    assert asked.value == ""
    app = ran(asked.set_value("mdy"))
    for place in (1, 2):
        app = ran(app.selectbox(key=f"open_answer_{place}_decimal").set_value("comma"))
    app = ran(app.button(key="open_use").click())
    assert "Rom,41.9,12.5,2024-01-05" in opened_table(app)


def test_what_is_not_answered_is_never_guessed(open_opening: Opener) -> None:
    app = pasted(open_opening(), ORDERS.format("01/05/2024", "02/05/2024"))
    app = ran(app.button(key="open_use").click())
    assert "01/05/2024" in opened_table(app)


def test_what_the_column_itself_proves_is_offered_first(open_opening: Opener) -> None:
    app = pasted(open_opening(), ORDERS.format("01/05/2024", "25/05/2024"))
    assert app.selectbox(key="open_answer_3_dates").value == "dmy"


def test_the_row_of_headings_is_found_and_can_be_chosen(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = b"My trip\n\nname,latitude,longitude,arrival\nRome,1,2,2024\nPisa,3,4,2025\n"
    app = uploaded(open_opening, monkeypatch, "trip.csv", table)
    assert app.number_input(key="open_heading_row").value == 3
    assert app.selectbox(key="open_column_0").value == "name"
    app = ran(app.number_input(key="open_heading_row").set_value(4))
    assert app.selectbox(key="open_column_0_1").label == "Rome"
    app = ran(app.number_input(key="open_heading_row").set_value(99))
    assert notes(app)
    assert app.number_input(key="open_heading_row").value == 4


def test_a_sheet_is_chosen(open_opening: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    book.active.title = "Plan"
    book.active.append(["name", "latitude", "longitude", "arrival"])
    book.active.append(["Rome", 1, 2, "2024"])
    other = book.create_sheet("Way back")
    other.append(["place", "lat", "lon", "date"])
    other.append(["Pisa", 3, 4, "2025"])
    written = io.BytesIO()
    book.save(written)
    app = uploaded(open_opening, monkeypatch, "trip.xlsx", written.getvalue())
    _, *sheets = app.selectbox(key="open_sheet").options
    assert sheets == ["Plan (rows: 2)", "Way back (rows: 2)"]
    app = ran(app.selectbox(key="open_sheet").set_value("Way back"))
    app = ran(app.button(key="open_use").click())
    assert "Pisa,3,4,2025" in opened_table(app)


def test_losses_are_told_on_the_page_and_stay_with_the_journey(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    polygon = (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},'
        b'"geometry":{"type":"Point","coordinates":[1,2]}},{"type":"Feature","properties":{},'
        b'"geometry":null}]}'
    )
    app = uploaded(open_opening, monkeypatch, "trip.geojson", polygon)
    if [button for button in app.button if button.key == "open_use"]:
        assert any(note.startswith("Not imported: 1 ") for note in notes(app))
        app = ran(app.button(key="open_use").click())
    assert b"left" in app.session_state["opened_files"]["import.csv"]
    assert "import.csv" in problems(app)
    app = press(app, "Seen to it")
    assert "import.csv" not in problems(app)


def test_what_is_kept_and_not_shown_is_told_before_and_after_opening(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (BRING / "gazetteer.lpf.json").read_bytes()
    app = uploaded(open_opening, monkeypatch, "trip.json", content)
    kept = [note for note in notes(app) if note.startswith("Kept, and not shown yet: ")]
    assert any("in the column other_name" in note for note in kept)
    app = ran(app.button(key="open_use").click())
    assert set(kept) <= set(notes(app))
    app = ran(app.button(key="open_close").click())
    assert not set(kept) & set(notes(app))


def test_of_a_gpx_file_with_tracks_one_chooses_what_becomes_a_stop(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (BRING / "three-days.gpx").read_bytes()
    app = uploaded(open_opening, monkeypatch, "walk.gpx", content)
    days = len(app.session_state["open_table"].table.rows)
    assert [each.key for each in app.number_input] == []  # it has no row of headings
    app = ran(app.selectbox(key="open_stops").set_value("waypoints"))
    assert len(app.session_state["open_table"].table.rows) < days
    assert any("a track joins no two stops" in note for note in notes(app))
    app = ran(app.selectbox(key="open_stops").set_value("day"))
    assert len(app.session_state["open_table"].table.rows) == days
    assert not any("a track joins no two stops" in note for note in notes(app))


def test_a_file_without_tracks_has_no_such_choice(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = uploaded(open_opening, monkeypatch, "a.csv", ORDERS.format("2024", "2025").encode())
    assert "open_stops" not in [each.key for each in app.selectbox]


def test_words_without_a_language_are_said_to_be_taken_for_english(open_opening: Opener) -> None:
    app = ran(pasted(open_opening(), "name,arrival\nRom,2024\n").button(key="open_use").click())
    assert TAKEN_FOR_ENGLISH in " ".join(bodies(app))
    app = ran(app.text_input(key="open_field_language").set_value("de"))
    assert TAKEN_FOR_ENGLISH not in " ".join(bodies(app))

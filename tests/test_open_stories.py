"""The Open page takes stories and recordings, and says what it leaves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bring_files import BRING
from routemap.app import open_page
from script_page import notes, ran
from test_bring_travellers import TIMELINE
from test_brought_table import uploaded
from test_open_page import problems

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from script_page import Opener


def whose(app: AppTest) -> list[str]:
    """The travellers of the stops of the journey that is open, "" where there is none."""
    return [stop.traveller for stop in app.session_state["opened"].loaded.itinerary.journey.stops]


@pytest.mark.parametrize(
    ("name", "left", "advice"),
    [
        ("storymap.json", "1 slide was left: it has no members", ""),
        ("google-android.json", "1 visit was left: shorter than 2 hours", "was sent anywhere"),
    ],
)
def test_a_story_or_a_recording_opens_and_its_losses_are_told(
    name: str, left: str, advice: str, open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (BRING / name).read_bytes()
    brought = SimpleNamespace(name=name, getvalue=lambda: content)
    monkeypatch.setattr(open_page.st, "file_uploader", lambda *_, **__: brought)
    app = open_opening()
    assert not app.exception
    assert left in problems(app)
    assert advice in " ".join(notes(app))


def test_of_a_timeline_with_groups_one_says_whether_they_travel(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = uploaded(open_opening, monkeypatch, "poles.json", TIMELINE)
    assert any("the places are in groups (Amundsen, Scott)" in note for note in notes(app))
    assert not [each.key for each in app.selectbox if str(each.key).startswith("open_column")]
    menu = app.selectbox(key="open_stops")
    assert [*menu.options] == ["(all of one journey)", "each group is a traveller"]
    app = ran(menu.set_value("traveller"))
    assert not any("the places are in groups" in note for note in notes(app))
    app = ran(app.button(key="open_use").click())
    assert whose(app) == ["amundsen", "amundsen", "scott", "scott"]


def test_a_timeline_whose_groups_do_not_travel_opens_as_one_journey(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = uploaded(open_opening, monkeypatch, "poles.json", TIMELINE)
    app = ran(app.button(key="open_use").click())
    assert whose(app) == [""] * 4


def test_a_timeline_of_one_group_is_opened_at_once(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = uploaded(open_opening, monkeypatch, "pole.json", TIMELINE.replace(b"Scott", b"Amundsen"))
    assert whose(app) == [""] * 4

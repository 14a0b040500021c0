"""The Open page takes stories and recordings, and says what it leaves."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from bring_files import BRING
from routemap.app import open_page
from script_page import notes
from test_open_page import problems

if TYPE_CHECKING:
    from script_page import Opener


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

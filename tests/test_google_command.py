"""`routemap import` takes a part of a Google Timeline, and says what it did with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bring_files import BRING
from routemap.cli.main import main
from routemap.errors import ParameterError
from routemap.formats.recording import Wanted
from routemap.formats.registry import import_file

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_filters_and_says_that_nothing_was_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(BRING / "google-android.json")
    options = ["--from", "2024-05-02", "--to", "2024-05", "--at-least", "9h"]
    assert main(["import", file, "-o", str(tmp_path / "a"), *options]) == 0
    assert len((tmp_path / "a" / "locations.csv").read_text().splitlines()) == 1 + 2
    said = capsys.readouterr().err
    assert "a stay of 9 hours or more is a stop" in said
    assert "nothing of google-android.json was sent anywhere" in said
    assert "not imported: 2 visits (shorter than 9 hours)" in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "12/09/2023"], "can be read as day and month"),
        (["--to", "-0044"], "no day, month or year of our era"),
        (["--from", "../2024"], "no day, month or year of our era"),
        (["--at-least", "long"], "write 90min, 2h or 1d"),
        (["--from", "2025", "--to", "2024"], "swap them"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(BRING / "google-android.json")
    try:
        status = main(["import", file, "-o", str(tmp_path / "a"), *options])
    except SystemExit as end:
        status = int(end.code or 0)
    assert status == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("name", ["timeline.json", "a.csv"])
def test_a_part_of_what_is_no_recording_is_refused(name: str) -> None:
    content = (BRING / "timeline.json").read_bytes()
    with pytest.raises(ParameterError, match="is no Google Timeline"):
        import_file(name, content, wanted=Wanted(date(2024, 1, 1)))

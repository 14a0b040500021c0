"""A journey's folder in a ZIP is read as the folder is, and another file says how to come in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from commands import run
from routemap.tables import check_journey

JOURNEYS = Path(__file__).parent / "journeys"


def packed(folder: Path, path: Path, within: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"{within}{file.name}")
    return path


@pytest.mark.parametrize("within", ["", "letters/"])
def test_a_packed_folder_is_the_same_journey(tmp_path: Path, within: str) -> None:
    path = packed(JOURNEYS / "letters", tmp_path / "letters.zip", within)
    assert check_journey(path) == check_journey(JOURNEYS / "letters")


def test_every_command_takes_a_packed_folder(tmp_path: Path) -> None:
    path = packed(JOURNEYS / "letters", tmp_path / "letters.zip")
    answer = run("export", str(path), "-o", str(tmp_path / "journey.geojson"))
    assert answer.returncode == 0, answer.stderr
    assert "Edirne" in (tmp_path / "journey.geojson").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no archive", "trip.zip:0:: is not a readable archive"),
        (b"PK\x05\x06" + bytes(18), "trip.zip:0:: holds no locations.csv; pack a journey's folder"),
    ],
)
def test_what_is_no_packed_folder_is_told_in_one_line(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "trip.zip"
    path.write_bytes(content)
    (problem,) = check_journey(path).problems
    assert str(problem).startswith(why)


def test_a_file_to_be_imported_says_so(tmp_path: Path) -> None:
    path = tmp_path / "map.kml"
    path.write_text("<kml/>", encoding="utf-8")
    answer = run("check", str(path))
    assert answer.returncode == 2
    assert "map.kml is no journey yet; bring it in with `routemap import`" in answer.stderr

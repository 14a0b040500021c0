"""The command that brings in a file says what it made of it."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from routemap.cli.main import main
from routemap.tables import read_journey

BRING = Path(__file__).parent / "bring"


def test_import_tells_what_it_took_each_column_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "trip.csv"
    table.write_text("Wo,Lat,Lon,Day,Weather\nBerlin,52.5,13.4,2024-05-01,sunny\n")
    folder = tmp_path / "trip"
    assert main(["import", str(table), "-o", str(folder), "--column", "Wo=name"]) == 0
    told = capsys.readouterr()
    for line in ("“Wo” is read as name", "“Day” is read as arrival", "not shown: “Weather”"):
        assert line in told.err
    assert "“Weather” is not a known column" in told.out
    assert read_journey(folder).stops[0].name.original.text == "Berlin"
    assert main(["import", str(table), "-o", str(folder), "--column", "Wo=name"]) == 1
    assert "already exists; overwrite it with --force" in capsys.readouterr().err


def test_import_of_a_table_with_mistakes_writes_it_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "trip.csv"
    table.write_text("Place,Lat,Lon,Date\nBerlin,520.5,13.4,01.05.2024\n")
    assert main(["import", str(table), "-o", str(tmp_path / "trip")]) == 1
    told = capsys.readouterr().out
    assert "locations.csv:2:latitude:" in told
    assert "locations.csv:2:arrival:" in told
    assert "01.05.2024" in (tmp_path / "trip" / "locations.csv").read_text()


def test_what_is_kept_unseen_is_not_said_to_be_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = BRING / "gazetteer.lpf.json"
    main(["import", str(file), "-o", str(tmp_path / "trip")])
    told = capsys.readouterr().err
    assert "kept, and not shown yet: 1 " in told
    (taken,) = (line for line in told.splitlines() if line.startswith("imported: "))
    assert "other_name" not in taken


@pytest.mark.parametrize("language", ["", "de"])
def test_what_language_words_are_taken_for_is_said_once(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "trip.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("locations.csv", "name,latitude,longitude,arrival\nRom,1,2,2024\n")
        archive.writestr("journey.toml", f'language = "{language}"\n' if language else "")
    main(["import", str(packed), "-o", str(tmp_path / "trip")])
    told = capsys.readouterr().err
    assert told.count('language = "de"') == (0 if language else 1)


@pytest.mark.parametrize(
    ("option", "told"),
    [("Ort=name", "has no column “Ort”"), ("Place=town", "“latitude, longitude”, headline")],
)
def test_a_column_that_there_is_not_is_refused(
    option: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "trip.csv"
    table.write_text("Place,Lat,Lon\nBerlin,52.5,13.4\n")
    assert main(["import", str(table), "-o", str(tmp_path / "trip"), "--column", option]) == 2
    assert told in capsys.readouterr().err


def test_a_new_folder_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mine"
    assert main(["new", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().err
    assert main(["new", str(folder)]) == 1
    assert "not empty" in capsys.readouterr().err


def test_check_tells_programs_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "locations.csv").write_text("name,latitude,longitude,arrival\nA,99,0,\n")
    assert main(["check", str(tmp_path), "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert (problem["file"], problem["row"], problem["column"]) == ("locations.csv", 2, "latitude")
    assert problem["level"] == "error"

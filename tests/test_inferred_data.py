"""What follows as data: only when asked, marked as inferred, and never read as reported."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

import routemap
from browser import CHECKOUT
from routemap.errors import ParameterError
from routemap.formats.registry import INFERRING, import_file
from routemap.model.speeds import Speed
from routemap.tables import check_journey
from routemap.tables.reader import check_files
from routemap.tables.writer import journey_files

EXPECTED = {
    "khasan": {
        "inferred_departure_earliest": "2023-09-12",
        "inferred_departure_latest": "2023-09-13T23:59:00+09:00",
    },
    "vostochny": {
        "inferred_departure_earliest": "2023-09-13",
        "inferred_departure_latest": "2023-09-15",
    },
    "komsomolsk": {"inferred_arrival_earliest": "2023-09-13"},
}


def saved(folder: Path, form: str, *, follows: bool) -> Path:
    path = folder / f"trip.{form}"
    routemap.read().save(path, follows=follows)
    return path


def brought(path: Path) -> list[dict[str, str]]:
    """Import a file; return the rows of its stops."""
    files = import_file(path.name, path.read_bytes())
    table = files.table
    if table is None:
        return list(csv.DictReader(files.files["locations.csv"].decode().splitlines()))
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def marked(row: dict[str, str]) -> dict[str, str]:
    return {
        name: text
        for name, text in row.items()
        if name.startswith("inferred_") and name != "inferred_from" and text
    }


@pytest.mark.parametrize("form", INFERRING)
def test_it_is_written_when_asked_and_comes_back_as_it_was(tmp_path: Path, form: str) -> None:
    rows = brought(saved(tmp_path, form, follows=True))
    assert {row["id"]: marked(row) for row in rows if marked(row)} == EXPECTED
    khasan = next(row for row in rows if row["id"] == "khasan")
    assert "arrival at 3 Vostochny Cosmodrome, 13 September 2023 [13]" in khasan["inferred_from"]
    plain = brought(saved(tmp_path, form, follows=False))
    assert not any(name.startswith("inferred") for row in plain for name in row)
    reported = [{k: v for k, v in row.items() if not k.startswith("inferred")} for row in rows]
    assert reported == plain


def test_the_journey_read_back_has_the_reported_dates_alone(tmp_path: Path) -> None:
    files = import_file("t.geojson", saved(tmp_path, "geojson", follows=True).read_bytes()).files
    again = check_files(dict(files), "").journey
    original = check_journey(CHECKOUT / "data").journey
    assert again is not None
    assert original is not None
    assert again.stops == original.stops
    assert [stop.departure for stop in again.stops[1:]] == [None] * 3


def test_a_table_with_it_is_read_without_a_word(tmp_path: Path) -> None:
    path = saved(tmp_path, "csv", follows=True)
    problems = [str(each) for each in check_journey(path).problems]
    assert not [each for each in problems if "inferred" in each]


def test_a_time_has_the_offset_of_its_clock(tmp_path: Path) -> None:
    trip = routemap.read()
    journey = replace(trip.itinerary.journey, speeds=(Speed("rail", 60),))
    for name, content in journey_files(journey).items():
        (tmp_path / name).write_bytes(content)
    path = tmp_path / "trip.geojson"
    routemap.read(tmp_path).save(path, follows=True)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    stops = {each["properties"].get("id"): each["properties"] for each in features}
    assert stops["khasan"]["inferred_departure_latest"] == "2023-09-12T21:15:00+10:00"
    assert stops["vostochny"]["inferred_arrival_earliest"] == "2023-09-13T02:45:00+09:00"
    assert stops["vostochny"]["arrival"] == "2023-09-13"


@pytest.mark.parametrize("form", ["kml", "gpx"])
def test_a_format_without_room_for_it_refuses(tmp_path: Path, form: str) -> None:
    with pytest.raises(ParameterError, match="follows"):
        saved(tmp_path, form, follows=True)


def test_from_a_contradiction_nothing_is_written(tmp_path: Path) -> None:
    journey = replace(routemap.read().itinerary.journey, speeds=(Speed("rail", 30),))
    for name, content in journey_files(journey).items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ParameterError, match="cannot all be true"):
        routemap.read(tmp_path).save(tmp_path / "trip.csv", follows=True)
    assert not (tmp_path / "trip.csv").exists()

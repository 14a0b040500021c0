"""Files of others become a journey, or are refused in one line: none brings the program down."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from openpyxl import Workbook

from any_journey import english, shared_by, shared_journeys
from routemap.errors import ForeignFileError, Level
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.imported import ImportedTable, beside
from routemap.formats.pasted import import_pasted
from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.model.account import Fate
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Phrase, Traveller, TravellerKind, Wording
from routemap.shipped import shipped_journey
from routemap.tables import check_files, read_journey
from routemap.tables.ids import slug
from routemap.tables.writer import journey_files
from test_written import JOURNEYS, told_journeys

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.journey import Journey

DATA = shipped_journey()


def tables(name: str, content: bytes) -> dict[str, bytes]:
    """The files that a file brings, its columns named by what is recognised."""
    brought = import_file(name, content)
    if brought.table:
        columns = recognised(brought.table.header)
        return beside(brought.files, named_tables(brought.table, columns, name))
    return dict(brought.files)


def errors(files: dict[str, bytes]) -> list[str]:
    problems = check_files(files, "Mine").problems
    return [str(problem) for problem in problems if problem.level is Level.ERROR]


def locations(name: str, content: bytes) -> list[str]:
    return tables(name, content)["locations.csv"].decode().splitlines()


# What we write is read back ----------------------------------------------------------------------


@pytest.mark.parametrize("form", ["geojson", "kml"])
@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.name)
def test_each_journey_of_ours_survives_the_way_out_and_back(form: str, path: Path) -> None:
    try:
        journey = replace(read_journey(path), lesson=())
    except ValueError:
        return  # a journey with problems
    content = DATA_FORMATS[form].write(build_itinerary(journey))
    read = check_files(tables(f"x.{form}", content), "x").journey
    assert read
    assert content == DATA_FORMATS[form].write(build_itinerary(read))
    if path == DATA:
        assert read == journey


@pytest.mark.parametrize("form", ["geojson", "kml"])
@given(told_journeys())
def test_any_journey_survives_it(form: str, journey: Any) -> None:  # noqa: ANN401  a fixture's
    journey = replace(journey, lesson=(), media=(), annotations=(), account=())
    files = tables(f"x.{form}", DATA_FORMATS[form].write(build_itinerary(journey)))
    if not errors(files):
        read = check_files(files, "x").journey
        assert read
        assert journey_files(read) == journey_files(rounded(journey, form))


def rounded(journey: Journey, form: str) -> Journey:
    """The journey with degrees of six decimals, as GeoJSON has them."""
    if form == "kml":
        return journey
    stops = (
        replace(stop, latitude=round(stop.latitude, 6), longitude=round(stop.longitude, 6))
        for stop in journey.stops
    )
    return replace(journey, stops=tuple(stops))


def shared() -> Journey:
    """The shipped journey as that of two: the way of the second is drawn."""
    journey = read_journey(DATA)
    journey = shared_by(journey, ("amundsen", "scott", "scott", "amundsen"))
    travellers = (
        Traveller("amundsen", Wording(Phrase("Roald Amundsen", "en"), (Phrase("아문센", "ko"),))),
        Traveller("scott", english("Scott"), TravellerKind.GROUP, english("Five men")),
    )
    return replace(journey, lesson=(), travellers=travellers)


@pytest.mark.parametrize("form", ["geojson", "kml"])
def test_all_that_is_said_of_travellers_survives(form: str) -> None:
    journey = shared()
    content = DATA_FORMATS[form].write(build_itinerary(journey))
    assert check_files(tables(f"x.{form}", content), "x").journey == journey


@pytest.mark.parametrize("form", ["geojson", "kml"])
@given(shared_journeys())
def test_any_journey_of_several_survives(form: str, journey: Journey) -> None:
    files = tables(f"x.{form}", DATA_FORMATS[form].write(build_itinerary(journey)))
    if not errors(files):
        read = check_files(files, "x").journey
        assert read
        assert journey_files(read) == journey_files(rounded(journey, form))


@pytest.mark.parametrize("form", ["gpx", "lpf.json", "csv"])
def test_whose_each_stop_is_survives_the_others(form: str) -> None:
    journey = shared()
    content = DATA_FORMATS[form].write(build_itinerary(journey))
    read = check_files(tables(f"x.{form}", content), "x").journey
    assert read
    assert [(slug(each.traveller), each.name.original.text) for each in read.stops] == [
        (
            slug(
                "Roald Amundsen"
                if form == "gpx" and each.traveller == "amundsen"
                else each.traveller
            ),
            each.name.original.text,
        )
        for each in journey.stops
    ]
    assert "travellers" in DATA_FORMATS[form].lost
    if form == "gpx":
        assert [bool(leg.geometry) for leg in read.legs] == [
            bool(leg.geometry) for leg in journey.legs
        ]


@pytest.mark.parametrize("form", ["gpx", "lpf.json", "csv"])
def test_names_order_and_positions_survive_the_others(form: str) -> None:
    journey = read_journey(DATA)
    read = check_files(tables(f"x.{form}", DATA_FORMATS[form].write(build_itinerary(journey))), "x")
    assert read.journey
    assert [stop.name.original.text for stop in read.journey.stops] == [
        stop.name.original.text for stop in journey.stops
    ]
    for one, other in zip(read.journey.stops, journey.stops, strict=True):
        assert one.position == pytest.approx(other.position, abs=1e-5)
    if form != "gpx":
        assert [stop.arrival for stop in read.journey.stops] == [
            stop.arrival for stop in journey.stops
        ]


def test_a_packed_folder_is_that_folder(tmp_path: Path) -> None:
    path = tmp_path / "journey.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in DATA.iterdir():
            archive.write(file, f"trip/{file.name}")
        archive.writestr("trip/../evil.csv", "x")
        archive.writestr("__MACOSX/trip/._locations.txt", "x")
    files = tables("journey.zip", path.read_bytes())
    assert files == {file.name: file.read_bytes() for file in DATA.iterdir()}
    assert check_files(files, "x").journey == read_journey(DATA)


@pytest.mark.parametrize("folder", ["./", "trip//"])
def test_a_folder_may_be_packed_with_an_odd_path(folder: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{folder}locations.csv", "name,latitude,longitude,arrival\n")
    assert list(tables("journey.zip", packed.getvalue())) == ["locations.csv"]


# Tables of others --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ort;Breite;Länge;Ankunft\nBerlin;52.52;13.4;2024-05-01\n",
        "Place\tLat\tLng\tDate\nBerlin\t52.52\t13.4\t2024-05-01\n",
        "Lieu,Latitude,Longitude,Arrivée\nBerlin,52.52,13.4,2024-05-01\n",
        "장소,위도,경도,도착일\nBerlin,52.52,13.4,2024-05-01\n",
        "Город,Широта,Долгота,Прибытие\nBerlin,52.52,13.4,2024-05-01\n",
        'name,coordinates,when\nBerlin,"52.52, 13.4",2024-05-01\n',
    ],
)
def test_columns_are_recognised_in_several_languages(text: str) -> None:
    header, row = locations("t.csv", text.encode())
    assert set(header.split(",")) == {"name", "latitude", "longitude", "arrival"}
    assert row == "Berlin,52.52,13.4,2024-05-01"


def test_what_is_not_recognised_stays_and_is_named() -> None:
    found = locations("t.csv", b"Place,Lat,Lon,Weather,Name\nBerlin,52,13,sunny,B\n")
    assert found == ["name,latitude,longitude,Weather,Name,arrival", "Berlin,52,13,sunny,B,"]


def test_no_column_with_names_is_refused_with_the_headings() -> None:
    with pytest.raises(ForeignFileError, match="choose it from: Wo, Lat"):
        tables("t.csv", b"Wo,Lat\nBerlin,52\n")


def test_a_workbook_is_read_with_its_numbers_and_days() -> None:
    book = Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("Trip")
    sheet.append(["Place", "Lat", "Lon", "Date", "Time"])
    sheet.append(["Berlin", 52.52, 13, datetime(2024, 5, 1), time(9, 30)])  # noqa: DTZ001
    sheet.append([None, None, None, None, None])
    sheet.append(["Prague", 50.0833, 14.4167, date(2024, 5, 2), True])
    book.create_sheet("Notes").append(["x"])
    output = io.BytesIO()
    book.save(output)
    brought = import_file("t.xlsx", output.getvalue())
    assert [entry.text for entry in brought.account.left] == [
        "2 sheets (not the first with rows: “Empty”, “Notes”)"
    ]
    assert locations("t.xlsx", output.getvalue())[1:] == [
        "Berlin,52.52,13,2024-05-01,09:30:00",
        "Prague,50.0833,14.4167,2024-05-02,true",
    ]


def test_points_of_somebody_s_geojson_are_a_table() -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"title": "Berlin", "date": "2024-05-01", "tags": ["a", "b"]},
            "geometry": {"type": "Point", "coordinates": [13.4, 52.52, 34]},
        },
        {"type": "Feature", "properties": None, "geometry": {"type": "Polygon"}},
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert locations("t.geojson", content) == [
        "name,arrival,tags,latitude,longitude,altitude", "Berlin,2024-05-01,a;b,52.52,13.4,34",
    ]  # fmt: skip


def test_placemarks_of_somebody_s_kml_are_stops() -> None:
    content = b"""<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Trip</name>
      <Placemark><name>Berlin</name><description><![CDATA[<p>The <b>start</b></p>]]></description>
        <TimeSpan><end>2024-05-01</end></TimeSpan>
        <Point><coordinates> 13.4,52.52,0 </coordinates></Point></Placemark>
      <Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>
    </Document></kml>"""
    brought = import_file("t.kml", content)
    assert [(entry.text, entry.fate) for entry in brought.account] == [
        ("1 placemark (a stop)", Fate.TAKEN),
        ("1 placemark (beneath the route, in basemap.geojson)", Fate.TAKEN),
    ]
    assert brought.table == ImportedTable(
        ("name", "arrival", "text", "latitude", "longitude"),
        (("Berlin", "../2024-05-01", "The start", "52.52", "13.4"),),
    )
    assert b'title = "Trip"' in brought.files["journey.toml"]
    assert errors(tables("t.kml", content)) == []


def test_a_kmz_is_the_kml_in_it() -> None:
    kml = DATA_FORMATS["kml"].write(build_itinerary(read_journey(DATA)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", kml)
        archive.writestr("files/a.jpg", b"x")
    brought = import_file("t.kmz", packed.getvalue())
    assert brought.files == import_file("t.kml", kml).files
    assert brought.account.total("file") == 2
    assert [entry.text for entry in brought.account.left] == [
        "1 file (a picture or model beside the map)"
    ]


def test_a_route_without_waypoints_is_a_journey() -> None:
    itinerary = b"""<gpx xmlns="http://www.topografix.com/GPX/1/1"><rte>
      <rtept lat="52.5" lon="13.4"><name>Berlin</name></rtept></rte></gpx>"""
    assert locations("t.gpx", itinerary)[1] == "Berlin,52.5,13.4,"
    timed = itinerary.replace(b"</rtept>", b"<time>2023-09-10T08:00:00.250Z</time></rtept>")
    assert errors(tables("t.gpx", timed)) == []
    assert locations("t.gpx", timed)[1] == "Berlin,52.5,13.4,2023-09-10T08:00:00Z"


def test_of_two_separators_that_fit_commas_are_taken_for_decimals() -> None:
    table = import_pasted("Ort;Breite, in Grad\nBerlin;52,5\nParis;48,9\n", "t").table
    assert table
    assert table.header == ("Ort", "Breite, in Grad")
    assert table.rows == (("Berlin", "52,5"), ("Paris", "48,9"))

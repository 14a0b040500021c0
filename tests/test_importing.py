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
from hypothesis import strategies as st
from openpyxl import Workbook

from routemap.cli.main import main
from routemap.errors import ForeignFileError, Level
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.imported import Imported
from routemap.formats.registry import DATA_FORMATS, ENDINGS, import_file
from routemap.model.itinerary import build_itinerary
from routemap.shipped import shipped_journey
from routemap.tables import check_files, read_journey
from routemap.tables.writer import journey_files
from test_written import JOURNEYS, told_journeys

if TYPE_CHECKING:
    from pathlib import Path

DATA = shipped_journey()


def tables(name: str, content: bytes) -> dict[str, bytes]:
    """The files that a file brings, its columns named by what is recognised."""
    brought = import_file(name, content)
    if brought.table:
        return named_tables(brought.table, recognised(brought.table.header), name)
    assert brought.files is not None
    return brought.files


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
    journey = replace(journey, lesson=(), media=(), annotations=())
    files = tables(f"x.{form}", DATA_FORMATS[form].write(build_itinerary(journey)))
    if not errors(files):
        read = check_files(files, "x").journey
        assert read
        # Degrees have six decimals there.
        rounded = replace(
            journey,
            stops=tuple(
                replace(stop, latitude=round(stop.latitude, 6), longitude=round(stop.longitude, 6))
                for stop in journey.stops
            ),
        )
        if form == "kml":
            rounded = journey
        assert journey_files(read) == journey_files(rounded)


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
        "name,arrival,tags,latitude,longitude", "Berlin,2024-05-01,a;b,52.52,13.4",
    ]  # fmt: skip


def test_placemarks_of_somebody_s_kml_are_stops() -> None:
    content = b"""<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Trip</name>
      <Placemark><name>Berlin</name><description><![CDATA[<p>The <b>start</b></p>]]></description>
        <TimeSpan><end>2024-05-01</end></TimeSpan>
        <Point><coordinates> 13.4,52.52,0 </coordinates></Point></Placemark>
      <Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>
    </Document></kml>"""
    brought = import_file("t.kml", content)
    assert [entry.text for entry in brought.account.left] == ["1 placemark (a line)"]
    assert brought.files
    assert brought.files["locations.csv"].decode().splitlines()[1:] == [
        "Berlin,52.52,13.4,../2024-05-01,The start"
    ]
    assert b'title = "Trip"' in brought.files["journey.toml"]
    assert errors(brought.files) == []


def test_a_kmz_is_the_kml_in_it() -> None:
    kml = DATA_FORMATS["kml"].write(build_itinerary(read_journey(DATA)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", kml)
    assert import_file("t.kmz", packed.getvalue()) == import_file("t.kml", kml)


def test_a_route_without_waypoints_is_a_journey_and_a_track_alone_is_none() -> None:
    itinerary = b"""<gpx xmlns="http://www.topografix.com/GPX/1/1"><rte>
      <rtept lat="52.5" lon="13.4"><name>Berlin</name></rtept></rte></gpx>"""
    assert locations("t.gpx", itinerary)[1] == "Berlin,52.5,13.4,"
    timed = itinerary.replace(b"</rtept>", b"<time>2023-09-10T08:00:00.250Z</time></rtept>")
    assert errors(tables("t.gpx", timed)) == []
    assert locations("t.gpx", timed)[1] == "Berlin,52.5,13.4,2023-09-10T08:00:00Z"
    with pytest.raises(ForeignFileError, match="a track alone does not say where the stops are"):
        import_file("t.gpx", b"<gpx><trk><trkseg/></trk></gpx>")


# Hostile files -----------------------------------------------------------------------------------


def zip_of(**entries: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return output.getvalue()


BOMB = b"0" * 200_000_000
LAUGHS = b"""<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><kml>&b;</kml>"""
FETCHES = b"""<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>"""


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("t.kml", LAUGHS, "defines a document type or entities"),
        ("t.gpx", FETCHES, "defines a document type or entities"),
        ("t.kml", b"<kml><Placemark></kml>", "is not XML"),
        ("t.gpx", b"<kml/>", "is XML, but not GPX"),
        ("t.zip", b"PK\x03\x04broken", "is not a readable archive"),
        ("t.zip", zip_of(notes__txt=b"x"), "holds no locations.csv"),
        ("t.kmz", zip_of(notes__txt=b"x"), "holds no KML"),
        ("t.xlsx", b"PK\x03\x04broken", "is not a readable workbook"),
        ("t.xlsx", zip_of(a__xml=b"<a/>"), "is not a readable workbook"),
        ("t.geojson", b"[" * 100_000, "too deep"),
        ("t.geojson", b'{"type": "FeatureCollection"}', "not a GeoJSON FeatureCollection"),
        ("t.csv", b"\xff\xfe\x00", "t.csv:"),
        ("t.csv", b"a" + b",a" * 300 + b"\nx\n", "has 301 columns"),
        ("t.csv", b"a\n" + b"x\n" * 50_001, "more than 50,000 rows"),
        ("t.csv", b"x" * 20_000_001, "has 20.0 MB"),
        ("t.shp", b"x", "has an ending that cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, content: bytes, why: str) -> None:
    with pytest.raises(ForeignFileError, match=why) as refused:
        import_file(name, content)
    assert "\n" not in str(refused.value)


def test_a_link_in_an_archive_is_followed_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name,latitude,longitude\nSecret,1,2\n", encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("locations.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16  # as Unix packs a link
        archive.writestr(link, str(secret))
    brought = import_file("t.zip", packed.getvalue())
    assert "Secret" not in str(brought)
    assert str(secret) in str(brought)  # what the link holds is a table of one odd heading


@pytest.mark.parametrize("name", ["t.zip", "t.kmz", "t.xlsx"])
def test_a_bomb_is_not_unpacked(name: str) -> None:
    with pytest.raises(ForeignFileError, match="unpacks to 200 MB"):
        import_file(name, zip_of(locations__csv=BOMB))


@pytest.mark.parametrize("ending", ENDINGS)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_refused(ending: str, content: bytes) -> None:
    try:
        brought = import_file(f"t.{ending}", content)
    except ForeignFileError:
        return
    assert isinstance(brought, Imported)


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "properties",
                    "geometry",
                    "coordinates",
                    "kind",
                    "names",
                    "when",
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
)


@given(st.lists(_json, max_size=4))
def test_whatever_features_hold_they_are_read_or_refused(features: list[Any]) -> None:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    try:
        files = tables("t.geojson", content)
    except ForeignFileError:
        return
    check_files(files, "x")


# The commands ------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("option", "told"),
    [("Ort=name", "has no column “Ort”"), ("Place=town", "“latitude, longitude”, or empty")],
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

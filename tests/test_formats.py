"""KML, GPX, LPF and CSV as independent readers read them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import gpxpy
import pytest
from defusedxml.ElementTree import fromstring
from fastkml import kml as fastkml
from fastkml.utils import find_all
from hypothesis import given
from jsonschema import Draft7Validator
from starlette.applications import Starlette
from starlette.testclient import TestClient

from any_journey import english, journey_of, journeys, shared_by, stop
from outside_readers import read_by
from routemap.cli.main import main
from routemap.formats.registry import DATA_FORMATS, plain_itinerary
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.journey import Journey

ODBL = "https://opendatacommons.org/licenses/odbl/1-0/"


@cache
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def written(form: str, itinerary: Itinerary | None = None) -> bytes:
    return DATA_FORMATS[form].write(itinerary or shipped())


def file_of(form: str, folder: Path, itinerary: Itinerary | None = None) -> Path:
    path = folder / f"journey.{form}"
    path.write_bytes(written(form, itinerary))
    return path


# All of them -------------------------------------------------------------------------------------


@given(journeys())
def test_any_journey_can_be_written_in_each_format(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    fromstring(written("kml", itinerary))
    assert gpxpy.parse(written("gpx", itinerary).decode()).waypoints
    assert len(json.loads(written("lpf.json", itinerary))["features"]) == len(journey.stops)
    assert len(list(csv.DictReader(io.StringIO(written("csv", itinerary).decode())))) == len(
        journey.stops
    )


@pytest.mark.parametrize("form", ["geojson", "kml", "gpx"])
def test_who_gives_away_railway_ways_names_their_licence(form: str) -> None:
    assert ODBL in written(form).decode()
    plain = written(form, plain_itinerary(shipped())).decode()
    assert "ODbL" not in plain.split("sources")[0].split("source.")[0]
    assert ODBL not in plain


def test_the_command_says_what_a_format_has_no_place_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "trip.gpx"
    assert main(["export", "-o", str(path), "--plain-legs"]) == 0
    assert "gpx has no place for: dates without a time, certainty" in capsys.readouterr().err
    assert ODBL not in path.read_text(encoding="utf-8")


def test_the_command_knows_the_two_endings_of_linked_places(tmp_path: Path) -> None:
    path = tmp_path / "trip.lpf.json"
    assert main(["export", "-o", str(path)]) == 0
    assert path.read_bytes() == written("lpf.json")


def test_a_file_imports_only_what_reads_it() -> None:
    script = (
        "import sys; from routemap.formats.registry import import_file;"
        "import_file('t.csv', b'name,latitude,longitude,arrival\\nA,1,2,\\n');"
        "import_file('t.gpx', b'<gpx><wpt lat=\"1\" lon=\"2\"/></gpx>');"
        "print(*{'openpyxl', 'numpy', 'pyproj', 'typst', 'starlette'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert answer.stdout.split() == []


# KML ---------------------------------------------------------------------------------------------


def placemarks() -> list[Any]:
    _, _, text = written("kml").decode().partition("?>")  # lxml takes no declaration in text
    document = fastkml.KML.from_string(text)
    return list(find_all(document, of_type=fastkml.Placemark))


def test_fastkml_reads_stops_ways_and_events_with_their_times() -> None:
    found = {each.name: each for each in placemarks()}
    assert len(found) == 4 + 3 + 14
    khasan = found["2 Khasan"]
    assert khasan.geometry.coords[0] == pytest.approx((130.643, 42.416))
    assert str(khasan.times.timestamp) == "2023-09-12"
    assert str(found["1 Pyongyang"].times.end) == "2023-09-10"
    assert found["1 Pyongyang"].times.begin is None
    way = found["Vostochny Cosmodrome – Komsomolsk-on-Amur"]
    assert way.geometry.geom_type == "MultiLineString"
    cells = {each.name: each.value for each in khasan.extended_data.elements}
    assert cells["arrival"] == "2023-09-12"
    assert cells["name@ko"] == "하산"


def test_each_of_several_has_a_folder_a_route_and_tracks() -> None:
    journey = shared_by(shipped().journey, ("amundsen", "amundsen", "scott", "scott"))
    itinerary = build_itinerary(journey)
    place = "{http://www.opengis.net/kml/2.2}"
    document = fromstring(written("kml", itinerary))[0]
    folders = {
        folder[0].text: {part[0].text: len(part) - 1 for part in folder.findall(f"{place}Folder")}
        for folder in document.findall(f"{place}Folder")
    }
    assert folders == {
        "Amundsen": {"Stops": 2, "Ways": 1}, "Scott": {"Stops": 2, "Ways": 1}, "Events": {},
    }  # fmt: skip
    gpx = gpxpy.parse(written("gpx", itinerary).decode())
    assert [(each.name, [point.name for point in each.points]) for each in gpx.routes] == [
        ("Amundsen", ["A1 Pyongyang", "A2 Khasan"]),
        ("Scott", ["B1 Vostochny Cosmodrome", "B2 Komsomolsk-on-Amur"]),
    ]
    assert [each.name for each in gpx.tracks] == [
        *("Amundsen: Pyongyang – Khasan", "Scott: Vostochny Cosmodrome – Komsomolsk-on-Amur"),
    ]
    legs = [each for each in json.loads(written("geojson", itinerary))["features"]
            if each["properties"]["kind"] == "leg"]  # fmt: skip
    assert [each["properties"]["traveller"] for each in legs] == ["amundsen", "scott"]


def test_gdal_reads_the_kml(tmp_path: Path) -> None:
    told = read_by("ogrinfo", "-ro", "-al", "-so", file_of("kml", tmp_path))
    for layer, count in (("Stops", 4), ("Ways", 3), ("Events", 14)):
        assert f"Layer name: {layer}" in told
        assert f"Feature Count: {count}" in told.split(f"Layer name: {layer}")[1]


def test_markup_in_a_description_stays_text() -> None:
    odd = journey_of(stop("2023-09-12", name="<b>A</b>"))
    odd = replace(odd, stops=(replace(odd.stops[0], note=english("<script>1</script>")),))
    made = fromstring(written("kml", build_itinerary(odd)))
    assert made.find(".//{*}Placemark/{*}name").text == "1 <b>A</b>"
    # Programs take it for HTML, so that it is escaped twice.
    assert "&lt;script&gt;" in made.find(".//{*}Placemark/{*}description").text


def test_what_xml_has_no_place_for_is_left_out() -> None:
    odd = journey_of(stop("2023-09-12", name="A\ufffe\x08B"))
    for form in ("kml", "gpx"):
        assert "1 AB" in "".join(fromstring(written(form, build_itinerary(odd))).itertext())


# GPX ---------------------------------------------------------------------------------------------


def test_gpxpy_reads_stops_route_and_ways() -> None:
    read = gpxpy.parse(written("gpx").decode())
    assert [point.name for point in read.waypoints] == [
        "1 Pyongyang", "2 Khasan", "3 Vostochny Cosmodrome", "4 Komsomolsk-on-Amur",
    ]  # fmt: skip
    assert [len(each.points) for each in read.routes] == [4]
    assert len(read.tracks) == 3
    assert 700_000 < read.tracks[0].length_2d() < 837_000  # drawn straight between its points
    assert read.tracks[1].comment.endswith("way not known")
    assert read.copyright_license == ODBL


def test_no_time_is_claimed_that_nobody_gave() -> None:
    read = gpxpy.parse(written("gpx").decode())
    assert [point.time for point in read.waypoints] == [None] * 4
    assert read.waypoints[1].comment == "12 September 2023"
    known = journey_of(stop("2023-09-12T13:00:00Z", name="A"))
    (point,) = gpxpy.parse(written("gpx", build_itinerary(known)).decode()).waypoints
    assert point.time is not None
    assert point.time.isoformat() == "2023-09-12T13:00:00+00:00"


def test_gdal_reads_the_gpx(tmp_path: Path) -> None:
    told = read_by("ogrinfo", "-ro", "-al", "-so", file_of("gpx", tmp_path))
    for layer, count in (("waypoints", 4), ("routes", 1), ("tracks", 3)):
        assert f"Feature Count: {count}" in told.split(f"Layer name: {layer}")[1]


# Linked Places -----------------------------------------------------------------------------------

_WHEN = {
    "type": "object",
    "properties": {
        "label": {"type": "string"},
        # Where versions 1.2.2 and 2.0 contradict each other, neither may be asked.
        "timespans": False,
        "periods": {
            "items": {
                "required": ["label"],
                "properties": {"name": {"type": "string"}, "label": {"type": "string"}},
            }
        },
    },
}
_LANGUAGE = {"type": "string", "pattern": "^[a-z]{2}$"}
# What both published schemas ask of a feature, in our words.
LPF_RULES = {
    "type": "object",
    "required": ["@id", "type", "properties", "names"],
    "additionalProperties": False,
    "properties": {
        "@id": {"type": "string"},
        "type": {"enum": ["Feature"]},
        "properties": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": {"type": "string"},
                "ccodes": {"items": {"type": "string", "pattern": "^[a-zA-Z]{2}$"}},
            },
        },
        "names": {
            "type": "array",
            "items": {
                "required": ["toponym"],
                "properties": {
                    "toponym": {"type": "string"},
                    "lang": _LANGUAGE,
                    "citations": {
                        "items": {
                            "properties": {"@id": {"type": "string"}, "label": {"type": "string"}}
                        }
                    },
                },
            },
        },
        "types": {"items": {"properties": {"label": {"type": "string"}}}},
        "geometry": {"required": ["type"], "properties": {"type": {"enum": ["Point"]}}},
        "relations": {"items": {"required": ["relationType", "relationTo", "label"]}},
        "descriptions": {
            "items": {
                "required": ["value"],
                "properties": {"value": {"type": "string"}, "lang": _LANGUAGE},
            }
        },
        "when": _WHEN,
    },
}


@given(journeys())
def test_linked_places_keep_the_rules_of_both_schemas(journey: Journey) -> None:
    rules = Draft7Validator(LPF_RULES)
    for feature in json.loads(written("lpf.json", build_itinerary(journey)))["features"]:
        assert list(rules.iter_errors(feature)) == []


def test_linked_places_hold_names_dates_order_and_sources() -> None:
    _, khasan, *_ = json.loads(written("lpf.json"))["features"]
    assert list(Draft7Validator(LPF_RULES).iter_errors(khasan)) == []
    assert khasan["properties"]["arrival"] == "2023-09-12"
    assert khasan["properties"]["ccodes"] == ["RU"]
    assert {each["toponym"] for each in khasan["names"]} == {"Khasan", "하산", "Хасан"}
    assert khasan["when"]["label"] == "12 September 2023"
    assert khasan["relations"][0]["relationTo"] == "#stop-vostochny"
    assert khasan["names"][0]["citations"][0]["label"] == "[11] Cited in the report as [11]"


def test_formulas_in_csv_are_disarmed_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "trip.csv"
    cells = "name,latitude,longitude,arrival,note\n=1+1,-33.5,-70.6,2023,@SUM(A1)\n+x,1,2,2024,-y\n"
    table.write_text(cells, encoding="utf-8")
    path = tmp_path / "safe.csv"
    assert main(["export", str(table), "-o", str(path), "--formula-safe"]) == 0
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    flat = [cell for row in rows[1:] for cell in row]
    assert {"'=1+1", "'@SUM(A1)", "'+x", "'-y", "-33.5"} <= set(flat)
    assert main(["export", str(table), "-o", str(tmp_path / "x.kml"), "--formula-safe"]) == 2
    assert "there is no kml option “formula-safe”" in capsys.readouterr().err
    monkeypatch.setenv(JOURNEY_VARIABLE, str(table))
    client = TestClient(Starlette(routes=routes()))
    assert client.get("/journey.csv?formula-safe=1").content == path.read_bytes()
    plain = client.get("/journey.csv")
    assert "'" not in plain.text
    assert plain.headers["etag"] != client.get("/journey.csv?formula-safe=1").headers["etag"]
    assert client.get("/journey.kml?formula-safe=1").status_code == 400

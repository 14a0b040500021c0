"""The journey as GeoJSON: nothing of the tables lost, readable by programs of others."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from browser import CHECKOUT
from outside_readers import read_by
from routemap.cli.main import main
from routemap.formats.geojson import geojson
from routemap.formats.registry import import_file
from routemap.geo.antimeridian import split_at_date_line
from routemap.model.itinerary import build_itinerary
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.shipped import shipped_journey
from routemap.tables import check_files, check_journey, read_journey

if TYPE_CHECKING:
    from pathlib import Path

GOOD = sorted(
    folder
    for folder in (CHECKOUT / "tests" / "journeys").iterdir()
    if check_journey(folder).journey is not None
)


def written(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(geojson(build_itinerary(read_journey(path))))
    return content


def of_kind(content: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [f for f in content["features"] if f["properties"]["kind"] == kind]


# The reader warns of a box over the date line, which RFC 7946 (5.2) writes just so.
@pytest.mark.filterwarnings("ignore:BBOX crossing the Antimeridian")
@pytest.mark.parametrize("folder", [shipped_journey(), *GOOD], ids=lambda path: path.name)
def test_each_journey_is_read_by_others_with_every_feature(folder: Path, tmp_path: Path) -> None:
    content = written(folder)
    FeatureCollection[Any](**content)
    file = tmp_path / "journey.geojson"
    file.write_text(json.dumps(content), encoding="utf-8")
    told = read_by("ogrinfo", "-ro", "-al", "-so", file)
    assert f"Feature Count: {len(content['features'])}" in told
    assert "ERROR" not in told


def test_dates_are_as_precise_as_the_tables() -> None:
    stops = {f["properties"]["id"]: f["properties"] for f in of_kind(shipped(), "stop")}
    assert stops["komsomolsk"]["arrival"] == "../2023-09-15"
    assert "arrival" not in stops["pyongyang"]
    assert stops["khasan"]["departure_text"] == "after the meetings, on a day not given"
    events = {f["properties"]["id"]: f["properties"] for f in of_kind(shipped(), "event")}
    assert events["shoigu"]["date"] == "2023-08~"
    assert events["labour"]["undated"] == "before"
    assert events["shoigu"]["date_text@ko"] == "약 한 달 전"


def shipped() -> dict[str, Any]:
    return written(shipped_journey())


def test_longitude_comes_first() -> None:
    first, *_ = of_kind(shipped(), "stop")
    assert first["geometry"]["coordinates"] == [125.75432, 39.03385]


def test_an_event_at_no_place_has_no_geometry() -> None:
    events = {f["properties"]["id"]: f for f in of_kind(shipped(), "event")}
    assert events["confirmed"]["geometry"] is None
    assert events["summit"]["geometry"]["type"] == "Point"


def test_what_is_inferred_and_whose_the_ways_are_stands_inside() -> None:
    content = shipped()
    assert "OpenStreetMap" in content["attribution"]
    assert content["way_licences"] == [
        {"licence": "ODbL-1.0", "url": "https://opendatacommons.org/licenses/odbl/1-0/"}
    ]
    for leg in of_kind(content, "leg"):
        assert leg["properties"]["basis"] == "inferred"
        assert leg["properties"]["shortest"] is True
    assert len(content["sources"]) == len(read_journey(shipped_journey()).references)


def test_hostile_words_stay_what_they_are(tmp_path: Path) -> None:
    words = "</script>\\\u202e\u0301=1+1 {{x}} 🚂"
    table = tmp_path / "locations.csv"
    table.write_text(f"name,latitude,longitude,arrival\nA,0,0,\n{words},1,1,\n", encoding="utf-8")
    stop = of_kind(written(tmp_path), "stop")[1]
    assert stop["properties"]["name"] == words


lines = st.lists(
    st.tuples(
        st.floats(-90, 90).map(lambda x: round(x, 3)),
        st.floats(-900, 900).map(lambda x: round(x, 3)),
    ),
    min_size=2,
    max_size=12,
).filter(lambda line: all(abs(a[1] - b[1]) < 360 for a, b in pairwise(line)))


@given(lines)
def test_no_part_of_a_line_crosses_the_date_line(line: list[tuple[float, float]]) -> None:
    parts = split_at_date_line(tuple(line))
    for part in parts:
        assert len(part) > 1
        for latitude, longitude in part:
            assert -90 <= latitude <= 90
            assert -180 <= longitude <= 180


@given(lines)
def test_a_split_line_is_as_long_as_the_whole(line: list[tuple[float, float]]) -> None:
    def length(points: list[tuple[float, float]]) -> float:
        return sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(points))

    parts = split_at_date_line(tuple(line))
    assert sum(map(length, parts)) == pytest.approx(length(line), abs=1e-6)


def test_a_leg_over_the_date_line_is_in_two_parts() -> None:
    (leg, *_) = of_kind(written(CHECKOUT / "tests/journeys/dashboard-dateline"), "leg")
    assert leg["geometry"]["type"] == "MultiLineString"


# By command and address ---------------------------------------------------------------------------


def test_the_command_writes_what_the_address_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "j.geojson"
    assert main(["export", "-o", str(file)]) == 0
    assert main(["export", "-o", str(file)]) == 1  # it is there
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    client = TestClient(Starlette(routes=routes()))
    answer = client.get("/journey.geojson")
    assert answer.status_code == 200
    assert answer.content == file.read_bytes()
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["content-disposition"].startswith("inline")
    tag = answer.headers["etag"]
    again = client.get("/journey.geojson?download", headers={"If-None-Match": tag})
    assert again.status_code == 304
    saved = client.head("/journey.geojson?download")
    assert saved.headers["content-disposition"] == (
        'attachment; filename="kim-jong-uns-train-to-russia.geojson"'
    )
    assert not saved.content


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/journey.shp", 404, "geojson"),
        ("/journey.geojson?date=2023-09-13", 400, "download"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(path: str, status: int, told: str) -> None:
    answer = TestClient(Starlette(routes=routes())).get(path)
    assert answer.status_code == status
    assert told in answer.text


@pytest.mark.parametrize("option", ["--date=2023-09-13", "--preset=web", "--lang=ko"])
def test_options_of_pictures_are_refused_for_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    assert main(["export", "-o", str(tmp_path / "j.geojson"), option]) == 2
    name = option.partition("=")[0].removeprefix("--")
    assert f"no geojson option “{name}”" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_half_characters_and_endless_numbers_of_a_leg_become_json() -> None:
    told = {"kind": "leg", "from": "a", "to": "b", "source": "\ud800", "length_km": float("nan")}
    line = {"type": "Line\ud800", "coordinates": [[float("inf"), 50], [1, 2]]}
    features = [
        {"properties": {"kind": "stop", "name": "a"}, "geometry": None},
        {"properties": told, "geometry": line},
    ]
    collection = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    files = import_file("t.geojson", collection).files
    assert files
    (leg,) = json.loads(files["legs.geojson"], parse_constant=pytest.fail)["features"]
    assert leg["properties"]["source"] == "\ufffd"
    columns = {problem.column for problem in check_files(files, "t").problems}
    assert {"source", "length_km"} <= columns

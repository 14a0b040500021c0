"""Which countries a picture names, and that each name stands in its country."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from math import atan2, hypot
from pathlib import Path

import pytest
import shapely
from shapely import ops

from routemap.basemap.basemap import Basemap, basemap
from routemap.basemap.country_cells import NOWHERE, areas_km2, country_at, country_near
from routemap.basemap.known_names import names_in
from routemap.geo import Point
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.basemap_paths import basemap_for
from routemap.pictures.drawing import Drawing
from routemap.pictures.ground_labels import name_block
from routemap.pictures.params import read_query
from routemap.tables import check_files, read_journey

JOURNEYS = Path(__file__).parent / "journeys"
PLACES = {
    "Kigali": (-1.944, 30.062),
    "Nairobi": (-1.286, 36.817),
    "Vaduz": (47.141, 9.521),
    "Munich": (48.137, 11.575),
    "Seoul": (37.567, 126.978),
    "Tokyo": (35.69, 139.692),
    "Taipei": (25.033, 121.565),
    "Manila": (14.6, 120.984),
    "Darwin": (-12.463, 130.844),
    "Luxembourg": (49.612, 6.13),
    "Brussels": (50.85, 4.352),
    "Geneva": (46.204, 6.143),
    "Ljubljana": (46.056, 14.506),
    "Maseru": (-29.31, 27.48),
    "Maputo": (-25.966, 32.583),
    "Skopje": (41.997, 21.428),
    "Podgorica": (42.441, 19.263),
    "Lomé": (6.137, 1.212),
    "Niamey": (13.512, 2.125),
    "Vientiane": (17.967, 102.6),
    "Hanoi": (21.028, 105.854),
    "Tashkent": (41.3, 69.24),
    "Dushanbe": (38.56, 68.774),
    "Fukuoka": (33.59, 130.4),
    "Osaka": (34.69, 135.5),
    "Miami": (25.76, -80.19),
    "Havana": (23.11, -82.37),
    "Reykjavik": (64.15, -21.94),
    "Vik": (63.42, -19.0),
    "Nuuk": (64.18, -51.72),
    "Toamasina": (-18.15, 49.4),
    "Port-Louis": (-20.16, 57.5),
    "Sydney": (-33.87, 151.2),
    "Auckland": (-36.85, 174.76),
    "Jakarta": (-6.2, 106.85),
    "Denpasar": (-8.65, 115.2),
    "Kuala-Lumpur": (3.14, 101.69),
    "Medan": (3.59, 98.67),
    "Dublin": (53.35, -6.26),
    "London": (51.5, -0.13),
    "Holyhead": (53.31, -4.63),
    "Copenhagen": (55.68, 12.57),
    "Stockholm": (59.33, 18.07),
    "Male": (4.18, 73.51),
    "Colombo": (6.93, 79.86),
    "Suva": (-18.14, 178.44),
    "Nukualofa": (-21.14, -175.2),
    "Honiara": (-9.43, 159.95),
    "Vila": (-17.73, 168.32),
    # Where three countries meet, and coarse lines of Natural Earth run on from two to the third.
    "Boma": (6.88, 32.828),
    "Omo": (6.444, 36.802),
    "Kaffa": (7.317, 38.121),
    "Tibati": (6.895, 13.073),
}
ISLANDS = {
    "Seoul Fukuoka Osaka": "South Korea, Japan",
    "Miami Havana": "United States, Cuba",
    "Nuuk Reykjavik": "Greenland, Iceland",
    "Reykjavik Vik": "Iceland",
    "Toamasina Port-Louis": "Madagascar, Mauritius",
    "Sydney Auckland": "Australia, New Zealand",
    "Jakarta Denpasar": "Indonesia",
    "Kuala-Lumpur Medan": "Malaysia, Indonesia",
    "Taipei Manila": "Taiwan, Philippines",
    "London Dublin": "United Kingdom, Ireland",
    "Dublin Holyhead": "Ireland, United Kingdom",
    "Copenhagen Stockholm": "Denmark, Sweden",
    "Male Colombo": "Maldives, Sri Lanka",
    "Suva Nukualofa": "Fiji, Tonga",
    "Honiara Vila": "Solomon Islands, Vanuatu",
}
LAND_JOURNEYS = (
    "Kigali Nairobi",
    "Vaduz Munich",
    "Luxembourg Brussels",
    "Geneva Ljubljana",
    "Maseru Maputo",
    "Skopje Podgorica",
    "Lomé Niamey",
    "Vientiane Hanoi",
    "Tashkent Dushanbe",
    "Boma Omo",
)
BESIDE = 1e-4
"""So many degrees beside a border lies the country of that side."""
OF_A_SIZE = 0.35
"""So far above its baseline is the middle of a capital letter."""


@cache
def journey(names: str) -> Itinerary:
    rows = ["name,latitude,longitude,arrival"]
    for day, name in enumerate(names.split(), 1):
        latitude, longitude = PLACES[name]
        rows.append(f"{name},{latitude},{longitude},1930-05-{day:02}")
    report = check_files({"locations.csv": "\n".join(rows).encode()}, "journey")
    assert report.journey
    return build_itinerary(report.journey)


def countries_of(ground: Basemap) -> list[tuple[shapely.Polygon, str]]:
    """Return land between borders and coasts, and the country that most of its borders tell.

    In degrees, without any projection: x is longitude, y is latitude.
    """
    names = [name for name, *_ in names_in("en")["countries"]]
    south, west, north, east = ground.extent
    lines = [*ground.coast, *(border.line for border in ground.sides)]
    drawn = [shapely.LineString([(x, y) for y, x in line]) for line in lines]
    edge = shapely.box(west, south, east, north).exterior
    parts = list(ops.polygonize(shapely.unary_union([*drawn, edge])))
    tree = shapely.STRtree(parts)
    told: dict[int, Counter[str]] = {}
    for border in ground.sides:
        for (y, x), (to_y, to_x) in pairwise(border.line):
            length = hypot(to_x - x, to_y - y)
            if not length:
                continue
            right, up = (to_x - x) / length * BESIDE, (to_y - y) / length * BESIDE
            for country, side in ((border.left, 1), (border.right, -1)):
                beside = shapely.Point((x + to_x) / 2 - up * side, (y + to_y) / 2 + right * side)
                for number in tree.query(beside, predicate="within"):
                    told.setdefault(number, Counter())[names[country]] += 1
    return [(parts[number], each.most_common(1)[0][0]) for number, each in told.items()]


def anchors(drawing: Drawing) -> dict[str, tuple[float, float]]:
    """Return the middle of each country's name on the sheet: they are written first, in order."""
    countries = {name for name, *_ in names_in("en")["countries"]}
    texts, found = iter(drawing.names.texts), {}
    for name in drawing.names.names:
        if name not in countries:
            break
        lines = [next(texts) for _ in name_block(name, 1).lines]
        assert "".join(text.text for text in lines).replace(" ", "") == name.upper().replace(
            " ", ""
        )
        across = sum(text.at[0] for text in lines) / len(lines)
        down = sum(text.at[1] - OF_A_SIZE * text.size for text in lines) / len(lines)
        found[name] = (across, down)
    return found


@pytest.mark.parametrize("preset", ["web", "newspaper-1"])
@pytest.mark.parametrize("names", LAND_JOURNEYS)
def test_the_name_of_a_country_stands_in_it(names: str, preset: str) -> None:
    drawing = read_query({"preset": preset}, journey(names)).drawing
    countries = countries_of(basemap_for(drawing.view, drawing.options.unit))
    standing = {}
    for name, at in anchors(drawing).items():
        point = drawing.view.point(at)
        assert point
        place = shapely.Point(point[1], point[0])
        standing[name] = [country for part, country in countries if part.contains(place)]
    assert standing
    assert standing == {name: [name] for name in standing}


@pytest.mark.parametrize("preset", ["web", "newspaper-1"])
@pytest.mark.parametrize("names", ["Boma Omo", "Kaffa Tibati"])
def test_a_name_beside_a_border_is_on_the_side_of_its_country(names: str, preset: str) -> None:
    drawing = read_query({"preset": preset}, journey(names)).drawing
    known = [name for name, *_ in names_in("en")["countries"]]
    found = anchors(drawing)
    points = drawing.view.points(list(found.values()))
    assert found
    assert [known[country_at(point)] for point in points if point] == list(found)


@pytest.mark.parametrize("preset", ["a4", "a3"])
def test_a_country_reached_by_sea_between_first_and_last_stop_is_named(preset: str) -> None:
    picture = read_query({"preset": preset}, journey("Seoul Tokyo Taipei Manila Darwin"))
    assert {"Japan", "Philippines"} <= set(picture.drawing.names.names)


@pytest.mark.parametrize("preset", ["web", "card"])
@pytest.mark.parametrize("names", ISLANDS)
def test_countries_without_a_border_in_the_frame_are_named(names: str, preset: str) -> None:
    picture = read_query({"preset": preset}, journey(names))
    assert set(ISLANDS[names].split(", ")) <= set(picture.drawing.names.names)


@pytest.mark.parametrize("preset", ["web", "card", "a4"])
def test_a_country_is_not_named_at_its_overseas_departments(preset: str) -> None:
    route = build_itinerary(read_journey(JOURNEYS / "round-the-world"))
    drawing = read_query({"preset": preset}, route).drawing
    at = anchors(drawing).get("France")
    point = drawing.view.point(at) if at else None
    assert point is None or point[0] > 35, point


def test_a_map_of_streets_bears_no_name_of_a_country() -> None:
    picture = read_query({"extent": "126.9,37.5,127.05,37.6"}, journey("Seoul Tokyo"))
    assert "South Korea" not in picture.drawing.names.names
    # Natural Earth has a place for the name of Nepal there.
    route = build_itinerary(read_journey(JOURNEYS / "kathmandu"))
    streets = {"extent": "85.2,27.62,85.45,27.78"}
    assert "Nepal" not in read_query(streets, route).drawing.names.names
    assert "Nepal" in read_query({**streets, "show": "Nepal"}, route).drawing.names.names


# The data ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [Scale.COARSE, Scale.MIDDLE])
def test_borders_agree_where_three_countries_meet(scale: Scale) -> None:
    sides: dict[Point, list[tuple[float, int, int]]] = {}
    for border in basemap(Extent(-60, -180, 80, 180), scale).sides:
        for start, end in pairwise(border.line):
            there, back = direction(start, end), direction(end, start)
            sides.setdefault(start, []).append((there, border.left, border.right))
            sides.setdefault(end, []).append((back, border.right, border.left))
    meeting = [sorted(around) for around in sides.values() if len(around) > 2]
    disagreeing = [
        around
        for around in meeting
        if any(left != right for (_, left, _), (_, _, right) in pairwise([*around, around[0]]))
    ]
    # A few lie within a step of the grid of another, and lines claimed within a country remain.
    assert len(meeting) > 150
    assert len(disagreeing) < len(meeting) * 0.05


def direction(start: Point, end: Point) -> float:
    return atan2(end[0] - start[0], end[1] - start[1])


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Kigali", "Rwanda"),
        ("Vaduz", "Liechtenstein"),
        ("Male", "Maldives"),
        ("Nukualofa", "Tonga"),
        ("Suva", "Fiji"),
    ],
)
def test_cells_tell_the_country_of_a_place_and_of_a_harbour(place: str, country: str) -> None:
    names = [name for name, *_ in names_in("en")["countries"]]
    assert names[country_near(PLACES[place])] == country


def test_at_sea_is_no_country() -> None:
    assert country_near((0.0, -30.0)) == country_at((40.0, -40.0)) == NOWHERE


def test_cells_of_a_country_are_as_large_as_it_is() -> None:
    names = [name for name, *_ in names_in("en")["countries"]]
    areas = {names[number]: area for number, area in areas_km2().items() if number != NOWHERE}
    assert areas["France"] == pytest.approx(640_000, rel=0.02)  # with its overseas departments
    assert areas["Luxembourg"] == pytest.approx(2_586, rel=0.05)

"""Which countries a picture names, and that each name stands in its country."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from math import hypot

import pytest
import shapely
from shapely import ops

from routemap.basemap.basemap import Basemap
from routemap.basemap.known_names import names_in
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.basemap_paths import basemap_for
from routemap.pictures.drawing import Drawing
from routemap.pictures.ground_labels import name_block
from routemap.pictures.params import read_query
from routemap.tables import check_files

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


@pytest.mark.parametrize("preset", ["a4", "a3"])
def test_a_country_reached_by_sea_between_first_and_last_stop_is_named(preset: str) -> None:
    picture = read_query({"preset": preset}, journey("Seoul Tokyo Taipei Manila Darwin"))
    assert {"Japan", "Philippines"} <= set(picture.drawing.names.names)

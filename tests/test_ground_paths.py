"""The ground is filled as it is on Earth, however a projection is centred, cut and framed."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from random import Random
from typing import TYPE_CHECKING

import pytest

from path_fill import filled_rings, winding
from routemap.geo.azimuthal import azimuthal
from routemap.geo.clipping import wound
from routemap.geo.extent import Extent
from routemap.geo.meridian_cut import conic, equal_earth, mercator
from routemap.pictures.basemap_paths import basemap_for, basemap_paths, filled_path, stroked_path
from routemap.pictures.view import Box, View
from test_land_is_land import LAND, SEA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.geo.projection import Projection

SHAPES = ((600.0, 340.0), (340.0, 600.0), (480.0, 480.0))
ROUND_NUMBERS = (-90.0, -60.0, -30.0, 0.0, 40.0, 50.0, 90.0)
# Nearer to the edge of the map, in pixels, than lines are drawn.
NEAR = 1.5


def random_views(kind: str, number: int) -> Iterator[View]:
    """Yield views of any part of the Earth, as wide as a country or as all of it."""
    rng = Random(f"{kind} {number}")  # noqa: S311  a map, no secret
    for _ in range(number):
        width, height = rng.choice(SHAPES)
        # What is exactly on the edge of a tile or opposite to a pole is hardest.
        latitude = rng.choice((rng.uniform(-90, 90), rng.choice(ROUND_NUMBERS)))
        longitude = rng.choice((rng.uniform(-180, 180), rng.randrange(-180, 181, 10)))
        projection: Projection
        if kind == "azimuthal":
            projection = azimuthal(latitude, longitude)
        else:
            projection = equal_earth(longitude)
        per_km = min(width, height) / 2 / rng.choice((1_500, 5_000, rng.uniform(8_000, 16_000)))
        aside = rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.8)
        origin = (10 + aside[0] * width, 10 + aside[1] * height)
        yield View(projection, Box(10, 10, 10 + width, 10 + height), per_km, origin)


def wrongly_filled(view: View) -> list[object]:
    """Return known places of the ground in a view that are filled as what they are not."""
    paths = basemap_paths(basemap_for(view, 1), view, 1, ())
    land, water = filled_rings(paths.land), filled_rings(paths.water)
    wrong: list[object] = []
    for points, is_land in ((LAND, True), (SEA, False)):
        for point, place in zip(points, view.marks(points), strict=True):
            if is_seen(view, place) and not is_near_edge(view, place):
                filled = winding(land, place) != 0
                if filled != is_land or not winding(water, place):
                    wrong.append(point)
    rng = Random(str(view.origin))  # noqa: S311
    left, top, right, bottom = view.frame
    for _ in range(20):
        place = (rng.uniform(left, right), rng.uniform(top, bottom))
        is_filled = winding(land, place) != 0 or winding(water, place) != 0
        if is_filled and view.point(place) is None and not is_near_edge(view, place):
            wrong.append(place)
    return wrong


def is_seen(view: View, place: tuple[float, float]) -> bool:
    left, top, right, bottom = view.frame
    return left < place[0] < right and top < place[1] < bottom


def is_near_edge(view: View, place: tuple[float, float]) -> bool:
    """Tell whether a place lies so near to the edge of the map that a line may cover it."""
    around = ((place[0] + x * NEAR, place[1] + y * NEAR) for x in (-1, 1) for y in (-1, 1))
    is_on = view.point(place) is None
    return any((view.point(near) is None) != is_on for near in around)


@pytest.mark.parametrize(("kind", "number"), [("azimuthal", 60), ("Equal Earth", 20)])
def test_land_is_filled_and_sea_is_not(kind: str, number: int) -> None:
    wrong = {view: found for view in random_views(kind, number) if (found := wrongly_filled(view))}
    assert wrong == {}


def test_land_round_the_antipode_is_filled_to_the_rim() -> None:
    """Opposite to the South Pacific lies Asia, opposite to Asia nothing but sea."""
    frame = Box(0, 0, 400, 400)
    for centre in ((-50.0, -80.0), (-35.0, -105.0), (50.0, 100.0)):
        view = View(azimuthal(*centre), frame, 200 / 10_500, (200, 200))
        assert wrongly_filled(view) == []


@pytest.mark.parametrize("longitude", [0.0, 180.0, -180.0, 540.0])
def test_a_cone_and_a_cylinder_show_the_ground_wherever_they_are_cut(longitude: float) -> None:
    for extent, made in (
        (Extent(30, longitude - 40, 65, longitude + 40), conic),
        (Extent(-65, longitude - 40, -30, longitude + 40), conic),
    ):
        middle, centre = extent.middle
        view = View(made(extent, middle, centre), Box(0, 0, 600, 300), 0.06, (300, 150))
        assert view.is_true
        assert wrongly_filled(view) == []
    extent = Extent(-10, longitude - 30, 10, longitude + 30)
    view = View(mercator(extent, longitude), Box(0, 0, 600, 300), 0.06, (300, 150))
    assert view.is_true
    assert wrongly_filled(view) == []


# What an author gives -----------------------------------------------------------------------------


def square(south: float, west: float, north: float, east: float) -> tuple[tuple[float, float], ...]:
    steps = 12
    corners = Extent(south, west, north, east).outline
    return (
        *(
            (a + (c - a) * n / steps, b + (d - b) * n / steps)
            for (a, b), (c, d) in pairwise(corners)
            for n in range(steps)
        ),
        corners[0],
    )


@pytest.mark.parametrize("turn", [-360.0, 0.0, 360.0])
@pytest.mark.parametrize("centre", [20.0, 100.0, -160.0])
def test_a_polygon_is_filled_whichever_way_it_runs_and_wherever_the_map_is_cut(
    turn: float, centre: float
) -> None:
    outer, hole = square(-30, 150 + turn, 30, 230 + turn), square(-10, 170 + turn, 10, 210 + turn)
    frame = Box(0, 0, 800, 400)
    for rings in ((outer, hole), (outer[::-1], hole), (outer, hole[::-1])):
        for projection in (equal_earth(centre), azimuthal(10, centre)):
            view = View(projection, frame, 800 / 36_000, (400, 200))
            filled = filled_rings(filled_path(view.rings([wound(rings)]), frame, 0))
            for point, is_filled in (
                ((0, 160), True),
                ((0, -140), True),
                ((20, 179), True),
                ((0, 175), False),
                ((0, -175), False),
                ((40, 179), False),
                ((0, 30), False),
            ):
                (place,) = view.marks([point])
                if is_seen(view, place) and not is_near_edge(view, place):
                    assert (winding(filled, place) != 0) == is_filled, (projection.name, point)


def test_a_line_is_cut_where_the_map_ends() -> None:
    equator = [tuple((0.0, float(lon)) for lon in range(-700, 701, 5))]
    frame = Box(0, 0, 800, 400)
    for projection in (equal_earth(37.0), azimuthal(0, 37.0), azimuthal(60, -20)):
        view = View(projection, frame, 800 / 40_000, (400, 200))
        for part in view.parts(equator):
            assert max(dist(*step) for step in pairwise(part)) < frame.width / 10
        data = stroked_path(view.parts(equator), frame, 0)
        assert data.count("M") >= (1 if projection.is_of_world else 2)

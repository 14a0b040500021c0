"""The ground of any extent on Earth: closed, valid, never empty, and the same to the millimetre."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from routemap.basemap.basemap import Basemap, basemap
from routemap.geo.clipping import clip_line, clip_polygon, with_steps
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale, scale_at, scale_on_paper

if TYPE_CHECKING:
    from routemap.geo import Point
    from routemap.geo.clipping import Polygon

WORLD = Extent(-90, -180, 90, 180)
KHASAN = Extent(41.5, 129.4, 43.3, 131.9)
# A cut lies a centimetre beyond the edge.
NEAR = 2e-7


def degrees(most: float) -> st.SearchStrategy[float]:
    """Any degrees; whole ones too, the edges of tiles, where a cut could go wrong.

    GEOS, which judges, errs with numbers whose square is nothing to a float, such as 5e-324.
    """
    whole = st.integers(-int(most), int(most)).map(float)
    return st.floats(-most, most).map(lambda number: round(number, 9)) | whole


latitudes, longitudes = degrees(90), degrees(180)


@st.composite
def extents(draw: st.DrawFn, widest: float = 30.0) -> Extent:
    """Any box on Earth, wide or a mere point, at a pole and over the date line too."""
    south, west = draw(latitudes), draw(longitudes)
    sizes = st.one_of(st.just(0.0), st.floats(0, 1), st.floats(0, widest))
    return Extent(south, west, min(south + draw(sizes), 90.0), west + draw(sizes))


def as_shape(polygon: Polygon) -> shapely.Polygon:
    outline, *holes = (shapely.LinearRing([(x, y) for y, x in ring]) for ring in polygon)
    return shapely.Polygon(outline, holes)


def area(polygons: tuple[Polygon, ...]) -> float:
    return sum(as_shape(polygon).area for polygon in polygons)


def lines_of(ground: Basemap) -> list[tuple[Point, ...]]:
    rivers = [line for _, line in ground.rivers]
    return [
        *ground.coast,
        *rivers,
        *ground.borders,
        *ground.disputed_borders,
    ]


def check(ground: Basemap) -> None:
    south, west, north, east = ground.extent
    assert south < north
    assert west < east
    assert as_shape((ground.water,)).is_valid
    assert as_shape((ground.water,)).area > 0
    for polygon in (*ground.land, *ground.lakes):
        assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in polygon)
        shape = as_shape(polygon)
        assert shape.is_valid, shapely.is_valid_reason(shape)
        assert shape.area > 0
    points = [
        point for polygon in (*ground.land, *ground.lakes) for ring in polygon for point in ring
    ]
    points += [point for line in lines_of(ground) for point in line]
    for latitude, longitude in points:
        assert south - NEAR <= latitude <= north + NEAR
        assert west - NEAR <= longitude <= east + NEAR
    assert all(len(line) > 1 for line in lines_of(ground))


@given(extents(), st.sampled_from([Scale.COARSE, Scale.MIDDLE]))
@settings(max_examples=150)
def test_any_extent_gives_closed_valid_geometry(extent: Extent, scale: Scale) -> None:
    check(basemap(extent, scale))


@given(extents(widest=4.0))
@settings(max_examples=40)
def test_any_extent_gives_closed_valid_geometry_close_up(extent: Extent) -> None:
    check(basemap(extent, Scale.FINE))


@given(extents(), st.sampled_from([Scale.COARSE, Scale.MIDDLE]))
@settings(max_examples=60)
def test_cutting_neither_loses_nor_makes_land(extent: Extent, scale: Scale) -> None:
    """The land in a box is that of its halves together."""
    whole = basemap(extent, scale)
    south, west, north, east = whole.extent
    middle = (west + east) / 2
    halves = [
        basemap(Extent(south, *sides), scale)
        for sides in ((west, north, middle), (middle, north, east))
    ]
    if east - west < 0.05:  # halves this narrow are widened
        return
    assert sum(area(half.land) for half in halves) == pytest.approx(area(whole.land), abs=1e-4)


@pytest.mark.parametrize("scale", [Scale.COARSE, Scale.MIDDLE])
def test_the_world_is_about_as_much_land_as_it_is(scale: Scale) -> None:
    ground = basemap(WORLD, scale)
    # Of a plane of degrees; by shapely over Natural Earth itself.
    assert area(ground.land) == pytest.approx(21_500, rel=0.02)
    check(ground)


@pytest.mark.parametrize("turn", [-360, 360, 720])
def test_a_turn_round_the_earth_is_the_same_place(turn: float) -> None:
    here = basemap(KHASAN, Scale.FINE)
    south, west, north, east = KHASAN
    there = basemap(Extent(south, west + turn, north, east + turn), Scale.FINE)
    assert [len(line) for line in lines_of(here)] == [len(line) for line in lines_of(there)]
    assert area(there.land) == pytest.approx(area(here.land), rel=1e-6)


def test_over_the_date_line_the_land_runs_on() -> None:
    chukotka = basemap(Extent(64, 170, 70, 190), Scale.MIDDLE)
    assert any(longitude > 181 for polygon in chukotka.land for _, longitude in polygon[0])
    # The date line is no coast: nowhere does the coast run along it.
    assert not [
        edge
        for line in chukotka.coast
        for edge in pairwise(line)
        if edge[0][1] == edge[1][1] == 180
    ]


def test_where_there_is_nothing_but_sea_there_is_water() -> None:
    ground = basemap(Extent(-10, -150, -5, -145), Scale.MIDDLE)
    assert (ground.land, ground.coast, ground.borders) == ((), (), ())
    assert as_shape((ground.water,)).area == pytest.approx(25)


def test_in_the_middle_of_land_there_is_land_and_no_coast() -> None:
    ground = basemap(Extent(64, 94, 65, 95), Scale.COARSE)
    assert area(ground.land) == pytest.approx(1, abs=1e-5)
    assert ground.coast == ()


def test_a_place_is_an_extent_too_and_so_is_a_pole() -> None:
    for place in ((42.43, 130.64), (90.0, 0.0), (-90.0, 17.0), (0.0, 180.0)):
        extent = Extent(place[0], place[1], place[0], place[1])
        for scale in Scale:
            ground = basemap(extent, scale)
            check(ground)
            assert ground.extent.north - ground.extent.south == pytest.approx(0.01)
    pole = basemap(Extent(-90, -180, -89, 180), Scale.COARSE)
    assert area(pole.land) == pytest.approx(360, rel=1e-5)


def test_more_than_once_round_the_earth_is_once() -> None:
    ground = basemap(Extent(-90, -200, 90, 400), Scale.COARSE)
    assert ground.extent == Extent(-90, -200, 90, 160)
    assert area(ground.land) == pytest.approx(area(basemap(WORLD, Scale.COARSE).land), rel=1e-6)


# 200 km round each stop ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "towns", "has"),
    [
        ((39.03, 125.75), {"Nampo", "Sariwon", "Pyongsong"}, "coast"),
        ((42.43, 130.64), {"Vladivostok", "Rajin", "Hunchun", "Kraskino"}, "coast"),
        ((51.88, 128.33), {"Svobodny", "Shimanovsk", "Tsiolkovsky"}, ""),  # the Zeya is missing
        ((50.55, 137.01), {"Amursk", "Solnechny"}, "lakes"),  # so is held the lower Amur
    ],
)
def test_round_each_stop_there_are_towns_and_what_the_sources_have(
    place: Point, towns: set[str], has: str
) -> None:
    latitude, longitude = place
    extent = Extent(latitude - 0.9, longitude - 1.4, latitude + 0.9, longitude + 1.4)
    ground = basemap(extent, Scale.FINE)
    assert towns <= {town.names[0] for town in ground.towns}
    assert ground.land
    assert not has or getattr(ground, has)


# Which scale --------------------------------------------------------------------------------------


def test_a_close_up_is_fine_and_the_world_is_coarse() -> None:
    assert scale_on_paper(800 / 100, 42) == Scale.FINE
    assert scale_on_paper(800 / 2_700, 46) == Scale.MIDDLE
    assert scale_on_paper(800 / 40_000, 0) == Scale.COARSE
    for latitude in (60, 75, -90):
        assert scale_on_paper(800 / 2_700, latitude) == Scale.MIDDLE
    assert [scale_at(zoom) for zoom in (0, 3, 4, 6, 7, 11)] == [
        Scale.COARSE,
        Scale.COARSE,
        Scale.MIDDLE,
        Scale.MIDDLE,
        Scale.FINE,
        Scale.FINE,
    ]


# Cutting ------------------------------------------------------------------------------------------

SQUARE = ((0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (0.0, 0.0))
HOLE = ((4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0))
# A comb with its teeth to the north.
COMB = ((0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (2.0, 1.0), (2.0, 2.0), (9.0, 2.0), (9.0, 3.0))
COMB = (*COMB, (0.0, 3.0), (0.0, 0.0))


def test_a_comb_falls_into_its_teeth() -> None:
    teeth = clip_polygon((COMB,), Extent(4.1, -1, 8.1, 5))
    assert len(teeth) == 2
    assert [as_shape(tooth).bounds for tooth in sorted(teeth)] == [
        pytest.approx((0, 4.1, 1, 8.1), abs=NEAR),
        pytest.approx((2, 4.1, 3, 8.1), abs=NEAR),
    ]


def test_a_hole_stays_with_its_polygon_or_opens_to_the_edge() -> None:
    (inside,) = clip_polygon((SQUARE, HOLE), Extent(1.5, 1.5, 8.5, 8.5))
    assert len(inside) == 2
    (opened,) = clip_polygon((SQUARE, HOLE), Extent(-1, -1, 5.5, 11))
    assert len(opened) == 1
    assert as_shape(opened).area == pytest.approx(55 - 3, abs=1e-4)
    assert clip_polygon((SQUARE, HOLE), Extent(4.5, 4.5, 5.5, 5.5)) == ()


def test_a_needle_without_area_leaves_nothing() -> None:
    needle = ((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (9.0, 3.0), (4.0, 2.0), (4.0, 9.0), (0.0, 0.0))
    assert clip_polygon((needle,), Extent(6, -1, 12, 11)) == ()


def test_a_line_falls_into_the_parts_inside() -> None:
    line = ((0.0, 0.0), (0.0, 10.0), (5.0, 10.0), (5.0, 0.0))
    parts = clip_line(line, Extent(-1, 2.5, 6, 7.5))
    assert [part[0][0] for part in parts] == [0.0, 5.0]
    assert all(len(part) == 2 for part in parts)


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=4, max_size=14, unique=True
    ),
    st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(1, 12), st.integers(1, 12)),
)
@settings(max_examples=300)
def test_cut_polygons_have_the_area_that_geos_finds(
    corners: list[tuple[int, int]], box: tuple[int, int, int, int]
) -> None:
    hull = shapely.concave_hull(shapely.MultiPoint(corners), ratio=0.1)
    if hull.geom_type != "Polygon" or not hull.is_valid or hull.area == 0:
        return
    ring = tuple((float(y), float(x)) for x, y in hull.exterior.coords)
    south, west, height, width = box
    extent = Extent(south, west, south + height, west + width)
    parts = clip_polygon((ring,), extent)
    expected = hull.intersection(shapely.box(extent.west, extent.south, extent.east, extent.north))
    assert area(parts) == pytest.approx(expected.area, abs=1e-4)
    for part in parts:
        assert as_shape(part).is_valid


def test_long_sides_get_corners_at_the_same_places_whoever_asks() -> None:
    (start, *_) = SQUARE
    stepped = with_steps(SQUARE, 2.5)
    assert stepped[0] == stepped[-1] == start
    assert set(SQUARE) < set(stepped)
    assert (0.0, 2.5) in stepped
    assert with_steps(((0.1, 0.0), (0.1, 6.0), (3.0, 3.0), (0.1, 0.0)), 2.5)[:4] == (
        (0.1, 0.0),
        (0.1, 2.5),
        (0.1, 5.0),
        (0.1, 6.0),
    )

"""Where an author draws the ground or lays a map, ours keeps out of its way, credits too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from any_journey import journey_of, stop
from old_map import JOURNEY
from routemap.geo import Point
from routemap.geo.extent import Extent
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.i18n.credits import own_ground_credit
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Phrase, Wording
from routemap.model.own_basemap import (
    Form,
    GroundImage,
    GroundKind,
    GroundShape,
    OwnBasemap,
)
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.picture import Picture
from routemap.tables import read_journey

HELSINGOR, HELSINGBORG, KOLDING = (56.036, 12.613), (56.046, 12.694), (55.49, 9.47)
NAMELESS = Wording(Phrase("", ""))


def square(kind: GroundKind, middle: Point, reach: float = 0.02) -> GroundShape:
    lat, lon = middle
    ring = Extent(lat - reach, lon - reach, lat + reach, lon + reach).outline
    return GroundShape(kind, Form.AREA, (ring,), NAMELESS)


def road(middle: Point) -> GroundShape:
    lat, lon = middle
    line = ((lat, lon - 0.02), (lat, lon + 0.02))
    return GroundShape(GroundKind.ROAD, Form.LINE, (line,), NAMELESS)


def drawing(own: OwnBasemap, *places: Point, **chosen: object) -> Drawing:
    journey = journey_of(*(stop(at=at, name=f"At {at[1]}") for at in places))
    scene = build_itinerary(replace(journey, own_basemap=own)).overview()
    options = replace(PictureOptions(), **chosen)  # type: ignore[arg-type]
    return Picture(scene, options).drawing


def below(of: Drawing) -> str:
    return " ".join(text.text for text in of.furniture if text.at[1] > of.frame.bottom)


@pytest.mark.parametrize("kind", GroundKind)
def test_areas_of_water_or_land_draw_the_ground_and_nothing_else_does(kind: GroundKind) -> None:
    is_ground = kind in {GroundKind.WATER, GroundKind.AREA}
    assert OwnBasemap((square(kind, HELSINGOR),)).draws_ground == is_ground
    assert not OwnBasemap((replace(road(HELSINGOR), kind=kind),)).draws_ground


def test_close_up_an_author_who_draws_water_draws_all_of_the_ground() -> None:
    mine = OwnBasemap((square(GroundKind.WATER, HELSINGOR),), credit="Mine")
    own = drawing(mine, HELSINGOR, HELSINGBORG)
    ground = own.basemap
    shipped = (ground.water, ground.coast, ground.lakes, ground.shores, ground.rivers)
    assert not any((*shipped, ground.borders, ground.disputed_borders))
    assert ground.land
    credit = below(own)
    assert "Mine" in credit
    assert "10 million" not in credit
    assert "Natural Earth" not in credit


@pytest.mark.parametrize("kind", [GroundKind.GREEN, GroundKind.BUILDING])
def test_on_other_shapes_the_ground_stays_as_it_is(kind: GroundKind) -> None:
    near = drawing(OwnBasemap((square(kind, HELSINGOR), road(HELSINGBORG))), HELSINGOR, HELSINGBORG)
    assert near.basemap.water
    assert "10 million" in below(near)


def test_from_40_km_on_the_ground_stays_beneath_an_authors_water() -> None:
    own = OwnBasemap((square(GroundKind.WATER, HELSINGOR),))
    far = drawing(own, HELSINGOR, KOLDING)
    assert far.basemap.coast
    assert "Natural Earth" in below(far)


@cache
def old_map() -> Itinerary:
    return build_itinerary(read_journey(JOURNEY))


def with_extent(extent: Extent, opacity: float = 1.0) -> Itinerary:
    journey = old_map().journey
    image = journey.own_basemap.image
    assert image
    image = replace(image, extent=extent, opacity=opacity)
    return build_itinerary(replace(journey, own_basemap=replace(journey.own_basemap, image=image)))


def of_image(itinerary: Itinerary) -> GroundImage:
    image = itinerary.journey.own_basemap.image
    assert image
    return image


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_no_name_of_ours_stands_on_the_picture_of_a_map(opacity: float) -> None:
    everywhere = Extent(-85.0, -180.0, 85.0, 180.0)
    hidden = Picture(with_extent(everywhere, opacity).overview(), PictureOptions()).drawing
    assert not hidden.names.texts
    assert not hidden.names.dots
    assert not hidden.basemap.borders


def test_names_and_borders_beside_the_picture_of_a_map_stay() -> None:
    itinerary = old_map()
    south, west, north, east = itinerary.extent
    middle = (west + east) / 2
    half = with_extent(Extent(south - 20, west - 40, north + 20, middle), 0.5)
    shown = Picture(half.overview(), PictureOptions()).drawing
    assert shown.names.texts
    assert shown.basemap.borders
    for text in shown.names.texts:
        point = shown.view.point(text.at)
        assert point
        assert not of_image(half).extent.holds(point), text.text


def test_what_lies_elsewhere_or_is_not_drawn_is_not_credited() -> None:
    mine = OwnBasemap((road(KOLDING),), credit="Roads of mine")
    assert "Roads of mine" in below(drawing(mine, HELSINGOR, KOLDING, area=CloseUp(1, 10.0)))
    assert "Roads of mine" not in below(drawing(mine, HELSINGOR, KOLDING, area=CloseUp(0, 10.0)))
    itinerary = old_map()
    credit = itinerary.journey.own_basemap.credit
    shown, outline = (
        Picture(itinerary.overview(), PictureOptions(is_outline=is_so)).drawing
        for is_so in (False, True)
    )
    assert credit
    assert credit in below(shown)
    assert credit not in below(outline)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_licence_without_a_credit_says_of_what_it_is(language: str) -> None:
    own = OwnBasemap((road(KOLDING),), licence="public domain")
    journey = replace(journey_of(stop(at=KOLDING)), own_basemap=own)
    (credit,) = own_ground_credit(journey, language)
    assert credit == translate(language, "own_ground_licence", licence="public domain")
    assert credit != "public domain"
    assert credit.endswith("public domain")

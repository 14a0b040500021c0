"""The picture of a journey of one place tells where and when."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from any_journey import journey_of, stop
from routemap.geo import Point
from routemap.i18n.dates import shared_year
from routemap.model.itinerary import build_itinerary
from routemap.pictures.drawing import Drawing
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture import Picture
from routemap.pictures.sizes import PRESETS

PLACES = {
    "Hallstatt": (47.5622, 13.6493),
    "London": (51.5, -0.12),
    "Tamanrasset": (22.79, 5.53),
    "Adamstown": (-25.066, -130.1),
}


def drawn(at: Point, preset: str = "web") -> Drawing:
    scene = build_itinerary(journey_of(stop("1846-11", at=at, name="Here"))).overview()
    return Picture(scene, replace(PictureOptions(), preset=PRESETS[preset])).drawing


@pytest.mark.parametrize("preset", ["web", "square", "newspaper-2"])
@pytest.mark.parametrize("place", ["Hallstatt", "London"])
def test_towns_tell_where_it_lies(place: str, preset: str) -> None:
    drawing = drawn(PLACES[place], preset)
    assert len(drawing.names.dots) >= 2


@pytest.mark.parametrize("place", PLACES)
def test_it_shows_from_40_to_200_km_and_no_more_than_it_must(place: str) -> None:
    drawing = drawn(PLACES[place])
    shorter = min(drawing.frame.width, drawing.frame.height) / drawing.view.per_km
    assert 39 < shorter < 300
    if place == "Adamstown":
        assert shorter > 190, "there is no town to find"
    if place == "London":
        assert shorter < 100


@pytest.mark.parametrize("place", PLACES)
def test_its_date_keeps_its_year(place: str) -> None:
    drawing = drawn(PLACES[place])
    assert any(re.search("1846", text.text) for text in drawing.stop_labels)


def test_dates_of_one_year_still_share_it() -> None:
    once, twice = (
        build_itinerary(journey_of(*(stop(f"1846-0{n}") for n in range(1, most + 1))))
        for most in (1, 2)
    )
    assert shared_year(once.timeline.moments) == ""
    assert shared_year(twice.timeline.moments) == "1846"

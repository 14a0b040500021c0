"""How much close-ups show: a part of the route, whatever its length."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from any_journey import journey_of, stop
from outside_readers import read_by
from routemap.app.picture_choice import extent_words
from routemap.exports.handout import handout_pdf
from routemap.exports.selection import Selection
from routemap.geo import Point
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.close_ups import close_up, close_up_km, route_km
from routemap.pictures.params import read_query

if TYPE_CHECKING:
    from pathlib import Path

LISBON = (38.71, -9.14)


def through(*places: Point) -> Itinerary:
    return build_itinerary(journey_of(*(stop(at=at, name=f"At {at}") for at in places)))


def walk(km: float) -> Itinerary:
    """A walk of three stops to the north."""
    latitude, longitude = LISBON
    degrees = km / 111.0
    return through(LISBON, (latitude + degrees / 2, longitude), (latitude + degrees, longitude))


POINTS = st.tuples(st.floats(-84, 84), st.floats(-180, 180))


@given(st.lists(POINTS, min_size=2, max_size=5))
def test_a_close_up_shows_no_more_than_half_of_the_route_or_there_is_none(
    places: list[Point],
) -> None:
    itinerary = through(*places)
    near = close_up(itinerary, 0)
    assert 0.5 <= close_up_km(itinerary) <= 400
    assert near is None or near.km <= route_km(itinerary) / 2


@pytest.mark.parametrize(
    ("length", "km"), [(0.7, None), (1.5, 0.6), (20, 8), (300, 120), (4000, 400)]
)
def test_it_follows_the_length_of_the_route(length: float, km: float | None) -> None:
    near = close_up(walk(length), 1)
    assert (near and near.km) == (km and pytest.approx(km, rel=0.02))


def test_a_single_place_has_none_and_its_surroundings_are_those_of_a_region() -> None:
    once = through(LISBON, LISBON)
    assert close_up(once, 0) is None
    assert close_up_km(once) == 400


def test_a_picture_of_a_stop_shows_as_much_if_nobody_says_how_many_km() -> None:
    itinerary = walk(20)
    picture = read_query({"stop": itinerary.journey.stops[1].id}, itinerary)
    assert picture.options.area == close_up(itinerary, 1)


@given(st.lists(POINTS, min_size=1, max_size=4))
def test_the_extent_that_the_pictures_page_fills_in_is_one_and_holds_all_stops(
    places: list[Point],
) -> None:
    itinerary = through(*places)
    # A route round the Earth has no box with room around it: all degrees are shown.
    assume(itinerary.extent.east - itinerary.extent.west < 290)
    area = read_query({"extent": extent_words(itinerary.extent)}, itinerary).options.area
    assert area
    assert all(area.holds(at) for at in itinerary.stop_positions)


def test_the_handout_of_a_short_walk_draws_it_once_and_puts_stops_on_one_page(
    tmp_path: Path,
) -> None:
    def pages(of: Itinerary) -> list[str]:
        path = tmp_path / "handout.pdf"
        path.write_bytes(handout_pdf(Selection(of), "en"))
        return [page for page in read_by("pdftotext", path, "-").split("\f") if "Position" in page]

    (once,) = pages(walk(0.7))
    assert not re.search(r"^\d+ k?m$", once, re.MULTILINE), "a scale bar"
    shared = pages(walk(20))
    assert len(shared) == 1, "three stops"
    assert all(re.search(r"^\d+ k?m$", page, re.MULTILINE) for page in shared)

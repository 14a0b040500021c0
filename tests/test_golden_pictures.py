"""Pictures still look as they did when they were found good."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import ImageChops

from golden_pictures import QUERIES, drawn, golden, shipped_route, worst_block
from routemap.model.itinerary import Itinerary, build_itinerary

# Sixty-four colours stand for all, and a block may hold the edges of a few letters.
MOST = 16


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return shipped_route()


@pytest.mark.parametrize("name", QUERIES)
def test_a_picture_looks_as_it_did(itinerary: Itinerary, name: str) -> None:
    now, then = drawn(itinerary, name), golden(name)
    assert now.size == then.size
    assert worst_block(now, then) <= MOST


def test_a_leg_that_is_missing_is_seen(itinerary: Itinerary) -> None:
    legs = tuple(replace(leg, geometry=None) for leg in itinerary.journey.legs)
    without = build_itinerary(replace(itinerary.journey, legs=legs))
    assert worst_block(drawn(without, "web"), golden("web")) > 2 * MOST


def test_a_key_that_has_moved_is_seen(itinerary: Itinerary) -> None:
    moved = ImageChops.offset(drawn(itinerary, "web"), 8, 8)
    assert worst_block(moved, golden("web")) > 2 * MOST

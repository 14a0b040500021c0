"""Which stops of several travellers are one place at one time."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from math import cos, floor, radians, sin
from typing import TYPE_CHECKING

from routemap.geo.geodesic import sphere_distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.geo import Point
    from routemap.model.itinerary import Itinerary

TOGETHER_KM = 0.1
"""Those who are nearer to each other than that are together."""
_EARTH_KM = 6371.0
_Cell = tuple[int, int, int]


def meetings(itinerary: Itinerary, stops: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return those of these stops at which travellers are together at some moment, in groups.

    Two stops of one group are not together themselves if a third is with both.
    """
    if not itinerary.is_shared:
        return ()
    group_of = {number: number for number in stops}
    cells: dict[_Cell, list[int]] = defaultdict(list)
    for number in stops:
        here = _cell(itinerary.journey.stops[number].position)
        for step in product((-1, 0, 1), repeat=3):
            near = (here[0] + step[0], here[1] + step[1], here[2] + step[2])
            for other in cells.get(near, ()):
                if _are_together(itinerary, other, number):
                    _join(group_of, other, number)
        cells[here].append(number)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in stops:
        groups[_first(group_of, number)].append(number)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _cell(position: Point) -> _Cell:
    """Return the cube in which a point of the globe lies; its edge is as long as may be between."""
    latitude, longitude = map(radians, position)
    axes = (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
    x, y, z = (floor(axis * _EARTH_KM / TOGETHER_KM) for axis in axes)
    return x, y, z


def _are_together(itinerary: Itinerary, one: int, other: int) -> bool:
    if itinerary.track_of(one) == itinerary.track_of(other):
        return False
    spans, stops = itinerary.timeline.stop_spans, itinerary.journey.stops
    if max(spans[one].begin, spans[other].begin) >= min(spans[one].end, spans[other].end):
        return False
    return sphere_distance_km(stops[one].position, stops[other].position) < TOGETHER_KM


def _join(group_of: dict[int, int], one: int, other: int) -> None:
    first, second = sorted((_first(group_of, one), _first(group_of, other)))
    group_of[second] = first


def _first(group_of: dict[int, int], number: int) -> int:
    while group_of[number] != number:
        number = group_of[number]
    return number

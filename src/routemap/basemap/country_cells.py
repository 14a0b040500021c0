"""Which country a place lies in, to a tenth of a degree."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from itertools import accumulate, product
from math import cos, hypot, radians
from typing import NamedTuple

from routemap.basemap.tile_store import country_lines
from routemap.geo import Point
from routemap.geo.extent import KM_PER_DEGREE

NOWHERE = -1
"""The number of what is no country: the sea."""
CELL = 0.1
"""Degrees: how high and wide a cell is that lies in one country."""
# In cells: a stop so far off a coast is in its country, in a harbour or on an islet.
_OFF_COAST = 3
_PER_DEGREE, _TURN, _POLE = 10, 360, 90


class _Row(NamedTuple):
    """A row of cells: where each run of cells of one country ends, and the number of it."""

    ends: tuple[int, ...]
    countries: tuple[int, ...]


def country_at(point: Point) -> int:
    """Return the number of the country in whose cell a place lies, as lists of names count them."""
    return _in_cell(*_cell(point))


def country_near(point: Point) -> int:
    """Return the country of a place, or of the coast by which it lies; else `NOWHERE`."""
    row, column = _cell(point)
    shrink = cos(radians(point[0]))
    around = range(-_OFF_COAST, _OFF_COAST + 1)
    cells = sorted(product(around, around), key=lambda cell: hypot(cell[0], cell[1] * shrink))
    found = (_in_cell(row + up, column + right) for up, right in cells)
    return next((number for number in found if number != NOWHERE), NOWHERE)


@cache
def areas_km2() -> dict[int, float]:
    """Return how large each country is, in km²."""
    areas: dict[int, float] = {}
    for number in range(len(country_lines())):
        row, start = _row(number), 0
        each = cell_km2(number / _PER_DEGREE - _POLE)
        for end, country in zip(row.ends, row.countries, strict=True):
            areas[country] = areas.get(country, 0.0) + (end - start) * each
            start = end
    return areas


def cell_km2(latitude: float) -> float:
    """Return how large a cell is at a latitude, in km²."""
    return (CELL * KM_PER_DEGREE) ** 2 * cos(radians(latitude))


def _cell(point: Point) -> tuple[int, int]:
    latitude, longitude = point
    return int((latitude + _POLE) * _PER_DEGREE), int((longitude + _TURN / 2) * _PER_DEGREE // 1)


def _in_cell(row: int, column: int) -> int:
    ends, countries = _row(min(max(row, 0), len(country_lines()) - 1))
    return countries[bisect_right(ends, column % (_TURN * _PER_DEGREE))]


@cache
def _row(number: int) -> _Row:
    runs = json.loads(country_lines()[number])
    return _Row(tuple(accumulate(runs[::2])), tuple(runs[1::2]))

"""Scale bar, locator globe and north arrow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, degrees, log10, radians, sin

from babel.numbers import format_decimal

from routemap.basemap.basemap import basemap
from routemap.geo import Point
from routemap.geo.azimuthal import azimuthal
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.geo.scale import Scale
from routemap.i18n.catalog import translate
from routemap.pictures import font_metrics
from routemap.pictures.basemap_paths import filled_path
from routemap.pictures.drawing import Locator
from routemap.pictures.lines import Stroke
from routemap.pictures.options import PictureOptions
from routemap.pictures.svg_markup import path_data
from routemap.pictures.view import Box, Place, View

# In pixels of `look.py`.
LONGEST_BAR, _SHORTEST_BAR, _ARROW = 110.0, 30.0, 12.0
_GLOBE_DEGREES = 55.0
_POLAR = 85.0
# Where the scale differs by less than this over the picture, the bar is true everywhere.
_TRUE_EVERYWHERE = 0.02
# Where north turns by less than this, up is north.
_NORTH_IS_UP = 10.0


def scale_bar(view: View, room: float, options: PictureOptions) -> tuple[float, str]:
    """Return the length of a bar on the sheet and its label: a round number of km.

    The bar is as long as the room allows beside its label, and no longer than is usual. Where the
    scale differs over the picture, the label names the latitude at which the bar is true.
    """
    south, west, north, east = view.extent
    here = view.projection.scale(view.extent.middle)[0]
    is_true = all(
        abs(view.projection.scale((latitude, longitude))[0] / here - 1) <= _TRUE_EVERYWHERE
        for latitude in _samples(max(south, -_POLAR), min(north, _POLAR))
        for longitude in _samples(west, east)
    )
    latitude = None if is_true else round(view.extent.middle[0])
    size, longest = options.preset.type.small, LONGEST_BAR * options.unit
    while True:
        km = _round_down(longest / (view.per_km * here))
        length, label = km * view.per_km * here, _km_text(km, latitude, options.language)
        fits = length + font_metrics.width(label, size) <= room
        if fits or longest < _SHORTEST_BAR * options.unit:
            return length, label
        longest = length * 0.99


def _samples(low: float, high: float) -> tuple[float, ...]:
    return (low, (low + high) / 2, high)


def _round_down(km: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not more."""
    power = 10 ** int(log10(km) // 1)
    rounded = max(step * power for step in (1, 2, 5) if step * power <= km)
    return int(rounded) if rounded >= 1 else rounded


def _km_text(km: float, latitude: int | None, language: str) -> str:
    number = format_decimal(km, locale=language)
    if latitude is None:
        return translate(language, "km", number=number)
    key = "km_at_north" if latitude >= 0 else "km_at_south"
    return translate(language, key, number=number, latitude=f"{abs(latitude)}°")


@lru_cache(maxsize=8)
def locator_globe(view: View, box: Box) -> Locator:
    """Draw the half of the Earth around the picture, and the picture's frame on it."""
    latitude, longitude = view.extent.middle
    radius = box.width / 2
    middle = (box.left + radius, box.top + radius)
    per_km = radius / (_GLOBE_DEGREES * KM_PER_DEGREE)
    globe = View(azimuthal(latitude, longitude), box, per_km, middle)
    land = basemap(_globe_extent(latitude, longitude), Scale.COARSE).land
    outline = globe.places(_outline(view.extent))
    return Locator(
        middle,
        radius,
        filled_path(globe.rings(land), box, 0.0),
        path_data(outline, is_closed=True),
    )


def _globe_extent(latitude: float, longitude: float) -> Extent:
    south, north = latitude - _GLOBE_DEGREES, latitude + _GLOBE_DEGREES
    widest = max(abs(south), abs(north))
    half = 180.0 if widest >= 80 else min(180.0, _GLOBE_DEGREES / cos(radians(widest)))  # noqa: PLR2004
    return Extent(max(south, -90.0), longitude - half, min(north, 90.0), longitude + half)


def _outline(extent: Extent) -> Sequence[Point]:
    south, west, north, east = extent
    corners = ((south, west), (south, east), (north, east), (north, west), (south, west))
    return [
        (a + (c - a) * n / 12, b + (d - b) * n / 12)
        for (a, b), (c, d) in pairwise(corners)
        for n in range(12)
    ]


def is_north_up(view: View) -> bool:
    """Tell whether up is north all over the picture."""
    left, top, right, bottom = view.frame
    turns = [_north(view, (x, y)) for x in (left, right) for y in (top, bottom)]
    return all(abs(turn) < _NORTH_IS_UP for turn in turns if turn is not None)


def north_arrow(view: View, at: Place, unit: float) -> Stroke | None:
    """Return an arrow that points north, None where there is no north: at a pole."""
    turn = _north(view, at)
    if turn is None:
        return None
    size, angle = _ARROW * unit, radians(turn)
    return tuple(
        (
            at[0] + size * (x * cos(angle) - y * sin(angle)),
            at[1] + size * (x * sin(angle) + y * cos(angle)),
        )
        for x, y in ((0, -1), (0.55, 0.9), (0, 0.5), (-0.55, 0.9))
    )


def _north(view: View, at: Place) -> float | None:
    """Return by how many degrees north is turned clockwise from up at a place on the sheet."""
    point = view.point(at)
    if point is None or abs(point[0]) > 89:  # noqa: PLR2004  at the pole there is no north
        return None
    (x, y), (north_x, north_y) = view.places([point, (point[0] + 0.1, point[1])])
    return degrees(atan2(north_x - x, y - north_y))

"""The scale bar: how long a round length on the ground is in the middle of the map."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import cos, floor, hypot, inf, log10, radians, sin, sqrt

from babel.numbers import format_decimal

from routemap.geo import Point
from routemap.geo.geodesic import distance_km
from routemap.i18n.catalog import translate
from routemap.pictures import font_metrics
from routemap.pictures.options import PictureOptions
from routemap.pictures.view import Place, View

# In pixels of `look.py`.
LONGEST_BAR, _SHORTEST_BAR = 110.0, 30.0
# Where the scale changes by more than the first, the bar says at which latitude it is true; where
# it changes by more than the second there is no bar.
_TRUE_EVERYWHERE, _TRUE_NOWHERE = 1.10, 3.0
# The frame is looked at in so many columns and rows, close enough for a map of the world that fills
# a part of a tall frame; a step beside a place is this part of its width.
_COLUMNS, _ROWS, _STEP = 9, 33, 1e-4
_METRES = 1000
# So often is a bar made longer or shorter until it is as long as it says.
_ROUNDS = 3

Vector = tuple[float, float, float]


def has_scale_bar(view: View) -> bool:
    """Tell whether one bar can serve the whole map: the scale changes threefold at most."""
    return scale_change(view) <= _TRUE_NOWHERE


def scale_bar(view: View, room: float, options: PictureOptions) -> tuple[float, str] | None:
    """Return the length of a bar on the sheet and its label: "200 m", "500 km at 40° N".

    The bar lies level in the middle of the frame, and is as long there as the geodesic between its
    ends. It is a round number, as long as the room allows beside its label, and no longer than is
    usual. None where the scale changes too much for any bar.
    """
    left, top, right, bottom = view.frame
    middle = ((left + right) / 2, (top + bottom) / 2)
    here = view.point(middle)
    if here is None or not has_scale_bar(view):
        return None
    latitude = None if scale_change(view) <= _TRUE_EVERYWHERE else round(here[0])
    size, longest = options.preset.type.small, LONGEST_BAR * options.unit
    while True:
        km = _round_down(_ground_km(view, middle, longest))
        length, label = _bar(view, middle, km), _label(km, latitude, options.language)
        fits = length + font_metrics.width(label, size) <= room
        if fits or longest < _SHORTEST_BAR * options.unit:
            return length, label
        longest = length * 0.99


def _bar(view: View, middle: Place, km: float) -> float:
    """Return how long a level line through a place of the sheet is that is so long on the ground.

    Found by the rule of proportion: over the length of a bar the scale hardly changes.
    """
    length = km * view.per_km
    for _ in range(_ROUNDS):
        length *= km / _ground_km(view, middle, length)
    return length


def _ground_km(view: View, middle: Place, length: float) -> float:
    """Return how many km on the ground a level line on the sheet spans, as a geodesic."""
    x, y = middle
    west, east = view.point((x - length / 2, y)), view.point((x + length / 2, y))
    if west is None or east is None:  # the middle is on the map, but an end beyond its edge
        return length / view.per_km
    return distance_km(west, east)


@lru_cache(maxsize=8)
def scale_change(view: View) -> float:
    """Return how many times the scale changes over the frame, whatever the place and direction.

    In each of a grid of places the greatest and the least scale are the axes of the ellipse that a
    small circle becomes: N. A. Tissot, "Mémoire sur la représentation des surfaces" (1881). Places
    off the Earth are left out; infinity if all are.
    """
    (left, top, right, bottom), step = view.frame, view.frame.width * _STEP
    columns = [left + n / (_COLUMNS - 1) * (right - left) for n in range(_COLUMNS)]
    rows = [top + n / (_ROWS - 1) * (bottom - top) for n in range(_ROWS)]
    grid = [*product(columns, rows)]
    beside = ([(x + dx, y + dy) for x, y in grid] for dx, dy in ((step, 0.0), (0.0, step)))
    points = zip(*map(view.points, (grid, *beside)), strict=True)
    found = [axes for at, aside, below in points if (axes := _axes(at, aside, below))]
    return max(most for _, most in found) / min(least for least, _ in found) if found else inf


def _axes(
    start: Point | None, right: Point | None, down: Point | None
) -> tuple[float, float] | None:
    """Return the least and the most ground that a short step on the sheet spans, in any direction.

    Given where the ends of such steps to the right and down lie. In parts of the Earth's radius;
    None off the Earth. Steps are chords of a sphere: unlike degrees they are true at the poles.
    """
    if start is None or right is None or down is None:
        return None
    at, aside, below = map(_on_sphere, (start, right, down))
    u, v = _between(at, aside), _between(at, below)
    uu, uv, vv = _product(u, u), _product(u, v), _product(v, v)
    mean, spread = (uu + vv) / 2, hypot((uu - vv) / 2, uv)
    return (sqrt(mean - spread), sqrt(mean + spread)) if mean > spread else None


def _on_sphere(point: Point) -> Vector:
    latitude, longitude = map(radians, point)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _between(start: Vector, end: Vector) -> Vector:
    return end[0] - start[0], end[1] - start[1], end[2] - start[2]


def _product(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _round_down(km: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not more."""
    power = 10.0 ** floor(log10(km))
    return max(step * power for step in (1, 2, 5) if step * power <= km * (1 + 1e-9))


def _label(km: float, latitude: int | None, language: str) -> str:
    metres = round(km * _METRES)
    unit, number = ("km", metres // _METRES) if metres >= _METRES else ("m", metres)
    length = translate(language, unit, number=format_decimal(number, locale=language))
    if latitude is None:
        return length
    key = "length_at_north" if latitude > 0 else "length_at_south"
    if latitude == 0:
        key = "length_at_equator"
    return translate(language, key, length=length, latitude=f"{abs(latitude)}°")

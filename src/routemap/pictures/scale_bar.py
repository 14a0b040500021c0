"""The scale bar: how long a round length on the ground is in the middle of the map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil, dist, floor, inf, log10

from babel.numbers import format_decimal

from routemap.geo.azimuthal import MOST_STRETCHED
from routemap.geo.geodesic import distance_km
from routemap.i18n.catalog import translate
from routemap.pictures import font_metrics
from routemap.pictures.clip import cut_ring, place_between
from routemap.pictures.options import PictureOptions
from routemap.pictures.view import Place, View

# In pixels of `look.py`.
LONGEST_BAR, _SHORTEST_BAR = 110.0, 30.0
# Where the scale changes by more than the first, the bar says at which latitude it is true; where
# it changes by more than the second there is no bar. A disc shown to its rim still has one: there
# it is threefold, give or take what the Earth is flattened.
_TRUE_EVERYWHERE, _TRUE_NOWHERE = 1.10, 1.01 * MOST_STRETCHED
# Along the edge of a frame so many places are looked at for its width and height together.
_EDGE_STEPS = 60
_METRES = 1000
# So often is a bar made longer or shorter until it is as long as it says.
_ROUNDS = 3


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

    The greatest scale of all places and directions over the least, by the axes of the ellipse that
    a small circle becomes: N. A. Tissot, "Mémoire sur la représentation des surfaces" (1881).

    It is measured along the edge of what the frame shows of the Earth, corners included. There both
    lie: on a disc of true areas furthest from its centre, on a cylinder or cone along parallels,
    which all meet the edge, on Equal Earth towards the sides and poles.
    """
    points = filter(None, view.points(_edge_of_ground(view)))
    least, most = view.projection.scale_bounds([*points])
    return most / least if least else inf


def _edge_of_ground(view: View) -> list[Place]:
    """Return places close to each other along the edge of what the frame shows of the Earth."""
    ring: Sequence[Place] = view.frame.corners
    if view.projection.may_end_within:
        ring = cut_ring(view.outline, view.frame)
    step = (view.frame.width + view.frame.height) / _EDGE_STEPS
    return [
        place_between(start, end, number / steps)
        for start, end in pairwise((*ring, *ring[:1]))
        for steps in [ceil(dist(start, end) / step)]
        for number in range(steps)
    ]


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

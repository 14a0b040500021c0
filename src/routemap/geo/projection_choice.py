"""Which projections suit a route, best first; the sheet decides which of them it takes.

What is shown is measured by the smallest cap, a circle on the globe, that holds all stops and legs:

- **A region**, a cap of at most 45° radius: by latitude and shape a cylinder in the tropics or a
  cone, both conformal, where the map then fills the frame and scale changes in it by no more than
  1.5 times; else an azimuthal map of true areas round the middle of the cap.
- **A hemisphere**, at most 80°: an azimuthal map of true areas round the middle of the cap, or, if
  more of the frame is ground then, Equal Earth; that not if the route comes nearer to a pole than
  15°, where it has lines for points.
- **More**, or round the world: Equal Earth, cut along the meridian that cuts the fewest legs, and
  of these in the middle of the widest gap. If all lies on one side of the equator, or no more than
  10° beyond it, an azimuthal map round that pole instead, if more of the frame is ground then, as
  of a square or tall one. If the route comes nearer to a pole than 15°, and Equal Earth stretches
  shapes there more than an azimuthal map round that pole does where the route is farthest from it,
  at 155° at most, that map, which then shows so much.
- **Round a pole**: azimuthal, with the pole in the middle, if all lies within 60° of it, or within
  80° and some of it within 15°.

A map round a pole is offered as it suits a tall frame and a wide one.

After B. Šavrič, B. Jenny and H. Jenny, "Projection Wizard – an online map projection selection
tool", The Cartographic Journal 53 (2016) 177-185, simplified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby
from math import ceil, copysign, cos, floor, radians

from routemap.geo import Point
from routemap.geo.azimuthal import RIM_DEGREES, Azimuthal, azimuthal, stretched
from routemap.geo.extent import Extent, extent_of, wrapped
from routemap.geo.meridian_cut import MeridianCut, conic, equal_earth, mercator
from routemap.geo.projection import HALF_TURN, POLE, Projection
from routemap.geo.smallest_cap import Cap, smallest_cap

# Radii of caps, in degrees.
_REGION, _HEMISPHERE = 45.0, 80.0
# Degrees: nearer to a pole than so Equal Earth shows no shape; the latitude from which a route
# round the world is one round a pole.
_POLAR, _ROUND_POLE = 75.0, 30.0
# Degrees from a pole: what lies farther is no more to be known on a map round it. Names have room
# beyond the farthest stop.
_FARTHEST, _BEYOND_ROUTE = 155.0, 5.0
# Equal Earth has a line for a pole; beside it a point is stretched beyond all measure.
_BESIDE_POLE = 0.1
# Degrees that a route may reach beyond the equator on a map round the opposite pole: shapes are
# stretched 2.4 times there, and names have room within the rim.
_BEYOND_EQUATOR = 10.0
# A pole lies in the middle of a route if it lies so far from the middle of its cap, in radii.
_CENTRAL = 0.5
_SUBPOLAR, _NEAR_A_POLE, _TROPIC = 50.0, 80.0, 15.0
_HALF_ROUND_A_POLE, _HALF_ROUND = 90.0, 180.0
# An extent this much taller than wide suits a projection centred on it better than a cone.
_TALL = 2.0
# And one this high cannot be laid round a cone or cylinder without stretching its ends.
_HIGH = 60.0
_MOST_SCALED = 1.5
_SAMPLES = 5
_TURN, _QUARTER_TURN, _STEP = 360.0, 90.0, 2.0
_STEPS = int(_TURN / _STEP)


def projections_for(
    extent: Extent, stops: Sequence[Point], lines: Sequence[Sequence[Point]] = ()
) -> tuple[Projection, ...]:
    """Return the projections that may suit what is to be shown, best first.

    Parameters
    ----------
    extent
        The box round all of it, in degrees.
    stops, lines
        Points and lines of (latitude, longitude) that are to be shown.

    Returns
    -------
    tuple of Projection
        The last suits any frame; of cylinders and cones see `is_true`.
    """
    # Of a great many points on all lines the stops alone mostly tell that no cap holds them.
    cap = smallest_cap(stops) and smallest_cap(chain(stops, *lines))
    pole = _central_pole(extent, cap)
    if pole is not None:
        middle = _middle_off_poles(stops, lines)
        return azimuthal(pole, middle), azimuthal(pole, middle - _QUARTER_TURN)
    is_polar = max(abs(extent.south), abs(extent.north)) > _POLAR
    is_round_world = extent.east - extent.west > _HALF_ROUND and not is_polar
    if cap is None or cap.radius > _HEMISPHERE or is_round_world:
        return _of_world(extent, stops, _central_meridian(extent, lines))
    round_cap = azimuthal(*cap.centre)
    if cap.radius <= _REGION:
        regional = _regional(extent)
        return (round_cap,) if regional is None else (regional, round_cap)
    if is_polar:
        return (round_cap,)
    return (round_cap, equal_earth(_central_meridian(extent, lines)))


def is_true(projection: MeridianCut, shown: Extent) -> bool:
    """Tell whether the scale of a cylinder or cone changes little over the extent of a frame."""
    step = (shown.north - shown.south) / (_SAMPLES - 1)
    scales = projection.scales([shown.south + number * step for number in range(_SAMPLES)])
    return max(scales) <= min(scales) * _MOST_SCALED


def _central_pole(extent: Extent, cap: Cap | None) -> float | None:
    """Return the latitude of the pole round which a route goes, None if it goes round none."""
    pole, farthest = _near_pole(extent)
    nearest = max(abs(extent.south), abs(extent.north))
    if farthest < (POLE - _HEMISPHERE if nearest > _POLAR else _ROUND_POLE):
        return None
    is_subpolar = extent.south > _SUBPOLAR or extent.north < -_SUBPOLAR
    # A pole itself has no longitude: whichever a table gives it, the route is one to the pole.
    is_over_it = nearest > POLE - _BESIDE_POLE
    if is_subpolar and (is_over_it or extent.east - extent.west > _HALF_ROUND_A_POLE):
        return pole
    is_middle = cap is not None and abs(pole - cap.centre[0]) < cap.radius * _CENTRAL
    return pole if is_middle else None


def _of_world(extent: Extent, stops: Sequence[Point], middle: float) -> tuple[Projection, ...]:
    """Return the maps for more than a hemisphere; `middle` is that of Equal Earth."""
    if wide := _wide_round_pole(extent, stops, middle):
        return wide
    pole, farthest = _near_pole(extent)
    if farthest < -_BEYOND_EQUATOR:
        return (equal_earth(middle),)
    # Turned so that what faces the reader comes to one side, a wide route is a tall one.
    turned = (azimuthal(pole, meridian) for meridian in (middle, middle - _QUARTER_TURN))
    return equal_earth(middle), *turned


def _wide_round_pole(
    extent: Extent, stops: Sequence[Point], middle: float
) -> tuple[Azimuthal, ...]:
    """Return the maps round a pole near which more than a hemisphere is seen best, () if none is.

    `middle` is the meridian that Equal Earth would have in its middle.
    """
    pole, farthest = _near_pole(extent)
    away = POLE - farthest
    nearest = min(abs(extent.north if pole > 0 else extent.south), POLE - _BESIDE_POLE)
    if nearest <= _POLAR or away > _FARTHEST:
        return ()
    if equal_earth(middle).stretch((copysign(nearest, pole), middle)) <= stretched(away):
        return ()
    reach = max(RIM_DEGREES, away + _BEYOND_ROUTE)
    # The farthest stop comes to the top or to the left, at the north pole to the bottom.
    _, meridian = max(stops, key=lambda stop: abs(stop[0] - pole))
    turned = (meridian, meridian + _QUARTER_TURN)
    return tuple(azimuthal(pole, each, reach) for each in turned)


def _middle_off_poles(stops: Sequence[Point], lines: Sequence[Sequence[Point]]) -> float:
    """Return the middle of the longitudes of a route; a pole has none of its own."""
    points = chain(stops, *lines)
    own = [(lat, wrapped(lon)) for lat, lon in points if abs(lat) < POLE - _BESIDE_POLE]
    return extent_of(own).middle[1] if own else 0.0


def _near_pole(extent: Extent) -> tuple[float, float]:
    """Return the latitude of the pole on whose side more lies, and how far from the equator all is.

    Less than 0 if some lies beyond the equator.
    """
    return (POLE, extent.south) if extent.middle[0] > 0 else (-POLE, -extent.north)


def _regional(extent: Extent) -> MeridianCut | None:
    """Return the cylinder or cone for an extent, None if an azimuthal map suits it better."""
    middle, centre = extent.middle
    width, height = extent.east - extent.west, extent.north - extent.south
    if max(abs(extent.south), abs(extent.north)) > _NEAR_A_POLE or height > min(
        _TALL * width * cos(radians(middle)), _HIGH
    ):
        return None
    if abs(middle) < _TROPIC:
        return mercator(extent, centre)
    return conic(extent, middle, centre)


def _central_meridian(extent: Extent, lines: Iterable[Sequence[Point]]) -> float:
    """Return the meridian opposite to the one that cuts the fewest lines."""
    cuts = list(_cuts(lines))
    if not any(cuts):
        return extent.middle[1]
    fewest = min(cuts)
    # The numbers of a gap across the first step run on after the last.
    runs = [
        [number for number, _ in run]
        for is_gap, run in groupby(enumerate(cuts * 2), key=lambda each: each[1] == fewest)
        if is_gap
    ]
    widest = max(runs, key=len)[:_STEPS]
    seam = (widest[0] + widest[-1]) / 2 * _STEP
    return (seam % _TURN) - HALF_TURN


def _cuts(lines: Iterable[Sequence[Point]]) -> Iterator[int]:
    """Yield how many lines cross the meridians 0°, 2°, … 358° east."""
    changes = [0] * (2 * _STEPS + 1)
    always = 0
    for line in lines:
        longitudes = [longitude for _, longitude in line]
        west, east = ceil(min(longitudes) / _STEP), floor(max(longitudes) / _STEP)
        if east - west >= _STEPS:
            always += 1
        elif east >= west:
            start = west % _STEPS
            changes[start] += 1
            changes[start + east - west + 1] -= 1
    twice = list(accumulate(changes))
    for number in range(_STEPS):
        yield always + twice[number] + twice[number + _STEPS]

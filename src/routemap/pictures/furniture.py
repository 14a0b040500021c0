"""The locator globe and the arrow to the north."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin

from routemap.basemap.basemap import basemap
from routemap.geo import Point
from routemap.geo.azimuthal import azimuthal
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.geo.scale import Scale
from routemap.pictures.basemap_paths import filled_path
from routemap.pictures.drawing import Locator
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.lines import Stroke
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.svg_markup import path_data
from routemap.pictures.view import Box, Place, View

# In pixels of `look.py`: the radius of the small globe, how far from the edge it stands, and what
# is left free around it.
_GLOBE, _GLOBE_INSET, GLOBE_GAP = 46.0, 14.0, 4.0
# A view of more degrees than this needs no globe.
_WIDE_DEGREES = 100.0
# In pixels of `look.py`: half the size of the arrow to the north, with what is left free around it,
# and how far from the edge it stands.
_ARROW = 12.0
NORTH_REACH, _NORTH_INSET = 15.0, 24.0
_GLOBE_DEGREES = 55.0
# The least size of the frame on the globe, in parts of its radius.
_LEAST_OUTLINE = 0.04
# In degrees: an arrow is true of the whole frame where north is nowhere further from its direction;
# and north is at the top where it is nowhere further from up.
_ONE_NORTH, _AT_THE_TOP = 10.0, 30.0
_HALF_TURN = 180.0
# Beyond this latitude there is no north worth an arrow; how far north is looked for, in degrees.
_NO_NORTH, _NORTHWARD = 89.0, 0.1
# The frame is looked at in so many places each way.
_PLACES = 5


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
    across, down = zip(*outline, strict=True)
    seen = Box(min(across), min(down), max(across), max(down))
    least = _LEAST_OUTLINE * radius
    if max(seen.width, seen.height) < least:  # of a street nothing would be seen
        outline = seen.grown(least / 2).corners
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
    """Tell whether north is at the top, as readers expect where no arrow says otherwise.

    It is where no meridian is turned by more than 30 degrees; and on a map of the world, whose
    parallels are level.
    """
    return view.projection.is_of_world or all(abs(turn) <= _AT_THE_TOP for turn in _turns(view))


def north_arrow(view: View, at: Place, unit: float) -> Stroke | None:
    """Return an arrow that points north, None where no arrow is true of the whole picture.

    It points as north does in the middle; from that north turns by ten degrees at most up to the
    edges. A map of the world has none: its edges and its poles have norths of their own.
    """
    left, top, right, bottom = view.frame
    turn = _north(view, ((left + right) / 2, (top + bottom) / 2))
    if turn is None or view.projection.is_of_world:
        return None
    if any(abs(_turned(other - turn)) > _ONE_NORTH for other in _turns(view)):
        return None
    size, angle = _ARROW * unit, radians(turn)
    return tuple(
        (
            at[0] + size * (x * cos(angle) - y * sin(angle)),
            at[1] + size * (x * sin(angle) + y * cos(angle)),
        )
        for x, y in ((0, -1), (0.55, 0.9), (0, 0.5), (-0.55, 0.9))
    )


def _turns(view: View) -> Iterator[float]:
    """Yield by how many degrees north is turned in places all over the frame."""
    left, top, right, bottom = view.frame
    steps = [n / (_PLACES - 1) for n in range(_PLACES)]
    for across in steps:
        for down in steps:
            place = (left + across * (right - left), top + down * (bottom - top))
            turn = _north(view, place)
            # At a pole every direction is south, and beside it north turns all the way round.
            yield _HALF_TURN if turn is None else turn


def _turned(angle: float) -> float:
    """Return an angle in degrees from -180 to 180."""
    return (angle + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN


def _north(view: View, at: Place) -> float | None:
    """Return by how many degrees north is turned clockwise from up at a place on the sheet."""
    point = view.point(at)
    if point is None or abs(point[0]) > _NO_NORTH:
        return None
    (x, y), (north_x, north_y) = view.places([point, (point[0] + _NORTHWARD, point[1])])
    return degrees(atan2(north_x - x, y - north_y))


def north_place(frame: Box, collisions: CollisionIndex, unit: float) -> Place:
    """Return the first corner that is free for an arrow, else the first."""
    inset, reach = _NORTH_INSET * unit, NORTH_REACH * unit
    corners = [
        (x, y)
        for y in (frame.top + inset, frame.bottom - inset)
        for x in (frame.right - inset, frame.left + inset)
    ]
    free = (at for at in corners if collisions.is_free(Box(*at, *at).grown(reach)))
    return next(free, corners[0])


def locator_place(view: View, collisions: CollisionIndex, options: PictureOptions) -> Box | None:
    """Return the corner for the small globe where it covers nothing, None if none is free."""
    extent, frame, unit = view.extent, view.frame, options.unit
    is_wide = extent.east - extent.west > _WIDE_DEGREES
    size, inset = 2 * _GLOBE * unit, _GLOBE_INSET * unit
    is_small = min(frame.width, frame.height) / 3 < size
    if is_wide or is_small or Part.LOCATOR in options.without:
        return None
    boxes = (
        Box(left, top, left + size, top + size)
        for top in (frame.bottom - inset - size, frame.top + inset)
        for left in (frame.right - inset - size, frame.left + inset)
    )
    gap = GLOBE_GAP * unit
    return next((box for box in boxes if collisions.is_free(box.grown(gap))), None)

"""The part of the Earth a picture shows, and where on the sheet each point lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from routemap.geo import Point
from routemap.geo.extent import Extent
from routemap.geo.projection import Projection, projections_for

Place = tuple[float, float]
"""A position on the sheet: right and down, in its unit."""

_EDGE_POINTS = 24


class Box(NamedTuple):
    """A rectangle on the sheet, in its unit; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    def grown(self, by: float) -> Box:
        """Return the box grown by a length on all sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: Box) -> bool:
        """Tell whether the two have something in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def scaled(self, share: float) -> Box:
        """Return a share of the box, round its middle."""
        x, y = self.width * (1 - share) / 2, self.height * (1 - share) / 2
        return Box(self.left + x, self.top + y, self.right - x, self.bottom - y)

    def holds(self, other: Box) -> bool:
        """Tell whether the other lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True)
class View:
    """A projection and the frame on the sheet that it fills.

    `per_km` is the scale, in units of the sheet per km; `origin` is the projection's (0, 0).
    """

    projection: Projection
    frame: Box
    per_km: float
    origin: Place

    def places(self, points: Sequence[Point]) -> tuple[Place, ...]:
        """Return where (latitude, longitude) points lie on the sheet."""
        x, y = self.origin
        return tuple(
            (x + right * self.per_km, y - up * self.per_km)
            for right, up in self.projection.project(points)
        )

    def lines(self, lines: Iterable[Sequence[Point]]) -> list[tuple[Place, ...]]:
        """Return where lines lie on the sheet; PROJ is faster with many points at once."""
        kept = [line for line in lines if line]
        places = self.places([point for line in kept for point in line])
        ends = list(accumulate(len(line) for line in kept))
        return [places[start:end] for start, end in zip((0, *ends), ends, strict=False)]

    def count_in(self, box: Box, places: Iterable[Place]) -> int:
        """Return how many places, in km on the map, lie in a box of the sheet."""
        x, y = self.origin
        left, right = (box.left - x) / self.per_km, (box.right - x) / self.per_km
        low, high = (y - box.bottom) / self.per_km, (y - box.top) / self.per_km
        return sum(left <= across <= right and low <= up <= high for across, up in places)

    def point(self, place: Place) -> Point | None:
        """Return the (latitude, longitude) of a place on the sheet, None off the Earth."""
        x, y = self.origin
        return self.projection.locate(((place[0] - x) / self.per_km, (y - place[1]) / self.per_km))

    @cached_property
    def extent(self) -> Extent:
        """Return the degrees that the frame shows, edges and corners included."""
        return self.projection.extent_of(self._edges)

    @property
    def is_filled(self) -> bool:
        """Tell whether the map fills the frame, or ends within it as a map of the world may."""
        return self.projection.fills(self._edges)

    @property
    def _edges(self) -> list[Place]:
        """Return places along the edges of the frame, in km on the map."""
        left, top, right, bottom = self.frame
        steps = [n / _EDGE_POINTS for n in range(_EDGE_POINTS + 1)]
        edges = [
            *((left + s * (right - left), y) for s in steps for y in (top, bottom)),
            *((x, top + s * (bottom - top)) for s in steps for x in (left, right)),
        ]
        x, y = self.origin
        return [((px - x) / self.per_km, (y - py) / self.per_km) for px, py in edges]


class Shown:
    """Lines that a map must show, projected once for each projection.

    One picture is fitted many times: for each corner in which the legend may stand. `least_km` is
    the least width and height of what is shown.
    """

    def __init__(self, *lines: tuple[Point, ...], least_km: float) -> None:
        self._lines, self.least_km = lines, least_km
        self._places: dict[Projection, tuple[tuple[Place, ...], ...]] = {}
        self._bounds: dict[Projection, tuple[float, float, float, float]] = {}

    def places(self, projection: Projection) -> tuple[tuple[Place, ...], ...]:
        """Return where each line lies, (right, up) in km on the map."""
        if projection not in self._places:
            self._places[projection] = tuple(map(projection.project, self._lines))
        return self._places[projection]

    def bounds(self, projection: Projection) -> tuple[float, float, float, float]:
        """Return the least and most of right, then of up, in km on the map."""
        if projection not in self._bounds:
            across, up = zip(*chain.from_iterable(self.places(projection)), strict=True)
            self._bounds[projection] = (min(across), max(across), min(up), max(up))
        return self._bounds[projection]


def fitted(extent: Extent, shown: Shown, frame: Box, room: Box) -> View:
    """Fit all that is shown into `room`, a part of the frame, as large as it goes.

    Parameters
    ----------
    extent
        The extent asked for. The projection is chosen for it, and another if the sheet shows so
        much more that the first would not fill it.
    shown
        What must lie within `room`.
    """
    views = (_fitted(each, shown, frame, room) for each in projections_for(extent))
    return next(view for view in views if view.is_filled)


def _fitted(projection: Projection, shown: Shown, frame: Box, room: Box) -> View:
    left, right, low, high = shown.bounds(projection)
    width, height = max(right - left, shown.least_km), max(high - low, shown.least_km)
    per_km = min(room.width / width, room.height / height)
    middle = ((room.left + room.right) / 2, (room.top + room.bottom) / 2)
    x, y = middle[0] - (left + right) / 2 * per_km, middle[1] + (low + high) / 2 * per_km
    if projection.is_of_world:
        north, south = _poles(projection)
        above, below = y - north * per_km - frame.top, frame.bottom - (y - south * per_km)
        # Rather ground at both edges of the sheet than none at one, as far as there is room.
        if above > 0 > below:
            y -= min(above, -below, y - high * per_km - room.top)
        elif below > 0 > above:
            y += min(below, -above, room.bottom - (y - low * per_km))
    return View(projection, frame, per_km, (x, y))


def _poles(projection: Projection) -> tuple[float, float]:
    """Return how far up, in km, the poles lie on a map of the world."""
    (_, north), (_, south) = projection.project([(90.0, 0.0), (-90.0, 0.0)])
    return north, south

"""The part of the Earth a picture shows, and where on the sheet each point lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, product
from typing import NamedTuple

from routemap.geo import Point
from routemap.geo.clipping import Polygon
from routemap.geo.extent import Extent
from routemap.geo.meridian_cut import MeridianCut
from routemap.geo.projection import Projection
from routemap.geo.projection_choice import is_true, projections_for

Place = tuple[float, float]
"""A position on the sheet: right and down, in its unit."""

Span = tuple[float, float]
"""What lies between two edges, the lesser first."""

# Of each edge of the frame, and of each side of a grid over it.
_EDGE_POINTS, _GRID_POINTS = 24, 12
# Another map must cover this much more of the frame to be worth its faults.
_WORTH_IT = 1.1
# A disc that fits into the frame at this share of the scale is not cut at its rim.
_NEARLY = 0.9
# By which parts of the way to the middle of the frame a map is moved to fill it: the least first.
_MOVES = tuple(number / 8 for number in range(1, 9))
# In widths of the frame: where what is off the map stands.
_FAR = 100.0


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

    @property
    def corners(self) -> tuple[Place, ...]:
        """Return its four corners, clockwise from the upper left."""
        left, top, right, bottom = self
        return ((left, top), (right, top), (right, bottom), (left, bottom))

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
        """Return where (latitude, longitude) points lie on the sheet, off the map too."""
        return self.laid(self.projection.project(points))

    def marks(self, points: Sequence[Point]) -> tuple[Place, ...]:
        """Return where marks of points stand: far beyond the frame if their points are off the map.

        A point off the map has a place beside it, which the frame may show.
        """
        (x, y), far = self.origin, (self.frame.left - _FAR * self.frame.width, self.frame.top)
        return tuple(
            (x + place[0] * self.per_km, y - place[1] * self.per_km) if place else far
            for place in self.projection.marks(points)
        )

    def circles(self, at: Place, radius: float) -> Iterator[Place]:
        """Yield the middles of a circle: two if it leaves the map at one edge, to come back."""
        yield at
        (x, y), per_km = self.origin, self.per_km
        in_km = ((at[0] - x) / per_km, (y - at[1]) / per_km)
        yield from self.laid(self.projection.repeats(in_km, radius / per_km))

    def parts(self, lines: Iterable[Sequence[Point]]) -> list[tuple[Place, ...]]:
        """Return the parts of lines that lie on the map, to be stroked."""
        return [self.laid(part) for part in self.projection.parts(lines)]

    def rings(self, polygons: Iterable[Polygon]) -> list[tuple[Place, ...]]:
        """Return the rings to be filled together for polygons: see `Projection.rings`."""
        return [self.laid(ring) for ring in self.projection.rings(polygons)]

    @cached_property
    def outline(self) -> tuple[Place, ...]:
        """Return the edge of the map, clockwise; beyond it the sheet is left as it is."""
        return self.laid(self.projection.outline)

    def laid(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return where places on the map, (right, up) in km, lie on the sheet."""
        (x, y), per_km = self.origin, self.per_km
        return tuple((x + right * per_km, y - up * per_km) for right, up in places)

    def are_in(self, box: Box, places: Iterable[Place]) -> Iterator[bool]:
        """Tell of each place, in km on the map, whether it lies in a box of the sheet."""
        x, y = self.origin
        left, right = (box.left - x) / self.per_km, (box.right - x) / self.per_km
        low, high = (y - box.bottom) / self.per_km, (y - box.top) / self.per_km
        return (left <= across <= right and low <= up <= high for across, up in places)

    def point(self, place: Place) -> Point | None:
        """Return the (latitude, longitude) of a place on the sheet, None off the Earth."""
        (point,) = self.points([place])
        return point

    def points(self, places: Iterable[Place]) -> list[Point | None]:
        """Return the (latitude, longitude) of places on the sheet; PROJ is faster with many."""
        (x, y), per_km = self.origin, self.per_km
        return self.projection.located(
            [((at[0] - x) / per_km, (y - at[1]) / per_km) for at in places]
        )

    @cached_property
    def extent(self) -> Extent:
        """Return the degrees that the frame shows, edges and corners included."""
        return self.projection.extent_of(self._edges)

    @property
    def is_true(self) -> bool:
        """Tell whether a cylinder or cone fills the frame, and its scale is about the same in it.

        Never of other maps, which may end within the frame.
        """
        projection = self.projection
        if not isinstance(projection, MeridianCut) or projection.may_end_within:
            return False
        # The extent of a frame that shows more than the map has is all of it.
        return (
            self.extent != projection.domain
            and not projection.has_gap(self._edges)
            and is_true(projection, self.extent)
        )

    @property
    def is_filled(self) -> bool:
        """Tell whether the whole frame lies on the map: as maps are convex, its corners tell."""
        corners = [self._in_km(across, down) for across, down in product((0, 1), (0, 1))]
        return all(self.projection.shows(corners))

    @cached_property
    def share_on_map(self) -> float:
        """Return which share of the frame lies on the map."""
        steps = [(n + 0.5) / _GRID_POINTS for n in range(_GRID_POINTS)]
        shown = self.projection.shows(
            [self._in_km(across, down) for across, down in product(steps, steps)]
        )
        return sum(shown) / len(shown)

    @cached_property
    def _edges(self) -> list[Place]:
        """Return places along the edges of the frame, in km on the map."""
        steps = [n / _EDGE_POINTS for n in range(_EDGE_POINTS + 1)]
        return [
            *(self._in_km(step, side) for step in steps for side in (0, 1)),
            *(self._in_km(side, step) for step in steps for side in (0, 1)),
        ]

    def _in_km(self, across: float, down: float) -> Place:
        """Return the place on the map at shares of the frame's width and height."""
        frame, (x, y) = self.frame, self.origin
        return (
            (frame.left + across * frame.width - x) / self.per_km,
            (y - frame.top - down * frame.height) / self.per_km,
        )


class Shown:
    """Points that a map must show, projected once for each projection.

    One picture is fitted many times: for each corner in which the legend may stand.

    Parameters
    ----------
    extent
        The box round all of it, in degrees.
    stops
        Points that must be shown.
    lines
        Lines that must be shown, and that the edge of a map of the world should not cut.

    Attributes
    ----------
    fits
        The views and boxes of legends that have been found for one picture, by what was asked for.
    """

    def __init__(
        self,
        extent: Extent,
        stops: tuple[Point, ...],
        lines: Sequence[tuple[Point, ...]] = (),
    ) -> None:
        self._extent, self._lines = extent, lines
        self._points = (stops, tuple(chain.from_iterable(lines)))
        self._places: dict[Projection, tuple[tuple[Place, ...], ...]] = {}
        self._bounds: dict[Projection, tuple[float, float, float, float]] = {}
        self.fits: dict[tuple[object, ...], tuple[View, Box | None]] = {}

    @cached_property
    def projections(self) -> tuple[Projection, ...]:
        """Return the projections that may suit it, best first."""
        return projections_for(self._extent, self._points[0], self._lines)

    def places(self, projection: Projection) -> tuple[tuple[Place, ...], ...]:
        """Return where stops, and points of lines, lie: (right, up) in km on the map.

        On a map of the world lines are as they are drawn, with the places where they leave it at
        its edge or over a pole: those may lie further out than any point of theirs.
        """
        if projection not in self._places:
            stops, on_lines = self._points
            if projection.is_of_world:
                drawn = tuple(chain.from_iterable(projection.parts(self._lines)))
            else:
                drawn = projection.project(on_lines)
            self._places[projection] = (projection.project(stops), drawn)
        return self._places[projection]

    def bounds(self, projection: Projection) -> tuple[float, float, float, float]:
        """Return the least and most of right, then of up, in km on the map."""
        if projection not in self._bounds:
            places = [*chain.from_iterable(self.places(projection))]
            across, up = [x for x, _ in places], [y for _, y in places]
            self._bounds[projection] = (min(across), max(across), min(up), max(up))
        return self._bounds[projection]

    def stop_bounds(self, projection: Projection) -> Span:
        """Return how far left and right the stops lie, in km on the map."""
        rights = [right for right, _ in self.places(projection)[0]]
        return min(rights), max(rights)


def fitted(shown: Shown, frame: Box, room: Box, least_km: float) -> View:
    """Fit all that is shown into `room`, a part of the frame, as large as it goes.

    What is shown is taken to be at least `least_km` wide and high.

    Of the projections that may suit it, this takes the first that does so within the whole frame:
    a cylinder or cone must be true there, and other maps must fill it. If none fills it, the one
    that fills most of it is taken. Of a map and the same turned it is that with the larger scale.
    """
    best: View | None = None
    is_filled = False
    for projection in shown.projections:
        if is_filled and not (best and projection.is_turned(best.projection)):
            break
        view = _fitted(projection, shown, frame, room, least_km)
        if view.is_true:
            return view
        if not projection.may_end_within:
            continue
        if best is None or _is_better(view, best):
            best = view
        is_filled = view.is_filled
    assert best  # noqa: S101  the last suits any frame
    return best


def _is_better(view: View, best: View) -> bool:
    """Tell whether a view is worth the faults of its map: it fills more, or is larger if turned."""
    share, most = view.share_on_map, best.share_on_map
    is_larger = view.per_km > best.per_km * _WORTH_IT and share * _WORTH_IT > most
    is_turned = view.projection.is_turned(best.projection)
    return share > most * _WORTH_IT or (is_larger and is_turned)


def _fitted(projection: Projection, shown: Shown, frame: Box, room: Box, least_km: float) -> View:
    left, right, low, high = shown.bounds(projection)
    across = _Fit((left, right), (frame.left, frame.right), (room.left, room.right), least_km)
    up = _Fit((-high, -low), (frame.top, frame.bottom), (room.top, room.bottom), least_km)
    if projection.is_of_world:
        # A leg that leaves the map at its edge needs no room for names there, as stops do.
        across = across._replace(marks=shown.stop_bounds(projection))
    per_km = min(across.largest, up.largest)
    if not projection.may_end_within:
        return View(projection, frame, per_km, (across.origin(per_km), up.origin(per_km)))
    rights, ups = zip(*projection.outline, strict=True)
    if not projection.is_of_world:
        wide, high = max(rights) - min(rights), max(ups) - min(ups)
        whole = min(frame.width / wide, frame.height / high)
        per_km = whole if per_km * _NEARLY <= whole < per_km else per_km
    origin = (across.origin(per_km), up.origin(per_km))
    x = across.balanced(origin[0], per_km, (min(rights), max(rights)))
    y = up.balanced(origin[1], per_km, (-max(ups), -min(ups)))
    view = View(projection, frame, per_km, (x, y))
    if view.is_filled:
        return view
    # A corner may just miss the map, though there is ground enough on the other side.
    middle = (across.nearest_to_middle(per_km), up.nearest_to_middle(per_km))
    moved = (
        replace(view, origin=(x + (middle[0] - x) * share, y + (middle[1] - y) * share))
        for share in _MOVES
    )
    return next((each for each in moved if each.is_filled), view)


class _Fit(NamedTuple):
    """How a map is fitted from left to right, or from top to bottom.

    `shown` and `marks` are on the map, in km: all that is to be shown, and what of it is to lie in
    the room; `None` for all. `frame` and `room` are on the sheet.
    """

    shown: Span
    frame: Span
    room: Span
    least_km: float
    marks: Span | None = None

    @property
    def _kept(self) -> list[tuple[Span, Span]]:
        """Return what is to be kept within which part of the sheet."""
        if self.marks is None:
            return [(self.shown, self.room)]
        return [(self.marks, self.room), (self.shown, self.frame)]

    @property
    def largest(self) -> float:
        """Return the largest scale at which all lies in its place."""
        return min(
            (within[1] - inside[0]) / max(end[1] - start[0], self.least_km)
            for (start, inside), (end, within) in product(self._kept, self._kept)
        )

    def origin(self, per_km: float) -> float:
        """Return where the map's (0, 0) is to lie, so that what is shown is in its middle."""
        (what, within), *_ = self._kept
        return self._placed((sum(within) - sum(what) * per_km) / 2, per_km)

    def nearest_to_middle(self, per_km: float) -> float:
        """Return the origin nearest to the middle of the frame at which all lies in its place."""
        return self._placed(sum(self.frame) / 2, per_km)

    def _placed(self, at: float, per_km: float) -> float:
        """Return the origin nearest to one at which all lies in its place."""
        low = max(within[0] - what[0] * per_km for what, within in self._kept)
        high = min(within[1] - what[1] * per_km for what, within in self._kept)
        return min(max(at, low), max(low, high))

    def balanced(self, at: float, per_km: float, ground: Span) -> float:
        """Return the origin moved so that the map ends at neither edge of the frame, or at both.

        Rather ground at both edges than none at one; rather as much of none at both. What is shown
        stays in its place.
        """
        before = at + ground[0] * per_km - self.frame[0]
        after = self.frame[1] - at - ground[1] * per_km
        if before <= 0 >= after:
            return at
        if before > 0 < after:
            by = (after - before) / 2
        else:
            by = -min(before, -after) if before > 0 else min(after, -before)
        return self._placed(at + by, per_km)

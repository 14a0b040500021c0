"""Which part of the Earth fills the map, and in which corner the legend covers least of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import ceil, cos, dist, radians
from typing import NamedTuple

from routemap.geo import Point
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.geo.geodesic import points_round
from routemap.look import MARKS
from routemap.model.itinerary import Scene
from routemap.pictures import font_metrics
from routemap.pictures.basemap_paths import basemap_for
from routemap.pictures.clip import is_inside
from routemap.pictures.legend import LegendLayout
from routemap.pictures.legibility import legible_name
from routemap.pictures.options import FIRST_TO_GO, CloseUp, PictureOptions
from routemap.pictures.own_ground import ground_zoom
from routemap.pictures.trimming import leaves_blank
from routemap.pictures.view import Box, Place, Shown, View, fitted

_HAIR = 1e-6
_POLE, _HALF_TURN = 90.0, 180.0
# In km: the least that a picture of a route shows along its longer side; what is asked for is
# shown, however small.
_LEAST_KM, _LEAST_ASKED_KM = 0.5, 1e-6
# In km, along the shorter side: the least of a single place, and how much more is tried until so
# many towns tell where it lies.
_ONE_PLACE_KM, _WIDER_KM, _TOWNS = 40.0, (40.0, 60.0, 90.0, 130.0, 200.0), 3
# Of a track of so many points each is some pixels from the next, if the route fills the map.
_MOST_POINTS = 30_000
# In this part of the frame they have room for their names.
_INNER = 0.85
# So many points of the circle round a stop are shown: of a map turned by whatever angle, all of it.
_ROUND_A_STOP = 72
# Room for labels beside the outermost stops, in parts of the map, at most.
_SIDE_ROOM, _TOP_ROOM = 0.13, 0.06
# In pixels of `look.py`: a map smaller than that shows nothing.
_LEAST_MAP = 100.0
# The height of a map that is high enough for its width, in parts of that.
_LOWEST = 0.7
# A key below the map must let the route be so much larger than one in a corner of it.
_WORTH_A_STRIP = 1.05
# A view must show the route this much larger to be worth another corner.
_WORTH_IT = 1.02


class Room(NamedTuple):
    """How much of the frame a whole route may fill.

    Attributes
    ----------
    is_wide
        Whether labels of the outermost stops are to have room above or below these only, not beside
        them.
    share
        How much of what labels leave it may fill, at most 1.
    lean
        -1 for the left of that room, 1 for its right, 0 for its middle.
    """

    is_wide: bool = False
    share: float = 1.0
    lean: int = 0


ROOMS = (
    Room(is_wide=True),
    Room(is_wide=True, share=0.88),
    Room(),
    *(Room(share=share, lean=lean) for share in (0.82, 0.73, 0.64, 0.5) for lean in (0, -1, 1)),
)
"""The largest first."""


def has_room(frame: Box, options: PictureOptions) -> bool:
    """Tell whether a map of this frame shows anything."""
    return min(frame.width, frame.height) >= _LEAST_MAP * options.unit


def is_readable(frame: Box, options: PictureOptions) -> bool:
    """Tell whether a map of this frame is large enough beside what else the picture shows.

    A narrow column is as wide as it is: there it may be lower.
    """
    kept = (least for part, least in FIRST_TO_GO.items() if part not in options.without)
    least = min(max(kept, default=0.0) * options.unit, _LOWEST * frame.width)
    return min(frame.width, frame.height) >= least


def whole_route(scene: Scene) -> Shown:
    """Return where the stops are, and the points of lines, for PROJ to project at once.

    Of very many points some are enough to find where the lines run.
    """
    itinerary = scene.itinerary
    lines = tuple(chain.from_iterable((*itinerary.leg_paths, *itinerary.leg_stubs)))
    every = ceil(sum(map(len, lines)) / _MOST_POINTS)
    if every > 1:
        lines = tuple((*line[:-1:every], line[-1]) for line in lines)
    return Shown(scene.extent, itinerary.stop_positions, lines)


def framed(
    scene: Scene,
    options: PictureOptions,
    frame: Box,
    route: Shown,
    legends: Sequence[LegendLayout],
) -> tuple[Box, LegendLayout | None]:
    """Return the part of `frame` that is the map's, and the legend with which the route is largest.

    `legends` are to choose from, one in a corner of the map before one below it. There is none if
    none leaves room for a map.
    """
    choices = [
        (frame._replace(bottom=frame.bottom - legend.height) if legend.is_below else frame, legend)
        for legend in legends
    ]
    if not any(has_room(left, options) for left, _ in choices):
        return frame, None
    best, best_view = choices[0], None
    for choice in choices:
        left, legend = choice
        if options.area or not has_room(left, options):
            continue
        view, _ = MapFit(scene, options, left, route).fit(legend, ROOMS[0])
        if best_view is None:
            best, best_view = choice, view
        # Scales of two projections say nothing about each other, unless one is the other turned.
        elif view.projection == best_view.projection or view.projection.is_turned(
            best_view.projection
        ):
            # Below a map that ends above it a key takes nothing but blank page.
            is_worth_it = (
                leaves_blank(view, options.unit) or view.per_km > best_view.per_km * _WORTH_A_STRIP
            )
            best = choice if is_worth_it else best
    return best


@dataclass(frozen=True)
class MapFit:
    """Fits what a picture shows into the frame of its map."""

    scene: Scene
    options: PictureOptions
    frame: Box
    route: Shown

    def fit(self, legend: LegendLayout | None, asked: Room) -> tuple[View, Box | None]:
        """Return the view and the box of the legend, worked out once for each route."""
        fits, key = self.route.fits, (self.frame, legend, asked)
        if key not in fits:
            fits[key] = self._fitted(legend, asked)
        return fits[key]

    def _fitted(self, legend: LegendLayout | None, asked: Room) -> tuple[View, Box | None]:
        room = self._room(asked)
        asked_for = self._asked_for()
        view = asked_for and fitted(asked_for, self.frame, self.frame, _LEAST_ASKED_KM)
        if legend is None:
            return view or self._whole(room), None
        if legend.is_below:
            return view or self._whole(room), legend.box_below(self.frame)
        corners = list(self._corner_boxes(legend))
        if view:
            return view, min(corners, key=lambda box: self._covered(view, box))
        return self._whole_beside(corners, room)

    def _whole_beside(self, corners: Sequence[Box], room: Box) -> tuple[View, Box]:
        """Show the route as large as it goes with a corner's box beside it."""
        best: tuple[View, Box] | None = None
        for box in corners:
            for part in (room, *self._rooms_beside(room, box)):
                if min(part.width, part.height) <= 0:
                    continue
                tried = self._whole(part)
                if self._covers(tried, box):
                    continue
                if best is None or tried.per_km > best[0].per_km * _WORTH_IT:
                    best = (tried, box)
                break
        if best:
            return best
        view = self._whole(room)
        return view, min(corners, key=lambda box: self._covered(view, box))

    def _room(self, asked: Room) -> Box:
        if asked.is_wide:
            return self._wide_room.scaled(asked.share)
        frame, reach = self.frame, self._reach
        side, top = _SIDE_ROOM * frame.width + reach, _TOP_ROOM * frame.height + reach
        room = Box(frame.left + side, frame.top + top, frame.right - side, frame.bottom - top)
        part = room.scaled(asked.share)
        aside = asked.lean * (part.left - room.left)
        return part._replace(left=part.left + aside, right=part.right + aside)

    @property
    def _reach(self) -> float:
        """Return how far the mark of a stop reaches, with what is left free around it."""
        return (MARKS.disc_halo + 6) * self.options.unit

    @cached_property
    def _wide_room(self) -> Box:
        """Leave room for the marks of the outermost stops, and half their names on either side."""
        frame, reach, most = self.frame, self._reach, _SIDE_ROOM * self.frame.width
        if self.options.is_outline:
            return frame.grown(-reach)
        places, _ = self.route.places(self._whole(frame).projection)
        numbers = range(len(places))
        west = min(numbers, key=lambda number: places[number][0])
        east = max(numbers, key=lambda number: places[number][0])
        left, right = (min(max(self._half_name(n), reach), most + reach) for n in (west, east))
        return Box(frame.left + left, frame.top + reach, frame.right - right, frame.bottom - reach)

    def _half_name(self, stop: int) -> float:
        """Return half the width of a stop's name in the lines of its label, and what it keeps off.

        So far a label reaches beyond a stop that it stands above or below.
        """
        kind, unit = self.options.preset.type, self.options.unit
        name = legible_name(self.scene.journey.stops[stop].name, self.options.language)
        room = MARKS.name_width * unit
        lines = font_metrics.lines(name, kind.body, room, bold=True, most=1)
        wide = max((font_metrics.width(line, kind.body, bold=True) for line in lines), default=0.0)
        return wide / 2 + (MARKS.label_edge + 2) * unit

    def _corner_boxes(self, legend: LegendLayout) -> Iterator[Box]:
        left, top, right, bottom = self.frame
        for y in (bottom - legend.height, top):
            for x in (right - legend.width, left):
                yield Box(x, y, x + legend.width, y + legend.height)

    def _rooms_beside(self, room: Box, box: Box) -> tuple[Box, Box]:
        """Return what is left of the room above or below a corner's box, and beside it."""
        if box.top == self.frame.top:
            over = room._replace(top=max(room.top, box.bottom))
        else:
            over = room._replace(bottom=min(room.bottom, box.top))
        if box.left == self.frame.left:
            return over, room._replace(left=max(room.left, box.right))
        return over, room._replace(right=min(room.right, box.left))

    def _asked_for(self) -> Shown | None:
        """Return the part of the map that is asked for, None for the whole journey."""
        area = self.options.area
        if not isinstance(area, CloseUp):
            return area and Shown(area, _corners(area))
        latitude, longitude = middle = self.scene.itinerary.stop_positions[area.stop]
        # A circle that fits into the frame where the frame is so many km wide.
        radius_km = area.km / 2 * min(1.0, self.frame.height / self.frame.width)
        up = radius_km / KM_PER_DEGREE
        south, north = max(latitude - up, -_POLE), min(latitude + up, _POLE)
        right = min(up / max(cos(radians(latitude)), _HAIR), _HALF_TURN)
        if -_POLE in {south, -north}:  # all longitudes meet at a pole
            right = _HALF_TURN
        extent = Extent(south, longitude - right, north, longitude + right)
        return Shown(extent, points_round(middle, radius_km, _ROUND_A_STOP))

    def _whole(self, room: Box) -> View:
        if self._is_one_place and not self.scene.journey.own_basemap.draws_ground:
            for km in _WIDER_KM:
                view = fitted(self.route, self.frame, room, km)
                if self._has_towns(view):
                    break
            return view
        return fitted(self.route, self.frame, room, self._least_km)

    def _has_towns(self, view: View) -> bool:
        """Tell whether a view names enough towns, in its inner part and beside the one place."""
        unit = self.options.unit
        most, (stop, *_) = ground_zoom(view, unit) + 1, self.scene.itinerary.stop_positions
        towns = [town.point for town in basemap_for(view, unit).towns if town.min_zoom <= most]
        (at,), places = view.marks([stop]), view.marks(towns)
        inner, near = view.frame.scaled(_INNER), 2 * self._reach
        seen = [place for place in places if is_inside(inner, place) and dist(at, place) > near]
        return len(seen) >= _TOWNS

    @property
    def _is_one_place(self) -> bool:
        first, *others = self.scene.journey.stops
        return all(stop.position == first.position for stop in others)

    @cached_property
    def _least_km(self) -> float:
        """Return the least width and height of a picture of the whole route, in km.

        The longer side of the frame shows half a kilometre at least. A journey that moved is seen
        as closely as its stops are known: circles in which they lie have room. Of a single place a
        picture shows where it lies.
        """
        stops = self.scene.journey.stops
        if self._is_one_place:
            return _ONE_PLACE_KM
        known_to = max(stop.accuracy_km or 0.0 for stop in stops)
        width, height = self.frame.width, self.frame.height
        least = _LEAST_KM * min(width, height) / max(width, height)
        return min(max(2 * known_to, least), _ONE_PLACE_KM)

    def _covers(self, view: View, box: Box) -> bool:
        """Tell whether a box would cover anything of the route."""
        return any(any(view.are_in(*each)) for each in self._beneath(view, box))

    def _covered(self, view: View, box: Box) -> int:
        """Count what of the route a box would cover; a stop weighs as much as 100 points."""
        stops, on_lines = (sum(view.are_in(*each)) for each in self._beneath(view, box))
        return stops * 100 + on_lines

    def _beneath(self, view: View, box: Box) -> Iterator[tuple[Box, Sequence[Place]]]:
        """Yield the box as it reaches for stops, then for lines, and where all of these lie."""
        unit = self.options.unit
        stops, on_lines = self.route.places(view.projection)
        yield box.grown((MARKS.disc_halo + 4) * unit), stops
        yield box.grown(6 * unit), on_lines


def _corners(extent: Extent) -> tuple[Point, ...]:
    south, west, north, east = extent
    middle = (west + east) / 2
    # A hair within, for at the edges of the world east and west are one.
    west, east = west + _HAIR, east - _HAIR
    return tuple(
        (lat, lon) for lat in (south, (south + north) / 2, north) for lon in (west, middle, east)
    )

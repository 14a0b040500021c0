"""Which part of the Earth fills the map, and in which corner the legend covers least of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import cos, radians

from routemap.geo import Point
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.look import MARKS
from routemap.model.itinerary import Scene
from routemap.pictures.legend import LegendLayout
from routemap.pictures.options import CloseUp, PictureOptions
from routemap.pictures.view import Box, Shown, View, fitted

_HAIR = 1e-6
_POLE, _HALF_TURN = 90.0, 180.0
# In km: the least that a picture of a route shows across, and one of a single place; what is asked
# for is shown, however small.
_LEAST_KM, _ONE_PLACE_KM, _LEAST_ASKED_KM = 0.5, 40.0, 1e-6
# Room for labels beside the outermost stops, in parts of the map.
_SIDE_ROOM, _TOP_ROOM = 0.13, 0.06
# A view must show the route this much larger to be worth another corner.
_WORTH_IT = 1.02


@dataclass(frozen=True)
class MapFit:
    """Fits what a picture shows into the frame of its map."""

    scene: Scene
    options: PictureOptions
    frame: Box

    def fit(self, legend: LegendLayout | None, share: float, lean: int) -> tuple[View, Box | None]:
        """Return the view and the box of the legend.

        Parameters
        ----------
        share
            How much of the room that the labels leave the whole route may fill, at most 1.
        lean
            -1 for the left of that room, 1 for its right, 0 for its middle.
        """
        room = self._room(share, lean)
        area = self._area()
        view = None
        if area:
            shown = Shown(area, _corners(area), least_km=_LEAST_ASKED_KM)
            view = fitted(shown, self.frame, self.frame)
        if legend is None:
            return view or self._whole(room), None
        left, _, _, bottom = self.frame
        if legend.is_below:
            box = Box(left, bottom, left + legend.width, bottom + legend.height)
            return view or self._whole(room), box
        corners = list(self._corner_boxes(legend))
        if view:
            return view, min(corners, key=lambda box: self._covered(view, box))
        return self._whole_beside(corners, room)

    def _whole_beside(self, corners: Sequence[Box], room: Box) -> tuple[View, Box]:
        """Show the route as large as it goes with a corner's box beside it."""
        best: tuple[View, Box] | None = None
        for box in corners:
            for part in (room, *self._rooms_beside(room, box)):
                tried = self._whole(part)
                if self._covered(tried, box):
                    continue
                if best is None or tried.per_km > best[0].per_km * _WORTH_IT:
                    best = (tried, box)
                break
        if best:
            return best
        view = self._whole(room)
        return view, min(corners, key=lambda box: self._covered(view, box))

    def _room(self, share: float, lean: int) -> Box:
        frame, reach = self.frame, (MARKS.disc_halo + 6) * self.options.unit
        side, top = _SIDE_ROOM * frame.width + reach, _TOP_ROOM * frame.height + reach
        room = Box(frame.left + side, frame.top + top, frame.right - side, frame.bottom - top)
        part = room.scaled(share)
        aside = lean * (part.left - room.left)
        return part._replace(left=part.left + aside, right=part.right + aside)

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

    def _area(self) -> Extent | None:
        """Return the degrees asked for, None for the whole journey."""
        area = self.options.area
        if not isinstance(area, CloseUp):
            return area
        latitude, longitude = self.scene.itinerary.stop_positions[area.stop]
        up = area.km / 2 / KM_PER_DEGREE
        right = min(up / max(cos(radians(latitude)), 0.01), _HALF_TURN)
        south, north = max(latitude - up, -_POLE), min(latitude + up, _POLE)
        return Extent(south, longitude - right, north, longitude + right)

    def _whole(self, room: Box) -> View:
        return fitted(self._shown, self.frame, room)

    @cached_property
    def _shown(self) -> Shown:
        """Return where the stops are, and all points of lines, for PROJ to project at once."""
        itinerary = self.scene.itinerary
        lines = tuple(chain.from_iterable((*itinerary.leg_paths, *itinerary.leg_stubs)))
        on_lines = tuple(chain.from_iterable(lines))
        return Shown(
            self.scene.extent,
            itinerary.stop_positions,
            on_lines,
            lines,
            least_km=self._least_km,
        )

    @property
    def _least_km(self) -> float:
        """Return the least width and height of a picture of the whole route, in km.

        A journey that moved is seen as closely as its stops are known: circles in which they lie
        have room. Of a single place a picture shows where it lies.
        """
        stops = self.scene.journey.stops
        if len({stop.position for stop in stops}) == 1:
            return _ONE_PLACE_KM
        known_to = max(stop.accuracy_km or 0.0 for stop in stops)
        return min(max(2 * known_to, _LEAST_KM), _ONE_PLACE_KM)

    def _covered(self, view: View, box: Box) -> int:
        """Count what of the route a box would cover; a stop weighs as much as 100 points."""
        unit = self.options.unit
        stops, on_lines = self._shown.places(view.projection)
        near, nearer = box.grown((MARKS.disc_halo + 4) * unit), box.grown(6 * unit)
        return view.count_in(near, stops) * 100 + view.count_in(nearer, on_lines)


def _corners(extent: Extent) -> tuple[Point, ...]:
    south, west, north, east = extent
    middle = (west + east) / 2
    # A hair within, for at the edges of the world east and west are one.
    west, east = west + _HAIR, east - _HAIR
    return tuple(
        (lat, lon) for lat in (south, (south + north) / 2, north) for lon in (west, middle, east)
    )

"""Which part of the Earth fills the map, and in which corner its key covers least of the route."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import cos, radians
from typing import TYPE_CHECKING

from routemap.geo.extent import Extent
from routemap.look import MARKS
from routemap.pictures.options import CloseUp
from routemap.pictures.view import Box, Shown, View, fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routemap.model.itinerary import Scene
    from routemap.model.journey import Point
    from routemap.pictures.options import PictureOptions

_KM_A_DEGREE, _HAIR = 111.2, 1e-6
_POLE, _HALF_TURN = 90.0, 180.0
# Room for names beside the outermost stops, in parts of the map.
_SIDE_ROOM, _TOP_ROOM = 0.13, 0.06
# A view must show the route this much larger to be worth another corner.
_WORTH_IT = 1.02


@dataclass(frozen=True, slots=True)
class LegendSlot:
    """The size of the key, and whether it stands below the map instead of on it."""

    width: float
    height: float
    is_below: bool


@dataclass(frozen=True)
class MapFit:
    """Fits what a request asks for into the frame of its map."""

    scene: Scene
    options: PictureOptions
    frame: Box

    def fit(self, key: LegendSlot | None, share: float, lean: int) -> tuple[View, Box | None]:
        """Return the view and the box of the key.

        Parameters
        ----------
        key
            None if there is no key.
        share
            How much of the room that the names leave the whole route may fill, at most 1.
        lean
            -1 for the left of that room, 1 for its right, 0 for its middle.
        """
        room = self._room(share, lean)
        asked = self._asked()
        view = fitted(asked, Shown(_corners(asked)), self.frame, self.frame) if asked else None
        if key is None:
            return view or self._whole(room), None
        left, _, _, bottom = self.frame
        if key.is_below:
            box = Box(left, bottom, left + key.width, bottom + key.height)
            return view or self._whole(room), box
        corners = list(self._corner_boxes(key))
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
        frame, reach = self.frame, (MARKS.disc_halo + 6) * self.options.preset.unit
        side, top = _SIDE_ROOM * frame.width + reach, _TOP_ROOM * frame.height + reach
        room = Box(frame.left + side, frame.top + top, frame.right - side, frame.bottom - top)
        part = room.scaled(share)
        aside = lean * (part.left - room.left)
        return Box(part.left + aside, part.top, part.right + aside, part.bottom)

    def _corner_boxes(self, key: LegendSlot) -> Iterator[Box]:
        left, top, right, bottom = self.frame
        for y in (bottom - key.height, top):
            for x in (right - key.width, left):
                yield Box(x, y, x + key.width, y + key.height)

    def _rooms_beside(self, room: Box, box: Box) -> tuple[Box, Box]:
        """Return what is left of the room above or below a corner's box, and beside it."""
        over = (
            Box(room.left, max(room.top, box.bottom), room.right, room.bottom)
            if box.top == self.frame.top
            else Box(room.left, room.top, room.right, min(room.bottom, box.top))
        )
        beside = (
            Box(max(room.left, box.right), room.top, room.right, room.bottom)
            if box.left == self.frame.left
            else Box(room.left, room.top, min(room.right, box.left), room.bottom)
        )
        return over, beside

    def _asked(self) -> Extent | None:
        area = self.options.area
        if not isinstance(area, CloseUp):
            return area
        latitude, longitude = self.scene.itinerary.stop_positions[area.stop]
        up = area.km / 2 / _KM_A_DEGREE
        right = min(up / max(cos(radians(latitude)), 0.01), _HALF_TURN)
        return Extent(
            max(latitude - up, -_POLE),
            longitude - right,
            min(latitude + up, _POLE),
            longitude + right,
        )

    def _whole(self, room: Box) -> View:
        return fitted(self.scene.extent, self._shown, self.frame, room)

    @cached_property
    def _shown(self) -> Shown:
        """Return where the stops are, and all points of lines: PROJ is asked for many at once."""
        itinerary = self.scene.itinerary
        lines = chain.from_iterable((*itinerary.leg_lines, *itinerary.leg_stubs))
        return Shown(itinerary.stop_positions, tuple(chain.from_iterable(lines)))

    def _covered(self, view: View, box: Box) -> int:
        """Count what of the route a box would cover; a stop weighs as much as 100 points."""
        unit = self.options.preset.unit
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

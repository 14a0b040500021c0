"""The route as a web map draws it: which way the world lies, and what lies beyond its edge.

A web map (Web Mercator) goes on for ever to the east and west, and ends at 85.05° to the north and
south. Longitudes are counted on from `extent.west`; what runs past the other side of the world is
drawn once here, and by the script once for each turn of the world that is in sight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, floor, radians

from routemap.bounded_cache import SourceCache
from routemap.geo import Point
from routemap.geo.extent import KM_PER_DEGREE, Extent, extent_of, unrolled, wrapped
from routemap.geo.scale import NORTH_END
from routemap.geo.shared_segments import Segment, shared_segments
from routemap.model.itinerary import Itinerary, joined_legs
from routemap.model.journey import Journey, Stop

Line = tuple[Segment, ...]

_TURN, _POLE = 360.0, 90.0
# Degrees of longitude that the route leaves free, if it does not go round the world.
_LEAST_GAP = 30.0
# The world is cut between stops that stand at least this share of the widest gap apart.
_WIDE_ENOUGH, _MOST_CUTS = 0.6, 8
# Of a single place, if nothing says how well it is known: about a town and what lies round it.
_TOWN_KM = 30.0
_HAIR = 1e-9


@dataclass(frozen=True)
class WebRoute:
    """Where stops and legs lie on a web map, in (latitude, longitude) degrees.

    It holds no itinerary: it is kept for as long as that lives, and no longer.
    """

    journey: Journey
    leg_paths: tuple[tuple[tuple[Point, ...], ...], ...]

    @cached_property
    def extent(self) -> Extent:
        """Return the box that the first view shows: the whole world if the route goes round it.

        A route that is hardly more than one place gets the ground round it that its least
        `accuracy_km` asks for, or that of a town.
        """
        points = [
            (latitude, wrapped(longitude))
            for lines in self._legs
            for line in lines
            for segment in line
            for latitude, longitude in segment.points
        ]
        box = extent_of((*self._stops, *points))
        if box.east - box.west > _TURN - _LEAST_GAP:
            west = self._cut()
            return Extent(box.south, west, box.north, west + _TURN)
        return _grown(box, self.journey.stops)

    @cached_property
    def stop_positions(self) -> tuple[Point, ...]:
        """Return where each stop is drawn; one nearer to a pole than the map goes, at its edge."""
        return tuple((lat, self._counted(lon)) for lat, lon in self._stops)

    @cached_property
    def leg_lines(self) -> tuple[tuple[Line, ...], ...]:
        """Return the lines of each leg, cut where legs share their ground and at the map's edge."""
        return self._moved(self._legs)

    @cached_property
    def leg_stubs(self) -> tuple[tuple[Line, ...], ...]:
        """Return the stub of each leg between its line and a stop off it."""
        return self._moved(self._stubs)

    @cached_property
    def joined_legs(self) -> tuple[range, ...]:
        """Return all legs in the groups that are drawn as one line."""
        legs = zip(self.leg_lines, self.leg_stubs, strict=True)
        return joined_legs(self.journey, [lines + stubs for lines, stubs in legs])

    @cached_property
    def _stops(self) -> tuple[Point, ...]:
        """Return the stops, those at a pole at the longitude of a neighbour: it has none itself."""
        found: list[Point] = []
        stops = self.journey.stops
        for number, stop in enumerate(stops):
            latitude, longitude = stop.position
            if _is_pole(stop):
                own = [n for n, each in enumerate(stops) if each.traveller == stop.traveller]
                ahead = (stops[n].longitude for n in own if n > number and not _is_pole(stops[n]))
                is_first = own[0] == number
                longitude = next(ahead, longitude) if is_first else found[-1][1]
            found.append((min(max(latitude, -NORTH_END), NORTH_END), longitude))
        return tuple(found)

    @cached_property
    def _segments(self) -> tuple[tuple[Line, ...], ...]:
        """Return the segments of the lines of each leg, and then of its stub."""
        return shared_segments(
            [
                (*lines, *([leg.geometry.stub] if leg.geometry and leg.geometry.stub else []))
                for leg, lines in zip(self.journey.legs, self.leg_paths, strict=True)
            ]
        )

    @cached_property
    def _legs(self) -> tuple[tuple[Line, ...], ...]:
        paths = self.leg_paths
        return tuple(
            _all_within(lines[: len(path)])
            for lines, path in zip(self._segments, paths, strict=True)
        )

    @cached_property
    def _stubs(self) -> tuple[tuple[Line, ...], ...]:
        paths = self.leg_paths
        return tuple(
            _all_within(lines[len(path) :])
            for lines, path in zip(self._segments, paths, strict=True)
        )

    def _moved(self, legs: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], ...]:
        return tuple(tuple(map(self._moved_line, lines)) for lines in legs)

    def _moved_line(self, line: Line) -> Line:
        longitude = line[0].points[0][1]
        by = self._counted(longitude) - longitude
        return tuple(
            Segment(
                tuple((lat, lon + by) for lat, lon in segment.points),
                segment.lane,
                segment.is_forward,
            )
            for segment in line
        )

    def _counted(self, longitude: float) -> float:
        return unrolled(longitude + _HAIR, self.extent) - _HAIR

    def _cut(self) -> float:
        """Return where to cut the world of a route that goes round it.

        Halfway between two stops that stand far apart, where the fewest legs go across, and those
        as late as can be: a circumnavigation then reads from one side to the other.
        """
        stops = sorted({wrapped(longitude) for _, longitude in self._stops})
        gaps = [(east - west, west) for west, east in pairwise((*stops, stops[0] + _TURN))]
        widest = max(gaps)[0]
        wide = sorted((gap for gap in gaps if gap[0] >= widest * _WIDE_ENOUGH), reverse=True)
        cuts = [wrapped(west + width / 2) for width, west in wide[:_MOST_CUTS]]

        def crossing(cut: float) -> tuple[int, int]:
            across = [
                number
                for number, lines in enumerate(self._legs)
                if any(_turn_of(line[0], 0, cut) != _turn_of(line[-1], -1, cut) for line in lines)
            ]
            return len(across), -across[0] if across else 0

        return min(cuts, key=crossing)


_ROUTES: SourceCache[WebRoute] = SourceCache()


def web_route(itinerary: Itinerary) -> WebRoute:
    """Return the route on a web map, worked out once for an itinerary."""
    return _ROUTES.get(itinerary, "", lambda: WebRoute(itinerary.journey, itinerary.leg_paths))


def _turn_of(segment: Segment, end: int, cut: float) -> int:
    return floor((segment.points[end][1] - cut) / _TURN)


def _grown(box: Extent, stops: Sequence[Stop]) -> Extent:
    """Return a box that shows at least as much ground as the best known stop may lie in."""
    reach_km = min(stop.accuracy_km or 0.0 for stop in stops)
    if not reach_km and box.north - box.south < _HAIR and box.east - box.west < _HAIR:
        reach_km = _TOWN_KM / 2
    (latitude, longitude), reach = box.middle, reach_km / KM_PER_DEGREE
    reach_east = min(reach / max(cos(radians(latitude)), _HAIR), _TURN / 4)
    return Extent(
        max(min(box.south, latitude - reach), -NORTH_END),
        min(box.west, longitude - reach_east),
        min(max(box.north, latitude + reach), NORTH_END),
        max(box.east, longitude + reach_east),
    )


def _all_within(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(piece for line in lines for piece in _within(line))


def _within(line: Line) -> Iterator[Line]:
    """Yield the pieces of a line that a web map can show, none of what lies nearer to a pole."""
    if all(abs(latitude) <= NORTH_END for segment in line for latitude, _ in segment.points):
        yield line
        return
    found: list[Segment] = []
    for segment in line:
        for points in _stretches(segment.points):
            if found and found[-1].points[-1] != points[0]:
                yield tuple(found)
                found = []
            found.append(Segment(points, segment.lane, segment.is_forward))
    if found:
        yield tuple(found)


def _stretches(points: Sequence[Point]) -> Iterator[tuple[Point, ...]]:
    found: list[Point] = []
    for start, end in pairwise(points):
        ends = _part_within(start, end)
        if not ends:
            continue
        if found and found[-1] != ends[0]:
            yield tuple(found)
            found = []
        found += [*([] if found else [ends[0]]), ends[1]]
    if found:
        yield tuple(found)


def _part_within(start: Point, end: Point) -> tuple[Point, Point] | None:
    """Return the part of a straight that a web map can show, None if there is none."""

    def at(share: float) -> Point:
        return (
            start[0] + share * (end[0] - start[0]),
            start[1] + share * (end[1] - start[1]),
        )

    rise = end[0] - start[0]
    if not rise:
        return (start, end) if abs(start[0]) <= NORTH_END else None
    first, last = sorted(((edge - start[0]) / rise) for edge in (-NORTH_END, NORTH_END))
    if last <= 0 or first >= 1:
        return None
    return (at(first) if first > 0 else start, at(last) if last < 1 else end)


def _is_pole(stop: Stop) -> bool:
    """Tell whether a stop is a pole, which has no longitude of its own."""
    return abs(stop.latitude) == _POLE

"""Clip polygons and lines to a box; polygons stay closed and valid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from routemap.geo import Point
from routemap.geo.extent import Extent

Ring = tuple[Point, ...]
"""Points, of which the last is the first again."""

Polygon = tuple[Ring, ...]
"""The outer ring, then the rings of its holes."""

_LATITUDE, _LONGITUDE = 0, 1
_LEAST_CORNERS = 3
# Points of the basemap are whole thousandths of a degree. A cut a centimetre beyond the edge of the
# box passes between them, so that no corner lies on the cut.
_BEYOND = 1.1e-7


class _Cut(NamedTuple):
    """A parallel or meridian, and the side of it that is kept."""

    axis: int
    at: float
    keep_above: bool

    def keeps(self, point: Point) -> bool:
        return (point[self.axis] > self.at) == self.keep_above

    def crossing(self, start: Point, end: Point) -> Point:
        """Return where the segment between two points on different sides crosses the cut."""
        # Always from the lower end, so that neighbours find the same point to the last bit.
        low, high = sorted((start, end))
        share = (self.at - low[self.axis]) / (high[self.axis] - low[self.axis])
        other = 1 - self.axis
        there = low[other] + share * (high[other] - low[other])
        return (self.at, there) if self.axis == _LATITUDE else (there, self.at)


def _cuts(extent: Extent, box: Extent) -> Iterator[_Cut]:
    """Yield the sides of an extent that shapes within `box` may cross."""
    if box.south < extent.south:
        yield _Cut(_LATITUDE, extent.south - _BEYOND, keep_above=True)
    if box.north > extent.north:
        yield _Cut(_LATITUDE, extent.north + _BEYOND, keep_above=False)
    if box.west < extent.west:
        yield _Cut(_LONGITUDE, extent.west - _BEYOND, keep_above=True)
    if box.east > extent.east:
        yield _Cut(_LONGITUDE, extent.east + _BEYOND, keep_above=False)


def box_of(line: Sequence[Point]) -> Extent:
    """Return the bounding box of a line, whose longitudes must run on past ±180°."""
    latitudes, longitudes = zip(*line, strict=True)
    return Extent(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def clip_polygon(polygon: Polygon, extent: Extent) -> tuple[Polygon, ...]:
    """Return the parts of a polygon inside a box, each in one piece and with its holes."""
    parts: tuple[Polygon, ...] = (polygon,)
    for cut in _cuts(extent, box_of(polygon[0])):
        parts = tuple(part for each in parts for part in _cut_polygon(each, cut))
    return parts


def clip_line(line: Sequence[Point], extent: Extent) -> tuple[tuple[Point, ...], ...]:
    """Return the parts of a line inside a box."""
    parts: list[Sequence[Point]] = [line]
    for cut in _cuts(extent, box_of(line)):
        parts = [part for each in parts for part in _cut_line(each, cut)]
    return tuple(tuple(part) for part in parts)


def _cut_polygon(polygon: Polygon, cut: _Cut) -> Iterator[Polygon]:
    whole: list[Ring] = []
    chains: list[list[Point]] = []
    for number, ring in enumerate(polygon):
        kept = [cut.keeps(point) for point in ring]
        if all(kept):
            whole.append(ring)
        elif any(kept):
            chains += _chains(ring, kept, cut)
        elif number == 0:
            return  # the outer ring is gone, and with it all holes
    if not chains:
        yield tuple(whole)
        return
    outlines = list(_linked(chains, 1 - cut.axis))
    outlined = polygon[0] in whole
    if outlined:
        outlines.append(whole.pop(0))
    holes: dict[int, list[Ring]] = {}
    for hole in whole:
        owner = next((n for n, outline in enumerate(outlines) if holds(outline, hole[0])), 0)
        holes.setdefault(owner, []).append(hole)
    for n, outline in enumerate(outlines):
        yield (outline, *holes.get(n, ()))


def _chains(ring: Ring, kept: list[bool], cut: _Cut) -> Iterator[list[Point]]:
    """Yield the parts of a ring on the side that is kept, both ends on the cut."""
    size = len(ring) - 1
    start = next(n for n in range(size) if kept[n] and not kept[n - 1 if n else size - 1])
    chain = [cut.crossing(ring[start - 1 if start else size - 1], ring[start])]
    for n in range(start, start + size):
        here, there = n % size, (n + 1) % size
        if kept[here]:
            chain.append(ring[here])
            if not kept[there]:
                chain.append(cut.crossing(ring[here], ring[there]))
                yield chain
                chain = []
        elif kept[there]:
            chain = [cut.crossing(ring[here], ring[there])]


def _linked(chains: list[list[Point]], along: int) -> Iterator[Ring]:
    """Join chains along the cut: land lies between its first and second crossing, and so on."""
    ends = sorted(
        ((chain[end][along], end == 0, n) for n, chain in enumerate(chains) for end in (0, -1)),
    )
    mates: dict[tuple[int, bool], tuple[int, bool]] = {}
    for (_, starts, n), (_, other_starts, other) in zip(ends[::2], ends[1::2], strict=True):
        mates[n, starts] = (other, other_starts)
        mates[other, other_starts] = (n, starts)
    waiting = set(range(len(chains)))
    while waiting:
        first = number = min(waiting)
        ring: list[Point] = []
        while number in waiting:
            waiting.remove(number)
            ring += chains[number]
            number, is_start = mates[number, False]
            if not is_start:  # two crossings at one point: leave out the sliver
                break
        if number == first and len(set(ring)) >= _LEAST_CORNERS:
            yield (*ring, ring[0])


def _cut_line(line: Sequence[Point], cut: _Cut) -> Iterator[Sequence[Point]]:
    kept = [cut.keeps(point) for point in line]
    if all(kept):
        yield line
        return
    if not any(kept):
        return
    part: list[Point] = [line[0]] if kept[0] else []
    for n in range(1, len(line)):
        if kept[n] != kept[n - 1]:
            part.append(cut.crossing(line[n - 1], line[n]))
        if kept[n]:
            part.append(line[n])
        elif part:
            yield part
            part = []
    if part:
        yield part


def wound(polygon: Polygon) -> Polygon:
    """Return a polygon whose outer ring runs clockwise, and those of its holes the other way."""
    return tuple(
        ring if _is_clockwise(ring) == (number == 0) else ring[::-1]
        for number, ring in enumerate(polygon)
    )


def _is_clockwise(ring: Ring) -> bool:
    """Tell whether a ring runs from north to east (the shoelace formula)."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(ring)) <= 0


def holds(ring: Ring, point: Point) -> bool:
    """Tell whether a point lies inside a ring, by counting crossings of a ray to the north."""
    latitude, longitude = point
    inside = False
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(ring):
        if (lon_a > longitude) != (lon_b > longitude):
            share = (longitude - lon_a) / (lon_b - lon_a)
            inside ^= lat_a + share * (lat_b - lat_a) > latitude
    return inside


def with_steps(ring: Ring, step: float) -> Ring:
    """Return a ring whose sides along a parallel or meridian have a corner every `step` degrees.

    The side of a tile is straight on a web map and curved in other projections; neighbouring tiles
    share these corners, so that no gap opens between them.
    """
    if not any(
        (a[0] == b[0] and abs(a[1] - b[1]) > step) or (a[1] == b[1] and abs(a[0] - b[0]) > step)
        for a, b in pairwise(ring)
    ):
        return ring
    points: list[Point] = []
    for start, end in pairwise(ring):
        points.append(start)
        if start[0] == end[0]:
            points += [(start[0], place) for place in _between(start[1], end[1], step)]
        elif start[1] == end[1]:
            points += [(place, start[1]) for place in _between(start[0], end[0], step)]
    return (*points, ring[-1])


def _between(start: float, end: float, step: float) -> Iterable[float]:
    low, high = sorted((start, end))
    marks = [n * step for n in range(int(low // step), int(high // step) + 2)]
    inner = marks[bisect_left(marks, low + _BEYOND) : bisect_left(marks, high - _BEYOND)]
    return inner if start < end else reversed(inner)

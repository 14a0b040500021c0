"""Lines with fewer points that look the same."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

from routemap.geo import Point

_METRES_A_DEGREE = 111_320.0
_HALVED_ALWAYS = 4
_FIRST_PART = 0.1


def simplified(line: Sequence[Point], tolerance_m: float) -> list[Point]:
    """Return a line of some of its points, none of which lies further from it than a tolerance.

    By D. H. Douglas and T. K. Peucker, "Algorithms for the reduction of the number of points
    required to represent a digitized line", Cartographica 10 (1973) 112-122, in metres on a plane
    that fits the middle of the line. A line that no cut makes shorter is cut in its middle, so that
    the time is that of n log n points at worst.

    Points nearer to the one before than a tenth of the tolerance go first: a recording that stands
    still has thousands.
    """
    line, tolerance_m = _thinned(line, tolerance_m * _FIRST_PART), tolerance_m * (1 - _FIRST_PART)
    places = _on_plane(line)
    keeps = [False] * len(line)
    keeps[0] = keeps[-1] = True
    ahead = [(0, len(line) - 1, 2 * len(line).bit_length())]
    while ahead:
        first, last, cuts_left = ahead.pop()
        away_m, farthest = _farthest(places, first, last)
        if away_m <= tolerance_m:
            continue
        if not cuts_left:
            farthest, cuts_left = (first + last) // 2, _HALVED_ALWAYS
        keeps[farthest] = True
        ahead += [(first, farthest, cuts_left - 1), (farthest, last, cuts_left - 1)]
    return [point for point, is_kept in zip(line, keeps, strict=True) if is_kept]


def _thinned(line: Sequence[Point], tolerance_m: float) -> list[Point]:
    """Return a line without points that lie nearer to the last that is kept than this."""
    places = _on_plane(line)
    kept = [line[0]]
    last = places[0]
    square = tolerance_m**2
    for place, point in zip(places[1:-1], line[1:-1], strict=True):
        if (place[0] - last[0]) ** 2 + (place[1] - last[1]) ** 2 >= square:
            kept.append(point)
            last = place
    return [*kept, *line[1:][-1:]]


def _on_plane(line: Sequence[Point]) -> list[tuple[float, float]]:
    latitudes = [latitude for latitude, _ in line]
    across = _METRES_A_DEGREE * cos(radians((min(latitudes) + max(latitudes)) / 2))
    return [(longitude * across, latitude * _METRES_A_DEGREE) for latitude, longitude in line]


def _farthest(places: Sequence[tuple[float, float]], first: int, last: int) -> tuple[float, int]:
    """Return how far the farthest place between two is from the way between them, and which."""
    (x, y), (to_x, to_y) = places[first], places[last]
    way_x, way_y = to_x - x, to_y - y
    square = way_x * way_x + way_y * way_y
    found, which = -1.0, first
    for number in range(first + 1, last):
        from_x, from_y = places[number][0] - x, places[number][1] - y
        if square:
            part = min(max((from_x * way_x + from_y * way_y) / square, 0.0), 1.0)
            from_x, from_y = from_x - part * way_x, from_y - part * way_y
        away = from_x * from_x + from_y * from_y
        if away > found:
            found, which = away, number
    return (found**0.5 if found > 0 else 0.0), which

"""The rim of a disc round (0, 0) on a map: which places lie on the disc, and what is beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan2, ceil, cos, degrees, floor, hypot, radians, remainder, sin, sqrt

from routemap.geo.projection import Place

_ARC_STEP = 2.0
_TURN = 360.0
# A place this share beyond the rim is still on the disc: floats.
_HAIR = 1e-9


@dataclass(frozen=True)
class Rim:
    """The rim of a disc whose middle is (0, 0), `km` from there on the map."""

    km: float

    @cached_property
    def outline(self) -> tuple[Place, ...]:
        """Return it, clockwise; the last place is the first again."""
        return tuple(self.at(number * _ARC_STEP) for number in range(int(_TURN / _ARC_STEP) + 1))

    def at(self, bearing: float) -> Place:
        """Return its place in a direction from the middle, in degrees clockwise from up."""
        return self.km * sin(radians(bearing)), self.km * cos(radians(bearing))

    def holds(self, place: Place) -> bool:
        """Tell whether a place lies on the disc."""
        return hypot(*place) <= self.km * (1 + _HAIR)

    def pulled_in(self, place: Place) -> Place:
        """Return a place, or that of the rim in front of it."""
        return place if self.holds(place) else self.at(_bearing(place))

    def is_crossed(self, places: Sequence[Place]) -> bool:
        """Tell whether any place of a line may lie beyond it."""
        rights, ups = zip(*places, strict=True)
        across = max(max(rights), -min(rights))  # noqa: PLW3301  splat lists would be slower
        up = max(max(ups), -min(ups))  # noqa: PLW3301
        return hypot(across, up) > self.km and not all(map(self.holds, places))

    def parts(self, places: Sequence[Place]) -> Iterator[Sequence[Place]]:
        """Yield the parts of a line on the map that lie on the disc."""
        if not self.is_crossed(places):
            yield places
            return
        for part in self.shares_within(places):
            yield [
                between(places[number], places[number + 1], share) if share else places[number]
                for number, share in part
            ]

    def shares_within(self, places: Sequence[Place]) -> Iterator[list[tuple[int, float]]]:
        """Yield the parts of a line on the disc.

        A part is a list of numbers of places, each with the share of the way to the next: 0 but
        where the line crosses the rim. Of neighbours that both lie beyond the rim nothing is on the
        disc.
        """
        part: list[tuple[int, float]] = []
        shown = [self.holds(place) for place in places]
        for number, is_shown in enumerate(shown):
            if is_shown and not part and number:
                part.append((number - 1, self._share(places[number - 1], places[number])))
            if is_shown:
                part.append((number, 0.0))
            elif part:
                part.append((number - 1, self._share(places[number - 1], places[number])))
                yield part
                part = []
        if part:
            yield part

    def pushed(self, ring: Sequence[Place]) -> Iterator[Place]:
        """Yield a closed ring with all that lies beyond the rim on the rim."""
        start, is_in = ring[0], self.holds(ring[0])
        yield start if is_in else self.at(_bearing(start))
        for end in ring[1:]:
            was_in, is_in = is_in, self.holds(end)
            if was_in and is_in:
                yield end
            elif was_in or is_in:
                crossing = between(start, end, self._share(start, end))
                if was_in:
                    yield crossing
                    yield from self._arc(_bearing(crossing), _bearing(end))
                else:
                    yield from self._arc(_bearing(start), _bearing(crossing))
                    yield end
            else:
                yield from self._arc(_bearing(start), _bearing(end))
            start = end

    def _share(self, start: Place, end: Place) -> float:
        """Return at which share of the way between two places, one on the disc, the rim is."""
        along = (end[0] - start[0], end[1] - start[1])
        squared = along[0] ** 2 + along[1] ** 2
        towards = start[0] * along[0] + start[1] * along[1]
        beyond = start[0] ** 2 + start[1] ** 2 - self.km**2
        root = sqrt(max(towards**2 - squared * beyond, 0.0))
        # From without it is the first of the two crossings, from within the second.
        return min(max((-towards + (root if beyond <= 0 else -root)) / squared, 0.0), 1.0)

    def _arc(self, start: float, end: float) -> Iterator[Place]:
        """Yield places from one bearing to another, the short way, the first left out.

        They are those of the outline, so that land on the rim ends where the map does.
        """
        turn = remainder(end - start, _TURN)
        if turn > 0:
            marks = range(floor(start / _ARC_STEP) + 1, ceil((start + turn) / _ARC_STEP))
        else:
            marks = range(ceil(start / _ARC_STEP) - 1, floor((start + turn) / _ARC_STEP), -1)
        for mark in marks:
            yield self.at(mark * _ARC_STEP)
        yield self.at(end)


def between(start: Place, end: Place, share: float) -> Place:
    """Return the place at a share of the way between two."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _bearing(place: Place) -> float:
    """Return the direction from the middle to a place, in degrees clockwise from up."""
    return degrees(atan2(place[0], place[1]))

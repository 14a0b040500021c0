"""Journey and moment in, scene out: the one truth that every screen, page and picture draws."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from math import dist

from routemap.geo import Point
from routemap.geo.extent import Extent, extent_of, unrolled, unrolled_line, wrapped
from routemap.geo.geodesic import STEP_KM, distance_km, geodesic_path
from routemap.geo.shared_segments import Segment, shared_segments
from routemap.model.journey import Basis, Event, Journey, Leg, Stop
from routemap.model.moments import Moment
from routemap.model.timeline import State, Timeline, build_timeline

_SAME_PLACE_KM = 0.001
# In degrees: a longitude moved round the world is no longer exactly the same.
_HAIR = 1e-9
# Points of all straight legs together: of ten thousand legs round the world one has ten.
_MOST_STRAIGHT_POINTS = 100_000
# A step redraws the lines whose legs have changed: a longer one takes longer.
_MOST_JOINED = 200


class Measure(StrEnum):
    """What a distance was measured along."""

    WAY = "way"
    STRAIGHT = "straight"
    MIXED = "mixed"
    STAY = "stay"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance in km, what it was measured along, and whether any of it is inferred.

    `mode` is the one means of travel, "" if there are several or none is known. `is_shortest`
    says that it is the shortest way on a network, not one that is known to have been taken.
    `off_line_km` comes on top of `km`: between the line and a stop, where no way is known.
    """

    km: float
    measure: Measure
    basis: Basis
    mode: str = ""
    is_shortest: bool = False
    off_line_km: float = 0.0

    @property
    def is_travel(self) -> bool:
        """Tell whether there is any way to go: not at the start, and not over a stay."""
        return self.measure not in {Measure.NONE, Measure.STAY}


_NOTHING = Distance(0.0, Measure.NONE, Basis.REPORTED)


@dataclass(frozen=True)
class Itinerary:
    """A journey with what follows from it alone: order, lengths and extent.

    Made once for a journey and shared by all its scenes. `leg_distances[i]` and `leg_lines[i]`
    belong to the leg from stop i to stop i + 1.
    """

    journey: Journey
    timeline: Timeline
    leg_distances: tuple[Distance, ...]

    @cached_property
    def leg_paths(self) -> tuple[tuple[tuple[Point, ...], ...], ...]:
        """Return the lines of each leg: those of its way, or the geodesic; none for a stay.

        Longitudes run on past ±180° where a line crosses it.
        """
        stops = self.journey.stops
        straight_km = sum(
            each.km for each in self.leg_distances if each.measure == Measure.STRAIGHT
        )
        step_km = max(STEP_KM, straight_km / _MOST_STRAIGHT_POINTS)

        def lines(leg: int, distance: Distance) -> tuple[tuple[Point, ...], ...]:
            if geometry := self.journey.legs[leg].geometry:
                return geometry.lines
            if distance.measure == Measure.STAY:
                return ()
            ends = stops[leg].position, stops[leg + 1].position
            return (geodesic_path(*ends, step_km, distance.km),)

        return tuple(lines(*each) for each in enumerate(self.leg_distances))

    @cached_property
    def extent(self) -> Extent:
        """Return the box round all stops and legs."""
        stops = (stop.position for stop in self.journey.stops)
        ways = (line for lines in self.leg_paths for line in lines)
        return extent_of((*stops, *((lat, wrapped(lon)) for line in ways for lat, lon in line)))

    @cached_property
    def stop_positions(self) -> tuple[Point, ...]:
        """Return where each stop is drawn; longitudes run on from the west of the extent."""
        return tuple(
            (stop.latitude, unrolled(stop.longitude, self.extent)) for stop in self.journey.stops
        )

    @cached_property
    def leg_lines(self) -> tuple[tuple[tuple[Point, ...], ...], ...]:
        """Return the lines along which each leg is drawn, with longitudes as `stop_positions`."""
        return tuple(self._drawn(lines) for lines in self.leg_paths)

    @cached_property
    def leg_stubs(self) -> tuple[tuple[tuple[Point, ...], ...], ...]:
        """Return the stub of each leg, between its line and a stop off it; () if there is none."""
        return tuple(
            self._drawn((leg.geometry.stub,)) if leg.geometry and leg.geometry.stub else ()
            for leg in self.journey.legs
        )

    @cached_property
    def leg_segments(self) -> tuple[tuple[tuple[Segment, ...], ...], ...]:
        """Return the lines of each leg and then its stubs, cut where they share their ground."""
        legs = zip(self.leg_lines, self.leg_stubs, strict=True)
        return shared_segments(
            [lines + stubs for lines, stubs in legs],
            are_geodesics=not any(leg.geometry for leg in self.journey.legs),
        )

    @cached_property
    def joined_legs(self) -> tuple[range, ...]:
        """Return all legs in the groups that a map of a long journey draws as one line."""
        return joined_legs(self.journey, self.leg_segments)

    def _drawn(self, lines: tuple[tuple[Point, ...], ...]) -> tuple[tuple[Point, ...], ...]:
        return tuple(drawn for line in lines for drawn in unrolled_line(line, self.extent))

    @cached_property
    def distance_until(self) -> tuple[Distance, ...]:
        """Return the distance from the first stop to each stop."""
        return tuple(accumulate(self.leg_distances, _sum, initial=_NOTHING))

    @cached_property
    def distance_from(self) -> tuple[Distance, ...]:
        """Return the distance from each stop to the last."""
        return tuple(accumulate(reversed(self.leg_distances), _sum, initial=_NOTHING))[::-1]

    @property
    def length(self) -> Distance:
        """Return the distance from the first stop to the last."""
        return self.distance_until[-1]

    @cached_property
    def begins(self) -> tuple[int, ...]:
        """Return the moment at which each stop has been reached; never falls along the way."""
        return tuple(span.begin for span in self.timeline.stop_spans)

    @cached_property
    def _stop_numbers(self) -> dict[str, int]:
        return {stop.id: number for number, stop in enumerate(self.journey.stops)}

    def stop_number(self, stop_id: str) -> int | None:
        """Return the place of a stop in the order of travel (from 0), None if there is none."""
        return self._stop_numbers.get(stop_id)

    def scene(self, moment: int) -> Scene:
        """Return the scene at a moment, counted from 0."""
        return Scene(self, moment)

    def overview(self) -> Scene:
        """Return the scene of the whole journey, after its last moment: all has been visited."""
        return Scene(self, len(self.timeline.moments))


@dataclass(frozen=True)
class Scene:
    """Everything to be drawn for one moment. Numbers of stops and legs count from 0."""

    itinerary: Itinerary
    number: int

    @property
    def journey(self) -> Journey:
        """Return the journey."""
        return self.itinerary.journey

    @property
    def extent(self) -> Extent:
        """Return the box round all that is drawn."""
        return self.itinerary.extent

    @property
    def is_over(self) -> bool:
        """Tell whether this is the whole journey instead of one moment; then it has none."""
        return self.number == len(self.itinerary.timeline.moments)

    @property
    def moment(self) -> Moment:
        """Return the moment."""
        return self.itinerary.timeline.moments[self.number]

    @property
    def events(self) -> tuple[Event, ...]:
        """Return what happened or was said, in the order of the table."""
        return self.itinerary.timeline.events[self.number]

    def stop_state(self, stop: int) -> State:
        """Return the state of the stop with this number."""
        return self.itinerary.timeline.stop_spans[stop].state(self.number)

    def leg_state(self, leg: int) -> State:
        """Return the state of the leg that starts at the stop with this number."""
        return self.itinerary.timeline.leg_spans[leg].state(self.number)

    @property
    def current_stop(self) -> int | None:
        """Return the number of the stop where the journey is, None if it is at none."""
        last = self._last_reached
        if last >= 0 and self.stop_state(last) == State.CURRENT:
            return last
        return None

    @property
    def current_leg(self) -> int | None:
        """Return the number of the leg that is being travelled, None if none is."""
        last = self._last_reached
        if 0 <= last < len(self.journey.legs) and self.leg_state(last) == State.CURRENT:
            return last
        return None

    @property
    def travelled(self) -> Distance:
        """Return the distance over the legs that have been completed."""
        return self.itinerary.distance_until[max(self._last_reached, 0)]

    @property
    def ahead(self) -> Distance:
        """Return the distance over the other legs, the one being travelled included."""
        return self.itinerary.distance_from[max(self._last_reached, 0)]

    @property
    def _last_reached(self) -> int:
        return bisect_right(self.itinerary.begins, self.number) - 1


def build_itinerary(journey: Journey) -> Itinerary:
    """Work out what follows from a journey: the order of its moments, the lengths of its legs."""
    stops = journey.stops
    distances = tuple(
        _leg_distance(leg, stops[number], stops[number + 1])
        for number, leg in enumerate(journey.legs)
    )
    return Itinerary(journey, build_timeline(journey), distances)


def joined_legs(
    journey: Journey, segments: Sequence[Sequence[Sequence[Segment]]]
) -> tuple[range, ...]:
    """Return all legs in the groups that a map of a long journey draws as one line.

    Legs of a group look alike, follow each other without a gap and run alone.

    Parameters
    ----------
    journey
        Its legs are counted from 0.
    segments
        Of the lines of each leg, as that map draws them.
    """

    def goes_on(leg: int) -> bool:
        before, this = segments[leg - 1], segments[leg]
        are_plain = all(
            len(lines) == 1 and len(lines[0]) == 1 and not lines[0][0].lane
            for lines in (before, this)
        )
        return (
            are_plain
            and journey.legs[leg - 1].path_basis == journey.legs[leg].path_basis
            and dist(before[0][0].points[-1], this[0][0].points[0]) < _HAIR
        )

    groups = [range(0)]
    for number in range(len(journey.legs)):
        group = groups[-1]
        if group and len(group) < _MOST_JOINED and goes_on(number):
            groups[-1] = range(group.start, number + 1)
        else:
            groups.append(range(number, number + 1))
    return tuple(groups[1:])


def _leg_distance(leg: Leg, start: Stop, end: Stop) -> Distance:
    # A reported way does not vouch for means of travel that are only inferred.
    is_mode_told = leg.basis == Basis.INFERRED or leg.mode_basis == Basis.REPORTED
    mode = leg.mode if is_mode_told else ""
    if leg.geometry:
        way = leg.geometry
        return Distance(
            way.length_km, Measure.WAY, leg.basis, mode, way.is_shortest, off_line_km=way.stub_km
        )
    km = distance_km(start.position, end.position)
    if km < _SAME_PLACE_KM:
        return Distance(0.0, Measure.STAY, leg.basis)
    return Distance(km, Measure.STRAIGHT, leg.basis, mode)


def _sum(first: Distance, second: Distance) -> Distance:
    if not (first.is_travel and second.is_travel):
        return second if second.is_travel else first
    bases = {first.basis, second.basis}
    return Distance(
        km=first.km + second.km,
        measure=first.measure if first.measure == second.measure else Measure.MIXED,
        basis=Basis.INFERRED if Basis.INFERRED in bases else Basis.REPORTED,
        mode=first.mode if first.mode == second.mode else "",
        is_shortest=first.is_shortest and second.is_shortest,
        off_line_km=first.off_line_km + second.off_line_km,
    )

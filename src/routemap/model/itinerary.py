"""Journey and moment in, scene out: the one truth that every screen, page and picture draws."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import dist

from routemap.geo import Point
from routemap.geo.extent import Extent, extent_of, unrolled, unrolled_line, wrapped
from routemap.geo.geodesic import STEP_KM, geodesic_path, sphere_distance_km
from routemap.geo.shared_segments import Segment, shared_segments
from routemap.model.distances import NOTHING, Distance, Measure, added, leg_distance
from routemap.model.journey import Event, Journey
from routemap.model.meetings import TOGETHER_KM
from routemap.model.moments import Moment
from routemap.model.timeline import State, Timeline, build_timeline
from routemap.model.tracks import Progress, Track, Whereabouts, tracks_of

# In degrees: a longitude moved round the world is no longer exactly the same.
_HAIR = 1e-9
# Points of all straight legs together: of ten thousand legs round the world one has seven, and
# bends by less than a pixel of a picture for the web between them.
_MOST_STRAIGHT_POINTS = 75_000
# A step redraws the lines whose legs have changed: a longer one takes longer.
_MOST_JOINED = 200


@dataclass(frozen=True)
class Itinerary:
    """A journey with what follows from it alone: order, lengths and extent.

    Made once for a journey and shared by all its scenes. Each traveller has a track of its own:
    stops and legs are counted through all of them, and `leg_ends` says which stops a leg joins.
    """

    journey: Journey
    timeline: Timeline
    leg_distances: tuple[Distance, ...]

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Return the stops and legs of each traveller who has any."""
        return tracks_of(self.journey)

    @cached_property
    def _track_of_stops(self) -> tuple[Track, ...]:
        return tuple(track for track in self.tracks for _ in track.stops)

    @cached_property
    def _track_of_legs(self) -> tuple[Track, ...]:
        return tuple(track for track in self.tracks for _ in track.legs)

    @property
    def is_shared(self) -> bool:
        """Tell whether several travel, even if all but one are left out."""
        return len(self.tracks) > 1 or bool(self.journey.absent)

    def track_of(self, stop: int) -> Track:
        """Return the track that a stop belongs to."""
        return self._track_of_stops[stop]

    def track_of_leg(self, leg: int) -> Track:
        """Return the track that a leg belongs to."""
        return self._track_of_legs[leg]

    def leg_to(self, stop: int) -> int | None:
        """Return the leg that leads to a stop, None for the first of a traveller."""
        return self.track_of(stop).leg_to(stop)

    def leg_from(self, stop: int) -> int | None:
        """Return the leg that leads on from a stop, None for the last of a traveller."""
        return self.track_of(stop).leg_from(stop)

    def leg_ends(self, leg: int) -> tuple[int, int]:
        """Return the stops that a leg joins."""
        return self._track_of_legs[leg].leg_ends(leg)

    def number(self, stop: int) -> int:
        """Return the number of a stop among its traveller's, from 1."""
        return stop - self.track_of(stop).stops.start + 1

    def mark(self, stop: int) -> str:
        """Return what stands in the mark of a stop: its number, behind its traveller's letter."""
        letter = self.track_of(stop).letter if self.is_shared else ""
        return f"{letter}{self.number(stop)}"

    @cached_property
    def leg_paths(self) -> tuple[tuple[tuple[Point, ...], ...], ...]:
        """Return the lines of each leg: those of its way, or the geodesic; none for a stay.

        Longitudes run on past ±180° where a line crosses it.
        """
        positions = [stop.position for stop in self.journey.stops]
        straight_km = sum(
            each.km for each in self.leg_distances if each.measure == Measure.STRAIGHT
        )
        step_km = max(STEP_KM, straight_km / _MOST_STRAIGHT_POINTS)

        def lines(leg: int, distance: Distance) -> tuple[tuple[Point, ...], ...]:
            if geometry := self.journey.legs[leg].geometry:
                return geometry.lines
            if distance.measure == Measure.STAY:
                return ()
            start, end = self.leg_ends(leg)
            return (geodesic_path(positions[start], positions[end], step_km, distance.km),)

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
        """Return the distance to each stop from its traveller's first."""
        return tuple(
            distance
            for track in self.tracks
            for distance in accumulate(self._distances_of(track), added, initial=NOTHING)
        )

    @cached_property
    def distance_from(self) -> tuple[Distance, ...]:
        """Return the distance from each stop to its traveller's last."""
        return tuple(
            distance
            for track in self.tracks
            for distance in reversed(
                tuple(accumulate(reversed(self._distances_of(track)), added, initial=NOTHING))
            )
        )

    def length_of(self, track: Track) -> Distance:
        """Return the distance from a traveller's first stop to the last."""
        return self.distance_until[track.stops[-1]]

    def _distances_of(self, track: Track) -> tuple[Distance, ...]:
        return self.leg_distances[track.legs.start : track.legs.stop]

    @cached_property
    def begins(self) -> tuple[int, ...]:
        """Return the moment at which each stop has been reached; never falls along a track."""
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

    @cached_property
    def whereabouts(self) -> tuple[Whereabouts, ...]:
        """Return where each traveller is, in the order of the tracks."""
        return tuple(self._whereabouts_on(track) for track in self.itinerary.tracks)

    def _whereabouts_on(self, track: Track) -> Whereabouts:
        begins, stops = self.itinerary.begins, track.stops
        last = bisect_right(begins, self.number, stops.start, stops.stop) - 1
        if last < stops.start:
            return Whereabouts(track, Progress.NOT_BEGUN, stops.start)
        is_there = self.stop_state(last) == State.CURRENT
        leg = track.leg_from(last)
        if leg is None:
            is_new = begins[last] == self.number
            progress = Progress.AT_STOP if is_new else Progress.ARRIVED
            return Whereabouts(track, progress, last, last if is_there else None)
        if is_there:
            return Whereabouts(track, Progress.AT_STOP, last, last)
        current_leg = leg if self.leg_state(leg) == State.CURRENT else None
        return Whereabouts(track, Progress.UNDER_WAY, last, leg=current_leg)

    @property
    def current_stops(self) -> tuple[int, ...]:
        """Return the numbers of the stops where anyone is."""
        return tuple(each.stop for each in self.whereabouts if each.stop is not None)

    @property
    def focus(self) -> Whereabouts:
        """Return where the traveller is whom the moment is about.

        That is the first who reaches a stop at it, or else sets out, or is at a stop.
        """
        return min(self.whereabouts, key=self._distance_from_focus)

    def _distance_from_focus(self, each: Whereabouts) -> tuple[bool, bool, bool]:
        begins = self.itinerary.begins[each.reached] == self.number
        return (not begins, each.leg is None, each.stop is None)

    @property
    def current_stop(self) -> int | None:
        """Return the number of the stop that the moment is about, None if it is about none."""
        return self.focus.stop

    @property
    def current_leg(self) -> int | None:
        """Return the number of the leg being travelled that the moment is about, None if none."""
        return self.focus.leg

    @property
    def together(self) -> tuple[tuple[Whereabouts, ...], ...]:
        """Return those who are at one place: groups of two or more, in the order of the tracks."""
        groups: list[list[Whereabouts]] = []
        for each in self.whereabouts if self.itinerary.is_shared else ():
            if each.stop is None:
                continue
            position = self.journey.stops[each.stop].position
            for group in groups:
                place = self.journey.stops[group[0].stop or 0].position
                if sphere_distance_km(position, place) < TOGETHER_KM:
                    group.append(each)
                    break
            else:
                groups.append([each])
        return tuple(tuple(group) for group in groups if len(group) > 1)

    def travelled_by(self, each: Whereabouts) -> Distance:
        """Return the distance over the legs that a traveller has completed."""
        return self.itinerary.distance_until[each.reached]

    def ahead_of(self, each: Whereabouts) -> Distance:
        """Return the distance over a traveller's other legs, the one being travelled included."""
        return self.itinerary.distance_from[each.reached]


def build_itinerary(journey: Journey) -> Itinerary:
    """Work out what follows from a journey: the order of its moments, the lengths of its legs."""
    stops = journey.stops
    ends = (track.leg_ends(leg) for track in tracks_of(journey) for leg in track.legs)
    distances = tuple(
        leg_distance(leg, stops[start], stops[end])
        for leg, (start, end) in zip(journey.legs, ends, strict=True)
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
            and journey.legs[leg - 1].end == journey.legs[leg].start
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

"""Legs and stops of a scene on the sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from math import dist
from operator import itemgetter
from typing import NamedTuple

from routemap.declutter import ends, is_long, least_zooms, may_meet, standing, thinned_crowds
from routemap.geo import Point
from routemap.geo.geodesic import sphere_distance_km
from routemap.geo.projection import Projection
from routemap.geo.scale import web_zoom
from routemap.geo.shared_segments import Segment
from routemap.look import MARKS, SHAPES, MarkSizes
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.meetings import TOGETHER_KM, meetings
from routemap.model.timeline import State
from routemap.model.tracks import Track
from routemap.pictures.arrows import arrows_along, arrows_on_tracks
from routemap.pictures.crowded_lines import CrowdedLines
from routemap.pictures.drawing import DrawnLeg, DrawnStop, InStack
from routemap.pictures.label_placement import Mark
from routemap.pictures.lines import Stroke, leg_stroke, simplified
from routemap.pictures.view import Box, Place, View
from routemap.shapes import half_width, reach, shape_of
from routemap.stacks import Group, Spacing, cards, disc_groups, top_cards

# In degrees: a longitude moved round the world is no longer exactly the same.
_HAIR, _DECIMALS, _TURN = 1e-9, 6, 360.0
_PAIR = 2


def drawn_legs(scene: Scene, view: View, marks: MarkSizes, unit: float) -> tuple[DrawnLeg, ...]:
    """Return the legs with those ahead first, so that what has been travelled lies on top.

    In a long journey legs that look alike are drawn as one: each for itself is too short to have a
    dash or an arrow. Where so many lie on each other that one more would hardly be seen, it is left
    out, and so are the arrows there.
    """
    crowds = defaultdict[_LegLook, CrowdedLines](lambda: CrowdedLines(view.frame, unit))
    drawn = []
    single: list[DrawnLeg] = []
    is_beside: list[bool] = []
    for look, joined in groupby(_joined(scene), key=itemgetter(0)):
        runs = [run for _, run in joined]
        if look.is_plain:
            crowd, strokes = crowds[look], _plain_strokes(scene.itinerary, runs, view)
            lines = tuple(
                tuple(simplified(stroke, marks.simplify * unit))
                for stroke in chain.from_iterable(map(crowd.seen, strokes))
            )
            arrows = _arrows(lines, view, marks, unit, crowd.has_room_for)
            ends = runs[0][0], runs[-1][-1]
            drawn.append(DrawnLeg(ends, look.state, look.basis, lines, (), arrows, look.track))
            continue
        for leg, *_ in runs:
            lines, stubs = leg_strokes(scene.itinerary, leg, view, marks, unit)
            ends = leg, leg
            single.append(DrawnLeg(ends, look.state, look.basis, lines, stubs, (), look.track))
            is_beside.append(_runs_beside_others(scene.itinerary, leg))
    legs = [leg.lines for leg in single]
    seen = view.frame.grown(marks.arrow * unit)
    for number, arrows in enumerate(arrows_on_tracks(legs, is_beside, marks, unit, seen)):
        single[number] = replace(single[number], arrows=arrows)
    drawn += single
    return tuple(sorted(drawn, key=lambda leg: leg.state != State.AHEAD))


class _LegLook(NamedTuple):
    """How a leg looks, and whether it runs alone and without a stub.

    `track` is its traveller's, None where there is only one.
    """

    basis: str
    state: State
    track: Track | None
    is_plain: bool


def _joined(scene: Scene) -> Iterator[tuple[_LegLook, Sequence[int]]]:
    """Yield how legs look with the legs that are drawn as one line.

    Those of a short journey, and of a long one those that are not plain, are drawn one by one.
    """
    legs, itinerary = scene.journey.legs, scene.itinerary
    is_many = is_long(scene.journey)
    groups = itinerary.joined_legs if is_many else [range(n, n + 1) for n in range(len(legs))]
    for group in groups:
        first = group.start
        track = itinerary.track_of_leg(first) if itinerary.is_shared else None
        is_plain = is_many and _is_plain(itinerary, first)
        for state, run in groupby(group, key=scene.leg_state):
            yield _LegLook(legs[first].path_basis, state, track, is_plain), tuple(run)


def _arrows(
    lines: Iterable[Stroke],
    view: View,
    marks: MarkSizes,
    unit: float,
    is_clear: Callable[[Stroke], bool],
) -> tuple[Stroke, ...]:
    seen = view.frame.grown(marks.arrow * unit)
    along = (arrows_along(line, marks, unit, seen, is_clear) for line in lines)
    return tuple(chain.from_iterable(along))


def _runs_beside_others(itinerary: Itinerary, leg: int) -> bool:
    return any(each.lane for line in itinerary.leg_segments[leg] for each in line)


def _is_plain(itinerary: Itinerary, leg: int) -> bool:
    """Tell whether a leg runs alone and without a stub, as legs that are drawn as one line do."""
    return not (itinerary.leg_stubs[leg] or _runs_beside_others(itinerary, leg))


def _plain_strokes(itinerary: Itinerary, runs: Iterable[Sequence[int]], view: View) -> list[Stroke]:
    """Return each run of legs that follow each other as one line, cut where it leaves the map.

    It is not smoothed: its corners are stops.
    """
    lines: list[Stroke] = []
    for run in runs:
        first, *others = (itinerary.leg_lines[leg] for leg in run)
        # A line that crosses the west of the extent is there twice, a turn apart.
        once = {_ends(line[0], line[-1], len(line)): line for line in first}.values()
        rest = tuple(chain.from_iterable(after[1:] for (after,) in others))
        lines += ((*line, *rest) for line in once)
    return view.parts(lines)


def leg_strokes(
    itinerary: Itinerary, leg: int, view: View, marks: MarkSizes, unit: float
) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Return the lines of a leg on the sheet, in the direction of travel, and its stubs."""

    def strokes(lines: Sequence[tuple[Segment, ...]]) -> tuple[Stroke, ...]:
        # A line that crosses the west of the extent is there twice, a turn apart.
        once = {
            _ends(
                line[0].points[0], line[-1].points[-1], sum(len(part.points) for part in line)
            ): line
            for line in lines
        }.values()
        pieces = (piece for line in once for piece in _in_pieces(line, view.projection))
        return tuple(leg_stroke(piece, view, marks, unit) for piece in pieces)

    number, segments = len(itinerary.leg_lines[leg]), itinerary.leg_segments[leg]
    return strokes(segments[:number]), strokes(segments[number:])


def _in_pieces(line: tuple[Segment, ...], projection: Projection) -> Iterator[tuple[Segment, ...]]:
    """Cut a line where it leaves the map, perhaps to come back at another edge."""
    pieces: list[list[Segment]] = [[]]
    for segment in line:
        for points in projection.in_pieces(segment.points):
            before = pieces[-1]
            if before and dist(before[-1].points[-1], points[0]) > _HAIR:
                pieces.append([])
            pieces[-1].append(replace(segment, points=points))
    return (tuple(piece) for piece in pieces if piece)


def _ends(start: Point, end: Point, points: int) -> tuple[float, ...]:
    """Return a line's ends and its number of points; a turn of the Earth makes no difference."""
    ends = ((lat, round(lon % _TURN, _DECIMALS) % _TURN) for lat, lon in (start, end))
    return (*chain.from_iterable(ends), points)


def drawn_stops(
    scene: Scene, view: View, unit: float, legs: Iterable[DrawnLeg], covered: Box | None = None
) -> tuple[DrawnStop, ...]:
    """Return the marks of all stops: discs, and how those at one place or near it stand.

    Of a long journey each stop whose disc would stand too near another is a dot, at its place.

    Parameters
    ----------
    legs
        Those of the scene, which discs off their place leave free.
    covered
        The part of the map where no disc is moved to: the legend's.
    """
    places = view.marks(scene.itinerary.stop_positions)
    stands = _standing(scene, places, view, unit)
    stops = []
    for number, place in enumerate(places):
        radius = (scene.journey.stops[number].accuracy_km or 0) * view.per_km
        stops.append(
            DrawnStop(
                number,
                scene.stop_state(number),
                scene.itinerary.mark(number),
                place,
                place,
                radius if radius > MARKS.disc_halo * unit else 0.0,
                is_dot=not stands[number],
                track=scene.itinerary.track_of(number) if scene.itinerary.is_shared else None,
            )
        )
    shapes = {shape_of(stop.look) for stop in stops}
    widest = max(map(reach, shapes))
    most = (MARKS.disc * widest + MARKS.disc_edge) * unit

    def has_room(spot: Place) -> bool:
        disc = Box(*spot, *spot).grown(most)
        return view.frame.holds(disc) and not (covered and covered.touches(disc))

    meeting = [n for n in may_meet(scene) if not stops[n].is_dot]
    lines = [line for leg in legs for line in (*leg.lines, *leg.stubs)]
    spacing = Spacing.of(MARKS, unit, widest)
    rows = Rows(scene.itinerary, meeting, unit)
    at = {n: places[n] for n in meeting}
    for group in disc_groups(at, lines, spacing, has_room, rows.reaches):
        for number, stop in zip(group.stops, _beside(group, stops, spacing), strict=True):
            is_joined = group.is_row and rows.are_met(group.stops)
            stops[number] = replace(stop, is_joined=is_joined)
    return tuple(stops)


class Rows:
    """Which marks of several travellers at one place stand in a row, and which are joined."""

    def __init__(self, itinerary: Itinerary, stops: Sequence[int], unit: float) -> None:
        self._itinerary, self._unit = itinerary, unit
        groups = meetings(itinerary, stops)
        self._group_of = {stop: number for number, each in enumerate(groups) for stop in each}

    def are_met(self, stops: Sequence[int]) -> bool:
        """Tell whether these are stops at which travellers are together."""
        return len({self._group_of.get(stop, -1 - stop) for stop in stops}) == 1

    def reaches(self, stops: Sequence[int]) -> Sequence[float]:
        """Return how far aside each mark reaches in a row, () if they stand in none.

        All who meet may be at the stop at once, so that each has room for the mark of a current
        stop.
        """
        itinerary = self._itinerary
        if not itinerary.is_shared or len(stops) > len(SHAPES):
            return ()
        if self.are_met(stops):
            radius = MARKS.disc_current
        elif len(stops) == _PAIR and self._is_one_place(*stops):
            # Here one may be current, never both: each yields half of what it grows by.
            radius = (MARKS.disc + MARKS.disc_current) / 2
        else:
            return ()
        shapes = (shape_of(itinerary.track_of(stop).look) for stop in stops)
        return [(radius * half_width(each) + MARKS.disc_edge) * self._unit for each in shapes]

    def _is_one_place(self, one: int, other: int) -> bool:
        stops = self._itinerary.journey.stops
        return sphere_distance_km(stops[one].position, stops[other].position) < TOGETHER_KM


def _beside(group: Group, stops: Sequence[DrawnStop], spacing: Spacing) -> Iterator[DrawnStop]:
    """Yield the discs of a group where they stand, or as cards of its stack."""
    inside = [stops[number] for number in group.stops]
    if group.spots:
        for stop, spot in zip(inside, group.spots, strict=True):
            yield replace(stop, at=spot, group=group.stops)
        return
    x, y = group.middle
    tops = top_cards([stop.state for stop in inside])
    lying = cards(len(inside), tops, spacing.step, spacing.beside)
    for stop, card in zip(inside, lying, strict=True):
        stack = InStack(card.depth, group.middle)
        yield replace(stop, at=(x + card.right, y), group=group.stops, stack=stack)


def _standing(scene: Scene, places: Sequence[Place], view: View, unit: float) -> list[bool]:
    current, sought = scene.current_stops, ends(scene.itinerary)
    if not is_long(scene.journey):
        touching = 2 * (MARKS.disc + MARKS.disc_edge) * unit
        apart = touching + MARKS.disc_between * unit
        return thinned_crowds(places, current, sought, touching, apart)
    px_per_km = view.per_km / unit
    always = (
        max(web_zoom(px_per_km, stop.latitude), 0.0) >= least
        for stop, least in zip(scene.journey.stops, least_zooms(scene.itinerary), strict=True)
    )
    return standing(places, always, current, sought, MARKS.disc_apart * unit)


def stop_mark(stop: DrawnStop, unit: float) -> Mark:
    """Return a stop's mark or dot as far as its edge or its halo reaches."""
    if stop.state != State.CURRENT or stop.is_joined or stop.is_dot:
        return disc_of(stop, unit)
    far = reach(shape_of(stop.look))
    radius = MARKS.disc_current * far + MARKS.disc_halo - MARKS.disc_current
    return Mark(stop.at, radius * unit)


def disc_of(stop: DrawnStop, unit: float) -> Mark:
    """Return a stop's mark or dot as far as it hides what lies beneath it."""
    far = reach(shape_of(stop.look))
    if stop.is_joined:
        radius = MARKS.disc_current * far + MARKS.disc_edge + MARKS.joint_now
    elif stop.is_dot:
        radius = MARKS.dot + MARKS.dot_edge
    else:
        disc = MARKS.disc_current if stop.state == State.CURRENT else MARKS.disc
        radius = disc * far + MARKS.disc_edge
    return Mark(stop.at, radius * unit)

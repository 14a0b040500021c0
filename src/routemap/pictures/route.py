"""Legs and stops of a scene on the sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from math import dist
from typing import TYPE_CHECKING

from routemap.look import leg_look
from routemap.model.timeline import State
from routemap.pictures.declutter import crowded
from routemap.pictures.drawing import DrawnLeg, DrawnStop
from routemap.pictures.lines import arrows_along, leg_stroke, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routemap.geo.projection import Projection
    from routemap.geo.shared_segments import Stretch
    from routemap.look import MarkSizes
    from routemap.model.itinerary import Itinerary, Scene
    from routemap.model.journey import Point
    from routemap.pictures.lines import Stroke
    from routemap.pictures.view import Place, View

# Legs joined into one line: to simplify a longer one takes more than its share of time.
_MOST_JOINED = 200
_DISCS_IN_ROW = 8
# In degrees: a longitude that was moved round the world is no longer exactly the same.
_HAIR, _DECIMALS = 1e-9, 6


def drawn_legs(scene: Scene, view: View, marks: MarkSizes, unit: float) -> tuple[DrawnLeg, ...]:
    """Return the legs with those ahead first, so that what has been travelled lies on top.

    Legs of a long journey that look alike are drawn as one line: each for itself is too short to
    have a dash or an arrow.
    """
    if scene.journey.is_long:
        drawn = _joined_legs(scene, view, marks, unit)
    else:
        drawn = (_drawn_leg(scene, n, view, marks, unit) for n in range(len(scene.journey.legs)))
    return tuple(sorted(drawn, key=lambda leg: leg.state != State.AHEAD))


def _drawn_leg(scene: Scene, number: int, view: View, marks: MarkSizes, unit: float) -> DrawnLeg:
    lines, stubs = leg_strokes(scene.itinerary, number, view, marks, unit)
    look = leg_look(scene.journey.legs[number])
    return DrawnLeg(scene.leg_state(number), look, lines, stubs, _arrows(lines, view, marks, unit))


def _arrows(
    lines: Iterable[Stroke], view: View, marks: MarkSizes, unit: float
) -> tuple[Stroke, ...]:
    seen = view.frame.grown(marks.arrow * unit)
    return tuple(chain.from_iterable(arrows_along(line, marks, unit, seen) for line in lines))


def leg_strokes(
    itinerary: Itinerary, number: int, view: View, marks: MarkSizes, unit: float
) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Return the lines of a leg on the sheet, in the direction of travel, and its stubs."""
    pieces = (
        piece
        for line in itinerary.leg_stretches[number]
        if line
        for piece in _in_pieces(line, view.projection)
    )
    # A line that crosses an edge is there once for each: in its pieces both times.
    once = {_ends(piece): piece for piece in pieces}
    lines = tuple(leg_stroke(piece, view, marks, unit) for piece in once.values())
    return lines, tuple(view.places(stub) for stub in itinerary.leg_stubs[number])


def _in_pieces(line: tuple[Stretch, ...], projection: Projection) -> Iterable[tuple[Stretch, ...]]:
    """Cut a line where it leaves a map of the world, to come back at the other edge."""
    if not projection.is_of_world:
        return (line,)
    pieces: list[list[Stretch]] = [[]]
    for stretch in line:
        for points in projection.in_pieces(stretch.points):
            before = pieces[-1]
            if before and abs(before[-1].points[-1][1] - points[0][1]) > _HAIR:
                pieces.append([])
            pieces[-1].append(replace(stretch, points=points))
    return map(tuple, pieces)


def _ends(piece: Sequence[Stretch]) -> tuple[float, ...]:
    ends = (*piece[0].points[0], *piece[-1].points[-1])
    return tuple(round(degrees, _DECIMALS) for degrees in ends)


@dataclass(frozen=True)
class _Run:
    """Legs that follow each other without a gap and look alike, as one line."""

    state: State
    look: str
    legs: list[tuple[Point, ...]]


def _joined_legs(scene: Scene, view: View, marks: MarkSizes, unit: float) -> Iterator[DrawnLeg]:
    run: _Run | None = None
    for number, leg in enumerate(scene.journey.legs):
        state, look = scene.leg_state(number), leg_look(leg)
        points = _only_line(scene.itinerary, number)
        if points and run and _goes_on(run, state, look, points):
            run.legs.append(points)
            continue
        if run:
            yield _drawn_run(run, view, marks, unit)
        run = _Run(state, look, [points]) if points else None
        if not points:
            yield _drawn_leg(scene, number, view, marks, unit)
    if run:
        yield _drawn_run(run, view, marks, unit)


def _only_line(itinerary: Itinerary, number: int) -> tuple[Point, ...]:
    """Return the line of a leg that is one and its own alone, () of any other leg."""
    lines = itinerary.leg_stretches[number]
    if itinerary.leg_stubs[number] or len(lines) != 1 or len(lines[0]) != 1 or lines[0][0].lane:
        return ()
    return lines[0][0].points


def _goes_on(run: _Run, state: State, look: str, points: tuple[Point, ...]) -> bool:
    is_alike = (run.state, run.look) == (state, look) and state != State.CURRENT
    is_short = len(run.legs) < _MOST_JOINED
    return is_alike and is_short and dist(run.legs[-1][-1], points[0]) < _HAIR


def _drawn_run(run: _Run, view: View, marks: MarkSizes, unit: float) -> DrawnLeg:
    first, *others = run.legs
    points = (*first, *chain.from_iterable(leg[1:] for leg in others))
    lines = tuple(
        tuple(simplified(view.places(piece), marks.simplify * unit))
        for piece in view.projection.in_pieces(points)
    )
    return DrawnLeg(run.state, run.look, lines, (), _arrows(lines, view, marks, unit))


def drawn_stops(scene: Scene, view: View, marks: MarkSizes, unit: float) -> tuple[DrawnStop, ...]:
    """Return the marks of all stops: discs; those at one place stand in a row, as on the screen.

    Of many at one place some rows stand beneath each other: a sheet is not moved as a map is.

    Of a long journey each stop whose disc would stand too near another is a dot, at its place.
    """
    places = view.places(scene.itinerary.stop_positions)
    dots = _dots(scene, places, marks, unit)
    taken: dict[Point, int] = {}
    stops = []
    for number, (stop, (x, y)) in enumerate(zip(scene.journey.stops, places, strict=True)):
        here = 0
        if not dots[number]:
            here = taken.get(stop.position, 0)
            taken[stop.position] = here + 1
        down, right = divmod(here, _DISCS_IN_ROW)
        apart = 2 * (marks.disc + marks.disc_edge) * unit
        at = (x + right * apart, y + down * apart)
        radius = (stop.accuracy_km or 0) * view.per_km
        shown = radius if radius > marks.disc_halo * unit else 0.0
        state, figure = scene.stop_state(number), str(number + 1)
        stops.append(DrawnStop(state, figure, at, shown, is_dot=dots[number]))
    return tuple(stops)


def _dots(scene: Scene, places: tuple[Place, ...], marks: MarkSizes, unit: float) -> list[bool]:
    if not scene.journey.is_long:
        return [False] * len(places)
    current = scene.current_stop
    standing = (*(() if current is None else (current,)), 0, len(places) - 1)
    return crowded(places, marks.disc_apart * unit, tuple(dict.fromkeys(standing)))


def disc_radius(stop: DrawnStop, marks: MarkSizes, unit: float) -> float:
    """Return how far a stop's disc or dot and its edge reach."""
    if stop.is_dot:
        return (marks.dot + marks.dot_edge) * unit
    is_current = stop.state == State.CURRENT
    return (marks.disc_halo if is_current else marks.disc + marks.disc_edge) * unit

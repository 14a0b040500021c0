"""Legs and stops of a scene on the sheet."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from routemap.look import leg_look
from routemap.paper.drawing import DrawnLeg, DrawnStop
from routemap.paper.strokes import arrows_along, leg_stroke
from routemap.timeline import State

if TYPE_CHECKING:
    from routemap.look import MarkSizes
    from routemap.paper.strokes import Stroke
    from routemap.paper.view import View
    from routemap.scene import Route, Scene


def drawn_legs(scene: Scene, view: View, marks: MarkSizes, unit: float) -> tuple[DrawnLeg, ...]:
    """Return the legs with those ahead first, so that what has been travelled lies on top."""
    route = scene.route
    legs = []
    for number, leg in enumerate(scene.journey.legs):
        lines, stubs = leg_strokes(route, number, view, marks, unit)
        arrows = tuple(chain.from_iterable(arrows_along(line, marks, unit) for line in lines))
        legs.append(DrawnLeg(scene.leg_state(number), leg_look(leg), lines, stubs, arrows))
    return tuple(sorted(legs, key=lambda leg: leg.state != State.AHEAD))


def leg_strokes(
    route: Route, number: int, view: View, marks: MarkSizes, unit: float
) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...]]:
    """Return the lines of a leg on the sheet, in the direction of travel, and its stubs."""
    lines = tuple(
        leg_stroke(line, view, marks, unit) for line in route.leg_stretches[number] if line
    )
    return lines, tuple(view.places(stub) for stub in route.leg_stubs[number])


def drawn_stops(scene: Scene, view: View, marks: MarkSizes, unit: float) -> tuple[DrawnStop, ...]:
    """Return the discs of all stops; those at one place stand in a row, as on the screen."""
    places = view.places(scene.route.stop_positions)
    taken: dict[tuple[float, float], int] = {}
    stops = []
    for number, (stop, (x, y)) in enumerate(zip(scene.journey.stops, places, strict=True)):
        here = taken.get(stop.position, 0)
        taken[stop.position] = here + 1
        at = (x + here * 2 * (marks.disc + marks.disc_edge) * unit, y)
        radius = (stop.accuracy_km or 0) * view.per_km
        shown = radius if radius > marks.disc_halo * unit else 0.0
        stops.append(DrawnStop(scene.stop_state(number), str(number + 1), at, shown))
    return tuple(stops)


def disc_radius(stop: DrawnStop, marks: MarkSizes, unit: float) -> float:
    """Return how far a stop's disc and its edge reach."""
    is_current = stop.state == State.CURRENT
    return (marks.disc_halo if is_current else marks.disc + marks.disc_edge) * unit

"""What a picture shows and its key must explain, as the key of the screen does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.model.timeline import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routemap.model.itinerary import Itinerary, Scene
    from routemap.model.timeline import Span
    from routemap.pictures.drawing import BasemapPaths, Drawing, DrawnLeg, DrawnStop
    from routemap.pictures.view import Box, Place

_STATES = (State.VISITED, State.CURRENT, State.AHEAD)
_LOOKS = ("reported", "inferred", "unknown")
_ACCURACY, _BORDER, _DISPUTED = "accuracy", "border", "disputed_border"
# What the reader needs most first.
_ORDER = (
    *(f"leg-{look}-{state}" for state in _STATES for look in _LOOKS),
    *(f"stop-{state}" for state in _STATES),
    _ACCURACY,
    _BORDER,
    _DISPUTED,
)


def likely_marks(scene: Scene, *, is_close_up: bool) -> list[str]:
    """Return the marks, by name, that a picture of the scene may show; which, its view tells.

    The circles that stops lie in are seen only from near.
    """
    legs, stops = scene.journey.legs, scene.journey.stops
    lines, stubs = scene.itinerary.leg_lines, scene.itinerary.leg_stubs
    shown = {_BORDER, _DISPUTED, *([_ACCURACY] if is_close_up else [])}
    shown |= {
        f"leg-{leg.path_basis}-{scene.leg_state(n)}" for n, leg in enumerate(legs) if lines[n]
    }
    shown |= {f"leg-unknown-{scene.leg_state(n)}" for n, _ in enumerate(legs) if stubs[n]}
    shown |= {f"stop-{scene.stop_state(n)}" for n in range(len(stops))}
    return _in_order(shown)


def marks_of_all(itinerary: Itinerary, shown: Iterable[str]) -> list[str]:
    """Return the marks that any moment, or the whole, needs in a view where `shown` are shown."""
    last, marks = len(itinerary.timeline.moments), set(shown)
    for number, (leg, span) in enumerate(
        zip(itinerary.journey.legs, itinerary.timeline.leg_spans, strict=True)
    ):
        looks = [leg.path_basis] if itinerary.leg_lines[number] else []
        looks += ["unknown"] if itinerary.leg_stubs[number] else []
        marks |= {f"leg-{look}-{state}" for look in looks for state in _states(span, last)}
    for span in itinerary.timeline.stop_spans:
        marks |= {f"stop-{state}" for state in _states(span, last)}
    return _in_order(marks)


def _states(span: Span, last: int) -> set[State]:
    """Return the states that something has at any moment up to the last."""
    return {span.state(moment) for moment in (0, span.begin, last) if moment <= last}


def marks_shown(drawing: Drawing) -> list[str]:
    """Return the marks that lie within the frame of a picture."""
    return _in_order(
        {
            *_of_legs(drawing.legs, drawing.frame),
            *_of_stops(drawing.stops, drawing.frame),
            *_of_ground(drawing.ground),
        }
    )


def _of_legs(legs: Iterable[DrawnLeg], frame: Box) -> Iterable[str]:
    for leg in legs:
        for look, strokes in ((leg.look, leg.lines), ("unknown", leg.stubs)):
            if any(_is_seen(stroke, frame) for stroke in strokes):
                yield f"leg-{look}-{leg.state}"


def _of_stops(stops: Iterable[DrawnStop], frame: Box) -> Iterable[str]:
    for stop in stops:
        if _is_seen([stop.at], frame):
            yield f"stop-{stop.state}"
            if stop.accuracy:
                yield _ACCURACY


def _of_ground(ground: BasemapPaths) -> Iterable[str]:
    if ground.borders:
        yield _BORDER
    if ground.disputed_borders:
        yield _DISPUTED


def _is_seen(places: Sequence[Place], frame: Box) -> bool:
    return any(frame.left <= x <= frame.right and frame.top <= y <= frame.bottom for x, y in places)


def _in_order(marks: set[str]) -> list[str]:
    return [mark for mark in _ORDER if mark in marks]

"""What a picture shows and its key must explain, as the key of the screen does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.look import leg_look
from routemap.timeline import State

if TYPE_CHECKING:
    from routemap.scene import Scene

_STATES = (State.VISITED, State.CURRENT, State.AHEAD)
_LOOKS = ("reported", "inferred", "unknown")
_ORDER = (
    *(f"leg-{look}-{state}" for state in _STATES for look in _LOOKS),
    *(f"stop-{state}" for state in _STATES),
    "border",
    "disputed_border",
)


def key_marks(scene: Scene) -> list[str]:
    """Return the marks by name, what the reader needs most first."""
    legs, stops = scene.journey.legs, scene.journey.stops
    lines, stubs = scene.route.leg_lines, scene.route.leg_stubs
    shown = {"border", "disputed_border"}
    shown |= {f"leg-{leg_look(leg)}-{scene.leg_state(n)}" for n, leg in enumerate(legs) if lines[n]}
    shown |= {f"leg-unknown-{scene.leg_state(n)}" for n, _ in enumerate(legs) if stubs[n]}
    shown |= {f"stop-{scene.stop_state(n)}" for n in range(len(stops))}
    return [mark for mark in _ORDER if mark in shown]

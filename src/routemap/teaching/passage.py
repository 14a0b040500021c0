"""The time between two moments, in which legs are travelled and nobody says where anyone was."""

from __future__ import annotations

from dataclasses import dataclass

from routemap.scene import Scene
from routemap.timeline import State


@dataclass(frozen=True)
class Passage(Scene):
    """Everything to be drawn between a moment (`number`) and the next.

    `is_done` tells whether the legs of the passage are shown as travelled or as still ahead.
    """

    is_done: bool = False

    @property
    def legs(self) -> tuple[int, ...]:
        """Return the numbers of the legs that are travelled until the next moment."""
        return tuple(
            number
            for number, span in enumerate(self.route.timeline.leg_spans)
            if span.state(self.number) != State.VISITED
            and span.state(self.number + 1) == State.VISITED
            and self.route.leg_distances[number].is_travel
        )

    @property
    def current_stop(self) -> int | None:
        """Return None: the journey is between stops."""
        return None

    def stop_state(self, stop: int) -> State:
        """Return the state of a stop: what the journey was at is left, and nothing new reached."""
        state = super().stop_state(stop)
        return State.VISITED if state == State.CURRENT else state

    def leg_state(self, leg: int) -> State:
        """Return the state of a leg."""
        if leg in self.legs:
            return State.VISITED if self.is_done else State.AHEAD
        return super().leg_state(leg)


def passage_after(scene: Scene) -> Passage | None:
    """Return the passage that follows a scene, None if no leg is travelled before the next."""
    if scene.number + 1 >= len(scene.route.timeline.moments):
        return None
    passage = Passage(scene.route, scene.number)
    return passage if passage.legs else None

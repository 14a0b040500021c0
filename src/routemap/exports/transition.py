"""The time between two moments that are told, in which legs are travelled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from routemap.model.itinerary import Scene
from routemap.model.timeline import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.tracks import Track


@dataclass(frozen=True)
class Transition(Scene):
    """Everything to be drawn between a moment (`number`) and a later one (`until`).

    `is_done` tells whether its legs are shown as travelled or as still ahead.
    """

    until: int
    is_done: bool = False

    @cached_property
    def legs(self) -> tuple[int, ...]:
        """Return the numbers of the legs that are travelled until the later moment."""
        return tuple(chain.from_iterable(self.legs_of_each))

    @cached_property
    def legs_of_each(self) -> tuple[tuple[int, ...], ...]:
        """Return the legs that each traveller travels until then, of those who travel any."""
        found = (tuple(self._legs_on(track)) for track in self.itinerary.tracks)
        return tuple(filter(None, found))

    def _legs_on(self, track: Track) -> Iterator[int]:
        # A leg is travelled when its end is reached, and no stop is reached before those ahead.
        begins, within = self.itinerary.begins, (track.stops.start + 1, track.stops.stop)
        first = bisect_left(begins, self.number + 1, *within)
        end = bisect_right(begins, self.until, *within)
        for stop in range(first, end):
            leg = track.leg_to(stop)
            if leg is not None and self.itinerary.leg_distances[leg].is_travel:
                yield leg

    @property
    def current_stop(self) -> int | None:
        """Return None: the journey is between stops."""
        return None

    def stop_state(self, stop: int) -> State:
        """Return the state of a stop: who travels has left it, nobody has reached the next yet."""
        state = super().stop_state(stop)
        after = self.itinerary.timeline.stop_spans[stop].state(self.until)
        return after if state == State.CURRENT else state

    def leg_state(self, leg: int) -> State:
        """Return the state of a leg."""
        if leg in self.legs:
            return State.VISITED if self.is_done else State.AHEAD
        return super().leg_state(leg)


def transition_between(scene: Scene, until: int) -> Transition | None:
    """Return the transition from a scene to a later moment, None if no leg is travelled by then."""
    transition = Transition(scene.itinerary, scene.number, until)
    return transition if transition.legs else None

"""The order of the stops by their ids, which events, legs and ways are held against."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from routemap.tables.excerpt import shown
from routemap.tables.folder import LOCATIONS
from routemap.tables.suggestion import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.tables.problems import Mend
    from routemap.tables.stops import StopRow

Ends = tuple[str, str]
"""A leg by the ids of its two stops."""


class StopIndex:
    """All stops in the order of travel."""

    def __init__(self, stops: Sequence[StopRow]) -> None:
        self._stops = {stop.id: stop for stop in stops}
        self._choices = Choices(self._stops)
        self._following = {start.id: end.id for start, end in pairwise(stops)}

    def stop(self, stop_id: str) -> StopRow:
        """Return the stop with this id."""
        return self._stops[stop_id]

    def why_not_a_stop(self, stop_id: str) -> tuple[str, Mend] | None:
        """Return what is wrong with the id of a stop and how to mend it, or None."""
        if stop_id in self._stops:
            return None
        mend = partial(self._what_was_meant, stop_id)
        return (f"{shown(stop_id)} is not the id of a stop in {LOCATIONS}", mend)

    def _what_was_meant(self, stop_id: str) -> str:
        return self._choices.did_you_mean(stop_id, f"the stops are {self._choices.listed}")

    def why_not_a_leg(self, ends: Ends) -> tuple[str, str, Mend] | None:
        """Return the column, what is wrong with the ends of a leg and how to mend it, or None."""
        start, end = ends
        for column, stop_id in (("from", start), ("to", end)):
            wrong = self.why_not_a_stop(stop_id)
            if wrong:
                return (column, *wrong)
        following = self._following.get(start)
        if following == end:
            return None
        what = f"{shown(end)} is not the stop after {shown(start)}"
        if self._following.get(end) == start:
            return ("to", f"{what} but the one before it", "write them in the order of travel")
        if following:
            return ("to", what, f"that is {shown(following)}")
        return ("to", what, "no stop follows it, so take the leg away")

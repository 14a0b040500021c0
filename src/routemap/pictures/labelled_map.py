"""The map of one fit, with labelled stops: what it shows, and what it loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from routemap.basemap.basemap import Basemap
from routemap.model.timeline import State
from routemap.pictures.clip import is_inside
from routemap.pictures.drawing import DrawnLeg, DrawnStop
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.labels import StopLabels
from routemap.pictures.lines import Stroke
from routemap.pictures.names import Naming
from routemap.pictures.route import stop_mark
from routemap.pictures.view import Box, View

# A route drawn half as large is as bad as the loss of a seventh of all names, one a fifth smaller
# as that of a fiftieth: this, times the square of what it is smaller by.
_SMALLER_COSTS = 0.6


@dataclass(frozen=True)
class LabelledMap:
    """The map of one fit, with labelled stops."""

    view: View
    legend_box: Box | None
    locator_box: Box | None
    basemap: Basemap
    legs: tuple[DrawnLeg, ...]
    stops: tuple[DrawnStop, ...]
    collisions: CollisionIndex
    labels: StopLabels
    naming: Naming
    north: Stroke | None
    share: float

    @property
    def loss(self) -> tuple[bool, int, float]:
        """Return whether the current stop has no label, how many lie beneath, what part has none.

        A disc beneath others has lost its number, and mostly its name. To draw the route smaller
        is a loss, too.
        """
        left_out = self.labels.left_out
        beneath = sum(stop.is_beneath for stop in self.stops)
        lost = len(left_out) / len(self.stops) + _SMALLER_COSTS * (1 - self.share) ** 2
        is_current_lost = any(self.stops[n].state == State.CURRENT for n in left_out)
        return is_current_lost, beneath, lost

    def marks(self, unit: float) -> Iterator[Box]:
        """Yield the boxes of what may stand beyond the edge of the map."""
        yield from (text.box for text in (*self.labels.texts, *self.labels.counts))
        for stop in self.stops:
            if is_inside(self.view.frame, stop.at):
                yield stop_mark(stop, unit).box
        if self.locator_box:
            yield self.locator_box
        yield from (Box(*at, *at) for at in self.north or ())

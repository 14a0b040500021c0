"""What is hard to believe of annotations: dates that nothing has, places far from the route."""

from __future__ import annotations

from routemap.geo.extent import Extent, extent_of, unrolled
from routemap.model.annotations import annotation_span
from routemap.model.journey import Annotation, Journey
from routemap.model.timeline import build_timeline
from routemap.tables.problems import ProblemLog, shown

# In degrees, and in parts of the route's longer side: so far beyond it a map may show a place.
_LEAST_BEYOND, _BEYOND = 2.0, 1.0


def check_annotations(journey: Journey, problems: ProblemLog) -> None:
    """Warn of annotations that no map of the whole route shows."""
    if not journey.annotations:
        return
    timeline = build_timeline(journey)
    near = _near(journey)
    for each in journey.annotations:
        begin, end = annotation_span(each, timeline)
        if each.date and begin == end:
            what = f"no moment is dated {shown(each.date.edtf)}, so this is never on the map"
            hint = "write the date of a stop or an event, a longer time, or nothing for always"
            problems.warning(each.row, "date", what, hint)
        if not near.holds((each.latitude, unrolled(each.longitude, near))):
            what = f"{_place(each)} lies far from the route, so no map of it shows this"
            problems.warning(each.row, "latitude", what, "check both numbers, and their order")


def _near(journey: Journey) -> Extent:
    """Return the box round the stops, and what a map may show beyond it."""
    south, west, north, east = extent_of(stop.position for stop in journey.stops)
    beyond = max(_LEAST_BEYOND, _BEYOND * max(north - south, east - west))
    return Extent(south - beyond, west - beyond, north + beyond, east + beyond)


def _place(annotation: Annotation) -> str:
    return f"{annotation.latitude:g}, {annotation.longitude:g}"

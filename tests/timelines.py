"""Short ways to make a timeline and to say what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from any_journey import journey_of
from routemap.i18n.dates import moment_phrase
from routemap.model.journey import Event, Stop
from routemap.model.timeline import Span, Timeline, build_timeline


def timeline_of(*stops: Stop, events: tuple[Event, ...] = ()) -> Timeline:
    return build_timeline(journey_of(*stops, events=events))


def ids(timeline: Timeline) -> list[str]:
    return [moment.id for moment in timeline.moments]


def words(timeline: Timeline) -> list[str]:
    return [moment_phrase(moment, "en").text for moment in timeline.moments]


def day_of(moment_id: str) -> str:
    return moment_id.partition("@")[0]


def states(spans: Sequence[Span], timeline: Timeline) -> list[str]:
    """The states of all spans at each moment, by their first letters: "v c a"."""
    return [
        " ".join(span.state(moment)[0] for span in spans) for moment in range(len(timeline.moments))
    ]

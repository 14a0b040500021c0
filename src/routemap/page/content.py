"""What the map in the browser needs to know of a journey: sent once, for all its moments."""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from typing import Any

from routemap.declutter import ends, is_long, least_zooms
from routemap.geo.scale import NORTH_END
from routemap.i18n.catalog import translate
from routemap.i18n.dates import Length, moment_label, shared_year, stop_date
from routemap.i18n.languages import told_language
from routemap.i18n.numbers import degrees_text, distance_text
from routemap.model.edtf_dates import Day
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Phrase, Stop
from routemap.model.meetings import meetings
from routemap.model.timeline import State
from routemap.model.tracks import Track
from routemap.page.travellers import shown_travellers
from routemap.page.web_route import Line, web_route

# Of degrees: 6 decimals are 0.1 m, 4 are 11 m, enough between the ends of a long line.
_DECIMALS, _LINE_DECIMALS = 6, 4
_SHAPE_DECIMALS = 4
# Degrees. A route that is smaller is looked at so closely that its lines need no less.
_CLOSE = 0.5
_WORDS = ("zoom_in", "zoom_out", "full_screen", "full_screen_leave", "share_copied")
_SCALE_WORDS = ("length_at_north", "length_at_south", "length_at_equator")


def map_content(itinerary: Itinerary, language: str) -> dict[str, Any]:
    """Return stops, legs and moments, with the two numbers from which each state follows.

    Positions are (latitude, longitude) in degrees; a span is [begin, end] as in `timeline.Span`.
    All text is plain: the script sets it as text, never as markup. Members that would be 0 or
    empty are left out: of a stop `beyond` (words for one nearer to a pole than the map goes),
    `accuracy_km` and `zoom` (the least at which it stands); of a leg `shared`. `joined` are the
    first leg and the one after the last of each group that is drawn as one line. Where several
    travel, there are `travellers` and the stops that are their `ends`, each stop has its `mark`,
    stops and legs have the number of their `traveller` from 0, and stops at which several are
    together have the same number `met`.
    """
    journey, timeline, route = itinerary.journey, itinerary.timeline, web_route(itinerary)
    extent = route.extent
    is_close = max(extent.north - extent.south, extent.east - extent.west) < _CLOSE
    decimals = _DECIMALS if is_close else _LINE_DECIMALS
    year = shared_year(timeline.moments)
    several = shown_travellers(itinerary, language)
    groups = meetings(itinerary, range(len(journey.stops)))
    met = {stop: group for group, each in enumerate(groups, 1) for stop in each}
    return {
        "language": language,
        "told_language": told_language(itinerary, language),
        "is_long": is_long(journey),
        "extent": [round(degrees, _DECIMALS) for degrees in extent],
        "moments": [
            {
                "id": moment.id,
                "day": _day_number(moment.date.sort_day) if moment.date else None,
                **_text(moment_label(moment, language)),
            }
            for moment in timeline.moments
        ],
        "stops": [
            {
                "id": stop.id,
                "at": [round(degrees, _DECIMALS) for degrees in position],
                "span": list(span),
                "name": _text(stop.name.in_language(language)),
                "date": _text(stop_date(stop, language, Length.SHORT, without_year=year)),
                **_given(
                    beyond=_beyond(stop, language),
                    accuracy_km=None if _is_beyond(stop) else stop.accuracy_km,
                    zoom=zoom,
                    mark=itinerary.mark(number) if several else "",
                    traveller=itinerary.track_of(number).number,
                    met=met.get(number),
                ),
            }
            for number, (stop, position, span, zoom) in enumerate(
                zip(
                    journey.stops,
                    route.stop_positions,
                    timeline.stop_spans,
                    least_zooms(itinerary),
                    strict=True,
                )
            )
        ],
        "legs": [
            {
                "span": list(span),
                "look": leg.path_basis,
                "lines": [_positions(line, decimals) for line in lines],
                "stub": [_positions(line, decimals) for line in stub],
                "text": _leg_text(number, itinerary, language),
                **_given(
                    shared=_shared((*lines, *stub)),
                    traveller=_track_of_leg(itinerary, number).number,
                ),
            }
            for number, (leg, lines, stub, span) in enumerate(
                zip(
                    journey.legs,
                    route.leg_lines,
                    route.leg_stubs,
                    timeline.leg_spans,
                    strict=True,
                )
            )
        ],
        **_given(
            travellers=[
                {
                    "id": each.id,
                    "look": each.look,
                    "path": each.path,
                    "reach": round(each.reach, _SHAPE_DECIMALS),
                    "half_width": round(each.half_width, _SHAPE_DECIMALS),
                    **_text(each.name),
                }
                for each in several
            ],
            ends=several and ends(itinerary),
        ),
        "joined": [
            [group.start, group.stop]
            for group in (route.joined_legs if is_long(journey) else ())
            if len(group) > 1
        ],
        "words": {
            **{state.value: translate(language, f"state_{state}") for state in State},
            **{key: translate(language, key) for key in _WORDS},
            **{
                key: translate(language, key, length="{length}", latitude="{latitude}")
                for key in _SCALE_WORDS
            },
            "kilometres": translate(language, "km", number="{number}"),
            "metres": translate(language, "m", number="{number}"),
            "share_failed": translate(language, "share_failed", address="{address}"),
            "legend_dots": translate(language, "legend_dots", number="{number}"),
            "stop_of_several": translate(language, "stop_of_several", number="{number}"),
        },
    }


def _is_beyond(stop: Stop) -> bool:
    return abs(stop.latitude) > NORTH_END


def _beyond(stop: Stop, language: str) -> dict[str, str] | None:
    """Return what is said of a stop that stands at the map's edge, for the map ends before it."""
    if not _is_beyond(stop):
        return None
    key = "beyond_edge_north" if stop.latitude > 0 else "beyond_edge_south"
    latitude = degrees_text(abs(stop.latitude), language)
    return {"text": translate(language, key, latitude=latitude), "lang": language}


def _day_number(day: Day) -> int:
    """Return a day as one number that grows with time, as jump.js reads one that is typed."""
    return day.year * 10_000 + day.month * 100 + day.day


def _track_of_leg(itinerary: Itinerary, leg: int) -> Track:
    start, _ = itinerary.leg_ends(leg)
    return itinerary.track_of(start)


def _leg_text(number: int, itinerary: Itinerary, language: str) -> str:
    ends = itinerary.leg_ends(number)
    start, end = (itinerary.journey.stops[stop] for stop in ends)
    names = f"{start.name.in_language(language).text} – {end.name.in_language(language).text}"
    if itinerary.is_shared:
        names += f", {_track_of_leg(itinerary, number).name.in_language(language).text}"
    # The numbers come first: they tell which leg was clicked, whatever the names.
    distance = distance_text(itinerary.leg_distances[number], language)
    return f"{'–'.join(map(itinerary.mark, ends))} {names}: {distance}"


def _given(**members: object) -> dict[str, object]:
    return {name: value for name, value in members.items() if value}


def _shared(lines: tuple[Line, ...]) -> list[list[int]]:
    """Return the shared segments of a leg: [line, first point, last point, lane].

    Lines count from 0, the leg's stub after them; the lane of a leg that runs against the direction
    of the first is negative.
    """
    found = []
    for number, segments in enumerate(lines):
        ends = accumulate((len(segment.points) - 1 for segment in segments), initial=0)
        for segment, (first, last) in zip(segments, pairwise(ends), strict=True):
            if segment.lane:
                lane = segment.lane if segment.is_forward else -segment.lane
                found.append([number, first, last, lane])
    return found


def _positions(line: Line, decimals: int) -> list[list[float]]:
    first, *others = (segment.points for segment in line)
    points = (*first, *chain.from_iterable(other[1:] for other in others))
    ends = {0, len(points) - 1}
    return [
        [round(degrees, _DECIMALS if number in ends else decimals) for degrees in point]
        for number, point in enumerate(points)
    ]


def _text(phrase: Phrase) -> dict[str, str]:
    return {"text": phrase.text, "lang": phrase.language}

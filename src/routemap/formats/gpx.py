"""A journey as GPX 1.1, for navigation devices and apps of walkers: places, order and ways.

GPX knows points in time, and neither days nor spans: a `time` is written only where the tables give
a time of day with its zone. Dates are in the comments, in words. `gpx_reader` reads such files.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from routemap import __version__
from routemap.formats.drawn_legs import leg_lines, way_licences
from routemap.formats.xml import add, add_text, xml_bytes
from routemap.geo import Point
from routemap.i18n.catalog import supported_language
from routemap.i18n.credits import way_credits
from routemap.i18n.dates import Length, stop_date
from routemap.i18n.numbers import distance_text
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Stop
from routemap.model.tracks import Track

NAMESPACE = "http://www.topografix.com/GPX/1/1"
CREATOR = "routemap"
"""The program that a file of ours names, before its version."""
_DECIMALS = 6
_FRACTION = re.compile(r"\.\d+")  # of a second, which no table has


# Writing -----------------------------------------------------------------------------------------


def gpx(itinerary: Itinerary) -> bytes:
    """Return the journey as a GPX document in UTF-8."""
    root = Element("gpx", xmlns=NAMESPACE, version="1.1", creator=f"{CREATOR} {__version__}")
    _metadata(root, itinerary)
    stops = itinerary.journey.stops
    for number, stop in enumerate(stops):
        _stop(root, "wpt", stop, itinerary.mark(number), itinerary)
    for track in itinerary.tracks:
        route = add(root, "rte")
        add_text(route, "name", _route_name(track, itinerary))
        for number in track.stops:
            _stop(route, "rtept", stops[number], itinerary.mark(number), itinerary)
    for number in range(len(itinerary.journey.legs)):
        _leg(root, itinerary, number)
    return xml_bytes(root)


def _metadata(root: Element, itinerary: Itinerary) -> None:
    journey = itinerary.journey
    metadata = add(root, "metadata")
    add_text(metadata, "name", journey.title.original.text)
    about = (journey.subtitle.original.text, journey.report_note.original.text, journey.licence)
    add_text(metadata, "desc", ". ".join(filter(None, about)))
    if journey.credit:
        add_text(add(metadata, "author"), "name", journey.credit.original.text)
    licences = [(name, address) for name, address in way_licences(journey) if address]
    if licences:
        # That of the drawn ways: GPX has one licence per file.
        owner = " · ".join(way_credits(journey)) or licences[0][0]
        add_text(add(metadata, "copyright", author=owner), "license", licences[0][1])


def _route_name(track: Track, itinerary: Itinerary) -> str:
    """Return the journey's title, or the traveller's name if there are several."""
    if itinerary.is_shared:
        return track.name.original.text
    return itinerary.journey.title.original.text


def _stop(parent: Element, tag: str, stop: Stop, mark: str, itinerary: Itinerary) -> None:
    language = supported_language(itinerary.journey.language)
    point = _point(parent, tag, stop.position)
    add_text(point, "time", _instant(stop.arrival))
    add_text(point, "name", f"{mark} {stop.name.original.text}")
    add_text(point, "cmt", stop_date(stop, language, Length.LONG).text)
    add_text(point, "desc", stop.note.original.text)
    add_text(point, "src", " ".join(f"[{mark}]" for mark in stop.references))
    add_text(point, "type", "stop")


def _leg(root: Element, itinerary: Itinerary, number: int) -> None:
    lines = leg_lines(itinerary, number)
    if not lines:
        return
    journey = itinerary.journey
    leg = journey.legs[number]
    track = add(root, "trk")
    start, end = (journey.stops[stop].name.original.text for stop in itinerary.leg_ends(number))
    name = f"{start} – {end}"
    if itinerary.is_shared:
        traveller = itinerary.track_of(itinerary.leg_ends(number)[0]).name.original.text
        name = f"{traveller}: {name}"
    add_text(track, "name", name)
    language = supported_language(journey.language)
    add_text(track, "cmt", distance_text(itinerary.leg_distances[number], language))
    add_text(track, "desc", leg.note.original.text)
    add_text(track, "src", leg.geometry.source if leg.geometry else "")
    add_text(track, "number", str(number + 1))
    add_text(track, "type", leg.mode)
    for line in lines:
        segment = add(track, "trkseg")
        for point in line:
            _point(segment, "trkpt", point)


def _instant(date: EdtfDate | None) -> str:
    """Return a point in time as GPX has it, "" unless the tables know it to the second."""
    if date is None or not date.time or date.has_local_time or date.is_uncertain:
        return ""
    return "" if date.is_approximate else date.edtf


def _point(parent: Element, tag: str, position: Point) -> Element:
    latitude, longitude = (f"{round(degrees, _DECIMALS)}" for degrees in position)
    return add(parent, tag, lat=latitude, lon=longitude)

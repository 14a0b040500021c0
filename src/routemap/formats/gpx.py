"""A journey as GPX 1.1, for navigation devices and apps of walkers: places, order and ways.

GPX knows points of time, and neither days nor spans: a `time` stands only where the tables give a
time of day with its zone. Dates stand in the comments, in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap import __version__
from routemap.formats.licences import way_licences
from routemap.formats.xml import XmlWriter
from routemap.geo.antimeridian import split_at_date_line
from routemap.i18n.catalog import supported_language
from routemap.i18n.credits import way_credits
from routemap.i18n.dates import Length, stop_date
from routemap.i18n.numbers import distance_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

    from routemap.model.edtf import EdtfDate
    from routemap.model.itinerary import Itinerary
    from routemap.model.journey import Point, Stop

NAMESPACE = "http://www.topografix.com/GPX/1/1"
_XML = XmlWriter(NAMESPACE)
_DECIMALS = 6


def gpx(itinerary: Itinerary) -> bytes:
    """Return the journey as a GPX document in UTF-8."""
    root = _XML.root("gpx", version="1.1", creator=f"routemap {__version__}")
    _metadata(root, itinerary)
    stops = itinerary.journey.stops
    for number, stop in enumerate(stops, 1):
        _stop(root, "wpt", stop, number, itinerary)
    way = _XML.child(root, "rte")
    _XML.text(way, "name", itinerary.journey.title.original.text)
    for number, stop in enumerate(stops, 1):
        _stop(way, "rtept", stop, number, itinerary)
    for number in range(len(itinerary.journey.legs)):
        _leg(root, itinerary, number)
    return _XML.document(root)


def _metadata(root: Element, itinerary: Itinerary) -> None:
    journey = itinerary.journey
    metadata = _XML.child(root, "metadata")
    _XML.text(metadata, "name", journey.title.original.text)
    told = (journey.subtitle.original.text, journey.report_note.original.text, journey.licence)
    _XML.text(metadata, "desc", ". ".join(filter(None, told)))
    if journey.credit:
        _XML.text(_XML.child(metadata, "author"), "name", journey.credit.original.text)
    licences = [(name, address) for name, address in way_licences(journey) if address]
    if licences:
        # Of what is drawn: GPX has one licence a file.
        owner = " · ".join(way_credits(journey)) or licences[0][0]
        _XML.text(_XML.child(metadata, "copyright", author=owner), "license", licences[0][1])


def _stop(parent: Element, tag: str, stop: Stop, number: int, itinerary: Itinerary) -> None:
    language = supported_language(itinerary.journey.language)
    point = _point(parent, tag, stop.position)
    _XML.text(point, "time", _instant(stop.arrival))
    _XML.text(point, "name", f"{number} {stop.name.original.text}")
    _XML.text(point, "cmt", stop_date(stop, language, Length.LONG).text)
    _XML.text(point, "desc", stop.note.original.text)
    _XML.text(point, "src", " ".join(f"[{mark}]" for mark in stop.references))
    _XML.text(point, "type", "stop")


def _leg(root: Element, itinerary: Itinerary, number: int) -> None:
    journey = itinerary.journey
    way = journey.legs[number].geometry
    stub = (way.stub,) if way and way.stub else ()
    lines = [
        part for line in (*itinerary.leg_paths[number], *stub) for part in split_at_date_line(line)
    ]
    if not lines:
        return
    language = supported_language(journey.language)
    track = _XML.child(root, "trk")
    start, end = (stop.name.original.text for stop in journey.stops[number : number + 2])
    _XML.text(track, "name", f"{start} – {end}")
    _XML.text(track, "cmt", distance_text(itinerary.leg_distances[number], language))
    _XML.text(track, "desc", journey.legs[number].note.original.text)
    _XML.text(track, "src", way.source if way else "")
    _XML.text(track, "number", str(number + 1))
    _XML.text(track, "type", journey.legs[number].mode)
    for line in lines:
        _segment(track, line)


def _segment(track: Element, line: Iterable[Point]) -> None:
    segment = _XML.child(track, "trkseg")
    for point in line:
        _point(segment, "trkpt", point)


def _instant(date: EdtfDate | None) -> str:
    """Return a point of time as GPX has it, "" unless the tables know it to the second."""
    if date is None or not date.time or date.has_local_time or date.is_uncertain:
        return ""
    return "" if date.is_approximate else date.edtf


def _point(parent: Element, tag: str, position: Point) -> Element:
    latitude, longitude = (f"{round(degrees, _DECIMALS)}" for degrees in position)
    return _XML.child(parent, tag, lat=latitude, lon=longitude)

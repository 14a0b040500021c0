"""What stands in a KML placemark: its data, its times and its coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from routemap.formats.features import POSITION_COLUMNS
from routemap.formats.imported import refuse_many_positions
from routemap.formats.xml import number_in, text_of
from routemap.tables.cells import Cells
from routemap.tables.limits import MOST_POSITIONS

_WORD = re.compile(r"\S+")
_NUMBERS = 3  # longitude, latitude, altitude


def data_cells(feature: Element | None) -> Cells:
    """Return the `ExtendedData` of an element by name: typed, untyped, or elements of others."""
    cells: Cells = {}
    extended = feature.find("ExtendedData") if feature is not None else None
    for each in extended if extended is not None else ():
        if each.tag == "Data":
            cells[each.get("name", "")] = text_of(each, "value")
        elif each.tag == "SchemaData":
            cells |= {one.get("name", ""): text_of(one) for one in each.iter("SimpleData")}
        else:
            cells[each.tag] = " ".join(" ".join(each.itertext()).split())
    return cells


def own_elements(placemark: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names that are not within each other or in a placemark in it.

    KML has no nested placemarks; a hostile file of them would have each element scanned many times.
    """
    ahead = list(reversed(placemark))
    while ahead:
        element = ahead.pop()
        if element.tag in names:
            yield element
        elif element.tag != "Placemark":
            ahead += reversed(element)


def times(placemark: Element) -> tuple[str, str]:
    """Return when something began and ended, as the file writes it; the same for a moment."""
    when = text_of(placemark.find("TimeStamp"), "when")
    if when:
        return when, when
    span = placemark.find("TimeSpan")
    begin, end = text_of(span, "begin"), text_of(span, "end")
    return (begin, end) if begin or not end else (f"../{end}", "")


def position_of(placemark: Element) -> Cells:
    """Return latitude and longitude of the first point, empty if there is none."""
    for point in own_elements(placemark, "Point"):
        for place in positions(text_of(point, "coordinates")):
            if isinstance(place, list):
                longitude, latitude = (f"{degrees:.10g}" for degrees in place[:2])
                return dict(zip(POSITION_COLUMNS, (latitude, longitude), strict=True))
    return {}


def line_of(element: Element, name: str) -> list[list[float] | str]:
    """Return the places of a line; raises ForeignFileError if there are too many."""
    places = positions(text_of(element, "coordinates"))
    line = list(islice(places, MOST_POSITIONS + 1))
    refuse_many_positions(len(line), name)
    return line


def positions(text: str) -> Iterator[list[float] | str]:
    """Yield the places of a text: longitude, latitude, and altitude where there is one.

    A place that cannot be read comes as its text.
    """
    for place in _WORD.finditer(text):
        yield position_in(place[0].split(",", _NUMBERS)[:_NUMBERS]) or place[0]


def position_in(numbers: list[str]) -> list[float] | None:
    """Return longitude, latitude and altitude in texts, None if the first two are no numbers."""
    found = [number_in(each) for each in numbers]
    known = [each for each in found if each is not None]
    return known if len(known) > 1 and None not in found[:2] else None

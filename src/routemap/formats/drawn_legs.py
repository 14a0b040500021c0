"""The legs of a journey as lines for other programs, and the licences of these lines."""

from __future__ import annotations

from routemap.geo import Point
from routemap.geo.antimeridian import split_at_date_line
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Journey

_ODBL_ADDRESS = "https://opendatacommons.org/licenses/odbl/1-0/"


def leg_lines(itinerary: Itinerary, number: int) -> list[list[Point]]:
    """Return the lines of a leg, its stub last, cut at ±180°; none for a stay."""
    way = itinerary.journey.legs[number].geometry
    stub = (way.stub,) if way and way.stub else ()
    lines = (*itinerary.leg_paths[number], *stub)
    return [part for line in lines for part in split_at_date_line(line)]


def way_licences(journey: Journey) -> tuple[tuple[str, str], ...]:
    """Return each licence once, with the address of its text if the licence requires it, or ""."""
    geometries = (leg.geometry for leg in journey.legs if leg.geometry)
    names = dict.fromkeys(each.licence for each in geometries if each.licence)
    return tuple((name, _ODBL_ADDRESS if name.startswith("ODbL") else "") for name in names)

"""A journey as data for other programs, one file a format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from routemap.formats.geojson import geojson
from routemap.formats.gpx import gpx
from routemap.formats.kml import kml
from routemap.formats.lpf import lpf
from routemap.model.itinerary import build_itinerary
from routemap.tables.ids import slug
from routemap.tables.writer import stops_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.model.itinerary import Itinerary


class DataFormat(NamedTuple):
    """How a format is written, its media type, and what of a journey it has no place for."""

    media_type: str
    write: Callable[[Itinerary], bytes]
    lost: tuple[str, ...]


def _csv(itinerary: Itinerary) -> bytes:
    return stops_table(itinerary.journey, is_formula_safe=False).encode()


DATA_FORMATS = {
    "geojson": DataFormat("application/geo+json", geojson, ("lesson",)),
    "kml": DataFormat("application/vnd.google-earth.kml+xml", kml, ("lesson",)),
    "gpx": DataFormat(
        "application/gpx+xml",
        gpx,
        ("spans of dates", "certainty", "events", "translations", "sources", "lesson"),
    ),
    "csv": DataFormat("text/csv; charset=utf-8", _csv, ("events", "ways", "sources", "lesson")),
    "lpf.json": DataFormat("application/geo+json", lpf, ("events", "ways", "lesson")),
}
"""Formats by the ending of their files."""


FORMULA_SAFE = "csv"
"""The one format of which there is a formula-safe edition."""


def formula_safe_csv(itinerary: Itinerary) -> bytes:
    """Return the table of stops with an apostrophe before all that spreadsheets would calculate."""
    return stops_table(itinerary.journey, is_formula_safe=True).encode()


def plain_itinerary(itinerary: Itinerary) -> Itinerary:
    """Return the same journey without its drawn ways: each leg is the shortest line.

    Nothing of another's database is then in what is written, and no licence comes with it.
    """
    legs = tuple(replace(leg, geometry=None) for leg in itinerary.journey.legs)
    return build_itinerary(replace(itinerary.journey, legs=legs))


def file_stem(itinerary: Itinerary) -> str:
    """Return a file name without its ending, made from the title: "kim-jong-uns-train-to-russia".

    "journey" where the title has few Latin letters: not every system writes all others.
    """
    return slug(itinerary.journey.title.original.text) or "journey"

"""Names of countries and places on the map where each can be written."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import shapely

from geography.natural_earth import Feature

CURATED = Path(__file__).with_name("countries_curated.csv")
LANGUAGES = ("en", "ko", "ru")
CELL = 10
"""Degrees: a country has a place for its name in each cell of this size that it fills."""
LEAST_ROOM = 0.45
"""Degrees from the place to the nearest border, less and the cell is not filled."""
MOST_MIN_LABEL = 7
"""Natural Earth's zoom beyond which a name is that of a bank, a glacier or a strip of land."""


class Place(NamedTuple):
    """Where a name can stand: longitude, latitude, room round it, all in degrees."""

    longitude: float
    latitude: float
    room: float


class Country(NamedTuple):
    """Names in each language, least zoom, and places, Natural Earth's own first."""

    names: dict[str, str]
    min_zoom: float
    places: list[Place]


def read_countries(features: Iterable[Feature]) -> list[Country]:
    """Return the countries, the most important first."""
    curated = {
        row["code"]: {language: row[language] for language in LANGUAGES}
        for row in csv.DictReader(CURATED.read_text(encoding="utf-8").splitlines())
    }
    wanted = [each for each in features if each.attributes["MIN_LABEL"] < MOST_MIN_LABEL]
    wanted.sort(key=lambda each: (each.attributes["MIN_LABEL"], each.attributes["ADM0_A3"]))
    return [
        Country(
            curated.get(attributes["ADM0_A3"]) or _names(attributes),
            attributes["MIN_LABEL"],
            _places(country, attributes),
        )
        for country, attributes in wanted
    ]


def _names(attributes: dict[str, str]) -> dict[str, str]:
    short = attributes["NAME"]
    english = attributes["NAME_LONG"] if "." in short else short
    return {"en": english, "ko": attributes["NAME_KO"], "ru": attributes["NAME_RU"]}


def _places(country: shapely.Geometry, attributes: dict[str, float]) -> list[Place]:
    own = shapely.Point(attributes["LABEL_X"], attributes["LABEL_Y"])
    room = own.distance(shapely.boundary(country)) if country.contains(own) else 0.0
    places = [Place(own.x, own.y, room)]
    west, south, east, north = country.bounds
    for column in range(int(west // CELL), int(east // CELL) + 1):
        for row in range(int(south // CELL), int(north // CELL) + 1):
            cell = shapely.box(column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL)
            part = shapely.intersection(country, cell)
            if part.area < LEAST_ROOM**2:
                continue
            radius = shapely.maximum_inscribed_circle(part, tolerance=0.1)
            if radius.length >= LEAST_ROOM:
                x, y = radius.coords[0]
                places.append(Place(x, y, radius.length))
    return places

"""Names of countries and places on the map where each can be written."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import shapely

from geography.natural_earth import CODE, Feature

CURATED = Path(__file__).with_name("countries_curated.csv")
LANGUAGES = ("en", "ko", "ru", "de", "fr", "es")
"""In the order of `routemap.i18n.catalog`, by which the maps find a name among several."""
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
    """Code, names in each language, least zoom, and places, Natural Earth's own first."""

    code: str
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
    wanted.sort(key=lambda each: (each.attributes["MIN_LABEL"], -each.shape.area))
    return [
        Country(
            attributes[CODE],
            _names(attributes, curated.get(attributes[CODE], {})),
            attributes["MIN_LABEL"],
            _places(country, attributes),
        )
        for country, attributes in wanted
    ]


def _names(attributes: dict[str, str], curated: dict[str, str]) -> dict[str, str]:
    """Return the curated names, and where there is none that of Natural Earth."""
    short = attributes["NAME"]
    english = attributes["NAME_LONG"] if "." in short else short
    given = {language: attributes[f"NAME_{language.upper()}"] for language in LANGUAGES}
    names = given | {"en": english}
    return {
        language: curated.get(language) or _capitalised(name) for language, name in names.items()
    }


def _capitalised(name: str) -> str:
    """Begin a name with a capital, which "eSwatini" has within."""
    return name if any(map(str.isupper, name[:2])) else f"{name[:1].upper()}{name[1:]}"


def _places(country: shapely.Geometry, attributes: dict[str, float]) -> list[Place]:
    border = shapely.boundary(country)
    shapely.prepare(border)

    def place(x: float, y: float) -> Place:
        point = shapely.Point(x, y)
        return Place(x, y, point.distance(border) if country.contains(point) else 0.0)

    places = [place(attributes["LABEL_X"], attributes["LABEL_Y"])]
    west, south, east, north = country.bounds
    for column in range(int(west // CELL), int(east // CELL) + 1):
        for row in range(int(south // CELL), int(north // CELL) + 1):
            cell = shapely.box(column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL)
            part = shapely.intersection(country, cell)
            if part.area < LEAST_ROOM**2:
                continue
            radius = shapely.maximum_inscribed_circle(part, tolerance=0.1)
            if radius.length >= LEAST_ROOM:
                places.append(place(*radius.coords[0]))
    return places

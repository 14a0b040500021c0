"""Choose towns of GeoNames, their names, and from which zoom each has room."""

import csv
import math
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import Point, box

from geography.countries import LANGUAGES
from geography.geonames import Kind, read_cities, read_countries, read_kinds
from geography.town_names import english, korean, russian

CURATED = Path(__file__).with_name("towns_curated.csv")
REGION = box(115, 34, 148, 58)
"""Where the shipped journey runs: smaller towns."""
ONLY_CURATED = {"KP"}
"""Here GeoNames has hamlets with the population of counties."""
NO_TOWNS = {"PPLF", "PPLH", "PPLL", "PPLQ", "PPLR", "PPLW", "PPLX"}
"""Farms, what is no more, hamlets, monasteries and parts of towns, by GeoNames' feature code."""
PREFECTURES_IN = {"CN"}
"""Here what only the later edition has is a prefecture, named beside its town."""
PART_KM = 25
"""What only the later edition has is a part of a town if a larger one is so near."""
KM_PER_DEGREE = 111.2

APART_PX = 90
"""Least distance of two towns on the screen when both are shown."""
LEAST_ZOOMS = ((3_000_000, 3.5), (800_000, 4.0), (180_000, 4.5), (50_000, 5.5), (0, 6.5))
"""Population from which a town may be shown at a zoom."""
MOST_ZOOM = 11.5
ZOOM_STEP = 0.5
SIZES = (4.0, 7.5)
"""Towns of one zoom are told apart by their size, between these powers of ten."""
PLACES = 500
"""To a degree: a town stands at the same place at every scale, to a tenth of a kilometre."""

City = dict[str, Any]


@dataclass(frozen=True)
class Town:
    """A town: where it is, from which zoom it is shown, what it is called.

    `names` is its English name, and what it is called in the others of `LANGUAGES`: None where
    that is as in English, "" where it has no name that its readers could read.
    """

    longitude: float
    latitude: float
    min_zoom: float
    names: tuple[str | None, ...]


def read_towns(wheel: bytes, by_language: bytes) -> list[Town]:
    """Return the towns to show, the most important first."""
    curated = _curated()
    everywhere, region = read_cities(wheel, 15000), read_cities(wheel, 500)
    kinds = read_kinds(by_language)
    capitals = {(code, each["capital"]) for code, each in read_countries(wheel).items()}
    parts = _parts(everywhere, kinds)
    chosen = {
        **{
            key: city
            for key, city in everywhere.items()
            if key in curated
            or not (city["countrycode"] in ONLY_CURATED or _is_no_town(city, kinds, parts))
        },
        **{
            key: city
            for key, city in region.items()
            if key in curated or (city["countrycode"] == "RU" and _in_region(city, least=2000))
        },
    }
    missing = curated.keys() - chosen.keys()
    if missing:
        raise ValueError(f"GeoNames no longer has {sorted(missing)}: mend {CURATED.name}")
    ranked = sorted(chosen.values(), key=lambda city: (-_weight(city, capitals), city["geonameid"]))
    room = _Room()
    return [
        Town(
            round(city["longitude"] * PLACES) / PLACES,
            round(city["latitude"] * PLACES) / PLACES,
            room.min_zoom(city, _weight(city, capitals)),
            curated.get(str(city["geonameid"]))
            or (english(city), korean(city), russian(city, kinds.get(str(city["geonameid"])))),
        )
        for city in ranked
    ]


def _curated() -> dict[str, tuple[str | None, ...]]:
    rows = csv.DictReader(CURATED.read_text(encoding="utf-8").splitlines())
    curated = {}
    for row in rows:
        names = [row[language] or None for language in LANGUAGES]
        while names[-1] is None:
            names.pop()
        curated[row["geonames_id"]] = tuple(names)
    return curated


def _is_no_town(city: City, kinds: dict[str, Kind], parts: Container[str]) -> bool:
    kind = kinds.get(str(city["geonameid"]))
    return kind.code in NO_TOWNS if kind else str(city["geonameid"]) in parts


def _parts(cities: dict[str, City], kinds: dict[str, Kind]) -> set[str]:
    """Return what only the later edition has and is a prefecture, or a part of a larger town."""
    cells: dict[tuple[int, int], list[City]] = defaultdict(list)
    for key, city in cities.items():
        if key in kinds and kinds[key].code not in NO_TOWNS:
            cells[_cell(city)].append(city)

    def is_part(city: City) -> bool:
        row, column = _cell(city)
        return any(
            other["population"] >= city["population"] and _km_between(city, other) < PART_KM
            for near_row in range(row - 1, row + 2)
            for near_column in range(column - 1, column + 2)
            for other in cells.get((near_row, near_column), ())
        )

    return {
        key
        for key, city in cities.items()
        if key not in kinds and (city["countrycode"] in PREFECTURES_IN or is_part(city))
    }


def _cell(city: City) -> tuple[int, int]:
    return math.floor(city["latitude"]), math.floor(city["longitude"])


def _km_between(one: City, other: City) -> float:
    aside = math.cos(math.radians(one["latitude"])) * (one["longitude"] - other["longitude"])
    return KM_PER_DEGREE * math.hypot(aside, one["latitude"] - other["latitude"])


def _in_region(city: City, least: int) -> bool:
    place = Point(city["longitude"], city["latitude"])
    return city["population"] >= least and bool(REGION.contains(place))


def _weight(city: City, capitals: set[tuple[str, str]]) -> int:
    is_capital = (city["countrycode"], city["name"]) in capitals
    return int(city["population"]) * (3 if is_capital else 1) + (200_000 if is_capital else 0)


class _Room:
    """Finds the least zoom at which a town stands clear of all more important ones."""

    def __init__(self) -> None:
        self._shown: dict[tuple[float, int, int], list[tuple[float, float]]] = defaultdict(list)

    def min_zoom(self, city: City, weight: int) -> float:
        x, y = _web_mercator(city["longitude"], city["latitude"])
        zoom = next(least for population, least in LEAST_ZOOMS if weight >= population)
        while zoom < MOST_ZOOM and not self._is_free(zoom, x, y):
            zoom += ZOOM_STEP
        for later in range(round(zoom / ZOOM_STEP), round(MOST_ZOOM / ZOOM_STEP) + 1):
            self._shown[self._cell(later * ZOOM_STEP, x, y)].append((x, y))
        return round(zoom + _by_size(weight), 2)

    def _is_free(self, zoom: float, x: float, y: float) -> bool:
        apart = APART_PX / (256 * 2**zoom)
        _, column, row = self._cell(zoom, x, y)
        return not any(
            math.hypot(x - other_x, y - other_y) < apart
            for near_column in range(column - 1, column + 2)
            for near_row in range(row - 1, row + 2)
            for other_x, other_y in self._shown.get((zoom, near_column, near_row), ())
        )

    @staticmethod
    def _cell(zoom: float, x: float, y: float) -> tuple[float, int, int]:
        apart = APART_PX / (256 * 2**zoom)
        return zoom, int(x / apart), int(y / apart)


def _by_size(weight: int) -> float:
    """Return by how much a town comes later than a larger one of the same step of zoom."""
    low, high = SIZES
    size = min(max(math.log10(max(weight, 1)), low), high)
    return ZOOM_STEP * 0.8 * ((high - size) / (high - low) - 0.5)


def _web_mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a position on the web map, its width and height 1."""
    sine = math.sin(math.radians(latitude))
    return (longitude + 180) / 360, 0.5 - math.atanh(sine) / (2 * math.pi)

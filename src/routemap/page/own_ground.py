"""An author's own basemap as the browser needs it: shapes, looks, and the picture of a map."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import lru_cache
from math import sqrt
from typing import Any

from PIL import Image, ImageOps

from routemap.geo import Point
from routemap.geo.scale import web_mercator, web_position
from routemap.look import (
    FAR_ZOOM,
    GROUND_CASING,
    GROUND_EDGE,
    GROUND_LOOKS,
    MARKS,
    NEAR_ZOOM,
)
from routemap.model.own_basemap import GroundImage, ImageProjection, OwnBasemap
from routemap.page.assets import Asset, make_asset
from routemap.tables.limits import MOST_IMAGE_PIXELS

UNITS = 1_000_000
"""To a degree: 11 cm, less than a pixel at the deepest zoom."""
MOST_MAILED_PIXELS = 3_000_000
"""Of a picture that is held by a page, which must stay light enough to mail."""
_JPEG_QUALITY, _WEBP_QUALITY = 85, 85
# Rows that are stretched evenly from one projection into the other.
_STRIP = 8
_NORTH_END = 85.0511


def own_ground_settings(
    own: OwnBasemap, language: str, image_address: Callable[[GroundImage], str]
) -> dict[str, Any] | None:
    """Return what the script needs to draw an author's own basemap, None if there is none.

    Positions are whole millionths of a degree, longitude first, each after the first as the step
    from the one before. All text is plain.
    """
    if not own:
        return None
    return {
        "units": UNITS,
        "draws_ground": own.draws_ground,
        "shapes": [
            {
                "kind": shape.kind,
                "form": shape.form,
                "name": shape.name.in_language(language).text,
                "lines": [_steps(line) for line in shape.lines],
            }
            for shape in own.shapes
        ],
        "image": own.image and _image_settings(own.image, image_address(own.image)),
        "looks": {
            kind: {name: value for name, value in asdict(look).items() if value}
            for kind, look in GROUND_LOOKS.items()
        },
        "far_zoom": FAR_ZOOM,
        "near_zoom": NEAR_ZOOM,
        "edge": GROUND_EDGE,
        "casing": GROUND_CASING,
        "border_opacity": MARKS.border_opacity,
    }


def _image_settings(image: GroundImage, address: str) -> dict[str, Any]:
    south, west, north, east = image.extent
    ends = [_within_web_map(south), west, _within_web_map(north), east]
    return {"address": address, "extent": ends, "opacity": image.opacity}


def _steps(line: Iterable[Point]) -> list[int]:
    steps: list[int] = []
    x = y = 0
    for latitude, longitude in line:
        to_x, to_y = round(longitude * UNITS), round(latitude * UNITS)
        if not steps or (to_x, to_y) != (x, y):
            steps += (to_x - x, to_y - y)
        x, y = to_x, to_y
    return steps


def _within_web_map(latitude: float) -> float:
    return min(max(latitude, -_NORTH_END), _NORTH_END)


@lru_cache(maxsize=8)
def own_map_asset(image: GroundImage, most_pixels: int = MOST_IMAGE_PIXELS) -> Asset:
    """Return the picture of a map in Web Mercator, upright and without its maker's notes.

    It is a JPEG, or WebP if anything shows through it.
    """
    with Image.open(io.BytesIO(image.content)) as opened:
        upright = ImageOps.exif_transpose(opened)
        has_alpha = upright.has_transparency_data
        source = upright.convert("RGBA" if has_alpha else "RGB")
    if image.projection is ImageProjection.PLATE_CARREE:
        source = _in_web_mercator(source, image)
    if source.width * source.height > most_pixels:
        share = sqrt(most_pixels / (source.width * source.height))
        size = (max(int(source.width * share), 1), max(int(source.height * share), 1))
        source = source.resize(size, Image.Resampling.LANCZOS)
    output = io.BytesIO()
    if has_alpha:
        source.save(output, "WEBP", quality=_WEBP_QUALITY, method=2)
        return make_asset("own-map.webp", output.getvalue())
    source.save(output, "JPEG", quality=_JPEG_QUALITY)
    return make_asset("own-map.jpg", output.getvalue())


def _in_web_mercator(source: Image.Image, image: GroundImage) -> Image.Image:
    """Stretch rows of a plate carrée to where Web Mercator has them."""
    south, west, north, east = image.extent
    (left, top), (right, bottom) = (
        web_mercator((_within_web_map(latitude), longitude))
        for latitude, longitude in ((north, west), (south, east))
    )
    width = source.width
    height = max(round(width * (bottom - top) / (right - left)), 1)
    # Of a map that reaches to the poles, not more pixels than it came with, and as many again.
    tall = min(1.0, 2 * source.height / height)
    height = max(round(height * tall), 1)

    def row(y: int) -> float:
        latitude, _ = web_position((0.0, top + (bottom - top) * min(y, height) / height))
        return (north - latitude) / (north - south) * source.height

    strips = []
    for y in range(0, height, _STRIP):
        low = min(y + _STRIP, height)
        upper, lower = row(y), row(low)
        quad = (0.0, upper, 0.0, lower, float(width), lower, float(width), upper)
        strips.append(((0, y, width, low), quad))
    size = (width, height)
    return source.transform(size, Image.Transform.MESH, strips, Image.Resampling.BICUBIC)

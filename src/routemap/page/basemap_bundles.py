"""Tiles of the ground as scripts of many tiles each: for the first view, and for pages on a disk.

A script may be read where a page was opened from a disk; one for all of the first view saves the
reader a request a tile.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import log2
from typing import NamedTuple

from routemap.basemap.tile_store import LAND, SEA, grid, names_file, tile_line
from routemap.basemap.tiles import corners_in
from routemap.geo.extent import Extent
from routemap.geo.scale import CLOSEST_ZOOM, LEAST_ZOOM, Scale, scale_at, web_mercator, web_position
from routemap.page.assets import Asset, make_asset

# Windows of readers, in px of the map: a laptop, a phone, a wall of 1920 × 1080. What others need
# besides is fetched when it is needed.
_MAPS_PX = ((808, 648), (390, 316), (1400, 900))
# Of the map's width or height that a whole route takes: less where furniture and names leave less.
_SHARES_OF_ROUTE = (0.4, 1.0)
_OFF_MIDDLE = 1.25  # times the map: the route stands beside the legend, not in the middle
_ROUND_THE_ROUTE = 0.75  # of its height or width, on each side: where fine tiles may be had
_NO_WIDTH_PX = 1e-6  # of a route that is one place
STRETCH_DEGREES = 60
"""Width of what lies in one file: more would weigh on a slow line, less would be many files."""
_POLE = 90.0


class TileId(NamedTuple):
    """The place of a tile: its scale and its south-western corner in whole degrees."""

    scale: Scale
    south: int
    west: int

    @property
    def key(self) -> str:
        """Return the name by which the browser asks for it: "50m/40_120"."""
        return f"{self.scale}/{self.south}_{self.west}"

    @property
    def stretch(self) -> str:
        """Return the name of its neighbourhood in the row, one file: "50m/40/2"."""
        return f"{self.scale}/{self.south}/{self.west // STRETCH_DEGREES}"


@lru_cache(maxsize=16)
def first_view(extent: Extent, language: str) -> Asset:
    """Return the script with all the ground that a reader sees first, names in a language."""
    places: set[TileId] = set()
    for width, height in _MAPS_PX:
        for scale, seen in _seen_first(extent, width, height).items():
            places |= set(_tile_ids(scale, seen))
    return _bundle(
        f"ground-{language}.js", sorted(places), {f"names/{language}": names_file(language)}
    )


@lru_cache(maxsize=4)
def round_about(extent: Extent) -> Asset:
    """Return one script with the whole world coarsely, and better what lies round a route."""
    places = {TileId(Scale.COARSE, -90, -180), *_tile_ids(Scale.MIDDLE, _grown(extent))}
    return _bundle("ground-round.js", sorted(places))


@lru_cache(maxsize=4)
def all_round(extent: Extent) -> dict[str, Asset]:
    """Return the ground of the whole world, and finely of what lies round a route.

    The keys are stretches ("50m/40/2"), the values scripts with the tiles of each.
    """
    world = Extent(-_POLE, -180.0, _POLE, 180.0)
    near = _grown(extent)
    files: dict[str, list[TileId]] = {}
    for scale, where in ((Scale.COARSE, world), (Scale.MIDDLE, world), (Scale.FINE, near)):
        for place in sorted(set(_tile_ids(scale, where))):
            files.setdefault(place.stretch, []).append(place)
    return {
        stretch: _bundle(f"ground-{stretch.replace('/', '_')}.js", places)
        for stretch, places in files.items()
    }


def _grown(extent: Extent) -> Extent:
    height, width = extent.north - extent.south, extent.east - extent.west
    return Extent(
        max(extent.south - height * _ROUND_THE_ROUTE, -_POLE),
        extent.west - width * _ROUND_THE_ROUTE,
        min(extent.north + height * _ROUND_THE_ROUTE, _POLE),
        extent.east + width * _ROUND_THE_ROUTE,
    )


def _bundle(
    plain_name: str, places: Iterable[TileId], names: dict[str, bytes] | None = None
) -> Asset:
    pieces = {place.key: tile_line(*place) for place in places} | (names or {})
    listed = ",\n".join(f'"{key}":{piece.decode().strip()}' for key, piece in pieces.items())
    return make_asset(plain_name, f"routemap.keepGround({{{listed}}});\n".encode())


def _tile_ids(scale: Scale, extent: Extent) -> Iterable[TileId]:
    """Yield where the tiles lie that an extent overlaps and that have a line in a file."""
    for south, west, _ in corners_in(scale, extent):
        if grid(scale).kind(south, west) not in {SEA, LAND}:
            yield TileId(scale, south, west)


def _seen_first(extent: Extent, width_px: int, height_px: int) -> dict[Scale, Extent]:
    """Return what a map of this size shows at most when it shows a whole route, at which scales."""
    left, top = web_mercator((extent.north, extent.west))
    right, bottom = web_mercator((extent.south, extent.east))
    fits = min(
        width_px / max(right - left, _NO_WIDTH_PX),
        height_px / max(bottom - top, _NO_WIDTH_PX),
        2**CLOSEST_ZOOM,
    )
    smallest, largest = (max(log2(fits * share), 0.0) for share in _SHARES_OF_ROUTE)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2

    def seen_at(zoom: float) -> Extent:
        reach_x, reach_y = (px / 2**zoom * _OFF_MIDDLE / 2 for px in (width_px, height_px))
        north, west = web_position((middle_x - reach_x, middle_y - reach_y))
        south, east = web_position((middle_x + reach_x, middle_y + reach_y))
        return Extent(south, west, north, east)

    # The finer of two scales begins at a zoom at which less is seen.
    scales = {scale_at(zoom) for zoom in (smallest, largest)}
    return {scale: seen_at(max(smallest, LEAST_ZOOM[scale])) for scale in scales}

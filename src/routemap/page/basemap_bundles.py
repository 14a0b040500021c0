"""Tiles of the ground as scripts of many tiles each: for the first view, and for pages on a disk.

A script may be read where a page was opened from a disk; one for all of the first view saves the
reader a request a tile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log2
from typing import NamedTuple

from routemap.basemap.tile_store import LAND, SEA, grid, names_file, tile_line
from routemap.basemap.tiles import corners_in
from routemap.geo.extent import Extent
from routemap.geo.scale import CLOSEST_ZOOM, LEAST_ZOOM, Scale, scale_at, web_mercator, web_position
from routemap.i18n.catalog import LANGUAGES
from routemap.page.assets import Asset, make_asset


class _Map(NamedTuple):
    """A reader's map in px, and the rooms between its furniture that any route has at least."""

    width: float
    height: float
    rooms: tuple[tuple[float, float, float, float], ...]


# A laptop, a phone, a wall of 1920 × 1080: beside the legend or above it, below dates and buttons.
# What others need besides is fetched when it is needed.
_MAPS = (
    _Map(808, 648, ((0, 46, 590, 624), (0, 46, 808, 400))),
    _Map(390, 316, ((48, 32, 390, 262), (0, 90, 390, 262))),
    _Map(1400, 900, ((0, 46, 1180, 876), (0, 46, 1400, 650))),
)
_DISC_PX = 23.0  # left free on each side for discs
_LOOSER = 0.35  # of a zoom, at most, for names: see route_fit.js
_ROUND_THE_ROUTE = 0.75  # of its height or width, on each side: where fine tiles may be had
_HALF_WORLD_PX = 128.0  # of zoom 0
_NO_WIDTH_PX = 1e-6  # of a route that is one place
STRETCH_DEGREES = 60
"""Width of what lies in one file: more would weigh on a slow line, less would be many files."""
_POLE = 90.0
_NAMED = {"towns", "lake_names"}  # things that a tile names in all languages
_BETWEEN = ("borders_between", "disputed_borders_between")


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
    for shown in _MAPS:
        for scale, seen in _seen_first(extent, shown):
            places |= set(_tile_ids(scale, seen))
    tiles = {place.key: _in_language(place, language) for place in sorted(places)}
    names = {f"names/{language}": names_file(language)}
    return _script(f"ground-{language}.js", tiles | names)


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


def _bundle(plain_name: str, places: Iterable[TileId]) -> Asset:
    return _script(plain_name, {place.key: tile_line(*place) for place in places})


def _in_language(place: TileId, language: str) -> bytes:
    """Return a tile without what readers of other languages or at other scales see, or pictures.

    A named thing is `[…, zoom, name in the first language, in the second, …]`; one that is null or
    left out is as in the first, one that is empty has none.
    """
    number = LANGUAGES.index(language)
    tile = json.loads(tile_line(*place), parse_float=_shortest)
    latest = LEAST_ZOOM[Scale.FINE] if place.scale is Scale.MIDDLE else CLOSEST_ZOOM
    for unseen in ("tile", *_BETWEEN):  # the script names it by its key
        tile.pop(unseen, None)
    for kind in _NAMED & tile.keys():
        named = [(each[:3], each[3:]) for each in tile[kind] if each[2] <= latest]
        told = [
            [*where, names[0] if (name := dict(enumerate(names)).get(number)) is None else name]
            for where, names in named
        ]
        tile[kind] = [each for each in told if each[-1]]
    return json.dumps(tile, ensure_ascii=False, separators=(",", ":")).encode()


def _shortest(figures: str) -> float:
    number = float(figures)
    return int(number) if number.is_integer() else number


def _script(plain_name: str, pieces: dict[str, bytes]) -> Asset:
    listed = ",\n".join(f'"{key}":{piece.decode().strip()}' for key, piece in pieces.items())
    return make_asset(plain_name, f"routemap.keepGround({{{listed}}});\n".encode())


def _tile_ids(scale: Scale, extent: Extent) -> Iterable[TileId]:
    """Yield where the tiles lie that an extent overlaps and that have a line in a file."""
    for south, west, _ in corners_in(scale, extent):
        if grid(scale).kind(south, west) not in {SEA, LAND}:
            yield TileId(scale, south, west)


def _seen_first(extent: Extent, shown: _Map) -> Iterator[tuple[Scale, Extent]]:
    """Yield what a map shows at most when it shows a whole route, at which scales."""
    left, top = web_mercator((extent.north, extent.west))
    right, bottom = web_mercator((extent.south, extent.east))

    def zoom_in(width: float, height: float) -> float:
        fits = min(
            (width - 2 * _DISC_PX) / max(right - left, _NO_WIDTH_PX),
            (height - 2 * _DISC_PX) / max(bottom - top, _NO_WIDTH_PX),
            2**CLOSEST_ZOOM,
        )
        return log2(fits)

    rooms = shown.rooms
    smallest = max(zoom_in(east - west, south - north) for west, north, east, south in rooms)
    largest = max(zoom_in(shown.width, shown.height), 0.0)
    zooms = (max(smallest - _LOOSER, 0.0), largest)
    # The finer of two scales begins at a zoom at which less is seen.
    for scale in {scale_at(zoom) for zoom in zooms}:
        zoom = max(zooms[0], LEAST_ZOOM[scale])
        whole = (0.0, 0.0, shown.width, shown.height)
        for west, north, east, south in (*rooms, whole):
            x = (left + right) / 2 - (west + east) / 2 / 2**zoom
            y = (top + bottom) / 2 - (north + south) / 2 / 2**zoom
            yield scale, _extent_at(x, y, shown, zoom)


def _extent_at(left: float, top: float, shown: _Map, zoom: float) -> Extent:
    """Return what a map shows whose corner lies at a place of the web map of zoom 0."""
    right, bottom = left + shown.width / 2**zoom, top + shown.height / 2**zoom
    # What would lie beyond the edge of the world is not shown if it need not be.
    above, below = (max(0.0, past - _HALF_WORLD_PX) for past in (-top, bottom))
    north, west = web_position((left, top - below))
    south, east = web_position((right, bottom + above))
    return Extent(south, west, north, east)

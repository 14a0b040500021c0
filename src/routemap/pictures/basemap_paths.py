"""The basemap on the sheet: its polygons and lines as path data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import cos, radians

from routemap.basemap.basemap import Basemap, basemap
from routemap.basemap.tiles import Line, open_outlines
from routemap.geo.clipping import Polygon, clip_line
from routemap.geo.extent import KM_PER_DEGREE, Extent
from routemap.geo.projection import Projection
from routemap.geo.scale import Scale, scale_on_paper
from routemap.look import MARKS
from routemap.model.map_settings import GroundPart
from routemap.model.own_basemap import NO_BASEMAP, OwnBasemap
from routemap.pictures.clip import cut_line, cut_ring
from routemap.pictures.drawing import BasemapPaths
from routemap.pictures.ground_accuracy import band_width, leaves_ground_to
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.lines import thinned
from routemap.pictures.svg_markup import path_data
from routemap.pictures.view import Box, Place, View

# In pixels of `look.py`: points nearer to each other make the file larger, not the picture finer.
_NEAREST = 0.5
_BEYOND_FRAME = 4.0
_TURN, _FAR = 360.0, 1_000.0
_LEAST_COSINE = 0.01


def basemap_for(view: View, unit: float) -> Basemap:
    """Return the basemap of a view at the scale that its size needs.

    Of a close view, with coasts that lie beyond the frame but whose bands reach into it.
    """
    south, west, north, east = view.extent
    up = band_width(view) / 2 / view.per_km / KM_PER_DEGREE
    aside = up / max(cos(radians(max(abs(south), abs(north)))), _LEAST_COSINE)
    reach = Extent(max(south - up, -90.0), west - aside, min(north + up, 90.0), east + aside)
    return basemap(reach, scale_on_paper(view.per_km / unit, view.extent.middle[0]))


def basemap_paths(
    shown: Basemap,
    view: View,
    unit: float,
    left_out: Collection[GroundPart],
    own: OwnBasemap = NO_BASEMAP,
) -> BasemapPaths:
    """Return a basemap as it lies on the sheet, without some of its parts.

    Where an author's picture of a map lies it has no borders, for that has its own; where the
    author draws the ground it is nothing but land.
    """
    if leaves_ground_to(own, view):
        return _plain_land(view, unit)
    without_borders = own.image.extent if own.image else None
    # Not cached by the basemap itself: that would be compared point by point.
    paths = _paths(shown.extent, shown.scale, view, unit, without_borders)
    if GroundPart.BORDERS in left_out:
        paths = replace(paths, borders="", disputed_borders="")
    return replace(paths, rivers="") if GroundPart.RIVERS in left_out else paths


def _plain_land(view: View, unit: float) -> BasemapPaths:
    """Return a ground of nothing but land, on which an author draws the rest."""
    land = filled_path([view.outline], view.frame.grown(_BEYOND_FRAME * unit), _NEAREST * unit)
    return BasemapPaths("", land, "", "", "", "", "", "", "")


@lru_cache(maxsize=8)
def _paths(
    extent: Extent, scale: Scale, view: View, unit: float, without_borders: Extent | None
) -> BasemapPaths:
    shown = basemap(extent, scale)
    least, least_lake = _NEAREST * unit, MARKS.smallest_lake * unit**2
    # What is beyond the frame would only make a file larger; strokes along the cut must not show.
    band = band_width(view)
    near = view.frame.grown(_BEYOND_FRAME * unit)
    kept = near.grown(band / 2)

    # Not as far as bands: what draws the picture holds all of it in memory, though it is cut.
    def filled(polygons: Iterable[Polygon]) -> str:
        return filled_path(view.rings(polygons), near, least)

    def stroked(lines: Iterable[Line]) -> str:
        return stroked_path(view.parts(lines), kept, least)

    lakes = [lake for lake in shown.lakes if _area(view.places(lake[0])) > least_lake]
    return BasemapPaths(
        water=filled_path([view.outline], near, least),
        land=filled(shown.land),
        coast=stroked(shown.coast),
        lakes=filled(lakes),
        shores=stroked(open_outlines(lakes, scale)),
        # Drawn for 1:50 million, they would miss their own valleys.
        rivers="" if band else stroked(line for _, line in shown.rivers),
        borders=stroked(_beyond(shown.borders, without_borders)),
        disputed_borders=stroked(_beyond(shown.disputed_borders, without_borders)),
        edge=stroked_path([view.outline], kept, least),
        band=band,
    )


def _beyond(lines: Iterable[Line], hole: Extent | None) -> Iterable[Line]:
    """Return the parts of lines outside a box, wherever its longitudes are counted from."""
    if hole is None:
        return lines
    south, north = hole.south, hole.north
    for turn in (-_TURN, 0.0, _TURN):
        west, east = hole.west + turn, hole.east + turn
        around = (
            Extent(-_FAR, -_FAR, south, _FAR),
            Extent(north, -_FAR, _FAR, _FAR),
            Extent(south, -_FAR, north, west),
            Extent(south, east, north, _FAR),
        )
        lines = [part for line in lines for box in around for part in clip_line(line, box)]
    return lines


def filled_path(rings: Iterable[Sequence[Place]], kept: Box, least: float) -> str:
    """Return rings to be filled together as path data, cut to a box of the sheet.

    Parameters
    ----------
    rings
        Of polygons of the ground these are `View.rings`.
    least
        Points nearer to the one before are left out.
    """
    cut = (cut_ring(ring, kept) for ring in rings)
    return "".join(path_data(thinned(ring, least), is_closed=True) for ring in cut if ring)


def stroked_path(lines: Iterable[Sequence[Place]], kept: Box, least: float) -> str:
    """Return lines as path data, cut to a box of the sheet.

    Of lines of the ground these are `View.parts`; for `least` see `filled_path`.
    """
    parts = (part for line in lines for part in cut_line(line, kept))
    return "".join(path_data(thinned(part, least)) for part in parts)


def coasts_and_borders(
    shown: Basemap, view: View, unit: float, *, has_borders: bool
) -> CollisionIndex:
    """Return the lines on which a label is harder to read."""
    return _coasts_and_borders(shown.extent, shown.scale, view, unit, has_borders=has_borders)


@lru_cache(maxsize=8)
def _coasts_and_borders(
    extent: Extent, scale: Scale, view: View, unit: float, *, has_borders: bool
) -> CollisionIndex:
    index = CollisionIndex(view.frame, unit)
    for part in _lines_on_map(extent, scale, view.projection, has_borders=has_borders):
        index.add_line(view.laid(part))
    return index


# A picture tries many views of one map of the world.
@lru_cache(maxsize=2)
def _lines_on_map(
    extent: Extent, scale: Scale, projection: Projection, *, has_borders: bool
) -> list[Sequence[Place]]:
    """Return coasts, and borders, in km on the map."""
    shown = basemap(extent, scale)
    borders = (*shown.borders, *shown.disputed_borders) if has_borders else ()
    return projection.parts((*shown.coast, *borders))


def _area(ring: Sequence[Place]) -> float:
    """Return the area of a ring (the shoelace formula)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2

"""An author's own basemap on the sheet: its shapes as path data, and their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import dist

from routemap.geo import Point
from routemap.geo.clipping import box_of, clip_line
from routemap.geo.extent import Extent
from routemap.geo.scale import web_zoom
from routemap.look import GROUND_LOOKS, ground_width
from routemap.model.own_basemap import Form, GroundKind, GroundShape, OwnBasemap
from routemap.pictures.clip import cut_line, cut_ring, is_inside, place_between
from routemap.pictures.drawing import GroundLayer, OwnGroundPaths
from routemap.pictures.legibility import legible_name
from routemap.pictures.lines import thinned
from routemap.pictures.options import PictureOptions
from routemap.pictures.svg_markup import path_data
from routemap.pictures.view import Box, Place, View

# In pixels of `look.py`, as for the basemap that ships.
_NEAREST, _BEYOND_FRAME = 0.4, 8.0
# What is no longer and no wider is a speck.
_SPECK = 0.5
_TURN = 360.0
# An edge of so many of the view's degrees is bent as the projection bends it.
_STEPS_ACROSS, _MOST_BENT = 48, 2_000
# Where along a line, and how far down an area, a name may stand: the middle first.
_SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
# Which names find room first: those that name nothing else, then what is widest.
_NAMED_FIRST = (
    *(GroundKind.LABEL, GroundKind.WATER, GroundKind.RIVER, GroundKind.GREEN, GroundKind.AREA),
    *(GroundKind.RAIL, GroundKind.ROAD, GroundKind.BUILDING, GroundKind.PATH, GroundKind.BORDER),
)


@dataclass(frozen=True, slots=True)
class GroundName:
    """A name to write: over one of some places, or beside a dot (`is_dot`), the best first."""

    text: str
    kind: GroundKind
    places: tuple[tuple[Place, float], ...]
    """Each with the width that there is for the name."""
    is_dot: bool


def own_ground_paths(view: View, own: OwnBasemap, options: PictureOptions) -> OwnGroundPaths:
    """Return an author's own basemap as it lies on the sheet."""
    if not own:
        return OwnGroundPaths()
    image = None
    if own.image:
        from routemap.pictures.ground_image import (  # noqa: PLC0415  only it needs Pillow
            placed_image,
        )

        px_per_unit = options.preset.px_per_unit * options.scale
        is_grey = options.palette.is_neutral
        image = placed_image(view, own.image, px_per_unit, is_grey=is_grey)
    return OwnGroundPaths(_layers(view, own, options.unit), image)


def image_edges(view: View, own: OwnBasemap) -> Iterator[Sequence[Place]]:
    """Yield the edges of an author's picture of a map, as far as they are seen."""
    if own.image:
        yield from _seen([own.image.extent.outline], view, view.frame)


def ground_zoom(view: View, unit: float) -> float:
    """Return the zoom of a web map that shows the ground at the scale of a view."""
    return max(web_zoom(view.per_km / unit, view.extent.middle[0]), 0.0)


@lru_cache(maxsize=8)
def _layers(view: View, own: OwnBasemap, unit: float) -> tuple[GroundLayer, ...]:
    zoom, kept = ground_zoom(view, unit), view.frame.grown(_BEYOND_FRAME * unit)
    layers = []
    for kind, look in GROUND_LOOKS.items():
        if zoom < look.least_zoom:
            continue
        shapes = [shape for shape in own.shapes if shape.kind is kind]
        areas = [shape.lines for shape in shapes if shape.form is Form.AREA]
        outlines = [*chain.from_iterable(areas)]
        lines = [line for shape in shapes if shape.form is Form.LINE for line in shape.lines]
        layer = GroundLayer(
            kind,
            fills=tuple(_filled(areas, view, kept, unit)) if look.fill else (),
            edges=_stroked(outlines, view, kept, unit) if look.edge else "",
            lines=_stroked(lines, view, kept, unit),
            width=ground_width(look, zoom),
        )
        if layer.fills or layer.edges or layer.lines:
            layers.append(layer)
    return tuple(layers)


def _filled(
    areas: Iterable[Sequence[Sequence[Point]]], view: View, kept: Box, unit: float
) -> Iterator[str]:
    """Yield each area that is seen: where two overlap, all of both is filled."""
    south, west, north, east = view.extent
    # Cut as (latitude, longitude) first: a projection has no place for what is far beyond it.
    box = Box(south, west, north, east)
    for rings in areas:
        cut = [cut_ring(ring, box) for ring in _turned(rings, view.extent)]
        closed = [tuple(_with_steps((*ring, ring[0]), view.extent)) for ring in cut if ring]
        placed = [cut_ring(ring, kept) for ring in view.rings((ring,) for ring in closed)]
        data = "".join(
            path_data(thinned(ring, _NEAREST * unit), is_closed=True)
            for ring in placed
            if ring and _reach(ring) > _SPECK * unit
        )
        if data:
            yield data


def _stroked(lines: Iterable[Sequence[Point]], view: View, kept: Box, unit: float) -> str:
    return "".join(
        path_data(thinned(part, _NEAREST * unit), decimals=2)
        for part in _seen(lines, view, kept)
        if _reach(part) > _SPECK * unit
    )


def _seen(lines: Iterable[Sequence[Point]], view: View, kept: Box) -> Iterator[Sequence[Place]]:
    """Yield the parts of lines that are seen, on the sheet."""
    cut = [part for line in _turned(lines, view.extent) for part in clip_line(line, view.extent)]
    for line in view.parts([_with_steps(part, view.extent) for part in cut if len(part) > 1]):
        yield from cut_line(line, kept)


def _turned(lines: Iterable[Sequence[Point]], extent: Extent) -> Iterator[Sequence[Point]]:
    """Yield each line as often as an extent shows it, its longitudes counted as the extent's."""
    for line in lines:
        box = box_of(line)
        first = (extent.west - box.east) // _TURN
        for turn in (first, first + 1, first + 2):
            if box.east + turn * _TURN >= extent.west and box.west + turn * _TURN <= extent.east:
                moved = turn * _TURN
                yield [(lat, lon + moved) for lat, lon in line] if moved else line


def _with_steps(line: Sequence[Point], extent: Extent) -> Sequence[Point]:
    """Return a line with points along its long edges, which a projection bends.

    A line of very many points has no long edges that matter.
    """
    step = max(extent.north - extent.south, extent.east - extent.west) / _STEPS_ACROSS
    if len(line) > _MOST_BENT:
        return line
    points = [line[0]]
    for (lat, lon), (to_lat, to_lon) in pairwise(line):
        steps = int(max(abs(to_lat - lat), abs(to_lon - lon)) / step) + 1
        points += [
            (lat + (to_lat - lat) * n / steps, lon + (to_lon - lon) * n / steps)
            for n in range(1, steps + 1)
        ]
    return points


def _reach(line: Sequence[Place]) -> float:
    xs, ys = zip(*line, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


# Names -------------------------------------------------------------------------------------------


def ground_names(view: View, own: OwnBasemap, language: str, unit: float) -> Iterator[GroundName]:
    """Yield the names of shapes that are drawn, those that matter most first, each once."""
    zoom = ground_zoom(view, unit)
    named: dict[tuple[GroundKind, str], list[GroundShape]] = {}
    for shape in own.shapes:
        text = legible_name(shape.name, language)
        if zoom >= GROUND_LOOKS[shape.kind].least_zoom:
            is_unnamed_dot = not text and shape.form is Form.POINT
            if text or (is_unnamed_dot and shape.kind is not GroundKind.LABEL):
                named.setdefault((shape.kind, text), []).append(shape)
    for kind, text in sorted(named, key=lambda key: _NAMED_FIRST.index(key[0])):
        shapes = named[kind, text]
        dots = [shape for shape in shapes if shape.form is Form.POINT]
        places = [spot for shape in shapes for spot in _spots(shape, view)]
        if dots and kind is not GroundKind.LABEL:
            yield from (GroundName(text, kind, (spot,), is_dot=True) for spot in places)
        elif places and text:
            widest = sorted(places, key=lambda spot: -spot[1])
            yield GroundName(text, kind, tuple(widest), is_dot=False)


def _spots(shape: GroundShape, view: View) -> Iterator[tuple[Place, float]]:
    """Yield where the name of a shape may stand, with the width that there is for it."""
    frame = view.frame
    if shape.form is Form.POINT:
        inside = [p for line in _turned(shape.lines, view.extent) for p in line]
        kept = [point for point in inside if view.extent.holds(point)]
        yield from ((at, frame.width) for at in view.places(kept) if is_inside(frame, at))
    elif shape.form is Form.LINE:
        for part in _seen(shape.lines, view, frame):
            long = _reach(part)
            yield from ((_along(part, share), long - abs(share - 0.5)) for share in _SHARES)
    else:
        for ring in _turned(shape.lines[:1], view.extent):
            south, west, north, east = view.extent
            cut = cut_ring(ring, Box(south, west, north, east))
            placed = cut_ring(view.places(cut), frame) if cut else ()
            if placed:
                yield from _rows(placed)


def _along(line: Sequence[Place], share: float) -> Place:
    """Return the place at a share of the way along a line."""
    left = share * sum(dist(*pair) for pair in pairwise(line))
    for start, end in pairwise(line):
        long = dist(start, end)
        if long and left <= long:
            return place_between(start, end, left / long)
        left -= long
    return line[-1]


def _rows(ring: Sequence[Place]) -> Iterator[tuple[Place, float]]:
    """Yield the middles of rows within a ring, and how wide the ring is there."""
    ys = [y for _, y in ring]
    top, bottom = min(ys), max(ys)
    for share in _SHARES:
        y = top + share * (bottom - top)
        crossed = sorted(
            x + (y - up) / (down - up) * (to_x - x)
            for (x, up), (to_x, down) in pairwise([*ring, ring[0]])
            if (up > y) != (down > y)
        )
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            yield ((left + right) / 2, y), right - left


def has_room(name: GroundName, width: float) -> list[Place]:
    """Return the places of a name at which what bears it is wide enough."""
    return [at for at, room in name.places if room >= width]

"""The picture of a map, drawn anew in the projection of a view."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil, floor, isfinite, sqrt

from PIL import Image, ImageOps

from routemap.geo import Point
from routemap.geo.scale import web_mercator
from routemap.model.own_basemap import GroundImage, ImageProjection
from routemap.pictures.drawing import PlacedImage
from routemap.pictures.view import Box, Place, View

Corner = tuple[float, float]
Quad = tuple[Corner, Corner, Corner, Corner]
"""Where the north-west, south-west, south-east and north-east of a cell lie in the picture."""
Cell = tuple[int, int, int]
"""Left, top and size, in pixels."""

# Of pixels: the cells in which the picture is stretched evenly, and the least ones; how far from
# its place anything may be drawn.
_CELL, _LEAST_CELL, _NEAR = 32, 2, 0.3
_HAIR = 1e-9
# A file with more would be slow to draw, and print no finer.
_MOST_PIXELS = 8_000_000
_TURN = 360.0
_JPEG_QUALITY = 88


@lru_cache(maxsize=8)
def placed_image(
    view: View, image: GroundImage, px_per_unit: float, *, is_grey: bool = False
) -> PlacedImage | None:
    """Return the picture as the view shows it, None if it lies elsewhere.

    Parameters
    ----------
    px_per_unit
        Pixels to a unit of the sheet, as many as the finished picture has.
    is_grey
        Whether it is drawn in grey, whatever its own colours.
    """
    frame = view.frame
    px_per_unit = min(px_per_unit, sqrt(_MOST_PIXELS / (frame.width * frame.height)))
    warp = _Warp(view, image, px_per_unit)
    drawn = warp.drawn()
    bounds = drawn.getbbox()
    if bounds is None:
        return None
    drawn = drawn.crop(bounds)
    left, top, right, bottom = bounds
    box = Box(
        frame.left + left / px_per_unit,
        frame.top + top / px_per_unit,
        frame.left + right / px_per_unit,
        frame.top + bottom / px_per_unit,
    )
    output = io.BytesIO()
    lowest, _ = drawn.getchannel("A").getextrema()
    channels = "L" if is_grey else "RGB"
    if lowest == 255:  # noqa: PLR2004  nothing shows through
        drawn.convert(channels).save(output, "JPEG", quality=_JPEG_QUALITY)
        media_type = "image/jpeg"
    else:
        drawn.convert(f"{channels}A").save(output, "PNG")
        media_type = "image/png"
    return PlacedImage(box, media_type, output.getvalue(), image.opacity)


def upright(image: GroundImage) -> Image.Image:
    """Return the picture as its maker saw it, in red, green, blue and opacity.

    A camera may have noted that it was held on its side.
    """
    with Image.open(io.BytesIO(image.content)) as opened:
        return ImageOps.exif_transpose(opened).convert("RGBA")


class _Warp:
    """Cells of the frame, each with the part of the picture that is stretched into it.

    A cell that shows the picture bent is split, until each is straight to a third of a pixel.
    """

    def __init__(self, view: View, image: GroundImage, px_per_unit: float) -> None:
        self._view, self._image, self._px_per_unit = view, image, px_per_unit
        self._source = upright(image)
        self._found: dict[Corner, Point | None] = {}
        frame = view.frame
        self._size = (ceil(frame.width * px_per_unit), ceil(frame.height * px_per_unit))

    def drawn(self) -> Image.Image:
        """Return the frame with the picture in it, transparent elsewhere."""
        self._shrink()
        columns, rows = (range(0, side, _CELL) for side in self._size)
        cells = [(left, top, _CELL) for top in rows for left in columns]
        meshes: dict[int, list[tuple[tuple[int, int, int, int], tuple[float, ...]]]] = {}
        while cells:
            self._locate(corner for cell in cells for corner in (*_corners(cell), _middle(cell)))
            split = []
            for cell in cells:
                quad = self._quad(cell)
                left, top, size = cell
                if quad is None or self._is_bent(cell, quad):
                    if size > _LEAST_CELL and self._may_show(cell, quad):
                        half = size // 2
                        split += [
                            (x, y, half) for y in (top, top + half) for x in (left, left + half)
                        ]
                    continue
                for turn in (-1, 0, 1):
                    moved = [(x + turn * self._turn_px, y) for x, y in quad]
                    if self._meets(moved):
                        box = (left, top, left + size, top + size)
                        flat = tuple(number for corner in moved for number in corner)
                        meshes.setdefault(turn, []).append((box, flat))
            cells = split
        canvas = Image.new("RGBA", self._size)
        for mesh in meshes.values():
            part = self._source.transform(
                self._size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC
            )
            canvas.alpha_composite(part)
        return canvas

    def _shrink(self) -> None:
        """Make the source hardly finer than what is drawn of it, so that nothing flickers.

        Bicubic interpolation takes four by four pixels into account, and no more.
        """
        frame = self._view.frame
        at = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        step = 1 / self._px_per_unit
        here, there = (self._view.point(place) for place in (at, (at[0] + step, at[1])))
        if here is None or there is None:
            return
        (x, y), (to_x, to_y) = self._in_picture([here, there], here[1])
        finer = floor(max(abs(to_x - x), abs(to_y - y)))
        if finer > 1:
            self._source = self._source.reduce(finer)

    @property
    def _turn_px(self) -> float:
        extent = self._image.extent
        return _TURN / (extent.east - extent.west) * self._source.width

    def _locate(self, corners: Iterable[Corner]) -> None:
        """Find the points at some pixels of the frame; None where there is no ground."""
        new = [corner for corner in dict.fromkeys(corners) if corner not in self._found]
        frame, unit = self._view.frame, 1 / self._px_per_unit
        places = {c: (frame.left + c[0] * unit, frame.top + c[1] * unit) for c in new}
        points = {c: self._view.point(place) for c, place in places.items()}
        there = {c: point for c, point in points.items() if point is not None}
        back = dict(zip(there, self._view.places([*there.values()]), strict=True))
        for corner in new:
            # Beyond the outline of a world map a point is found that lies elsewhere on it.
            is_there = corner in there and _is_near(back[corner], places[corner], unit)
            self._found[corner] = points[corner] if is_there else None

    def _quad(self, cell: Cell) -> Quad | None:
        points = [self._found[corner] for corner in _corners(cell)]
        known = [point for point in points if point is not None]
        if len(known) < len(points):
            return None
        a, b, c, d = self._in_picture(known, known[0][1])
        return (a, b, c, d)

    def _in_picture(self, points: Sequence[Point], near: float) -> list[Corner]:
        """Return where points lie in the picture, in pixels; their longitudes run on."""
        south, west, north, east = self._image.extent
        width, height = self._source.size
        first = near + _TURN * round(((west + east) / 2 - near) / _TURN)
        lons = [lon + _TURN * round((first - lon) / _TURN) for _, lon in points]
        top, bottom = self._down(north), self._down(south)
        return [
            (
                (lon - west) / (east - west) * width,
                (self._down(lat) - top) / (bottom - top) * height,
            )
            for (lat, _), lon in zip(points, lons, strict=True)
        ]

    def _down(self, latitude: float) -> float:
        """Return how far south a latitude lies in the projection of the picture."""
        if self._image.projection is ImageProjection.WEB_MERCATOR:
            return web_mercator((latitude, 0.0))[1]
        return -latitude

    def _is_bent(self, cell: Cell, quad: Quad) -> bool:
        point = self._found[_middle(cell)]
        if point is None:
            return True
        first = self._found[_corners(cell)[0]]
        ((x, y),) = self._in_picture([point], first[1] if first else point[1])
        even_x, even_y = (sum(each) / len(quad) for each in zip(*quad, strict=True))
        (ax, ay), _, (bx, by), _ = quad
        # In pixels of the picture: as large a part of the cell as `_NEAR` is of its size.
        allowed = _NEAR * max(abs(bx - ax), abs(by - ay), _HAIR) / cell[2]
        return abs(x - even_x) > allowed or abs(y - even_y) > allowed

    def _may_show(self, cell: Cell, quad: Quad | None) -> bool:
        if quad is None:
            return any(self._found[corner] for corner in (*_corners(cell), _middle(cell)))
        wide = self._source.width + self._source.height
        return any(
            self._meets([(x + turn * self._turn_px, y) for x, y in quad], wide / 8)
            for turn in (-1, 0, 1)
        )

    def _meets(self, quad: Sequence[Corner], beyond: float = 0.0) -> bool:
        xs, ys = zip(*quad, strict=True)
        width, height = self._source.size
        return (
            all(map(isfinite, (*xs, *ys)))
            and min(xs) < width + beyond
            and max(xs) > -beyond
            and min(ys) < height + beyond
            and max(ys) > -beyond
        )


def _corners(cell: Cell) -> tuple[Corner, Corner, Corner, Corner]:
    left, top, size = cell
    right, bottom = left + size, top + size
    return ((left, top), (left, bottom), (right, bottom), (right, top))


def _middle(cell: Cell) -> Corner:
    left, top, size = cell
    return (left + size / 2, top + size / 2)


def _is_near(one: Place, other: Place, reach: float) -> bool:
    return abs(one[0] - other[0]) < reach and abs(one[1] - other[1]) < reach

"""Scales: zooms of a web map, and the three scales for which the ground was drawn."""

from __future__ import annotations

from enum import StrEnum
from math import asinh, atan, cos, degrees, log2, radians, sinh, tan

from routemap.geo import Point

# A web map of zoom 0 shows the whole equator on 256 pixels.
_PX_AT_ZOOM_0 = 256
_TURN, _EQUATOR_KM = 360.0, 40_075.0
NORTH_END = 85.0511287798
"""Where a web map ends, in degrees, to the north and to the south: it is a square."""
_MEASURED_TO = 60.0
CLOSEST_ZOOM = 18
"""Of a web map: a street of half a kilometre fills it."""


class Scale(StrEnum):
    """How finely the ground is drawn: 1:110m is one to 110 million."""

    COARSE = "110m"
    MIDDLE = "50m"
    FINE = "10m"


LEAST_ZOOM = {Scale.COARSE: 0.0, Scale.MIDDLE: 3.25, Scale.FINE: 6.25}
"""Zoom of a web map (256 px at zoom 0) from which each scale is drawn."""


def web_mercator(point: Point) -> tuple[float, float]:
    """Return where a (latitude, longitude) lies on a web map of zoom 0: right and down, in px."""
    latitude = radians(min(max(point[0], -NORTH_END), NORTH_END))
    px = _PX_AT_ZOOM_0 / _TURN
    return (point[1] * px, -asinh(tan(latitude)) / radians(1) * px)


def web_position(place: tuple[float, float]) -> Point:
    """Return the (latitude, longitude) of a place on a web map of zoom 0, in px: the inverse."""
    right, down = (radians(px * _TURN / _PX_AT_ZOOM_0) for px in place)
    return (degrees(atan(sinh(-down))), degrees(right))


def web_zoom(px_per_km: float, latitude: float) -> float:
    """Return the zoom of a web map that shows a latitude at a scale, in pixels per km."""
    shrunk = cos(radians(min(abs(latitude), NORTH_END)))
    return log2(px_per_km * _EQUATOR_KM * shrunk / _PX_AT_ZOOM_0)


def scale_at(zoom: float) -> Scale:
    """Return the scale for a zoom of a web map."""
    return max((least, scale) for scale, least in LEAST_ZOOM.items() if zoom >= least)[1]


def scale_on_paper(px_per_km: float, latitude: float) -> Scale:
    """Return the scale for a picture with so many pixels in a km, whose middle lies at a latitude.

    Pixels are CSS pixels: those of a picture at 300 dpi are about three times finer. Beyond 60° a
    web map is far larger than paper, and no measure for it.
    """
    zoom = web_zoom(px_per_km, min(abs(latitude), _MEASURED_TO))
    # Small maps are looked at more closely; and no zoom is less than 0.
    return scale_at(log2(2**zoom + 1))

"""Map projections for paper, and which of them suits an extent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from math import copysign, cos, hypot, isfinite, radians, sin

from pyproj import Proj

from routemap.geo import Point
from routemap.geo.antimeridian import split_at_date_line
from routemap.geo.extent import Extent, extent_of

WORLD = Extent(-90.0, -180.0, 90.0, 180.0)
_METRES = 1000.0
_POLE, _TURN = 90.0, 360.0
# PROJ takes angles up to 10 radians.
_REACH = 1.5 * _TURN
# A place found again this near, in km, is the same; degrees kept from the edge of the world, where
# east and west are one.
_NEAR_KM, _HAIR = 1.0, 1e-6
# Degrees from a point that has no place on a map to one that has.
_BESIDE = 0.01
# Beyond these the wizard of `projection_for` changes its mind; degrees.
_SUBPOLAR, _NEAR_A_POLE, _TROPIC = 50.0, 80.0, 15.0
_HALF_ROUND_A_POLE = 90.0
# From the centre of a disc, in km: 128° away. Further out what lies round the other side of the
# Earth is drawn as a ring round all of it, and sea as land.
_RIM_KM = 2 * 6371.0 * sin(radians(128.0 / 2))
_WORLD_WIDTH, _WORLD_HEIGHT = 150.0, 100.0
# An extent this much taller than wide suits a projection centred on it better than a cone.
_TALL = 2.0
# And one this high cannot be laid round a cone or cylinder without stretching its ends.
_HIGH = 60.0
# Standard parallels stand a sixth of the height inside the extent, so that scale errs alike at its
# edges and in its middle: J. P. Snyder, "Map Projections: A Working Manual" (1987), p. 99.
_INSET = 1 / 6


class Family(StrEnum):
    """The surface onto which the globe is projected."""

    CONIC = "conic"
    AZIMUTHAL = "azimuthal"
    CYLINDRICAL = "cylindrical"


@dataclass(frozen=True)
class Projection:
    """A map projection of the WGS 84 ellipsoid.

    `name` is in English, for the notes of a picture; `definition` is a PROJ string; `centre` is
    the central meridian of a map of the world.
    """

    family: Family
    name: str
    definition: str
    centre: float = 0.0
    is_of_world: bool = False

    @cached_property
    def _proj(self) -> Proj:
        return Proj(self.definition)

    def project(self, points: Sequence[Point]) -> tuple[tuple[float, float], ...]:
        """Return (right, up) in km on the map for (latitude, longitude) points in degrees.

        Raises
        ------
        ValueError
            If a point has no place on the map.
        """
        if not points:
            return ()
        places = self._projected(points)
        if isfinite(sum(chain.from_iterable(places))):  # PROJ gives infinity for what has no place
            return places
        # The opposite pole, or the antipode, has no place, but a point beside it does.
        beside = self._projected([(lat + copysign(_BESIDE, -lat), lon) for lat, lon in points])
        places = tuple(
            place if all(map(isfinite, place)) else near
            for place, near in zip(places, beside, strict=True)
        )
        if not isfinite(sum(chain.from_iterable(places))):
            raise ValueError(f"a point has no place in the projection {self.name}")
        return places

    def _projected(self, points: Sequence[Point]) -> tuple[tuple[float, float], ...]:
        latitudes, longitudes = zip(*points, strict=True)
        right, up = self._proj(self._within_reach(longitudes), latitudes, errcheck=False)
        return tuple((x / _METRES, y / _METRES) for x, y in zip(right, up, strict=True))

    def _within_reach(self, longitudes: Sequence[float]) -> Sequence[float]:
        """Return longitudes within a turn and a half: PROJ gives no place to those further away."""
        if max(map(abs, longitudes)) <= _REACH:
            return longitudes
        return [longitude % _TURN for longitude in longitudes]

    def in_pieces(self, line: tuple[Point, ...]) -> list[tuple[Point, ...]]:
        """Return a line in pieces none of which leaves a map of the world at one of its edges.

        A line that does so comes back at the other edge. On other maps each line is one piece.
        """
        half = WORLD.east - _HAIR
        if not self.is_of_world or all(abs(lon - self.centre) <= half for _, lon in line):
            return [line]
        turned = tuple((lat, lon - self.centre) for lat, lon in line)
        return [
            tuple((lat, self.centre + min(max(lon, -half), half)) for lat, lon in piece)
            for piece in split_at_date_line(turned)
        ]

    def locate(self, place: tuple[float, float]) -> Point | None:
        """Return the (latitude, longitude) of (right, up) in km, None off the Earth."""
        longitude, latitude = self._proj(
            place[0] * _METRES, place[1] * _METRES, inverse=True, errcheck=False
        )
        return (latitude, longitude) if isfinite(latitude) and isfinite(longitude) else None

    def extent_of(self, places: Sequence[tuple[float, float]]) -> Extent:
        """Return the degrees round (right, up) places in km, the pole included if it lies within.

        If a place lies off the Earth, this is the whole Earth.
        """
        found = self._located(places)
        if found is None:
            return self._whole_earth
        box = extent_of(found)
        north, south = (self._is_within(pole, places) for pole in (_POLE, -_POLE))
        if not (north or south):
            return box
        world = self._whole_earth if self.is_of_world else WORLD
        return Extent(
            -_POLE if south else box.south, world.west, _POLE if north else box.north, world.east
        )

    def fills(self, places: Sequence[tuple[float, float]]) -> bool:
        """Tell whether the map fills all within (right, up) places in km, without gap or seam.

        A conic map has a seam from the pole outwards, and an azimuthal one an outer edge near which
        the ground is stretched to rings. A map of the world may end within the frame.
        """
        if self.is_of_world:
            return True
        if self._located(places) is None:
            return False
        if self.family == Family.AZIMUTHAL and max(hypot(*place) for place in places) > _RIM_KM:
            return False
        has_seam = self.family != Family.AZIMUTHAL
        return not (has_seam and any(self._is_within(at, places) for at in (_POLE, -_POLE)))

    def _located(self, places: Sequence[tuple[float, float]]) -> list[Point] | None:
        """Return the (latitude, longitude) of places in km, None if any lies off the Earth."""
        rights, ups = zip(*((x * _METRES, y * _METRES) for x, y in places), strict=True)
        longitudes, latitudes = self._proj(rights, ups, inverse=True, errcheck=False)
        found = list(zip(latitudes, longitudes, strict=True))
        is_there = all(isfinite(angle) for point in found for angle in point)
        return found if is_there and self._is_on_earth(found, places) else None

    def _is_on_earth(self, found: Sequence[Point], places: Sequence[tuple[float, float]]) -> bool:
        """Tell whether points project to the places where they were found, not a turn away."""
        return all(
            abs(x - there_x) < _NEAR_KM and abs(y - there_y) < _NEAR_KM
            for (x, y), (there_x, there_y) in zip(places, self.project(found), strict=True)
        )

    @property
    def _whole_earth(self) -> Extent:
        """Return all longitudes from one edge of the map to the other, a hair within both."""
        half = WORLD.east - _HAIR
        return Extent(WORLD.south, self.centre - half, WORLD.north, self.centre + half)

    def _is_within(self, latitude: float, places: Sequence[tuple[float, float]]) -> bool:
        right, up = self._proj(0.0, latitude, errcheck=False)
        xs, ys = zip(*places, strict=True)
        x, y = right / _METRES, up / _METRES
        return bool(min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys))

    def scale(self, point: Point) -> tuple[float, float]:
        """Return the scale factors along the parallel and along the meridian."""
        factors = self._proj.get_factors(point[1], point[0])
        return factors.parallel_scale, factors.meridional_scale

    def areal_scale(self, point: Point) -> float:
        """Return the scale factor of areas."""
        return float(self._proj.get_factors(point[1], point[0]).areal_scale)


def projection_for(extent: Extent) -> Projection:
    """Choose the projection for an extent by its size, shape and latitude.

    After B. Šavrič, B. Jenny and H. Jenny, "Projection Wizard – an online map projection selection
    tool", The Cartographic Journal 53 (2016) 177-185, simplified: equal area for the world, an
    azimuthal map for poles and tall extents, a cone in middle latitudes, a cylinder in the tropics.
    """
    middle, centre = extent.middle
    width, height = extent.east - extent.west, extent.north - extent.south
    is_subpolar = extent.south > _SUBPOLAR or extent.north < -_SUBPOLAR
    if is_subpolar and width > _HALF_ROUND_A_POLE:
        projection = azimuthal(_POLE if middle > 0 else -_POLE, centre)
    elif width >= _WORLD_WIDTH or height >= _WORLD_HEIGHT:
        projection = _world(centre)
    elif max(abs(extent.south), abs(extent.north)) > _NEAR_A_POLE or height > min(
        _TALL * width * cos(radians(middle)), _HIGH
    ):
        projection = azimuthal(middle, centre)
    elif abs(middle) < _TROPIC:
        projection = _cylindrical(extent, centre)
    else:
        projection = _conic(extent, middle, centre)
    return projection


def projections_for(extent: Extent) -> Iterator[Projection]:
    """Yield the projection for an extent, then others for sheets that show far more than that."""
    middle, centre = extent.middle
    yield projection_for(extent)
    yield azimuthal(middle, centre)
    yield _world(centre)


def _world(centre: float) -> Projection:
    definition = f"+proj=eqearth +lon_0={centre} +ellps=WGS84"
    return Projection(Family.CYLINDRICAL, "Equal Earth", definition, centre, is_of_world=True)


def azimuthal(latitude: float, centre: float) -> Projection:
    """Return the azimuthal equal-area projection centred on a point."""
    definition = f"+proj=laea +lat_0={latitude} +lon_0={centre} +ellps=WGS84"
    return Projection(Family.AZIMUTHAL, "Lambert azimuthal equal-area", definition)


def _cylindrical(extent: Extent, centre: float) -> Projection:
    true_at = max(abs(extent.south), abs(extent.north)) / 2
    definition = f"+proj=merc +lat_ts={true_at} +lon_0={centre} +ellps=WGS84"
    return Projection(Family.CYLINDRICAL, "Mercator", definition)


def _conic(extent: Extent, middle: float, centre: float) -> Projection:
    inset = (extent.north - extent.south) * _INSET
    south, north = extent.south + inset, extent.north - inset
    definition = (
        f"+proj=lcc +lat_1={south} +lat_2={north} +lat_0={middle} +lon_0={centre} +ellps=WGS84"
    )
    return Projection(Family.CONIC, "Lambert conformal conic", definition)

"""An author's own basemap: shapes and a picture of a map, beneath the route."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from routemap.geo import Point
from routemap.geo.extent import Extent

if TYPE_CHECKING:
    from routemap.model.journey import Wording  # which has a basemap


class GroundKind(StrEnum):
    """What a shape of an author's own basemap is, and so how it is drawn."""

    AREA = "area"
    GREEN = "green"
    WATER = "water"
    RIVER = "river"
    BUILDING = "building"
    BORDER = "border"
    PATH = "path"
    ROAD = "road"
    RAIL = "rail"
    LABEL = "label"


class Form(StrEnum):
    """Whether a shape is filled, is a line, or stands at one place."""

    AREA = "area"
    LINE = "line"
    POINT = "point"


KIND_OF_FORM = {
    Form.AREA: GroundKind.AREA,
    Form.LINE: GroundKind.ROAD,
    Form.POINT: GroundKind.LABEL,
}
"""As what a shape is drawn whose kind is not said, or unknown."""


@dataclass(frozen=True, slots=True)
class GroundShape:
    """A shape: rings of one area (the outer one first, each closed), one line, or one place.

    Points are (latitude, longitude) in degrees; longitudes run on past ±180 instead of jumping.
    `name` has no words if the shape has none.
    """

    kind: GroundKind
    form: Form
    lines: tuple[tuple[Point, ...], ...]
    name: Wording


class ImageProjection(StrEnum):
    """The projections in which the picture of a map may be drawn."""

    PLATE_CARREE = "plate carrée"
    WEB_MERCATOR = "web mercator"


@dataclass(frozen=True, slots=True)
class GroundImage:
    """The picture of a map: a file (PNG, JPEG or WebP) that fills an extent in a projection."""

    file: str
    content: bytes = field(repr=False)
    extent: Extent
    projection: ImageProjection = ImageProjection.PLATE_CARREE
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class OwnBasemap:
    """All that an author draws beneath the route, with its credit and licence."""

    shapes: tuple[GroundShape, ...] = ()
    image: GroundImage | None = None
    credit: str = ""
    licence: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is drawn."""
        return bool(self.shapes or self.image)

    @property
    def draws_ground(self) -> bool:
        """Tell whether it has polygons of kind water or area: close up these are the ground."""
        return any(
            shape.form is Form.AREA and shape.kind in (GroundKind.WATER, GroundKind.AREA)
            for shape in self.shapes
        )


NO_BASEMAP = OwnBasemap()
"""Where an author draws nothing."""

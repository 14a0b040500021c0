"""What stands round and on the map: title, key, scale bar, small globe, sources and credits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, degrees, hypot, log10, radians, sin
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from routemap.basemap.basemap import basemap
from routemap.geo.extent import Extent
from routemap.geo.projection import azimuthal
from routemap.geo.scale import Scale
from routemap.i18n.catalog import translate
from routemap.pictures import font_metrics
from routemap.pictures.drawing import Legend, LegendEntry, Locator, Text
from routemap.pictures.svg_path import path_data
from routemap.pictures.view import Box, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routemap.look import Palette
    from routemap.pictures.sizes import Preset
    from routemap.pictures.view import Place

_LINE_HEIGHT, _TITLE_LINE_HEIGHT = 1.3, 1.15
# In pixels of `look`.
_SWATCH, _KEY_LINE, _KEY_PADDING, _KEY_GAP = 38.0, 21.0, 10.0, 9.0
_SCALE_BAR, _LEAST_BAR = 110.0, 30.0
_GLOBE_RADIUS_DEGREES = 55.0
_KM_A_DEGREE = 111.2
# Where the scale differs by less than this over the picture, the bar is true everywhere.
_TRUE_EVERYWHERE = 0.02
# Where north turns by less than this, up is north.
_NORTH_IS_UP = 10.0


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set, and in how many lines at most."""

    size: float
    colour: str
    is_bold: bool = False
    most_lines: int | None = None

    @property
    def line_height(self) -> float:
        """Return how high one line is."""
        return self.size * (_TITLE_LINE_HEIGHT if self.is_bold else _LINE_HEIGHT)

    def within(self, height: float) -> TextStyle:
        """Return the same with as many lines as have room, one at least."""
        return replace(self, most_lines=max(1, int(height / self.line_height)))


@dataclass(frozen=True)
class Furniture:
    """What all furniture of one picture depends on."""

    preset: Preset
    palette: Palette
    language: str

    # Text above and below the map ----------------------------------------------------------------

    def paragraph(
        self, text: str, at: Place, room: float, style: TextStyle
    ) -> tuple[list[Text], float]:
        """Set words in lines, from `at` to the right and down; return them and where they end."""
        left, top = at
        height = style.line_height
        words = []
        for line in font_metrics.lines(
            text, style.size, room, bold=style.is_bold, most=style.most_lines
        ):
            baseline = top + (height - style.size) / 2 + style.size * font_metrics.ASCENT
            words.append(
                Text(
                    line,
                    (left, baseline),
                    style.size,
                    style.colour,
                    self.language,
                    is_bold=style.is_bold,
                )
            )
            top += height
        return words, top

    # Key -----------------------------------------------------------------------------------------

    def key_size(
        self, marks: Sequence[str], *, has_scale: bool, columns: int = 1
    ) -> tuple[float, float]:
        """Return width and height of the key of these marks."""
        unit = self.preset.unit
        rows = -(-len(marks) // columns)
        height = (rows * _KEY_LINE + 2 * _KEY_PADDING) * unit
        if has_scale:
            height += _KEY_LINE * 1.2 * unit
        return self._cell_width(marks) * columns + 2 * _KEY_PADDING * unit, height

    def _cell_width(self, marks: Sequence[str]) -> float:
        unit, size = self.preset.unit, self.preset.type.small
        widest = max(
            (font_metrics.width(self._explained(mark), size) for mark in marks), default=0.0
        )
        return (_SWATCH + _KEY_GAP * 2) * unit + max(widest, _SCALE_BAR * unit)

    def _explained(self, mark: str) -> str:
        kind, _, rest = mark.partition("-")
        if kind == "leg":
            look, _, state = rest.partition("-")
            told = "travelled" if state == "visited" else state
            return translate(self.language, f"legend_leg_{told}_{look}")
        return translate(self.language, f"legend_{mark.replace('-', '_')}")

    def key(
        self, marks: Sequence[str], box: Box, bar: ScaleBar | None, columns: int = 1
    ) -> tuple[Legend, list[Text]]:
        """Lay out the key in a box of its size: marks with their words, and the scale bar."""
        unit, size = self.preset.unit, self.preset.type.small
        rows = -(-len(marks) // columns)
        cell = self._cell_width(marks)
        entries, words = [], []
        left, top = box.left + _KEY_PADDING * unit, box.top + _KEY_PADDING * unit
        for number, mark in enumerate(marks):
            column, row = divmod(number, rows)
            x, y = left + column * cell, top + row * _KEY_LINE * unit
            swatch = Box(x, y, x + _SWATCH * unit, y + _KEY_LINE * unit)
            entries.append(LegendEntry(mark, swatch))
            baseline = (
                y + _KEY_LINE * unit / 2 + size * (font_metrics.ASCENT - font_metrics.DESCENT) / 2
            )
            words.append(
                Text(
                    self._explained(mark),
                    (swatch.right + _KEY_GAP * unit, baseline),
                    size,
                    self.palette.text,
                    self.language,
                )
            )
        drawn = None
        if bar:
            y = top + rows * _KEY_LINE * unit + _KEY_LINE * 0.75 * unit
            drawn = ((left, y), (left + bar.width, y))
            words.append(
                Text(bar.words, (left + bar.width + _KEY_GAP * unit, y), size,
                      self.palette.text, self.language)
            )  # fmt: skip
        return Legend(box, tuple(entries), drawn), words

    def scale_bar(self, view: View, key: Box) -> ScaleBar:
        """Return a bar of a round length, true in the middle of the picture at least.

        It is as long as the key has room for beside its words, and no longer than is usual.
        """
        south, west, north, east = view.extent
        middle = (south + north) / 2
        scales = [
            view.projection.scale((latitude, longitude))[0]
            for latitude in _inside(south, north)
            for longitude in _inside(west, east)
        ]
        here = view.projection.scale((middle, (west + east) / 2))[0]
        at = (
            round(middle)
            if any(abs(each / here - 1) > _TRUE_EVERYWHERE for each in scales)
            else None
        )
        unit, size = self.preset.unit, self.preset.type.small
        room = key.width - (2 * _KEY_PADDING + _KEY_GAP) * unit
        longest = _SCALE_BAR * unit
        while True:
            km = _round_down(longest / (view.per_km * here))
            bar = ScaleBar(km * view.per_km * here, self._kilometres(km, at))
            if (
                bar.width + font_metrics.width(bar.words, size) <= room
                or longest < _LEAST_BAR * unit
            ):
                return bar
            longest = bar.width * 0.99

    def _kilometres(self, km: float, latitude: int | None) -> str:
        number = format_decimal(km, locale=self.language)
        if latitude is None:
            return translate(self.language, "km", number=number)
        key = "km_at_north" if latitude >= 0 else "km_at_south"
        return translate(self.language, key, number=number, latitude=f"{abs(latitude)}°")

    # Globe and north -----------------------------------------------------------------------------

    @staticmethod
    @lru_cache(maxsize=8)
    def locator(view: View, box: Box) -> Locator:
        """Draw the half of the Earth round the picture, and the picture's frame on it."""
        middle_latitude = (view.extent.south + view.extent.north) / 2
        middle_longitude = (view.extent.west + view.extent.east) / 2
        radius = box.width / 2
        middle = (box.left + radius, box.top + radius)
        globe = View(
            azimuthal(middle_latitude, middle_longitude),
            box,
            radius / (_GLOBE_RADIUS_DEGREES * _KM_A_DEGREE),
            middle,
        )
        land = basemap(_round_globe(middle_latitude, middle_longitude), Scale.COARSE).land
        rings = globe.lines(ring for polygon in land for ring in polygon)
        outline = globe.places(_outline(view.extent))
        return Locator(
            middle,
            radius,
            "".join(path_data(r, is_closed=True) for r in rings if _is_near(r, middle, radius)),
            path_data(outline, is_closed=True),
        )

    @staticmethod
    def is_north_up(view: View) -> bool:
        """Tell whether up is north all over the picture."""
        left, top, right, bottom = view.frame
        corners = [(x, y) for x in (left, right) for y in (top, bottom)]
        turns = [_north(view, corner) for corner in corners]
        return all(abs(turn) < _NORTH_IS_UP for turn in turns if turn is not None)

    def north_arrow(self, view: View, at: Place) -> tuple[Place, ...] | None:
        """Return an arrow to the north, None where there is no north: at a pole."""
        turn = _north(view, at)
        if turn is None:
            return None
        size = 12 * self.preset.unit
        angle = radians(turn)
        shape = ((0, -1), (0.55, 0.9), (0, 0.5), (-0.55, 0.9))
        return tuple(
            (
                at[0] + size * (x * cos(angle) - y * sin(angle)),
                at[1] + size * (x * sin(angle) + y * cos(angle)),
            )
            for x, y in shape
        )


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar's length on the sheet and the words beside it."""

    width: float
    words: str


def _inside(low: float, high: float) -> Iterable[float]:
    low, high = max(low, -85.0), min(high, 85.0) if abs(low) <= 90 and abs(high) <= 90 else high  # noqa: PLR2004
    return (low, (low + high) / 2, high)


def _round_down(km: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not more."""
    power = 10 ** int(log10(km) // 1)
    rounded = max(step * power for step in (1, 2, 5) if step * power <= km)
    return int(rounded) if rounded >= 1 else rounded


def _north(view: View, at: Place) -> float | None:
    """Return by how many degrees north is turned clockwise from up at a place on the sheet."""
    point = view.point(at)
    if point is None or abs(point[0]) > 89:  # noqa: PLR2004  at the pole there is no north
        return None
    (x, y), (north_x, north_y) = view.places([point, (point[0] + 0.1, point[1])])
    return degrees(atan2(north_x - x, y - north_y))


def _round_globe(latitude: float, longitude: float) -> Extent:
    south, north = latitude - _GLOBE_RADIUS_DEGREES, latitude + _GLOBE_RADIUS_DEGREES
    widest = max(abs(south), abs(north))
    half = 180.0 if widest >= 80 else min(180.0, _GLOBE_RADIUS_DEGREES / cos(radians(widest)))  # noqa: PLR2004
    return Extent(max(south, -90.0), longitude - half, min(north, 90.0), longitude + half)


def _outline(extent: Extent) -> list[tuple[float, float]]:
    south, west, north, east = extent
    corners = ((south, west), (south, east), (north, east), (north, west), (south, west))
    return [
        (a + (c - a) * n / 12, b + (d - b) * n / 12)
        for (a, b), (c, d) in pairwise(corners)
        for n in range(12)
    ]


def _is_near(ring: Sequence[Place], middle: Place, radius: float) -> bool:
    return any(hypot(x - middle[0], y - middle[1]) < radius for x, y in ring)

"""What must be true of any picture of a journey: faults of a drawing, each in a few words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, dist, pi, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod, Proj

from routemap.geo.azimuthal import rim_km
from routemap.geo.projection import Family
from routemap.look import MARKS
from routemap.pictures import font_metrics
from routemap.pictures.omissions import omissions
from routemap.pictures.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from routemap.model.itinerary import Scene
    from routemap.pictures.drawing import Drawing, DrawnStop, Text
    from routemap.pictures.view import Place

    Numbers = NDArray[np.float64]

_GEOD = Geod(ellps="WGS84")
_BAR_LABEL = re.compile(r"([\d,.]+) (km|m)( at the equator| at (\d+)° ([NS]))?")
# By what share a bar may err where it stands, and where no latitude is named all over the frame.
_BAR_ERROR, _BAR_ERROR_ANYWHERE = 0.03, 0.13
# A map has no bar where its scale differs more than threefold, over places and directions; to the
# rim of a disc, threefold on a sphere, it may differ by 3.02 times, as the Earth is flattened.
# Where the map ends within the frame, the places looked at miss its very edge, and up to 3% of the
# change: measured on about 150 pictures against a grid of 201 columns and 801 rows.
_THREEFOLD, _FLATTENED, _MISSED = 3.0, 0.01, 0.04
# The frame is looked at in so many columns and rows, its edges among them.
_COLUMNS, _ROWS = 33, 129
# A bar may name a latitude so many degrees from any that the middle of the frame has.
_LATITUDE_NEAR = 1.0
# A part of a leg whose ground is so many times as long as the geodesic between its ends is none of
# the leg; the ground is measured in so many pieces, and that of a short part is not.
_ASTRAY, _PIECES, _SHORT_PX = 4.0, 16, 12.0
# Places in the disc that tell how much of it is seen, and what share must be.
_PLACES_IN_DISC, _SEEN_SHARE = 60, 0.5
_HAIR = 0.01
# A place on Earth is found again this near, in km; else it is a turn of the Earth away, or off it.
_NEAR_KM = 1.0


@dataclass(frozen=True)
class Sheet:
    """Where on Earth places of a drawing lie, told by PROJ alone."""

    drawing: Drawing

    @cached_property
    def _proj(self) -> Proj:
        return Proj(self.drawing.view.projection.definition)

    def earth(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Return latitudes and longitudes of places, no numbers where they lie off the map."""
        view = self.drawing.view
        right = (x - view.origin[0]) / view.per_km * 1000
        up = (view.origin[1] - y) / view.per_km * 1000
        longitudes, latitudes = self._proj(right, up, inverse=True, errcheck=False)
        is_there = np.isfinite(longitudes) & np.isfinite(latitudes)
        longitudes = np.where(is_there, longitudes, np.nan)
        latitudes = np.where(is_there, latitudes, np.nan)
        again = self._proj(longitudes, latitudes, errcheck=False)
        is_far = ~(np.hypot(again[0] - right, again[1] - up) < 1000 * _NEAR_KM)
        if view.projection.family == Family.AZIMUTHAL:
            is_far |= np.hypot(right, up) > 1000 * rim_km()
        latitudes[is_far] = longitudes[is_far] = np.nan
        return latitudes, longitudes

    def km(self, starts: Sequence[Place], ends: Sequence[Place]) -> Numbers:
        """Return how far apart places lie on Earth, no number where one lies off it."""
        from_lat, from_lon = self.earth(*np.array(starts, float).T)
        to_lat, to_lon = self.earth(*np.array(ends, float).T)
        return np.array(_GEOD.inv(from_lon, from_lat, to_lon, to_lat)[2]) / 1000


def faults_of(scene: Scene, drawing: Drawing) -> Iterator[str]:
    """Yield what is wrong with a drawing, its kind of fault before a colon; not its colours."""
    sheet = Sheet(drawing)
    for kind, found in (
        ("outside", _outside(drawing)),
        ("disc", _hidden(scene, drawing)),
        ("leg", _false_legs(scene, sheet)),
        ("scale", _false_bar(sheet)),
    ):
        if told := ", ".join(found):
            yield f"{kind}: {told}"


def text_box(text: Text) -> Box:
    """Return the box of a line of text."""
    width = font_metrics.width(text.text, text.size, bold=text.is_bold, spacing=text.spacing)
    left = text.at[0] - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
    top, bottom = font_metrics.ASCENT * text.size, font_metrics.DESCENT * text.size
    return Box(left, text.at[1] - top, left + width, text.at[1] + bottom)


def disc_radius(stop: DrawnStop) -> float:
    """Return the radius of a stop's disc or dot, without its edge, in pixels of `look.py`."""
    if stop.is_dot:
        return MARKS.dot
    return MARKS.disc_current if stop.state == "current" else MARKS.disc


def _outside(drawing: Drawing) -> Iterator[str]:
    """Tell what lies outside the frame of the map, or outside the sheet."""
    preset = drawing.options.preset
    sheet = Box(0, 0, preset.width, preset.height).grown(_HAIR)
    frame = drawing.frame.grown(_HAIR)
    in_sheet = [("the frame", drawing.frame)]
    in_sheet += [(f"“{text.text}”", text_box(text)) for text in drawing.furniture]
    if drawing.legend:
        in_sheet.append(("the key", drawing.legend.box))
    names = (*drawing.stop_labels, *drawing.counts, *drawing.names.texts)
    in_frame = [(f"the name “{text.text}”", text_box(text)) for text in names]
    in_frame += [
        (f"disc {stop.figure}", round_box(stop.at, disc_radius(stop) * drawing.options.unit))
        for stop in drawing.stops
    ]
    if drawing.locator:
        in_frame.append(("the globe", round_box(drawing.locator.middle, drawing.locator.radius)))
    lines = (*(("a leader", leader) for leader in drawing.leaders), ("a town", drawing.names.dots))
    in_frame += [(name, Box(*place, *place)) for name, line in lines for place in line]
    # A leg that goes on at another edge of the map ends at this; beside another leg it may end a
    # lane further, and half of an arrow upon it may. The frame cuts them, as all that it holds.
    legs = [
        Box(*at, *at) for leg in drawing.legs for line in (*leg.lines, *leg.stubs) for at in line
    ]
    arrows = [Box(*at, *at) for leg in drawing.legs for arrow in leg.arrows for at in arrow]
    unit = drawing.options.unit
    beside = (
        (frame.grown(MARKS.lane * unit), [("a leg", box) for box in legs]),
        (frame.grown(MARKS.arrow / 2 * unit), [("an arrow", box) for box in arrows]),
    )
    return iter(
        dict.fromkeys(
            name
            for within, boxes in ((sheet, in_sheet), (frame, in_frame), *beside)
            for name, box in boxes
            if not within.holds(box)
        )
    )


def round_box(place: Place, radius: float) -> Box:
    return Box(*place, *place).grown(radius)


def _hidden(scene: Scene, drawing: Drawing) -> Iterator[str]:
    """Tell of which discs less than half is seen, and which of them nothing counts.

    Cards of a stack are counted above it; dots, which a disc may cover, among the numbers that the
    picture is said to leave out, unless a label tells theirs.
    """
    unit, stops = drawing.options.unit, drawing.stops
    counted = {
        stop_id
        for omission in omissions(scene, drawing)
        if omission.kind == "numbers"
        for stop_id, _ in omission.left
    }
    counted |= {scene.journey.stops[n].id for text in drawing.stop_labels for n in text.numbered}
    # Even over the disc, as the seeds of a sunflower.
    seeds = [
        (sqrt((n + 0.5) / _PLACES_IN_DISC), n * pi * (3 - sqrt(5))) for n in range(_PLACES_IN_DISC)
    ]

    def height(number: int) -> tuple[bool, bool, int, int]:
        stop = stops[number]
        depth = stop.stack.depth if stop.stack else 0
        return not stop.is_dot, stop.state == "current", -depth, -number

    counts = {text.text for text in drawing.counts}
    for number, stop in enumerate(stops):
        if stop.is_beneath and f"×{len(stop.group)}" in counts:
            continue
        if stop.is_dot and scene.journey.stops[number].id in counted:
            continue
        radius, (x, y) = disc_radius(stop) * unit, stop.at
        places = [(x + radius * r * cos(turn), y + radius * r * sin(turn)) for r, turn in seeds]
        above = [other for at, other in enumerate(stops) if height(at) > height(number)]
        near = [
            (other.at, disc_radius(other) * unit)
            for other in above
            if dist(other.at, stop.at) < 2 * MARKS.disc_halo * unit
        ]
        seen = sum(not _is_covered(drawing, place, near) for place in places) / len(places)
        if seen < _SEEN_SHARE:
            yield f"{seen:.0%} of {stop.figure} is seen"


def _is_covered(drawing: Drawing, place: Place, discs: Sequence[tuple[Place, float]]) -> bool:
    if any(dist(place, middle) < radius for middle, radius in discs):
        return True
    if drawing.locator and dist(place, drawing.locator.middle) < drawing.locator.radius:
        return True
    return bool(drawing.legend and drawing.legend.box.holds(round_box(place, 0)))


def _false_legs(scene: Scene, sheet: Sheet) -> Iterator[str]:
    """Tell which parts of legs run over the sheet where none runs on Earth, and which are missing.

    Both ends of a leg lie at the places of its stops.
    """
    drawing, itinerary = sheet.drawing, scene.itinerary
    unit, per_km = drawing.options.unit, drawing.view.per_km
    lines = [line for leg in drawing.legs for line in (*leg.lines, *leg.stubs)]
    long = [piece for line in lines for piece in pairwise(line) if dist(*piece) > _SHORT_PX * unit]
    if long:
        shares = np.linspace(0, 1, _PIECES + 1)[:, None]
        starts, ends = (np.array(places) for places in zip(*long, strict=True))
        marks = [starts + share * (ends - starts) for share in shares]
        ground = sum(sheet.km([*here], [*there]) for here, there in pairwise(marks))
        on_sheet = np.hypot(*(ends - starts).T) / per_km
        # What is no number lies off the Earth; along a pole no ground is run over.
        is_false = ~(ground <= _ASTRAY * sheet.km([*starts], [*ends]) + _NEAR_KM)
        if is_false.any():
            most = on_sheet[is_false].max()
            yield f"{is_false.sum()} parts of legs run across {most:,.0f} km of the sheet"
    ends = [place for line in lines for place in (line[0], line[-1])]
    for number, place in enumerate(drawing.view.places(itinerary.stop_positions)):
        neighbours = itinerary.stop_positions[max(number - 1, 0) : number + 2]
        if any(other != itinerary.stop_positions[number] for other in neighbours):
            nearest = min((dist(place, end) for end in ends), default=float("inf"))
            if nearest > 2 * MARKS.disc * unit:
                yield f"none at stop {number + 1}"


def _false_bar(sheet: Sheet) -> Iterator[str]:
    """Tell by how much the scale bar errs where its label says that it is true."""
    drawing = sheet.drawing
    left, top, right, bottom = drawing.frame
    has_bar, change = bool(drawing.legend and drawing.legend.scale_bar), scale_differs(sheet)
    if not has_bar and change < _THREEFOLD * (1 - _MISSED):
        yield f"no bar, and the scale differs by {change:.2f} times"
    if has_bar and change > _THREEFOLD * (1 + _FLATTENED):
        yield f"a bar, and the scale differs by {change:.2f} times"
    if not (drawing.legend and drawing.legend.scale_bar):
        return
    (x, y), (to_x, _) = drawing.legend.scale_bar
    length = to_x - x
    found = [
        match
        for text in drawing.furniture
        if abs(text.at[1] - y) < text.size and text.at[0] > to_x - text.size
        if (match := _BAR_LABEL.fullmatch(text.text.replace("\xa0", " ")))
    ]
    if len(found) != 1:
        yield f"{len(found)} labels beside the bar"
        return
    number, measure, told, latitude, side = found[0].groups()
    km = float(number.replace(",", "")) / (1 if measure == "km" else 1000)
    middle = ((left + right) / 2, (top + bottom) / 2)
    if told:
        # Beyond a pole the same latitude comes again.
        ys = middle[1] + (bottom - top) * np.linspace(-0.1, 0.1, 201)
        latitudes, _ = sheet.earth(np.full(ys.shape, middle[0]), ys)
        away = np.abs(latitudes - float(latitude or 0) * (-1 if side == "S" else 1))
        at = int(np.nanargmin(away))
        if away[at] > _LATITUDE_NEAR:
            yield f"what lies{told} is not in the middle of the frame"
            return
        middle = (middle[0], float(ys[at]))
    error = _scales(sheet, length, [middle])[0] / (km / length) - 1
    if not abs(error) <= _BAR_ERROR:
        yield f"“{found[0][0]}” errs by {error:+.1%}"
    if not told:
        errors = _scales(sheet, length, _grid(drawing.frame, 3, 3)) / (km / length) - 1
        worst = max(errors, key=abs)
        if abs(worst) > _BAR_ERROR_ANYWHERE:
            yield f"“{found[0][0]}” names no latitude and errs by {worst:+.1%} near an edge"


def scale_differs(sheet: Sheet) -> float:
    """Return how many times the scale differs over the frame, whatever the place and direction.

    Told by geodesics alone: how long they are level, upright and aslant gives the ellipse of all
    directions.
    """
    drawing = sheet.drawing
    left, top, right, bottom = drawing.frame
    across, down = np.linspace(left, right, _COLUMNS), np.linspace(top, bottom, _ROWS)
    places = [(x, y) for x in across for y in down]
    level, aslant, upright = (
        _lengths(sheet, drawing.options.unit, places, turn * pi / 4) ** 2 for turn in range(3)
    )
    middle = (level + upright) / 2
    spread = np.hypot((level - upright) / 2, aslant - middle)
    with np.errstate(invalid="ignore"):
        least, most = np.sqrt(middle - spread), np.sqrt(middle + spread)
    return float(np.nanmax(most) / np.nanmin(least))


def _grid(frame: Box, columns: int, rows: int) -> list[Place]:
    return [
        (frame.left + across * frame.width, frame.top + down * frame.height)
        for across in _shares(columns)
        for down in _shares(rows)
    ]


def _shares(number: int) -> list[float]:
    return [(n + 0.5) / number for n in range(number)]


def _scales(sheet: Sheet, length: float, places: Sequence[Place]) -> Numbers:
    """Return the km of a unit of the sheet, along a level line of a length, round places on Earth.

    Places off it are left out.
    """
    found = _lengths(sheet, length, places, 0.0)
    return found[np.isfinite(found)]


def _lengths(sheet: Sheet, length: float, places: Sequence[Place], turn: float) -> Numbers:
    """Return the km of a unit of the sheet round places, no number off the Earth.

    Along a line of a length, level if it is not turned.
    """
    right, down = length / 2 * cos(turn), length / 2 * sin(turn)
    starts = [(x - right, y - down) for x, y in places]
    ends = [(x + right, y + down) for x, y in places]
    return sheet.km(starts, ends) / length

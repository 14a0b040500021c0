"""Whether land is painted as land and sea as sea at known places of a picture."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from known_ground import Ground, ground_at
from routemap.geo.scale import Scale
from routemap.look import MARKS
from routemap.pictures.picture import Picture
from routemap.pictures.view import Box
from sweep_checks import Sheet, disc_radius, round_box, text_box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from routemap.pictures.drawing import Drawing

    Numbers = NDArray[np.float64]

LOOKS = ("colour", "dark")
"""Looks in which page, land and water have three colours."""
PLACES = 60
"""At how many places a picture is looked at; a frame full of coasts may not have so many."""
# Image pixels for a pixel of `look.py`.
_SHARE = 0.6
_TRIES, _ROUNDS = 250, 4
# A place is known where all round it, so many pixels of `look.py` away, lies the same: coasts are
# drawn coarser than they are, and a bay of an island as small as the first is filled. And up to so
# many km away, for none is known better.
_RINGS, _RING_KM, _RING_PLACES = (1.2, 2.4, 3.5, 7.0), 2.0, 12
_OFF_EARTH = 3
_MARGIN_PX = 2.5
_MOST_TOLD = 3


def wrong_colours(picture: Picture, seed: str) -> Iterator[str]:
    """Tell of each look how many known places are painted as what they are not."""
    drawing = picture.drawing
    xs, ys, grounds = _known_places(drawing, seed)
    preset = drawing.options.preset
    scale = max(_SHARE / drawing.options.unit / preset.px_per_unit, 0.1)
    for look in LOOKS:
        options = replace(drawing.options, look=look, scale=scale)
        shown = Picture(picture.scene, options)
        # Laid out once: no place depends on a colour.
        vars(shown)["drawing"] = replace(drawing, options=options)
        pixels = _pixels(shown)
        px = pixels.shape[1] / preset.width
        colours = {
            name: np.array(ImageColor.getrgb(getattr(options.palette, name)))
            for name in ("water", "land", "page")
        }
        wrong_ones = []
        for x, y, ground in zip(xs, ys, grounds, strict=True):
            down, across = int(y * px), int(x * px)
            around = pixels[down - 1 : down + 2, across - 1 : across + 2].reshape(-1, 3)
            counts = {name: int((around == each).all(1).sum()) for name, each in colours.items()}
            right = ("water", "land", "water", "page")[ground]
            wrong = max((name for name in counts if name != right), key=counts.__getitem__)
            # A border or river is neither, and so is a pixel at its side.
            if counts[wrong] > counts[right]:
                wrong_ones.append(f"{_named(drawing, x, y, ground)} is painted as {wrong}")
        if wrong_ones:
            told = f"{len(wrong_ones)} of {len(grounds)} places in {look}"
            yield f"ground: {told}: {'; '.join(wrong_ones[:_MOST_TOLD])}"


def _named(drawing: Drawing, x: float, y: float, ground: int) -> str:
    if ground == _OFF_EARTH:
        return f"what lies off the Earth ({x:.0f}, {y:.0f})"
    (latitude,), (longitude,) = Sheet(drawing).earth(np.array([x]), np.array([y]))
    return f"{Ground(ground).name.lower()} at {latitude:.2f}, {longitude:.2f}"


def _pixels(picture: Picture) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(picture.render("png"))) as image:
        return np.asarray(image.convert("RGB"))


def _known_places(drawing: Drawing, seed: str) -> tuple[Numbers, Numbers, NDArray[np.int8]]:
    """Return places on the sheet that no mark or name covers, and what lies there."""
    rng = np.random.default_rng([*seed.encode()])
    sheet, unit = Sheet(drawing), drawing.options.unit
    covered = _Covered(drawing)
    frame = drawing.frame.grown(-_MARGIN_PX / _SHARE * unit)
    turns = np.linspace(0, 2 * np.pi, _RING_PLACES, endpoint=False)
    known_to = np.linspace(0, _RING_KM * drawing.view.per_km, len(_RINGS))
    rings = [max(ring * unit, least) for ring, least in zip(_RINGS, known_to, strict=True)]
    right = np.array([0, *chain.from_iterable(ring * np.cos(turns) for ring in rings)])
    down = np.array([0, *chain.from_iterable(ring * np.sin(turns) for ring in rings)])
    found = np.empty((0, 3))
    for _ in range(_ROUNDS):
        x = rng.uniform(frame.left, frame.right, _TRIES)
        y = rng.uniform(frame.top, frame.bottom, _TRIES)
        is_free = ~covered.at(x, y)
        x, y = x[is_free], y[is_free]
        latitudes, longitudes = sheet.earth(
            (x[:, None] + right).ravel(), (y[:, None] + down).ravel()
        )
        grounds = np.full(latitudes.shape, _OFF_EARTH, np.int8)
        is_there = np.isfinite(latitudes)
        grounds[is_there] = ground_at(Scale.FINE, latitudes[is_there], longitudes[is_there])
        grounds = grounds.reshape(len(x), len(right))
        is_known = (grounds == grounds[:, :1]).all(1)
        new = np.column_stack((x, y, grounds[:, 0]))[is_known]
        found = np.vstack((found, new))[:PLACES]
        if len(found) == PLACES:
            break
    return found[:, 0], found[:, 1], found[:, 2].astype(np.int8)


class _Covered:
    """Where on the sheet names, marks and furniture lie over the ground."""

    def __init__(self, drawing: Drawing) -> None:
        unit, preset = drawing.options.unit, drawing.options.preset
        self._px = _SHARE / unit
        size = (int(preset.width * self._px) + 1, int(preset.height * self._px) + 1)
        image = Image.new("1", size)
        pen = ImageDraw.Draw(image)

        def cover(box: Box) -> None:
            pen.rectangle([side * self._px for side in box.grown(_MARGIN_PX / self._px)], fill=1)

        names = (*drawing.stop_labels, *drawing.counts, *drawing.names.texts)
        for text in (*drawing.furniture, *names):
            cover(text_box(text).grown(MARKS.name_halo / 2 * unit))
        marks = [
            *(leg.lines + leg.stubs + leg.arrows for leg in drawing.legs),
            drawing.leaders,
            (drawing.north,) if drawing.north else (),
        ]
        width = int((MARKS.leg_halo + 2 * MARKS.arrow_edge) * unit * self._px + 2 * _MARGIN_PX) + 1
        for line in chain.from_iterable(marks):
            pen.line([(x * self._px, y * self._px) for x, y in line], fill=1, width=width)
        for stop in drawing.stops:
            radius = MARKS.disc_halo if stop.state == "current" else disc_radius(stop) + 3
            cover(round_box(stop.at, radius * unit))
        for dot in drawing.names.dots:
            cover(round_box(dot, MARKS.town_dot * unit))
        if drawing.legend:
            cover(drawing.legend.box)
        if drawing.locator:
            cover(round_box(drawing.locator.middle, drawing.locator.radius + 5 * unit))
        self._mask = np.asarray(image)

    def at(self, x: Numbers, y: Numbers) -> NDArray[np.bool_]:
        """Tell which places are covered."""
        return self._mask[(y * self._px).astype(int), (x * self._px).astype(int)]

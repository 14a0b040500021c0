"""The pictures of a film, one after the other: none is kept longer than it is shown."""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.resources import files
from itertools import accumulate, chain, pairwise
from math import dist
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from routemap.exports.film_timing import FRAMES_A_SECOND, Shape, Shot, film_script
from routemap.exports.selection import Selection
from routemap.exports.transition import Transition
from routemap.house_look import palette_of
from routemap.look import FILM_TYPE, MARKS, TypeScale
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Phrase
from routemap.pictures import font_metrics
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.lines import length, place_along
from routemap.pictures.omissions import Omission
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.shaping import typefaces_of
from routemap.pictures.sizes import Preset
from routemap.pictures.svg import svg_for_pixels
from routemap.pictures.typefaces import led_by
from routemap.pictures.typst import boxed, document_pages, texts_in
from routemap.pictures.view import Place

_TEMPLATE = files("routemap.exports") / "film.typ"
_PPI = 72.0
# Of burnt-in text: line height, and space between paragraphs, in sizes of type, as in film.typ.
_LINE, _BETWEEN = 1.15, 0.35


class Frame(NamedTuple):
    """A picture (RGB) and how many frames it is shown."""

    image: Image.Image
    frames: int


class _Rectangle(NamedTuple):
    """A rectangle in px."""

    left: int
    top: int
    width: int
    height: int


class _FilmLayout(NamedTuple):
    """The size of a film, and where its map and its panel of text are, in px."""

    width: int
    height: int
    map: _Rectangle
    panel: _Rectangle


_FILM_LAYOUTS = {
    Shape.WIDE: _FilmLayout(1280, 720, _Rectangle(0, 0, 794, 720), _Rectangle(820, 34, 430, 652)),
    Shape.TALL: _FilmLayout(720, 1280, _Rectangle(0, 390, 720, 890), _Rectangle(34, 34, 652, 340)),
}
_MAP_TYPE = TypeScale(small=13, body=16, headline=19, title=28)


@dataclass(frozen=True)
class Film:
    """A journey as a film of one shape and look, in one language."""

    selection: Selection
    language: str
    shape: Shape
    look: str
    allows_missing_letters: bool = False

    @property
    def itinerary(self) -> Itinerary:
        """Return the journey."""
        return self.selection.itinerary

    @property
    def _layout(self) -> _FilmLayout:
        return _FILM_LAYOUTS[self.shape]

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in px."""
        return self._layout.width, self._layout.height

    @property
    def _title(self) -> Phrase:
        return self.itinerary.journey.title.in_language(self.language)

    @cached_property
    def shots(self) -> tuple[Shot, ...]:
        """Return what it shows.

        Raises
        ------
        DrawingError
            If no typeface has a letter of the burnt-in text, and boxes are not allowed.
        """
        shots = film_script(self.selection, self.language)
        phrases = [self._title]
        for shot in shots:
            phrases += filter(None, (shot.heading, shot.place, *shot.captions))
        if not self.allows_missing_letters:
            texts = (phrase.text for phrase in phrases)
            with self._set:
                refuse_illegible(texts, self.itinerary.journey, self.language)
        return shots

    @property
    def _set(self) -> AbstractContextManager[None]:
        return led_by(house_typeface(self.itinerary.journey.style))

    @property
    def frame_count(self) -> int:
        """Return how many frames it has."""
        return sum(shot.frame_count for shot in self.shots)

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return self.frame_count / FRAMES_A_SECOND

    @property
    def durations(self) -> tuple[int, ...]:
        """Return how many frames each picture of `frames` is shown."""
        return tuple(
            count
            for shot in self.shots
            for count in ([1] * shot.frame_count if shot.grown else [shot.frame_count])
        )

    def still(self, number: int) -> Image.Image:
        """Return the picture with which a shot begins, as it is in the film."""
        shot = self.shots[number]
        return self.drawn(shot, shot.scene)

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures in order.

        Raises
        ------
        DrawingError
            If Typst refuses one.
        """
        for shot in self.shots:
            if shot.grown:
                yield from self._growing(shot, shot.grown)
            else:
                yield Frame(self.drawn(shot, shot.scene), shot.frame_count)

    def _growing(self, shot: Shot, grown: Transition) -> Iterator[Frame]:
        """Uncover the travelled line along the legs, from the start of a transition to its end."""
        before, after = self.drawn(shot, shot.scene), self.drawn(shot, grown)
        mask = Image.new("L", before.size)
        pen = ImageDraw.Draw(mask)
        left, top, _, _ = self._layout.map
        # Each traveller's legs one after the other, those of several at the same time.
        of_each = [
            [
                [(x + left, y + top) for x, y in line]
                for leg in legs
                for line in self.map.leg_lines(leg)
            ]
            for legs in grown.legs_of_each
        ]
        of_each = [lines for lines in of_each if any(map(length, lines))]
        if not of_each:  # legs of no length have nothing to uncover
            yield from (Frame(after, 1) for _ in range(shot.frame_count))
            return
        width = round((MARKS.arrow + 2 * MARKS.casing) * self.map.options.preset.unit * 2)
        in_parts = (_in_parts(lines, shot.frame_count) for lines in of_each)
        for now in zip(*in_parts, strict=True):
            for part in chain.from_iterable(now):
                _stroke(pen, part, width)
            yield Frame(Image.composite(after, before, mask), 1)

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """Return what it leaves out: moments, and what its map has no room for."""
        return (*self.selection.omission(self.language), *self.map.left_out)

    @cached_property
    def map(self) -> FixedView:
        """Return the map that all pictures show."""
        _, _, width, height = self._layout.map
        preset = Preset(f"film-{self.shape}", width, height, _MAP_TYPE, margin=12)
        without = frozenset({Part.TITLE, Part.SUBTITLE, Part.SOURCE, Part.LOCATOR})
        options = PictureOptions(
            preset,
            self.language,
            self.look,
            without=without,
            allows_missing_letters=self.allows_missing_letters,
        )
        return FixedView(self.itinerary, options)

    def drawn(self, shot: Shot, scene: Scene) -> Image.Image:
        """Draw a scene in a shot."""
        with self._set:
            return self._drawn(shot, scene)

    def _drawn(self, shot: Shot, scene: Scene) -> Image.Image:
        layout = self._layout
        words = boxed({"title": self._title, **_panel(shot, self._title, layout.panel)})
        content = {
            "width": layout.width,
            "height": layout.height,
            "language": self.language.partition("-")[0],
            "sizes": asdict(FILM_TYPE),
            "colours": asdict(palette_of(self.look, self.itinerary.journey.style)),
            "map": {**layout.map._asdict(), "svg": svg_for_pixels(self.map.drawing(scene))},
            # Where several travel, the accent is the colour of the first.
            "place_colour": "text" if self.itinerary.is_shared else "accent",
            "panel": layout.panel._asdict(),
            **words,
        }
        typefaces = typefaces_of(texts_in(words))
        (page,) = document_pages(_TEMPLATE, content, typefaces, _PPI)
        with Image.open(io.BytesIO(page)) as image:
            return image.convert("RGB")


def _panel(shot: Shot, title: Phrase, box: _Rectangle) -> dict[str, Any]:
    """Return the burnt-in text beside the map, cut with "…" where it has no room."""
    room = float(box.height)
    content: dict[str, Any] = {"kicker": None, "place": None}
    for name, phrase, size, is_bold, most in (
        ("kicker", None if shot.heading == title else title, FILM_TYPE.small, False, 2),
        ("heading", shot.heading, FILM_TYPE.title, True, 3),
        ("place", shot.place, FILM_TYPE.headline, True, 2),
    ):
        if phrase:
            lines = font_metrics.lines(phrase.text, size, box.width, bold=is_bold, most=most)
            content[name] = replace(phrase, text=" ".join(lines))
            room -= _paragraph_height(size, len(lines))
    captions: list[Phrase] = []
    for caption in shot.captions:
        most = int((room - _paragraph_height(FILM_TYPE.body, 1)) / (FILM_TYPE.body * _LINE))
        if most < 1:  # no room for another: "…" on a line of its own
            captions.append(replace(caption, text="…"))
            break
        lines = font_metrics.lines(caption.text, FILM_TYPE.body, box.width, most=most)
        captions.append(replace(caption, text=" ".join(lines)))
        room -= _paragraph_height(FILM_TYPE.body, len(lines))
    return content | {"captions": captions}


def _paragraph_height(size: float, lines: int) -> float:
    return lines * size * _LINE + size * _BETWEEN


def _in_parts(lines: Sequence[Sequence[Place]], count: int) -> Iterator[list[list[Place]]]:
    """Cut lines that follow each other into parts of equal length, each of pieces of lines.

    Each part begins where the one before has ended; from the end of a line to the start of the next
    it leaps.
    """
    measured = []
    done = 0.0
    for line in lines:
        steps = (dist(start, end) for start, end in pairwise(line))
        measured.append((line, [*accumulate(steps, initial=done)]))
        done = measured[-1][1][-1]
    cuts = [done * number / count for number in range(count + 1)]
    for begin, end in pairwise(cuts):
        yield [
            _piece(line, reached, max(begin, reached[0]), min(end, reached[-1]))
            for line, reached in measured
            if reached[0] < end and begin < reached[-1]
        ]


def _piece(
    line: Sequence[Place], reached: Sequence[float], begin: float, end: float
) -> list[Place]:
    """Return what of a line lies between two lengths of way."""
    between = line[bisect_right(reached, begin) : bisect_left(reached, end)]
    return [place_along(line, reached, begin), *between, place_along(line, reached, end)]


def _stroke(pen: ImageDraw.ImageDraw, line: Sequence[Place], width: int) -> None:
    """Draw a line with round ends and joints."""
    pen.line(line, fill=255, width=width)
    reach = width / 2
    for x, y in line:
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)

"""The pictures of a film, one after the other: none is held longer than it is shown."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image, ImageDraw

from routemap.exports.choices import Shape
from routemap.exports.film_script import FRAMES_A_SECOND, film_script
from routemap.exports.typst_phrase import typst_phrase
from routemap.look import FILM_TYPE, LOOKS, MARKS, TypeScale
from routemap.pictures import font_metrics
from routemap.pictures.fixed_view import FixedView
from routemap.pictures.font_metrics import FAMILY
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.sizes import Preset
from routemap.pictures.svg import svg
from routemap.pictures.typst import document_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routemap.exports.film_script import Shot
    from routemap.exports.transition import Passage
    from routemap.model.itinerary import Itinerary, Scene
    from routemap.model.journey import Phrase
    from routemap.pictures.view import Place

_PPI = 72.0
# Of what is burnt in: from line to line, and between paragraphs, in sizes of type, as film.typ.
_LINE, _BETWEEN = 1.15, 0.35


class Frame(NamedTuple):
    """A picture (RGB) and for how many frames it stands."""

    image: Image.Image
    frames: int


class _Layout(NamedTuple):
    """Where map and panel stand, in px: left, top, width, height."""

    width: int
    height: int
    map: tuple[int, int, int, int]
    panel: tuple[int, int, int, int]


_LAYOUTS = {
    Shape.WIDE: _Layout(1280, 720, (0, 0, 838, 720), (868, 34, 382, 652)),
    Shape.TALL: _Layout(720, 1280, (0, 330, 720, 950), (34, 34, 652, 280)),
}
_MAP_TYPE = TypeScale(small=13, body=16, headline=19, title=28)


@dataclass(frozen=True)
class Film:
    """A journey as a film of one shape and look, in one language."""

    itinerary: Itinerary
    language: str
    shape: Shape
    look: str

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in px."""
        layout = _LAYOUTS[self.shape]
        return layout.width, layout.height

    @cached_property
    def shots(self) -> tuple[Shot, ...]:
        """Return what it shows.

        Raises
        ------
        DrawingError
            If our typeface lacks letters for what is burnt in.
        """
        shots = film_script(self.itinerary, self.language)
        told = (
            self.itinerary.journey.title.in_language(self.language),
            *(phrase for shot in shots for phrase in (shot.heading, shot.place, *shot.captions)),
        )
        refuse_illegible(
            (phrase.text for phrase in told if phrase), self.itinerary.journey, self.language
        )
        return shots

    @property
    def frame_count(self) -> int:
        """Return how many frames it has."""
        return sum(_frames_of(shot) for shot in self.shots)

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return self.frame_count / FRAMES_A_SECOND

    @property
    def durations(self) -> tuple[int, ...]:
        """Return for how many frames each picture of `frames` stands."""
        return tuple(
            count
            for shot in self.shots
            for count in ([1] * _frames_of(shot) if shot.grown else [_frames_of(shot)])
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
                yield Frame(self.drawn(shot, shot.scene), _frames_of(shot))

    # A line that grows ---------------------------------------------------------------------------

    def _growing(self, shot: Shot, grown: Passage) -> Iterator[Frame]:
        """Uncover the travelled way along the legs, from the passage's start to its end."""
        before, after = self.drawn(shot, shot.scene), self.drawn(shot, grown)
        mask = Image.new("L", before.size)
        pen = ImageDraw.Draw(mask)
        left, top, _, _ = _LAYOUTS[self.shape].map
        legs = [self._stage.leg_line(leg) for leg in grown.legs]
        path = [(x + left, y + top) for line in legs for x, y in line]
        if not path:  # a way of no length has nothing to uncover
            yield from (Frame(after, 1) for _ in range(_frames_of(shot)))
            return
        width = round((MARKS.arrow + 2 * MARKS.casing) * self._request.preset.unit * 2)
        count = _frames_of(shot)
        for part in _in_parts(path, count):
            _stroke(pen, part, width)
            yield Frame(Image.composite(after, before, mask), 1)

    # A still -------------------------------------------------------------------------------------

    @cached_property
    def _request(self) -> PictureOptions:
        _, _, width, height = _LAYOUTS[self.shape].map
        preset = Preset(f"film-{self.shape}", width, height, _MAP_TYPE, margin=12)
        without = frozenset({Part.TITLE, Part.SUBTITLE, Part.SOURCE, Part.LOCATOR})
        return PictureOptions(preset, self.language, self.look, without=without)

    @cached_property
    def _stage(self) -> FixedView:
        return FixedView(self.itinerary, self._request)

    def drawn(self, shot: Shot, scene: Scene) -> Image.Image:
        """Draw what a scene looks like in a shot."""
        told = json.dumps(self._told(shot, scene), ensure_ascii=False)
        (page,) = document_pages(_template(), told=told, ppi=_PPI)
        with Image.open(io.BytesIO(page)) as image:
            return image.convert("RGB")

    def _told(self, shot: Shot, scene: Scene) -> dict[str, Any]:
        layout, palette = _LAYOUTS[self.shape], LOOKS[self.look]
        title = self.itinerary.journey.title.in_language(self.language)
        names = ("left", "top", "width", "height")
        return {
            "width": layout.width,
            "height": layout.height,
            "language": self.language.partition("-")[0],
            "font": FAMILY,
            "sizes": {
                name: getattr(FILM_TYPE, name) for name in ("small", "body", "headline", "title")
            },
            "colours": {
                name: getattr(palette, name) for name in ("page", "text", "second_text", "accent")
            },
            "map": {
                **dict(zip(names, layout.map, strict=True)),
                "svg": svg(self._stage.drawing(scene), outlined=True),
            },
            "panel": dict(zip(names, layout.panel, strict=True)),
            "title": typst_phrase(title),
            **_panel(shot, title, layout.panel[2:]),
        }


def _panel(shot: Shot, title: Phrase, size: tuple[int, int]) -> dict[str, Any]:
    """Return what is burnt in beside the map, cut with "…" where it has no room (px)."""
    width, room = size[0], float(size[1])
    told: dict[str, Any] = {"kicker": None, "place": None}
    for name, phrase, kind, is_bold, most in (
        ("kicker", None if shot.heading == title else title, FILM_TYPE.small, False, 2),
        ("heading", shot.heading, FILM_TYPE.title, True, 3),
        ("place", shot.place, FILM_TYPE.headline, True, 2),
    ):
        if phrase:
            lines = font_metrics.lines(phrase.text, kind, width, bold=is_bold, most=most)
            told[name] = typst_phrase(replace(phrase, text=" ".join(lines)))
            room -= _paragraph_height(kind, len(lines))
    captions = []
    for caption in shot.captions:
        # Of what has no room at all, "…" on a line of its own.
        most = int((room - _paragraph_height(FILM_TYPE.body, 1)) / (FILM_TYPE.body * _LINE))
        if most < 1:
            captions.append(typst_phrase(replace(caption, text="…")))
            break
        lines = font_metrics.lines(caption.text, FILM_TYPE.body, width, most=most)
        captions.append(typst_phrase(replace(caption, text=" ".join(lines))))
        room -= _paragraph_height(FILM_TYPE.body, len(lines))
    return told | {"captions": captions}


def _paragraph_height(size: float, lines: int) -> float:
    return lines * size * _LINE + size * _BETWEEN


@cache
def _template() -> str:
    return files("routemap.exports").joinpath("film.typ").read_text(encoding="utf-8")


def _frames_of(shot: Shot) -> int:
    return max(1, round(shot.seconds * FRAMES_A_SECOND))


def _in_parts(path: Sequence[Place], count: int) -> Iterator[list[Place]]:
    """Cut a line into parts of equal length; each begins where the one before has ended."""
    lengths = [dist(start, end) for start, end in pairwise(path)]
    step = sum(lengths) / count
    part, room = [path[0]], step
    made = 0
    for (start, end), length in zip(pairwise(path), lengths, strict=True):
        begun = 0.0
        while length - begun > room and made < count - 1:
            begun += room
            share = begun / length
            cut = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            yield [*part, cut]
            part, room, made = [cut], step, made + 1
        room -= length - begun
        part.append(end)
    # A way that is shorter than its parts can be told apart is there at once.
    for _ in range(made, count):
        yield part


def _stroke(pen: ImageDraw.ImageDraw, line: Sequence[Place], width: int) -> None:
    """Draw a line with round ends and joints."""
    pen.line(line, fill=255, width=width)
    reach = width / 2
    for x, y in line:
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)

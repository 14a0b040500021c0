"""Title and subtitle above the map, sources and credits below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from routemap.i18n.catalog import truncated
from routemap.i18n.credits import coarse_ground, licence_words, map_credits
from routemap.model.itinerary import Scene
from routemap.pictures import font_metrics
from routemap.pictures.bidi import as_part_of
from routemap.pictures.drawing import Text
from routemap.pictures.legend import Told
from routemap.pictures.logo import words_beside
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.picture_words import author, source_line, subtitle, title
from routemap.pictures.typefaces import Typeface, leading
from routemap.pictures.years import tells_year, years_line

_LINE_HEIGHT, _TITLE_LINE_HEIGHT = 1.3, 1.15
# Of the height of a picture: title and subtitle are cut before they leave no room for a map. The
# metadata of the file have them whole.
_TITLE_SHARE, _SUBTITLE_SHARE = 0.25, 0.15
_AUTHOR_LETTERS = 250
# Credits that would be higher than this part of the picture leave out what no licence demands.
_CREDITS_SHARE = 0.17


@lru_cache(maxsize=128)
def _lines(
    text: str, size: float, room: float, _: Typeface, *, bold: bool, most: int | None
) -> tuple[str, ...]:
    """Break text into lines: a picture asks several times which room titles and credits leave."""
    return font_metrics.lines(text, size, room, bold=bold, most=most)


def author_line(scene: Scene, options: PictureOptions) -> str:
    """Return who made the map, cut where that is long."""
    return truncated(author(scene, options), _AUTHOR_LETTERS)


def lowered(texts: Iterable[Text], by: float) -> list[Text]:
    """Return texts further down by a length."""
    return [replace(text, at=(text.at[0], text.at[1] + by)) for text in texts]


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
        """Return the same style with as many lines as have room, one at least."""
        return replace(self, most_lines=max(1, int(height / self.line_height)))


@dataclass(frozen=True, slots=True)
class RoundMap:
    """What stands above and below a map, at any moment of a series.

    `above_by` and `below_by` are how far the map has left the room that they leave it.
    """

    options: PictureOptions
    told: Told
    above_by: float
    below_by: float

    def texts(self, scene: Scene) -> tuple[tuple[Text, ...], bool]:
        """Return the texts of a scene, and whether the author is named among them."""
        titles = Titles(scene, self.options)
        (above, _), (below, _, has_author) = titles.above(), titles.below(self.told)
        return (*lowered(above, self.above_by), *lowered(below, self.below_by)), has_author


@dataclass(frozen=True)
class Titles:
    """What stands above and below the map of one picture, or of all pictures of a series.

    `series` are the scenes of all pictures that are to have the same map.
    """

    scene: Scene
    options: PictureOptions
    series: tuple[Scene, ...] = ()

    def room(self, told: Told) -> tuple[float, float]:
        """Return where the map may begin, and where it must end."""
        each = [Titles(scene, self.options) for scene in (self.scene, *self.series)]
        return max(one.above()[1] for one in each), min(one.below(told)[1] for one in each)

    def tell_year(self, labels: Iterable[str] = ()) -> bool:
        """Tell whether each picture tells the year above its map, or in these labels."""
        told = list(labels)

        def tells(scene: Scene) -> bool:
            above, _ = Titles(scene, self.options).above()
            words = " ".join((*(text.text for text in above), *told))
            return tells_year([words], scene, self.options.language)

        return all(map(tells, self.series or (self.scene,)))

    def above(self) -> tuple[list[Text], float]:
        """Return title and subtitle, and where the map may begin."""
        preset, palette, without = self.options.preset, self.options.palette, self.options.without
        kind, top = preset.type, preset.margin * 0.8
        logo, *ends = words_beside(self.options, is_above=True)
        texts: list[Text] = []
        moment = subtitle(self.scene, self.options)
        if Part.TITLE not in without:
            style = TextStyle(kind.title, palette.text, is_bold=True)
            style = style.within(preset.height * _TITLE_SHARE)
            texts, top = self._paragraph(title(self.scene, self.options), top, style, ends)
        if Part.SUBTITLE not in without and moment:
            style = TextStyle(kind.headline, palette.second_text)
            style = style.within(preset.height * _SUBTITLE_SHARE)
            more, top = self._paragraph(moment, top, style, ends)
            texts += more
        top = max(top, logo.bottom) if logo else top
        return texts, top + (kind.small * 0.6 if texts or logo else 0)

    def below(self, told: Told) -> tuple[list[Text], float, bool]:
        """Return sources and credits, where the map must end, and whether the author is named."""
        preset = self.options.preset
        style = TextStyle(preset.type.small, self.options.palette.second_text)
        logo, *ends = words_beside(self.options, is_above=False)
        for named in self._choices(told):
            text = " · ".join(credit.rstrip(".") for credit in named if credit)
            _, height = self._paragraph(text, 0, style, ends)
            if height <= preset.height * _CREDITS_SHARE:
                break
        has_author = bool(self._author) and self._author in named
        bottom = preset.height - height - preset.margin * 0.6
        texts, _ = self._paragraph(text, bottom, style, ends)
        bottom = min(bottom, logo.top) if logo else bottom
        return texts, bottom - preset.type.small * 0.5, has_author

    def _paragraph(
        self, text: str, top: float, style: TextStyle, ends: Sequence[float]
    ) -> tuple[list[Text], float]:
        """Set text in lines between two ends; return them and where they end."""
        language, size, is_bold = self.options.language, style.size, style.is_bold
        left, right = ends
        texts = []
        for line in _lines(
            text, size, right - left, leading(), bold=is_bold, most=style.most_lines
        ):
            baseline = top + (style.line_height - size) / 2 + size * font_metrics.ASCENT
            at, shown = (left, baseline), as_part_of(text, line)
            texts.append(Text(shown, at, size, style.colour, language, is_bold=is_bold))
            top += style.line_height
        return texts, top

    @property
    def _author(self) -> str:
        return author_line(self.scene, self.options)

    def _choices(self, told: Told) -> tuple[list[str], ...]:
        """Return the credits: all of them, without the licence, and what licences demand."""
        language = self.options.language
        demanded = map_credits(
            self.scene,
            language,
            told.left_out,
            has_ground=told.has_ground,
            has_own_ground=told.has_own_ground,
        )
        if told.is_close:
            demanded.append(coarse_ground(language, told.left_out))
        if Part.SOURCE not in self.options.without:
            demanded.insert(0, source_line(self.scene, self.options))
        if told.has_years:
            demanded.insert(0, years_line(self.scene, language))
        credited = [*demanded, self._author]
        licence = licence_words(self.scene.journey, language)
        return [*credited, licence], credited, demanded

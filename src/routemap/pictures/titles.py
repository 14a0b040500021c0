"""What stands above and below the map: title, subtitle, sources and credits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.i18n.credits import ground_credits, way_credits
from routemap.i18n.dates import moment_phrase
from routemap.pictures.alt_text import source_line
from routemap.pictures.furniture import TextStyle
from routemap.pictures.options import Part

if TYPE_CHECKING:
    from routemap.model.itinerary import Scene
    from routemap.pictures.drawing import Text
    from routemap.pictures.furniture import Furniture
    from routemap.pictures.options import PictureOptions

# Of the height of a picture: title and subtitle are cut before they leave no room for a map. Whole
# they stand in what the file tells of itself.
_TITLE_SHARE, _SUBTITLE_SHARE = 0.25, 0.15
_AUTHOR_LETTERS = 250
# A foot that would be higher than this part of the picture leaves out what no licence demands.
_FOOT_SHARE = 0.17


def title(scene: Scene, language: str) -> str:
    """Return the journey's title."""
    return scene.journey.title.in_language(language).text


def subtitle(scene: Scene, language: str) -> str:
    """Return the moment and its stop; of the whole journey, the journey's own subtitle."""
    journey = scene.journey
    if scene.is_over:
        return journey.subtitle.in_language(language).text
    words = moment_phrase(scene.moment, language).text
    words = words[:1].upper() + words[1:]
    stop = scene.current_stop
    if stop is None:
        return words
    return f"{words}: {journey.stops[stop].name.in_language(language).text}"


@dataclass(frozen=True)
class Titles:
    """Head and foot of one picture."""

    scene: Scene
    options: PictureOptions
    sheet: Furniture

    def head(self) -> tuple[list[Text], float]:
        """Return title and subtitle, and where the map may begin."""
        preset, palette = self.options.preset, self.sheet.palette
        kind, margin = preset.type, preset.margin
        room, top = preset.width - 2 * margin, margin * 0.8
        words: list[Text] = []
        moment = subtitle(self.scene, self.options.language)
        if Part.TITLE not in self.options.without:
            style = TextStyle(kind.title, palette.text, is_bold=True)
            style = style.within(preset.height * _TITLE_SHARE)
            words, top = self.sheet.paragraph(
                title(self.scene, self.options.language), (margin, top), room, style
            )
        if Part.SUBTITLE not in self.options.without and moment:
            style = TextStyle(kind.headline, palette.second_text)
            style = style.within(preset.height * _SUBTITLE_SHARE)
            more, top = self.sheet.paragraph(moment, (margin, top), room, style)
            words += more
        return words, top + (kind.small * 0.6 if words else 0)

    def foot(self, *, has_towns: bool) -> tuple[list[Text], float, bool]:
        """Return sources and credits, where the map must end, and whether the author is named.

        Parameters
        ----------
        has_towns
            Whether their names are on the map: their licence demands a credit.
        """
        preset, margin = self.options.preset, self.options.preset.margin
        style = TextStyle(preset.type.small, self.sheet.palette.second_text)
        room = preset.width - 2 * margin
        for told in self._choices(has_towns=has_towns):
            text = " · ".join(each.rstrip(".") for each in told if each)
            _, height = self.sheet.paragraph(text, (margin, 0), room, style)
            if height <= preset.height * _FOOT_SHARE:
                break
        has_author = bool(self._author) and self._author in told
        bottom = preset.height - height - margin * 0.6
        words, _ = self.sheet.paragraph(text, (margin, bottom), room, style)
        return words, bottom - preset.type.small * 0.5, has_author

    @property
    def _author(self) -> str:
        author = self.scene.journey.credit.in_language(self.options.language).text
        is_short = len(author) <= _AUTHOR_LETTERS
        return author if is_short else f"{author[: _AUTHOR_LETTERS - 1].rstrip()}…"

    def _choices(self, *, has_towns: bool) -> tuple[list[str], ...]:
        """Return what to tell, all of it first."""
        language = self.options.language
        demanded = way_credits(self.scene.journey)
        policy, towns = ground_credits(self.scene, language)
        demanded.insert(0, policy)
        if has_towns:
            demanded.append(towns)
        if Part.SOURCE not in self.options.without:
            demanded.insert(0, source_line(self.scene, language))
        return (
            [*demanded, self._author, self.scene.journey.licence],
            [*demanded, self._author],
            demanded,
        )

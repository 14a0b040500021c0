"""What can be chosen of a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from routemap.basemap.known_names import place_key
from routemap.geo.extent import Extent
from routemap.house_look import palette_of
from routemap.look import LOOKS, Palette
from routemap.model.house_style import PLAIN_STYLE, HouseStyle
from routemap.model.journey import Journey
from routemap.model.map_settings import GroundPart
from routemap.pictures.sizes import DEFAULT_PRESET, Preset

DEFAULT_LOOK = next(iter(LOOKS))


def look_in_name(look: str) -> tuple[str, ...]:
    """Return what tells the look in the name of a file: nothing if it is the usual one."""
    return () if look == DEFAULT_LOOK else (look,)


class Part(StrEnum):
    """A part of the picture that can be left out: beside the map, or of its ground."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LEGEND = "key"
    SCALE = "scale"
    LOCATOR = "locator"
    NORTH = "north"
    SOURCE = "source"
    LOGO = "logo"
    BORDERS = GroundPart.BORDERS.value
    COUNTRIES = GroundPart.COUNTRIES.value
    TOWNS = GroundPart.TOWNS.value
    RIVERS = GroundPart.RIVERS.value

    @property
    def is_ground(self) -> bool:
        """Tell whether it is a part of the ground."""
        return self.value in tuple(GroundPart)


class Bare(StrEnum):
    """What a bare picture draws of a whole one, in the same place, and nothing else."""

    GROUND = "ground"
    ROUTE = "route"

    @property
    def layers(self) -> frozenset[str]:
        """Return the layers of an SVG that it keeps."""
        if self is Bare.ROUTE:
            return frozenset({"legs", "stops"})
        return frozenset({"water", "land", "lakes", "coast", "rivers", "borders", "own-ground"})


FIRST_TO_GO = {
    Part.LEGEND: 240.0,
    Part.SCALE: 200.0,
    Part.SUBTITLE: 200.0,
    Part.SOURCE: 180.0,
    Part.TITLE: 140.0,
}
"""What a small picture leaves out, in this order, if beside it the shorter side of the map would
have fewer pixels of `look.py`."""


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A stop, by its number from 0, and how many km across the picture shows around it."""

    stop: int
    km: float


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words that stand in one picture instead of the journey's; "" for the journey's.

    `source` and `credit` say what it is told from and who made it. What the licences of ground and
    ways demand stands beside them.
    """

    title: str = ""
    subtitle: str = ""
    source: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """What a picture of a scene shows, and how.

    Attributes
    ----------
    area
        The part of the map to show; None for the whole journey.
    show, hide
        Names of towns, lakes, countries and seas that must stand on the map, and that must not.
    without
        Parts to leave out. The credits that licences demand always stay.
    is_outline
        Whether to draw land, water and borders alone, without names and route, to draw on.
    scale
        Pixels for each pixel of the preset, in formats made of pixels.
    live_text
        Whether an SVG keeps its text as text in a named font instead of as outlines.
    words
        What it says in words of its own.
    bare
        What of it is drawn alone, laid out as if all were drawn; None for the whole picture.
    is_transparent
        Whether a bare picture has no page: where nothing is drawn, what is beneath shows.
    style
        The house style of the journey, which `within` adopts.
    allows_missing_letters
        Whether a box stands for a letter that no typeface has; else nothing is drawn.
    """

    preset: Preset = DEFAULT_PRESET
    language: str = "en"
    look: str = DEFAULT_LOOK
    area: Extent | CloseUp | None = None
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    without: frozenset[Part] = frozenset()
    is_outline: bool = False
    scale: float = 1.0
    live_text: bool = False
    words: OwnWords = OwnWords()
    bare: Bare | None = None
    is_transparent: bool = False
    style: HouseStyle = PLAIN_STYLE
    allows_missing_letters: bool = False

    def within(self, journey: Journey) -> PictureOptions:
        """Return the same in the journey's style, without what no map of it shows.

        With the names that its maps want and do not want, unless they are asked for here.
        """
        left_out = frozenset(map(Part, journey.map.left_out))
        asked = frozenset(map(place_key, (*self.show, *self.hide)))

        def unless_asked(names: Iterable[str]) -> Iterator[str]:
            return (name for name in names if place_key(name) not in asked)

        return replace(
            self,
            without=self.without | left_out,
            style=journey.style,
            show=(*self.show, *unless_asked(journey.map.show)),
            hide=(*self.hide, *unless_asked(journey.map.hide)),
        )

    @property
    def ground_left_out(self) -> frozenset[GroundPart]:
        """Return the parts of the ground to leave out."""
        return frozenset(GroundPart(part) for part in self.without if part.is_ground)

    @property
    def palette(self) -> Palette:
        """Return the colours."""
        return palette_of(self.look, self.style)

    @property
    def unit(self) -> float:
        """Return the size on the sheet of one pixel of `look.py`."""
        return self.preset.unit

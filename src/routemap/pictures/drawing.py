"""What a picture consists of, ready to be written down: shapes, marks and words in their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.look import MarkSizes, Palette
    from routemap.model.timeline import State
    from routemap.pictures.lines import Stroke
    from routemap.pictures.sizes import Preset
    from routemap.pictures.view import Box, Place, View


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. `at` is where its baseline starts, has its middle or ends (`anchor`).

    `halo` is the colour of the edge that keeps it legible, "" for none; `is_slanted` marks water;
    `stop` is the number of the stop (from 0) that the line belongs to, None if it does to none.
    """

    text: str
    at: Place
    size: float
    colour: str
    language: str
    anchor: str = "start"
    is_bold: bool = False
    is_slanted: bool = False
    spacing: float = 0.0
    halo: str = ""
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class BasemapPaths:
    """The ground as path data in SVG's words."""

    water: str
    land: str
    lakes: str
    coast: str
    rivers: str
    borders: str
    disputed_borders: str


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """One leg: its look ("reported", "inferred", "unknown"), lines, stubs off them, and arrows."""

    state: State
    look: str
    lines: tuple[Stroke, ...]
    stubs: tuple[Stroke, ...]
    arrows: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """The disc of one stop, and the radius of the circle it lies in, 0 if the disc covers it.

    `is_dot` says that its disc would stand too near another, so that it is a dot without a figure.
    """

    state: State
    figure: str
    at: Place
    accuracy: float
    is_dot: bool = False


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the key: what it explains ("leg-inferred-visited", "stop-current", …)."""

    mark: str
    box: Box


@dataclass(frozen=True, slots=True)
class Legend:
    """The key's box and entries, and its scale bar: left end, right end and their height."""

    box: Box
    entries: tuple[LegendEntry, ...]
    scale_bar: tuple[Place, Place] | None


@dataclass(frozen=True, slots=True)
class Locator:
    """A small map that shows where on Earth the picture lies."""

    middle: Place
    radius: float
    land: str
    outline: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture."""

    preset: Preset
    palette: Palette
    marks: MarkSizes
    language: str
    title: str
    description: str
    frame: Box
    view: View
    ground: BasemapPaths
    legs: tuple[DrawnLeg, ...]
    stops: tuple[DrawnStop, ...]
    leaders: tuple[tuple[Place, Place], ...]
    dots: tuple[Place, ...]
    basemap_labels: tuple[Text, ...]
    stop_labels: tuple[Text, ...]
    furniture: tuple[Text, ...]
    legend: Legend | None
    locator: Locator | None
    north: Stroke | None
    is_north_up: bool
    has_author: bool

    @property
    def texts(self) -> Iterator[str]:
        """Return all that is written on it."""
        for words in (*self.basemap_labels, *self.stop_labels, *self.furniture):
            yield words.text

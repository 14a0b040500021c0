"""A picture ready to be written: shapes, marks and texts in their places on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from routemap.model.own_basemap import GroundKind
from routemap.model.timeline import State
from routemap.model.tracks import Track
from routemap.pictures.font_metrics import ASCENT, DESCENT
from routemap.pictures.lines import Stroke
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.view import Box, Place, View

if TYPE_CHECKING:
    from routemap.pictures.titles import RoundMap


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text.

    Attributes
    ----------
    at
        Where the baseline starts, has its middle or ends, as `anchor` says.
    is_slanted
        As names of water are.
    spacing
        Added after each letter.
    halo
        Colour of the edge that keeps the text legible on a map, "" for none.
    stops
        Numbers (from 0) of the stops that the text names.
    numbered
        Those of a stack whose numbers it tells.
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
    stops: tuple[int, ...] = ()
    numbered: tuple[int, ...] = ()

    @property
    def box(self) -> Box:
        """Return how far up and down its letters reach; no width."""
        x, y = self.at
        return Box(x, y - ASCENT * self.size, x, y + DESCENT * self.size)


@dataclass(frozen=True, slots=True)
class BasemapPaths:
    """The basemap as SVG path data.

    `edge` is where the map ends within the frame; `band` is how wide coasts and borders are in a
    view closer than they were drawn for, 0 where they are lines.
    """

    water: str
    land: str
    coast: str
    lakes: str
    shores: str
    rivers: str
    borders: str
    disputed_borders: str
    edge: str
    band: float = 0.0


@dataclass(frozen=True, slots=True)
class GroundLayer:
    """All shapes of one kind of an author's own basemap, as path data.

    `fills` are areas, each for itself; `width`, in pixels of `look.py`, is that of the lines.
    """

    kind: GroundKind
    fills: tuple[str, ...]
    edges: str
    lines: str
    width: float


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """The picture of a map as it lies on the sheet: a file, its box and how opaque it is."""

    box: Box
    media_type: str
    content: bytes
    opacity: float


@dataclass(frozen=True, slots=True)
class OwnGroundPaths:
    """An author's own basemap: its kinds from the lowest to the highest, and its picture."""

    layers: tuple[GroundLayer, ...] = ()
    image: PlacedImage | None = None


@dataclass(frozen=True, slots=True)
class DrawnLeg:
    """A leg: the basis of its path ("reported", …), lines, stubs off them, and arrows.

    `numbers` (from 0) are the first and the last of the legs that are drawn as this one; `track` is
    its traveller's, None where there is only one. `seen_lines` and `seen_stubs` are what is drawn
    of them between the marks that lie on them, in whole dashes.
    """

    numbers: tuple[int, int]
    state: State
    basis: str
    lines: tuple[Stroke, ...]
    stubs: tuple[Stroke, ...]
    arrows: tuple[Stroke, ...]
    track: Track | None = None
    seen_lines: tuple[Stroke, ...] = ()
    seen_stubs: tuple[Stroke, ...] = ()

    @property
    def id(self) -> str:
        """Return a name for the leg, or for the first and last of many, counted from 1."""
        first, last = self.numbers
        return f"leg-{first + 1}" if first == last else f"leg-{first + 1}-{last + 1}"


@dataclass(frozen=True, slots=True)
class InStack:
    """How many cards from the top of a stack, and the stack's middle."""

    depth: int
    middle: Place


@dataclass(frozen=True, slots=True)
class DrawnStop:
    """The mark of a stop: a disc, or its traveller's shape where there are several.

    Attributes
    ----------
    number
        Its number (from 0) in the journey.
    at
        The middle of the disc.
    place
        Where the stop lies: a leader leads there from a disc that does not cover it.
    accuracy
        The radius of its circle of accuracy, 0 if the disc covers that.
    is_dot
        Whether the disc would stand too near another, so that it is a dot without a number.
    group
        Numbers (from 0) of the stops that share its place, itself among them; () if it is alone.
    stack
        Where it lies in a stack of cards, None if its disc is seen whole.
    track
        Its traveller's, None where there is only one.
    is_joined
        Whether it stands in one row with those whom its traveller meets there.
    """

    number: int
    state: State
    figure: str
    at: Place
    place: Place
    accuracy: float
    is_dot: bool = False
    group: tuple[int, ...] = ()
    stack: InStack | None = None
    track: Track | None = None
    is_joined: bool = False

    @property
    def id(self) -> str:
        """Return a name for the stop, counted from 1."""
        return f"stop-{self.number + 1}"

    @property
    def look(self) -> int | None:
        """Return the number of its traveller's look, None where there is only one."""
        return self.track.look if self.track else None

    @property
    def is_beneath(self) -> bool:
        """Tell whether another card of its stack lies on it."""
        return self.stack is not None and self.stack.depth > 0


def from_below(stops: Sequence[DrawnStop]) -> list[DrawnStop]:
    """Return the discs as they lie on each other.

    The current one is on top, then come tops of stacks and discs alone, the earlier on the later.
    """

    def height(number: int) -> tuple[bool, int, int]:
        stop = stops[number]
        return stop.state == State.CURRENT, -stop.stack.depth if stop.stack else 0, -number

    discs = (number for number, stop in enumerate(stops) if not stop.is_dot)
    return [stops[number] for number in sorted(discs, key=height)]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: the mark that it explains, by name, and the box of its swatch.

    `track` is that of the traveller whom it names, None if it names none.
    """

    mark: str
    box: Box
    track: Track | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend's box and entries, and the two ends of its scale bar."""

    box: Box
    entries: tuple[LegendEntry, ...]
    scale_bar: tuple[Place, Place] | None


@dataclass(frozen=True, slots=True)
class Locator:
    """A small globe that shows where on Earth the picture lies; land and frame as path data."""

    middle: Place
    radius: float
    land: str
    outline: str


class OwnNames(NamedTuple):
    """The names of an author's own basemap, and the dots of places.

    `left_out` are those without room, of as many as `number` in view.
    """

    texts: tuple[Text, ...] = ()
    dots: tuple[Place, ...] = ()
    left_out: tuple[str, ...] = ()
    number: int = 0


class GroundNames(NamedTuple):
    """The names of the ground: those of an author's own basemap, and all texts and dots.

    `dots` are those of places beneath the route, `dots_on_route` those of towns upon it; `names`
    are what the texts say, without the author's, `left_out` those that the maker wants and
    that stand nowhere.
    """

    own: OwnNames
    texts: tuple[Text, ...]
    dots: tuple[Place, ...]
    dots_on_route: tuple[Place, ...]
    names: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def has_towns(self) -> bool:
        """Tell whether towns of ours are among them."""
        return len(self.dots) > len(self.own.dots) or bool(self.dots_on_route)


@dataclass(frozen=True, slots=True)
class DrawnAnnotation:
    """The words of an annotation, by its number from 0, at a leader with the dot it leads to."""

    number: int
    texts: tuple[Text, ...]
    dot: Place | None
    leader: tuple[Place, Place] | None


class DrawnAnnotations(NamedTuple):
    """The annotations that are written, and the numbers of those that have found no room."""

    placed: tuple[DrawnAnnotation, ...] = ()
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture.

    `is_boxed` tells whether a line is drawn along its frame; the edge of a map that ends within the
    frame is enough. `titles` stand above and below the map; `round_map` has them for other scenes
    of a series. `crowded_out` are parts left out so that the map is large enough to be read.
    """

    options: PictureOptions
    title: str
    description: str
    frame: Box
    is_boxed: bool
    view: View
    basemap: BasemapPaths
    own_ground: OwnGroundPaths
    legs: tuple[DrawnLeg, ...]
    stops: tuple[DrawnStop, ...]
    leaders: tuple[tuple[Place, Place], ...]
    counts: tuple[Text, ...]
    names: GroundNames
    stop_labels: tuple[Text, ...]
    titles: tuple[Text, ...]
    explanations: tuple[Text, ...]
    round_map: RoundMap
    legend: Legend | None
    locator: Locator | None
    north: Stroke | None
    is_north_up: bool
    has_author: bool
    annotations: DrawnAnnotations
    crowded_out: tuple[Part, ...] = ()

    @property
    def furniture(self) -> tuple[Text, ...]:
        """Return all texts beside the map and in its key."""
        return (*self.titles, *self.explanations)

    @property
    def lines(self) -> tuple[Text, ...]:
        """Return everything written on the picture, except the numbers of stops."""
        if self.options.bare:
            return ()
        own = (text for each in self.annotations.placed for text in each.texts)
        return (*self.names.texts, *own, *self.counts, *self.stop_labels, *self.furniture)

    @property
    def texts(self) -> Iterator[str]:
        """Yield the same as text alone."""
        yield from (line.text for line in self.lines)

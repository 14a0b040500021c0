"""The legend: which marks it explains, how much room it takes, and where its entries stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from routemap.declutter import is_long
from routemap.i18n.catalog import translate, truncated
from routemap.i18n.numbers import count_text
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.map_settings import GroundPart
from routemap.model.meetings import meetings
from routemap.model.timeline import Span, State
from routemap.model.tracks import Track
from routemap.pictures import font_metrics
from routemap.pictures.clip import is_inside
from routemap.pictures.drawing import BasemapPaths, DrawnLeg, DrawnStop, Legend, LegendEntry, Text
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.scale_bar import LONGEST_BAR, scale_bar
from routemap.pictures.view import Box, Place, View

MarkNames = tuple[str, ...]
"""Marks by name, what the reader needs most first: "leg-inferred-visited", "stop-current", …"""

_STATES = (State.VISITED, State.CURRENT, State.AHEAD)
_BASES = ("reported", "inferred", "unknown")
_TRAVELLER = "traveller"
_JOINED = "joined"
_DOT, _ACCURACY, _BORDER, _DISPUTED = "dot", "accuracy", "border", "disputed_border"
_ORDER = (
    *(f"leg-{basis}-{state}" for state in _STATES for basis in _BASES),
    *(f"stop-{state}" for state in _STATES),
    _JOINED,
    _DOT,
    _ACCURACY,
    _BORDER,
    _DISPUTED,
)
# In pixels of `look.py`.
_SWATCH, _LINE, _PADDING, _GAP = 38.0, 21.0, 10.0, 9.0
# A legend wider than this part of the map stands below it, and none is higher than this part of it.
_WIDEST, _HIGHEST = 0.42, 0.36
_NAME_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture tells in its legend and its credits.

    `marks` are explained, and dots counted if `has_count`; `left_out` are parts of the ground that
    are neither drawn nor credited; `has_years` tells whether the years of the journey stand among
    the credits, `has_ground` whether land and water as they ship are drawn, `has_own_ground`
    whether the author's own ground is, `is_close` whether it is said that the map looks closer than
    its ground was drawn for, and `has_bar` whether one scale bar is true enough.
    """

    marks: MarkNames
    left_out: frozenset[GroundPart]
    has_years: bool
    has_ground: bool = True
    has_own_ground: bool = True
    is_close: bool = False
    has_bar: bool = True
    has_count: bool = True

    def and_also(self, other: Told) -> Told:
        """Return it with the marks, years and author's ground that another tells besides."""
        return replace(
            self,
            marks=_in_order({*self.marks, *other.marks}),
            has_years=self.has_years or other.has_years,
            has_own_ground=self.has_own_ground or other.has_own_ground,
        )


def likely_marks(scene: Scene, left_out: Collection[GroundPart], *, is_close_up: bool) -> MarkNames:
    """Return the marks that a picture of the scene may show, depending on its view.

    `left_out` are parts of the ground that it does not show. Circles of accuracy are seen only from
    near.
    """
    legs, stops = scene.journey.legs, scene.journey.stops
    lines, stubs = scene.itinerary.leg_lines, scene.itinerary.leg_stubs
    shown = set() if GroundPart.BORDERS in left_out else {_BORDER, _DISPUTED}
    shown |= {_ACCURACY} if is_close_up else set()
    shown |= {
        f"leg-{leg.path_basis}-{scene.leg_state(n)}" for n, leg in enumerate(legs) if lines[n]
    }
    shown |= {f"leg-unknown-{scene.leg_state(n)}" for n, _ in enumerate(legs) if stubs[n]}
    shown |= {f"stop-{scene.stop_state(n)}" for n in range(len(stops))}
    shown |= {_DOT} if is_long(scene.journey) else set()
    if scene.itinerary.is_shared:
        shown |= {_traveller(track) for track in scene.itinerary.tracks}
        shown |= {_JOINED} if meetings(scene.itinerary, range(len(stops))) else set()
    return _in_order(shown)


def with_room(
    marks: MarkNames, without: Collection[Part], crowded_out: Collection[Part]
) -> MarkNames:
    """Return the marks that a key explains: none if it is left out as it was asked.

    Where other things need its room, travellers stay: else nobody could tell whose the letters are.
    """
    if Part.LEGEND in crowded_out:
        return _travellers_in(marks)
    return () if Part.LEGEND in without else marks


def like(asked: MarkNames, shown: MarkNames) -> MarkNames:
    """Return the marks that are shown, travellers alone if only these were to be explained."""
    if not asked:
        return ()
    return _travellers_in(shown) if asked == _travellers_in(asked) else shown


def _travellers_in(marks: MarkNames) -> MarkNames:
    return tuple(mark for mark in marks if mark.startswith(_TRAVELLER))


def shows_borders(marks: MarkNames) -> bool:
    """Tell whether a border is among the marks."""
    return _BORDER in marks or _DISPUTED in marks


def marks_of_all(itinerary: Itinerary, shown: Iterable[str]) -> MarkNames:
    """Return marks and those of legs and stops in the states they have at any moment.

    `shown` are seen when all is over: of a way that is not seen then, nothing is seen before.
    """
    last, marks = len(itinerary.timeline.moments), set(shown)
    for number, (leg, span) in enumerate(
        zip(itinerary.journey.legs, itinerary.timeline.leg_spans, strict=True)
    ):
        bases = [leg.path_basis] if itinerary.leg_lines[number] else []
        bases += ["unknown"] if itinerary.leg_stubs[number] else []
        seen = [basis for basis in bases if f"leg-{basis}-{State.VISITED}" in marks]
        marks |= {f"leg-{basis}-{state}" for basis in seen for state in _states(span, last)}
    for span in itinerary.timeline.stop_spans:
        marks |= {f"stop-{state}" for state in _states(span, last)}
    return _in_order(marks)


def _states(span: Span, last: int) -> set[State]:
    """Return the states that something has at any moment up to the last."""
    return {span.state(moment) for moment in (0, span.begin, last) if moment <= last}


def marks_shown(
    legs: Iterable[DrawnLeg], stops: Iterable[DrawnStop], basemap: BasemapPaths, frame: Box
) -> MarkNames:
    """Return the marks that are seen within the frame of a picture."""

    def found() -> Iterator[str]:
        for leg in legs:
            for basis, strokes in ((leg.basis, leg.seen_lines), ("unknown", leg.seen_stubs)):
                if any(is_inside(frame, place) for stroke in strokes for place in stroke):
                    yield f"leg-{basis}-{leg.state}"
        for stop in stops:
            if is_inside(frame, stop.at):
                yield from _marks_of(stop)
        if basemap.borders:
            yield _BORDER
        if basemap.disputed_borders:
            yield _DISPUTED

    return _in_order(set(found()))


def _marks_of(stop: DrawnStop) -> Iterator[str]:
    yield _DOT if stop.is_dot else f"stop-{stop.state}"
    if stop.track:
        yield _traveller(stop.track)
    if stop.is_joined:
        yield _JOINED
    if stop.accuracy:
        yield _ACCURACY


def explanation(
    mark: str, language: str, tracks: Iterable[Track] = (), dots: int | None = None
) -> str:
    """Return what a mark stands for, in words; of dots, how many there are, if that is given.

    `tracks` are those of the travellers whom marks may stand for.
    """
    if track := _track_of(mark, tracks):
        return truncated(track.name.in_language(language).text, _NAME_LETTERS)
    if mark == _DOT and dots is not None:
        return translate(language, "legend_dots", number=count_text(dots, language))
    kind, *rest = mark.split("-")
    if kind == "leg":
        basis, state = rest
        mark = f"leg-{'travelled' if state == State.VISITED else state}-{basis}"
    return translate(language, f"legend_{mark.replace('-', '_')}")


def _traveller(track: Track) -> str:
    return f"{_TRAVELLER}-{track.number}"


def _track_of(mark: str, tracks: Iterable[Track]) -> Track | None:
    """Return the track of the traveller that a mark stands for, None if it stands for none."""
    return next((track for track in tracks if _traveller(track) == mark), None)


def _in_order(marks: set[str]) -> MarkNames:
    numbers = (mark.removeprefix(f"{_TRAVELLER}-") for mark in marks if mark.startswith(_TRAVELLER))
    travellers = (f"{_TRAVELLER}-{number}" for number in sorted(map(int, numbers)))
    return (*travellers, *(mark for mark in _ORDER if mark in marks))


def legends_for(
    marks: MarkNames,
    frame: Box,
    options: PictureOptions,
    tracks: tuple[Track, ...],
    most_dots: int | None = None,
) -> tuple[LegendLayout, ...]:
    """Return the legends that suit a map: in its corner if it is small enough, or below the map.

    There is none if it has nothing to say. One that has no room for all marks leaves out borders
    first and travellers last. `most_dots` are as many as there may be, None if they are not
    counted.
    """
    if not marks and Part.SCALE in options.without:
        return ()
    whole = LegendLayout(options, marks, tracks, most_dots)
    columns = max(1, int(frame.width // whole.width))
    most_high = frame.height * _HIGHEST
    while marks and replace(whole, marks=marks, columns=columns).height > most_high:
        marks = marks[:-1]
    legend = replace(whole, marks=marks)
    columns = max(1, int(frame.width // (legend.width * 0.98)))
    below = replace(legend, columns=columns, is_below=True)
    has_corner = legend.width <= frame.width * _WIDEST and legend.height <= frame.height
    return (legend, below) if has_corner else (below,)


@dataclass(frozen=True)
class LegendLayout:
    """A legend before it has a place: on the map, or below it in columns."""

    options: PictureOptions
    marks: MarkNames
    tracks: tuple[Track, ...] = ()
    most_dots: int | None = None
    columns: int = 1
    is_below: bool = False

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return self._column_width * self.columns + 2 * _PADDING * self.options.unit

    @property
    def height(self) -> float:
        """Return how high it is."""
        unit = self.options.unit
        height = (self._rows * _LINE + 2 * _PADDING) * unit
        return height if Part.SCALE in self.options.without else height + _LINE * 1.2 * unit

    def box_below(self, frame: Box) -> Box:
        """Return where it stands below the frame of a map."""
        left, bottom = frame.left, frame.bottom
        return Box(left, bottom, left + self.width, bottom + self.height)

    @property
    def _rows(self) -> int:
        return -(-len(self.marks) // self.columns)

    @cached_property
    def _column_width(self) -> float:
        unit, size = self.options.unit, self.options.preset.type.small
        language, most = self.options.language, self.most_dots
        words = (explanation(mark, language, self.tracks, most) for mark in self.marks)
        widths = (font_metrics.width(each, size) for each in words)
        return (_SWATCH + _GAP * 2) * unit + max((LONGEST_BAR * unit, *widths))

    def drawn(self, box: Box, view: View, dots: int) -> tuple[Legend, tuple[Text, ...]]:
        """Draw it into a box of its size: marks with their explanations, and the scale bar.

        `dots` are as many as the picture shows.
        """
        language = self.options.language
        counted = None if self.most_dots is None else dots
        unit, size = self.options.unit, self.options.preset.type.small
        entries, texts = [], []

        def write(text: str, at: Place) -> None:
            texts.append(Text(text, at, size, self.options.palette.text, language))

        left, top = box.left + _PADDING * unit, box.top + _PADDING * unit
        drop = _LINE * unit / 2 + size * (font_metrics.ASCENT - font_metrics.DESCENT) / 2
        for number, mark in enumerate(self.marks):
            column, row = divmod(number, self._rows)
            x, y = left + column * self._column_width, top + row * _LINE * unit
            swatch = Box(x, y, x + _SWATCH * unit, y + _LINE * unit)
            entries.append(LegendEntry(mark, swatch, _track_of(mark, self.tracks)))
            words = explanation(mark, language, self.tracks, counted)
            write(words, (swatch.right + _GAP * unit, y + drop))
        bar = None
        room = box.width - (2 * _PADDING + _GAP) * unit
        has_bar = Part.SCALE not in self.options.without
        if has_bar and (found := scale_bar(view, room, self.options)):
            length, label = found
            y = top + self._rows * _LINE * unit + _LINE * 0.75 * unit
            bar = ((left, y), (left + length, y))
            write(label, (left + length + _GAP * unit, y))
        return Legend(box, tuple(entries), bar), tuple(texts)

"""Labels on the map: stops first, then countries, seas and towns, as far as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import dist
from typing import NamedTuple

from routemap.declutter import ends, least_zooms
from routemap.i18n.dates import shared_year
from routemap.look import MARKS, Palette
from routemap.model.itinerary import Scene
from routemap.model.timeline import State
from routemap.pictures import font_metrics
from routemap.pictures.bidi import as_part_of
from routemap.pictures.clip import cut_line, is_inside
from routemap.pictures.date_lines import date_lines
from routemap.pictures.drawing import DrawnLeg, DrawnStop, Text
from routemap.pictures.label_placement import (
    CollisionIndex,
    Label,
    TextBlock,
    TextLine,
    place_beside,
)
from routemap.pictures.options import PictureOptions
from routemap.pictures.route import stop_mark
from routemap.pictures.stop_words import StopWords, StopWriter
from routemap.pictures.view import Box, Place, View

_NARROW_NAME = 100.0
_MOST_LINES = 3  # of a name: as in route.css
# One stop's label for so many square pixels at most: hardly half of them find room.
_NAME_AREA = 4_000.0
# One town for so many square pixels: more names than that are noise.
_TOWN_AREA = 45_000.0
# Of names of the ground: longer ones of several words take two lines, the second of some letters.
_SHORT, _LEAST_LETTERS = 10, 3
# By how much nearer than to a stop a name stands to the dot of a place, in pixels of `look.py`.
_DOT_GAP = 3.0
# Names of an author's own ground: more are not tried, those that come first find all the room.
_MOST_OWN = 1_000
_ANY_RADIUS = 90.0


class StopLabels(NamedTuple):
    """The labels of stops, lines that lead to them, and the numbers of stops without a label.

    `counts` stand above stacks of discs.
    """

    texts: list[Text]
    leaders: list[tuple[Place, Place]]
    left_out: list[int]
    counts: list[Text]


@dataclass(frozen=True)
class Labeller:
    """Places the labels of one picture."""

    scene: Scene
    view: View
    options: PictureOptions

    def stops(
        self, stops: Sequence[DrawnStop], collisions: CollisionIndex, avoided: CollisionIndex
    ) -> StopLabels:
        """Label the stops, the current ones first, then the first and last of each traveller."""
        no_current = not self.scene.current_stops
        year = shared_year(self.scene.itinerary.timeline.moments)
        writer = StopWriter(self.scene, stops, self.options.language, year)
        current = {n for n, stop in enumerate(stops) if stop.state == State.CURRENT}
        seen = [n for n, stop in enumerate(stops) if is_inside(self.view.frame, stop.at)]
        zooms = least_zooms(self.scene.itinerary)
        sought = set(ends(self.scene.itinerary))
        ranked = sorted(seen, key=lambda n: (n not in current, n not in sought, zooms[n], n))
        # Of a long journey no more than may find room.
        area = self.view.frame.width * self.view.frame.height
        ranked = ranked[: max(2, int(area / (_NAME_AREA * self.options.unit**2)))]
        labels = StopLabels([], [], [], self._counts(stops, collisions))
        blocks, named, told = [], [], set[int]()
        for number in ranked:
            if number in told:
                continue
            words = writer.words(number)
            named.append(words)
            told.update(words.marks)
            is_bold = no_current or not current.isdisjoint(words.stops)
            marks = [stop_mark(stops[each], self.options.unit) for each in words.marks]
            blocks.append((self._stop_blocks(words, is_bold=is_bold), marks))
        palette = self.options.palette
        placed = place_beside(blocks, collisions, avoided)
        unnamed = []
        for words, label in zip(named, placed, strict=True):
            if label is None:
                labels.left_out.extend(words.marks)
                unnamed.append(words)
                continue
            if label.leader:
                labels.leaders.append(label.leader)
            here = [each for each in words.stops if each in current]
            colour = name_colour(self.scene, here, palette) if here else palette.text
            numbered = words.marks if words.numbers else ()
            for text in self._texts(label, palette.second_text, colour):
                labels.texts.append(replace(text, stops=words.stops, numbered=numbered))
        self._numbers(unnamed, stops, collisions, labels)
        return labels

    def _stop_blocks(self, words: StopWords, *, is_bold: bool) -> list[TextBlock]:
        """Return a stop's name and date: in wide lines, in narrow ones, and in smaller type.

        If there is no room for any of these, a date may be in two lines, too.
        """
        kind, unit = self.options.preset.type, self.options.unit
        piece = font_metrics.widest_piece(words.name, kind.body, bold=is_bold)
        wide = MARKS.name_width * unit
        narrow = min(max(_NARROW_NAME * unit, piece), wide)

        def block(size: float, room: float, widest_date: float) -> TextBlock:
            names = font_metrics.lines(words.name, size, room, bold=is_bold, most=_MOST_LINES)
            shown = (as_part_of(words.name, line) for line in names)
            lines = [TextLine(line, size, is_bold, is_name=True) for line in shown]
            numbers, small = self._numbers_shown(words, room), kind.small
            dates = date_lines(words.dates, small, room, widest_date)
            return TextBlock((*lines, *numbers, *(TextLine(line, small) for line in dates)))

        choices = (
            *((kind.body, wide, wide), (kind.body, narrow, wide), (kind.small, narrow, wide)),
            *((kind.body, narrow, narrow), (kind.small, narrow, narrow)),
        )
        return list(dict.fromkeys(block(*choice) for choice in choices))

    def _numbers_shown(self, words: StopWords, room: float) -> Iterator[TextLine]:
        """Yield the numbers of a stack in lines of small type."""
        size = self.options.preset.type.small
        if words.numbers:
            for line in font_metrics.lines(words.numbers, size, room, most=_MOST_LINES):
                yield TextLine(line, size)

    def _numbers(
        self,
        unnamed: Sequence[StopWords],
        stops: Sequence[DrawnStop],
        collisions: CollisionIndex,
        labels: StopLabels,
    ) -> None:
        """Write at least the numbers of stacks whose names have found no room."""
        blocks = []
        stacks = [words for words in unnamed if words.numbers]
        for words in stacks:
            lines = self._numbers_shown(words, MARKS.name_width * self.options.unit)
            marks = [stop_mark(stops[each], self.options.unit) for each in words.marks]
            blocks.append(((TextBlock(tuple(lines)),), marks))
        for words, label in zip(stacks, place_beside(blocks, collisions), strict=True):
            if label and label.leader:
                labels.leaders.append(label.leader)
            texts = self._texts(label, self.options.palette.second_text)
            labels.texts.extend(replace(text, numbered=words.marks) for text in texts)

    def _counts(self, stops: Sequence[DrawnStop], collisions: CollisionIndex) -> list[Text]:
        """Write above each stack of cards how many they are."""
        size, unit = self.options.preset.type.small, self.options.unit
        found = []
        counted = set[tuple[int, ...]]()
        for stop in stops:
            if stop.stack is None or stop.is_beneath or stop.group in counted:
                continue
            counted.add(stop.group)
            x, y = stop.stack.middle
            line = TextLine(f"×{len(stop.group)}", size, is_bold=True)
            bottom = y - (MARKS.disc_current + MARKS.disc_edge) * unit
            box = Box(x - line.width / 2, bottom - size, x + line.width / 2, bottom)
            collisions.add_box(box)
            found.append(
                Text(
                    line.text,
                    (x, bottom - size * font_metrics.DESCENT),
                    size,
                    self.options.palette.text,
                    self.options.language,
                    "middle",
                    is_bold=True,
                    halo=self.options.palette.land,
                )
            )
        return found

    def _texts(self, label: Label | None, colour: str, name_colour: str = "") -> Iterator[Text]:
        return texts_of(label, self.options, colour, name_colour=name_colour)


def texts_of(
    label: Label | None,
    options: PictureOptions,
    colour: str,
    *,
    name_colour: str = "",
    is_water: bool = False,
) -> Iterator[Text]:
    """Write the lines of a label, if there is one; a stop's name in `name_colour`."""
    if label is None:
        return
    box, palette = label.box, options.palette
    x = {"start": box.left, "middle": (box.left + box.right) / 2, "end": box.right}
    for line, baseline in label.block.baselines(box.top):
        yield Text(
            line.text,
            (x[label.anchor], baseline),
            line.size,
            name_colour if line.is_name else colour,
            options.language,
            label.anchor,
            is_bold=line.is_bold,
            is_slanted=is_water,
            spacing=line.spacing,
            halo=palette.water if is_water else palette.land,
        )


def name_colour(scene: Scene, here: Sequence[int], palette: Palette) -> str:
    """Return the colour of a name where somebody is at these stops: theirs, unless they differ."""
    if not scene.itinerary.is_shared:
        return palette.accent
    colours = {palette.travellers[scene.itinerary.track_of(stop).look] for stop in here}
    return colours.pop() if len(colours) == 1 else palette.text


def obstacles(
    view: View, legs: Iterable[DrawnLeg], stops: Iterable[DrawnStop], unit: float
) -> CollisionIndex:
    """Return what labels must not touch: the edge of the map, legs, their arrows, and stops."""
    reach = (MARKS.leg_travelled + MARKS.casing) / 2 * unit
    collisions = CollisionIndex(view.frame, unit, reach)
    for part in cut_line(view.outline, view.frame):
        collisions.add_line(part)
    for leg in legs:
        for line in (*leg.lines, *leg.stubs):
            collisions.add_line(line)
        for arrow in leg.arrows:
            xs, ys = zip(*arrow, strict=True)
            collisions.add_box(Box(min(xs), min(ys), max(xs), max(ys)).grown(reach))
    for stop in stops:
        mark = stop_mark(stop, unit)
        collisions.add_mark(mark)
        if dist(stop.place, stop.at) > mark.radius:
            collisions.add_line((stop.place, stop.at))
    return collisions

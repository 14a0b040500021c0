"""The author's own words on a picture: labels, callouts with a leader, names of areas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot

from routemap.geo.extent import unrolled
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary
from routemap.model.journey import Annotation, AnnotationKind
from routemap.pictures import font_metrics
from routemap.pictures.clip import cross, is_inside
from routemap.pictures.drawing import DrawnAnnotation, DrawnAnnotations
from routemap.pictures.label_placement import (
    CollisionIndex,
    Label,
    Mark,
    TextBlock,
    TextLine,
    place_at,
)
from routemap.pictures.labelled_map import LabelledMap
from routemap.pictures.labels import texts_of
from routemap.pictures.options import PictureOptions
from routemap.pictures.view import Box, Place, View

# In pixels of `look.py`: how far the letters of an area stand apart, and its words from its middle.
_AREA_SPACING = 2.5
_AREA_STEPS = (0.0, 24.0, -24.0, 48.0, -48.0)
# In pixels of `look.py`: how wide the lines of words are, and what is left free round them.
_ROOM, _NARROW, _GAP = 160.0, 100.0, 2.0
# Where words may stand at the end of a leader: to which side, how steep, and how far, in parts of a
# leader to a name.
_SIDES, _SLOPES, _LENGTHS = (1, -1), (-0.6, 0.6, -1.4, 1.4, 0.0, -4.0, 4.0), (1.0, 1.6, 2.4, 3.4)
# The same of leaders that must cross the route, which may run round their place.
_ACROSS = (*_LENGTHS, 4.6, 6.0, 8.0)
_LEADERS = ((False, _LENGTHS), (True, _ACROSS))
_ANCHORS = {1: "start", -1: "end"}
Leader = tuple[Place, Place]
"""A line from a place to its words."""


def callout_marks(
    itinerary: Itinerary, numbers: Sequence[int], view: View, unit: float
) -> Iterator[Mark]:
    """Yield the dots from which leaders start, which names of stops are kept off."""
    for annotation, at in _seen(itinerary, numbers, view).values():
        if annotation.kind is AnnotationKind.CALLOUT:
            yield Mark(at, MARKS.town_dot * unit)


def placed_annotations(
    itinerary: Itinerary,
    numbers: Sequence[int],
    upon: LabelledMap,
    options: PictureOptions,
    collisions: CollisionIndex,
) -> DrawnAnnotations:
    """Find a place for the words of annotations, in the order of their table.

    Parameters
    ----------
    itinerary, numbers
        The journey, and which of its annotations to draw.
    collisions
        What must be kept free; what is placed is added to it.
    upon
        The map, with names of stops: lines to these are never crossed.
    """
    placed, left_out = [], []
    writer = _Writer(options, [*upon.labels.leaders])
    for number, (annotation, at) in _seen(itinerary, numbers, upon.view).items():
        label = writer.label(annotation, at, collisions)
        if label is None:
            left_out.append(number)
            continue
        is_own = bool(label.leader) and not writer.covering(at, collisions)
        if label.leader:
            collisions.add_line(label.leader)
            writer.leaders.append(label.leader)
        dot = at if is_own else None
        palette = options.palette
        words = texts_of(label, options, palette.second_text, name_colour=palette.text)
        placed.append(DrawnAnnotation(number, tuple(words), dot, label.leader))
    return DrawnAnnotations(tuple(placed), tuple(left_out))


def _seen(
    itinerary: Itinerary, numbers: Sequence[int], view: View
) -> dict[int, tuple[Annotation, Place]]:
    """Return those within the frame, each with its place."""
    every = itinerary.journey.annotations
    points = [(every[n].latitude, unrolled(every[n].longitude, view.extent)) for n in numbers]
    places = zip(numbers, view.marks(points), strict=True)
    return {n: (every[n], at) for n, at in places if is_inside(view.frame, at)}


@dataclass(frozen=True)
class _Writer:
    options: PictureOptions
    leaders: list[Leader]

    def covering(self, at: Place, collisions: CollisionIndex) -> Mark | None:
        """Return the mark of a stop that covers a place, the largest of several."""
        dot = MARKS.town_dot * self.options.unit
        found = [mark for mark in _marks_at(at, collisions) if mark.radius > dot]
        return max(found, key=lambda mark: mark.radius, default=None)

    def label(self, annotation: Annotation, at: Place, collisions: CollisionIndex) -> Label | None:
        """Return the words in their place, None if there is no room."""
        unit = self.options.unit
        text = annotation.text.in_language(self.options.language).text
        if annotation.kind is AnnotationKind.AREA:
            size, spacing = self.options.preset.type.body, _AREA_SPACING * unit
            lines = font_metrics.lines(text, size, _ROOM * unit)
            block = TextBlock(tuple(TextLine(line, size, spacing=spacing) for line in lines))
            x, y = at
            steps = sorted(product(_AREA_STEPS, _AREA_STEPS), key=lambda step: hypot(*step))
            places = [(x + right * unit, y + down * unit) for right, down in steps]
            return place_at(block, places, collisions)
        size = self.options.preset.type.small
        in_lines = (font_metrics.lines(text, size, room * unit) for room in (_ROOM, _NARROW))
        blocks = [
            TextBlock(tuple(TextLine(line, size, is_name=True) for line in lines))
            for lines in dict.fromkeys(in_lines)
        ]
        if annotation.kind is AnnotationKind.LABEL:
            label = place_at(blocks[0], [at], collisions)
            if label:
                return label
        return self._at_leader(blocks, at, collisions)

    def _at_leader(
        self, blocks: Sequence[TextBlock], at: Place, collisions: CollisionIndex
    ) -> Label | None:
        """Return words at the end of the shortest leader that has room and crosses nothing.

        Where there is none, as within a loop of the route, it may cross lines, but no other leader.
        """
        own, disc = _marks_at(at, collisions), self.covering(at, collisions)
        # A leader starts at the edge of the disc that lies there, else beside its own dot.
        start = disc or Mark(at, MARKS.town_dot * self.options.unit)
        for (crosses_lines, lengths), block in product(_LEADERS, blocks):
            for label, leader in self._candidates(block, start, lengths):
                if (
                    collisions.is_free(label.box)
                    and collisions.is_clear(*leader, own, crosses_lines=crosses_lines)
                    and not any(cross(*leader, *other) for other in self.leaders)
                ):
                    collisions.add_box(label.box.grown(_GAP * self.options.unit))
                    return label
        return None

    def _candidates(
        self, block: TextBlock, mark: Mark, lengths: Sequence[float]
    ) -> Iterator[tuple[Label, Leader]]:
        unit, (x, y) = self.options.unit, mark.at
        for length, slope, side in product(lengths, _SLOPES, _SIDES):
            gap = mark.radius + unit
            far = mark.radius + length * MARKS.label_leader * unit
            right, down = side / hypot(1, slope), slope / hypot(1, slope)
            start, end = (x + right * gap, y + down * gap), (x + right * far, y + down * far)
            near = end[0] + side * 3 * unit
            left = near if side > 0 else near - block.width
            top = end[1] - block.height / 2
            box = Box(left, top, left + block.width, top + block.height)
            yield Label(block, box, _ANCHORS[side], (start, end)), (start, end)


def _marks_at(place: Place, collisions: CollisionIndex) -> list[Mark]:
    """Return the marks that cover a place."""
    box = Box(*place, *place)
    return [mark for mark in collisions.marks_near(box) if mark.gap(box) <= 0]

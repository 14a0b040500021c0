"""Find a place for every label on the map, or leave it out: none touches anything else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from routemap.look import MARKS
from routemap.pictures import font_metrics
from routemap.pictures.clip import cross, part_within, place_between
from routemap.pictures.view import Box, Place

# In pixels of `look.py`.
_BETWEEN = 2.0
# Candidate positions beside a mark, best first: to the right or left of it (0: centred on it), and
# above or below.
_POSITIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_LEADERS = tuple((side, slope) for slope in (0.5, -0.5, 1.0, -1.0) for side in (1, -1))
_ANCHORS = {1: "start", -1: "end", 0: "middle"}
_LINE_HEIGHT = 1.2
# The size of the index's cells; what crosses one more often is not told apart.
_CELL, _CROWD = 64.0, 400
Cell = tuple[int, int]


class Mark(NamedTuple):
    """What a label names: the disc or dot of a stop, or the dot of a town."""

    at: Place
    radius: float

    @property
    def box(self) -> Box:
        """Return the square round it."""
        return Box(*self.at, *self.at).grown(self.radius)

    def gap(self, box: Box) -> float:
        """Return how far it is from a box, less than 0 if it reaches into it."""
        x, y = self.at
        aside = max(box.left - x, 0.0, x - box.right)
        return hypot(aside, max(box.top - y, 0.0, y - box.bottom)) - self.radius


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a label. `spacing` is added after each letter."""

    text: str
    size: float
    is_bold: bool = False
    is_name: bool = False
    spacing: float = 0.0

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return font_metrics.width(self.text, self.size, bold=self.is_bold, spacing=self.spacing)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text above each other, as one."""

    lines: tuple[TextLine, ...]

    @property
    def width(self) -> float:
        """Return the width of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return sum(line.size * _LINE_HEIGHT for line in self.lines)

    def baselines(self, top: float) -> Iterator[tuple[TextLine, float]]:
        """Yield each line with its baseline, if the block starts at `top`."""
        for line in self.lines:
            leading = line.size * (_LINE_HEIGHT - font_metrics.ASCENT - font_metrics.DESCENT)
            yield line, top + leading / 2 + line.size * font_metrics.ASCENT
            top += line.size * _LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label. `anchor` is "start", "middle" or "end": where its lines are aligned."""

    block: TextBlock
    box: Box
    anchor: str
    leader: tuple[Place, Place] | None = None


@dataclass
class CollisionIndex:
    """The boxes, lines and marks that labels must not touch, found by the cells of a grid.

    `line_reach` is how far a line reaches to each side, half its width.
    """

    frame: Box
    unit: float
    line_reach: float = 0.0
    _boxes: dict[Cell, list[Box]] = field(default_factory=dict)
    _segments: dict[Cell, list[tuple[Place, Place]]] = field(default_factory=dict)
    _marks: dict[Cell, list[Mark]] = field(default_factory=dict)

    def copy(self) -> CollisionIndex:
        """Return an index to which other labels can be added."""
        boxes = {cell: list(boxes) for cell, boxes in self._boxes.items()}
        segments = {cell: list(lines) for cell, lines in self._segments.items()}
        marks = {cell: list(found) for cell, found in self._marks.items()}
        return CollisionIndex(self.frame, self.unit, self.line_reach, boxes, segments, marks)

    def add_box(self, box: Box) -> None:
        """Keep labels off a box."""
        self._take(box, self._cells(box))

    def _take(self, box: Box, cells: Iterable[Cell]) -> None:
        for cell in cells:
            boxes = self._boxes.setdefault(cell, [])
            if len(boxes) == _CROWD:
                boxes.insert(0, self._cell_box(cell))
            if len(boxes) <= _CROWD:
                boxes.append(box)

    def add_mark(self, mark: Mark) -> None:
        """Keep labels off a mark, and those of other marks away from it."""
        box = mark.box
        cells = list(self._cells(box))
        self._take(box, cells)
        for cell in cells:
            marks = self._marks.setdefault(cell, [])
            if len(marks) < _CROWD:  # the boxes of so many have taken the cell whole
                marks.append(mark)

    def add_line(self, line: Sequence[Place]) -> None:
        """Keep labels off a line.

        In a cell that lines cross again and again no label finds a free spot: it is taken whole.
        """
        size, (left, top, right, bottom) = self._size, self._reach
        for start, end in pairwise(line):
            x, y = start
            column, row = x // size, y // size
            # Most segments are short: a coast's end in the cell where they begin.
            is_short = end[0] // size == column and end[1] // size == row
            if is_short and left < x < right and top < y < bottom:
                cells: Iterable[Cell] = ((int(column), int(row)),)
            else:
                cells = self._cells_along(start, end)
            for cell in cells:
                segments = self._segments.setdefault(cell, [])
                if len(segments) == _CROWD:
                    self.add_box(self._cell_box(cell))
                if len(segments) <= _CROWD:
                    segments.append((start, end))

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies within the frame and touches nothing."""
        if not self.frame.grown(-MARKS.label_edge * self.unit).holds(box):
            return False
        near = box.grown(self.line_reach)
        left, top, right, bottom = box
        for cell in self._cells(near):
            # Written out: where a long journey has its marks, this is most of a picture's time.
            for other in self._boxes.get(cell, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return False
            for start, end in self._segments.get(cell, ()):
                if part_within(near, start, end):
                    return False
        return True

    def is_uncovered(self, box: Box) -> bool:
        """Tell whether a box lies within the frame and touches no other; lines may run beneath."""
        return self.frame.holds(box) and not any(
            box.left < other.right
            and other.left < box.right
            and box.top < other.bottom
            and other.top < box.bottom
            for cell in self._cells(box)
            for other in self._boxes.get(cell, ())
        )

    def is_clear(
        self, start: Place, end: Place, own: Collection[Mark] = (), *, crosses_lines: bool = False
    ) -> bool:
        """Tell whether a leader of its own marks crosses no box, no other mark, and no line.

        `crosses_lines` tells that it may cross lines.
        """
        boxes = {mark.box for mark in own}
        return not any(
            any(
                part_within(box, start, end)
                for box in self._boxes.get(cell, ())
                if box not in boxes
            )
            or (
                not crosses_lines
                and any(cross(start, end, *segment) for segment in self._segments.get(cell, ()))
            )
            for cell in self._cells_along(start, end)
        )

    def is_apart(self, box: Box, own: Collection[Mark], gap: float) -> bool:
        """Tell whether every mark but its own is at least so far from a box."""
        return not any(
            mark.gap(box) < gap and mark not in own for mark in self.marks_near(box.grown(gap))
        )

    def marks_near(self, box: Box) -> Iterator[Mark]:
        """Yield marks that may touch a box."""
        return (mark for cell in self._cells(box) for mark in self._marks.get(cell, ()))

    def _cells(self, box: Box) -> Iterator[Cell]:
        """Yield the cells of the frame, and one beyond each side, that a box touches."""
        size, frame = self._size, self._reach
        left, right = max(box.left, frame.left), min(box.right, frame.right)
        top, bottom = max(box.top, frame.top), min(box.bottom, frame.bottom)
        for column in range(int(left // size), int(right // size) + 1):
            for row in range(int(top // size), int(bottom // size) + 1):
                yield column, row

    def _cells_along(self, start: Place, end: Place) -> Iterator[Cell]:
        """Yield the cells that a segment runs through, column by column."""
        size, (left, top, right, bottom) = self._size, self._reach
        (x, y), (to_x, to_y) = start, end
        # Written out: of a long journey these are hundreds of thousands of cells.
        if not (
            left < x < right and left < to_x < right and top < y < bottom and top < to_y < bottom
        ):
            part = part_within(self._reach, start, end)
            if part is None:
                return
            (x, y), (to_x, to_y) = (place_between(start, end, share) for share in part)
        if to_x < x:
            x, y, to_x, to_y = to_x, to_y, x, y
        last = int(to_x // size)
        slope = (to_y - y) / (to_x - x) if to_x > x else 0.0
        for column in range(int(x // size), last + 1):
            leaves = y + ((column + 1) * size - x) * slope if column < last else to_y
            enters = y + max(column * size - x, 0.0) * slope
            low, high = (enters, leaves) if enters < leaves else (leaves, enters)
            for row in range(int(low // size), int(high // size) + 1):
                yield column, row

    def _cell_box(self, cell: Cell) -> Box:
        left, top = (place * self._size for place in cell)
        return Box(left, top, left + self._size, top + self._size)

    @cached_property
    def _size(self) -> float:
        return _CELL * self.unit

    @cached_property
    def _reach(self) -> Box:
        """Return the frame with one cell beyond each side."""
        return self.frame.grown(self._size)


def place_beside(
    labels: Iterable[tuple[Sequence[TextBlock], Sequence[Mark]]],
    collisions: CollisionIndex,
    avoided: CollisionIndex | None = None,
) -> list[Label | None]:
    """Place labels beside their marks, in order of priority.

    Parameters
    ----------
    labels
        Each as blocks to choose from, the best first, with the marks that it names.
    collisions
        What must be kept free, and the marks of all labels; placed labels are added to it.
    avoided
        Coasts and borders, on which a label lies only if no other place beside its mark is free.

    Returns
    -------
    A label for each, None where there is no room.
    """
    placed: list[Label | None] = []
    for blocks, marks in labels:
        label = _best(blocks, marks, collisions, avoided)
        if label:
            _take_place(label, collisions)
        placed.append(label)
    return placed


def _take_place(label: Label, collisions: CollisionIndex) -> None:
    # Two names in one row must not read as one.
    aside, (left, top, right, bottom) = MARKS.label_gap * collisions.unit, label.box
    apart = _BETWEEN * collisions.unit
    collisions.add_box(Box(left - aside, top - apart, right + aside, bottom + apart))
    if label.leader:
        collisions.add_line(label.leader)


def _best(
    blocks: Sequence[TextBlock],
    marks: Sequence[Mark],
    collisions: CollisionIndex,
    avoided: CollisionIndex | None,
) -> Label | None:
    """Return the first label beside its mark off coasts, else beside it, else with a leader."""
    near: Label | None = None
    far: Label | None = None
    for block in blocks:
        for label in _candidates(block, marks, collisions.unit):
            if label.leader and (near or far):
                continue
            if not (collisions.is_free(label.box) and _is_told_apart(label, marks, collisions)):
                continue
            if label.leader:
                far = label
            elif avoided is None or avoided.is_free(label.box):
                return label
            else:
                near = near or label
    return near or far


def _is_told_apart(label: Label, marks: Sequence[Mark], collisions: CollisionIndex) -> bool:
    """Tell whether no reader takes a label for that of another mark than its own.

    Beside its mark it is clearly nearer to that than to any other; at the end of a leader, which
    crosses nothing, it only stands beside no other mark.
    """
    if label.leader:
        least = MARKS.label_leader / 2 * collisions.unit
        if not collisions.is_clear(*label.leader, marks):
            return False
    else:
        least = min(mark.gap(label.box) for mark in marks) + MARKS.label_apart * collisions.unit
    return collisions.is_apart(label.box, marks, least)


def place_at(block: TextBlock, places: Iterable[Place], collisions: CollisionIndex) -> Label | None:
    """Place a label around the first of several middles where there is room."""
    for x, y in places:
        half, high = block.width / 2, block.height / 2
        box = Box(x - half, y - high, x + half, y + high)
        if collisions.is_free(box):
            label = Label(block, box, "middle")
            _take_place(label, collisions)
            return label
    return None


def place_at_dot(
    block: TextBlock, mark: Mark, collisions: CollisionIndex, avoided: CollisionIndex
) -> Label | None:
    """Place a label beside a dot without a leader, off coasts and borders if there is room."""
    near: Label | None = None
    for label in _candidates(block, [mark], collisions.unit):
        if label.leader:
            break
        if collisions.is_free(label.box) and _is_told_apart(label, [mark], collisions):
            near = near or label
            if avoided.is_free(label.box):
                near = label
                break
    if near:
        _take_place(near, collisions)
    return near


def _candidates(block: TextBlock, marks: Sequence[Mark], unit: float) -> Iterator[Label]:
    """Yield the candidate positions of a label, best first: beside its marks, then by a leader."""
    lefts, tops, rights, bottoms = zip(*(mark.box for mark in marks), strict=True)
    round_all = Box(min(lefts), min(tops), max(rights), max(bottoms))
    x, y = (round_all.left + round_all.right) / 2, (round_all.top + round_all.bottom) / 2
    reach = (round_all.width / 2, round_all.height / 2)
    width, height = block.width, block.height
    beside, above = (length + MARKS.label_gap * unit for length in reach)
    shift = height / 2 + 2 * unit
    for right, down in _POSITIONS:
        if right:
            left = x + beside if right > 0 else x - beside - width
            top = y - height / 2 + down * shift
        else:
            left = x - width / 2
            top = y + above if down > 0 else y - above - height
        yield Label(block, Box(left, top, left + width, top + height), _ANCHORS[right])
    far, gap = max(reach) + MARKS.label_leader * unit, 3 * unit
    for right, slope in _LEADERS:
        end = (x + right * far, y + slope * far)
        left = end[0] + gap if right > 0 else end[0] - gap - width
        box = Box(left, end[1] - height / 2, left + width, end[1] + height / 2)
        share = (max(reach) + 2 * unit) / hypot(right, slope)
        start = (x + right * share, y + slope * share)
        yield Label(block, box, _ANCHORS[right], (start, end))

"""Finds a place for every name on the map, or leaves it out: none touches anything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from routemap.look import MARKS
from routemap.pictures import font_metrics
from routemap.pictures.clip import part_within, place_between
from routemap.pictures.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routemap.pictures.view import Place

# In pixels of `look`.
_BETWEEN = 2.0
_LEADER_DIRECTIONS = (
    (1, 0.5),
    (-1, 0.5),
    (1, -0.5),
    (-1, -0.5),
    (1, 1),
    (-1, 1),
    (1, -1),
    (-1, -1),
)
_LINE_HEIGHT = 1.2
# What is taken is kept by squares of this size; what crosses one more often is not told apart.
_CELL, _CROWD = 64.0, 400


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a name. `spacing` is added after each letter; `is_water` is drawn slanted."""

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
    """A placed name. `anchor` is "start", "middle" or "end": where its lines are aligned."""

    block: TextBlock
    box: Box
    anchor: str
    leader: tuple[Place, Place] | None = None


@dataclass
class CollisionIndex:
    """What names must not touch: boxes and lines, found by the squares they lie in.

    `line_reach` is how far a line reaches to each side, half its width.
    """

    frame: Box
    unit: float
    line_reach: float = 0.0
    _boxes: dict[tuple[int, int], list[Box]] = field(default_factory=dict)
    _segments: dict[tuple[int, int], list[tuple[Place, Place]]] = field(default_factory=dict)

    def add_box(self, box: Box) -> None:
        """Keep names off a box."""
        for square in self._squares(box):
            boxes = self._boxes.setdefault(square, [])
            if len(boxes) == _CROWD:
                boxes.insert(0, self._square(square))
            if len(boxes) <= _CROWD:
                boxes.append(box)

    def add_line(self, line: Sequence[Place]) -> None:
        """Keep names off a line.

        Of a square that lines cross again and again no name finds a free spot: it is taken whole.
        """
        for start, end in pairwise(line):
            for square in self._squares_along(start, end):
                pieces = self._segments.setdefault(square, [])
                if len(pieces) == _CROWD:
                    self.add_box(self._square(square))
                if len(pieces) <= _CROWD:
                    pieces.append((start, end))

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies within the frame and on nothing."""
        if not self.frame.grown(-MARKS.label_edge * self.unit).holds(box):
            return False
        near = box.grown(self.line_reach)
        left, top, right, bottom = box
        for square in self._squares(near):
            # Written out: where a long journey has its marks, this is most of a picture's time.
            for other in self._boxes.get(square, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return False
            for start, end in self._segments.get(square, ()):
                if part_within(near, start, end):
                    return False
        return True

    def is_clear(self, start: Place, end: Place) -> bool:
        """Tell whether a leader crosses neither line nor box."""
        for square in self._squares_along(start, end):
            if any(part_within(other, start, end) for other in self._boxes.get(square, ())):
                return False
            if any(_cross(start, end, *piece) for piece in self._segments.get(square, ())):
                return False
        return True

    def _squares(self, box: Box) -> Iterator[tuple[int, int]]:
        """Yield the squares of the frame, and one beyond each side, that a box touches."""
        size, frame = self._size, self.frame.grown(self._size)
        left, right = max(box.left, frame.left), min(box.right, frame.right)
        top, bottom = max(box.top, frame.top), min(box.bottom, frame.bottom)
        for column in range(int(left // size), int(right // size) + 1):
            for row in range(int(top // size), int(bottom // size) + 1):
                yield column, row

    def _squares_along(self, start: Place, end: Place) -> Iterator[tuple[int, int]]:
        """Yield the squares that a segment runs through, column by column."""
        size, frame = self._size, self.frame.grown(self._size)
        part = part_within(frame, start, end)
        if part is None:
            return
        (x, y), (to_x, to_y) = (place_between(start, end, share) for share in part)
        for column in range(int(min(x, to_x) // size), int(max(x, to_x) // size) + 1):
            strip = Box(column * size, frame.top - 1, (column + 1) * size, frame.bottom + 1)
            within = part_within(strip, (x, y), (to_x, to_y))
            if within:
                ys = [place_between((x, y), (to_x, to_y), share)[1] for share in within]
                for row in range(int(min(ys) // size), int(max(ys) // size) + 1):
                    yield column, row

    def _square(self, square: tuple[int, int]) -> Box:
        left, top = (place * self._size for place in square)
        return Box(left, top, left + self._size, top + self._size)

    @property
    def _size(self) -> float:
        return _CELL * self.unit


def place_beside(
    names: Iterable[tuple[Sequence[TextBlock], Place, float]],
    occupied: CollisionIndex,
    rough: CollisionIndex | None = None,
) -> list[Label | None]:
    """Place names beside their marks, the most important first.

    Parameters
    ----------
    names
        Each as blocks to choose from, the best first, with the middle of its mark and its radius.
    occupied
        What must be kept free; placed names are added to it.
    rough
        Coasts and borders, which a name lies on only if there is no smoother place beside its mark.

    Returns
    -------
    A label for each name, None where there is no room.
    """
    labels: list[Label | None] = []
    for blocks, at, radius in names:
        chosen = _first_best(blocks, at, radius, occupied, rough)
        if chosen:
            occupied.add_box(chosen.box.grown(_BETWEEN * occupied.unit))
            if chosen.leader:
                occupied.add_line(chosen.leader)
        labels.append(chosen)
    return labels


def _first_best(
    blocks: Sequence[TextBlock],
    at: Place,
    radius: float,
    occupied: CollisionIndex,
    rough: CollisionIndex | None,
) -> Label | None:
    """Return the first label beside its mark on smooth ground, else beside it, else by a leader."""
    near: Label | None = None
    far: Label | None = None
    for block in blocks:
        for label in _candidates(block, at, radius, occupied.unit):
            if label.leader:
                is_wanted = not (near or far)
                if is_wanted and occupied.is_free(label.box) and occupied.is_clear(*label.leader):
                    far = label
            elif occupied.is_free(label.box):
                if rough is None or rough.is_free(label.box):
                    return label
                near = near or label
    return near or far


def place_at(block: TextBlock, places: Iterable[Place], occupied: CollisionIndex) -> Label | None:
    """Place a name round the first of several middles where there is room."""
    for x, y in places:
        half, high = block.width / 2, block.height / 2
        box = Box(x - half, y - high, x + half, y + high)
        if occupied.is_free(box):
            occupied.add_box(box.grown(_BETWEEN * occupied.unit))
            return Label(block, box, "middle")
    return None


def _candidates(block: TextBlock, at: Place, radius: float, unit: float) -> Iterator[Label]:
    """Yield where a name may stand, best first: right, left, above, below, then by a leader."""
    x, y = at
    width, height = block.width, block.height
    near = radius + MARKS.label_gap * unit
    shift = height / 2 + 2 * unit
    for lift in (0.0, -shift, shift):
        top = y - height / 2 + lift
        yield Label(block, Box(x + near, top, x + near + width, top + height), "start")
        yield Label(block, Box(x - near - width, top, x - near, top + height), "end")
        if not lift:
            for above in (y - near - height, y + near):
                box = Box(x - width / 2, above, x + width / 2, above + height)
                yield Label(block, box, "middle")
    far, gap = radius + MARKS.label_leader * unit, 3 * unit
    for right, down in _LEADER_DIRECTIONS:
        end = (x + right * far, y + down * far)
        left = end[0] + gap if right > 0 else end[0] - gap - width
        box = Box(left, end[1] - height / 2, left + width, end[1] + height / 2)
        reach = (radius + 2 * unit) / (right**2 + down**2) ** 0.5
        start = (x + right * reach, y + down * reach)
        yield Label(block, box, "start" if right > 0 else "end", (start, end))


def _cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    """Tell whether two segments cross: each has the ends of the other on both sides."""

    def side(p: Place, q: Place, r: Place) -> int:
        turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return (turn > 0) - (turn < 0)

    return side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b)

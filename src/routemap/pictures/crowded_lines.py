"""Where lines lie on each other so often that one more would not be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from routemap.pictures.arrows import middle_of
from routemap.pictures.clip import is_inside, part_within, place_between
from routemap.pictures.lines import Stroke
from routemap.pictures.view import Box, Place

# Cells of so many pixels of `look.py`, and how many lines fill one: of ten thousand dotted ones, in
# all directions, what is left out were then some hundredths of the map's pixels.
_CELL, _MOST_LINES = 8.0, 16
# In cells: less of a line, between others that hide it, shows nobody where it runs.
_LEAST_CELLS = 4
_WHOLE, _NOTHING = (0.0, 1.0), (1.0, 1.0)


class CrowdedLines:
    """Counts lines that look alike in the cells of a grid: what would hardly be seen is left out.

    However long a journey is, what is drawn of it is bounded by the size of the sheet.
    """

    def __init__(self, frame: Box, unit: float) -> None:
        self._frame, self._cell = frame, _CELL * unit
        left, top, right, bottom = (int(side // self._cell) for side in frame)
        self._first, self._columns = (left, top), right - left + 2
        self._counts = [0] * (self._columns * (bottom - top + 2))

    def seen(self, line: Sequence[Place]) -> Iterator[Sequence[Place]]:
        """Yield the parts of a line that are seen, which count as drawn: most often all of it.

        What lies beyond the frame is not asked about, and counts as seen.
        """
        begin, first, is_seen, is_cut = line[0], 1, True, False
        cells: list[int] = []
        for number, share, is_seen in self._turns(line, cells):
            place = place_between(line[number], line[number + 1], share)
            if is_seen:
                begin, first = place, number + 1
                continue
            if is_cut and len(cells) < _LEAST_CELLS:
                for cell in cells:
                    self._counts[cell] -= 1
            elif number or share:
                yield [begin, *line[first : number + 1], place]
            cells.clear()
            is_cut = True
        if is_seen and line[first:]:
            yield [begin, *line[first:]]

    def _turns(self, line: Sequence[Place], cells: list[int]) -> Iterator[tuple[int, float, bool]]:
        """Yield where a line comes to be seen or hidden: after which of its places, how far, which.

        It is seen where it begins. The cells in which it is seen are counted, and added to `cells`.
        """
        # Written out: of ten thousand legs round the world this is most of the work.
        cell, columns, (first_column, first_row) = self._cell, self._columns, self._first
        counts, is_seen, here = self._counts, True, -1
        for number, (start, end) in enumerate(pairwise(line)):
            enters, leaves = self._inside(start, end)
            if enters > 0 and not is_seen:
                is_seen = True
                yield number, 0.0, is_seen
            if enters == leaves:
                here = -1
                continue
            (x, y), (to_x, to_y) = start, end
            if leaves - enters < 1:
                (x, y), (to_x, to_y) = (place_between(start, end, at) for at in (enters, leaves))
            x, y, to_x, to_y = x / cell, y / cell, to_x / cell, to_y / cell
            steps = int(hypot(to_x - x, to_y - y)) + 1
            across, down = (to_x - x) / steps, (to_y - y) / steps
            x, y = x + across / 2 - first_column, y + down / 2 - first_row
            for step in range(steps):
                at = int(y + step * down) * columns + int(x + step * across)
                if at == here:
                    continue
                here = at
                has_room = counts[at] < _MOST_LINES
                if has_room:
                    counts[at] += 1
                    cells.append(at)
                if has_room != is_seen:
                    is_seen = has_room
                    yield number, enters + (leaves - enters) * step / steps, is_seen
            if leaves < 1 and not is_seen:
                is_seen = True
                yield number, leaves, is_seen

    def _inside(self, start: Place, end: Place) -> tuple[float, float]:
        """Return between which shares a segment lies in the frame: twice the end if it does not."""
        (left, top, right, bottom), (x, y), (to_x, to_y) = self._frame, start, end
        if left < x < right and left < to_x < right and top < y < bottom and top < to_y < bottom:
            return _WHOLE
        return part_within(self._frame, start, end) or _NOTHING

    def has_room_for(self, arrow: Stroke) -> bool:
        """Tell whether so few lines run past an arrow that it is seen to be of one."""
        place = middle_of(arrow)
        if not is_inside(self._frame, place):
            return True
        column, row = (int(place[axis] / self._cell) - self._first[axis] for axis in (0, 1))
        return self._counts[row * self._columns + column] < _MOST_LINES

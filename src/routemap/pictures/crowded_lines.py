"""Where lines lie on each other so often that one more would not be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import hypot

from routemap.pictures.clip import part_within, place_between
from routemap.pictures.view import Box, Place

# Cells of so many pixels of `look.py`, and how many lines fill one: of ten thousand dotted ones, in
# all directions, what is left out were then some hundredths of the map's pixels.
_CELL, _MOST_LINES = 8.0, 24
_Share = tuple[float, float, bool]
_WHOLE = (0.0, 1.0)
_Here = tuple[float | None, float | None, bool]


class CrowdedLines:
    """Counts lines that look alike in the cells of a grid: what would hardly be seen is left out.

    However long a journey is, what is drawn of it is bounded by the size of the sheet.
    """

    def __init__(self, frame: Box, unit: float) -> None:
        self._frame, self._cell = frame, _CELL * unit
        self._counts: defaultdict[tuple[float, float], int] = defaultdict(int)

    def seen(self, line: Sequence[Place]) -> Iterator[Sequence[Place]]:
        """Yield the parts of a line that are seen, which count as drawn: most often all of it.

        What lies beyond the frame is not asked about, and counts as seen.
        """
        left, top, right, bottom = self._frame
        part: list[Place] = []
        here: _Here | None = None
        for start, end in pairwise(line):
            (x, y), (to_x, to_y), inside = start, end, _WHOLE
            if not (
                left < x < right
                and left < to_x < right
                and top < y < bottom
                and top < to_y < bottom
            ):
                clipped = part_within(self._frame, start, end)
                if clipped is None:
                    part = part or [start]
                    part.append(end)
                    here = None
                    continue
                inside = clipped
                (x, y), (to_x, to_y) = (place_between(start, end, share) for share in inside)
            found, here = self._steps(x, y, to_x, to_y, here)
            if all(found):
                part = part or [start]
                part.append(end)
                continue
            for begin, until, is_seen in self._runs(found, *inside):
                if is_seen:
                    part = part or [place_between(start, end, begin)]
                    part.append(place_between(start, end, until))
                elif part:
                    yield part
                    part = []
        if part:
            yield part

    def _steps(
        self, x: float, y: float, to_x: float, to_y: float, here: _Here | None
    ) -> tuple[list[bool], _Here]:
        """Return which of even steps along a segment are seen, each no longer than a cell.

        `here` is the cell where the segment before ended, and whether the line is seen there.
        """
        # Written out: of ten thousand legs round the world this is most of the work.
        counts, cell = self._counts, self._cell
        x, y, to_x, to_y = x / cell, y / cell, to_x / cell, to_y / cell
        steps = int(hypot(to_x - x, to_y - y)) + 1
        across, down = (to_x - x) / steps, (to_y - y) / steps
        x, y = x + across / 2, y + down / 2
        column, row, is_seen = here or (None, None, True)
        found = []
        for step in range(steps):
            at = (x + step * across) // 1, (y + step * down) // 1
            if at != (column, row):
                column, row = at
                is_seen = counts[at] < _MOST_LINES
                counts[at] += is_seen
            found.append(is_seen)
        return found, (column, row, is_seen)

    @staticmethod
    def _runs(found: Sequence[bool], enters: float, leaves: float) -> Iterator[_Share]:
        """Join neighbouring steps, and what lies beyond the frame, which counts as seen."""
        if enters > 0:
            yield 0.0, enters, True
        length, begin = (leaves - enters) / len(found), 0
        for is_seen, run in groupby(found):
            until = begin + sum(1 for _ in run)
            yield enters + begin * length, enters + until * length, is_seen
            begin = until
        if leaves < 1:
            yield leaves, 1.0, True

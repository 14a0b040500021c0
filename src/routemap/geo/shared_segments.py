"""Which legs go over the same ground: they are drawn beside each other, in lanes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.model.journey import Point

    Lines = Sequence[Sequence[Point]]

# For each direction; who passes more often is drawn over again.
_LANES_AT_MOST = 3
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a line over which the same legs pass.

    `lane` counts from the middle of the ground, 0 if the leg has it for itself. `is_forward` tells
    the two directions apart; legs that share a stretch can so be simplified in the same one.
    """

    points: tuple[Point, ...]
    lane: int
    is_forward: bool


def stretches(legs: Sequence[Lines]) -> tuple[tuple[tuple[Stretch, ...], ...], ...]:
    """Return for each leg and each of its lines the stretches it consists of.

    Parameters
    ----------
    legs
        For each leg its lines of (latitude, longitude) in degrees, in the order of travel.
    """
    passers = _Passers(legs)
    return tuple(
        tuple(tuple(_stretches_of(line, number, passers)) for line in lines)
        for number, lines in enumerate(legs)
    )


_Piece = tuple[tuple[float, float], tuple[float, float]]


class _Passing(NamedTuple):
    """One leg's way over a piece: whether forward, and how many went the same way before it."""

    is_forward: bool
    before: int


class _Passers:
    """Which legs pass each piece between two neighbouring points.

    `company` gives all pieces that the same legs pass one number.
    """

    def __init__(self, legs: Sequence[Lines]) -> None:
        self._by_piece: dict[_Piece, dict[int, _Passing]] = {}
        counts: dict[tuple[_Piece, bool], int] = defaultdict(int)
        for number, lines in enumerate(legs):
            for start, end in chain.from_iterable(map(pairwise, lines)):
                piece, way = _piece(start, end), _is_forward(start, end)
                passing = self._by_piece.setdefault(piece, {})
                if number not in passing:
                    passing[number] = _Passing(way, counts[piece, way])
                    counts[piece, way] += 1
        companies: dict[tuple[int, ...], int] = {}
        self._company = {
            piece: companies.setdefault(tuple(passing), len(companies))
            for piece, passing in self._by_piece.items()
        }

    def company(self, start: Point, end: Point) -> int:
        """Return the number of those who pass between two points."""
        return self._company[_piece(start, end)]

    def lane(self, leg: int, start: Point, end: Point) -> int:
        """Return the lane of a leg between two points, 0 if it has the ground for itself."""
        passing = self._by_piece[_piece(start, end)]
        if len(passing) < 2:  # noqa: PLR2004  two legs share
            return 0
        return min(passing[leg].before + 1, _LANES_AT_MOST)


def _rounded(point: Point) -> tuple[float, float]:
    return round(point[0], _DECIMALS), round(point[1], _DECIMALS)


def _is_forward(start: Point, end: Point) -> bool:
    return _rounded(start) < _rounded(end)


def _piece(start: Point, end: Point) -> _Piece:
    one, other = sorted((_rounded(start), _rounded(end)))
    return one, other


def _stretches_of(line: Sequence[Point], leg: int, passers: _Passers) -> list[Stretch]:
    found = []
    for _, together in groupby(pairwise(line), key=lambda ends: passers.company(*ends)):
        pieces = list(together)
        points = (pieces[0][0], *(end for _, end in pieces))
        lane = passers.lane(leg, *pieces[0])
        found.append(Stretch(points, lane, _is_forward(points[0], points[-1])))
    return found

"""Which legs go over the same ground: they are drawn beside each other, in lanes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.journey import Point

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
    passers = _passers(legs)
    return tuple(
        tuple(tuple(_stretches_of(line, number, passers)) for line in lines)
        for number, lines in enumerate(legs)
    )


_Piece = tuple[tuple[float, float], tuple[float, float]]


def _rounded(point: Point) -> tuple[float, float]:
    return round(point[0], _DECIMALS), round(point[1], _DECIMALS)


def _is_forward(start: Point, end: Point) -> bool:
    return _rounded(start) < _rounded(end)


def _piece(start: Point, end: Point) -> _Piece:
    one, other = sorted((_rounded(start), _rounded(end)))
    return one, other


def _passers(legs: Sequence[Lines]) -> dict[_Piece, dict[int, bool]]:
    """Return which legs pass each piece between two neighbouring points, and whether forward."""
    passers: dict[_Piece, dict[int, bool]] = {}
    for number, lines in enumerate(legs):
        for line in lines:
            for start, end in pairwise(line):
                passers.setdefault(_piece(start, end), {}).setdefault(
                    number, _is_forward(start, end)
                )
    return passers


def _lane(leg: int, passing: dict[int, bool]) -> int:
    if len(passing) < 2:  # noqa: PLR2004  two legs share
        return 0
    before = sum(other < leg and way == passing[leg] for other, way in passing.items())
    return min(before + 1, _LANES_AT_MOST)


def _stretches_of(
    line: Sequence[Point], leg: int, passers: dict[_Piece, dict[int, bool]]
) -> list[Stretch]:
    found = []
    pairs = [(start, end, passers[_piece(start, end)]) for start, end in pairwise(line)]
    for _, together in groupby(pairs, key=lambda pair: tuple(pair[2])):
        pieces = list(together)
        points = (pieces[0][0], *(end for _, end, _ in pieces))
        lane = _lane(leg, pieces[0][2])
        found.append(Stretch(points, lane, _is_forward(points[0], points[-1])))
    return found

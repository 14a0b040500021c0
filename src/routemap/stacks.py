"""Discs of stops at one place or near it: side by side where there is room, else a stack of cards.

Where they stand depends on no moment, so that no disc jumps while the journey goes on: only which
cards of a stack lie on top. js/stacks.js does the same for the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import asin, atan2, cos, dist, hypot, pi, sin
from typing import NamedTuple

from routemap.look import SHAPES, MarkSizes
from routemap.model.timeline import State

Place = tuple[float, float]
Line = Sequence[Place]
# Of a stack so many cards are seen; the others lie beneath the outermost and are counted only.
_MOST_CARDS = 4
_PAIR, _MOST_IN_RING = 2, 6
# Places nearer than that, in px, are the same: no map of this scale tells them apart.
_HAIR = 0.5
# Where a pair and a ring turn to, and how much wider than the smallest a ring may become.
_PAIR_TURNS, _RING_TURNS, _WIDER = 4, 24, (1.0, 1.4, 1.8)
# In radii of the smallest ring: a wider one says no longer where its place is.
_WIDEST = 3.0
_FIRST_IN_RING = -3 * pi / 4


class Spacing(NamedTuple):
    """Distances in the unit of the sheet.

    Attributes
    ----------
    near
        Discs nearer than that hide each other's numbers.
    apart
        Discs that far from each other touch.
    step
        From one card of a stack to the next.
    ring
        Radius of the smallest ring in whose middle the true place is seen.
    hair
        Places nearer than that are the same.
    beside
        Marks of current stops that far from each other touch.
    """

    near: float
    apart: float
    step: float
    ring: float
    hair: float
    beside: float

    @classmethod
    def of(cls, marks: MarkSizes, unit: float, reach: float = 1.0) -> Spacing:
        """Return the distances between marks of these sizes, on a sheet of this unit.

        `reach` is how far the corners of marks reach that are no discs, in radii of the disc.
        """
        apart = 2 * (marks.disc * reach + marks.disc_edge)
        beside = 2 * (marks.disc_current * reach + marks.disc_edge)
        px = (marks.disc_near, apart, marks.card_step, marks.disc_round_place, _HAIR, beside)
        return cls(*(length * unit for length in px))


class Group(NamedTuple):
    """Stops, in the order of travel, whose discs would hide each other.

    `spots` are where their discs stand off their place, None if they are a stack round the
    `middle`; `is_row` tells whether they stand side by side as the row that was asked for.
    """

    stops: tuple[int, ...]
    middle: Place
    spots: tuple[Place, ...] | None
    is_row: bool = False


class Card(NamedTuple):
    """A card of a stack: how far right of its middle, and how many cards from the top one."""

    right: float
    depth: int


def disc_groups(
    places: Mapping[int, Place],
    lines: Iterable[Line],
    spacing: Spacing,
    has_room: Callable[[Place], bool] = lambda _: True,
    row: Callable[[tuple[int, ...]], Sequence[float]] = lambda _: (),
) -> list[Group]:
    """Return the groups of two and more stops, and how each stands.

    Parameters
    ----------
    places
        Middle of each stop that has a disc, by its number, in the order of travel.
    lines
        The legs: a ring of discs covers none of them. A pair covers its place, and may.
    spacing
        How near is too near.
    has_room
        Tells whether a disc may stand at a place, whatever the other discs.
    row
        Tells of stops how far each mark reaches aside, if they should rather stand edge to edge
        in one row on their place; else ().
    """
    groups = _stacks(places, spacing)
    for number, group in enumerate(groups):
        if len(group.stops) == 1:
            continue
        rest = (*groups[:number], *groups[number + 1 :])
        others = [spot for each in rest for spot in _spots(each, spacing)]
        own = [places[stop] for stop in group.stops]
        in_row = tuple(_row(group.middle, row(group.stops)))
        if in_row and all(map(has_room, in_row)) and _are_apart(in_row, others, spacing.apart):
            groups[number] = group._replace(spots=in_row, is_row=True)
            continue
        is_pair = len(own) == _PAIR
        fans = [*(_pairs if is_pair else _rings)(own, group.middle, spacing)]
        reach = max((dist(group.middle, spot) for fan in fans for spot in fan), default=0.0)
        legs = [] if is_pair else _near(group.middle, lines, reach + spacing.apart / 2)

        def is_free(
            spot: Place, others: Sequence[Place] = others, legs: Sequence[Line] = legs
        ) -> bool:
            return (
                has_room(spot)
                and _are_apart([spot], others, spacing.apart)
                and all(_distance(spot, *leg) >= spacing.apart / 2 for leg in legs)
            )

        spots = next((fan for fan in fans if all(map(is_free, fan))), None)
        groups[number] = group._replace(spots=spots)
    return [group for group in groups if len(group.stops) > 1]


def cards(count: int, tops: Sequence[int], step: float, beside: float = 0.0) -> list[Card]:
    """Return how the stops of a stack lie, in the order of travel: the `tops` on all others.

    Several tops stand side by side, `beside` from one to the next. Stops before the first look out
    to their left, the others to their right.
    """
    first, aside = tops[0], (len(tops) - 1) * beside / 2
    rest = [number for number in range(count) if number == first or number not in tops]
    seen = min(len(rest), _MOST_CARDS)
    start = min(max(first - 1, 0), len(rest) - seen)
    slots = [min(max(n - start, 0), seen - 1) for n in range(len(rest))]
    found = {}
    for n, (number, slot) in enumerate(zip(rest, slots, strict=True)):
        side = (slot > slots[first]) - (slot < slots[first])
        found[number] = Card((slot - (seen - 1) / 2) * step + side * aside, abs(n - first))
    middle = found[first].right
    for n, number in enumerate(tops):
        found[number] = Card(middle + n * beside - aside, 0)
    return [found[number] for number in range(count)]


def top_cards(states: Sequence[State]) -> list[int]:
    """Return which of a stack lie on top: the current, else the last visited, else the first.

    States are in the order of travel, those of one traveller after those of another. Of more
    current ones than stand in a row the first lies on top.
    """
    current = [number for number, state in enumerate(states) if state == State.CURRENT]
    if current:
        return current if len(current) <= len(SHAPES) else current[:1]
    visited = (number for number, state in enumerate(states) if state == State.VISITED)
    return [max(visited, default=0)]


def _stacks(places: Mapping[int, Place], spacing: Spacing) -> list[Group]:
    """Put stops together, the first two first, until no card hides one of another group."""

    def stack(stops: Iterable[int]) -> Group:
        inside = tuple(sorted(stops))
        xs, ys = zip(*(places[stop] for stop in inside), strict=True)
        return Group(inside, (sum(xs) / len(xs), sum(ys) / len(ys)), None)

    def hidden() -> tuple[int, int] | None:
        reach = spacing.near + (_MOST_CARDS - 1) * spacing.step
        for one, other in combinations(range(len(groups)), 2):
            a, b = groups[one], groups[other]
            if dist(a.middle, b.middle) < reach and any(
                dist(here, there) < spacing.near
                for here in _spots(a, spacing)
                for there in _spots(b, spacing)
            ):
                return one, other
        return None

    groups = [stack([stop]) for stop in places]
    while found := hidden():
        one, other = found
        groups[one] = stack((*groups[one].stops, *groups.pop(other).stops))
    return groups


def _spots(group: Group, spacing: Spacing) -> Sequence[Place]:
    """Return where discs of a group are seen."""
    if group.spots:
        return group.spots
    x, y = group.middle
    seen = cards(min(len(group.stops), _MOST_CARDS), [0], spacing.step)
    return [(x + card.right, y) for card in seen]


def _row(middle: Place, reaches: Sequence[float]) -> Iterator[Place]:
    """Yield where marks stand edge to edge, from left to right, of which each reaches so far."""
    x = middle[0] - sum(reaches)
    for reach in reaches:
        yield x + reach, middle[1]
        x += 2 * reach


def _are_apart(spots: Iterable[Place], others: Sequence[Place], apart: float) -> bool:
    return all(dist(spot, other) >= apart for spot in spots for other in others)


def _pairs(own: Sequence[Place], middle: Place, spacing: Spacing) -> Iterator[tuple[Place, ...]]:
    """Yield how two discs touch, each still on its place: along the line between their places."""
    (x, y), (to_x, to_y) = own
    is_one_place = hypot(to_x - x, to_y - y) < spacing.hair
    turns = _PAIR_TURNS if is_one_place else 1
    start = 0.0 if is_one_place else atan2(to_y - y, to_x - x)
    for turn in range(turns):
        angle = start + turn * pi / turns
        yield tuple(_at(middle, side * spacing.apart / 2, angle) for side in (-1, 1))


def _rings(own: Sequence[Place], middle: Place, spacing: Spacing) -> Iterator[tuple[Place, ...]]:
    """Yield how discs stand round their place, clockwise in the order of travel.

    They stand evenly or, where legs leave no room for that, side by side. Those of different places
    stand in the order in which these lie round their middle, so that leaders do not cross.
    """
    count = len(own)
    if count > _MOST_IN_RING:
        return
    wide = max(dist(middle, place) for place in own)
    order, start = list(range(count)), _FIRST_IN_RING
    if wide >= spacing.hair:
        angles = [atan2(y - middle[1], x - middle[0]) for x, y in own]
        order.sort(key=lambda number: (angles[number], number))
        start = angles[order[0]]
    least = max(spacing.ring + wide, spacing.apart / 2 / sin(pi / count))
    for wider in _WIDER:
        radius = least * wider
        if radius > _WIDEST * spacing.ring:
            return
        between = 2 * asin(spacing.apart / 2 / radius)
        for spread in (2 * pi / count, between):
            for turn in range(_RING_TURNS):
                first = start + turn * 2 * pi / _RING_TURNS
                spots = [_at(middle, radius, first + place * spread) for place in range(count)]
                yield tuple(spots[order.index(number)] for number in range(count))


def _at(middle: Place, radius: float, angle: float) -> Place:
    return middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)


def _near(place: Place, lines: Iterable[Line], reach: float) -> list[tuple[Place, Place]]:
    """Return the segments of lines that come so near to a place."""
    segments = (segment for line in lines for segment in pairwise(line))
    return [segment for segment in segments if _distance(place, *segment) < reach]


def _distance(place: Place, start: Place, end: Place) -> float:
    """Return how far a place is from a segment."""
    (x, y), (ax, ay), (bx, by) = place, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length if length else 0.0
    share = min(max(along, 0.0), 1.0)
    return hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))

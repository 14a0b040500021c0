"""What the map of a long journey thins out, on paper and on the screen alike.

Discs stand at least `MARKS.disc_apart` from each other; the stops between them are dots. Of shorter
journeys only crowds are thinned. js/declutter.js does the same for the screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from math import ceil, dist, floor, inf, log2

from routemap.geo import Point
from routemap.geo.scale import web_mercator
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Journey

WorldPoint = tuple[float, float]
_MOST_STOPS_READ = 60
# Of fifty travellers: of more nobody looks for where each began and ended.
_MOST_ENDS = 100
# So many discs find room beside each other where they would touch.
_FEW = 6
# Two that touch move half of that distance apart at most, and must meet no third.
_BESIDE = 1.5
# Zooms of a web map change in quarters; no map is drawn deeper than the last.
_STEPS_PER_ZOOM, _LAST_ZOOM = 4, 20
# Cells of a grid are numbered row by row, and a row has more than any map of the world.
_COLUMNS = 2**32
# A cell comes before those around it: most often a place in it is near enough.
_AROUND = [right + down * _COLUMNS for right in (0, -1, 1) for down in (0, -1, 1)]
NEVER = 99.0
"""The least zoom of a stop at the place of another that stands."""


def is_long(journey: Journey) -> bool:
    """Tell whether there are more stops than anyone reads the names or numbers of on one map."""
    return len(journey.stops) > _MOST_STOPS_READ


def ends(itinerary: Itinerary) -> tuple[int, ...]:
    """Return the stops that are looked for: the first and the last of each traveller.

    Of more than fifty travellers none is preferred.
    """
    found = tuple(dict.fromkeys(end for track in itinerary.tracks for end in track.ends))
    return found if len(found) <= _MOST_ENDS else ()


def may_meet(scene: Scene) -> Sequence[int]:
    """Return the stops whose discs may meet: of a long journey the ends and the current ones.

    The others give way, and so do none where these are too many to be told apart. See stacks.py
    for what becomes of those that meet.
    """
    if not is_long(scene.journey):
        return range(len(scene.journey.stops))
    found = sorted({*ends(scene.itinerary), *scene.current_stops})
    return found if len(found) <= _MOST_ENDS else ()


def least_zooms(itinerary: Itinerary) -> tuple[float, ...]:
    """Return for each stop the least zoom of a web map at which it stands; names go by it too.

    In a long journey the ends stand at every zoom, then the others in the order of travel, each
    from the first zoom (in quarters) at which it has room between those before.
    """
    if is_long(itinerary.journey):
        return _least_zooms(itinerary.stop_positions, ends(itinerary))
    return (0.0,) * len(itinerary.journey.stops)


@lru_cache(maxsize=8)
def _least_zooms(positions: tuple[Point, ...], always: tuple[int, ...]) -> tuple[float, ...]:
    places = [web_mercator(position) for position in positions]
    found = dict.fromkeys(always, 0.0)
    waiting = {0: [number for number in range(len(places)) if number not in found]}
    zoom, grid = -1, _Grid(inf)
    least_gap = MARKS.disc_apart / 2**_LAST_ZOOM
    for step in range(_LAST_ZOOM * _STEPS_PER_ZOOM):
        apart = MARKS.disc_apart / 2 ** (step / _STEPS_PER_ZOOM)
        for number in sorted(waiting.pop(step, ())):
            if zoom < step // _STEPS_PER_ZOOM:
                zoom = step // _STEPS_PER_ZOOM
                grid = _Grid(MARKS.disc_apart / 2**zoom, (places[n] for n in found))
            away = grid.too_near(places[number], apart)
            if away is None:
                found[number] = step / _STEPS_PER_ZOOM
                grid.add(places[number])
            elif away > least_gap:  # what stands there goes on standing: no need to ask before
                free = ceil(log2(MARKS.disc_apart / away) * _STEPS_PER_ZOOM)
                waiting.setdefault(max(free, step + 1), []).append(number)
    return tuple(found.get(number, NEVER) for number in range(len(places)))


class _Grid:
    """Places by the square cell they lie in, so that those near are found at once."""

    def __init__(self, cell: float, places: Iterable[WorldPoint] = ()) -> None:
        self._cell = cell
        self._places: dict[int, list[WorldPoint]] = defaultdict(list)
        for place in places:
            self.add(place)

    def add(self, place: WorldPoint) -> None:
        """Keep a place."""
        x, y = place
        self._places[floor(y / self._cell) * _COLUMNS + floor(x / self._cell)].append(place)

    def too_near(self, place: WorldPoint, apart: float) -> float | None:
        """Return how far a place is that is nearer than `apart`, at most a cell; None if none is.

        It is the nearest in its cell, so that few are looked at.
        """
        (x, y), places = place, self._places
        here = floor(y / self._cell) * _COLUMNS + floor(x / self._cell)
        for step in _AROUND:
            if here + step in places:
                away = min([dist(place, other) for other in places[here + step]])
                if away < apart:
                    return away
        return None


def thinned_crowds(
    places: Sequence[WorldPoint],
    current: Collection[int],
    ends: Collection[int],
    near: float,
    apart: float,
) -> list[bool]:
    """Return which discs of a journey that is not long stand; the others are dots.

    A few discs that would touch find room beside each other. Only a crowd is thinned: more than
    six places, each too near the next of them, such as the doors of a street. Of a crowd the ends
    stand, if they are a few, then in the order of travel each that has room between those before;
    and each at the very place of one that stands. Of more ends in a crowd each stands that has
    room, before all other stops. The current ones take the place of those they would touch; an end
    that one would touch stands beside it, and what would be in the way of the two gives way.

    Parameters
    ----------
    places
        Middles of all stops on the sheet.
    current
        Numbers of the current stops.
    ends
        Numbers of the stops that are looked for: see `ends`.
    near
        Discs nearer than that to each other hide each other's numbers.
    apart
        How far from each other those of a crowd stand.
    """
    spots = list(dict.fromkeys(places))
    crowds = [crowd for crowd in _crowds(spots, near) if len(crowd) > _FEW]
    crowded = {spot for crowd in crowds for spot in crowd}
    first = dict.fromkeys(places[number] for number in ends)
    many = [crowd for crowd in crowds if sum(spot in first for spot in crowd) > _FEW]
    sure = first.keys() - {spot for crowd in many for spot in crowd}
    kept: list[WorldPoint] = []
    for spot in dict.fromkeys((*first, *spots)):
        if spot in sure or spot not in crowded or all(dist(spot, at) >= apart for at in kept):
            kept.append(spot)
    held = {*sure, *(places[number] for number in current)}
    for here in (places[number] for number in current):
        if here in kept:
            continue
        beside = [end for end in sure if dist(end, here) < near]
        room = _BESIDE * near if beside else near
        kept = [
            here,
            *(
                spot
                for spot in kept
                if spot in held or all(dist(spot, at) >= room for at in (here, *beside))
            ),
        ]
    standing_places = set(kept)
    return [place in standing_places for place in places]


def _crowds(spots: Sequence[WorldPoint], near: float) -> Iterator[list[WorldPoint]]:
    """Yield places in groups: each is nearer than `near` to another of its group."""
    left = dict.fromkeys(spots)
    while left:
        first, _ = left.popitem()
        crowd = [first]
        for spot in crowd:  # grows while it is gone through
            found = [other for other in left if dist(spot, other) < near]
            for other in found:
                del left[other]
            crowd += found
        yield crowd


def standing(
    places: Sequence[WorldPoint],
    is_standing: Iterable[bool],
    current: Collection[int],
    ends: Collection[int],
    apart: float,
) -> list[bool]:
    """Return which stops stand at one moment: the current ones, and no other too near to them.

    Only ends stay beside each other.

    Parameters
    ----------
    places
        Middles of all stops on the sheet.
    is_standing
        Which of them stand whatever the moment.
    current
        Numbers of the current stops.
    ends
        Numbers of the stops that are looked for: see `ends`.
    apart
        How near is too near.
    """
    found = list(is_standing)
    sought = set(ends)
    for number, stands in enumerate(found):
        if number in current:
            found[number] = True
        elif stands:
            found[number] = all(
                {number, at} <= sought or dist(places[number], places[at]) >= apart
                for at in current
            )
    return found

"""Random journeys from one street to round the world, each made of a seed, a kind and a number."""

from __future__ import annotations

from itertools import accumulate, count
from random import Random
from typing import TYPE_CHECKING

from pyproj import Geod

from any_journey import journey_of, stop
from routemap.model.itinerary import Scene, build_itinerary
from routemap.model.journey import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from routemap.geo import Point

_GEOD = Geod(ellps="WGS84")
_MOST_STOPS = 60
_CITIES: tuple[Point, ...] = (
    *((51.5, -0.1), (59.3, 18.1), (38.7, -9.1), (55.8, 37.6), (41.0, 29.0), (30.0, 31.2)),
    *((64.1, -21.9), (6.5, 3.4), (-1.3, 36.8), (-33.9, 18.4), (25.2, 55.3), (28.6, 77.2)),
    *((1.3, 103.8), (39.9, 116.4), (35.7, 139.7), (69.3, 88.2), (43.1, 131.9), (-37.8, 145.0)),
    *((-36.8, 174.8), (21.3, -157.9), (61.2, -149.9), (37.8, -122.4), (41.9, -87.6)),
    *((38.9, -77.0), (19.4, -99.1), (-12.0, -77.0), (-34.6, -58.4), (-54.8, -68.3)),
    *((14.7, -17.4), (-17.5, -149.6), (78.2, 15.6), (-23.5, -46.6)),
)
_SYLLABLES = ("ka", "lo", "men", "sta", "ri", "vo", "gen", "dur", "ny", "eli", "tor", "pash")


def _around(rng: Random, middle: Point, reach_km: float) -> Point:
    """Return a place not further than that from another."""
    latitude, longitude = middle
    east, north, _ = _GEOD.fwd(
        longitude, latitude, rng.uniform(0, 360), 1000 * reach_km * rng.random() ** 0.5
    )
    return north, east


def _near_a_city(least_km: float, most_km: float) -> Callable[[Random, int], list[Point]]:
    def places(rng: Random, number: int) -> list[Point]:
        middle = _around(rng, rng.choice(_CITIES), 60)
        reach = rng.uniform(least_km, most_km)
        return [_around(rng, middle, reach) for _ in range(number)]

    return places


def _ocean(rng: Random, number: int) -> list[Point]:
    """Return places on two far shores, and at sea on the shortest way between them."""
    while True:
        one, other = rng.sample(_CITIES, 2)
        if _GEOD.inv(*one[::-1], *other[::-1])[2] > 4_000_000:
            break
    at_sea = _GEOD.npts(*one[::-1], *other[::-1], max(number - 2, 1))[: number - 2]
    return [one, *((north, east) for east, north in at_sea), other]


def _date_line(rng: Random, number: int) -> list[Point]:
    middle, reach = rng.uniform(-55, 62), rng.uniform(0.5, 40)
    return [
        (
            max(-78.0, min(middle + rng.uniform(-reach, reach) / 2, 80.0)),
            (180 + rng.uniform(-reach, reach) + 180) % 360 - 180,
        )
        for _ in range(number)
    ]


def _poles(rng: Random, number: int) -> list[Point]:
    side, least, width = rng.choice((1, -1)), rng.uniform(60, 85), rng.uniform(20, 360)
    west = rng.uniform(-180, 180)
    return [
        (side * rng.uniform(least, 90), (west + rng.uniform(0, width) + 180) % 360 - 180)
        for _ in range(number)
    ]


def _anywhere(rng: Random, number: int) -> list[Point]:
    return [_around(rng, (0.0, rng.uniform(-180, 180)), 10_000) for _ in range(number)]


def _round(rng: Random, number: int) -> list[Point]:
    """Return places round the world, back at the first."""
    first, side = rng.choice(_CITIES), rng.choice((1, -1))
    steps = [rng.uniform(0.5, 1.5) for _ in range(max(number, 3))]
    turns = [0, *accumulate(step * 360 / sum(steps) for step in steps[:-1])]
    latitudes = [first[0], *(rng.uniform(-50, 65) for _ in turns[1:])]
    places = [
        (latitude, (first[1] + side * turn + 180) % 360 - 180)
        for latitude, turn in zip(latitudes, turns, strict=True)
    ]
    return [*places, first]


def _cities(rng: Random, _: int) -> list[Point]:
    return rng.sample(_CITIES, rng.randint(2, 4))


KINDS: dict[str, Callable[[Random, int], list[Point]]] = {
    "street": _near_a_city(0.3, 2),
    "country": _near_a_city(100, 500),
    "continent": _near_a_city(1_000, 2_500),
    "ocean": _ocean,
    "dateline": _date_line,
    "poles": _poles,
    "anywhere": _anywhere,
    "round": _round,
    "cities": _cities,
}
"""Kinds of journeys, each as a function that places so many stops."""


def random_scene(seed: int, kind: str, number: int) -> Scene:
    """Return the journey of a kind and number: the whole of it, or every third time one moment."""
    rng = Random(f"{seed}:{kind}:{number}")  # noqa: S311  a journey, no secret
    places = KINDS[kind](rng, int(2 * (_MOST_STOPS / 2) ** rng.random()))
    # Some come back to where they have been.
    for at in range(2, len(places)):
        if rng.random() < 0.1:
            places[at] = places[rng.randrange(at - 1)]
    stops = (
        stop(f"{1900 + at // 336}-{at % 336 // 28 + 1:02}-{at % 28 + 1:02}", "", place, name)
        for at, (place, name) in enumerate(zip(places, _names(rng), strict=False))
    )
    journey = journey_of(*stops, basis=rng.choice(list(Basis)))
    itinerary = build_itinerary(journey)
    moments = len(itinerary.timeline.moments)
    return itinerary.scene(rng.randrange(moments)) if number % 3 == 2 else itinerary.overview()


def _names(rng: Random) -> Iterator[str]:
    """Yield names of one to three words, none of them twice."""
    for number in count(1):
        words = [
            "".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))).capitalize()
            for _ in range(rng.choice((1, 1, 1, 2, 3)))
        ]
        yield f"{' '.join(words)} {number}"

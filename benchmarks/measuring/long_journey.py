"""Tables of long journeys, made up: a walk over the Earth, or legs all over it; always the same."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from math import asin, degrees
from pathlib import Path

_START = date(1990, 1, 1)
_STEP_DEGREES, _DAYS_APART = 0.6, 3
_LEAST_LATITUDE, _MOST_LATITUDE = -60.0, 70.0


def write_journey(folder: str, stops: int, most_dates: int) -> Path:
    """Write a table of so many stops of a walk on at most so many dates, and return its path."""
    return _written(Path(folder) / f"{stops}.csv", _walk(stops), stops, most_dates)


def write_world_wide(folder: str, stops: int, most_dates: int) -> Path:
    """Write a table of as many stops that lie anywhere on Earth, and return its path."""
    return _written(Path(folder) / f"{stops}-world.csv", _anywhere(stops), stops, most_dates)


def write_shared(folder: str, stops: int, most_dates: int, travellers: int) -> Path:
    """Write a table of as many stops, in turn those of so many travellers, and return its path.

    Each walks by itself: their rows are interleaved.
    """
    walks = [_walk(-(-stops // travellers), seed) for seed in range(travellers)]
    places = (place for together in zip(*walks, strict=True) for place in together)
    path = Path(folder) / f"{stops}-shared.csv"
    return _written(path, islice(places, stops), stops, most_dates, travellers)


def _walk(stops: int, seed: int = 1) -> Iterator[tuple[float, float]]:
    chance = random.Random(seed)  # noqa: S311  a journey, no secret
    latitude, longitude = 48.0, 10.0
    for _ in range(stops):
        latitude += chance.uniform(-_STEP_DEGREES, _STEP_DEGREES)
        latitude = max(_LEAST_LATITUDE, min(_MOST_LATITUDE, latitude))
        longitude += chance.uniform(-_STEP_DEGREES, 1.5 * _STEP_DEGREES)
        longitude = (longitude + 180) % 360 - 180
        yield latitude, longitude


def _anywhere(stops: int) -> Iterator[tuple[float, float]]:
    chance = random.Random(20)  # noqa: S311  a journey, no secret
    for _ in range(stops):
        yield degrees(asin(chance.uniform(-1, 1))), chance.uniform(-180, 180)


def _written(
    path: Path,
    places: Iterable[tuple[float, float]],
    stops: int,
    most_dates: int,
    travellers: int = 0,
) -> Path:
    dates = min(stops, most_dates)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        who = ["traveller"] if travellers else []
        writer.writerow(["id", "name", "latitude", "longitude", "arrival", "mode", *who])
        for number, (latitude, longitude) in enumerate(places):
            day = _START + timedelta(days=number * dates // stops * _DAYS_APART)
            place = (f"{latitude:.4f}", f"{longitude:.4f}")
            who = [f"traveller-{number % travellers}"] if travellers else []
            row = [f"s{number}", f"Place {number}", *place, day.isoformat(), "road", *who]
            writer.writerow(row)
    return path

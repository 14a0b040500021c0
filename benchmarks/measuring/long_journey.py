"""Tables of long journeys, made up: a walk over the Earth, or legs all over it; always the same."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
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


def _walk(stops: int) -> Iterator[tuple[float, float]]:
    chance = random.Random(1)  # noqa: S311  a journey, no secret
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
    path: Path, places: Iterable[tuple[float, float]], stops: int, most_dates: int
) -> Path:
    dates = min(stops, most_dates)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "latitude", "longitude", "arrival", "mode"])
        for number, (latitude, longitude) in enumerate(places):
            day = _START + timedelta(days=number * dates // stops * _DAYS_APART)
            place = (f"{latitude:.4f}", f"{longitude:.4f}")
            writer.writerow([f"s{number}", f"Place {number}", *place, day.isoformat(), "road"])
    return path

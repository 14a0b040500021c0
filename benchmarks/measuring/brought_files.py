"""Large files as people bring them, made up: the same each time."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

_START = datetime(2024, 1, 1, 6, tzinfo=UTC)
_STEP_DEGREES = 0.0004
_SECONDS_BETWEEN_POINTS = 30
_STAYS_HOURS = (1, 3, 9, 14)
_KINDS = ("WALKING", "IN_TRAIN", "CYCLING", "IN_PASSENGER_VEHICLE")
_PATH_POINTS = 24
_HEADINGS = ("Place", "Country", "Lat", "Lon", "Arrival", "Mode", "Description", "Weather")


def write_track(folder: str, points: int) -> Path:
    """Write a walk of so many recorded points as GPX, and return its path."""
    path = Path(folder) / "walk.gpx"
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="x">\n')
        file.write("<trk><name>A long walk</name><trkseg>\n")
        time = _START
        for latitude, longitude in _walk(points):
            time += timedelta(seconds=_SECONDS_BETWEEN_POINTS)
            file.write(
                f'<trkpt lat="{latitude:.6f}" lon="{longitude:.6f}"><ele>412.5</ele>'
                f"<time>{time:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>\n"
            )
        file.write("</trkseg></trk></gpx>\n")
    return path


def write_timeline(folder: str, size_bytes: int) -> Path:
    """Write where a phone was, as Android exports it, of nearly this size; return its path."""
    path = Path(folder) / "Timeline.json"
    with path.open("w", encoding="utf-8") as file:
        written = file.write('{"semanticSegments": [')
        for number, segment in enumerate(_segments()):
            text = json.dumps(segment)
            if written + len(text) > size_bytes - len("],"):
                break
            written += file.write(f",{text}" if number else text)
        file.write("]}")
    return path


def write_workbook(folder: str, rows: int) -> Path:
    """Write a workbook with a table of so many stops, and return its path."""
    path = Path(folder) / "stops.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Stops")
    sheet.append(_HEADINGS)
    for number, (latitude, longitude) in enumerate(_walk(rows)):
        day = (_START + timedelta(days=number // 10)).date()
        place = [f"Place {number}", "FR", round(latitude, 5), round(longitude, 5)]
        sheet.append(
            [*place, day, "foot", f"What happened at place {number}, in a sentence.", "dry"]
        )
    book.save(path)
    return path


def _walk(points: int) -> Iterator[tuple[float, float]]:
    chance = random.Random(1)  # noqa: S311  a walk, no secret
    latitude, longitude = 46.0, 2.0
    for _ in range(points):
        latitude += chance.uniform(-_STEP_DEGREES, _STEP_DEGREES)
        longitude += chance.uniform(-_STEP_DEGREES, 1.5 * _STEP_DEGREES)
        yield latitude, longitude


def _segments() -> Iterator[dict[str, Any]]:
    """Yield stays, and between them a move and its path, without an end."""
    chance = random.Random(1)  # noqa: S311  a phone's days, no secret
    time, here = _START, (48.0, 11.5)
    while True:
        begin, time = time, time + timedelta(hours=chance.choice(_STAYS_HOURS))
        place = {"placeLocation": {"latLng": _degrees(here)}, "placeId": f"{chance.random():.16f}"}
        visit = {"hierarchyLevel": 0, "probability": 0.8, "topCandidate": place}
        yield {"startTime": begin.isoformat(), "endTime": time.isoformat(), "visit": visit}
        begin, time = time, time + timedelta(minutes=2 * _PATH_POINTS)
        span = {"startTime": begin.isoformat(), "endTime": time.isoformat()}
        start, here = here, (48 + chance.uniform(-1, 1), 11.5 + chance.uniform(-1, 1))
        kind = {"type": chance.choice(_KINDS), "probability": 0.7}
        activity = {"distanceMeters": 9000.0, "topCandidate": kind}
        yield span | {"activity": activity}
        path = [
            {
                "point": _degrees(_between(start, here, number / _PATH_POINTS)),
                "time": (begin + timedelta(minutes=2 * number)).isoformat(),
            }
            for number in range(1, _PATH_POINTS)
        ]
        yield span | {"timelinePath": path}


def _between(
    start: tuple[float, float], end: tuple[float, float], part: float
) -> tuple[float, float]:
    return tuple(a + part * (b - a) for a, b in zip(start, end, strict=True))


def _degrees(point: tuple[float, float]) -> str:
    return ", ".join(f"{degrees:.7f}°" for degrees in point)

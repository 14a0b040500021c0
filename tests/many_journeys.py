"""Journeys of every shape, each a name and the files of its folder.

Some lie in `journeys/`; some are too long, or too odd, to be written by hand.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from math import cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

from hostile_words import FEW_ROWS, planted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FOLDER = Path(__file__).parent / "journeys"
BROKEN = ("dashboard-broken", "many-errors")
"""Those that are broken on purpose."""
_HEADER = ("name", "latitude", "longitude", "arrival", "mode")
_METRES_A_DEGREE = 111_195.0


def _table(rows: Iterable[tuple[object, ...]]) -> dict[str, bytes]:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(rows)
    return {"locations.csv": output.getvalue().encode()}


def _hike() -> dict[str, bytes]:
    """Return a hike of one day that comes back: a point each minute, some twenty metres apart."""
    rows = []
    for minute in range(361):
        turn = radians(minute)
        latitude = 46.56 + 1_200 * sin(turn) / _METRES_A_DEGREE
        longitude = 8.56 + 1_200 * (1 - cos(turn)) / _METRES_A_DEGREE / cos(radians(46.56))
        hour, minutes = divmod(8 * 60 + minute, 60)
        when = f"2023-07-15T{hour:02}:{minutes:02}:00"
        rows.append((f"Point {minute + 1}", f"{latitude:.6f}", f"{longitude:.6f}", when, "foot"))
    return _table(rows)


def _many_stops() -> dict[str, bytes]:
    """Return three thousand stops in as many days, to and fro over Europe and Asia."""
    rows = []
    for number in range(3_000):
        latitude = 50 + 15 * sin(radians(number * 7.3))
        longitude = 50 + 50 * sin(radians(number * 0.37))
        year, day = divmod(number, 336)
        when = f"{1900 + year}-{day // 28 + 1:02}-{day % 28 + 1:02}"
        rows.append((f"Stop {number + 1}", f"{latitude:.4f}", f"{longitude:.4f}", when, "rail"))
    return _table(rows)


def _errands() -> dict[str, bytes]:
    """Return forty doors of one street, all knocked at on one day."""
    rows = []
    for number in range(40):
        at = (f"{55.6759 + number * 0.00025:.5f}", f"{12.5655 + number * 0.0003:.5f}")
        rows.append((f"No. {number + 1}", *at, "2023-09-01", "foot"))
    return _table(rows)


def _long_names() -> dict[str, bytes]:
    """Return names too long for any label, of many words and of one."""
    one_word = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 6
    many_words = "The house of the man who built the boat that brought the goods " * 12
    return _table(
        (
            (f"{many_words.strip()} A", 60, 10, "2023-01-01", ""),
            (f"{one_word} B", 58, 16, "2023-01-02", "ship"),
            ("한" * 300 + " C", 60, 25, "2023-01-03", "ship"),
        )
    )


def _emoji() -> dict[str, bytes]:
    return _table(
        (
            ("Café 🎉", 48.2, 16.4, "2023-01-01", ""),
            ("👩🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇦🇹", 47.5, 19.0, "2023-01-02", "rail"),
            ("Z" + "\u0301\u0302\u0303" * 20, 50.1, 14.4, "2023-01-03", "rail"),
        )
    )


def _on_one_spot() -> dict[str, bytes]:
    return _table((f"Day {day}", 10, 10, f"2023-03-0{day}", "") for day in range(1, 6))


def _hostile() -> dict[str, bytes]:
    return planted(FEW_ROWS).files


_MADE: Mapping[str, Callable[[], dict[str, bytes]]] = {
    "a-hike-of-361-points": _hike,
    "three-thousand-stops": _many_stops,
    "forty-doors-on-one-day": _errands,
    "long-names": _long_names,
    "dated-emoji": _emoji,
    "on-one-spot": _on_one_spot,
    "hostile-words": _hostile,
}
NAMES = (*sorted(folder.name for folder in FOLDER.iterdir()), *_MADE)
"""All there are."""


@cache
def files_of(name: str) -> Mapping[str, bytes]:
    """Return the files of a journey, by their names."""
    if name in _MADE:
        return _MADE[name]()
    files = sorted(path for path in (FOLDER / name).iterdir() if path.is_file())
    return {file.name: file.read_bytes() for file in files}

"""Draw the pictures of the example journeys from their tables: way and position against time.

Words are few, for the journeys are told in six languages: captions in media.csv say the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from routemap.look import LOOKS
from routemap.model.edtf_dates import Day
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.tracks import Track
from routemap.tables import read_journey

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
FONT = ROOT / "src" / "routemap" / "pictures" / "fonts" / "pretendard" / "Pretendard-Regular.otf"
SIZE, FINER = (1200, 760), 3
"""Of a picture in pixels; it is drawn so many times as large, for smooth lines."""
LEFT, TOP, RIGHT, BOTTOM = 215, 40, 1115, 660
LETTERS, LINE, DISC, COLOURS = 38, 5, 11, 64
_MOST_TICKS, _MOST_TIMES = 6, 5
_LONG_YEARS = 3
_STEPS = (1, 2, 5)


class Dot(NamedTuple):
    """A stop of a diagram: when it was reached or left, in years, and how high it stands."""

    when: float
    height: float


class Axis(NamedTuple):
    """Where an axis begins and ends, and its marks, each with its words."""

    low: float
    high: float
    marks: dict[float, str]


def main() -> None:
    """Draw two pictures of each example."""
    palette = LOOKS["colour"]
    for folder in sorted(EXAMPLES.iterdir()):
        itinerary = build_itinerary(read_journey(folder))
        for name, height, unit in (
            ("way", _way, " km"),
            ("position", _position(itinerary), "°"),
        ):
            lines = [list(_dots(itinerary, track, height)) for track in itinerary.tracks]
            picture = _drawn(lines, unit, [palette.page, palette.text, *palette.travellers])
            target = folder / "media" / f"{name}.png"
            target.parent.mkdir(exist_ok=True)
            picture.save(target, optimize=True)
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


# What is shown ------------------------------------------------------------------------------------


def _dots(
    itinerary: Itinerary, track: Track, height: Callable[[Itinerary, Track, int], float]
) -> Iterator[Dot]:
    for place, number in enumerate(track.stops):
        stop = itinerary.journey.stops[number]
        for date in dict.fromkeys((stop.arrival, stop.departure)):
            if date and date.earliest and date.latest:
                when = (_years(date.earliest) + _years(date.latest)) / 2
                yield Dot(when, height(itinerary, track, place))


def _way(itinerary: Itinerary, track: Track, place: int) -> float:
    """Return how long the way to a stop is, in km."""
    return sum(itinerary.leg_distances[leg].km for leg in list(track.legs)[:place])


def _position(itinerary: Itinerary) -> Callable[[Itinerary, Track, int], float]:
    """Return what gives the latitude of a stop, or the longitude where that changes more."""
    stops = itinerary.journey.stops
    spreads = [
        max(degrees) - min(degrees)
        for degrees in ([each.latitude for each in stops], [each.longitude for each in stops])
    ]
    axis = 0 if spreads[0] * 2 > spreads[1] or spreads[1] > 180 else 1  # noqa: PLR2004  half a turn
    return lambda itinerary, track, place: itinerary.journey.stops[track.stops[place]].position[
        axis
    ]


def _years(day: Day) -> float:
    return day.year + (day.month - 1 + (day.day - 1) / 31) / 12


# How it is drawn ----------------------------------------------------------------------------------


def _drawn(lines: list[list[Dot]], unit: str, colours: list[str]) -> Image.Image:
    page, ink, *travellers = colours
    dots = [dot for line in lines for dot in line]
    across = _time_axis(min(dot.when for dot in dots), max(dot.when for dot in dots))
    up = _height_axis([dot.height for dot in dots], unit)
    picture = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), page)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), LETTERS * FINER)

    def at(dot: Dot) -> tuple[float, float]:
        x = LEFT + (RIGHT - LEFT) * (dot.when - across.low) / (across.high - across.low)
        y = BOTTOM - (BOTTOM - TOP) * (dot.height - up.low) / (up.high - up.low)
        return x * FINER, y * FINER

    pale = "#D8D5CC"
    for mark, words in up.marks.items():
        (x, y), (end, _) = at(Dot(across.low, mark)), at(Dot(across.high, mark))
        draw.line((x, y, end, y), pale, 2 * FINER)
        draw.text((x - 14 * FINER, y), words, ink, font, "rm")
    for mark, words in across.marks.items():
        x, y = at(Dot(mark, up.low))
        draw.line((x, y, x, y + 10 * FINER), ink, 2 * FINER)
        draw.text((x, y + 26 * FINER), words, ink, font, "mt")
    # Discs for the first, squares for the second, as on the map.
    shapes = (draw.ellipse, draw.rectangle)
    for line, colour, shape in zip(lines, travellers, shapes, strict=False):
        places = [at(dot) for dot in line]
        for start, end in pairwise(places):
            draw.line((*start, *end), colour, LINE * FINER)
        for x, y in places:
            radius = DISC * FINER
            shape((x - radius, y - radius, x + radius, y + radius), colour)
    small = picture.resize(SIZE, Image.Resampling.LANCZOS)
    return small.quantize(COLOURS, dither=Image.Dither.NONE)


def _time_axis(first: float, last: float) -> Axis:
    """Return the axis of time: years, or months where there are few of them."""
    per_year = 1 if last - first > _LONG_YEARS else 12
    begin, end = int(first * per_year // 1), int(-(-last * per_year // 1))
    step = max(1, -(-(end - begin) // _MOST_TIMES))
    marks = range(begin, end + 1, step)
    return Axis(
        begin / per_year,
        end / per_year,
        {mark / per_year: _time_words(mark, per_year) for mark in marks},
    )


def _time_words(mark: int, per_year: int) -> str:
    year, month = divmod(mark, per_year)
    shown = str(year) if year > 0 else str(1 - year)  # before Christ there was no year 0
    return shown if per_year == 1 else f"{shown}-{month + 1:02}"


def _height_axis(heights: list[float], unit: str) -> Axis:
    low, high = min(heights), max(heights)
    decade = 1.0
    while (high - low) / decade > _MOST_TICKS * _STEPS[-1]:
        decade *= 10
    step = next(
        (each * decade for each in _STEPS if (high - low) / (each * decade) <= _MOST_TICKS),
        decade * 10,
    )
    begin, end = int(low // step), int(-(-high // step))
    marks = [mark * step for mark in range(begin, end + 1)]
    words = {mark: f"{mark:,.0f}{unit}".replace("-", "−").replace(",", "\u202f") for mark in marks}
    return Axis(marks[0], marks[-1], words)


if __name__ == "__main__":
    main()

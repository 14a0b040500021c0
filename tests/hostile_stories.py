"""Stories and recordings that mean harm, as `hostile_files` has other files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BEGIN, _END = "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"
_SPAN = f'"startTime":"{_BEGIN}","endTime":"{_END}"'.encode()


def _slide(text: str) -> bytes:
    slide = {"text": {"headline": "A", "text": text}, "location": {"lat": 1, "lon": 2}}
    return json.dumps({"storymap": {"slides": [slide]}}).encode()


def slides(number: int) -> bytes:
    """Return slides that are all called the same."""
    slide = b'{"text":{"headline":"A"},"location":{"lat":%d,"lon":2}}'
    return b'{"storymap":{"slides":[%s]}}' % b",".join(slide % (n % 90) for n in range(number))


def tags_in_a_slide(number: int) -> bytes:
    """Return a text of links that are not closed, with nothing in them but the word for it."""
    return _slide("<a " + "href " * number + ">")


def open_links(number: int) -> bytes:
    """Return a text of links that all stay open, and are then closed."""
    return _slide('<a href="https://example.org">' * number + "</a>" * number)


def dates(number: int) -> bytes:
    """Return events whose year is a number of very many digits."""
    event = '{"start_date":{"year":"%s"},"text":{"headline":"A"}}' % ("9" * number)
    return f'{{"events":[{event}]}}'.encode()


def visits(number: int) -> bytes:
    """Return stays of one time, at places far from each other."""
    visit = b'{%s,"visit":{"topCandidate":{"placeLocation":"geo:%d,2"}}}'
    return b"[%s]" % b",".join(visit % (_SPAN, n % 90) for n in range(number))


def positions(number: int) -> bytes:
    """Return a path of very many positions."""
    path = b",".join([b'{"point":"1,2","durationMinutesOffsetFromStartTime":1}'] * number)
    return b'[{%s,"timelinePath":[%s]}]' % (_SPAN, path)


def entries(number: int) -> bytes:
    """Return a recording of very many entries that are nothing."""
    return b'{"semanticSegments":[%s{}]}' % (b"{}," * number)


def blanks(number: int) -> bytes:
    """Return a recording of blanks."""
    return b'{"semanticSegments":[' + b" " * number + b"]}"


def open_lists(number: int) -> bytes:
    """Return a recording of lists within lists."""
    return b'{"semanticSegments":[' + b"[" * number


STORIES: dict[str, tuple[Callable[[int], bytes], int]] = {
    "slides.json": (slides, 350_000),
    "tags-in-a-slide.json": (tags_in_a_slide, 3_900_000),
    "open-links.json": (open_links, 540_000),
    "dates.json": (dates, 19_900_000),
    "visits.json": (visits, 150_000),
    "positions.json": (positions, 360_000),
    "entries.json": (entries, 6_600_000),
    "blanks.json": (blanks, 19_900_000),
    "open-lists.json": (open_lists, 19_900_000),
}
"""What makes each, and how far it may go: 20 MB."""

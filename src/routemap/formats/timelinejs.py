"""TimelineJS (Knight Lab): events on a line of time, some with a place, become events and stops.

https://timeline.knightlab.com/docs/json-format.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from routemap.formats.date_parts import edtf_of_parts, interval, says_all
from routemap.formats.features import POSITION_COLUMNS, Members, cell
from routemap.formats.imported import Imported, refuse_long
from routemap.formats.markup import plain_text
from routemap.formats.media import medium_of
from routemap.formats.story import LEFT_OF_MEDIA, LOOK, Slide, Story
from routemap.model.edtf_dates import Day, parse_date
from routemap.tables.cells import Cells
from routemap.tables.json_reader import items, members
from routemap.tables.problems import listed
from routemap.tables.values import why_not_a_number

_UNITS = ("year", "month", "day", "hour", "minute", "second")
_GROUPS = (
    "the places are in groups ({}); if they are those who travel, say so "
    "(`routemap import --stops traveller`, or the menu on the Open page)"
)
_TAKEN = ("group", "start_date", "end_date", "display_date", "text", "media", "location")
_LEFT = {
    "unique_id": ("id", "ids are made of headlines"),
    "background": LOOK,
    "autolink": LOOK,
    "type": LOOK,
}
_PARTS: dict[str, tuple[tuple[str, ...], Mapping[str, tuple[str, str]]]] = {
    "text": (("headline", "text"), {}),
    "media": (("url", "caption", "credit", "alt"), LEFT_OF_MEDIA),
    "location": (("lat", "lon", "name"), {"zoom": LOOK, "icon": LOOK, "line": LOOK}),
}
_TAKEN_OF_ALL, _LEFT_OF_ALL = ("title", "events", "eras"), {"scale": LOOK}


class _When(NamedTuple):
    start: str = ""
    date: str = ""
    words: str = ""


def is_timeline(document: Members) -> bool:
    """Tell whether a JSON document is a timeline: its events have texts and dates as objects."""
    found = [each for each in items(document.get("events")) if isinstance(each, dict)]
    return any(isinstance(each.get("start_date"), dict) for each in found)


def read_timeline(document: Members, name: str, *, of_groups: bool = False) -> Imported:
    """Return the files of a journey; without any place, with a table of stops to fill in.

    `of_groups` says that each group is a traveller.

    Raises
    ------
    ForeignFileError
        If it has more events than are read.
    """
    events, eras = items(document.get("events")), items(document.get("eras"))
    refuse_long(len(events) + len(eras), 0, name)
    story = Story("event", of_groups=of_groups)
    story.leave_rest(document, _TAKEN_OF_ALL, _LEFT_OF_ALL)
    title = members(document.get("title"))
    if title:
        story.open(_slide(title, story), "title")
    told = [*_told(events, "event", story), *_told(eras, "era", story)]
    # TimelineJS, too, shows events by their dates, in whatever order they are written.
    for slide, item in sorted(told, key=lambda each: _sort_key(each[0])):
        story.tell(slide, item)
    found = story.imported()
    groups = dict.fromkeys(slide.group for slide, _ in told if slide.position and slide.group)
    if len(groups) < 2:  # noqa: PLR2004  who meet
        return found
    advice = () if of_groups else (_GROUPS.format(listed(groups)),)
    return replace(found, advice=(*found.advice, *advice), groups=tuple(groups))


def _told(found: object, item: str, story: Story) -> Iterator[tuple[Slide, str]]:
    for each in items(found):
        if isinstance(each, dict):
            yield _slide(each, story), item
        else:
            story.account.leave(item, "it has no members")


def _slide(found: Members, story: Story) -> Slide:
    story.leave_rest(found, _TAKEN, _LEFT)
    group = plain_text(cell(found.get("group")))
    if story.of_groups:
        story.account.take("group", "the traveller of its event", bool(group))
    else:
        story.account.leave("group", "events have no groups here", bool(group))
    parts = {name: story.part(found, name) for name in _PARTS}
    for name, part in parts.items():
        story.leave_rest(part, *_PARTS[name])
    text, place = parts["text"], parts["location"]
    when = _when(found, story)
    return Slide(
        headline=plain_text(cell(text.get("headline"))),
        text=plain_text(cell(text.get("text"))),
        place=plain_text(cell(place.get("name"))),
        position=position_cells(place),
        arrival=when.start,
        date=when.date,
        date_words=when.words,
        medium=medium_of(parts["media"]),
        group=group,
    )


def position_cells(place: Members) -> Cells:
    """Return the cells of latitude and longitude of a place with both, else none."""
    position = {
        column: cell(place.get(key))
        for column, key in zip(POSITION_COLUMNS, ("lat", "lon"), strict=True)
    }
    return position if all(position.values()) else {}


def _when(found: Members, story: Story) -> _When:
    start, end = members(found.get("start_date")), members(found.get("end_date"))
    begins, ends = _edtf(start), _edtf(end)
    words = cell(found.get("display_date")) or " – ".join(
        filter(None, (cell(each.get("display_date")) for each in (start, end)))
    )
    for part, date in ((start, begins), (end, ends)):
        if part and not date:
            story.account.take("impossible date", "words")
    written_out = plain_text(words)
    if not (start or end) and written_out:
        date = story.date_in(written_out)
        return _When(date, date, written_out)
    is_whole = says_all(_numbers(start)) and says_all(_numbers(end))
    if not ends or ends == begins:
        is_said = bool(begins) and is_whole
        return _When(begins, begins, written_out or ("" if is_said else _as_written(start)))
    written = f"{_as_written(start)} – {_as_written(end)}"
    span = interval(begins, ends)
    is_said = bool(span) and "T" not in begins + ends and is_whole
    return _When(begins, span or begins, written_out or ("" if is_said else written))


def _edtf(date: Members) -> str:
    return edtf_of_parts(_numbers(date))


def _numbers(date: Members) -> Mapping[str, int]:
    cells = {unit: cell(date.get(unit)) for unit in _UNITS}
    return {
        unit: int(float(text))
        for unit, text in cells.items()
        if text and not why_not_a_number(text)
    }


def _as_written(date: Members) -> str:
    """Return a date as year-month-day hour:minute, with what of it is given."""
    year, month, day, *clock = (cell(date.get(unit)) for unit in _UNITS)
    month = f"{month:0>2}" if month else "?" if day else ""
    days = "-".join(filter(None, (year, month, day and f"{day:0>2}")))
    times = ":".join(f"{each:0>2}" for each in clock if each)
    return f"{days} {times}".strip()


def _sort_key(slide: Slide) -> tuple[bool, Day, str]:
    """Sort by date and time of day; what has no date stands last."""
    if not slide.arrival:
        return (True, Day(0, 1, 1), "")
    date = parse_date(slide.arrival)
    return (False, date.sort_day, date.time)

"""Dates beside a stop in lines: each whole, for a date without its last words is another date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from routemap.pictures import font_metrics

_MOST_LINES = 3  # of one date that is many words
_NUMBER = re.compile(r"(\d\S*) (?=[^\W\d])")
# "(uncertain)", in any language.
_DOUBT = re.compile(r"\s*\([^()]*\)$")


def date_lines(dates: Sequence[str], size: float, room: float, widest: float) -> tuple[str, ...]:
    """Break dates into lines between them; within one only if it is wider than a line may be.

    Parameters
    ----------
    dates
        In words.
    size
        Of the type.
    room, widest
        How wide lines should be, and how wide they may be for a date to stay whole.
    """
    commas = [","] * (len(dates) - 1) + [""] if dates else []
    whole = [f"{date}{comma}" for date, comma in zip(dates, commas, strict=True)]
    widths = [font_metrics.width(each, size) for each in whole]
    room = max(room, *(each for each in widths if each <= widest), 0.0)
    lines: list[str] = []
    for each, width in zip(whole, widths, strict=True):
        longer = f"{lines[-1]} {each}" if lines else each
        if width > room:
            lines.extend(_broken(each, size, room))
        elif lines and font_metrics.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(each)
    return tuple(lines)


def _broken(date: str, size: float, room: float) -> tuple[str, ...]:
    """Return a date of many words in lines; what is cut off is never that it is in doubt.

    A number stays with the word behind it: "15 September" is a day, and "15" is none.
    """
    date = _NUMBER.sub("\\1\N{NO-BREAK SPACE}", date)
    lines = font_metrics.lines(date, size, room)
    if len(lines) <= _MOST_LINES:
        return lines
    doubt = _DOUBT.search(date)
    if doubt is None:
        return font_metrics.lines(date, size, room, most=_MOST_LINES)
    told = font_metrics.lines(doubt[0].strip(), size, room)
    before = font_metrics.lines(date[: doubt.start()], size, room, most=_MOST_LINES - 1)
    return (*before, *told)

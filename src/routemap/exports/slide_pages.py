"""How the text of a moment is set on slides: on as many as its type size asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from routemap.exports.slide_text import Paragraph, Role
from routemap.look import SLIDE_TYPE
from routemap.pictures import font_metrics


class Style(NamedTuple):
    """How a paragraph is set: size of type, space above it and indent in px."""

    size: float
    above: float
    is_bold: bool = False
    indent: int = 0


STYLES = {
    Role.PLACE: Style(SLIDE_TYPE.headline, 0, is_bold=True),
    Role.HEADLINE: Style(SLIDE_TYPE.body, 26, is_bold=True),
    Role.BODY: Style(SLIDE_TYPE.body, 8),
    Role.QUOTE: Style(SLIDE_TYPE.body, 8, indent=32),
    Role.FINE: Style(SLIDE_TYPE.small, 6),
}
LINE = 1.2
"""The height of a line, in sizes of type."""
_MOST_PAGES = 4
# A program that lacks our typeface sets wider letters.
_OTHER_LETTERS = 0.92
# A paragraph is broken between slides where so many of its lines stand on each.
_LEAST_LINES = 2
_HEADINGS = {Role.PLACE, Role.HEADLINE}

Page = list[Paragraph]


def slide_pages(text: Sequence[Paragraph], width: float, height: float) -> list[Page]:
    """Return the paragraphs of each slide that a text needs, given its room there in px.

    An event stays on one slide if it can.
    """
    pages: list[Page] = [[]]
    left = height
    for told in _told_together(text):
        whole = sum(_height(each, _line_ends(each, width)) for each in told)
        if pages[-1] and left < whole <= height:
            pages.append([])
            left = height
        waiting = list(told)
        while waiting:
            each = waiting.pop(0)
            ends = _line_ends(each, width)
            room = int((left - STYLES[each.role].above) / (STYLES[each.role].size * LINE))
            if len(ends) <= room:
                pages[-1].append(each)
                left -= _height(each, ends)
                continue
            kept = min(room, len(ends) - _LEAST_LINES)
            # Only what is longer than a slide is broken.
            is_broken = _height(each, ends) > height and kept >= _LEAST_LINES
            if is_broken or not pages[-1]:
                first, each = _broken(each, ends[max(kept, 1) - 1])
                pages[-1].append(first)
            waiting.insert(0, each)
            pages.append([])
            left = height
    return pages


def bounded(pages: list[Page]) -> list[Page]:
    """Return the slides of one moment: four at most, the last then cut with "…"."""
    if len(pages) <= _MOST_PAGES:
        return pages
    *whole, page = pages[:_MOST_PAGES]
    *kept, last = page
    return [*whole, [*kept, _with(last, f"{last.words.text} …")]]


def _told_together(text: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the paragraphs in groups, each a heading with what stands beneath it."""
    groups: list[list[Paragraph]] = []
    for each in text:
        if each.role in _HEADINGS or not groups:
            groups.append([])
        groups[-1].append(each)
    return groups


def _height(each: Paragraph, ends: Sequence[int]) -> float:
    style = STYLES[each.role]
    return style.above + len(ends) * style.size * LINE


def fitting_title(text: str, width: float, height: float) -> tuple[str, float]:
    """Return a title and its size (px) with which it ends above the text; a longer one is cut."""
    for share in (1.0, 0.9, 0.8, 0.7, 0.62, 0.54):
        size = SLIDE_TYPE.title * share
        most = int(height / (size * LINE))
        if len(font_metrics.lines(text, size, width * _OTHER_LETTERS, bold=True)) <= most:
            return text, size
    lines = font_metrics.lines(text, size, width * _OTHER_LETTERS, bold=True, most=most)
    return " ".join(lines), size


def _line_ends(each: Paragraph, width: float) -> list[int]:
    """Return where each line of a paragraph ends in its text."""
    style = STYLES[each.role]
    room = (width - style.indent) * _OTHER_LETTERS
    ends, end = [], 0
    for line in font_metrics.lines(each.words.text, style.size, room, bold=style.is_bold):
        end = each.words.text.index(line, end) + len(line)
        ends.append(end)
    return ends


def _broken(each: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    text = each.words.text
    return _with(each, text[:at]), _with(each, text[at:].lstrip())


def _with(each: Paragraph, text: str) -> Paragraph:
    return each._replace(words=replace(each.words, text=text))

"""Templates of wikitext: those that hold the words of a cell, its coordinates, or a footnote."""

from __future__ import annotations

import re
from collections.abc import Mapping

from routemap.formats.account import Account
from routemap.formats.marked_table import FOOTNOTE

TEMPLATE = "template"
FOOTNOTE_OF_CELL = "a footnote: copy it into a column of sources"
_BRACES = re.compile(r"\{\{|\}\}")
_MOST_NESTED = 20
_FOOTNOTES = frozenset({"efn", "refn", "sfn"})
_WORDS = frozenset({"abbr"})
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,15})?", re.ASCII)
_MARKS = ("°", "′", "″")
_QUARTERS = ("NS", "EW")


def without_templates(words: str, account: Account) -> str:
    """Return words with those templates replaced that can be read; all others stay as written."""
    open_ones: list[list[str]] = [[]]
    at = 0
    for found in _BRACES.finditer(words):
        is_end = found[0] == "}}"
        if (is_end and len(open_ones) == 1) or (not is_end and len(open_ones) > _MOST_NESTED):
            continue
        open_ones[-1].append(words[at : found.start()])
        at = found.end()
        if is_end:
            written = "".join(open_ones.pop())
            open_ones[-1].append(_read(written, account))
        else:
            open_ones.append([])
    open_ones[-1].append(words[at:])
    return "{{".join(map("".join, open_ones))


def _read(written: str, account: Account) -> str:
    """Return what stands in a cell in place of a template, given what is between its braces."""
    title, *parameters = (each.strip() for each in written.split("|"))
    name = title.casefold()
    if name in _FOOTNOTES:
        account.leave(FOOTNOTE, FOOTNOTE_OF_CELL)
        return ""
    if name in _WORDS and parameters:
        account.take(TEMPLATE, "its words")
        return parameters[0]
    position = _POSITIONS[name](parameters) if name in _POSITIONS else ""
    if position:
        account.take(TEMPLATE, "position")
        return position
    account.keep(TEMPLATE, "as it is written")
    return f"{{{{{written}}}}}"


def _position_of_coord(parameters: list[str]) -> str:
    """Return the position of {{coord|45|45|N|4|51|E}} or {{coord|45.75|4.85}}, "" if unclear."""
    parts: list[list[str]] = [[]]
    for each in parameters:
        if _NUMBER.fullmatch(each):
            parts[-1].append(each)
        elif each and len(parts) <= len(_QUARTERS) and each in _QUARTERS[len(parts) - 1]:
            parts[-1].append(each)
            parts.append([])
        else:
            break
    latitude, *others = parts
    if others:
        return _both(latitude, others[0])
    is_decimal = len(latitude) == len(_QUARTERS)
    return ", ".join(latitude) if is_decimal else ""


def _position_of_coordinate(parameters: list[str]) -> str:
    """Return the position of {{Coordinate|NS=45/45/0/N|EW=4/51/0/E}}, as German pages have it."""
    named: Mapping[str, str] = dict(_named(each) for each in parameters)
    latitude, longitude = (named.get(each, "").split("/") for each in _QUARTERS)
    if len(latitude) == len(longitude) == 1:
        numbers = (*latitude, *longitude)
        return ", ".join(numbers) if all(map(_NUMBER.fullmatch, numbers)) else ""
    return _both(latitude, longitude)


def _named(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return name.strip(), value.strip()


def _both(latitude: list[str], longitude: list[str]) -> str:
    axes = [_axis(*each) for each in zip((latitude, longitude), _QUARTERS, strict=True)]
    return " ".join(axes) if all(axes) else ""


def _axis(parts: list[str], quarters: str) -> str:
    """Return degrees, minutes and seconds before a letter as one coordinate, "" if they are not."""
    *numbers, quarter = parts or [""]
    is_read = 0 < len(numbers) <= len(_MARKS) and quarter and quarter in quarters
    if not is_read or not all(map(_NUMBER.fullmatch, numbers)):
        return ""
    return (
        "".join(f"{number}{mark}" for number, mark in zip(numbers, _MARKS, strict=False)) + quarter
    )


_POSITIONS = {"coord": _position_of_coord, "coordinate": _position_of_coordinate}

"""JSON that may be hostile: its size is checked first, and the type of each value when used."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence

from routemap.geo import Point
from routemap.tables.limits import MOST_VALUES
from routemap.tables.problems import REPLACEMENT, SURROGATE


def read_json(content: bytes | str) -> object:
    """Return what a JSON document holds.

    An object of a few bytes takes two hundred in memory, so commas and brackets are counted first.

    Raises
    ------
    ValueError
        If it is not JSON, too deep, or holds too many values; the message says which.
    """
    if isinstance(content, bytes):
        signs = content.count(b",") + content.count(b"[") + content.count(b"{")
    else:
        signs = content.count(",") + content.count("[") + content.count("{")
    if signs > MOST_VALUES:
        raise ValueError(f"this JSON has more than {MOST_VALUES:,} values")
    try:
        return json.loads(content)
    except json.JSONDecodeError as problem:
        where = f"in line {problem.lineno}, column {problem.colno}"
        raise ValueError(f"this is not JSON ({problem.msg} {where})") from problem
    except UnicodeDecodeError as problem:
        raise ValueError(f"this is not JSON (it is not {problem.encoding.upper()})") from problem
    except (ValueError, RecursionError) as problem:
        raise ValueError("this JSON is too deep or has a number too long") from problem


def members(found: object) -> Mapping[str, object]:
    """Return the members of an object; of anything else, none."""
    return found if isinstance(found, dict) else {}


def items(found: object) -> Sequence[object]:
    """Return the items of a list; of anything else, none."""
    return found if isinstance(found, list) else ()


def word(found: object) -> str:
    """Return a text as it stands, "" if it is none; half a character becomes U+FFFD."""
    return SURROGATE.sub(REPLACEMENT, found) if isinstance(found, str) else ""


def writable(found: object) -> object:
    """Return a value that JSON can be written of: text as `word` has it, no number without end.

    Such a number becomes a text, so that the next reader refuses it by its place.
    """
    if isinstance(found, dict):
        return {word(key): writable(each) for key, each in found.items()}
    if isinstance(found, list):
        return [writable(each) for each in found]
    if isinstance(found, float) and not math.isfinite(found):
        return str(found)
    return word(found) if isinstance(found, str) else found


def number(found: object) -> float | None:
    """Return a number that a program can count with, None for all else."""
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    try:
        counted = float(found) + 0.0  # there is no south of -0
    except OverflowError:
        return None
    return counted if math.isfinite(counted) else None


def position(found: object) -> Point | None:
    """Return (latitude, longitude) of a GeoJSON position, which has longitude first."""
    numbers = [number(each) for each in items(found)[:2]]
    if len(numbers) < 2:  # noqa: PLR2004  longitude and latitude
        return None
    longitude, latitude = numbers
    return None if longitude is None or latitude is None else (latitude, longitude)

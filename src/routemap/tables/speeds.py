"""The section [speed] of journey.toml: how fast each means of travel is taken to be at most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from routemap.errors import Quoting
from routemap.model.journey import Leg
from routemap.model.speeds import Speed
from routemap.tables.metadata import SPEED_SECTION, section_of
from routemap.tables.problems import ProblemLog, did_you_mean, in_words, plain, shown

SPEED_LIMITS = (0.1, 40_000.0)
"""In km/h: a glacier flows more slowly, and only what leaves the Earth goes faster."""


def read_speeds(text: str, legs: Iterable[Leg], problems: ProblemLog) -> tuple[Speed, ...]:
    """Return what journey.toml says of speeds; what is wrong is left out.

    A mode of travel is any word that legs have; one that none has is a warning.
    """
    found, lines = section_of(text, SPEED_SECTION)
    if found is None:
        return ()
    if not isinstance(found, Mapping):
        what = f"“{SPEED_SECTION}” is not a section"
        hint = f"write [{SPEED_SECTION}] on a line of its own"
        problems.error(lines.get(SPEED_SECTION, 0), SPEED_SECTION, what, hint)
        return ()
    modes = {leg.mode.casefold(): leg.mode for leg in legs if leg.mode}
    speeds: dict[str, Speed] = {}
    for mode, value in found.items():
        line, key = lines.get(mode, 0), f"{SPEED_SECTION}.{plain(mode)}"
        wrong = why_not_a_speed(value)
        if wrong:
            what = Quoting("the speed of {} {}", shown(mode), wrong)
            problems.error(line, key, what, _how_to_write(mode))
        elif mode.casefold() in speeds:
            what = Quoting("{} has a speed already", shown(mode))
            problems.error(line, key, what, "keep one entry for each mode of travel")
        else:
            speeds[mode.casefold()] = Speed(mode, float(value))
            if mode.casefold() not in modes:
                what = Quoting("no leg is travelled by {}, so its speed is not used", shown(mode))
                problems.warning(line, key, what, partial(_hint, mode, list(modes.values())))
    return tuple(speeds.values())


def why_not_a_speed(value: object) -> str:
    """Return what is wrong with a speed in km/h, "" if nothing is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number of km/h"
    lowest, highest = SPEED_LIMITS
    if not lowest <= value <= highest:
        return f"is not between {lowest:,g} and {highest:,.0f} km/h"
    return ""


def speed_section(speeds: Iterable[Speed]) -> dict[str, float]:
    """Return the section as it would be written, whole numbers as such."""
    return {
        each.mode: int(each.km_per_hour) if each.km_per_hour % 1 == 0 else each.km_per_hour
        for each in speeds
    }


def _how_to_write(mode: str) -> str:
    key = mode if mode.isascii() and mode.isalnum() else f'"{plain(mode)}"'
    return Quoting(
        "write the highest average in km/h, a number without quotation marks: {} = 60", key
    )


def _hint(mode: str, modes: list[str]) -> str:
    if not modes:
        return "fill in how stops were reached, or remove it"
    return did_you_mean(mode, modes, f"the modes are {in_words(modes, 'and')}")

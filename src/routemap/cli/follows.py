"""``routemap follows``: what must be true of a journey although no source states it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from routemap.cli.terminal import answer
from routemap.errors import ParameterError

if TYPE_CHECKING:
    from routemap.model.journey import Journey
    from routemap.model.speeds import Speed

PURPOSE = "print what must be true if a journey's dates are right, and all that it rests on"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments beside the journey."""
    parser.add_argument(
        "--speed",
        action="append",
        default=[],
        metavar="MODE=KM_H",
        help="assume that this means of travel averaged no more, as in rail=60 (can be repeated; "
        "default: [speed] in journey.toml)",
    )
    parser.add_argument(
        "--lang",
        metavar="CODE",
        help="en, ko, ru, de, fr, es, or one the journey has (default: its own)",
    )


def run(chosen: argparse.Namespace) -> None:
    """Print every bound with its premises, or the premises that contradict each other.

    Raises
    ------
    ParameterError
        If there is no such language, or a speed is none.
    JourneyError
        If the journey has errors.
    """
    from routemap.i18n.catalog import supported_language, translate
    from routemap.i18n.what_follows import bound_text, contradiction_text
    from routemap.model.itinerary import build_itinerary
    from routemap.pictures.params import read_language
    from routemap.reasoning.bounds import what_follows
    from routemap.reasoning.telling import told, without_echoes
    from routemap.tables import read_journey

    journey = read_journey(chosen.journey)
    itinerary = build_itinerary(journey)
    language = supported_language(read_language(chosen.lang, itinerary))
    findings = what_follows(itinerary, _speeds(chosen.speed, journey))
    if findings.contradictions:
        for grounds in findings.contradictions:
            answer(contradiction_text(itinerary, grounds, language))
        answer(translate(language, "follows_no_bounds"))
        return
    bounds = without_echoes(told(findings))
    answer(translate(language, "follows_intro" if bounds else "follows_nothing"))
    for bound in bounds:
        answer(bound_text(itinerary, bound, language))


def _speeds(given: Iterable[str], journey: Journey) -> tuple[Speed, ...]:
    """Return the speeds of the journey, with those that the command gives in their place."""
    from routemap.model.speeds import Speed
    from routemap.tables.problems import did_you_mean, listed
    from routemap.tables.speeds import why_not_a_speed

    speeds = {each.mode.casefold(): each for each in journey.speeds}
    modes = {leg.mode.casefold(): leg.mode for leg in journey.legs if leg.mode}
    for each in given:
        mode, _, number = each.rpartition("=")
        try:
            km_per_hour = float(number)
        except ValueError:
            km_per_hour = float("nan")
        wrong = why_not_a_speed(km_per_hour)
        if not mode or wrong:
            message = f"--speed {each}: write a mode and km/h, such as rail=60"
            raise ParameterError("speed", message)
        if mode.casefold() not in modes:
            hint = did_you_mean(mode, modes.values(), f"the modes are {listed(modes.values())}")
            raise ParameterError("speed", f"--speed {each}: no leg is travelled so; {hint}")
        speeds[mode.casefold()] = Speed(mode, km_per_hour)
    return tuple(speeds.values())

"""The page “What follows”: every bound with its premises, apart from what is reported."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup

from routemap.i18n.catalog import translate
from routemap.i18n.numbers import count_text, mode_text
from routemap.i18n.what_follows import (
    assumed_texts,
    because_parts,
    bound_parts,
    contradiction_parts,
    place_parts,
    reported_parts,
)
from routemap.model.itinerary import Itinerary
from routemap.page.follows_network import SpeedSlider, follows_network, speed_sliders
from routemap.page.rendering import render, script_json
from routemap.reasoning.bounds import what_follows
from routemap.reasoning.premises import Statements
from routemap.reasoning.telling import Told, told, without_echoes

SHOWN_AT_ONCE = 200
"""Stops: the script shows more when it is asked to."""


def follows_html(itinerary: Itinerary, language: str, most: int | None = None) -> Markup:
    """Return what follows at the speeds of the tables, with the network for the script.

    Without a script it can be read, but no other speed chosen. Bounds of `most` stops are listed,
    of all if it is None.
    """
    found = what_follows(itinerary, itinerary.journey.speeds)
    bounds = without_echoes(told(found))
    groups = defaultdict[int, list[Told]](list)
    for each in bounds:
        groups[each.bound.stop].append(each)
    return render(
        "follows.html",
        language,
        journey=itinerary.journey,
        network=script_json(follows_network(itinerary, language)),
        shown_at_once=SHOWN_AT_ONCE,
        sliders=[_slider(slider, language) for slider in speed_sliders(itinerary)],
        lacks_zone=_lacks_zone(found.statements),
        summary=_summary(bounds, language) if bounds else "",
        contradictions=[
            {
                "words": contradiction_parts(itinerary, grounds, language),
                "assumed": assumed_texts(grounds, language),
            }
            for grounds in found.contradictions
        ],
        groups=[
            {
                "stop": stop,
                "label": place_parts(itinerary, stop, language),
                "reported": reported_parts(itinerary, stop, language),
                "bounds": [_bound(itinerary, each, language) for each in groups[stop]],
            }
            for stop in list(groups)[:most]
        ],
    )


def _lacks_zone(statements: Statements) -> bool:
    """Tell whether a day counts of which nobody says where on Earth it is one."""
    stops = enumerate(statements.itinerary.journey.stops)
    return any(each.reached and not statements.zone_of(number) for number, each in stops)


def _slider(slider: SpeedSlider, language: str) -> dict[str, Any]:
    beyond = slider.most + slider.step
    told_as = translate(language, "follows_any_speed")
    if slider.speed is not None:
        speed = format_decimal(slider.speed, locale=language)
        told_as = translate(language, "follows_at_most", speed=speed)
    return {
        "mode": mode_text(slider.mode, language),
        "least": f"{slider.least:g}",
        "most": f"{beyond:g}",
        "step": f"{slider.step:g}",
        "value": f"{beyond if slider.speed is None else slider.speed:g}",
        "told": told_as,
    }


def _summary(bounds: tuple[Told, ...], language: str) -> str:
    assumed = sum(bool(each.grounds.travel) for each in bounds)
    return translate(
        language,
        "follows_told",
        number=count_text(len(bounds), language),
        assumed=count_text(assumed, language),
    )


def _bound(itinerary: Itinerary, each: Told, language: str) -> dict[str, Any]:
    return {
        "words": bound_parts(itinerary, each, language),
        "because": because_parts(itinerary, each.grounds, language),
        "assumed": assumed_texts(each.grounds, language),
    }

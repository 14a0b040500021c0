"""What follows from some journeys at some speeds, for the script of the page to be held to.

`python tests/reasoning_cases.py` writes it anew.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from any_journey import english, event, journey_of, stop
from browser import CHECKOUT
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.what_follows import bound_text, contradiction_text
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Basis, Certainty, Event, Journey, Stop
from routemap.model.speeds import Speed
from routemap.page.follows_network import SpeedSlider, follows_network, follows_words, speed_sliders
from routemap.reasoning.bounds import what_follows
from routemap.reasoning.telling import told, without_echoes
from routemap.tables import read_journey
from traveller_journeys import shared_journey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.itinerary import Itinerary

FILE = Path(__file__).parent / "js" / "reasoning.json"
_SPEEDS = (3.5, 34.0, 60.0)
_DATES = (
    *("", "", "", "2023", "2023-09", "2023-09~", "2023-09-12", "2023-09-13", "../2023-09-13"),
    *("2023-09-12/2023-09-15", "2023-09-13T13:00:00", "2023-09-13T13:00:00+09:00", "2023-10-29"),
    *("2023-09-13/..", "2023-22", "2023-11-01", "-0333-03", "-0333-03-01"),
)
_ZONES = ("", "Europe/London", "Asia/Vladivostok", "Asia/Yakutsk", "America/St_Johns")
_MODES = ("rail", "rail", "Rail", "dog sledge", "", "by camel")
_MADE_UP = 24
_MIDDLE = (51.0, 10.0)


def written() -> str:
    """Return the cases as they stand in their file, one a line."""
    words = {language: follows_words(language) for language in LANGUAGES}
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in _cases())
    return f'{{"words": {json.dumps(words, ensure_ascii=False)},\n"cases": [\n{lines}\n]}}\n'


def _cases() -> Iterator[dict[str, Any]]:
    shipped = build_itinerary(read_journey(CHECKOUT / "data"))
    for language in LANGUAGES:
        yield _case(shipped, language)
    for name in ("alexander", "south-pole"):
        yield _case(build_itinerary(read_journey(CHECKOUT / "examples" / name)), "de")
    for name, journey in _named():
        yield _case(build_itinerary(journey), "en", name)
    for number in range(_MADE_UP):
        yield _case(build_itinerary(_made_up(number)), LANGUAGES[number % len(LANGUAGES)])


def _case(itinerary: Itinerary, language: str, name: str = "") -> dict[str, Any]:
    stated = follows_network(itinerary, language)
    sliders = speed_sliders(itinerary)
    choices = [(None,) * len(sliders), *((speed,) * len(sliders) for speed in _SPEEDS if sliders)]
    if len(sliders) > 1:
        choices.append((12.0, *(None for _ in sliders[1:])))
    return {
        "name": name,
        "language": language,
        "stated": {key: each for key, each in stated.items() if key not in follows_words(language)},
        "told": [
            {"speeds": speeds, "lines": _lines(itinerary, sliders, speeds, language)}
            for speeds in choices
        ],
    }


def _lines(
    itinerary: Itinerary,
    sliders: tuple[SpeedSlider, ...],
    speeds: tuple[float | None, ...],
    language: str,
) -> list[str]:
    assumed = tuple(
        Speed(slider.mode, speed)
        for slider, speed in zip(sliders, speeds, strict=True)
        if speed is not None
    )
    found = what_follows(itinerary, assumed)
    if found.contradictions:
        return [contradiction_text(itinerary, each, language) for each in found.contradictions]
    return [bound_text(itinerary, each, language) for each in without_echoes(told(found))]


def _named() -> Iterator[tuple[str, Journey]]:
    first, second = stop("2023-09-12", name="A"), stop("2023-09-13", at=(1.0, 1.0), name="B")
    unknown = [stop(at=(0.2 * number, 0.0), name=f"N{number}") for number in range(6)]
    yield "nothing", journey_of(stop(), stop(at=(1.0, 1.0), name="B"))
    yield "a name with a full stop", journey_of(replace(first, name=english("St.")), second)
    yield "backwards", journey_of(second, first)
    yield (
        "clocks go back",
        _by_rail(
            journey_of(
                *(
                    replace(each, time_zone="Europe/London")
                    for each in (
                        stop("2023-10-29", name="A"),
                        stop("2023-10-30", at=(5, 5), name="B"),
                    )
                )
            )
        ),
    )
    yield (
        "long ago",
        _by_rail(journey_of(stop("-0333-01-01"), stop("-0333-03", at=(5, 5), name="B"))),
    )
    yield (
        "small ways",
        _by_rail(
            journey_of(stop("2023-09-12"), *unknown, stop("2023-09-13", at=(0, 0.0021), name="Z"))
        ),
    )
    pole = [("Camp", (-80.0, 10.0), "1911-12-01"), ("Pole", (-90.0, 0.0), "")]
    race = shared_journey(pole, [("Hut", (-78.0, 9.0), ""), ("Pole", (-90.0, 0.0), "1911-12-20")])
    meeting = replace(event("1911-12-14", at="Ann-2"), who=("ann", "ben"))
    yield "a meeting", replace(race, events=(meeting,))
    twice = replace(event("", at="Ann-1"), id="round", who=("ann", "ben"))
    yield "meetings in a ring", replace(race, events=(meeting, twice))


def _by_rail(journey: Journey) -> Journey:
    legs = (replace(leg, mode="rail", basis=Basis.REPORTED) for leg in journey.legs)
    return replace(journey, legs=tuple(legs))


def _made_up(seed: int) -> Journey:
    """Return a journey of any dates, zones and modes, some of it uncertain, with events."""
    anywhere = Random(seed)  # noqa: S311  a journey, no secret
    count = anywhere.randint(2, 7)
    stops = [_any_stop(anywhere, number) for number in range(count)]
    if seed % 3:  # most tables are in order
        dated = sorted((s.arrival for s in stops if s.arrival), key=lambda date: date.sort_day)
        stops = [
            replace(s, arrival=dated.pop(0), departure=None) if s.arrival else s for s in stops
        ]
    events = tuple(_any_event(anywhere, number, stops) for number in range(anywhere.randint(0, 3)))
    journey = replace(journey_of(*stops, events=events), time_zone=anywhere.choice(_ZONES))
    legs = tuple(
        replace(leg, mode=anywhere.choice(_MODES), basis=anywhere.choice([*Basis]))
        for leg in journey.legs
    )
    return replace(journey, legs=legs)


def _any_stop(anywhere: Random, number: int) -> Stop:
    at = (_MIDDLE[0] + anywhere.uniform(-3, 3), _MIDDLE[1] + anywhere.uniform(-3, 3))
    made = stop(anywhere.choice(_DATES), anywhere.choice(("", "", *_DATES)), at, f"s{number}")
    is_sure = anywhere.random() < 0.9
    return replace(
        made,
        time_zone=anywhere.choice(_ZONES),
        accuracy_km=anywhere.choice((None, 5.0)),
        certainty=Certainty.CERTAIN if is_sure else Certainty.UNCERTAIN,
    )


def _any_event(anywhere: Random, number: int, stops: list[Stop]) -> Event:
    made = event(anywhere.choice(_DATES), at=anywhere.choice(stops).id)
    return replace(made, id=f"e{number}")


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size / 1000:.0f} kB")  # noqa: T201  to who calls it

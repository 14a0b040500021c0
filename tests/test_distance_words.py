"""How far in words: by what means, along what, how sure; and what lies off the line, apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from any_journey import event, journey_of, stop
from routemap.i18n.narrative import stop_facts
from routemap.i18n.numbers import distance_text
from routemap.model.distances import Distance, Measure
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Basis, Journey, LegGeometry
from routemap.page.content import map_content
from routemap.page.sections import about_html, itinerary_html
from routemap.page.story import announcement_html, story_html
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from shown_words import Shown

RAIL = Distance(837.1, Measure.WAY, Basis.INFERRED, "rail", is_shortest=True)
HERE = (42.416, 130.643)
CREDIT = "Railway © OpenStreetMap contributors (ODbL)"


def plain(words: str) -> str:
    """Words with ordinary blanks: Babel parts thousands with one that does not break."""
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (RAIL, "about 840 km by rail, shortest way, inferred"),
        (replace(RAIL, is_shortest=False), "about 840 km by rail, inferred"),
        (replace(RAIL, mode=""), "about 840 km, shortest way, inferred"),
        (replace(RAIL, mode="foot"), "about 840 km on foot, shortest way, inferred"),
        (replace(RAIL, mode="camel"), "about 840 km (camel), shortest way, inferred"),
        (Distance(837.1, Measure.WAY, Basis.REPORTED, "ship"), "837 km by ship"),
        (Distance(558.2, Measure.STRAIGHT, Basis.REPORTED), "558 km as the crow flies"),
        (
            Distance(558.2, Measure.STRAIGHT, Basis.INFERRED, "rail"),
            "about 560 km as the crow flies, inferred",
        ),
        (
            Distance(2504.1, Measure.MIXED, Basis.INFERRED, "rail"),
            "about 2,500 km, partly as the crow flies, inferred",
        ),
        (
            replace(RAIL, km=1667.0, off_line_km=23.4),
            (
                "about 1,670 km by rail, shortest way, inferred"
                " + about 23 km off the line, way not known"
            ),
        ),
        (
            Distance(1500, Measure.WAY, Basis.REPORTED, off_line_km=23.4),
            "1,500 km + about 23 km off the line, way not known",
        ),
        (Distance(0.0, Measure.STAY, Basis.INFERRED), "stay"),
    ],
)
def test_a_distance_says_all_that_it_stands_on(distance: Distance, words: str) -> None:
    assert distance_text(distance, "en") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ko", "철도로 약 1,670km, 최단 경로, 추정 + 노선 밖 약 23km(경로 불명)"),
        (
            "ru",
            (
                "около 1 670 км по железной дороге, кратчайший путь, выведено"
                " + около 23 км в стороне от линии, путь неизвестен"
            ),
        ),
    ],
)
def test_a_distance_is_told_in_every_language(language: str, words: str) -> None:
    told = distance_text(replace(RAIL, km=1667.0, off_line_km=23.4), language)
    assert plain(told) == words


# The shipped journey -----------------------------------------------------------------------------

LEGS = (
    "about 840 km by rail, shortest way, inferred",
    "about 1,670 km by rail, shortest way, inferred + about 23 km off the line, way not known",
    "about 1,060 km by rail, shortest way, inferred + about 23 km off the line, way not known",
)


@pytest.fixture(scope="module")
def shipped() -> Journey:
    return read_journey(shipped_journey())


def test_the_itinerary_tells_each_leg(shipped: Journey) -> None:
    told = Shown(itinerary_html(build_itinerary(shipped), "en")).text
    for words in LEGS:
        assert words in told


def test_the_map_tells_each_leg(shipped: Journey) -> None:
    legs = map_content(build_itinerary(shipped), "en")["legs"]
    assert [leg["text"].partition(": ")[2] for leg in legs] == list(LEGS)


def test_the_card_of_a_stop_tells_the_leg_that_leads_to_it(shipped: Journey) -> None:
    facts = stop_facts(build_itinerary(shipped), 2, "en")
    assert LEGS[1] in [phrase.text for _, phrase in facts]


@pytest.mark.parametrize(
    ("moment", "so_far"),
    [
        ("2023-09-12", LEGS[0]),
        ("2023-09-13", LEGS[1].replace("1,670", "2,500")),
        ("2023-09-15", LEGS[1].replace("1,670", "3,560").replace("23", "47")),
    ],
)
def test_story_and_announcement_tell_the_way_so_far(
    shipped: Journey, moment: str, so_far: str
) -> None:
    itinerary = build_itinerary(shipped)
    number = itinerary.timeline.first(moment)
    assert number is not None
    scene = itinerary.scene(number)
    assert f"So far: {so_far}" in Shown(story_html(scene, "en")).text
    assert f" So far: {so_far}." in Shown(announcement_html(scene, "en")).text


def test_about_credits_the_drawn_ways_once_and_says_how_exact_they_are(shipped: Journey) -> None:
    told = Shown(about_html(shipped, "en")).text
    assert told.count(CREDIT) == 1
    assert "no more exact than its source" in told


def test_about_says_nothing_of_ways_where_none_is_drawn() -> None:
    journey = journey_of(stop("2023", at=HERE), stop("2024", at=(50, 130), name="B"))
    assert "Drawn ways" not in Shown(about_html(journey, "en")).text


# Stays -------------------------------------------------------------------------------------------


def stay() -> Journey:
    return journey_of(
        stop("2023-09-12", "2023-09-12", at=HERE), stop("2023-09-14", at=HERE, name="B")
    )


def test_a_stay_is_told_as_one_and_not_as_0_km() -> None:
    itinerary = build_itinerary(stay())
    told = Shown(itinerary_html(itinerary, "en")).text
    assert told.endswith(" stay")
    assert "km" not in told
    (leg,) = map_content(itinerary, "en")["legs"]
    assert leg["text"] == "1–2 A – B: stay"
    assert leg["lines"] == []
    facts = dict(stop_facts(itinerary, 1, "en"))
    assert facts["From the stop before"].text == "stay"
    assert "Reached by" not in facts


def test_at_a_stay_the_journey_is_not_on_the_way() -> None:
    itinerary = build_itinerary(replace(stay(), events=(event("2023-09-13"),)))
    between = itinerary.scene(1)
    assert between.current_leg == 0
    told = Shown(story_html(between, "en")).text
    assert "Staying at A" in told
    assert "On the way" not in told
    assert "So far" not in told
    assert "Staying at A" in Shown(announcement_html(between, "en")).text


def test_a_way_with_a_stub_keeps_it_apart_from_its_length() -> None:
    journey = journey_of(stop("2023", at=HERE), stop("2024", at=(50.0, 130.0), name="B"))
    way = LegGeometry(((HERE, (49.9, 130.0)),), 900.0, CREDIT, "ODbL-1.0", stub_km=11.2)
    itinerary = build_itinerary(replace(journey, legs=(replace(journey.legs[0], geometry=way),)))
    words = "about 900 km, inferred + about 11 km off the line, way not known"
    assert distance_text(itinerary.distance_until[-1], "en") == words

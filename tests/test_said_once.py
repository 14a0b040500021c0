"""What is so of several travellers is said once, and of nobody of whom it is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from routemap.exports.film_timing import film_script
from routemap.exports.selection import Selection
from routemap.exports.slide_text import slide_text
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.story import story_html
from routemap.pictures.params import read_query
from routemap.tables import check_files, read_journey

JOURNEYS = Path(__file__).parent / "journeys"
STOPS = """\
id,name,latitude,longitude,arrival,departure,traveller
a,Rome,41.9,12.5,2020-05-02,2020-05-04,ann
b,Bari,41.1,16.9,2020-05-05,,ann
c,Oslo,59.9,10.7,2020-05-02,,ben
d,Bergen,60.4,5.3,2020-05-07,,ben
"""
EVENTS = """\
id,date,undated,location,headline,text,who
plan,2020-05-01,,,The plan,They plan it,ann;ben
"""


def itinerary(legs: str = "") -> Itinerary:
    files = {"locations.csv": STOPS.encode(), "events.csv": EVENTS.encode()}
    files |= {"legs.csv": legs.encode()} if legs else {}
    journey = check_files(files, "A trip").journey
    assert journey
    return build_itinerary(journey)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_that_nobody_has_left_yet_is_said_once(language: str) -> None:
    scene = itinerary().scene(0)
    words = {"en": "No departure reported yet.", "ru": "Об отъезде"}[language]
    assert story_html(scene, language).count(words) == 1
    told = [paragraph.words.text for paragraph in slide_text(scene, language)]
    assert sum(words in text for text in told) == 1


def test_a_film_says_it_once_too() -> None:
    shots = film_script(Selection(build_itinerary(read_journey(JOURNEYS / "two-who-meet"))), "en")
    for shot in shots:
        texts = [caption.text for caption in shot.captions]
        assert len(texts) == len(set(texts))


def test_a_film_says_of_whom_the_way_is_not_reported() -> None:
    shots = film_script(Selection(itinerary()), "en")
    ways = [each.text for shot in shots if shot.grown for each in shot.captions]
    assert ways == [
        "ann: The way is inferred. Nobody reported where they were when.",
        "ben: The way is inferred. Nobody reported where they were when.",
    ]


def test_a_film_of_one_traveller_names_nobody() -> None:
    one = build_itinerary(read_journey(JOURNEYS / "there-and-back"))
    ways = [
        each.text
        for shot in film_script(Selection(one), "en")
        if shot.grown
        for each in shot.captions
    ]
    assert ways
    assert all(text.startswith("The way is") for text in ways)


# Names of files -----------------------------------------------------------------------------------


def test_pictures_of_other_parts_of_the_map_have_other_names() -> None:
    one = build_itinerary(read_journey(JOURNEYS / "there-and-back"))
    stop = one.journey.stops[0].id

    def name(**values: str) -> str:
        return read_query({"preset": "web", **values}, one).file_name("png")

    usual = name(stop=stop)
    assert usual == f"route-web-en-{stop}.png"
    names = {
        usual,
        name(stop=stop, km="50"),
        name(stop=stop, km="120.5"),
        name(extent="-10,40,0,50"),
    }
    assert names == {
        usual,
        f"route-web-en-{stop}-50km.png",
        f"route-web-en-{stop}-120.5km.png",
        "route-web-en-extent-10w-40n-0e-50n.png",
    }

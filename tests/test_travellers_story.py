"""The story of several travellers: whom it tells of, who is together, and who is elsewhere."""

from __future__ import annotations

import re

import pytest

from routemap.exports.slide_text import Role, slide_text
from routemap.i18n.narrative import length_text
from routemap.i18n.story_parts import elsewhere, heading, story_parts
from routemap.model.itinerary import Itinerary, Progress, build_itinerary
from routemap.page.sections import itinerary_html
from routemap.page.story import announcement_html, story_html
from routemap.tables.reader import check_files

STOPS = """\
id,name,latitude,longitude,arrival,departure,traveller
a1,Basel,47.56,7.59,1908-03-01,,anna
a2,Mainz,50.00,8.27,1908-03-03,1908-03-05,anna
a3,Bonn,50.73,7.10,1908-03-06,,anna
b1,Trier,49.76,6.64,1908-03-02,,bruno
b2,Mainz,50.00,8.27,1908-03-04,,bruno
b3,Worms,49.63,8.36,1908-03-07,,bruno
"""
TRAVELLERS = """\
id,name,name@de
anna,Anna,Anna
bruno,Bruno,Herr Bruno
"""
EVENTS = """\
date,location,headline,who,basis
1908-03-04,a2,They met,anna;bruno,inferred
1908-03-07,,A letter,anna,inferred
1908-03-07,,A storm,,inferred
"""


@pytest.fixture(scope="module")
def party() -> Itinerary:
    tables = {"locations.csv": STOPS, "travellers.csv": TRAVELLERS, "events.csv": EVENTS}
    report = check_files({name: text.encode() for name, text in tables.items()}, "Two on the Rhine")
    assert report.journey, report.problems
    return build_itinerary(report.journey)


def told(party: Itinerary, date: str) -> list[tuple[str, list[str]]]:
    """The headings of the parts of a date's story, and the headlines in each."""
    scene = party.scene(party.timeline.first(date) or 0)
    return [
        (heading(part, "en").text, [event.headline.original.text for event in part.events])
        for part in story_parts(scene)
    ]


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_each_who_has_something_at_a_moment_has_a_part(party: Itinerary) -> None:
    assert told(party, "1908-03-01") == [("Anna", [])]
    assert told(party, "1908-03-02") == [("Bruno", [])]
    assert told(party, "1908-03-06") == [("Anna", [])]


def test_those_at_one_place_have_one_part_and_what_happened_to_both_stands_in_it(
    party: Itinerary,
) -> None:
    assert told(party, "1908-03-04") == [("Together: Anna and Bruno", ["They met"])]


def test_who_does_something_elsewhere_has_a_part_and_what_is_nobodys_stands_last(
    party: Itinerary,
) -> None:
    assert told(party, "1908-03-07") == [
        ("Anna", ["A letter"]),
        ("Bruno", []),
        ("", ["A storm"]),
    ]


def test_whoever_has_set_out_and_is_in_no_part_is_told_where_it_is_meanwhile(
    party: Itinerary,
) -> None:
    scene = party.scene(party.timeline.first("1908-03-06") or 0)
    assert [each.track.letter for each in elsewhere(scene, story_parts(scene))] == ["B"]
    assert words(story_html(scene, "en")).count("Meanwhile Bruno : Mainz") == 1
    first = party.scene(0)
    assert first.whereabouts[1].progress == Progress.NOT_BEGUN
    assert not elsewhere(first, story_parts(first))


def test_distances_are_each_travellers_own(party: Itinerary) -> None:
    scene = party.scene(party.timeline.first("1908-03-04") or 0)
    story = words(story_html(scene, "en"))
    assert re.search(r"Anna: So far: about 28\d km", story)
    assert re.search(r"Bruno: So far: about 1[12]\d km", story)
    assert length_text(party, "en").startswith("Anna: about ")


def test_marks_bear_the_letter_of_their_traveller(party: Itinerary) -> None:
    assert [party.mark(number) for number in range(6)] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    scene = party.scene(party.timeline.first("1908-03-07") or 0)
    places = [each.words.text for each in slide_text(scene, "en") if each.role == Role.PLACE]
    assert places == ["A3 Bonn", "B3 Worms"]


def test_a_screen_reader_hears_who_has_come_where(party: Itinerary) -> None:
    scene = party.scene(party.timeline.first("1908-03-04") or 0)
    heard = words(announcement_html(scene, "de"))
    assert heard.startswith("4. März 1908 . Zusammen: Anna und Herr Bruno . Mainz .")
    assert "Herr Bruno: Bisher: etwa" in heard


def test_the_itinerary_is_grouped_below_a_table_of_all_dates(party: Itinerary) -> None:
    html = itinerary_html(party, "en")
    both = re.findall(r"<table.*?</table>", html, re.DOTALL)
    synopsis, stops = (words(each) for each in both)
    assert synopsis.startswith("Who came where when Date Anna Bruno 1 March 1908 A1 Basel")
    assert synopsis.endswith("6 March 1908 A3 Bonn 7 March 1908 B3 Worms")
    assert re.search(r"Anna A1 Basel .* A2 Mainz .* A3 Bonn .* Bruno B1 Trier .* B3 Worms", stops)

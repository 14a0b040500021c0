"""What a licence demands stands once, and what is not given leaves no gap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from any_journey import english, event, journey_of, stop
from routemap.i18n.catalog import LANGUAGES
from routemap.i18n.credits import map_credits, way_credits
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Journey, LegGeometry, Reference
from routemap.page.sections import about_html
from routemap.pictures.options import PictureOptions
from routemap.pictures.picture_words import source_line
from routemap.pictures.xmp import picture_metadata
from shown_words import Shown

HERE, THERE, BEYOND = (42.4, 130.6), (51.9, 128.3), (50.5, 137.0)

ENGLISH = PictureOptions(language="en")


def drawn(*sources: str) -> Journey:
    """A journey whose legs are drawn, each from a source."""
    places = (HERE, THERE, BEYOND)[: len(sources) + 1]
    journey = journey_of(*(stop(at=at, name=f"S{n}") for n, at in enumerate(places)))
    legs = tuple(
        replace(leg, geometry=LegGeometry(((places[n], places[n + 1]),), 900.0, source, ""))
        for n, (leg, source) in enumerate(zip(journey.legs, sources, strict=True))
    )
    return replace(journey, legs=legs)


def test_a_way_without_a_source_leaves_no_gap_among_the_credits() -> None:
    journey = drawn("", "Railways: someone")
    assert way_credits(journey) == ["Railways: someone"]
    assert all(map_credits(build_itinerary(journey).overview(), "en"))


def test_each_source_of_ways_is_credited_once_in_the_order_of_travel() -> None:
    assert way_credits(drawn("B", "A")) == ["B", "A"]
    assert way_credits(drawn("A", "A")) == ["A"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_says_how_exact_drawn_ways_are_though_nobody_says_whose(language: str) -> None:
    known = Shown(about_html(drawn("The source"), language)).text
    assert "The source. " in known
    unknown = Shown(about_html(drawn(""), language)).text
    assert known.replace("The source. ", "") == unknown


def test_a_picture_of_a_journey_without_a_credit_does_not_start_its_credit_with_a_dot() -> None:
    credit = picture_metadata(build_itinerary(drawn("", "A")).overview(), ENGLISH).credit
    assert credit.split(" · ")[1] == "A"
    assert all(credit.split(" · "))


@pytest.mark.parametrize("mark", ["²", "٣", "Ⅳ"])
def test_only_plain_numbers_are_marks_of_the_report(mark: str) -> None:
    told = replace(event("2023-09-13"), references=(mark, "4"))
    references = (Reference(mark, "A book"), Reference("4", "The report"))
    journey = replace(journey_of(stop("2023-09-13"), events=(told,)), references=references)
    reported = replace(journey, report_title=english("A report"))
    assert source_line(build_itinerary(reported).overview(), ENGLISH) == "Source: A report, [4]"


def test_without_a_report_a_picture_names_the_sources_themselves() -> None:
    told = replace(event("2023-09-13"), references=("4", "diary", "5"))
    references = (Reference("4", "A book."), Reference("diary", "A diary"), Reference("5", ""))
    journey = replace(journey_of(stop("2023-09-13"), events=(told,)), references=references)
    assert source_line(build_itinerary(journey).overview(), ENGLISH) == "Source: A book; A diary"
    unnamed = replace(journey, references=tuple(replace(one, citation="") for one in references))
    assert source_line(build_itinerary(unnamed).overview(), ENGLISH) == ""


def test_the_clock_of_times_of_day_is_named_and_that_of_a_stop_comes_first() -> None:
    at_home, away = stop("2023-09-12T10:00:00", name="A"), stop("2023-09-13T10:00:00", name="B")
    journey = replace(journey_of(at_home, away), time_zone="Asia/Tokyo")
    theirs = "At a stop in another time zone, by the clock there."
    told = str(about_html(journey, "en"))
    assert "By the clock of Japan Time unless told otherwise." in told
    assert theirs not in told
    elsewhere = replace(away, time_zone="Asia/Seoul")
    told = str(about_html(replace(journey, stops=(at_home, elsewhere)), "en"))
    assert f"By the clock of Japan Time unless told otherwise. {theirs}" in told
    days = replace(elsewhere, arrival=stop("2023-09-13").arrival)
    assert theirs not in str(about_html(replace(journey, stops=(at_home, days)), "en"))

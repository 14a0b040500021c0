"""Which moments and stops of a long journey are told, and that it is said."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import event, journey_of, stop
from outside_readers import read_by
from routemap.exports.handout import handout_pdf
from routemap.exports.handout_content import Answers, HandoutOptions
from routemap.exports.selection import MOST_MOMENTS, MOST_STOPS, Selection
from routemap.exports.slides import slides_pptx
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path


def day(number: int) -> str:
    return (date(2020, 1, 1) + timedelta(days=number)).isoformat()


def daily(count: int, told: frozenset[int] = frozenset()) -> Itinerary:
    stops = [stop(day(n), at=(48, 11 + n / 1000), name=f"Place {n}") for n in range(count)]
    return build_itinerary(journey_of(*stops, events=tuple(event(day(n)) for n in sorted(told))))


DAYS = st.integers(1, 200)


@given(DAYS)
def test_all_of_a_short_journey_are_told_and_thirty_of_a_long_one_with_its_ends(count: int) -> None:
    told = Selection(daily(count)).moments
    assert len(told) == min(count, MOST_MOMENTS)
    assert {told[0], told[-1]} == {0, count - 1}
    steps = [after - before for before, after in pairwise(told)]
    assert not steps or max(steps) <= 2 * min(steps) + 1


@given(st.sets(st.integers(0, 99), max_size=60))
def test_those_with_events_come_before_the_others(told: set[int]) -> None:
    moments = set(Selection(daily(100, frozenset(told))).moments)
    eventful = told | {0, 99}
    assert moments <= eventful or eventful <= moments


def test_of_many_stops_the_first_the_last_and_some_between_have_a_place() -> None:
    stops = Selection(daily(200)).stops
    assert len(stops) == MOST_STOPS
    assert (stops[0], stops[-1]) == (0, 199)
    at_once = [stop("2020-01-01", at=(48, 11 + n / 1000), name=f"Door {n}") for n in range(80)]
    assert len(Selection(build_itinerary(journey_of(*at_once))).stops) == MOST_STOPS


def test_a_handout_and_slides_say_first_that_not_all_is_told(tmp_path: Path) -> None:
    left: list[str] = []
    told = Selection(daily(40))
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(told, "en", tell=lambda each: left.extend(map(str, each))))
    first = read_by("pdftotext", "-l", "1", path, "-")
    assert "30 of 40 dates are told: the first, the last" in " ".join(first.split())
    assert any(words.startswith("10 of 40 dates") for words in left)
    left.clear()
    slides_pptx(told, "en", "grey", lambda each: left.extend(map(str, each)))
    assert any(words.startswith("10 of 40 dates") for words in left)


def test_a_handout_says_first_that_not_all_stops_have_a_place(tmp_path: Path) -> None:
    at_once = [stop("2020-01-01", at=(48, 11 + n / 1000), name=f"Door {n}") for n in range(80)]
    left: list[str] = []
    told = Selection(build_itinerary(journey_of(*at_once)))
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(told, "en", tell=lambda each: left.extend(map(str, each))))
    first = " ".join(read_by("pdftotext", "-l", "1", path, "-").split())
    assert "30 of 80 stops have a place of their own here." in first
    assert any(words.startswith("50 of 80 stops") for words in left)


def test_nothing_is_said_where_all_is_told() -> None:
    whole = Selection(daily(3))
    assert (whole.rule("en"), whole.omission("en")) == ("", ())
    assert (whole.stops_rule("en"), whole.stops_omission("en")) == ("", ())


@pytest.mark.parametrize("answers", Answers)
def test_answers_stand_last_nowhere_or_alone(answers: Answers, tmp_path: Path) -> None:
    itinerary = build_itinerary(read_journey(shipped_journey()))
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(itinerary), "en", HandoutOptions(answers=answers)))
    pages = [" ".join(page.split()) for page in read_by("pdftotext", path, "-").split("\f") if page]
    answer, question = "Advanced fighter jets. It is under sanctions.", "Who met Kim in Khasan?"
    assert [answer in page for page in pages].count(True) == (answers != Answers.NONE)
    assert [question in page for page in pages].count(True) == (answers != Answers.OWN)
    assert (len(pages) == 1) == (answers == Answers.OWN)
    assert answers == Answers.NONE or answer in pages[-1]

"""Long journeys: bars of what happens when, dates along them, a jump by typing one, parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from any_journey import event, journey_of, stop
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.density import MOST_TICKS, axis_labels, bar_heights, density_html
from routemap.page.story import story_html
from script_page import Opener, announcement, bodies, part, ran

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.journey import Stop


def route_of(*dates: str) -> Itinerary:
    return build_itinerary(journey_of(*(stop(date, name=date or "x") for date in dates)))


def days(first_year: int, number: int, years_apart: int = 1) -> list[str]:
    return [f"{first_year + place * years_apart:04}-05-01" for place in range(number)]


def words(itinerary: Itinerary, language: str = "en") -> list[str]:
    return [label.words.text for label in axis_labels(itinerary, language)]


def test_few_moments_have_ticks_instead() -> None:
    assert density_html(route_of(*days(1900, MOST_TICKS)), "en") == ""
    assert "data:image/svg+xml" in density_html(route_of(*days(1900, MOST_TICKS + 1)), "en")


def test_a_bar_is_as_high_as_much_happens_in_its_moments() -> None:
    dates = days(1900, 40)
    stops: list[Stop] = [stop(date, name=date) for date in dates]
    events = tuple(event("1910-05-01") for _ in range(3))
    heights = bar_heights(build_itinerary(journey_of(*stops, events=events)))
    assert len(heights) == 40
    assert heights[10] == max(heights)
    assert heights[11] == pytest.approx(heights[10] / 4)


def test_thousands_of_moments_share_bars_and_none_is_lost() -> None:
    heights = bar_heights(route_of(*days(1000, 2000)))
    assert len(heights) == 120
    assert all(heights)


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (
            [f"2023-09-{day:02}" for day in range(1, 9) for _ in range(5)],
            "1 Sept 2023",
            "8 Sept 2023",
        ),
        ([f"2023-{m:02}-{d:02}" for m in range(1, 7) for d in range(1, 9)], "Jan 2023", "Jun 2023"),
        ([f"{y}-{m:02}-01" for y in range(2001, 2007) for m in range(1, 13)], "2001", "2006"),
        (days(1801, 60), "1801", "1860"),
        (["-0333-05-01", *days(1, 60, 30)], "334 BC", "1501"),
    ],
)
def test_dates_along_the_slider_are_as_coarse_as_its_span(
    dates: list[str], first: str, last: str
) -> None:
    told = words(route_of(*dates))
    assert told[0] == first
    assert told[-1] == last
    assert len(told) <= 8
    assert words(route_of(*dates), "ko") != told


@pytest.fixture
def long_journey(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    rows = [f"Place {n},10,{n % 90},{day}" for n, day in enumerate(days(1900, 40))]
    path.write_text("\n".join(["name,latitude,longitude,arrival", *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1910", "1 May 1910"),
        ("1910-05-02", "1 May 1911"),
        ("3000", "1 May 1939"),
        ("-0100", "1900"),
    ],
)
def test_a_typed_date_leads_to_the_first_moment_then(
    open_page: Opener, long_journey: Path, typed: str, shown: str
) -> None:
    app = open_page(long_journey)
    app = ran(app.text_input(key="jump").set_value(typed))
    assert shown in announcement(app)


def test_what_is_no_date_is_told_and_changes_nothing(open_page: Opener, long_journey: Path) -> None:
    app = open_page(long_journey, date="1910-05-01")
    app = ran(app.text_input(key="jump").set_value("12/09/1910"))
    assert any("day and month or month and day" in body for body in bodies(app))
    assert "1 May 1910" in announcement(app)
    app = ran(app.text_input(key="jump").set_value("1911"))
    assert not any("day and month" in body for body in bodies(app))


def test_a_short_journey_has_no_field_for_it(open_page: Opener) -> None:
    assert len(open_page().text_input) == 0


def test_a_long_itinerary_comes_in_parts(open_page: Opener, tmp_path: Path) -> None:
    path = tmp_path / "very-long.csv"
    rows = [f"Place {n},10,{n % 90},2001" for n in range(450)]
    path.write_text("\n".join(["name,latitude,longitude,arrival", *rows]), encoding="utf-8")
    app = open_page(path)
    assert part(app, '<section class="below" aria-labelledby="itinerary').text.count("Place") == 201
    app = ran(app.button(key="itinerary_part_1").click())
    told = part(app, '<section class="below" aria-labelledby="itinerary').text
    assert "Place 200" in told
    assert "Place 100" not in told
    assert {button.label for button in app.button if button.key.startswith("itinerary")} == {
        "Stops 1–200 of 450",
        "Stops 401–450 of 450",
    }


def test_behind_twenty_events_of_a_moment_the_others_fold_away() -> None:
    events = tuple(event("2001", words="") for _ in range(25))
    html = story_html(build_itinerary(journey_of(stop("2001"), events=events)).scene(0), "en", None)
    assert html.count('<section class="card">') == 25
    shown, folded = html.split("<details")
    assert shown.count('<section class="card">') == 20
    assert "Further events: 5" in folded
    assert folded.count("</details>") == 1

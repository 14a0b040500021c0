"""“Where next?” of the presentation: by keyboard on a wall, by touch on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import routemap
from dashboard_page import MOMENTS, new_page
from site_page import SitePage, handed_out
from test_accessibility import findings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KM_A_DEGREE = 111.195  # of latitude, on the sphere that Leaflet measures on


def panel(slides: SitePage) -> Page:
    return slides.page.locator(".asking")


def cross(page: Page) -> tuple[float, float]:
    box = page.locator(".guess-cross").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def shown_stops(page: Page) -> list[str]:
    is_seen = "getComputedStyle(stop).visibility === 'visible'"
    script = f"all => all.filter(stop => {is_seen}).map(stop => stop.dataset.stop)"
    return list(page.locator(".stop").evaluate_all(script))


def test_what_lies_ahead_is_hidden_while_it_asks(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    assert len(shown_stops(slides.page)) == 4
    slides.press("w")
    expect(panel(slides)).to_contain_text("Where does the journey go from Khasan?")
    assert sorted(shown_stops(slides.page)) == ["khasan", "pyongyang"]
    ahead = slides.page.locator(".leg.ahead, .leg.current, .accuracy.hidden-ahead")
    assert ahead.filter(visible=True).count() == 0
    expect(slides.page.locator(".map-key li:visible", has_text="ahead")).to_have_count(0)
    expect(slides.moment).not_to_be_visible()
    slides.press("Escape")  # ends the question, not the presentation
    expect(panel(slides)).to_be_hidden()
    assert len(shown_stops(slides.page)) == 4
    expect(slides.story_date).to_have_text(MOMENTS[4])


def test_by_keyboard_the_cross_moves_guesses_and_the_journey_goes_on(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    slides.press("w")
    x, y = cross(slides.page)
    slides.press("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowLeft")
    assert cross(slides.page) == pytest.approx((x + 44, y - 24), abs=1.5)
    expect(panel(slides)).to_contain_text(re.compile(r"The cross is at \d+\.\d°, \d+\.\d°"))
    slides.press("Enter")
    expect(panel(slides)).to_contain_text(re.compile(r"Vostochny Cosmodrome: about [\d,]+ km"))
    assert sorted(shown_stops(slides.page)) == ["khasan", "pyongyang", "vostochny"]
    expect(slides.page.locator(".guess-line")).to_have_count(1)
    slides.press("Enter")
    expect(slides.story_date).to_have_text(MOMENTS[5])
    expect(panel(slides)).to_be_hidden()
    expect(slides.page.locator(".guess-line, .guess-cross")).to_have_count(0)
    assert not slides.errors


def test_the_distance_is_that_between_the_guess_and_the_stop(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    slides.press("w")
    slides.at_rest()  # the panel has taken its room from the map
    at = slides.page.evaluate(
        "(() => { const p = map_route.latLngToContainerPoint([48.48, 135.07]);"
        " const b = document.querySelector('.route-map').getBoundingClientRect();"
        " return [b.x + p.x, b.y + p.y]; })()"
    )
    slides.page.mouse.click(*at)  # Khabarovsk, 620 km from the cosmodrome
    slides.press("PageDown")  # a clicker
    expect(panel(slides)).to_contain_text(re.compile(r"about 6[123]0 km from the guess"))


def test_a_guess_on_the_spot_is_right(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    slides.press("w")
    slides.page.evaluate("map_route.fire('click', {latlng: L.latLng(51.88, 128.33)})")
    slides.press("Enter")
    expect(panel(slides)).to_contain_text("Vostochny Cosmodrome: the guess is right.")


def ask_and_guess(slides: SitePage, latitude: float, longitude: float, km: float) -> None:
    """Guess a point so many km north of a place."""
    slides.press("w")
    north = latitude + km / KM_A_DEGREE
    slides.page.evaluate(f"map_route.fire('click', {{latlng: L.latLng({north}, {longitude})}})")
    slides.press("Enter")


@pytest.mark.parametrize(
    ("km", "told"),
    [(9.5, "Vostochny Cosmodrome: the guess is right."), (10.6, "about 11 km from the guess")],
)
def test_a_guess_within_the_circle_that_a_place_lies_in_is_right(
    slides: SitePage, km: float, told: str
) -> None:
    slides.open("present.html?date=2023-09-12")
    ask_and_guess(slides, 51.884395, 128.333932, km)
    expect(panel(slides)).to_contain_text(told)


def test_a_guess_within_a_kilometre_of_a_place_that_is_known_exactly_is_right(
    page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "trip.csv"
    table.write_text("name,latitude,longitude,arrival\nA,10,20,2023\n", encoding="utf-8")
    routemap.read(table).publish(tmp_path / "site")
    with handed_out(tmp_path / "site") as address:
        slides = SitePage(page, address)
        for km, told in ((0.9, "A: the guess is right."), (1.2, "about 1.2 km from the guess")):
            slides.open("present.html")
            ask_and_guess(slides, 10, 20, km)
            expect(panel(slides)).to_contain_text(told)


def test_before_the_journey_it_asks_where_it_begins_and_after_it_nothing(slides: SitePage) -> None:
    slides.open("present.html")
    slides.press("w")
    expect(panel(slides)).to_contain_text("Where does the journey begin?")
    assert shown_stops(slides.page) == []
    slides.press("w", "End")
    expect(slides.button("Where next?")).to_be_hidden()
    slides.press("w")
    expect(panel(slides)).to_be_hidden()


def test_a_step_ends_the_question(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    slides.press("w")
    slides.button("Next").click()
    expect(panel(slides)).to_be_hidden()
    expect(slides.story_date).to_have_text(MOMENTS[5])


def test_by_touch_on_a_phone(browser: Browser, site_url: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    for page in new_page(browser, **phone):
        slides = SitePage(page, site_url).open("present.html?date=2023-09-12")
        slides.button("Where next?").tap()
        slides.at_rest()
        box = page.locator(".route-map").bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + 120, box["y"] + 90)
        assert cross(page) == pytest.approx((box["x"] + 120, box["y"] + 90), abs=2)
        slides.button("Guess here").tap()
        expect(panel(slides)).to_contain_text("km from the guess")
        slides.button("Go on").tap()
        expect(slides.story_date).to_have_text(MOMENTS[5])


def test_axe_finds_nothing_while_it_asks(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    slides.press("w")
    expect(panel(slides)).to_be_visible()
    assert findings(slides.at_rest().page) == []


def test_the_notes_of_the_lesson_are_among_the_speaker_s(slides: SitePage) -> None:
    slides.open("present.html")
    slides.press("n")
    notes = slides.page.locator("aside.notes")
    expect(notes).to_contain_text("ask the class what a map of somebody else’s journey can know")
    slides.press("ArrowRight")
    expect(notes).to_contain_text("Two shortages on one side")

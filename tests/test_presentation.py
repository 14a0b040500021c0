"""The page as a presentation: by keyboard alone, by clicker, by touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard_page import MOMENTS, new_page, opened
from site_page import SitePage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def view(page: Page) -> list[float]:
    found = page.evaluate(
        "[map_route.getCenter().lat, map_route.getCenter().lng, map_route.getZoom()]"
    )
    return [round(number, 3) for number in found]


def go_on(slides: SitePage) -> None:
    """Turn the pages of a moment until the next one comes."""
    moment = slides.moment.get_attribute("data-moment")
    while slides.moment.get_attribute("data-moment") == moment:
        slides.press("ArrowRight")


def test_it_starts_with_the_title_and_ends_with_the_sources(slides: SitePage) -> None:
    slides.open("present.html")
    expect(slides.moment).to_contain_text("Kim Jong Un’s train to Russia")
    assert slides.page.locator(".stop.ahead").count() == 4
    for words in MOMENTS:
        go_on(slides)
        expect(slides.story_date).to_have_text(words, ignore_case=True)
    go_on(slides)
    expect(slides.moment.get_by_role("heading", name="Sources")).to_be_visible()
    assert slides.page.locator(".stop.visited").count() == 4
    slides.press(*["ArrowRight"] * 12)  # to its last page, and there is no more
    expect(slides.moment.get_by_role("heading", name="About")).to_be_visible()
    slides.press("Home")
    expect(slides.moment).to_contain_text("Kim Jong Un’s train to Russia")
    assert not slides.errors


@pytest.mark.parametrize(
    ("key", "moment"),
    [
        ("ArrowRight", 4), ("Space", 4), ("PageDown", 4), ("ArrowLeft", 2), ("PageUp", 2),
        ("Shift+Space", 2),
    ],
)  # fmt: skip
def test_each_key_of_keyboard_and_clicker_makes_one_step(
    slides: SitePage, key: str, moment: int
) -> None:
    slides.open("present.html?date=2023-09-10")
    slides.press(key)
    expect(slides.story_date).to_have_text(MOMENTS[moment], ignore_case=True)


def test_keys_step_wherever_the_focus_is(slides: SitePage) -> None:
    slides.open("present.html?date=2023-08")
    slides.page.locator(".route-map").click(position={"x": 200, "y": 500})
    slides.press("ArrowRight")
    expect(slides.story_date).to_have_text(MOMENTS[2], ignore_case=True)
    slides.page.locator("#moment").focus()
    slides.press("ArrowRight")
    expect(slides.story_date).to_have_text(MOMENTS[3], ignore_case=True)
    slides.button("Previous").click()
    slides.press("Space")  # presses the button that has the focus
    expect(slides.story_date).to_have_text(MOMENTS[1], ignore_case=True)


def test_type_is_large_enough_for_the_back_row(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-13")
    text = slides.moment.locator(".card p").first
    assert float(text.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 28
    map_box = slides.page.locator(".map-frame").bounding_box()
    assert map_box
    assert map_box["width"] == pytest.approx(1256, abs=2)


def test_b_blanks_the_screen_and_any_key_brings_it_back_without_a_step(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-10")
    slides.press("b")
    expect(slides.page.locator(".blank")).to_be_visible()
    slides.press("ArrowRight")
    expect(slides.page.locator(".blank")).to_be_hidden()
    expect(slides.story_date).to_have_text(MOMENTS[3])


def test_n_shows_notes_that_follow_the_moment(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-12")
    slides.press("n")
    notes = slides.page.locator("aside.notes")
    expect(notes).to_contain_text("The only stop at which the report says that the train arrived.")
    expect(notes).to_contain_text("Next: 13 September 2023")
    go_on(slides)
    expect(notes).to_contain_text("Marks 13 and 14")
    slides.press("n")
    expect(notes).to_be_hidden()


def test_letter_keys_can_be_switched_off_and_stay_so(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-10")
    slides.press("?")
    dialog = slides.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Blank the screen")
    slides.page.get_by_label("Use letter and symbol shortcuts").uncheck()
    slides.press("Escape")
    expect(dialog).to_be_hidden()
    slides.press("b", "n", "?")
    expect(slides.page.locator(".blank")).to_be_hidden()
    expect(slides.page.locator("aside.notes")).to_be_hidden()
    slides.page.reload()
    slides.ready().press("b")
    expect(slides.page.locator(".blank")).to_be_hidden()
    slides.press("ArrowRight")
    expect(slides.story_date).to_have_text(MOMENTS[4])


def test_who_wanders_on_the_map_comes_back_with_one_key(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-13")
    begin = view(slides.page)
    slides.press("Shift+ArrowLeft", "Shift+ArrowUp")
    slides.at_rest()
    assert view(slides.page) != begin
    expect(slides.story_date).to_have_text(MOMENTS[5])
    expect(slides.button("Whole route")).to_be_visible()
    slides.press("0")
    slides.at_rest()
    assert view(slides.page) == begin
    expect(slides.button("Whole route")).to_be_hidden()


def test_escape_leads_to_the_same_moment_of_the_page(slides: SitePage) -> None:
    slides.open("index.html?date=2023-09-10")
    slides.page.get_by_role("link", name="Present").click()
    slides.ready()
    expect(slides.story_date).to_have_text(MOMENTS[3])
    slides.press("ArrowRight", "Escape")
    slides.ready()
    assert slides.page.url.endswith("index.html?date=2023-09-12")
    slides.expect_moment(MOMENTS[4])


def test_swipes_step_on_a_touch_screen(browser: Browser, site_url: str) -> None:
    for page in new_page(browser, viewport={"width": 820, "height": 1180}, has_touch=True):
        slides = SitePage(page, site_url).open("present.html?date=2023-09-10")
        script = """([from, to]) => {
          const box = document.querySelector(".moments");
          const touch = (x) => new Touch({ identifier: 1, target: box, clientX: x, clientY: 700 });
          const send = (type, x, list) => box.dispatchEvent(new TouchEvent(type, {
            touches: list, changedTouches: [touch(x)], bubbles: true }));
          send("touchstart", from, [touch(from)]);
          send("touchend", to, []);
        }"""
        page.evaluate(script, [600, 200])
        expect(slides.story_date).to_have_text(MOMENTS[4])
        page.evaluate(script, [200, 600])
        expect(slides.story_date).to_have_text(MOMENTS[3])
        page.evaluate(script, [400, 380])  # a tap that trembles
        expect(slides.story_date).to_have_text(MOMENTS[3])


def test_a_source_mark_opens_the_source_in_place(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-13")
    slides.moment.get_by_role("link", name="[13]").first.click()
    source = slides.page.get_by_role("dialog", name="Sources")
    expect(source).to_contain_text("[13]")
    slides.press("ArrowRight")  # no step while it is open
    expect(slides.story_date).to_have_text(MOMENTS[5])
    slides.press("Escape")  # closes it, not the presentation
    expect(source).to_be_hidden()
    expect(slides.story_date).to_have_text(MOMENTS[5])


def test_the_end_has_an_address_and_back_leads_through_the_moments(slides: SitePage) -> None:
    slides.open("present.html?date=2023-09-10")
    slides.press("End")
    expect(slides.moment.get_by_role("heading", name="Sources")).to_be_visible()
    assert slides.page.url.endswith("?date=end")
    slides.page.reload()
    slides.ready()
    expect(slides.moment.get_by_role("heading", name="Sources")).to_be_visible()
    slides.page.go_back()
    expect(slides.story_date).to_have_text(MOMENTS[3])
    assert "present.html" in slides.page.url


def test_the_dashboard_leads_to_it_and_escape_back_to_the_same_moment(
    page: Page, dashboard_url: str
) -> None:
    board = opened(page, dashboard_url, "?date=2023-09-10")
    board.page.get_by_role("link", name="Present").click()
    slides = SitePage(page, dashboard_url).ready()
    expect(slides.story_date).to_have_text(MOMENTS[3])
    slides.press("ArrowRight", "Escape")
    board.ready()
    board.expect_moment(MOMENTS[4])
    assert page.url.endswith("/?date=2023-09-12")


COUNTED = """
(() => {
  let leaflet;
  Object.defineProperty(window, "L", {
    configurable: true,
    get: () => leaflet,
    set(loaded) {
      leaflet = loaded;
      window.sizesAdopted = 0;
      const { invalidateSize } = loaded.Map.prototype;
      loaded.Map.prototype.invalidateSize = function (...given) {
        window.sizesAdopted += 1;
        return invalidateSize.apply(this, given);
      };
    },
  });
})()
"""


def test_what_is_told_below_the_map_does_not_make_it_fit_for_ever(slides: SitePage) -> None:
    """Its room depends on the view, and the view on the room that is left for the map."""
    slides.page.set_viewport_size({"width": 1280, "height": 800})  # of those where it did
    slides.page.add_init_script(COUNTED)
    slides.open("present.html")
    assert slides.page.evaluate("sizesAdopted") < 30
    size = "[map_route.getSize().y, map_route.getContainer().clientHeight]"
    known, real = slides.page.evaluate(size)
    assert known == real

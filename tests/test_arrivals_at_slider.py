"""Ticks at the slider carry the marks of those of several travellers who arrive."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import CHECKOUT, dashboard
from routemap.model.itinerary import build_itinerary
from routemap.page.density import MOST_MARKED
from routemap.page.sections import ticks_html
from routemap.tables.reader import read_journey
from site_page import SitePage, published
from test_accessibility import findings
from traveller_journeys import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

JOURNEYS = CHECKOUT / "tests" / "journeys"
MET = ("two-who-meet", "forty-ships")
# Of each tick its marks, each with its letter, colour and box, and its place on the slider.
TICKS = """() => [...document.querySelectorAll(".tick")].map((tick) => ({
  words: tick.querySelector(".tick-words")?.textContent,
  middle: (({ x, width }) => x + width / 2)(
    tick.querySelector(".tick-marks").getBoundingClientRect()),
  marks: [...tick.querySelectorAll(".tick-mark")].map((mark) => {
    const { left, top, right, bottom } = mark.getBoundingClientRect();
    const { backgroundColor: colour, clipPath: shape, fontSize } = getComputedStyle(mark);
    return { letter: mark.textContent, colour, shape, size: parseFloat(fontSize),
      box: [left, top, right, bottom] };
  }),
}))"""
# Boxes are wider than the shapes in them, by that share of theirs.
SLACK = 0.25


def marks_of(html: str) -> list[str]:
    """Return of each tick the letters of its marks, with how many more arrive."""
    ticks = re.findall(
        r'<span class="tick .*?</span>(?=<span class="tick |\s*</div>)', html, re.DOTALL
    )
    return ["".join(re.findall(r">([A-Z]+|\+\d+)</span>", tick)) for tick in ticks]


def test_a_tick_has_the_marks_of_those_who_arrive() -> None:
    itinerary = build_itinerary(read_journey(JOURNEYS / "two-who-meet"))
    html = ticks_html(itinerary.scene(0), "en")
    assert marks_of(html) == ["B", "A", "AB", "", "A", "A", "B", "B", "", "B", "", ""]
    assert 'data-look="1">B<' in html
    assert 'data-look="0">A<' in html


def test_of_forty_who_arrive_at_once_six_have_marks_and_the_others_are_counted() -> None:
    itinerary = build_itinerary(read_journey(JOURNEYS / "forty-ships"))
    assert marks_of(ticks_html(itinerary.scene(0), "en")) == ["ABCDEF+34", "ABCDEF+34"]


@pytest.mark.parametrize(("days", "has_words"), [(30, True), (31, False), (MOST_MARKED, False)])
def test_many_moments_have_marks_alone(days: int, has_words: bool) -> None:  # noqa: FBT001
    ways = [
        [("Town", (10.0, 10.0 + n), f"19{10 + n:02}") for n in range(first, days, 2)]
        for first in (0, 1)
    ]
    html = ticks_html(shared(*ways).scene(0), "en")
    assert marks_of(html) == ["A", "B"] * (days // 2) + ["A"] * (days % 2)
    assert ("tick-words" in html) == has_words


def test_too_many_moments_have_none() -> None:
    ways = [[("Town", (10.0, 10.0), str(1900 + n)) for n in range(MOST_MARKED + 1)], []]
    ways[1] = [("Village", (20.0, 10.0), "1900")]
    assert ticks_html(shared(*ways).scene(0), "en") == ""


def test_who_travels_alone_has_ticks_as_before() -> None:
    itinerary = build_itinerary(read_journey(JOURNEYS / "there-and-back"))
    html = ticks_html(itinerary.scene(0), "en")
    assert "tick-words" in html
    assert "tick-mark" not in html
    assert "of-several" not in html


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    journeys = {name: read_journey(JOURNEYS / name) for name in MET}
    with published(tmp_path_factory.mktemp("met"), journeys) as url:
        yield url


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", MET)
def test_no_mark_lies_on_another_or_on_a_date(
    page: Page, address: str, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    site = SitePage(page, f"{address}{name}/").open("index.html")
    while True:
        boxes = [
            [(left + by, top + by, right - by, bottom - by)]
            for tick in page.evaluate(TICKS)
            for left, top, right, bottom in (mark["box"] for mark in tick["marks"])
            for by in ((right - left) * SLACK / 2,)
        ]
        assert boxes
        words = page.evaluate("""() => [...document.querySelectorAll(".tick-words")]
            .map((words) => words.getBoundingClientRect()).filter(({ width }) => width)
            .map(({ left, top, right, bottom }) => [left, top, right, bottom])""")
        for (one,), (other,) in combinations([*boxes, *([each] for each in words)], 2):
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
        assert min(left for ((left, *_),) in boxes) >= 0
        assert max(right for ((_, _, right, _),) in boxes) <= width
        if site.button("Next").get_attribute("aria-disabled") == "true":
            break
        site.button("Next").click()
    assert not site.errors


@pytest.mark.browser
def test_marks_have_colour_and_shape_of_their_traveller_and_stand_beneath_the_thumb(
    page: Page, address: str
) -> None:
    SitePage(page, f"{address}two-who-meet/").open("index.html")
    ticks = page.evaluate(TICKS)
    marks = [mark for tick in ticks for mark in tick["marks"]]
    looks = {letter: set() for letter in "AB"}
    for mark in marks:
        looks[mark["letter"]].add((mark["colour"], mark["shape"]))
    assert len(looks["A"]) == len(looks["B"]) == 1
    assert looks["A"].isdisjoint(looks["B"])
    assert min(mark["size"] for mark in marks) > 8
    middles = [tick["middle"] for tick in ticks]
    between = [after - before for before, after in pairwise(middles)]
    assert max(between) - min(between) < 0.5


@pytest.mark.browser
def test_a_presentation_has_the_marks_alone_between_its_first_and_last_slide(
    page: Page, address: str
) -> None:
    SitePage(page, f"{address}two-who-meet/").open("present.html")
    ticks = page.evaluate(TICKS)
    expect(page.locator(".tick-words").first).to_be_hidden()
    expect(page.locator(".tick-mark").first).to_be_visible()
    slider = page.locator("#moment").bounding_box()
    assert slider
    thumb = page.evaluate("""() => parseFloat(getComputedStyle(
        document.querySelector("#moment")).getPropertyValue("--thumb")) + 10""")
    last = len(ticks) + 1  # the closing slide; the first is -1
    for number, tick in enumerate(ticks, start=1):
        at = slider["x"] + thumb / 2 + (slider["width"] - thumb) * number / last
        assert tick["middle"] == pytest.approx(at, abs=1.5)


@pytest.mark.browser
def test_the_slider_says_who_arrives_where(page: Page, address: str) -> None:
    site = SitePage(page, f"{address}two-who-meet/").open("index.html?date=1926-05-04")
    told = "4 May 1926; A2 Ludwigslust, Clara Brandt; B2 Ludwigslust, Johann Petersen"
    expect(site.slider).to_have_attribute("aria-valuetext", told)
    site.press("ArrowRight")
    expect(site.slider).to_have_attribute("aria-valuetext", "5 May 1926")
    site = SitePage(page, f"{address}forty-ships/").open("index.html")
    expect(site.slider).to_have_attribute("aria-valuetext", re.compile(r"F1 .*, Bertha; \+34$"))


@pytest.mark.browser
def test_axe_finds_nothing_at_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    SitePage(page, f"{address}two-who-meet/").open("index.html")
    assert findings(page) == []


@pytest.mark.browser
def test_the_dashboard_has_them_too(page: Page) -> None:
    page.set_default_timeout(60_000)
    with dashboard(JOURNEYS / "two-who-meet") as url:
        page.goto(f"{url}/?date=1926-05-04")
        expect(page.locator(".tick-mark").first).to_be_visible(timeout=60_000)
        ticks = page.evaluate(TICKS)
        assert [mark["letter"] for mark in ticks[2]["marks"]] == ["A", "B"]
        told = re.compile("A2 Ludwigslust, Clara Brandt; B2 Ludwigslust, Johann Petersen$")
        slider = page.locator(".stSlider input")
        expect(slider).to_have_attribute("aria-valuetext", told, timeout=60_000)

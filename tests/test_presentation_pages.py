"""A presentation hides nothing of a story: what has no room stands on the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from browser import CHECKOUT
from routemap.shipped import shipped_journey
from routemap.tables.reader import read_journey
from site_page import SitePage, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NAMES = (
    *("alexander", "beagle-pacific", "south-pole"),
    *("two-who-meet", "forty-ships", "german", "media-and-annotations", "right-to-left"),
    *("long-words", "many-at-one-place", "undated", "one-stop", "there-and-back", "odd-names"),
)
LARGER = [(1920, 1080), (1366, 768)]  # than the smallest projector, which has the least room
CASES = [
    *((name, (1024, 768)) for name in ("shipped", *NAMES)),
    *((name, size) for size in LARGER for name in ("shipped", "alexander", "forty-ships")),
    ("shipped", (1366, 790)),  # where a heading came to the lower edge
]
MOST_STEPS = 12
# Of the page that is seen: its count, all words on it, and what of them its box cuts.
SEEN = """() => {
  const box = document.querySelector(".moments").getBoundingClientRect();
  const words = [], cut = [];
  const moment = document.querySelector(".moment:not([hidden])");
  const texts = document.createTreeWalker(moment, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim() || text.parentElement.closest("[hidden], .unseen")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom, width } of range.getClientRects()) {
      if (!width || right < box.left + 1 || left > box.right - 1) continue;
      words.push(text.data.trim());
      const middle = (top + bottom) / 2;  // half the leading may hang over
      const half = (bottom - top) / 4;
      const isCut = middle - half < box.top || middle + half > box.bottom;
      if (isCut || right > box.right + 1) cut.push(text.data.trim().slice(0, 40));
    }
  }
  return { count: document.querySelector("[data-page]").textContent, words, cut };
}"""
WORDS = """() => {
  const story = document.querySelector(".moment:not([hidden])");
  const texts = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    const isLeftOut = parent.closest("[hidden], .unseen, .badge-key") || !parent.checkVisibility();
    if (text.data.trim() && !isLeftOut) found.push(text.data.trim());
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folders = {"shipped": shipped_journey()}
    for name in NAMES:
        example = CHECKOUT / "examples" / name
        folders[name] = example if example.exists() else CHECKOUT / "tests" / "journeys" / name
    journeys = {name: read_journey(folder) for name, folder in folders.items()}
    with published(tmp_path_factory.mktemp("pages"), journeys) as url:
        yield url


def seen(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(SEEN))


@pytest.mark.parametrize(("name", "size"), CASES)
def test_each_word_of_a_story_is_seen_before_the_journey_goes_on(
    page: Page, address: str, name: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    site = SitePage(page, f"{address}{name}/").open("present.html")
    shown = page.locator(".moment:not([hidden])")
    for _ in range(MOST_STEPS):
        moment, told, found = shown.get_attribute("data-moment"), page.evaluate(WORDS), []
        while True:
            now = seen(page)
            assert now["cut"] == []
            found += now["words"]
            number, _, pages = now["count"].partition("/")
            if number == pages:
                break
            site.press("PageDown")
            expect(page.locator("[data-page]")).to_have_text(f"{int(number) + 1}/{pages}")
            assert shown.get_attribute("data-moment") == moment
        assert set(told) <= set(found)
        site.press("PageDown")
        if shown.get_attribute("data-moment") == moment:
            return


def test_keys_turn_pages_before_they_step_and_back_alike(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    site = SitePage(page, f"{address}shipped/").open("present.html?date=2023-09-13")
    count, date = page.locator("[data-page]"), site.story_date
    expect(count).to_have_text("1/2")
    for forward, back in (("ArrowRight", "ArrowLeft"), ("Space", "Shift+Space")):
        site.press(forward)
        expect(count).to_have_text("2/2")
        expect(date).to_have_text("13 September 2023")
        site.press(forward)
        expect(date).not_to_have_text("13 September 2023")
        site.press(back)
        expect(date).to_have_text("13 September 2023")
        expect(count).to_have_text("2/2")  # where it was left
        site.press(back)
        expect(count).to_have_text("1/2")
    site.press("ArrowDown", "ArrowDown", "ArrowDown")  # these leave no moment
    expect(count).to_have_text("2/2")
    expect(date).to_have_text("13 September 2023")
    site.press("ArrowUp")
    site.button("Next").click()
    expect(count).to_have_text("2/2")

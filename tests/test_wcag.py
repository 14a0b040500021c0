"""What axe cannot see of WCAG 2.2: the way by keyboard, wider text, what hovering brings up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard_page import opened
from site_page import SitePage

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MOST_TABS = 250
# What has the focus: where it is, whether it is marked, and whether something lies on all of it.
FOCUSED = """() => {
  let at = document.activeElement;
  if (!at || at === document.body || at.tagName === "IFRAME") return null;
  const { left, top, width, height } = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const parts = [at, ...at.querySelectorAll("*"), at.parentElement, at.closest("label")];
  const marked = parts.filter(Boolean).some((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  });
  const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
  const seen = spots.some(([x, y]) => {
    const found = document.elementFromPoint(left + x * width, top + y * height);
    return found && (at.contains(found) || found.contains(at));
  });
  const name = `${at.tagName} ${at.className} ${(at.textContent || "").trim().slice(0, 40)}`;
  return { name, marked, seen, hidden: style.visibility === "hidden" || width * height === 0 };
}"""
SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
"""
# Words cut off by a box of their own.
CUT = """() => [...document.querySelectorAll("p, h1, h2, h3, li, td, th, a, button, dt, dd, label")]
  .filter((part) => part.checkVisibility({ checkVisibilityCSS: true }))
  .filter((part) => !part.closest(".unseen, .skip"))
  .filter((part) => {
    const { overflowX, overflowY } = getComputedStyle(part);
    return (overflowX === "hidden" && part.scrollWidth > part.clientWidth + 1)
      || (overflowY === "hidden" && part.scrollHeight > part.clientHeight + 1);
  })
  .map((part) => part.textContent.trim().slice(0, 60))"""


def walked(page: Page) -> list[dict[str, Any]]:
    """Tab through a page until the focus leaves it; return what had it on the way."""
    found = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None and found:
            if page.evaluate("document.activeElement.tagName") != "IFRAME":
                return found
            continue
        if focused:
            found.append(focused)
    pytest.fail(f"the keyboard does not come out again: {found[-5:]}")


def test_the_keyboard_comes_through_the_published_page_and_is_seen_all_the_way(
    page: Page, site_url: str
) -> None:
    SitePage(page, site_url).open()
    way = walked(page)
    assert len(way) > 30
    assert [each["name"] for each in way if not each["marked"]] == []
    assert [each["name"] for each in way if not each["seen"]] == []


def test_the_keyboard_comes_through_the_dashboard_and_is_seen_all_the_way(
    page: Page, dashboard_url: str
) -> None:
    opened(page, dashboard_url)
    way = walked(page)
    assert len(way) > 20
    assert [each["name"] for each in way if not (each["marked"] or each["hidden"])] == []
    assert [each["name"] for each in way if not (each["seen"] or each["hidden"])] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_wider_text_is_neither_cut_nor_wider_than_the_page(
    page: Page, site_url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    site = SitePage(page, site_url).open()
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet]; }",
        SPACING,
    )
    site.at_rest()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []


def test_escape_takes_away_what_hovering_has_brought_up(page: Page, site_url: str) -> None:
    shown = SitePage(page, site_url).open()
    casing = page.locator("path.leg-casing").first
    casing.dispatch_event("mouseover", {"bubbles": True, "clientX": 400, "clientY": 400})
    tip = page.locator(".leaflet-tooltip")
    expect(tip).to_have_count(1)
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    assert not shown.errors

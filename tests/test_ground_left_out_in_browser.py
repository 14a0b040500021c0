"""Ground that a journey leaves out, in a real browser: not a pixel of a border, not a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dashboard_page import new_page
from routemap.api import JourneyMap
from routemap.look import LIGHT, MARKS
from routemap.model.itinerary import build_itinerary
from routemap.model.map_settings import Borders, MapSettings
from routemap.tables import read_journey
from script_page import JOURNEYS
from site_page import SitePage

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# Words are painted on a canvas: this keeps them.
KEEP_WORDS = """() => {
  window.words = new Set();
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.words.add(text);
    return fillText.call(this, text, ...rest);
  };
}"""
# The names of seas are written after all is drawn.
WAIT = """async () => {
  while (!window.words.has("Aegean Sea")) await new Promise((done) => setTimeout(done, 50));
}"""
COUNT_PIXELS = """([red, green, blue]) => {
  const canvas = document.querySelector(".ground-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let n = 0; n < data.length; n += 4) {
    const far = [data[n] - red, data[n + 1] - green, data[n + 2] - blue].map(Math.abs);
    if (Math.max(...far) <= 3) found += 1;
  }
  return found;
}"""


class Seen(NamedTuple):
    border_pixels: int
    words: set[str]
    credit: str
    key: str


def mixed(over: str, under: str, opacity: float) -> list[int]:
    pairs = ((int(over[n : n + 2], 16), int(under[n : n + 2], 16)) for n in (1, 3, 5))
    return [round(a * opacity + b * (1 - opacity)) for a, b in pairs]


def seen(browser: Browser, folder: Path, settings: MapSettings) -> Seen:
    """The march of Alexander as one file, opened from a disk."""
    journey = replace(read_journey(JOURNEYS / "antiquity"), map=settings)
    path = folder / "march.html"
    JourneyMap(build_itinerary(journey)).save(path)
    for page in new_page(browser):
        page.add_init_script(f"({KEEP_WORDS})()")
        site = SitePage(page, path.as_uri())
        page.goto(site.site)
        page.evaluate(WAIT)
        assert site.errors == []
        return Seen(
            page.evaluate(COUNT_PIXELS, mixed(LIGHT.border, LIGHT.land, MARKS.border_opacity)),
            set(page.evaluate("[...window.words]")),
            page.locator(".map-credit .of-ground").inner_text(),
            page.locator(".map-key").inner_text(),
        )
    raise AssertionError


def test_a_page_without_borders_shows_none_and_no_country(browser: Browser, tmp_path: Path) -> None:
    usual = seen(browser, tmp_path, MapSettings())
    assert usual.border_pixels > 100
    assert {"Turkey", "Iraq"} <= usual.words
    assert "Disputed border" in usual.key
    bare = seen(browser, tmp_path, MapSettings(Borders.NONE))
    assert bare.border_pixels == 0
    assert not {"Turkey", "Iraq", "Greece", "Syria"} & bare.words
    assert "Athens" in bare.words
    assert "Border" not in bare.key
    assert "Boundaries of today are not shown" in bare.credit
    without_towns = seen(browser, tmp_path, MapSettings(towns=False))
    assert "Athens" not in without_towns.words
    assert "GeoNames" not in without_towns.credit

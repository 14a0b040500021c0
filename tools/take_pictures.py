"""Take the README's pictures: dashboard and published pages in a browser, a still as exported."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium, dashboard  # noqa: E402  the tests' own way to start both
from routemap.cli.main import main as routemap  # noqa: E402
from routemap.exports.handout import handout_pages  # noqa: E402
from routemap.exports.selection import Selection  # noqa: E402
from routemap.model.itinerary import build_itinerary  # noqa: E402
from routemap.shipped import shipped_journey  # noqa: E402
from routemap.tables import read_journey  # noqa: E402
from site_page import handed_out  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
DATE = "2023-09-13"
LAPTOP, PHONE, WALL = (1280, 800), (390, 844), (1920, 1080)
JOURNEYS = {
    "dashboard-light.png": (LAPTOP, "light"),
    "dashboard-dark.png": (LAPTOP, "dark"),
    "dashboard-phone.png": (PHONE, "light"),
}

PAGES = {
    "presentation.png": ("present.html", WALL),
    "published-phone.png": ("index.html", PHONE),
}
EXAMPLES = {
    "example-beagle.png": "beagle-pacific",
    "example-alexander.png": "alexander",
    "example-south-pole.png": "south-pole",
}
_PAGES_ARE_SHOWN = "document.querySelector('.teaching .preview img')?.naturalWidth > 0"
_HANDOUT_PPI, _PAGE_OF_THE_SUMMIT = 96, 2


def opened(browser: Browser, address: str, size: tuple[int, int], scheme: str) -> Page:
    """Open a page of this size."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    return page


def take(page: Page, name: str) -> None:
    """Save a picture of a page that has come to rest, and close it."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # fonts
    page.screenshot(path=PICTURES / name)
    page.close()
    print(PICTURES / name)


def main() -> None:
    """Start the dashboard and take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, dashboard() as address:
        for name, (size, scheme) in JOURNEYS.items():
            page = opened(browser, f"{address}/?date={DATE}", size, scheme)
            page.locator(".story").wait_for()
            frame = page.frame_locator(".st-key-map iframe")
            frame.locator(".route-map:not([aria-busy])").wait_for()
            take(page, name)
        page = opened(browser, f"{address}/pictures?date={DATE}", LAPTOP, "light")
        page.locator(".files a").last.wait_for()
        take(page, "pictures-page.png")
        page = opened(browser, f"{address}/teach?date={DATE}", LAPTOP, "light")
        page.wait_for_function(_PAGES_ARE_SHOWN)
        take(page, "teach-page.png")
    with TemporaryDirectory() as folder:
        routemap(["publish", "-o", folder])
        with chromium() as browser, handed_out(Path(folder)) as site:
            for name, (path, size) in PAGES.items():
                page = opened(browser, f"{site}{path}?date={DATE}", size, "light")
                page.locator(".route-map:not([aria-busy])").wait_for()
                take(page, name)
    still = PICTURES / "picture-newspaper.png"
    routemap(["export", "-o", str(still), "--preset", "newspaper-2", "--date", DATE, "--force"])
    for name, folder in EXAMPLES.items():
        drawn = ["export", str(ROOT / "examples" / folder), "-o", str(PICTURES / name)]
        routemap([*drawn, "--preset", "web", "--force"])
    itinerary = build_itinerary(read_journey(shipped_journey()))
    pages = handout_pages(Selection(itinerary), "en", ppi=_HANDOUT_PPI)
    (PICTURES / "handout-page.png").write_bytes(pages[_PAGE_OF_THE_SUMMIT])


if __name__ == "__main__":
    main()

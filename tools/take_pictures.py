"""Take the README's pictures: the dashboard as the program draws it, in a headless browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium, dashboard  # noqa: E402  the tests' own way to start both

PICTURES = ROOT / "docs" / "pictures"
MOMENT = "?date=2023-09-13"
SIZES = {
    "dashboard-light.png": (1280, 800, "light"),
    "dashboard-dark.png": (1280, 800, "dark"),
    "dashboard-phone.png": (390, 844, "light"),
}


def take(browser: Browser, address: str, name: str) -> None:
    """Save a picture of the page at `MOMENT`."""
    width, height, scheme = SIZES[name]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address + MOMENT)
    page.locator(".story").wait_for()
    frame = page.frame_locator(".st-key-map iframe")
    frame.locator(".route-map:not([aria-busy])").wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # fonts
    page.screenshot(path=PICTURES / name)
    page.close()


def main() -> None:
    """Start the dashboard and take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, dashboard() as address:
        for name in SIZES:
            take(browser, address, name)
            print(PICTURES / name)


if __name__ == "__main__":
    main()

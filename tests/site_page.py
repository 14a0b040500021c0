"""The published page in a real browser: from a server that only hands out files, or from a disk."""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from routemap.exports.static_site import StaticSite
from routemap.model.itinerary import build_itinerary
from routemap.tables import check_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Frame, Locator, Page

    from routemap.model.journey import Journey

WAIT_MS = 20_000  # for a busy machine; everything here takes a part of a second
expect.set_options(timeout=WAIT_MS)

# What a press changes is laid out at once, names and a map whose size has changed a frame or two
# later, and Leaflet starts to zoom in the next frame: at rest is what stays through some frames.
_AT_REST = """(mostMs) => new Promise((done, fail) => {
  const STILL_FRAMES = 4;
  const moving = ".leaflet-zoom-anim, .leaflet-pan-anim, .ground-canvas:not([data-complete])";
  const parts = ".leaflet-map-pane, .stop, .stop-disc, .stop-label, .map-furniture > *";
  const lie = (part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [part.className, x, y, width, height].join();
  };
  const late = performance.now() + mostMs;
  const look = (before, frames) => requestAnimationFrame(() => setTimeout(() => {
    const moves = document.querySelector(moving)
      || document.getAnimations().some(({ playState }) => playState === "running");
    const now = [...document.querySelectorAll(parts)].map(lie).join("; ");
    if (performance.now() > late) fail(new Error("the map does not come to rest"));
    else if (moves || now !== before) look(now, 0);
    else if (frames < STILL_FRAMES) look(now, frames + 1);
    else done();
  }));
  document.fonts.ready.then(() => look("", 0));
})"""


def wait_for_rest(document: Page | Frame) -> None:
    """Wait until nothing of a map moves any more: neither marks and names nor the view."""
    document.evaluate(_AT_REST, WAIT_MS)


def journey_of(files: Mapping[str, bytes]) -> Journey:
    """Return the journey that tables tell, which must be without an error."""
    journey = check_files(dict(files), "journey").journey
    assert journey
    return journey


def publish(journey: Journey, folder: Path) -> None:
    """Write the page of a journey as the command does, without the pictures, which take long."""
    site = StaticSite(build_itinerary(journey))
    for path, content in (*site.kept_files(), *site.pages()):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  as inherited
        """Keep the tests' output clean."""


@contextmanager
def handed_out(folder: Path) -> Iterator[str]:
    """Serve a folder as it is; give its address, with a slash at the end."""
    handler = functools.partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def published(folder: Path, journeys: Mapping[str, Journey]) -> Iterator[str]:
    """Publish each journey into a folder of its name, and hand all out; give their address."""
    for name, journey in journeys.items():
        publish(journey, folder / name)
    with handed_out(folder) as address:
        yield address


class SitePage:
    """A page of a published site open in a browser."""

    def __init__(self, page: Page, site: str) -> None:
        page.set_default_timeout(WAIT_MS)
        self.page = page
        self.site = site
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda told: told.type == "error" and self.errors.append(told.text))
        self.moment = page.locator(".moment:not([hidden])")
        self.story_date = self.moment.locator(".story-date")
        self.stop_card = self.moment.locator(".stop-card")
        self.map_date = page.locator(".map-date")
        self.slider = page.locator("#moment")
        self.announcement = page.locator("[data-announcement]")

    def open(self, address: str = "index.html") -> SitePage:
        """Load a page and wait until its map is whole and at rest."""
        self.page.goto(self.site + address)
        return self.ready()

    def ready(self) -> SitePage:
        expect(self.page.locator(".route-map")).not_to_have_attribute("aria-busy", "true")
        expect(self.page.locator(".ground-canvas[data-complete]")).to_have_count(1)
        return self.at_rest()

    def at_rest(self) -> SitePage:
        """Wait until marks, names and view stand still: to measure what a press has changed."""
        wait_for_rest(self.page)
        return self

    def expect_moment(self, words: str) -> None:
        """Wait until story and map tell this moment."""
        expect(self.story_date).to_have_text(words, ignore_case=True)
        expect(self.map_date).to_have_text(words, ignore_case=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def stop(self, stop_id: str) -> Locator:
        return self.page.locator(f".stop[data-stop={stop_id}]")

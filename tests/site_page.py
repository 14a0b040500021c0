"""The published page in a real browser: from a server that only hands out files, or from a disk."""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

WAIT_MS = 20_000  # for a busy machine; everything here takes a part of a second
expect.set_options(timeout=WAIT_MS)


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
        """Load a page and wait until its map is whole."""
        self.page.goto(self.site + address)
        return self.ready()

    def ready(self) -> SitePage:
        expect(self.page.locator(".route-map")).not_to_have_attribute("aria-busy", "true")
        expect(self.page.locator(".ground-canvas[data-complete]")).to_have_count(1)
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

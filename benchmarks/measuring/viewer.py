"""A viewer at one app: presses keys, clicks, and times what is seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from measuring.apps import MAP_DATE, SLIDER, App

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page

_STOPWATCH = Path(__file__).with_name("stopwatch.js")
_SCREEN = {"width": 1280, "height": 800}
_TIMEOUT_MS = 20_000
# After what was waited for there may be work left that would disturb the next step.
_REST_MS = 300
_IS_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


@dataclass(frozen=True)
class Times:
    """Milliseconds from an action of the viewer until something is seen of it.

    Attributes
    ----------
    changed_ms
        Until the elements of the map were changed.
    map_ms
        Until the first frame with that change was painted.
    story_ms
        Until the first frame with the new story was painted.
    """

    changed_ms: float
    map_ms: float
    story_ms: float


class Viewer:
    """A viewer with one app open in a browser context of their own."""

    def __init__(self, browser: Browser, app: App, address: str) -> None:
        context = browser.new_context(viewport=_SCREEN)
        context.add_init_script(path=_STOPWATCH)
        self.app = app
        self.page: Page = context.new_page()
        self.page.set_default_timeout(_TIMEOUT_MS)
        self.page.goto(address)
        self.map = self.page.frame_locator(app.map_frame)
        self.map.locator(app.complete).first.wait_for(state="attached")
        self.page.locator(app.story).wait_for()
        start = perf_counter()
        self.rest()
        self.rested_ms = (perf_counter() - start) * 1000

    def rest(self) -> None:
        """Wait until the app has nothing left to do."""
        self.page.wait_for_timeout(_REST_MS)
        self.page.locator(_IS_IDLE).wait_for()

    def map_words(self) -> str:
        """Return the words of the moment that the map shows."""
        # Not `inner_text`, which is as the style sheet writes it.
        return (self.map.locator(MAP_DATE).text_content() or "").strip()

    def press(self, key: str, words: str) -> Times:
        """Press a key on the slider; time it until map and story say `words`."""
        self.page.locator(SLIDER).focus()
        return self._time("keydown", words, lambda: self.page.keyboard.press(key))

    def click_button(self, name: str, words: str) -> Times:
        """Click a button of the page; time it until map and story say `words`."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return self._click(button, words)

    def click_stop(self, number: int, words: str) -> Times:
        """Click a stop of the map, counted from 1; time it until map and story say `words`."""
        disc = self.map.locator(".stop-disc").get_by_text(str(number), exact=True)
        return self._click(disc, words)

    def _click(self, target: Locator, words: str) -> Times:
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        if box is None:
            raise LookupError(f"what leads to “{words}” is not in sight")
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(_REST_MS)  # tooltips
        return self._time("click", words, lambda: self.page.mouse.click(x, y))

    def _time(self, action: str, words: str, act: Callable[[], None]) -> Times:
        # Kept in the page: Playwright would wait here for a promise returned.
        self.page.evaluate(
            "(args) => { window.measured = window.measureStep(...args); }",
            [action, words, MAP_DATE, self.app.story],
        )
        act()
        seen = self.page.evaluate(
            """([limit, words]) => Promise.race([
                window.measured,
                new Promise((_, fail) => setTimeout(fail, limit, Error(`not seen: ${words}`))),
            ])""",
            [_TIMEOUT_MS, words],
        )
        self.rest()
        return Times(seen["changed"], seen["map"], seen["story"])

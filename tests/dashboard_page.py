"""The dashboard in a real browser: where its parts are, and what a visitor does with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Frame, Locator, Page

WAIT_MS = 20_000  # for a busy machine; everything here takes a part of a second
expect.set_options(timeout=WAIT_MS)

# What each moment of the shipped journey is called; both ends of the slider first and last.
MOMENTS = (
    "Background",
    "about a month earlier",
    "early September 2023",
    "by 10 September 2023",
    "12 September 2023",
    "13 September 2023",
    "15 September 2023",
    "Reactions (undated)",
)


class DashboardPage:
    """A dashboard open in a browser."""

    def __init__(self, page: Page, address: str) -> None:
        page.set_default_timeout(WAIT_MS)
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda told: told.type == "error" and self.errors.append(told.text))
        # While the language changes there are two maps for a moment: the old one and the new.
        self.map = page.locator(".st-key-map iframe").last.content_frame
        self.map_date = self.map.locator(".map-date")
        self.story = page.locator(".story")
        self.story_date = page.locator(".story-date")
        self.stop_card = page.locator(".stop-card")
        self.slider = page.locator(".st-key-moment input[type=range]")
        self.announcement = page.get_by_role("status").filter(has=page.locator("p"))

    def open(self, query: str = "") -> DashboardPage:
        """Load the page and wait until map and story are there and at rest."""
        self.page.goto(f"{self.address}/{query}")
        return self.ready()

    def ready(self) -> DashboardPage:
        expect(self.map_date).not_to_be_empty()
        expect(self.story_date).not_to_be_empty()
        expect(self.map.locator(".route-map")).not_to_have_attribute("aria-busy", "true")
        self.view()  # a map that settles while it is clicked is missed
        return self

    def expect_moment(self, words: str) -> None:
        """Wait until map and story tell this moment."""
        expect(self.map_date).to_have_text(words, ignore_case=True)  # "By 10 September"
        expect(self.story_date).to_have_text(words, ignore_case=True)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def map_button(self, does: str) -> Locator:
        return self.map.locator(f"[data-does={does}]")

    def stop(self, stop_id: str) -> Locator:
        return self.map.locator(f".stop[data-stop={stop_id}]")

    def itinerary_link(self, stop_id: str) -> Locator:
        return self.page.locator(f".below a[data-stop={stop_id}]")

    def choose_setting(self, settings: str, option: str) -> None:
        """Choose an option in the popover of this name, and close it."""
        self.page.get_by_role("button", name=settings).click()
        self.page.get_by_text(option, exact=True).click()
        self.press("Escape")

    def slider_x(self, moment: int) -> tuple[float, float]:
        """Where the thumb stands at a moment, in pixels of the page."""
        track = self.page.locator(".st-key-moment [role=group] > div").first.bounding_box()
        assert track
        share = moment / int(self.slider.get_attribute("max") or 1)
        return track["x"] + 1 + share * (track["width"] - 2), track["y"] + track["height"] / 2

    @property
    def frame(self) -> Frame:
        """The document of the map, to ask what cannot be seen."""
        (frame,) = [frame for frame in self.page.frames if "streamlit_folium" in frame.url]
        return frame

    def watch(self, selector: str) -> Callable[[], list[str]]:
        """Note every text that a part of the map shows from now on; call the result to read."""
        script = """(part) => {
          window.told = [part.textContent];
          const note = () => told.at(-1) === part.textContent || told.push(part.textContent);
          new MutationObserver(note).observe(part, { childList: true, subtree: true });
        }"""
        self.map.locator(selector).evaluate(script)
        return lambda: list(self.frame.evaluate("told"))

    def view(self) -> dict[str, Any]:
        """Centre and zoom of the map, once it has come to rest."""
        script = """() => new Promise((done) => {
          const look = (before, times) => setTimeout(() => {
            const { lat, lng } = map.getCenter();
            const now = { lat, lng, zoom: map.getZoom() };
            const moves = map._animatingZoom || JSON.stringify(now) !== JSON.stringify(before);
            if (moves) look(now, 0);
            else if (times < 3) look(now, times + 1);
            else done(now);
          }, 60);
          look(null, 0);
        })"""
        return dict(self.frame.evaluate(script))

    def drag_map(self, right: int, down: int) -> None:
        box = self.map.locator(".route-map").bounding_box()
        assert box
        # Away from stops, legs and furniture: near the left edge, a little below the middle.
        x, y = box["x"] + 60, box["y"] + box["height"] * 0.6
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=6)
        self.view()  # held still, or else it glides on
        self.page.mouse.up()

    def stops_in_sight(self) -> list[bool]:
        """Whether each stop lies inside the map."""
        script = """() => [...document.querySelectorAll(".stop")].map((stop) => {
          const box = document.querySelector(".route-map").getBoundingClientRect();
          const at = stop.getBoundingClientRect();
          const [x, y] = [at.left + at.width / 2, at.top + at.height / 2];
          return x > box.left && x < box.right && y > box.top && y < box.bottom;
        })"""
        return list(self.frame.evaluate(script))


def opened(page: Page, address: str, query: str = "") -> DashboardPage:
    return DashboardPage(page, address).open(query)


def new_page(browser: Browser, **context: Any) -> Iterator[Page]:  # noqa: ANN401  as Playwright's
    """A page with a look, size or setting of its own."""
    with browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context}) as made:
        yield made.new_page()

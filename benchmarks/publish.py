"""Time the first load and a step of the published page beside three peers.

The peers: a page saved by folium with its TimestampedGeoJson, TimelineJS, and the plain Streamlit
app. All take turns, in one browser, each time with nothing in its cache.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.apps import MAP_DATE, REBUILD, SLIDER
from measuring.figures import at_most, figures, heading, surroundings
from measuring.moments import shipped_route, there_and_back, words_of
from measuring.program import arguments
from measuring.static_files import handed_out
from measuring.traffic import listen
from peers.static_pages import install, write_folium_page, write_timeline_page

from browser import chromium
from routemap.cli.main import main as routemap

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SCREEN = {"width": 1280, "height": 800}
_STOPWATCH = Path(__file__).parent / "measuring" / "page_stopwatch.js"
# As devtools call slow 4G: latency in ms, bytes a second down and up.
_SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_TIMEOUT_MS = 120_000
_REST_MS = 300
# What is done once only is not what a step costs.
_WARM_STEPS = 2
_STEP_MEDIAN_MS, _STEP_WORST_MS = 8, 16
_WEIGHT_KB, _REQUESTS = 150, 12
_KB = 1000


@dataclass(frozen=True)
class Tested:
    """A page to measure.

    Attributes
    ----------
    name
        What the report calls it.
    address
        Where it is.
    whole
        JavaScript that is true when nothing of the first view is missing.
    forward
        Selector of what is pressed to step on, with `action`: "keydown" presses the arrow key.
    shown
        JavaScript of `n` and `words`: true when the page shows the moment with this number.
    """

    name: str
    address: str
    whole: str
    action: str
    forward: str
    back: str
    shown: str


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, loads=(7, 2), steps=(40, 6))
    install()
    print(surroundings("folium", "streamlit", "streamlit-folium"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        itinerary = shipped_route()
        routemap(["publish", "-o", str(folder / "ours")])
        write_folium_page(folder / "folium", itinerary)
        write_timeline_page(folder / "timeline", itinerary)
        static = stack.enter_context(handed_out(folder))
        naive = stack.enter_context(REBUILD.start()).address
        browser = stack.enter_context(chromium())
        pages = _tested(static, naive)
        _first_load(browser, pages[-1], is_slow=False)  # imports are no part of a reader's load
        times = {page.name: {False: [], True: []} for page in pages}
        weights: dict[str, tuple[float, int]] = {}
        for _ in range(chosen.loads):
            for page in pages:
                for is_slow in (False, True):
                    ms, *weight = _first_load(browser, page, is_slow=is_slow)
                    times[page.name][is_slow].append(ms)
                    weights[page.name] = (weight[0], int(weight[1]))
        taken = _step_all(browser, pages, words_of(itinerary), chosen.steps)
        _report(times, weights, taken)


def _tested(static: str, naive: str) -> tuple[Tested, ...]:
    in_frame = f'document.querySelector("{REBUILD.map_frame}")?.contentDocument'
    return (
        Tested(
            "routemap, published",
            f"{static}/ours/",
            "document.querySelector('.route-map:not([aria-busy])')"
            " && document.querySelector('.ground-canvas[data-complete]')",
            "keydown",
            "#moment",
            "#moment",
            f"document.querySelector('{MAP_DATE}').textContent === words",
        ),
        Tested(
            "folium, TimestampedGeoJson",
            f"{static}/folium/",
            "document.querySelectorAll('.leaflet-interactive').length > 6",
            "click",
            ".timecontrol-forward",
            ".timecontrol-backward",
            "document.querySelector('.timecontrol-date').textContent"
            ".includes(`2023-09-${String(n + 1).padStart(2, '0')}`)",
        ),
        Tested(
            "TimelineJS",
            f"{static}/timeline/",
            "document.querySelector('.tl-slide h2')?.getBoundingClientRect().width > 0"
            " && document.querySelector('.tl-timemarker')",
            "click",
            ".tl-slidenav-next",
            ".tl-slidenav-previous",
            "Math.abs(document.querySelectorAll('.tl-slide')[n].getBoundingClientRect().left) < 12",
        ),
        Tested(
            "plain Streamlit app",
            naive,
            f"{in_frame}?.querySelector('{MAP_DATE}')",
            "keydown",
            SLIDER,
            SLIDER,
            f"{in_frame}?.querySelector('{MAP_DATE}')?.textContent === words",
        ),
    )


def _first_load(browser: Browser, page: Tested, *, is_slow: bool) -> tuple[float, float, int]:
    """Return milliseconds until a page is whole, kB that came over the wire, requests."""
    context = browser.new_context(viewport=_SCREEN)
    opened = context.new_page()
    traffic = listen(opened)
    if is_slow:
        session = context.new_cdp_session(opened)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _SLOW_4G)
    opened.goto(page.address, wait_until="commit")
    ms = opened.wait_for_function(
        f"() => ({page.whole}) && performance.now()", timeout=_TIMEOUT_MS
    ).json_value()
    opened.wait_for_timeout(_REST_MS)
    answers = traffic.answers.values()
    weight = sum(answer.wire_bytes for answer in answers) + traffic.socket_bytes
    context.close()
    return float(ms), weight / _KB, len(answers)


def _step_all(
    browser: Browser, pages: tuple[Tested, ...], words: list[str], steps: int
) -> dict[str, list[tuple[float, float]]]:
    """Step all pages in turns; return for each step milliseconds until changed and painted."""
    opened: dict[str, Page] = {}
    for page in pages:
        context = browser.new_context(viewport=_SCREEN)
        context.add_init_script(path=_STOPWATCH)
        opened[page.name] = context.new_page()
        opened[page.name].goto(page.address)
        opened[page.name].wait_for_function(f"() => {page.whole}", timeout=_TIMEOUT_MS)
        opened[page.name].wait_for_timeout(5 * _REST_MS)
    taken: dict[str, list[tuple[float, float]]] = {page.name: [] for page in pages}
    way = islice(there_and_back(len(words) - 1), steps + _WARM_STEPS)
    for number, (key, moment) in enumerate(way):
        for page in pages:
            seen = _step(opened[page.name], page, key, moment, words[moment])
            if number >= _WARM_STEPS:
                taken[page.name].append(seen)
    return taken


def _step(opened: Page, page: Tested, key: str, moment: int, words: str) -> tuple[float, float]:
    script = f"""([action, n, words]) => {{
      window.measured = window.measurePageStep(action, () => {page.shown});
    }}"""
    opened.evaluate(script, [page.action, moment, words])
    if page.action == "keydown":
        opened.locator(page.forward).focus()
        opened.keyboard.press(key)
    else:
        opened.locator(page.forward if key == "ArrowRight" else page.back).first.click()
    seen = opened.evaluate(
        """(limit) => Promise.race([
            window.measured,
            new Promise((_, fail) => setTimeout(fail, limit, Error("the step was not seen"))),
        ])""",
        _TIMEOUT_MS / 4,
    )
    opened.wait_for_timeout(_REST_MS)
    return float(seen["changed"]), float(seen["painted"])


def _report(
    times: dict[str, dict[bool, list[float]]],
    weights: dict[str, tuple[float, int]],
    taken: dict[str, list[tuple[float, float]]],
) -> None:
    ours, folium, *_ = times
    for is_slow, title in ((False, "first load, loopback"), (True, "first load, slow 4G")):
        print(heading(title))
        for name, measured in times.items():
            print(figures(measured[is_slow]).row(name, "ms"))
    print(f"\n{'':<46}{'kB':>9}{'requests':>9}")
    for name, (weight, requests) in weights.items():
        print(f"  {name:<44}{weight:9.0f}{requests:9}")
    for part, title in ((0, "step, until the page has changed"), (1, "step, until painted")):
        print(heading(title))
        for name, measured in taken.items():
            print(figures([step[part] for step in measured]).row(name, "ms"))
    slow = {name: figures(measured[True]).median for name, measured in times.items()}
    changed = figures([step[0] for step in taken[ours]])
    weight, requests = weights[ours]
    print()
    share = slow[ours] / slow[folium]
    print(at_most("slow 4G: not slower than plain folium", share, 1, "times"))
    for wanted, found, most in (
        (f"step changed, median ≤ {_STEP_MEDIAN_MS} ms", changed.median, _STEP_MEDIAN_MS),
        (f"step changed, worst ≤ {_STEP_WORST_MS} ms", changed.worst, _STEP_WORST_MS),
        (f"first view ≤ {_WEIGHT_KB} kB", weight, _WEIGHT_KB),
        (f"first view ≤ {_REQUESTS} requests", requests, _REQUESTS),
    ):
        print(at_most(wanted, found, most))


if __name__ == "__main__":
    main()

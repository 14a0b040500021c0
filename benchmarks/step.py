"""Time a step: key press, button or click until map and story show the new moment.

Our dashboard and two plain streamlit-folium apps take turns at each step, so that what else the
machine does hits all alike.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import cycle, islice
from typing import TYPE_CHECKING

from measuring.apps import FEATURE_GROUP, OURS, REBUILD
from measuring.figures import Figures, at_least, at_most, figures, heading, surroundings
from measuring.moments import shipped_route, there_and_back, words_of
from measuring.program import arguments
from measuring.viewer import Times, Viewer

from browser import chromium
from routemap.app.address import arrival_moment

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary

_APPS = (OURS, REBUILD, FEATURE_GROUP)
# Clicks and buttons are slower to make, and their bound is wide.
_CLICKS_SHARE = 0.5

_MAP_MEDIAN_MS, _MAP_WORST_MS = 16, 33
_TIMES_FASTER = 20
_STORY_MS = 100
_CLICK_MS = 250


def main() -> None:
    """Measure and report."""
    steps = arguments(__doc__, steps=(40, 8)).steps
    itinerary = shipped_route()
    print(surroundings())
    with ExitStack() as stack:
        servers = [stack.enter_context(app.start()) for app in _APPS]
        browser = stack.enter_context(chromium())
        viewers = [
            Viewer(browser, app, server.address) for app, server in zip(_APPS, servers, strict=True)
        ]
        keys = _step_by_key(viewers, itinerary, steps)
        ours = viewers[0]
        clicks = round(steps * _CLICKS_SHARE)
        next_button = _step_by_button(ours, itinerary, clicks)
        stop_clicks = _step_by_stop(ours, itinerary, clicks)
    _report(keys, next_button, stop_clicks)


def _step_by_key(viewers: list[Viewer], itinerary: Itinerary, steps: int) -> dict[str, list[Times]]:
    words = words_of(itinerary)
    way = there_and_back(len(words) - 1)
    for viewer in viewers:
        _warm_up(viewer, words)
    times: dict[str, list[Times]] = {viewer.app.name: [] for viewer in viewers}
    for key, moment in islice(way, steps):
        for viewer in viewers:
            times[viewer.app.name].append(viewer.press(key, words[moment]))
    return times


def _warm_up(viewer: Viewer, words: list[str]) -> None:
    """Go one step on and back: what is done once only is not what a step costs."""
    viewer.press("ArrowRight", words[1])
    viewer.press("ArrowLeft", words[0])


def _step_by_button(viewer: Viewer, itinerary: Itinerary, clicks: int) -> list[Times]:
    words = words_of(itinerary)
    times: list[Times] = []
    while len(times) < clicks:
        _go_to_start(viewer, words[0])
        times += [viewer.click_button("Next", word) for word in words[1 : clicks - len(times) + 1]]
    return times


def _step_by_stop(viewer: Viewer, itinerary: Itinerary, clicks: int) -> list[Times]:
    words = words_of(itinerary)
    _go_to_start(viewer, words[0])
    # The first stop last, so that each click leads to another moment than the one before.
    stops = [*range(1, len(itinerary.journey.stops)), 0]
    return [
        viewer.click_stop(stop + 1, words[arrival_moment(itinerary, stop)])
        for stop in islice(cycle(stops), clicks)
    ]


def _go_to_start(viewer: Viewer, words: str) -> None:
    if viewer.map_words() != words:
        viewer.press("Home", words)


def _report(
    keys: dict[str, list[Times]], next_button: list[Times], stop_clicks: list[Times]
) -> None:
    maps = {name: _map_figures(times) for name, times in keys.items()}
    stories = {name: figures([time.story_ms for time in times]) for name, times in keys.items()}
    ours, ours_story = maps[OURS.name], stories[OURS.name]
    changed = figures([time.changed_ms for time in keys[OURS.name]])
    button, click = _map_figures(next_button), _map_figures(stop_clicks)

    print(heading("key press to map"))
    for name, found in maps.items():
        print(found.row(name, "ms"))
    print(changed.row("routemap, changed but not yet painted", "ms"))
    print(heading("key press to story"))
    for name, found in stories.items():
        print(found.row(name, "ms"))
    print(heading("routemap, through the server"))
    print(button.row("Next button to map", "ms"))
    print(click.row("click on a stop to map", "ms"))
    for title, measured in (("\nkey press to map", maps), ("key press to story", stories)):
        print(f"{title}, times faster than")
        for peer in (REBUILD, FEATURE_GROUP):
            faster = measured[peer.name].median / measured[OURS.name].median
            print(f"  {peer.name:<44}{faster:9.1f}")

    print("\nwanted")
    for wanted, value, limit in (
        ("key press to map, median", ours.median, _MAP_MEDIAN_MS),
        ("key press to map, worst", ours.worst, _MAP_WORST_MS),
        ("key press to story, median", ours_story.median, _STORY_MS),
        ("Next button to map, median", button.median, _CLICK_MS),
        ("click on a stop to map, median", click.median, _CLICK_MS),
    ):
        print(at_most(f"{wanted}, at most {limit} ms", value, limit, "ms"))
    wanted = f"map, at least {_TIMES_FASTER} times faster than rebuilt"
    print(at_least(wanted, maps[REBUILD.name].median / ours.median, _TIMES_FASTER, "times"))


def _map_figures(times: list[Times]) -> Figures:
    return figures([time.map_ms for time in times])


if __name__ == "__main__":
    main()

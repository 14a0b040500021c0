"""The browser's own arithmetic: states as in timeline.py, and names that lie on nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from any_journey import journeys
from routemap.look import MARKS
from routemap.model.timeline import build_timeline
from scripts import import_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from routemap.model.journey import Journey

pytestmark = pytest.mark.browser

FURNITURE = [{"left": 0, "top": 0, "right": 120, "bottom": 30}]
WIDTH, HEIGHT = 600, 400

STATES = """(spans) => {
  const moments = Array.from({ length: spans.moments }, (_, moment) => moment);
  const states = spans.all.map((span) => moments.map((moment) => routemap.stateAt(span, moment)));
  const changes = new routemap.Changes(spans.all);
  const changed = moments.map((from) => moments.map((to) => [...changes.between(from, to)].sort()));
  return { states, changed };
}"""
PLACES = """({ stops, taken, lines, size, look }) => {
  const [x, y] = size;
  const occupied = new routemap.CollisionIndex({ x, y });
  for (const box of taken) occupied.addBox(box);
  const named = stops.map(({ x, y, radius, ...size }) => ({ discs: [{ x, y, radius }], ...size }));
  for (const { discs } of named) occupied.addDisc(discs[0]);
  for (const line of lines) occupied.addLine(line);
  return routemap.placeLabels(named, occupied, { x, y }, look).map((place) => place && place.box);
}"""

stops_on_screen = st.lists(
    st.fixed_dictionaries(
        {
            "x": st.integers(0, WIDTH),
            "y": st.integers(0, HEIGHT),
            "radius": st.sampled_from((13, 20)),
            "width": st.integers(10, 200),
            "height": st.integers(14, 60),
        }
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A page with our script and nothing else."""
    page = browser.new_page()
    import_modules(page, "timeline", "collision_index", "label_placement")
    yield page
    page.close()


# One page serves all examples: it keeps nothing.
one_page = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@one_page
@given(journey=journeys())
def test_the_browser_knows_the_states_that_python_knows(script: Page, journey: Journey) -> None:
    timeline = build_timeline(journey)
    spans = (*timeline.stop_spans, *timeline.leg_spans)
    moments = range(len(timeline.moments))
    told = script.evaluate(STATES, {"all": [list(s) for s in spans], "moments": len(moments)})
    states = [[span.state(moment).value for moment in moments] for span in spans]
    assert told["states"] == states
    for start in moments:
        for end in moments:
            differing = {n for n, of in enumerate(states) if of[start] != of[end]}
            assert differing <= set(told["changed"][start][end])  # what a step must touch


@one_page
@given(stops=stops_on_screen)
def test_names_lie_inside_the_map_and_on_nothing(script: Page, stops: list[dict[str, int]]) -> None:
    boxes = places(script, stops)
    assert len(boxes) == len(stops)
    placed = [box for box in boxes if box]
    discs = [
        box_of(stop["x"] - stop["radius"], stop["y"] - stop["radius"], 2 * stop["radius"])
        for stop in stops
    ]
    for number, box in enumerate(placed):
        assert 0 <= box["left"] <= box["right"] <= WIDTH
        assert 0 <= box["top"] <= box["bottom"] <= HEIGHT
        for other in (*discs, *FURNITURE, *placed[:number]):
            assert not overlap(box, other)


def test_a_name_alone_stands_right_of_its_stop(script: Page) -> None:
    stop = {"x": 300, "y": 200, "radius": 13, "width": 80, "height": 20}
    (box,) = places(script, [stop])
    assert box
    assert box["left"] > 313
    assert box["top"] < 200 < box["bottom"]


def test_a_name_gives_way_to_a_line(script: Page) -> None:
    stop = {"x": 300, "y": 200, "radius": 13, "width": 80, "height": 20}
    (box,) = places(script, [stop], [[[300, 200], [600, 200]]])
    assert box
    assert box["right"] < 300 or box["bottom"] < 200 or box["top"] > 200


def test_where_there_is_no_room_the_more_important_name_is_shown(script: Page) -> None:
    stop = {"x": 300, "y": 200, "radius": 13, "width": 590, "height": 390}
    small = {"x": 300, "y": 200, "radius": 13, "width": 40, "height": 20}
    first, second = places(script, [small, stop])
    assert first
    assert second is None


def places(
    script: Page, stops: list[dict[str, int]], lines: list[list[list[int]]] | None = None
) -> list[dict[str, Any] | None]:
    asked = {
        "stops": stops,
        "taken": FURNITURE,
        "lines": lines or [],
        "size": [WIDTH, HEIGHT],
        "look": asdict(MARKS),
    }
    return list(script.evaluate(PLACES, asked))


def box_of(left: float, top: float, size: float) -> dict[str, float]:
    return {"left": left, "top": top, "right": left + size, "bottom": top + size}


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )

"""The map in a real browser: it is never loaded again, respects the hand, and explains itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import CHECKOUT
from browser import dashboard as serve
from dashboard_page import MOMENTS, DashboardPage, new_page, opened
from routemap.i18n.catalog import translate
from routemap.model.itinerary import Itinerary, Scene, build_itinerary
from routemap.model.journey import Journey
from routemap.shipped import shipped_journey
from routemap.tables import check_journey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DATELINE = CHECKOUT / "tests/journeys/dashboard-dateline"
BACKGROUND, MONTH_EARLIER, _, BY_10, ON_12, ON_13, ON_15, REACTIONS = MOMENTS
SLIDER_SELECTOR = ".st-key-moment input[type=range]"
KEY_STATES = {"visited": "travelled", "current": "current", "ahead": "ahead"}


@pytest.fixture
def dashboard(page: Page, dashboard_url: str) -> DashboardPage:
    return opened(page, dashboard_url)


@pytest.fixture(scope="module")
def dateline_url() -> Iterator[str]:
    with serve(DATELINE) as address:
        yield address


def route_of(folder: Path) -> Itinerary:
    journey = check_journey(folder).journey
    assert isinstance(journey, Journey)
    return build_itinerary(journey)


# One map for all moments -------------------------------------------------------------------------


def test_the_map_is_never_loaded_or_made_again_while_stepping(dashboard: DashboardPage) -> None:
    dashboard.frame.evaluate("() => { window.firstMap = window.map; }")
    asked = len(dashboard.requests)
    dashboard.press("ArrowRight", "ArrowRight")
    dashboard.page.mouse.click(*dashboard.slider_x(4))
    dashboard.expect_moment(ON_12)
    dashboard.button("Next").click()
    dashboard.expect_moment(ON_13)
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    dashboard.itinerary_link("komsomolsk").click()
    dashboard.expect_moment(ON_15)
    dashboard.page.go_back()
    dashboard.expect_moment(ON_12)
    assert dashboard.frame.evaluate("window.firstMap === window.map")
    assert not [url for url in dashboard.requests[asked:] if "streamlit_folium" in url]


def test_states_on_the_map_are_those_of_the_scene_at_every_moment(
    dashboard: DashboardPage,
) -> None:
    itinerary = route_of(shipped_journey())
    for number, words in enumerate(MOMENTS):
        dashboard.page.mouse.click(*dashboard.slider_x(number))
        expect(dashboard.map_date).to_have_text(words, ignore_case=True)
        scene = itinerary.scene(number)
        for stop, each in enumerate(itinerary.journey.stops):
            state = scene.stop_state(stop).value
            expect(dashboard.stop(each.id)).to_have_class(re.compile(rf"\b{state}\b"))
            label = dashboard.stop(each.id).get_attribute("aria-label") or ""
            assert label.startswith(f"{stop + 1} {each.name.original.text}")
            assert label.endswith(translate("en", f"state_{state}"))
        states = sorted(scene.leg_state(leg).value for leg in range(len(itinerary.journey.legs)))
        lines = dashboard.map.locator(".leaflet-pane path.leg-line:not(.leg-stub)").all()
        assert sorted(line_state(line.get_attribute("class") or "") for line in lines) == states
        stubs = dashboard.map.locator(".leaflet-pane path.leg-stub").all()
        assert sorted(line_state(stub.get_attribute("class") or "") for stub in stubs) == sorted(
            scene.leg_state(n).value
            for n, leg in enumerate(itinerary.journey.legs)
            if leg.geometry and leg.geometry.stub
        )


def line_state(classes: str) -> str:
    return next(state for state in KEY_STATES if state in classes.split())


# The key -----------------------------------------------------------------------------------------


def expected_key(scene: Scene) -> set[str]:
    """What the key must explain at a moment: each kind of stop and leg that the map shows."""
    journey = scene.journey
    words = {
        translate("en", f"legend_stop_{scene.stop_state(n)}") for n in range(len(journey.stops))
    }
    for number, leg in enumerate(journey.legs):
        state = KEY_STATES[scene.leg_state(number).value]
        words.add(translate("en", f"legend_leg_{state}_{leg.path_basis}"))
        if leg.geometry and leg.geometry.stub:  # its last stretch, off the known way
            words.add(translate("en", f"legend_leg_{state}_unknown"))
    return words


BORDERS = {translate("en", "legend_border"), translate("en", "legend_disputed_border")}


def shown_key(dashboard: DashboardPage) -> set[str]:
    entries = dashboard.map.locator(".map-key li").all()
    return {entry.inner_text().strip() for entry in entries if entry.is_visible()}


@pytest.mark.parametrize("journey", ["shipped", "dateline"])
def test_the_key_shows_what_is_on_the_map_and_nothing_else(
    page: Page, request: pytest.FixtureRequest, journey: str
) -> None:
    name, folder = {
        "shipped": ("dashboard_url", shipped_journey()),
        "dateline": ("dateline_url", DATELINE),
    }[journey]
    dashboard = opened(page, request.getfixturevalue(name))
    itinerary = route_of(folder)
    for number in range(len(itinerary.timeline.moments)):
        if number:
            before = dashboard.map_date.text_content() or ""
            dashboard.press("ArrowRight")
            expect(dashboard.map_date).not_to_have_text(before)
        # Whether borders are in view, test_screen_ground.py asks.
        assert shown_key(dashboard) - BORDERS == expected_key(itinerary.scene(number))


# The view ----------------------------------------------------------------------------------------


def test_at_the_start_every_stop_is_in_sight(dashboard: DashboardPage) -> None:
    assert all(dashboard.stops_in_sight())


def test_a_map_moved_by_hand_stays_while_the_current_stop_is_in_sight(
    dashboard: DashboardPage,
) -> None:
    whole = dashboard.view()
    dashboard.drag_map(40, 30)
    moved = dashboard.view()
    assert dashboard.stops_in_sight()[1:3] == [True, True]
    assert moved["lng"] != pytest.approx(whole["lng"])
    dashboard.stop("khasan").focus()
    dashboard.press("Enter")
    dashboard.expect_moment(ON_12)
    dashboard.button("Next").click()
    dashboard.expect_moment(ON_13)
    assert dashboard.view() == moved


def test_the_view_follows_a_stop_that_is_out_of_sight(dashboard: DashboardPage) -> None:
    zoom_in_on(dashboard, "komsomolsk")
    zoom = dashboard.view()["zoom"]
    assert dashboard.stops_in_sight() == [False, False, False, True]
    dashboard.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    dashboard.expect_moment(ON_12)
    expect(dashboard.stop("khasan")).to_be_in_viewport()
    view = dashboard.view()
    assert dashboard.stops_in_sight()[1]
    assert view["zoom"] == zoom


def test_following_can_be_turned_off_and_on(dashboard: DashboardPage) -> None:
    follow = dashboard.map_button("follow")
    expect(follow).to_have_attribute("aria-pressed", "true")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false")
    zoom_in_on(dashboard, "komsomolsk")
    before = dashboard.view()
    dashboard.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    dashboard.expect_moment(ON_12)
    assert dashboard.view() == before
    follow.click()
    dashboard.view()
    assert dashboard.stops_in_sight()[1]


def test_the_whole_route_comes_back_at_a_press(dashboard: DashboardPage) -> None:
    whole = dashboard.view()
    zoom_in_on(dashboard, "pyongyang")
    assert not all(dashboard.stops_in_sight())
    dashboard.map_button("whole-route").click()
    assert dashboard.view() == pytest.approx(whole, abs=0.05)  # degrees: less than two pixels
    assert all(dashboard.stops_in_sight())


def zoom_in_on(dashboard: DashboardPage, stop_id: str) -> None:
    """Look closely at a stop, as by the wheel, with the others out of sight."""
    box = dashboard.stop(stop_id).locator(".stop-disc").bounding_box()
    assert box
    dashboard.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(20):
        if sum(dashboard.stops_in_sight()) == 1:
            return
        dashboard.page.mouse.wheel(0, -240)
        dashboard.view()
    pytest.fail("the wheel does not enlarge the map")


def test_full_screen_is_entered_and_left(dashboard: DashboardPage) -> None:
    button = dashboard.map_button("full-screen")
    button.click()
    expect(button).to_have_text("Leave full screen")
    assert dashboard.frame.evaluate("document.fullscreenElement !== null")
    button.click()
    expect(button).to_have_text("Full screen")
    assert dashboard.frame.evaluate("document.fullscreenElement === null")


def test_the_map_beside_the_key_is_not_covered_by_a_long_credit(
    dashboard: DashboardPage,
) -> None:
    for stop in ("pyongyang", "khasan"):
        dashboard.stop(stop).click(trial=True)  # fails if anything lies over it


def test_scale_and_credits_stand_on_the_map(dashboard: DashboardPage) -> None:
    expect(dashboard.map.locator(".scale-label")).to_have_text(re.compile(r"\d+ k?m"))
    credit = dashboard.map.locator(".map-credit").inner_text()
    assert "Natural Earth" in credit
    assert credit.count("Railway © OpenStreetMap contributors (ODbL)") == 1


def test_under_reduced_motion_the_view_cuts_instead_of_moving(
    browser: Browser, dashboard_url: str
) -> None:
    for page in new_page(browser, reduced_motion="reduce"):
        dashboard = opened(page, dashboard_url)
        zoom_in_on(dashboard, "komsomolsk")
        dashboard.frame.evaluate("() => { moves = 0; map.on('move', () => { moves += 1; }); }")
        dashboard.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
        dashboard.expect_moment(ON_12)
        dashboard.view()
        assert dashboard.stops_in_sight()[1]
        assert dashboard.frame.evaluate("moves") == 1


# Across the date line ----------------------------------------------------------------------------


def test_a_journey_over_the_date_line_is_drawn_in_one_piece(page: Page, dateline_url: str) -> None:
    dashboard = opened(page, dateline_url)
    assert dashboard.stops_in_sight() == [True] * 4
    lefts = [dashboard.stop(each).bounding_box() for each in DATELINE_STOPS]
    assert all(lefts)
    xs = [box["x"] for box in lefts if box]
    assert xs == sorted(xs)  # from west to east
    ends = ends_of_legs(dashboard)
    assert len(ends) == len(DATELINE_STOPS) - 1
    for leg, (start, end) in enumerate(ends):
        assert start == pytest.approx(centre_of(dashboard, DATELINE_STOPS[leg]), abs=12)
        assert end == pytest.approx(centre_of(dashboard, DATELINE_STOPS[leg + 1]), abs=12)


def test_the_view_follows_over_the_date_line(page: Page, dateline_url: str) -> None:
    dashboard = opened(page, dateline_url)
    zoom_in_on(dashboard, "petropavlovsk")
    dashboard.press("End")
    expect(dashboard.stop("anchorage")).to_have_attribute("aria-current", "step")
    dashboard.view()
    assert dashboard.stops_in_sight()[3]


DATELINE_STOPS = ("petropavlovsk", "attu", "adak", "anchorage")


def centre_of(dashboard: DashboardPage, stop_id: str) -> tuple[float, float]:
    script = """disc => {
      const { left, top, width, height } = disc.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    }"""
    x, y = dashboard.stop(stop_id).locator(".stop-disc").evaluate(script)
    return x, y


def ends_of_legs(
    dashboard: DashboardPage,
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Where each leg starts and ends, in pixels of the map, from west to east."""
    script = """lines => lines.map((line) => [0, line.getTotalLength()].map((along) => {
      const { x, y } = line.getPointAtLength(along).matrixTransform(line.getScreenCTM());
      return [x, y];
    }))"""
    lines = dashboard.map.locator(".leaflet-pane path.leg-casing").evaluate_all(script)
    return sorted((tuple(start), tuple(end)) for start, end in lines)


# Without what it leans on ------------------------------------------------------------------------


# Streamlit makes a file of each component's script.
CHANGE_SCRIPTS = """
  const Whole = window.Blob;
  window.Blob = class extends Whole {
    constructor(parts, options) {
      const changed = parts.map((part) => part.replaceAll?.(%s, %s) ?? part);
      window.isChanged ||= changed.some((part, n) => part !== parts[n]);
      super(changed, options);
    }
  };
"""


def with_script_changed(page: Page, old: str, new: str) -> None:
    """Let the page load our script with one thing said otherwise."""
    page.add_init_script(CHANGE_SCRIPTS % (json.dumps(old), json.dumps(new)))


def test_without_streamlits_slider_the_map_tells_the_date_it_was_drawn_for(
    page: Page, dashboard_url: str
) -> None:
    with_script_changed(page, SLIDER_SELECTOR, ".markup-of-another-streamlit")
    dashboard = opened(page, dashboard_url, "?date=2023-09-12")
    dashboard.expect_moment(ON_12)
    page.wait_for_function("window.isChanged")
    dashboard.button("Next").click()
    expect(dashboard.story_date).to_have_text(ON_13)
    expect(dashboard.map_date).to_have_text(ON_12)
    expect(dashboard.stop("khasan")).to_have_attribute("aria-current", "step")
    expect(dashboard.stop("vostochny")).not_to_have_attribute("aria-current", "step")
    assert dashboard.errors == []


def test_without_our_script_on_the_page_a_link_opens_the_stop_by_its_address(
    page: Page, dashboard_url: str
) -> None:
    with_script_changed(page, 'addEventListener("click"', 'addEventListener("no-click"')
    dashboard = opened(page, dashboard_url)
    page.wait_for_function("window.isChanged")
    link = dashboard.itinerary_link("vostochny")
    assert link.get_attribute("href") == "?stop=vostochny"
    link.click()
    opened_page = DashboardPage(page.context.pages[-1], dashboard_url)
    opened_page.expect_moment(ON_13)
    expect(opened_page.stop_card).to_contain_text("3 Vostochny Cosmodrome")


def test_every_part_of_streamlits_page_that_the_script_asks_for_is_there(
    dashboard: DashboardPage,
) -> None:
    script = (CHECKOUT / "src/routemap/page/js/dashboard_page.js").read_text(encoding="utf-8")
    assert f'SLIDER = "{SLIDER_SELECTOR}"' in script
    asked = set(re.findall(r'document\.querySelector(?:All)?\("([^"]+)"\)', script))
    assert len(asked) >= 4
    for selector in (SLIDER_SELECTOR, *asked):
        assert dashboard.page.locator(selector).count() >= 1, selector
    expect(dashboard.slider).to_have_attribute("aria-valuetext", BACKGROUND)
    expect(dashboard.slider).to_have_value("0")
    dashboard.press("ArrowRight")
    expect(dashboard.slider).to_have_attribute("aria-valuetext", MONTH_EARLIER)
    expect(dashboard.slider).to_have_value("1")

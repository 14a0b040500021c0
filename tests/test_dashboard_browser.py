"""The dashboard in a real browser: slider, map and story change one moment, and so the address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard_page import MOMENTS, DashboardPage, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BACKGROUND, MONTH_EARLIER, EARLY, BY_10, ON_12, ON_13, ON_15, REACTIONS = MOMENTS


@pytest.fixture
def dashboard(page: Page, dashboard_url: str) -> DashboardPage:
    return opened(page, dashboard_url)


def at(date: str) -> re.Pattern[str]:
    return re.compile(rf"\?date={date}(&|#|$)")


# Keys --------------------------------------------------------------------------------------------


def test_map_and_story_tell_the_same_date_at_every_moment(dashboard: DashboardPage) -> None:
    dashboard.slider.focus()
    for words in MOMENTS[1:]:
        dashboard.press("ArrowRight")
        dashboard.expect_moment(words)
    for words in reversed(MOMENTS[:-1]):
        dashboard.press("ArrowLeft")
        dashboard.expect_moment(words)


def test_three_quick_presses_make_three_steps_wherever_the_focus_is(
    dashboard: DashboardPage,
) -> None:
    dashboard.press("ArrowRight", "ArrowRight", "ArrowRight")
    dashboard.expect_moment(BY_10)
    expect(dashboard.slider).to_be_focused()
    expect(dashboard.page).to_have_url(at("2023-09-10"))


@pytest.mark.parametrize("held_ms", [0, 60, 120])
def test_a_step_is_never_taken_back_however_fast_the_presses(
    dashboard: DashboardPage, held_ms: int
) -> None:
    told = dashboard.watch(".map-date")
    dashboard.slider.focus()
    for _ in MOMENTS[1:]:
        dashboard.page.keyboard.press("ArrowRight", delay=held_ms)
    dashboard.expect_moment(REACTIONS)
    expect(dashboard.page).to_have_url(at("after"))
    assert [words.casefold() for words in told()] == [words.casefold() for words in MOMENTS]


def test_home_and_end_go_to_the_ends(dashboard: DashboardPage) -> None:
    dashboard.press("End")
    dashboard.expect_moment(REACTIONS)
    dashboard.press("Home")
    dashboard.expect_moment(BACKGROUND)
    dashboard.press("ArrowLeft")
    dashboard.press("ArrowRight")
    dashboard.expect_moment(MONTH_EARLIER)


def test_arrow_keys_belong_to_the_map_while_it_has_the_focus(dashboard: DashboardPage) -> None:
    before = dashboard.view()
    dashboard.map.locator(".route-map").focus()
    dashboard.press("ArrowRight")
    expect(dashboard.map_date).to_have_text(BACKGROUND)
    assert dashboard.view()["lng"] > before["lng"]
    dashboard.expect_moment(BACKGROUND)


def test_arrow_keys_step_when_a_button_on_the_map_has_the_focus(dashboard: DashboardPage) -> None:
    dashboard.map_button("follow").focus()
    dashboard.press("ArrowRight")
    dashboard.expect_moment(MONTH_EARLIER)


def test_arrow_keys_in_the_settings_do_not_step(dashboard: DashboardPage) -> None:
    dashboard.page.get_by_role("button", name="Settings").click()
    dashboard.page.get_by_role("radio", name="Normal").focus()
    dashboard.press("ArrowRight")
    expect(dashboard.page.get_by_role("radio", name="Fast")).to_be_checked()
    dashboard.expect_moment(BACKGROUND)


def test_keys_with_alt_or_control_are_left_to_the_browser(dashboard: DashboardPage) -> None:
    dashboard.press("Control+ArrowRight", "Shift+End", "ArrowRight")
    dashboard.expect_moment(MONTH_EARLIER)


# Mouse -------------------------------------------------------------------------------------------


def test_the_map_follows_a_drag_before_the_drop_and_the_story_after(
    dashboard: DashboardPage,
) -> None:
    mouse = dashboard.page.mouse
    mouse.move(*dashboard.slider_x(0))
    mouse.down()
    mouse.move(*dashboard.slider_x(4), steps=8)
    expect(dashboard.map_date).to_have_text(ON_12)
    mouse.move(*dashboard.slider_x(5), steps=4)
    expect(dashboard.map_date).to_have_text(ON_13)
    mouse.up()
    dashboard.expect_moment(ON_13)
    expect(dashboard.page).to_have_url(at("2023-09-13"))


def test_a_click_on_the_slider_goes_there(dashboard: DashboardPage) -> None:
    dashboard.page.mouse.click(*dashboard.slider_x(6))
    dashboard.expect_moment(ON_15)


def test_next_and_previous_step(dashboard: DashboardPage) -> None:
    expect(dashboard.button("Previous")).to_be_disabled()
    dashboard.button("Next").click()
    dashboard.expect_moment(MONTH_EARLIER)
    dashboard.button("Next").click()
    dashboard.expect_moment(EARLY)
    dashboard.button("Previous").click()
    dashboard.expect_moment(MONTH_EARLIER)
    dashboard.press("End")
    expect(dashboard.button("Next")).to_be_disabled()


def test_a_click_on_a_stop_goes_to_its_arrival_and_opens_its_card(
    dashboard: DashboardPage,
) -> None:
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    expect(dashboard.stop_card).to_contain_text("2 Khasan")
    expect(dashboard.page).to_have_url(re.compile(r"\?date=2023-09-12&stop=khasan$"))
    expect(dashboard.slider).to_have_attribute("aria-valuetext", ON_12)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_and_space_on_a_stop_do_what_a_click_does(dashboard: DashboardPage, key: str) -> None:
    dashboard.stop("vostochny").focus()
    dashboard.press(key)
    dashboard.expect_moment(ON_13)
    expect(dashboard.stop_card).to_contain_text("3 Vostochny Cosmodrome")


def test_the_same_stop_can_be_clicked_again(dashboard: DashboardPage) -> None:
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    dashboard.button("Next").click()
    dashboard.expect_moment(ON_13)
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    expect(dashboard.stop_card).to_be_visible()


def test_a_click_on_a_leg_opens_the_stop_it_leads_to(dashboard: DashboardPage) -> None:
    dashboard.page.mouse.click(*middle_of_leg(dashboard, 1))
    dashboard.expect_moment(ON_13)
    expect(dashboard.stop_card).to_contain_text("3 Vostochny Cosmodrome")


def middle_of_leg(dashboard: DashboardPage, number: int) -> tuple[float, float]:
    """A point of a leg, painted or between two of its dots, in pixels of the page."""
    script = """(line, path) => {
      const at = line.getPointAtLength(line.getTotalLength() * 0.45);
      const { x, y } = at.matrixTransform(line.getScreenCTM());
      return [x, y];
    }"""
    line = dashboard.map.locator(".leaflet-pane path.leg-line:not(.leg-stub)").nth(number)
    x, y = line.evaluate(script)
    frame = dashboard.page.locator(".st-key-map iframe").bounding_box()
    assert frame
    return frame["x"] + x, frame["y"] + y


def test_a_link_in_the_itinerary_steps_without_loading_the_page(dashboard: DashboardPage) -> None:
    dashboard.page.evaluate("window.isTheSamePage = true")
    dashboard.itinerary_link("komsomolsk").click()
    dashboard.expect_moment(ON_15)
    expect(dashboard.stop_card).to_contain_text("4 Komsomolsk-on-Amur")
    assert dashboard.page.evaluate("window.isTheSamePage")


def test_a_link_in_the_story_opens_the_card_of_the_place(dashboard: DashboardPage) -> None:
    dashboard.press("End", "ArrowLeft")
    dashboard.expect_moment(ON_15)
    dashboard.story.get_by_role("link", name="Komsomolsk-on-Amur").first.click()
    expect(dashboard.stop_card).to_be_visible()
    dashboard.expect_moment(ON_15)


def test_a_citation_mark_opens_its_source(dashboard: DashboardPage) -> None:
    dashboard.press("End")
    dashboard.expect_moment(REACTIONS)
    dashboard.story.get_by_role("link", name="[20]").first.click()
    row = dashboard.page.locator("#source-20")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("Cited in the report as [20]")
    assert row.evaluate("row => row.matches(':target')")
    dashboard.expect_moment(REACTIONS)


# Play --------------------------------------------------------------------------------------------


def test_play_runs_to_the_end_and_starts_over(dashboard: DashboardPage) -> None:
    dashboard.choose_setting("Settings", "Fast")
    dashboard.press("End", "ArrowLeft")
    dashboard.expect_moment(ON_15)
    dashboard.button("Play").click()
    expect(dashboard.button("Pause")).to_be_visible()
    dashboard.expect_moment(REACTIONS)
    dashboard.button("Play").click()
    dashboard.expect_moment(BACKGROUND)
    dashboard.expect_moment(MONTH_EARLIER)
    dashboard.button("Pause").click()
    expect(dashboard.button("Play")).to_be_visible()


# The address -------------------------------------------------------------------------------------


def test_a_deep_link_opens_its_moment_stop_and_language(page: Page, dashboard_url: str) -> None:
    dashboard = opened(page, dashboard_url, "?date=2023-09-13&stop=khasan&lang=ru")
    dashboard.expect_moment("13 сентября 2023 г.")
    expect(dashboard.stop_card).to_contain_text("Хасан")
    expect(dashboard.stop("vostochny")).to_have_attribute("aria-current", "step")


def test_a_stop_alone_means_its_arrival(page: Page, dashboard_url: str) -> None:
    dashboard = opened(page, dashboard_url, "?stop=vostochny")
    dashboard.expect_moment(ON_13)
    expect(dashboard.stop_card).to_be_visible()


def test_a_nonsense_value_is_told_as_text_and_forgotten_at_the_next_step(
    page: Page, dashboard_url: str
) -> None:
    value = "**x** ![y](http://outside.invalid/y.png)"
    dashboard = opened(page, dashboard_url, f"?date={value}")
    dashboard.expect_moment(BACKGROUND)
    note = page.get_by_role("alert")
    expect(note).to_contain_text(value)
    dashboard.press("ArrowRight")
    dashboard.expect_moment(MONTH_EARLIER)
    expect(page).to_have_url(at("2023-08"))


def test_back_and_forward_go_through_the_steps(dashboard: DashboardPage) -> None:
    dashboard.button("Next").click()
    dashboard.expect_moment(MONTH_EARLIER)
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    dashboard.page.go_back()
    dashboard.expect_moment(MONTH_EARLIER)
    expect(dashboard.stop_card).to_have_count(0)
    dashboard.page.go_back()
    dashboard.expect_moment(BACKGROUND)
    dashboard.page.go_forward()
    dashboard.expect_moment(MONTH_EARLIER)
    dashboard.page.go_forward()
    dashboard.expect_moment(ON_12)
    expect(dashboard.stop_card).to_be_visible()


def test_share_copies_the_address_of_what_is_shown(dashboard: DashboardPage) -> None:
    dashboard.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    expect(dashboard.page).to_have_url(re.compile("stop=khasan"))
    dashboard.page.get_by_role("link", name="Share").click()
    expect(dashboard.page.locator("[data-share-told]")).to_have_text("Link copied")
    copied = dashboard.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{dashboard.address}/?date=2023-09-12&stop=khasan"


def test_share_shows_the_address_where_it_may_not_copy(dashboard: DashboardPage) -> None:
    dashboard.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }"
    )
    dashboard.page.get_by_role("link", name="Share").click()
    told = dashboard.page.locator("[data-share-told]")
    expect(told).to_have_text(f"Copy this address: {dashboard.page.url}")


def test_two_tabs_do_not_move_each_other(dashboard: DashboardPage) -> None:
    other = opened(dashboard.page.context.new_page(), dashboard.address, "?date=2023-09-13")
    other.press("ArrowRight")
    other.expect_moment(ON_15)
    dashboard.press("ArrowRight")
    dashboard.expect_moment(MONTH_EARLIER)
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    other.expect_moment(ON_15)


# Languages ---------------------------------------------------------------------------------------


def test_the_language_of_page_map_and_furniture_changes_together(dashboard: DashboardPage) -> None:
    dashboard.press("End", "ArrowLeft")
    dashboard.expect_moment(ON_15)
    dashboard.choose_setting("Settings", "한국어")
    expect(dashboard.stop("khasan").locator(".stop-name")).to_have_text("하산")
    dashboard.expect_moment("2023년 9월 15일")
    expect(dashboard.button("다음")).to_be_visible()
    expect(dashboard.page.locator("html")).to_have_attribute("lang", "ko")
    expect(dashboard.map.locator("html")).to_have_attribute("lang", "ko")
    expect(dashboard.map_button("whole-route")).to_have_text("전체 경로")
    expect(dashboard.page).to_have_title("김정은의 러시아행 열차")
    expect(dashboard.page).to_have_url(re.compile("lang=ko"))
    dashboard.press("ArrowLeft")
    dashboard.expect_moment("2023년 9월 13일")
    quotation = dashboard.story.get_by_text("that’s why [they] came here.").first
    expect(quotation).to_have_attribute("lang", "en")


# What is asked of the network and told to the console --------------------------------------------


def test_no_other_host_is_asked_and_nothing_goes_wrong_on_the_way(
    dashboard: DashboardPage,
) -> None:
    dashboard.press("ArrowRight", "End")
    dashboard.expect_moment(REACTIONS)
    dashboard.stop("khasan").click()
    dashboard.expect_moment(ON_12)
    dashboard.choose_setting("Settings", "Русский")
    dashboard.expect_moment("12 сентября 2023 г.")
    dashboard.map.locator(".leaflet-control-zoom-out").click()
    dashboard.view()
    hosts = {re.sub(r"^\w+://([^/]+).*", r"\1", url) for url in dashboard.requests}
    assert {host for host in hosts if not host.startswith(("data:", "blob:"))} == {
        dashboard.address.removeprefix("http://")
    }
    assert dashboard.errors == []

"""The Teach page: as Streamlit's script makes it, and in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard_page import new_page, opened
from routemap.app import teach_page
from script_page import Opener, bodies, notes, part, ran
from test_accessibility import SCREENS, findings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from streamlit.testing.v1 import AppTest


def links(app: AppTest, section: str) -> dict[str, dict[str, str]]:
    """What a part links to: paths, and what each asks for."""
    found = part(app, f'<section class="teaching" aria-labelledby="{section}"').values("href")
    return {urlsplit(link).path: dict(parse_qsl(urlsplit(link).query)) for link in found}


def test_it_offers_presentation_handout_and_slides(open_teaching: Opener) -> None:
    app = open_teaching(date="2023-09-13")
    assert links(app, "teach-present") == {"present": {"date": "2023-09-13"}}
    (asked,) = links(app, "teach-handout").values()
    assert asked == {"lang": "en", "look": "colour", "paper": "a4", "answers": "last"}
    assert set(links(app, "teach-slides")) == {"slides.pptx"}
    slides = part(app, '<section class="teaching" aria-labelledby="teach-slides')
    assert "13 September 2023" in slides.text
    assert part(app, '<header class="head').values("href") == ["./?date=2023-09-13"]


def test_what_is_chosen_is_what_is_linked(open_teaching: Opener) -> None:
    app = open_teaching(lang="ko")
    app.selectbox(key="teach_paper").set_value("letter")
    app.selectbox(key="teach_answers").set_value("own")
    app = ran(app.selectbox(key="teach_look").set_value("grey"))
    (asked,) = links(app, "teach-handout").values()
    assert asked == {"lang": "ko", "look": "grey", "paper": "letter", "answers": "own"}
    assert "슬라이드" in " ".join(bodies(app))


def test_where_ffmpeg_is_missing_the_page_says_how_to_get_it(
    open_teaching: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teach_page, "can_write", lambda form: form != "mp4")
    app = open_teaching()
    assert notes(app) == []
    app = ran(app.selectbox(key="teach_form").set_value("mp4"))
    assert "pip install imageio-ffmpeg" in notes(app)[0]
    assert [button.key for button in app.button] == []


def test_one_stop_without_dates_can_be_taught_too(open_teaching: Opener) -> None:
    app = open_teaching("dashboard-one-stop")
    assert links(app, "teach-handout")


def test_problems_in_the_tables_stand_in_its_place(open_teaching: Opener) -> None:
    app = open_teaching("dashboard-broken")
    assert any("locations.csv" in body for body in bodies(app))


def teaching(page: Page, address: str, query: str = "") -> Page:
    page.goto(f"{address}/teach{query}")
    expect(page.get_by_role("heading", name="Slides")).to_be_visible(timeout=20_000)
    return page


@pytest.mark.browser
def test_a_film_is_made_on_the_page_with_its_progress_and_can_be_called_off(
    page: Page, dashboard_url: str
) -> None:
    teaching(page, dashboard_url)
    page.get_by_role("button", name="Make the film").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.get_by_role("button", name="Make the film").click()
    film = page.locator("img[src^='film.webp']")
    expect(film).to_be_visible(timeout=90_000)
    expect(film).to_have_js_property("naturalWidth", 1280)


@pytest.mark.browser
def test_the_dashboard_leads_to_it_and_it_back_to_the_same_moment(
    page: Page, dashboard_url: str
) -> None:
    board = opened(page, dashboard_url, "?date=2023-09-12")
    page.get_by_role("link", name="Teach").click()
    expect(page.get_by_role("heading", name="Handout")).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    board.ready()
    assert page.url.endswith("/?date=2023-09-12")


@pytest.mark.browser
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_leaves_the_machine_and_axe_finds_nothing(
    browser: Browser, screen: str, dashboard_url: str
) -> None:
    for page in new_page(browser, **SCREENS[screen]):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        teaching(page, dashboard_url)
        page.wait_for_function("document.querySelector('.teaching .preview img').naturalWidth > 0")
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(dashboard_url).netloc}
        assert findings(page) == []

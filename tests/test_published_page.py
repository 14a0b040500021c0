"""The published page in a browser: the dashboard's journey, without the dashboard."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from dashboard_page import MOMENTS, new_page
from outside_readers import read_by
from routemap.cli.main import main
from site_page import SitePage, handed_out

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def site(page: Page, site_url: str) -> SitePage:
    return SitePage(page, site_url)


def test_slider_buttons_and_keys_step_map_story_and_address_together(site: SitePage) -> None:
    site.open()
    site.expect_moment(MOMENTS[0])
    site.button("Next").click()
    site.expect_moment(MOMENTS[1])
    site.press("ArrowRight", "ArrowRight", "ArrowRight")
    site.expect_moment(MOMENTS[4])
    assert "date=2023-09-12" in site.page.url
    site.slider.focus()
    site.press("End")
    site.expect_moment(MOMENTS[-1])
    site.button("Previous").click()
    site.expect_moment(MOMENTS[-2])
    assert site.slider.get_attribute("aria-valuetext") == MOMENTS[-2]
    assert not site.errors


def test_three_quick_keys_make_three_steps(site: SitePage) -> None:
    site.open("index.html?date=2023-09")
    site.slider.focus()
    site.press("ArrowRight", "ArrowRight", "ArrowRight")
    site.expect_moment(MOMENTS[5])


def test_back_and_forward_lead_through_the_steps(site: SitePage) -> None:
    site.open("index.html?date=2023-09-12")
    site.button("Next").click()
    site.expect_moment(MOMENTS[5])
    site.page.go_back()
    site.expect_moment(MOMENTS[4])
    site.page.go_forward()
    site.expect_moment(MOMENTS[5])


def test_an_address_opens_its_moment_and_stop(site: SitePage) -> None:
    site.open("index.html?date=2023-09-13&stop=khasan")
    site.expect_moment(MOMENTS[5])
    expect(site.stop_card).to_contain_text("Khasan")
    site.open("index.html?stop=komsomolsk")
    site.expect_moment(MOMENTS[6])


def test_an_address_that_makes_no_sense_opens_the_first_moment(site: SitePage) -> None:
    site.open('index.html?date=2099-01-01&stop="]<b>')
    site.expect_moment(MOMENTS[0])
    assert not site.errors


def test_a_stop_clicked_on_the_map_or_in_the_table_opens_its_card(site: SitePage) -> None:
    site.open()
    site.stop("khasan").click()
    site.expect_moment(MOMENTS[4])
    expect(site.stop_card).to_contain_text("the train arrived")
    site.page.locator(".below a[data-stop=vostochny]").click()
    site.expect_moment(MOMENTS[5])
    expect(site.stop_card).to_have_count(1)
    site.stop("pyongyang").focus()
    site.press("Enter")
    site.expect_moment(MOMENTS[3])


def test_play_steps_by_itself_until_it_is_stopped(site: SitePage) -> None:
    site.page.clock.install()
    site.open("index.html?date=2023-09-12")
    site.button("Play").click()
    site.page.clock.run_for(3600)
    site.expect_moment(MOMENTS[5])
    site.button("Pause").click()
    site.page.clock.run_for(9000)
    site.expect_moment(MOMENTS[5])
    expect(site.button("Play")).to_be_visible()


def test_play_stops_at_the_end(site: SitePage) -> None:
    site.page.clock.install()
    site.open("index.html?date=2023-09-15")
    site.button("Play").click()
    site.page.clock.run_for(20_000)
    site.expect_moment(MOMENTS[-1])
    expect(site.button("Play")).to_be_visible()


def test_a_screen_reader_is_told_of_each_step_but_not_of_the_first_moment(site: SitePage) -> None:
    site.open("index.html?date=2023-09-12")
    expect(site.announcement).to_be_empty()
    site.button("Next").click()
    expect(site.announcement).to_contain_text("13 September 2023. Vostochny Cosmodrome.")


def test_languages_keep_the_moment(site: SitePage) -> None:
    site.open("index.html?date=2023-09-13")
    site.page.get_by_role("link", name="한국어").click()
    site.ready()
    site.expect_moment("2023년 9월 13일")
    assert site.page.evaluate("document.documentElement.lang") == "ko"


def test_share_copies_the_whole_address(browser: Browser, site_url: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    for page in new_page(browser, permissions=permissions):
        site = SitePage(page, site_url).open("index.html")
        site.press("ArrowRight")
        page.get_by_role("link", name="Share").click()
        expect(page.get_by_text("Link copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{site_url}index.html?date=2023-08"


def test_what_is_downloaded_has_a_name_that_tells_what_it_is(site: SitePage) -> None:
    site.open()
    with site.page.expect_download() as download:
        site.page.get_by_role("link", name="The whole route, SVG").click()
    assert download.value.suggested_filename == "route-web-en.svg"
    assert download.value.path().read_bytes().startswith(b"<svg")


def test_the_first_view_is_light(browser: Browser, site_url: str, published: Path) -> None:
    for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
        for page in new_page(browser, viewport=size):
            site = SitePage(page, site_url).open("index.html?date=2023-09-13")
            page.wait_for_load_state("networkidle")
            assert {urlsplit(url).netloc for url in site.requests} == {urlsplit(site_url).netloc}
            assert len(site.requests) <= 12
            files = [published / urlsplit(url).path.lstrip("/") for url in site.requests]
            weight = sum(
                file.stat().st_size
                if file.suffix == ".woff2"
                else len(gzip.compress(file.read_bytes()))
                for file in files
            )
            assert weight <= 150_000


def test_from_a_disk_everything_works_and_nothing_is_asked_of_the_network(
    browser: Browser, published: Path
) -> None:
    for page in new_page(browser, offline=True):
        site = SitePage(page, f"{published.as_uri()}/").open("index.html?date=2023-09-12")
        site.press("ArrowRight")
        site.expect_moment(MOMENTS[5])
        for _ in range(4):
            page.locator(".leaflet-control-zoom-in").click()
            site.at_rest()
        site.ready()  # the finer ground comes from the disk too
        assert all(url.startswith("file:") for url in site.requests)
        assert any("ground-10m" in url for url in site.requests)
        expect(page.get_by_role("link", name="Share")).to_be_hidden()
        page.get_by_role("link", name="Русский").click()
        site.ready()
        site.expect_moment("13 сентября 2023 г.")
        assert not site.errors


def test_without_scripts_all_moments_stand_there_in_order_each_with_its_picture(
    browser: Browser, site_url: str
) -> None:
    for page in new_page(browser, java_script_enabled=False):
        page.goto(f"{site_url}index.html")
        dates = page.locator(".story-date")
        assert [text.lower() for text in dates.all_inner_texts()] == [m.lower() for m in MOMENTS]
        pictures = page.locator(".moment-picture img")
        assert pictures.count() == len(MOMENTS)
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_be_visible()
            assert "Map of" in (picture.get_attribute("alt") or "")
        assert page.locator(".map-frame").is_hidden()
        assert page.locator(".controls").is_hidden()
        expect(page.get_by_role("heading", name="Itinerary")).to_be_visible()


def test_on_paper_stand_all_moments_with_pictures(site: SitePage, tmp_path: Path) -> None:
    site.open("index.html?date=2023-09-13")
    pdf = tmp_path / "page.pdf"
    site.page.pdf(path=pdf, format="A4")
    text = read_by("pdftotext", "-layout", pdf, "-")
    for words in ("About a month earlier", "12 September 2023", "Reactions (undated)", "Itinerary"):
        assert words in text
    assert "Next" not in text
    listed = read_by("pdfimages", "-list", pdf).splitlines()[2:]
    assert len({line.split()[10] for line in listed if line.split()[2] == "image"}) >= len(MOMENTS)


@pytest.mark.parametrize(
    "look",
    [
        {"color_scheme": "dark"},
        {"viewport": {"width": 390, "height": 844}, "has_touch": True},
        {"viewport": {"width": 320, "height": 640}},
        {"reduced_motion": "reduce"},
        {"forced_colors": "active"},
    ],
    ids=["dark", "phone", "narrow", "still", "forced"],
)
def test_it_fits_and_steps_on_every_screen(
    browser: Browser, site_url: str, look: dict[str, object]
) -> None:
    for page in new_page(browser, **look):
        site = SitePage(page, site_url).open("index.html?date=2023-09-12")
        site.button("Next").click()
        site.expect_moment(MOMENTS[5])
        expect(page.locator(".stop.current .stop-label")).to_be_visible()
        width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1]
        assert not site.errors


def test_the_dark_page_is_dark(browser: Browser, site_url: str) -> None:
    for page in new_page(browser, color_scheme="dark"):
        SitePage(page, site_url).open()
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(map(int, re.findall(r"\d+", colour))) < 60


def test_no_script_within_the_page_runs_whatever_the_tables_say(
    browser: Browser, tmp_path: Path
) -> None:
    journey = tmp_path / "journey"
    journey.mkdir()
    bad = "<script>window.hit=1</script><img src=x onerror=window.hit=1>{{7*7}}</textarea>"
    (journey / "locations.csv").write_text(
        f'name,latitude,longitude,arrival,note\n"{bad}",10,20,2023-01-01,"{bad}"\n'
        f"Next,11,21,2023-01-02,\n",
        encoding="utf-8",
    )
    (journey / "events.csv").write_text(
        f'date,headline,text,quote,speaker\n2023-01-01,"{bad}","{bad}","{bad}","{bad}"\n',
        encoding="utf-8",
    )
    (journey / "journey.toml").write_text(
        "title = '''" + bad + "'''\nsubtitle = '''" + bad + "'''\n", encoding="utf-8"
    )
    assert main(["publish", str(journey), "-o", str(tmp_path / "site")]) == 0
    assert main(["publish", str(journey), "--single-file", "-o", str(tmp_path / "one.html")]) == 0
    with handed_out(tmp_path) as address:
        for name in ("site/index.html", "site/present.html", "site/embed.html", "one.html"):
            for page in new_page(browser):
                site = SitePage(page, address).open(name)
                site.press("ArrowRight", "ArrowRight")
                assert page.evaluate("window.hit") is None
                assert all(url.startswith((address, "data:")) for url in site.requests)
                assert "<script>window.hit" in page.locator("body").inner_text()

"""Pages without Streamlit: `/present`, `/embed`, `/oembed`, and what they bring with them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from oembedpy import consumer, discovery
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard_page import MOMENTS
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from site_page import SitePage, handed_out

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    return TestClient(Starlette(routes=routes()))


@pytest.mark.parametrize("path", ["/present", "/embed", "/embed?date=2023-09-13&lang=ko"])
def test_a_page_is_whole_cached_and_compressed(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert "max-age" in answer.headers["cache-control"]
    tag = answer.headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in re.findall(r'(?:href|src)="(assets/[^"]+)"', answer.text):
        kept = client.get(f"/{name}")
        assert kept.status_code == 200
        assert "immutable" in kept.headers["cache-control"]


def test_the_page_in_a_language_says_so(client: TestClient) -> None:
    answer = client.get("/present?lang=ko")
    assert answer.headers["content-language"] == "ko"
    assert '<html lang="ko"' in answer.text


def test_the_embed_may_be_framed_by_everybody_and_the_presentation_by_itself(
    client: TestClient,
) -> None:
    policies = {
        path: client.get(path).headers["content-security-policy"] for path in ("/embed", "/present")
    }
    assert "frame-ancestors *" in policies["/embed"]
    assert "frame-ancestors 'self'" in policies["/present"]
    for policy in policies.values():
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/present?date=2099-01-01", "2023-09-13"),
        ("/embed?stop=nowhere", "khasan"),
        ("/embed?lang=xx", "en, ko, ru"),
        ("/embed?size=9", "date, stop, lang"),
    ],
)
def test_a_page_that_there_is_not_is_refused_with_what_there_is(
    client: TestClient, path: str, told: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert told in answer.text


def test_beneath_a_path_all_addresses_are_beneath_it_too() -> None:
    client = TestClient(Starlette(routes=routes("/maps/")))
    answer = client.get("/maps/embed")
    assert answer.status_code == 200
    assert '"http://testserver/maps/"' in answer.text or "http://testserver/maps/" in answer.text
    (oembed,) = re.findall(r'application/json\+oembed" href="([^"]+)"', answer.text)
    assert oembed.startswith("http://testserver/maps/oembed?")


# oEmbed ------------------------------------------------------------------------------------------


def test_a_library_finds_out_how_to_embed_a_page(dashboard_url: str) -> None:
    endpoint, asked = discovery.find_from_content(f"{dashboard_url}/embed?lang=ko")
    asked.max_width = 500
    told = consumer.fetch_content(endpoint, asked)
    assert told.type == "rich"
    assert told.title == "김정은의 러시아행 열차"
    assert told.width == 500
    assert f'src="{dashboard_url}/embed?lang=ko"' in told.html


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=https://elsewhere.org/embed", 404),
        ("url=http://testserver/map.png", 404),
        ("url=http://testserver/embed?date=2099", 404),
        ("url=http://testserver/embed&format=xml", 501),
        ("url=http://testserver/embed&maxwidth=wide", 400),
        ("url=http://testserver/embed&maxheight=0", 400),
        ("url=http://testserver/embed&maxwidth=99999999999999999", 400),
    ],
)
def test_what_cannot_be_embedded_is_refused_as_oembed_says(
    client: TestClient, query: str, status: int
) -> None:
    assert client.get(f"/oembed?{query}").status_code == status


def test_the_moment_asked_for_is_the_moment_embedded(client: TestClient) -> None:
    address = "http://testserver/present?date=2023-09-13"
    told = json.loads(client.get("/oembed", params={"url": address}).content)
    assert "/embed?date=2023-09-13" in told["html"]
    assert "date=2023-09-13" in told["thumbnail_url"]
    assert client.get(told["thumbnail_url"]).status_code == 200


# Within another page ------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_code_to_copy_shows_the_journey_at_the_height_that_it_needs(
    page: Page, published: Path, tmp_path: Path
) -> None:
    with handed_out(published) as there:
        site = SitePage(page, there).open("index.html")
        code = page.locator("[data-embed-code]").input_value()
        title = "Kim Jong Un’s train to Russia"
        assert f'title="{title}"' in code
        assert "<noscript>" in code
        assert not site.errors
        (tmp_path / "index.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>A blog</title><h1>Blog</h1>{code}",
            encoding="utf-8",
        )
        with handed_out(tmp_path) as elsewhere:
            for width in (1000, 420):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(elsewhere)
                frame = page.frame_locator("iframe")
                expect(frame.locator(".ground-canvas[data-complete]")).to_have_count(1)
                frame.get_by_role("button", name="Next").click()
                expect(frame.locator(".moment:not([hidden]) .story-date")).to_have_text(
                    MOMENTS[1], ignore_case=True
                )
                page.wait_for_timeout(300)
                inside = frame.locator("body").evaluate("e => e.getBoundingClientRect().height")
                box = page.locator("iframe").bounding_box()
                assert box
                assert box["height"] == pytest.approx(inside, abs=2)
                assert box["width"] <= width


@pytest.mark.browser
def test_the_presentation_of_the_server_needs_no_streamlit(page: Page, dashboard_url: str) -> None:
    slides = SitePage(page, f"{dashboard_url}/").open("present?date=2023-09-13&lang=ru")
    assert not [url for url in slides.requests if "_stcore" in url or "/static/" in url]
    assert not slides.errors
    assert len(slides.requests) <= 12

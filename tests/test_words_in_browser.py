"""Words that mean harm, in a real browser: they are read as text, nothing runs, nothing leaves."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser import dashboard as serve
from dashboard_page import opened
from hostile_words import planted
from routemap.cli.main import main
from site_page import SitePage, handed_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Frame, Page

    from routemap.pictures.params import Picture

pytestmark = pytest.mark.browser

BAD = planted()
NAMES = [
    held
    for file, _, field, held in BAD.found.values()
    if (file, field) == ("locations.csv", "name")
]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, content in BAD.files.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def server(journey: Path) -> Iterator[str]:
    with serve(journey) as address:
        yield address


@pytest.fixture(scope="module")
def site(journey: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A published folder on a server that only hands out files."""
    folder = tmp_path_factory.mktemp("site") / "site"
    with pytest.MonkeyPatch.context() as patch:
        draw_little(patch)
        assert main(["publish", str(journey), "-o", str(folder)]) == 0
    with handed_out(folder) as address:
        yield address


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What a page asks for, and what it says by itself."""
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url))
    page.on("dialog", lambda dialog: told.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    return told


def draw_little(patch: pytest.MonkeyPatch) -> None:
    """Have one moment pictured: pictures are tried elsewhere, and forty take their time."""
    patch.setattr("routemap.pictures.params.Picture.render", blank_picture)
    for module in ("routemap.page.site", "routemap.exports.static_site"):
        patch.setattr(f"{module}.pictured_moments", lambda _: frozenset({0}))


def blank_picture(query: Picture, form: str) -> bytes:
    """Return no picture of the journey."""
    del query, form
    content = io.BytesIO()
    Image.new("RGB", (4, 3)).save(content, "PNG")
    return content.getvalue()


def plain(text: str) -> str:
    return " ".join(text.split())


def expect_words_on_the_map(frame: Frame | Page) -> None:
    """Wait for all names; the map has each as text, whether there is room to show it or not."""
    names = frame.locator(".stop-name")
    expect(names).to_have_count(len(NAMES))
    shown = sorted(map(plain, names.all_text_contents()))
    assert shown == sorted(map(plain, NAMES))


def expect_harmless(page: Page, asked: list[str], home: str) -> None:
    """Nothing of the tables ran, became an element or asked another host."""
    for frame in page.frames:
        assert frame.evaluate("window.hit === undefined")
        brought = "img[src=x], img[src*=outside], [onerror], [onload], a[href^=javascript]"
        assert frame.locator(brought).count() == 0
    own = (home, "data:", "blob:", f"ws://{urlsplit(home).netloc}")
    assert [each for each in asked if not each.startswith(own)] == []


def test_the_dashboard_shows_words_as_words(page: Page, server: str, asked: list[str]) -> None:
    dashboard = opened(page, server)
    expect_words_on_the_map(dashboard.frame)
    dashboard.press("ArrowRight", "End")
    expect(page.locator(".st-key-story")).to_contain_text("DROP TABLE")
    text = plain(page.locator(".stMain").inner_text())
    assert [name for name in NAMES if plain(name) not in text] == []
    expect_harmless(page, asked, server)


@pytest.mark.parametrize("address", ["index.html", "present.html", "embed.html"])
def test_a_published_page_shows_words_as_words(
    page: Page, site: str, asked: list[str], address: str
) -> None:
    shown = SitePage(page, site).open(address)
    expect_words_on_the_map(page)
    shown.press("ArrowRight", "End")
    expect_harmless(page, asked, site)
    assert shown.errors == []


@pytest.mark.parametrize("address", ["present", "embed"])
def test_a_page_of_the_server_shows_words_as_words(
    page: Page, server: str, asked: list[str], address: str
) -> None:
    shown = SitePage(page, f"{server}/").open(address)
    expect_words_on_the_map(page)
    shown.press("ArrowRight", "End")
    expect_harmless(page, asked, server)
    assert shown.errors == []


def test_a_single_file_shows_words_as_words(
    page: Page, journey: Path, asked: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    with pytest.MonkeyPatch.context() as patch:
        draw_little(patch)
        assert main(["publish", str(journey), "-o", str(path), "--single-file"]) == 0
    page.goto(path.as_uri())
    expect_words_on_the_map(page)
    text = plain(page.locator("body").inner_text())
    assert [name for name in NAMES if plain(name) not in text] == []
    expect_harmless(page, asked, path.as_uri())

"""Fixtures for all tests. A worker of pytest-xdist has one browser and one dashboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from browser import chromium, dashboard
from dashboard_page import new_page
from routemap.cli.main import main
from routemap.pictures import font_metrics, typefaces
from routemap.pictures.system_fonts import SystemFont
from routemap.server import loading
from script_page import opened_opening, opened_pictures, opened_script, opened_teaching
from site_page import SitePage, handed_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from streamlit.testing.v1 import AppTest

# How long an example takes is the machine's affair. Two runs of `make test` try the same examples;
# `make fuzz` tries others.
settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("fuzz", settings.get_profile("quick"), derandomize=False, print_blob=True)
settings.register_profile("few", settings.get_profile("quick"), max_examples=10)  # `make quick`
settings.load_profile("quick")

SLOW = {
    "any_address", "bounded_drawing", "bounded_work", "command_endings", "deploy",
    "ending_and_room", "every_door", "examples", "film", "golden_pictures", "handout",
    "harmless_output", "hostile_files", "hostile_tables", "land_is_land", "long_pictures",
    "open_page", "packing", "picture_extents", "picture_labels", "picture_readers",
    "pictures_page", "publish_command", "safe_answers", "scripts", "slides", "sweep", "teach_page",
    "teaching_addresses", "wheel", "words_stay_words", "workers",
}  # fmt: skip
"""Files of tests that start servers and other programs, draw much, or sweep over many journeys."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` leaves out."""
    for item in items:
        if item.path.stem.removeprefix("test_") in SLOW:
            item.add_marker("slow")


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine have no fonts of its own."""
    yield from _system_fonts(monkeypatch, ())


@pytest.fixture
def chinese_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let this machine have a font with a few Chinese letters, and no other."""
    path = Path(__file__).parent / "reference" / "fonts" / "NotoSansSC-Regular.ttf"
    yield from (path for _ in _system_fonts(monkeypatch, (SystemFont(path, path),)))


def _system_fonts(monkeypatch: pytest.MonkeyPatch, fonts: tuple[SystemFont, ...]) -> Iterator[None]:
    """Let this machine have some fonts; what has been found out of others is forgotten."""
    kept = (typefaces._typeface_of, font_metrics._kept_advance, font_metrics._kept_lines)  # noqa: SLF001  as below
    monkeypatch.setattr(typefaces, "system_fonts", lambda: iter(fonts))
    monkeypatch.setattr(typefaces, "_CHAIN", typefaces._Chain())  # noqa: SLF001  what else would know them
    for cache in kept:
        cache.cache_clear()
    yield
    for cache in kept:
        cache.cache_clear()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for tables that were changed, however busy the machine is."""
    monkeypatch.setattr(loading, "_PATIENCE_SECONDS", 60.0)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of its own, the size of a small laptop."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def dashboard_url() -> Iterator[str]:
    """Address of the dashboard with the shipped journey."""
    with dashboard() as address:
        yield address


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the page's script, without a browser."""
    return partial(opened_script, monkeypatch)


@pytest.fixture
def open_pictures(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the script of the Pictures page, without a browser."""
    return partial(opened_pictures, monkeypatch)


@pytest.fixture
def open_teaching(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the script of the Teach page, without a browser."""
    return partial(opened_teaching, monkeypatch)


@pytest.fixture
def open_opening(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the script of the Open page, without a browser."""
    return partial(opened_opening, monkeypatch)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the published site of the shipped journey, as the command writes it."""
    folder = tmp_path_factory.mktemp("published") / "site"
    assert main(["publish", "-o", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def site_url(published: Path) -> Iterator[str]:
    """Address of that site on a server that only hands out files."""
    with handed_out(published) as address:
        yield address


@pytest.fixture
def slides(browser: Browser, site_url: str) -> Iterator[SitePage]:
    """Presentation of that site on a projector."""
    for page in new_page(browser, viewport={"width": 1920, "height": 1080}):
        yield SitePage(page, site_url)

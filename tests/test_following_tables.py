"""`routemap serve` follows the tables: open pages show what was saved, and never lose the map."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser import serving
from dashboard_page import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
HEADER = "name,latitude,longitude,arrival"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "trip.csv"
    write(path, "Here,10,20,2001", "There,11,22,2002")
    return path


def write(path: Path, *rows: str) -> None:
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")


@pytest.fixture
def command(table: Path) -> list[str]:
    run = "import sys; from routemap.cli.main import main; sys.exit(main())"
    return [sys.executable, "-c", run, "serve", str(table), "--port", "0"]


@pytest.mark.parametrize("options", [[], ["--base-path", "/maps/trip"]])
def test_a_saved_table_is_seen_at_once_and_its_faults_are_told(
    page: Page, table: Path, command: list[str], options: list[str]
) -> None:
    with serving([*command, *options]) as server:
        shown = opened(page, server.address)
        shown.page.keyboard.press("ArrowRight")
        shown.expect_moment("2002")
        write(table, "Here,10,20,2001", "Elsewhere,11,22,2002")
        expect(shown.story).to_contain_text("Elsewhere")
        shown.expect_moment("2002")  # the reader stays where they were
        write(table, "Here,10,20,2001", "Elsewhere,north,22,2002")
        told = page.get_by_role("alert")
        expect(told).to_contain_text("trip.csv:3:latitude")
        expect(shown.story).to_contain_text("Elsewhere")
        write(table, "Here,10,20,2001", "Mended,11,22,2002")
        expect(shown.story).to_contain_text("Mended")
        expect(told).to_have_count(0)


def test_pages_of_many_readers_ask_for_no_edition(page: Page, command: list[str]) -> None:
    with serving([*command, "--no-watch"]) as server:
        shown = opened(page, server.address)
        shown.page.wait_for_timeout(2500)
        assert not [address for address in shown.requests if address.endswith("/edition")]

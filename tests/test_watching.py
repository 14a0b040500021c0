"""`routemap serve` follows the files of its journey: open pages change by themselves."""

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

HEADER = "id,name,latitude,longitude,arrival\n"
ONE = f"{HEADER}a,Here,50,10,2020-01-01\nb,There,51,11,2020-01-02\n"
COMMAND = "import sys; from routemap.cli import main; sys.exit(main())"


def test_an_open_page_follows_the_files_and_keeps_what_was_good(page: Page, tmp_path: Path) -> None:
    table = tmp_path / "locations.csv"
    table.write_text(ONE, encoding="utf-8")
    serve = [sys.executable, "-c", COMMAND, "serve", str(tmp_path), "--port", "0"]
    with serving(serve) as server:
        board = opened(page, server.address, "?date=2020-01-02")
        expect(page.locator(".story")).to_contain_text("There")
        table.write_text(ONE.replace("There", "Yonder"), encoding="utf-8")
        expect(page.locator(".story")).to_contain_text("Yonder", timeout=20_000)
        table.write_text(ONE.replace("51", "510"), encoding="utf-8")
        told = page.get_by_text("The tables have errors now.")
        expect(told).to_be_visible(timeout=20_000)
        expect(page.get_by_text("locations.csv:3:latitude")).to_be_visible()
        expect(page.locator(".story")).to_contain_text("Yonder")
        table.write_text(ONE.replace("There", "Beyond"), encoding="utf-8")
        expect(page.locator(".story")).to_contain_text("Beyond", timeout=20_000)
        expect(told).to_have_count(0)
        assert "date=2020-01-02" in page.url
        board.ready()

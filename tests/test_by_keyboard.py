"""From a workbook nobody has seen before to a published page, with the keyboard alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from routemap.cli.main import main
from routemap.tables import check_journey
from test_open_page import edit, saved

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
MOST_TABS = 80
ROWS = (
    ("Unsere Reise im Mai",),
    (),
    ("Ort", "Land", "Breite", "Länge", "Datum"),
    ("Prag", "CZ", "50,08", "14,43", "01/05/2024"),
    ("Brno", "CZ", None, None, "02/05/2024"),
    ("Unsere Hütte", None, None, None, "03/05/2024"),
    ("Wien", "AT", "48,2", "16,37", "gestern"),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    book.active.title = "Notizen"
    book.active.append(("Nicht vergessen",))
    sheet = book.create_sheet("Reise")
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "reise.xlsx"
    book.save(path)
    return path


def go_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there."""
    expect(target).to_be_visible()
    expect(target).to_be_enabled()
    for _ in range(MOST_TABS):
        if target.evaluate("(part) => part.matches(':focus')"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} cannot be reached with Tab")


def press(page: Page, name: str) -> None:
    go_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a menu of Streamlit's."""
    field = page.get_by_label(label).and_(page.get_by_role("combobox"))
    go_to(page, field)
    page.keyboard.press("ArrowDown")
    page.keyboard.type(option)
    expect(page.get_by_role("option").first).to_contain_text(option)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).not_to_have_attribute("aria-expanded", "true")


def from_workbook_to_journey(page: Page, workbook: Path) -> None:
    """Bring the workbook in."""
    go_to(page, page.get_by_role("button", name="Upload", exact=True))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(workbook)
    expect(page.get_by_role("button", name="Use these columns")).to_be_visible()
    choose(page, "“Datum”, 3 ×", "01/05/2024 → 2024-05-01")
    press(page, "Use these columns")
    expect(page.get_by_role("heading", name="Problems")).to_be_visible()


def mend(page: Page) -> None:
    """Mend what is wrong: places without coordinates, and a date that is none."""
    press(page, "Seen to it")
    press(page, "Accept the sure ones")
    expect(page.get_by_text("Accepted: 1. Still to be asked: 1.")).to_be_visible()
    placing = page.get_by_role("application")
    expect(page.get_by_label("Stop to place or move")).to_have_value("2")
    go_to(page, placing)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Unsere Hütte is placed at")).to_be_visible()
    expect(page.locator(".problem-groups", has_text="latitude")).to_have_count(0)
    go_to(page, page.locator("[data-testid=stDataFrame] canvas").first)
    edit(page, 4, 3, "2024-05-04")
    expect(page.get_by_text("None. The journey can be shown.")).to_be_visible()


def test_a_workbook_becomes_a_published_page_by_keyboard_alone(
    page: Page, dashboard_url: str, workbook: Path, tmp_path: Path
) -> None:
    page.set_default_timeout(20_000)
    page.goto(f"{dashboard_url}/open")
    from_workbook_to_journey(page, workbook)
    mend(page)
    go_to(page, page.get_by_label("Title", exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type("Drei Städte und eine Hütte")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    with page.expect_download() as folder:
        press(page, "Download the folder (ZIP)")
    press(page, "Make the page")
    made = page.get_by_role("button", name="Download the page (ZIP)")
    expect(made).to_be_visible(timeout=120_000)
    with page.expect_download() as packed:
        press(page, "Download the page (ZIP)")
    with zipfile.ZipFile(io.BytesIO(saved(packed.value))) as archive:
        assert "Drei Städte und eine Hütte" in archive.read("index.html").decode()
    journey = tmp_path / "journey"
    with zipfile.ZipFile(io.BytesIO(saved(folder.value))) as archive:
        archive.extractall(journey)
    report = check_journey(journey)
    assert report.problems == ()
    assert report.journey
    assert [stop.name.original.text for stop in report.journey.stops] == [
        row[0] for row in ROWS[3:]
    ]
    assert {"placed-by-hand"} == set(report.journey.stops[2].references)
    assert main(["check", str(journey)]) == 0
    assert main(["publish", str(journey), "-o", str(tmp_path / "site")]) == 0

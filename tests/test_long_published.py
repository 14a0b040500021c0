"""The published page of a long journey: a jump to a date, and pictures of some moments only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from routemap.cli.main import main
from site_page import SitePage

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("long")
    table = folder / "walk.csv"
    rows = ["name,latitude,longitude,arrival"]
    for n in range(40):
        year = n - 20
        rows.append(f"Place {n},{10 + n % 5},{20 + n / 2},{'-' if year < 0 else ''}{abs(year):04}")
    table.write_text("\n".join(rows), encoding="utf-8")
    assert main(["publish", str(table), "--single-file", "-o", str(folder / "page.html")]) == 0
    return f"file://{folder}/"


def test_a_typed_date_leads_to_the_first_moment_that_is_not_before_it(
    page: Page, site: str
) -> None:
    shown = SitePage(page, site)
    page.goto(f"{site}page.html")
    field = page.get_by_label("Go to date")
    for typed, words in (("-0010", "11 BC"), ("0005-06", "6"), ("9999", "19"), ("-0300", "21 BC")):
        field.fill(typed)
        field.press("Enter")
        expect(shown.story_date).to_have_text(words)
    field.fill("soon")
    field.press("Enter")
    expect(shown.story_date).to_have_text("21 BC")
    assert "1835-09" in field.evaluate("field => field.validationMessage")
    field.press("ArrowRight")
    expect(shown.story_date).to_have_text("21 BC")  # arrow keys are the field's own
    assert not shown.errors


def test_of_very_many_moments_some_have_a_picture_the_first_and_last_among_them(
    page: Page, site: str
) -> None:
    page.goto(f"{site}page.html")
    pictured = page.locator(".moment").evaluate_all(
        "moments => moments.map((moment) => Boolean(moment.querySelector('.moment-picture')))"
    )
    assert len(pictured) == 40
    assert sum(pictured) == 30
    assert pictured[0]
    assert pictured[-1]

"""The legs in a real browser: dashes and dots, there beside back, and coarser from afar."""

from __future__ import annotations

import re
from math import dist
from statistics import median
from typing import TYPE_CHECKING

import pytest

from dashboard_page import DashboardPage, opened
from routemap.look import MARKS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def dashboard(page: Page, dashboard_url: str) -> DashboardPage:
    return opened(page, dashboard_url)


def test_the_railway_is_dashed_and_the_stretch_off_it_dotted(dashboard: DashboardPage) -> None:
    dashboard.press("End")
    dashes = {
        name: dashboard.map.locator(f".leaflet-pane path.{name}").evaluate_all(
            "lines => lines.map((line) => parseFloat(getComputedStyle(line).strokeDasharray))"
        )
        for name in ("leg-line.leg-inferred", "leg-stub")
    }
    assert len(dashes["leg-line.leg-inferred"]) == 3
    assert min(dashes["leg-line.leg-inferred"]) > 2 * MARKS.leg_travelled  # long
    assert len(dashes["leg-stub"]) == 2
    assert max(dashes["leg-stub"]) < 1  # round caps make dots of them


def test_there_and_back_lie_beside_each_other_on_the_line_and_off_it(
    dashboard: DashboardPage,
) -> None:
    dashboard.frame.evaluate("() => { map.setView([51.8, 128.2], 9, { animate: false }); }")
    for name in ("leg-stub", "leg-line.leg-inferred"):
        line, other = dashboard.map.locator(f".leaflet-pane path.{name}").all()[-2:]
        assert nearest(line, other) == pytest.approx(6.5, abs=2)


def points_along(line: Locator) -> list[tuple[float, float]]:
    """Points of a line as it is drawn, 5 pixels apart."""
    script = """line => Array.from({ length: line.getTotalLength() / 5 }, (_, n) => {
      const { x, y } = line.getPointAtLength(5 * n);
      return [x, y];
    })"""
    return [(x, y) for x, y in line.evaluate(script)]


def nearest(line: Locator, other: Locator) -> float:
    """How near the other line comes, as a rule, to where this one is drawn."""
    there = points_along(other)
    return median(min(dist(point, each) for each in there) for point in points_along(line))


def test_zoomed_out_the_railway_is_drawn_with_fewer_points(dashboard: DashboardPage) -> None:
    counts = []
    for zoom in (7, 5, 3):
        dashboard.frame.evaluate(
            "zoom => { map.setView([46, 132], zoom, { animate: false }); }", zoom
        )
        line = dashboard.map.locator(".leaflet-pane path.leg-line.leg-inferred").first
        counts.append(len(re.findall(r"[ML]", line.get_attribute("d") or "")))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0] / 3

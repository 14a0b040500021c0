"""The legs in a real browser: dashes and dots, there beside back, and coarser from afar."""

from __future__ import annotations

import json
import re
from math import dist
from statistics import median
from typing import TYPE_CHECKING

import pytest

from browser import dashboard as serving_dashboard
from dashboard_page import DashboardPage, opened
from routemap.look import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        assert nearest(line, other) == pytest.approx(2 * MARKS.lane, abs=2)


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


# (latitude, longitude): round a corner, then out and back.
CORNER = [(50.0, 130.0), (51.0, 130.0), (51.0, 132.0)]
OUT_AND_BACK = [(51.0, 132.0), (51.5, 134.0), (51.0, 132.0)]
# How far the ends, and the whole, of a line as it is drawn lie from where it runs, in pixels.
AWAY = """(line, points) => {
  const onMap = points.map((at) => map.project(at).subtract(map.getPixelOrigin()));
  const length = line.getTotalLength();
  const shown = Array.from({ length: length + 1 }, (_, n) => line.getPointAtLength(n));
  const away = (point, path) => Math.min(...path.slice(1).map((to, n) =>
    L.LineUtil.pointToSegmentDistance(L.point(point.x, point.y), L.point(path[n]), L.point(to))));
  const end = line.getPointAtLength(length);
  return {
    ends: [onMap[0].distanceTo(shown[0]), onMap.at(-1).distanceTo(L.point(end.x, end.y))],
    whole: [
      ...shown.map((point) => away(point, onMap)),
      ...onMap.map((point) => away(point, [...shown, end])),
    ],
  };
}"""


@pytest.fixture(scope="module")
def bent_ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("bent")
    stops = (CORNER[0], CORNER[-1], OUT_AND_BACK[-1])
    rows = [f"{name},{name},{at[0]},{at[1]},2023" for name, at in zip("abc", stops, strict=True)]
    (folder / "locations.csv").write_text(
        "\n".join(["id,name,latitude,longitude,arrival", *rows]), encoding="utf-8"
    )
    features = [
        {
            "type": "Feature",
            "properties": {
                "from": start,
                "to": end,
                "length_km": length,
                "source": "a map",
                "licence": "CC0-1.0",
            },
            "geometry": {"type": "LineString", "coordinates": [at[::-1] for at in line]},
        }
        for start, end, length, line in (("a", "b", 251, CORNER), ("b", "c", 300, OUT_AND_BACK))
    ]
    (folder / "legs.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    with serving_dashboard(folder) as address:
        yield address


def test_a_leg_is_drawn_where_it_runs_at_every_zoom(page: Page, bent_ways: str) -> None:
    shown = opened(page, bent_ways)
    for zoom in (5, 6.5, 7.25):
        shown.frame.evaluate(
            "zoom => { map.setView([50.8, 131.5], zoom, { animate: false }); }", zoom
        )
        lines = shown.map.locator(".leaflet-pane path.leg-line").all()
        for line, points in zip(lines, (CORNER, OUT_AND_BACK), strict=True):
            away = line.evaluate(AWAY, points)
            assert max(away["ends"]) < 0.1
            assert max(away["whole"]) <= 1.5

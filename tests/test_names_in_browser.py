"""Names of many stops: none covers another or a mark, at any zoom; and none is lost for good."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from browser import dashboard as serve
from dashboard_page import DashboardPage, opened
from site_page import wait_for_rest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STOPS = 300
SYLLABLES = ("ka", "mo", "vo", "sto", "chi", "lin", "ha", "ryo")
# Discs are drawn to parts of a pixel.
HAIR_PX = 0.6
BOXES = """() => {
  const isSeen = (part) => getComputedStyle(part).visibility !== "hidden" && part.offsetWidth > 0;
  const box = (part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const inView = ([left, top, right, bottom]) =>
    right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  const all = (selector) =>
    [...document.querySelectorAll(selector)].filter(isSeen).map(box).filter(inView);
  return [all(".stop .stop-label"), all(".stop .stop-disc")];
}"""

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def many_stops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    random = Random(4)  # noqa: S311  the same journey each time
    rows = ["name,latitude,longitude,arrival"]
    for number in range(STOPS):
        name = "".join(random.choices(SYLLABLES, k=random.randint(2, 5))).title()
        # Thick in the middle, thin outside.
        latitude, longitude = random.gauss(45, 4), random.gauss(131, 6)
        rows.append(f"{name},{latitude:.3f},{longitude:.3f},2023-0{number // 100 + 1}-01")
    table = tmp_path_factory.mktemp("many") / "locations.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return table


@pytest.fixture(scope="module")
def many_url(many_stops: Path) -> Iterator[str]:
    with serve(many_stops) as address:
        yield address


def overlap(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] - HAIR_PX
        and other[0] < one[2] - HAIR_PX
        and one[1] < other[3] - HAIR_PX
        and other[1] < one[3] - HAIR_PX
    )


def boxes(dashboard: DashboardPage) -> tuple[list[Box], list[Box]]:
    labels, discs = dashboard.frame.evaluate(BOXES)
    return [tuple(box) for box in labels], [tuple(box) for box in discs]


def look_at(dashboard: DashboardPage, zoom: float) -> None:
    dashboard.frame.evaluate(
        "(zoom) => { map.setView([45, 131], zoom, { animate: false }); }", zoom
    )
    wait_for_rest(dashboard.frame)


@pytest.mark.timeout(400)
def test_no_name_of_300_stops_covers_another_or_a_mark_at_any_zoom(
    page: Page, many_url: str
) -> None:
    dashboard = opened(page, many_url)
    shown = []
    for zoom in (3, 4.25, 5.5, 7, 9):
        look_at(dashboard, zoom)
        labels, discs = boxes(dashboard)
        shown.append(len(labels) / max(len(discs), 1))
        for n, label in enumerate(labels):
            assert not [other for other in labels[:n] if overlap(label, other)], zoom
            assert not [disc for disc in discs if overlap(label, disc)], zoom
    # The legs cross each other everywhere, so few names have room; but some have.
    assert max(shown) > 0.02
    assert dashboard.errors == []


def test_the_names_of_the_ground_give_way_to_300_stops(page: Page, many_url: str) -> None:
    dashboard = opened(page, many_url)
    for zoom in (4.25, 6, 8):
        look_at(dashboard, zoom)
        frame = dashboard.frame.evaluate(
            "() => { const { left, top } = map.getContainer().getBoundingClientRect(); "
            "return [left, top]; }"
        )
        names = [
            (
                box["left"] + frame[0],
                box["top"] + frame[1],
                box["right"] + frame[0],
                box["bottom"] + frame[1],
            )
            for box in dashboard.frame.evaluate("map.groundNames.placed.map(({ box }) => box)")
        ]
        labels, discs = boxes(dashboard)
        for name in names:
            assert not [other for other in (*labels, *discs) if overlap(name, other)], zoom

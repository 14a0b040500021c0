"""Names on pictures never touch marks, legs, each other or the edge, however crowded it is."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from random import Random
from typing import cast

import pytest
from shapely import LineString, Point
from shapely import box as shapely_box

from browser import CHECKOUT
from routemap.look import MARKS
from routemap.model.itinerary import build_itinerary
from routemap.pictures import labels
from routemap.pictures.clip import part_within
from routemap.pictures.label_placement import (
    CollisionIndex,
    Label,
    Mark,
    TextBlock,
    TextLine,
    place_beside,
)
from routemap.pictures.options import PictureOptions
from routemap.pictures.stop_words import StopWords
from routemap.pictures.view import Box, View
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

FRAME = Box(0, 0, 1200, 675)
RADIUS = 13.0
LAYOUTS = 200


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes share any area."""
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def distance(box: Box, mark: Mark) -> float:
    """Return how far a disc is from a box, by Shapely."""
    return float(shapely_box(*box).distance(Point(mark.at))) - mark.radius


def layout(seed: int) -> tuple[list[tuple[float, float]], list[list[tuple[float, float]]]]:
    """Stops in a random order, joined by legs."""
    random = Random(seed)  # noqa: S311  layouts, not secrets
    count = random.randint(1, 30)
    stops = [(random.uniform(40, 1160), random.uniform(40, 635)) for _ in range(count)]
    return stops, [[start, end] for start, end in pairwise(stops)]


def placed(
    seed: int,
) -> tuple[list[Mark], list[Label | None], list[list[tuple[float, float]]]]:
    random = Random(seed)  # noqa: S311
    stops, legs = layout(seed)
    occupied = CollisionIndex(FRAME, 1.0)
    marks = [Mark(at, RADIUS) for at in stops]
    for mark in marks:
        occupied.add_mark(mark)
    for leg in legs:
        occupied.add_line(leg)
    names = [
        (
            [TextBlock((TextLine("Stadt" * random.randint(1, 4), 17), TextLine("13 Sept", 14)))],
            [mark],
        )
        for mark in marks
    ]
    return marks, place_beside(names, occupied), legs


@pytest.mark.parametrize("seed", range(LAYOUTS))
def test_no_name_touches_anything(seed: int) -> None:
    marks, labels, legs = placed(seed)
    boxes = [label.box for label in labels if label]
    for one, other in combinations(boxes, 2):
        assert not meet(one, other)
    for box in boxes:
        assert FRAME.holds(box)
        assert not any(meet(box, mark.box) for mark in marks)
        assert not any(part_within(box, start, end) for start, end in legs)


@pytest.mark.parametrize("seed", range(LAYOUTS))
def test_no_name_is_taken_for_that_of_another_stop(seed: int) -> None:
    marks, labels, legs = placed(seed)
    leaders = [label.leader for label in labels if label and label.leader]
    for number, label in enumerate(labels):
        if label is None:
            continue
        others = [mark for mark in marks if mark is not marks[number]]
        foreign = min((distance(label.box, mark) for mark in others), default=1e9)
        if not label.leader:
            assert foreign >= distance(label.box, marks[number]) + MARKS.label_apart
            continue
        assert foreign >= MARKS.label_leader / 2
        assert not any(part_within(mark.box, *label.leader) for mark in others)
        assert not any(part_within(other.box, *label.leader) for other in labels if other)
        lines = [leader for leader in leaders if leader != label.leader]
        assert not any(LineString(label.leader).crosses(LineString(line)) for line in lines + legs)


def test_few_names_are_left_out() -> None:
    left_out = total = 0
    for seed in range(LAYOUTS):
        _, labels, _ = placed(seed)
        total += len(labels)
        left_out += labels.count(None)
    assert left_out / total < 0.5  # legs across and across: a third of the sheet is crossed


def test_the_same_layout_is_labelled_the_same_every_time() -> None:
    assert placed(7)[1] == placed(7)[1]


def test_a_name_alone_stands_right_of_its_mark() -> None:
    occupied = CollisionIndex(FRAME, 1.0)
    block = TextBlock((TextLine("Khasan", 17),))
    (label,) = place_beside([([block], [Mark((600, 300), RADIUS)])], occupied)
    assert label
    assert label.box.left > 600 + RADIUS
    assert label.anchor == "start"


def test_a_name_that_fits_only_narrowly_is_broken() -> None:
    occupied = CollisionIndex(Box(0, 0, 170, 120), 1.0)
    wide = TextBlock((TextLine("Vostochny Cosmodrome", 17),))
    narrow = TextBlock((TextLine("Vostochny", 17), TextLine("Cosmodrome", 17)))
    (label,) = place_beside([([wide, narrow], [Mark((40, 60), RADIUS)])], occupied)
    assert label
    assert label.block == narrow


def test_a_name_lies_on_a_coast_beside_its_mark_rather_than_afar() -> None:
    name = [TextBlock((TextLine("Vladivostok", 17),))]
    coast = CollisionIndex(FRAME, 1.0)
    coast.add_box(FRAME)
    (label,) = place_beside([(name, [Mark((600, 300), RADIUS)])], CollisionIndex(FRAME, 1.0), coast)
    assert label
    assert not label.leader


def test_a_date_takes_as_many_lines_as_on_screen() -> None:
    long = " ".join(f"word{number}" for number in range(60))
    itinerary = build_itinerary(read_journey(shipped_journey()))
    labeller = labels.Labeller(itinerary.overview(), cast("View", None), PictureOptions())
    css = (CHECKOUT / "src/routemap/page/css/route.css").read_text(encoding="utf-8")
    (on_screen,) = re.findall(r"\.stop-date \{[^}]*-webkit-line-clamp: (\d+);", css)
    words = StopWords((0,), (0,), "Place", "", (long,))
    blocks = labeller._stop_blocks(words, is_bold=True)  # noqa: SLF001
    for block in blocks:
        assert sum(not line.is_name for line in block.lines) == int(on_screen)

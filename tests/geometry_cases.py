"""What paper draws of some lines and stops, for the map's scripts to be held to.

`python tests/geometry_cases.py` writes it anew.
"""

from __future__ import annotations

import json
from itertools import combinations
from math import cos, sin
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from routemap.declutter import standing, thinned_crowds
from routemap.look import MARKS
from routemap.model.itinerary import build_itinerary
from routemap.page.content import map_content
from routemap.pictures.arrows import arrows_along, arrows_on_tracks
from routemap.pictures.label_placement import (
    CollisionIndex,
    Mark,
    TextBlock,
    TextLine,
    place_beside,
)
from routemap.pictures.lines import LaidSegment, drawn_line
from routemap.pictures.route import Rows
from routemap.pictures.view import Box
from routemap.stacks import Spacing, cards, disc_groups
from routemap.tables.reader import read_journey

if TYPE_CHECKING:
    from collections.abc import Iterable

    Place = tuple[float, float]

FILE = Path(__file__).parent / "js" / "geometry.json"
JOURNEYS = Path(__file__).parent / "journeys"
_ROW_MEMBERS = ("at", "traveller", "met", "beyond")
_EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
_SIZES = ("simplify", "smooth", "lane", "shortest_shared")
_LABEL_SIZES = ("label_gap", "label_apart", "label_leader", "label_edge")
_ARROW_SIZES = (
    *("arrow", "arrow_width", "arrow_edge", "arrow_every", "arrow_shift", "arrow_from_end"),
    "leg_travelled",
)


def walk(seed: int, number: int, step: float) -> list[Place]:
    """Return a line of any bends, in steps of this many pixels at most."""
    anywhere, line = Random(seed), [(0.0, 0.0)]  # noqa: S311  a line, no secret
    for _ in range(number):
        x, y = line[-1]
        line.append((x + anywhere.uniform(-step, 2 * step), y + anywhere.uniform(-step, step)))
    return rounded(line)


def rounded(line: Iterable[Place]) -> list[Place]:
    return [(round(x, 2), round(y, 2)) for x, y in line]


_CORNER = [(0.0, 0.0), (200.0, 0.0), (200.0, 300.0)]
_RAIL = rounded((4 * n, 30 * sin(n / 9) + 3 * cos(n * 1.7)) for n in range(120))
LINES: dict[str, list[LaidSegment]] = {
    "straight": [LaidSegment([(0.0, 0.0), (700.0, 0.0)])],
    "corner": [LaidSegment(_CORNER)],
    "out and back": [LaidSegment([*_CORNER, *_CORNER[1::-1]])],
    "a point": [LaidSegment([(5.0, 5.0), (5.0, 5.0)])],
    "tiny": [LaidSegment([(0.0, 0.0), (0.3, 0.1), (0.1, 0.4), (0.5, 0.5)])],
    "zigzag": [LaidSegment([(3.0 * n, n * (-1.0) ** n) for n in range(80)])],
    "railway": [LaidSegment(_RAIL)],
    "there in a lane": [LaidSegment(_RAIL, 1)],
    "back in a lane": [LaidSegment(_RAIL[::-1], 1, is_forward=False)],
    "there again": [LaidSegment(_RAIL, 2)],
    "partly shared": [
        LaidSegment(_RAIL[:30]),
        LaidSegment(_RAIL[29:80], 3),
        LaidSegment(_RAIL[79:81], 1, is_forward=False),
        LaidSegment(_RAIL[80:]),
    ],
    "turning in a lane": [LaidSegment([*_CORNER, *_CORNER[1::-1]], 1)],
    **{f"walk {seed}": [LaidSegment(walk(seed, 60, 20.0))] for seed in range(3)},
    **{f"small walk {seed}": [LaidSegment(walk(seed, 150, 1.5), seed)] for seed in range(3)},
}
_FAR = walk(7, 40, 90.0)
# The journey ends near where it began.
_ROUND = [*_FAR[:30], (_FAR[0][0] + 20.0, _FAR[0][1])]


# Legs near each other, each with whether others run beside it: none has an arrow on another.
_ALONG_RAIL = [LaidSegment(_RAIL, lane, is_forward=lane < 2) for lane in (1, 2)]
TRACKS: dict[str, list[tuple[list[LaidSegment], bool]]] = {
    "one alone": [([LaidSegment(_RAIL)], False)],
    "there and back": [([each], True) for each in _ALONG_RAIL],
    "the same way twice": [([LaidSegment(_CORNER)], False)] * 2,
    "crossing": [
        ([LaidSegment([(0.0, 0.0), (400.0, 0.0)])], False),
        ([LaidSegment([(190.0, -150.0), (210.0, 150.0)])], False),
    ],
    "short ones beside each other": [
        ([LaidSegment([(0.0, 0.0), (95.0, 4.0)], 1)], True),
        ([LaidSegment([(0.0, 0.0), (95.0, 4.0)], 1, is_forward=False)], True),
    ],
    "too near": [([LaidSegment([(0.0, y), (300.0, y)])], False) for y in (0.0, 4.0, 8.0)],
    "a bend in a lane": [([LaidSegment(_CORNER, 1)], True), ([LaidSegment(_CORNER)], True)],
    "walks": [([LaidSegment(walk(seed, 60, 20.0))], False) for seed in range(31, 35)],
    "small walks": [([LaidSegment(walk(seed, 200, 2.0))], False) for seed in range(41, 44)],
}

# Stops at one place or near it, and legs beside them: what stands together, and how.
_CROSS = [[(-90.0, 0.0), (90.0, 0.0)], [(0.0, -90.0), (0.0, 90.0)]]
_FROM_ABOVE = [[(3.0, 3.0), (0.0, -120.0)], [(3.0, 3.0), (40.0, -120.0)]]
_ONE = (3.0, 3.0)
MEETINGS: dict[str, tuple[list[Place], list[list[Place]]]] = {
    "alone": ([(0.0, 0.0), (60.0, 0.0)], []),
    "two at one place": ([_ONE, _ONE], _CROSS),
    "two near each other": ([(0.0, 0.0), (7.0, 15.0)], _CROSS),
    "two, another in the way": ([_ONE, _ONE, (36.0, 3.0), (-30.0, 3.0)], []),
    "two with no room": ([_ONE, _ONE, (30.0, 3.0), (-24.0, 3.0), (3.0, 30.0), (3.0, -24.0)], []),
    "three with room": ([_ONE, (200.0, 3.0), _ONE, _ONE], []),
    "three beside legs": ([_ONE, _ONE, _ONE], _FROM_ABOVE),
    "three on crossing legs": ([(0.0, 0.0)] * 3, _CROSS),
    "three near each other": ([(0.0, 0.0), (12.0, 4.0), (3.0, 17.0)], []),
    "six at one place": ([_ONE] * 6, []),
    "seven at one place": ([_ONE] * 7, []),
    "a stack hides its neighbour": ([*[(0.0, 0.0)] * 7, (32.0, 0.0), (80.0, 0.0)], []),
    "a town": (walk(11, 30, 14.0), [walk(11, 30, 14.0)]),
    "a country": (walk(13, 40, 30.0), [walk(13, 40, 30.0)]),
}


# Stops that would rather stand in a row, and how far aside each mark reaches there.
_WIDE = [16.0, 14.4, 19.5]
ROWS: dict[str, tuple[list[Place], list[list[Place]], list[float]]] = {
    "two at one place": ([_ONE, _ONE], _CROSS, _WIDE[:2]),
    "three at one place": ([_ONE, (200.0, 3.0), _ONE, _ONE], _CROSS, _WIDE),
    "another in the way": ([_ONE, _ONE, (40.0, 3.0)], [], _WIDE[:2]),
    "at the edge": ([(0.0, 99.0), (0.0, 99.0)], [], _WIDE[:2]),
    "beyond the edge": ([(0.0, 100.5), (0.0, 100.5)], [], _WIDE[:2]),
}
# No disc stands further down: there the map ends.
LOWEST = 100.0


# Streets whose doors touch, where people come back to the same door, and what is no crowd.
CROWDS: list[list[Place]] = [
    walk(17, 40, 9.0),
    walk(19, 40, 18.0),
    [*walk(23, 30, 6.0), *walk(23, 20, 6.0)[::-1]],
    [(x * 20.0, 0.0) for x in range(6)],
    [(x * 20.0, 0.0) for x in range(7)],
    [*[(5.0, 5.0)] * 12, *[(400.0 + 10.0 * n, 5.0) for n in range(9)], (5.0, 5.0)],
]


def labelled(seed: int) -> dict[str, Any]:
    """Return stops in a random order, joined by legs, some named together, and their labels."""
    anywhere = Random(seed)  # noqa: S311  a layout, no secret
    count, frame = anywhere.randint(3, 14), Box(0, 0, 600, 400)
    places = rounded((anywhere.uniform(30, 570), anywhere.uniform(30, 370)) for _ in range(count))
    marks = [Mark(at, anywhere.choice((13.0, 20.0))) for at in places]
    index = CollisionIndex(frame, 1.0)
    index.add_line(places)
    for mark in marks:
        index.add_mark(mark)
    named = [marks[:2], *([mark] for mark in marks[2:])]
    blocks = [TextBlock((TextLine("Stadt" * anywhere.randint(1, 3), 15),)) for _ in named]
    given = [((block,), own) for block, own in zip(blocks, named, strict=True)]
    return {
        "size": [frame.right, frame.bottom],
        "leg": places,
        "stops": [
            {"discs": [[*at, radius] for at, radius in own], "size": [block.width, block.height]}
            for block, own in zip(blocks, named, strict=True)
        ],
        "labels": [
            label and {"box": label.box, "leader": label.leader, "anchor": label.anchor}
            for label in place_beside(given, index)
        ],
    }


def rows() -> dict[str, Any]:
    """Return some stops of several travellers, and how far aside each reaches in a row."""
    itinerary = build_itinerary(read_journey(JOURNEYS / "two-who-meet"))
    asked = [
        *combinations(range(len(itinerary.journey.stops)), 2),
        (1, 4, 8),
        (0, 1, 2, 3, 4, 5, 6),
    ]
    reaches = Rows(itinerary, range(len(itinerary.journey.stops)), 1.0).reaches
    content = map_content(itinerary, "en")
    stops = [
        {name: stop[name] for name in _ROW_MEMBERS if name in stop} for stop in content["stops"]
    ]
    return {
        "content": {"stops": stops, "travellers": content["travellers"]},
        "sizes": {name: getattr(MARKS, name) for name in ("disc", "disc_current", "disc_edge")},
        "asked": [{"stops": each, "reaches": reaches(each)} for each in asked],
    }


def tracks(legs: list[tuple[list[LaidSegment], bool]]) -> dict[str, Any]:
    """Return legs as they are drawn, and their arrows."""
    lines = [[rounded(drawn_line(segments, MARKS, 1.0))] for segments, _ in legs]
    are_beside = [is_beside for _, is_beside in legs]
    arrows = arrows_on_tracks(lines, are_beside, MARKS, 1.0, _EVERYWHERE)
    return {"legs": lines, "areBeside": are_beside, "arrows": arrows}


def _currents(stops: int) -> list[list[int]]:
    """Return the current stops of some moments: none, one, those of several travellers."""
    last = stops - 1
    some = [[], [0], [1], [7], [20], [last], [1, 7], [2, 3], [0, 20], [5, last], [3, 4, 8]]
    return [current for current in some if max(current, default=0) <= last]


def _ends(stops: int) -> list[list[int]]:
    """Return the ends of one traveller, of three, and of twelve who are in each other's way."""
    few, many = range(0, stops, max(stops // 2, 1)), range(0, stops, max(stops // 11, 1))
    return [sorted({*first, stops - 1}) for first in ([0], few, many)]


def cases() -> dict[str, Any]:
    """Return what is given and what paper makes of it."""
    sizes, unit = {name: getattr(MARKS, name) for name in _SIZES}, 1.0
    arrow_sizes = {name: getattr(MARKS, name) for name in _ARROW_SIZES}
    lines = {}
    for name, segments in LINES.items():
        drawn = drawn_line(segments, MARKS, unit)
        lines[name] = {
            "segments": [each._asdict() for each in segments],
            "drawn": drawn,
            "arrows": arrows_along(drawn, MARKS, unit, _EVERYWHERE),
        }
    spacing = Spacing.of(MARKS, unit)
    disc_sizes = ("disc", "disc_current", "disc_edge", "disc_near", "disc_round_place", "card_step")
    return {
        "sizes": sizes | arrow_sizes,
        "disc_sizes": {name: getattr(MARKS, name) for name in disc_sizes},
        "lines": lines,
        "tracks": {name: tracks(legs) for name, legs in TRACKS.items()},
        "meetings": {
            name: {
                "places": places,
                "legs": legs,
                "groups": [
                    group._asdict() for group in disc_groups(dict(enumerate(places)), legs, spacing)
                ],
            }
            for name, (places, legs) in MEETINGS.items()
        },
        "edged": {
            name: {
                "places": places,
                "legs": legs,
                "row": row,
                "lowest": LOWEST,
                "groups": [
                    group._asdict()
                    for group in disc_groups(
                        dict(enumerate(places)),
                        legs,
                        spacing,
                        lambda spot: spot[1] <= LOWEST,
                        lambda stops, row=row: row if len(stops) == len(row) else (),
                    )
                ],
            }
            for name, (places, legs, row) in (
                *ROWS.items(),
                ("no row", ([(0.0, 98.0)] * 3, [], [])),
                ("no row, a leg", ([(0.0, 98.0)] * 3, [[(0.0, 98.0), (20.0, 0.0)]], [])),
                ("no row, beyond", ([(0.0, 100.5)] * 2, [], [])),
            )
        },
        "rows": rows(),
        "cards": [
            {
                "count": count,
                "tops": tops,
                "cards": cards(count, tops, spacing.step, spacing.beside),
            }
            for count in (1, 2, 3, 4, 5, 12)
            for tops in (
                *([top] for top in range(count)),
                *map(list, combinations(range(min(count, 5)), 2)),
                *([[0, 2, 4]] if count > 4 else []),
            )
        ],
        "label_sizes": {name: getattr(MARKS, name) for name in _LABEL_SIZES},
        "labelled": [labelled(seed) for seed in range(12)],
        "standing": [
            {
                "places": places,
                "stands": stands,
                "current": current,
                "ends": ends,
                "apart": MARKS.disc_apart,
                "standing": standing(places, stands, current, ends, MARKS.disc_apart),
            }
            for places in (_FAR, _ROUND)
            for ends in _ends(len(places))
            for stands in ([n % 3 == 0 or n in ends for n in range(len(places))],)
            for current in _currents(len(places))
        ],
        "thinned": [
            {
                "places": places,
                "current": current,
                "ends": ends,
                "near": spacing.apart,
                "apart": spacing.apart + MARKS.disc_between,
                "standing": thinned_crowds(
                    places, current, ends, spacing.apart, spacing.apart + MARKS.disc_between
                ),
            }
            for places in CROWDS
            for ends in _ends(len(places))
            for current in _currents(len(places))
        ],
    }


def written() -> str:
    """Return the cases as they stand in their file."""
    exact = json.loads(json.dumps(cases()), parse_float=lambda text: round(float(text), 3))
    members = (f" {json.dumps(name)}: {json.dumps(value)}" for name, value in exact.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size / 1000:.0f} kB")  # noqa: T201  to who calls it

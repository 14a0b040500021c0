"""Of every file of a map, each item is accounted for, and no word of what is taken is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_map import MAPS, item_lists
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.gpx_reader import StopsOf
from routemap.formats.imported import beside
from routemap.formats.registry import import_file
from routemap.model.account import Fate

if TYPE_CHECKING:
    from any_map import Item
    from routemap.formats.imported import Imported


def words_of(brought: Imported) -> str:
    """All that the files of a journey say."""
    assert brought.table
    named = named_tables(brought.table, recognised(brought.table.header))
    return "\n".join(content.decode() for content in beside(brought.files, named).values())


def is_nothing(item: Item) -> bool:
    return not item.name and item.shape in {"none", "broken"}


@pytest.mark.parametrize("form", MAPS)
@given(item_lists())
def test_every_item_of_a_map_is_accounted_for(form: str, items: list[Item]) -> None:
    name, called, write = MAPS[form]
    if name.endswith("csv"):  # a blank row of a table is no item
        items = [each for each in items if each.marks or each.shape != "none"]
    brought = import_file(name, write(items))
    assert brought.account.total(called) == len(items)
    left = sum(entry.count for entry in brought.account.left if entry.item == called)
    assert left == sum(map(is_nothing, items))
    said = words_of(brought)
    marks = {mark for item in items if not is_nothing(item) for mark in item.marks}
    assert {mark for mark in marks if mark not in said} == set()


_points = st.lists(
    st.tuples(
        st.sampled_from(["named", "unnamed", "broken"]), st.integers(0, 3), st.integers(0, 30)
    ),
    max_size=5,
)


def _gpx_points(tag: str, kind: str, points: list[tuple[str, int, int]]) -> str:
    written = []
    for number, (form, place, hour) in enumerate(points):
        name = f"<name>zq{kind}p{number}x</name>" if form == "named" and tag != "trkpt" else ""
        latitude = "north" if form == "broken" else f"{40 + place / 5}"
        time = f"<time>2020-05-{1 + hour // 24:02}T{hour % 24:02}:00:00Z</time>" if hour else ""
        words = f"<ele>{place}</ele>{time}{name}"
        written.append(f'<{tag} lat="{latitude}" lon="{place}">{words}</{tag}>')
    return "".join(written)


@pytest.mark.parametrize("stops", [None, *StopsOf])
@given(
    waypoints=_points,
    routes=st.lists(_points, max_size=3),
    tracks=st.lists(_points, min_size=1, max_size=3),
)
def test_every_item_of_a_gpx_file_is_accounted_for(
    stops: StopsOf | None,
    waypoints: list[tuple[str, int, int]],
    routes: list[list[tuple[str, int, int]]],
    tracks: list[list[tuple[str, int, int]]],
) -> None:
    # Two places of a track, so that there is a journey whatever stops are made of.
    first = [("unnamed", 0, 1), ("unnamed", 1, 2)]
    named = [("named", 0, 0), *waypoints]
    tracks = [first, *tracks]
    parts = [_gpx_points("wpt", "w", named)]
    parts += [
        f"<rte><name>zqroute{number}x</name>{_gpx_points('rtept', f'r{number}', points)}</rte>"
        for number, points in enumerate(routes)
    ]
    parts += [
        f"<trk><name>zqtrack{number}x</name>"
        f"<trkseg>{_gpx_points('trkpt', 't', points)}</trkseg></trk>"
        for number, points in enumerate(tracks)
    ]
    brought = import_file("t.gpx", f"<gpx>{''.join(parts)}</gpx>".encode(), stops=stops)
    account = brought.account
    every = [point for points in tracks for point in points]
    assert account.total("waypoint") == len(named)
    assert account.total("route") == len(routes)
    assert account.total("route point") == sum(map(len, routes))
    assert account.total("track") == len(tracks)
    assert account.total("track point") == len(every)
    assert account.total("measurement") == sum(form != "broken" for form, _, _ in every)
    said = words_of(brought)
    # Those of ways stand in notes of legs or in the ground.
    taken = {entry.item for entry in account if entry.fate is not Fate.LEFT}
    lost = {entry.item for entry in account.left}
    if "track" not in lost:
        assert all(f"zqtrack{number}x" in said for number in range(len(tracks)))
    if "waypoint" not in lost and "waypoint" in taken:
        for number, (form, _, _) in enumerate(named):
            assert form != "named" or f"zqwp{number}x" in said
    if "route point" not in lost:
        for route, points in enumerate(routes):
            for number, (form, _, _) in enumerate(points):
                assert form != "named" or f"zqr{route}p{number}x" in said

"""A quick slice of `make sweep`: pictures of random journeys of every kind are true."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pytest

from known_ground import Ground, ground_at
from routemap.geo.scale import Scale
from routemap.pictures.sizes import PRESETS
from sweep import SEED, Case, faults, picture_of
from sweep_checks import faults_of
from sweep_colours import wrong_colours
from sweep_journeys import KINDS
from test_land_is_land import LAND, SEA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.pictures.drawing import Drawing

# Of each kind two journeys, each in two sizes of its own.
_NUMBERS, _SIZES = 2, 2


def slices() -> list[Case]:
    sizes = [*PRESETS]
    return [
        Case(kind, number, sizes[(_SIZES * (at + 3 * number) + other) % len(sizes)])
        for at, kind in enumerate(KINDS)
        for number in range(_NUMBERS)
        for other in range(_SIZES)
    ]


@pytest.mark.parametrize("case", slices(), ids=str)
def test_a_random_journey_is_drawn_truly(case: Case) -> None:
    assert faults(SEED, case) == []


@pytest.mark.parametrize(
    "case",
    [
        Case("anywhere", 5, "card"),  # the scale changes most along slanting lines
        Case("round", 6, "square"),  # a leg leaves the map between two of its points
        Case("anywhere", 11, "newspaper-1"),  # a lane beside a leg along the edge of the map
        Case("anywhere", 17, "newspaper-1"),  # the halo of a number beyond the edge of the map
        Case("poles", 20, "newspaper-1"),  # a bay of an island of a few pixels
    ],
    ids=str,
)
def test_what_a_long_sweep_found_stays_mended(case: Case) -> None:
    assert faults(SEED, case) == []


def broken(drawing: Drawing) -> Iterator[tuple[str, Drawing]]:
    """Yield what should be noticed of drawings that are false in one way each."""
    basemap, (first, *others) = drawing.basemap, drawing.stops
    assert drawing.legend
    assert drawing.legend.scale_bar
    (x, y), (to_x, _) = drawing.legend.scale_bar
    longer = ((x, y), (x + (to_x - x) * 1.05, y))
    yield "ground", replace(drawing, basemap=replace(basemap, land=basemap.water + basemap.land))
    yield "ground", replace(drawing, basemap=replace(basemap, land=""))
    yield "ground", replace(drawing, basemap=replace(basemap, water=""))
    yield "scale", replace(drawing, legend=replace(drawing.legend, scale_bar=longer))
    yield "scale", replace(drawing, legend=replace(drawing.legend, scale_bar=None))
    yield "disc", replace(drawing, stops=(first, replace(others[0], at=first.at), *others[1:]))
    yield "outside", replace(drawing, stops=(replace(first, at=(0.0, 0.0)), *others))
    label, *labels = drawing.stop_labels
    label = replace(label, at=(drawing.frame.right - 2, label.at[1]), anchor="start")
    yield "outside", replace(drawing, stop_labels=(label, *labels))
    yield "leg", replace(drawing, legs=drawing.legs[1:])


def test_a_drawing_that_is_false_in_one_way_is_found_out() -> None:
    case = Case("continent", 0, "story")
    picture = picture_of(SEED, case)
    for kind, drawing in broken(picture.drawing):
        vars(picture)["drawing"] = drawing
        found = [*faults_of(picture.scene, drawing), *wrong_colours(picture, str(case))]
        assert kind in {fault.partition(":")[0] for fault in found}


def test_a_leg_drawn_from_edge_to_edge_of_the_map_is_found_out() -> None:
    picture = picture_of(SEED, Case("round", 6, "square"))
    drawing = picture.drawing
    assert not [*faults_of(picture.scene, drawing)]
    legs = [replace(leg, lines=(tuple(chain(*leg.lines)),)) for leg in drawing.legs]
    drawing = replace(drawing, legs=tuple(legs))
    assert any("parts of legs run" in fault for fault in faults_of(picture.scene, drawing))


def test_a_bar_on_a_map_of_the_world_is_found_out() -> None:
    picture = picture_of(SEED, Case("round", 1, "a4"))
    drawing = picture.drawing
    assert drawing.legend
    assert drawing.legend.scale_bar is None
    left, _, _, bottom = drawing.legend.box
    bar = ((left, bottom), (left + 50, bottom))
    drawing = replace(drawing, legend=replace(drawing.legend, scale_bar=bar))
    assert any("a bar, and" in fault for fault in faults_of(picture.scene, drawing))


def test_the_slice_has_every_kind_and_every_size() -> None:
    assert {case.kind for case in slices()} == {*KINDS}
    assert {case.preset for case in slices()} == {*PRESETS}


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize(("places", "ground"), [(LAND, Ground.LAND), (SEA, Ground.SEA)])
def test_the_ground_is_known_where_anyone_knows_it(
    scale: Scale, places: tuple[tuple[float, float], ...], ground: Ground
) -> None:
    latitudes, longitudes = np.array(places).T
    assert {*ground_at(scale, latitudes, longitudes).tolist()} == {ground}

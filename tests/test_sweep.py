"""A quick slice of `make sweep`: pictures of random journeys of every kind are true."""

from __future__ import annotations

import numpy as np
import pytest

from known_ground import Ground, ground_at
from routemap.geo.scale import Scale
from routemap.pictures.sizes import PRESETS
from sweep import SEED, Case, faults
from sweep_journeys import KINDS
from test_land_is_land import LAND, SEA

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

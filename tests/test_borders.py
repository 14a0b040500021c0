"""Disputed boundaries, one by one, at each scale: solid only where Natural Earth says so."""

from __future__ import annotations

import pytest

from routemap.basemap.basemap import basemap
from routemap.geo.extent import Extent
from routemap.geo.scale import Scale

ALL = tuple(Scale)
# Boxes that hold a stretch of the line and of no other.
DEMARCATION_LINE = Extent(37.7, 126.6, 38.7, 128.4)
OFF_KUNASHIR = Extent(43.2, 145.0, 44.6, 146.2)
ISTHMUS_OF_CRIMEA = Extent(45.7, 33.2, 46.4, 35.2)
LINE_OF_CONTROL_IN_KASHMIR = Extent(33.6, 73.7, 34.9, 76.0)
THROUGH_WESTERN_SAHARA = Extent(24.0, -14.0, 26.0, -12.2)


def lines_in(extent: Extent, scale: Scale) -> tuple[int, int]:
    """How many solid and how many dashed lines there are."""
    ground = basemap(extent, scale)
    return len(ground.borders), len(ground.disputed_borders)


@pytest.mark.parametrize("scale", ALL)
def test_the_line_across_korea_is_one_and_dashed(scale: Scale) -> None:
    # Three lines side by side would be the "overlay limits" of the demilitarized zone.
    assert lines_in(DEMARCATION_LINE, scale) == (0, 1)


@pytest.mark.parametrize("scale", [Scale.MIDDLE, Scale.FINE])
def test_the_line_off_the_southern_kurils_is_dashed(scale: Scale) -> None:
    solid, dashed = lines_in(OFF_KUNASHIR, scale)
    assert solid == 0
    assert dashed >= 1


def test_the_southern_kurils_are_missing_at_the_coarse_scale() -> None:
    """Kunashir and Iturup are not in Natural Earth 1:110m; closer views have them."""
    kurils = Extent(43.7, 145.8, 45.5, 148.8)
    assert basemap(kurils, Scale.COARSE).land == ()
    assert basemap(kurils, Scale.MIDDLE).land
    assert basemap(kurils, Scale.FINE).land


@pytest.mark.parametrize("scale", ALL)
def test_the_line_between_crimea_and_ukraine_is_dashed(scale: Scale) -> None:
    solid, dashed = lines_in(ISTHMUS_OF_CRIMEA, scale)
    assert solid == 0
    assert dashed >= 1


@pytest.mark.parametrize("scale", ALL)
def test_the_line_of_control_in_kashmir_is_dashed(scale: Scale) -> None:
    solid, dashed = lines_in(LINE_OF_CONTROL_IN_KASHMIR, scale)
    assert solid == 0
    assert dashed >= 1


@pytest.mark.parametrize("scale", ALL)
def test_the_line_through_western_sahara_is_dashed(scale: Scale) -> None:
    solid, dashed = lines_in(THROUGH_WESTERN_SAHARA, scale)
    assert solid == 0
    assert dashed >= 1


@pytest.mark.parametrize("scale", ALL)
def test_an_undisputed_border_is_solid(scale: Scale) -> None:
    amur = Extent(49.0, 127.0, 50.5, 128.0)
    solid, dashed = lines_in(amur, scale)
    assert solid >= 1
    assert dashed == 0

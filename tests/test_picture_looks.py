"""Looks of pictures: words can be read, and what differs in colour differs for all eyes."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from routemap.look import LOOKS, SHAPES, Palette

every_look = pytest.mark.parametrize("look", LOOKS)

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation
# of color vision deficiency", IEEE TVCG 15 (2009) 1291-1298: severity 1, on linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def seen(colour: str, deficiency: str) -> tuple[float, ...]:
    rgb = linear(colour)
    mixed = (
        sum(share * channel for share, channel in zip(row, rgb, strict=True))
        for row in DEFICIENCIES[deficiency]
    )
    return tuple(min(max(channel, 0.0), 1.0) for channel in mixed)


def luminance(rgb: tuple[float, ...]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG 2.2, relative contrast of two colours as linear RGB."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(palette: Palette) -> list[tuple[str, str]]:
    """Words and the grounds they stand on."""
    return [
        *((words, ground) for words in (palette.text, palette.second_text)
          for ground in (palette.land, palette.water, palette.page)),
        *((colour, ground) for colour in palette.travellers
          for ground in (palette.land, palette.water, palette.on_accent)),
        (palette.page, palette.text),
        (palette.water_name, palette.water),
    ]  # fmt: skip


@every_look
def test_all_words_have_a_contrast_of_4_5(look: str) -> None:
    for words, ground in pairs(LOOKS[look]):
        assert contrast(linear(words), linear(ground)) >= 4.5, (words, ground)


@every_look
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_route_and_words_stand_out_for_the_colour_blind(look: str, deficiency: str) -> None:
    for words, ground in pairs(LOOKS[look]):
        assert contrast(seen(words, deficiency), seen(ground, deficiency)) >= 4.0, (words, ground)


def test_grey_is_grey() -> None:
    palette = LOOKS["grey"]
    for colour in (palette.land, palette.water, palette.text, palette.accent, palette.border):
        assert colour[1:3] == colour[3:5] == colour[5:7]


def perceived(rgb: tuple[float, ...]) -> tuple[float, ...]:
    """B. Ottosson, "A perceptual color space for image processing" (2020): Oklab."""
    cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    axes = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    lms = [sum(a * c for a, c in zip(row, rgb, strict=True)) ** (1 / 3) for row in cones]
    return tuple(sum(a * c for a, c in zip(row, lms, strict=True)) for row in axes)


@every_look
def test_each_traveller_has_a_colour_and_a_shape_of_its_own(look: str) -> None:
    palette = LOOKS[look]
    assert palette.travellers[0] == palette.accent
    assert len(set(palette.travellers)) == len(palette.travellers) == len(set(SHAPES))


@pytest.mark.parametrize("look", [look for look in LOOKS if look != "grey"])
@pytest.mark.parametrize("deficiency", [*DEFICIENCIES, ""])
def test_the_colours_of_travellers_differ_for_all_eyes(look: str, deficiency: str) -> None:
    """Two that are 0.02 apart can just be told apart; in grey their shapes tell."""
    found = {
        colour: perceived(seen(colour, deficiency) if deficiency else linear(colour))
        for colour in LOOKS[look].travellers
    }
    for one, other in combinations(found, 2):
        assert dist(found[one], found[other]) > 0.05, (one, other)

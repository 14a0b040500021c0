"""Looks of pictures: words can be read, and what differs in colour differs for all eyes."""

from __future__ import annotations

from itertools import combinations

import pytest

from routemap.colours import EYES, apart, contrast
from routemap.look import LOOKS, SHAPES, Palette

every_look = pytest.mark.parametrize("look", LOOKS)

DEFICIENCIES = [eyes for eyes in EYES if eyes]


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
        assert contrast(words, ground) >= 4.5, (words, ground)


@every_look
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_route_and_words_stand_out_for_the_colour_blind(look: str, deficiency: str) -> None:
    for words, ground in pairs(LOOKS[look]):
        assert contrast(words, ground, deficiency) >= 4.0, (words, ground)


def test_grey_is_grey() -> None:
    palette = LOOKS["grey"]
    for colour in (palette.land, palette.water, palette.text, palette.accent, palette.border):
        assert colour[1:3] == colour[3:5] == colour[5:7]


@every_look
def test_each_traveller_has_a_colour_and_a_shape_of_its_own(look: str) -> None:
    palette = LOOKS[look]
    assert palette.travellers[0] == palette.accent
    assert len(set(palette.travellers)) == len(palette.travellers) == len(set(SHAPES))


@pytest.mark.parametrize("look", [look for look in LOOKS if look != "grey"])
@pytest.mark.parametrize("eyes", EYES)
def test_the_colours_of_travellers_differ_for_all_eyes(look: str, eyes: str) -> None:
    """Two that are 0.02 apart can just be told apart; in grey their shapes tell."""
    for one, other in combinations(LOOKS[look].travellers, 2):
        assert apart(one, other, eyes) > 0.05, (one, other)


def test_colours_are_measured_as_published() -> None:
    """WCAG's contrasts, Ottosson's Oklab of red, and Machado's red for who lacks its cones."""
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)
    assert apart("#FFFFFF", "#000000") == pytest.approx(1, abs=1e-3)
    assert apart("#FF0000", "#000000") == pytest.approx(0.679, abs=1e-3)
    assert contrast("#FF0000", "#000000", "protanopia") == pytest.approx(3.286, abs=1e-3)
    assert contrast("#FF0000", "#000000", "deuteranopia") == pytest.approx(6.568, abs=1e-3)
    assert contrast("#0000FF", "#000000", "tritanopia") == pytest.approx(3.55, abs=1e-2)

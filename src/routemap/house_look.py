"""The palettes of a house style: ours, with its colours in the place of those they stand for.

A house style is one of light paper: the looks "colour" and that of light screens take it whole. In
the dark there is its accent, made light enough. Grey and high contrast stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from routemap.colours import EYES, apart, contrast, shifted
from routemap.look import DARK, LIGHT, LOOKS, Palette, mixed
from routemap.model.house_style import HouseStyle

LEAST_CONTRAST, LEAST_FOR_ALL_EYES = 4.5, 4.0
"""Of words and route on what they stand on, as ratios: for usual eyes, and for the colour-blind."""
LEAST_APART = {("land", "water"): 0.03, ("accent", "text"): 0.1}
LEAST_APART_TRAVELLERS = 0.05
"""How far apart these look to all eyes, as `colours.apart` counts."""
_GROUNDS = ("land", "water", "page")
_COLOUR, _ANOTHER = "colour", "another traveller"
# Colours that are seen beside land and beside water, and go with them.
_WITH_LAND = (*("hairline", "border", "green", "building", "area", "road_edge", "rail", "path"),)
_WITH_WATER = ("coast", "river")
# So much of the ground is mixed into second text, and of the text into names of waters, until they
# can be read; and of white into an accent for the dark.
_FAINTER, _DARKER = (0.28, 0.2, 0.12, 0.06, 0.0), (0.0, 0.25, 0.5, 0.75, 1.0)
_LIGHTER = tuple(step / 20 for step in range(21))
_WHITE = "#FFFFFF"


class Fault(NamedTuple):
    """What is wrong with a colour of a house style: its name, what, and how to mend it."""

    name: str
    what: str
    hint: str


def palette_of(look: str, style: HouseStyle) -> Palette:
    """Return the colours of a look of pictures, by its name, in a house style."""
    base = LOOKS[look]
    if not style.colours or base not in {LOOKS[_COLOUR], DARK}:
        return base
    return _styled(base, **style.colours)


def screen_palettes(style: HouseStyle) -> tuple[Palette, Palette]:
    """Return the colours of light and of dark screens in a house style."""
    light, dark = (_styled(each, **style.colours) for each in (LIGHT, DARK))
    return light, dark


def faults(style: HouseStyle, *, is_shared: bool) -> Iterator[Fault]:
    """Yield what keeps the colours of a house style from being read, or told apart.

    Parameters
    ----------
    style
        The style.
    is_shared
        Whether several travel, whose colours must differ from the accent.
    """
    said, palettes = style.colours, (palette_of(_COLOUR, style), *screen_palettes(style))
    unread: dict[str, tuple[float, Fault]] = {}
    for palette in palettes:
        for words, colour, ground in _written(palette, is_shared=is_shared):
            guilty = next((each for each in (words, ground) if each in said), "")
            found = _unread(guilty, (words, colour), (ground, getattr(palette, ground)))
            if guilty and found and found < unread.get(guilty, (LEAST_CONTRAST,)):
                unread[guilty] = found
    yield from (fault for _, fault in unread.values())
    alike: dict[tuple[str, str], Fault] = {}
    for palette in palettes:
        for one, other, colour, least in _beside(palette, is_shared=is_shared):
            guilty = next((each for each in (one, other) if each in said), "")
            mine = getattr(palette, one)
            found_apart, eyes = _least_apart(mine, colour)
            if guilty and found_apart < least:
                where = " in the dark" if palette is palettes[-1] else ""
                what = f"{one} ({mine}{where}) and {other} ({colour}) look alike{_to(eyes)}"
                figure = f"they are {found_apart:.3f} apart in Oklab, at least {least:g} is needed"
                fault = Fault(guilty, f"{what}: {figure}", "choose a colour that differs more")
                alike.setdefault((one, other), fault)
    yield from alike.values()


def _written(palette: Palette, *, is_shared: bool) -> Iterator[tuple[str, str, str]]:
    """Yield what stands on which ground, by name and colour: names on the map are a traveller's."""
    for words, ground in product(("text", "accent"), _GROUNDS):
        yield words, getattr(palette, words), ground
    if is_shared:
        for colour, ground in product(palette.travellers[1:], ("land", "water")):
            yield _ANOTHER, colour, ground


def _beside(palette: Palette, *, is_shared: bool) -> Iterator[tuple[str, str, str, float]]:
    """Yield what must not look alike: the names, the colour of the other, how far at least."""
    for (one, other), least in LEAST_APART.items():
        yield one, other, getattr(palette, other), least
    if is_shared:
        others = palette.travellers[1:]
        nearest = min(others, key=lambda each: _least_apart(palette.accent, each)[0])
        yield "accent", _ANOTHER, nearest, LEAST_APART_TRAVELLERS


def _least_apart(one: str, other: str) -> tuple[float, str]:
    """Return how far apart two colours are for the eyes that see least of it, and which."""
    return min((apart(one, other, eyes), eyes) for eyes in EYES)


def _unread(
    guilty: str, words: tuple[str, str], ground: tuple[str, str]
) -> tuple[float, Fault] | None:
    """Return the contrast of words that cannot be read on a ground, with the fault.

    Both are a name and a colour.
    """
    for eyes in EYES:
        least = LEAST_FOR_ALL_EYES if eyes else LEAST_CONTRAST
        found = contrast(words[1], ground[1], eyes)
        if found < least:
            # Rounded down, or 4.499 would look like the 4.5 that it is less than.
            figure = f"{int(found * 100) / 100:g} to 1, at least {least:g} is needed"
            named = (f"{name} ({colour})" for name, colour in (words, ground))
            what = f"{' on '.join(named)} has a contrast of {figure}"
            way = "darker" if guilty == words[0] else "lighter"
            return found, Fault(guilty, f"{what}{_to(eyes)}", f"choose a {way} colour")
    return None


def _to(eyes: str) -> str:
    return f" for eyes with {eyes}" if eyes else ""


@lru_cache(maxsize=32)
def _styled(
    base: Palette, accent: str = "", text: str = "", land: str = "", water: str = ""
) -> Palette:
    """Return a palette with these colours; "" for its own."""
    if base is DARK:
        return _with_accent(base, _light_enough(base, accent)) if accent else base
    changed: dict[str, Any] = {"text": text or base.text}
    for ground, colour, others in (("land", land, _WITH_LAND), ("water", water, _WITH_WATER)):
        start = getattr(base, ground)
        moved = {name: shifted(getattr(base, name), start, colour or start) for name in others}
        changed |= {ground: colour or start, **moved}
    styled = replace(base, **changed)
    if text or land or water:
        fainter = (mixed(styled.text, styled.land, share) for share in _FAINTER)
        candidates = fainter if text else (base.second_text, *fainter)
        darker = (mixed(base.water_name, styled.text, share) for share in _DARKER)
        styled = replace(
            styled,
            second_text=_first_read(candidates, styled, _GROUNDS),
            water_name=_first_read(darker, styled, ("water",)),
        )
    return _with_accent(styled, accent) if accent else styled


def _first_read(candidates: Iterable[str], on: Palette, grounds: tuple[str, ...]) -> str:
    """Return the first colour that can be read on some grounds, else that of the text."""
    for found in candidates:
        if all(_is_read(found, getattr(on, ground)) for ground in grounds):
            return found
    return on.text


def _is_read(words: str, ground: str) -> bool:
    return all(
        contrast(words, ground, eyes) >= (LEAST_FOR_ALL_EYES if eyes else LEAST_CONTRAST)
        for eyes in EYES
    )


def _light_enough(base: Palette, accent: str) -> str:
    lighter = (mixed(accent, _WHITE, share) for share in _LIGHTER)
    grounds = (base.land, base.water, base.page, base.on_accent)
    return next(each for each in lighter if all(_is_read(each, on) for on in grounds))


def _with_accent(base: Palette, accent: str) -> Palette:
    """Return a palette with an accent, which is the first traveller's colour.

    Of the other travellers' colours, and our own accent, the one that is most like it makes room.
    """
    most_like = min(base.travellers, key=lambda each: _least_apart(accent, each)[0])
    others = (colour for colour in base.travellers if colour != most_like)
    return replace(base, accent=accent, travellers=(accent, *others))

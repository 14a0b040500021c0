"""Numbers, countries and means of travel in words."""

from __future__ import annotations

from functools import cache
from math import floor, log10
from typing import TYPE_CHECKING

from babel import Locale
from babel.numbers import format_decimal

from routemap.journey import Basis
from routemap.words import say

if TYPE_CHECKING:
    from routemap.scene import Distance

_SIGNIFICANT_DIGITS = 2
_KNOWN_MODES = frozenset(("rail", "road", "ship", "air", "foot"))


def distance_text(distance: Distance, language: str) -> str:
    """Return a distance in km: "558 km" if reported, round and "about 560 km" if inferred."""
    if distance.basis == Basis.INFERRED:
        number = format_decimal(_round(distance.km), locale=language)
        return say(language, "about_km", number=number)
    return say(language, "km", number=format_decimal(round(distance.km), locale=language))


def degrees_text(degrees: float, language: str) -> str:
    """Return an angle in degrees with as many decimals as the table gave, five at most."""
    return str(format_decimal(degrees, format="#,##0.#####°", locale=language))


def country_text(country: str, language: str) -> str:
    """Return the name of a country from its ISO 3166-1 code; a name stays as it is."""
    return _territories(language).get(country, country)


def mode_text(mode: str, language: str) -> str:
    """Return a means of travel in words; a free text stays as it is."""
    return say(language, f"mode_{mode}") if mode in _KNOWN_MODES else mode


def _round(km: float) -> float:
    """Round to two significant digits: an inferred distance is no better known."""
    if km < 1:
        return round(km, 1)
    return round(km, _SIGNIFICANT_DIGITS - 1 - floor(log10(km)))


@cache
def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(language).territories.items()}

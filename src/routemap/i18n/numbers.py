"""Numbers, countries, modes of travel and lists in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from math import floor, log10

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from routemap.i18n.catalog import translate
from routemap.model.distances import Distance, Measure
from routemap.model.journey import Basis

_SIGNIFICANT_DIGITS = 2
_FROM_HERE_TO_TENS_KM = 100
_FROM_HERE_TO_WHOLE_KM = 10
_METRES, _LEAST_METRES = 1000, 10
_LIST_LOCALES = {"en": "en_GB"}
"""British English, without a comma before “and”."""
_KNOWN_MODES = frozenset(("rail", "road", "ship", "air", "foot", "dog sledge"))


def distance_text(distance: Distance, language: str) -> str:
    """Return a distance in words, and what it is based on.

    "558 km by rail" if reported, rounded and "about 840 km by rail, shortest way, inferred" if
    not; "stay" between two stops at one place. Kilometres off the line are stated separately.
    """
    if distance.measure == Measure.STAY:
        return translate(language, "stay")
    words = [_measured(distance, language)]
    if distance.is_shortest:
        words.append(translate(language, "shortest_way"))
    if distance.basis == Basis.INFERRED:
        words.append(translate(language, "inferred"))
    text = ", ".join(words)
    if distance.off_line_km:
        # Where it runs is not known, so it is always approximate.
        off_line = km_text(distance.off_line_km, Basis.INFERRED, language)
        return translate(language, "with_off_line", km=text, off_line=off_line)
    return text


def km_text(km: float, basis: Basis, language: str) -> str:
    """Return a length: "558 km" if reported, rounded and "about 560 km" if inferred.

    Below 10 km a reported one keeps a decimal; below one kilometre it is in metres, to tens: the
    table's coordinates are no more precise.
    """
    is_inferred = basis == Basis.INFERRED
    metres = round(km * _METRES, -1)
    if km > 0 and metres < _METRES:
        unit, number = "m", max(metres, _LEAST_METRES)
    elif is_inferred:
        unit, number = "km", _round(km)
    else:
        unit, number = "km", round(km, 1 if km < _FROM_HERE_TO_WHOLE_KM else 0)
    key = f"about_{unit}" if is_inferred else unit
    return translate(language, key, number=_decimal(number, language))


@lru_cache(maxsize=4096)
def count_text(number: int, language: str) -> str:
    """Return how many there are, with the separators of a language: "1,234"."""
    return _decimal(number, language)


def _decimal(number: float, language: str) -> str:
    return str(format_decimal(number, locale=language))


def _measured(distance: Distance, language: str) -> str:
    km = km_text(distance.km, distance.basis, language)
    if distance.measure != Measure.WAY:
        return translate(language, f"distance_{distance.measure}", km=km)
    if not distance.mode:
        return km
    return translate(language, "distance_by", km=km, by=by_text(distance.mode, language))


def by_text(mode: str, language: str) -> str:
    """Return by what means in words: "by rail"; free text in brackets."""
    return (
        translate(language, f"by_{mode.replace(' ', '_')}") if mode in _KNOWN_MODES else f"({mode})"
    )


def degrees_text(degrees: float, language: str) -> str:
    """Return an angle in degrees with the decimals of the table, at most five."""
    return str(format_decimal(degrees, format="#,##0.#####°", locale=language))


def country_text(country: str, language: str) -> str:
    """Return the name of a country from its ISO 3166-1 code; a name stays as it is."""
    return _territories(language).get(country, country)


def mode_text(mode: str, language: str) -> str:
    """Return a mode of travel in words; free text stays as it is."""
    return translate(language, f"mode_{mode.replace(' ', '_')}") if mode in _KNOWN_MODES else mode


def _round(km: float) -> float:
    """Round as coarsely as an inferred distance is known: to tens from 100 km on."""
    if 0 < km < _FROM_HERE_TO_TENS_KM:
        return round(km, _SIGNIFICANT_DIGITS - 1 - floor(log10(km)))
    return round(km, -1)


@cache
def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(language).territories.items()}


def listed(words: Sequence[str], language: str) -> str:
    """Return words as a list: "rivers, borders and towns"."""
    return format_list(words, locale=_LIST_LOCALES.get(language, language))

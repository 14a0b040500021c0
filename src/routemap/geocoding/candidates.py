"""The places that a name may mean, found offline, and the reasons for and against each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from babel.numbers import format_decimal

from routemap.geo.geodesic import distance_km
from routemap.geocoding.gazetteer import places_in_gazetteer
from routemap.geocoding.known_places import KIND, known_places
from routemap.geocoding.places_table import MissingPlace
from routemap.geocoding.proposal import Match, Proposal
from routemap.i18n.catalog import translate
from routemap.i18n.numbers import country_text, km_text
from routemap.model.journey import Basis
from routemap.tables.values import country_code

_MOST = 8
_SAME_PLACE_KM = 20.0
_DECIMALS = "0.0000"
_SIGNIFICANT_DIGITS = 2


def proposals(missing: MissingPlace) -> tuple[Proposal, ...]:
    """Return all places that may be meant, the likeliest first.

    The shipped stops go first, then those in the country that the table names, then those usually
    called so before those also called so. Where no place has the whole name, and it has a comma,
    they are those called as the part before: in the country that follows ("Brno, Czechia"), else
    anywhere ("Aberdeen, Scotland").
    """
    return tuple(in_likely_order(_called(missing.name) or _called_before_comma(missing), missing))


def in_likely_order(places: Iterable[Proposal], missing: MissingPlace) -> list[Proposal]:
    """Put the places in the country that the table names first; keep the order otherwise."""
    country = country_code(missing.country)
    return sorted(places, key=lambda place: bool(country) and place.country != country)


def _called(name: str) -> list[Proposal]:
    known = known_places(name)
    others = [
        place
        for place in places_in_gazetteer(name, _MOST)
        if not any(_is_same(place, shipped) for shipped in known)
    ]
    return [*known, *others]


def _called_before_comma(missing: MissingPlace) -> list[Proposal]:
    called = _called(missing.name.partition(",")[0]) if "," in missing.name else []
    there = [place for place in called if place.country == missing.country_in_name]
    return there or [replace(place, match=Match.PART) for place in called]


def place_words(place: Proposal, language: str) -> str:
    """Return name and country: "Hassan, India"."""
    return ", ".join(filter(None, (place.name, country_text(place.country, language))))


def reasons(
    place: Proposal, missing: MissingPlace, places: Sequence[Proposal], language: str
) -> tuple[str, ...]:
    """Return what speaks for and against a place: position, kind, namesakes, distances."""
    latitude, longitude = (
        format_decimal(degrees, format=_DECIMALS, locale=language) for degrees in place.position
    )
    words = [f"{latitude}° {longitude}°", _kind(place, language)]
    if place.match == Match.OTHER_NAME:
        words.append(translate(language, "geocode_other_name", name=missing.name))
    elif place.match == Match.BEGINNING:
        words.append(translate(language, "geocode_beginning", name=missing.name))
    elif place.match == Match.PART:
        words.append(translate(language, "geocode_part", region=missing.region))
    namesakes = sum(
        each is not place and each.match == place.match == Match.NAME for each in places
    )
    if namesakes:
        words.append(translate(language, "geocode_namesakes", number=namesakes))
    for each in missing.neighbours:
        km = km_text(distance_km(place.position, each.position), Basis.REPORTED, language)
        words.append(translate(language, "geocode_distance", km=km, place=each.name))
    return tuple(filter(None, words))


def _is_same(place: Proposal, other: Proposal) -> bool:
    return (
        place.country == other.country
        and distance_km(place.position, other.position) < _SAME_PLACE_KM
    )


def _kind(place: Proposal, language: str) -> str:
    if place.kind == KIND:
        return translate(language, "geocode_kind_shipped")
    if place.population:
        digits = len(str(place.population)) - _SIGNIFICANT_DIGITS
        number = format_decimal(round(place.population, -max(digits, 0)), locale=language)
        return translate(language, "geocode_population", number=number)
    return place.kind

"""What a proposal says of itself, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from routemap.geo.geodesic import distance_km
from routemap.geocoding.known_places import KIND
from routemap.geocoding.proposal import Match
from routemap.geocoding.proposing import namesakes
from routemap.i18n.catalog import translate
from routemap.i18n.numbers import country_text, km_text
from routemap.model.journey import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.geocoding.places_wanted import Wanted
    from routemap.geocoding.proposal import Proposal

_DECIMALS = "0.0000"
_SIGNIFICANT_DIGITS = 2


def place_words(place: Proposal, language: str) -> str:
    """Return name and country: "Hassan, India"."""
    return ", ".join(filter(None, (place.name, country_text(place.country, language))))


def reasons(
    place: Proposal, wanted: Wanted, places: Sequence[Proposal], language: str
) -> tuple[str, ...]:
    """Return what speaks for and against a place: position, kind, namesakes, distances."""
    latitude, longitude = (
        format_decimal(degrees, format=_DECIMALS, locale=language) for degrees in place.position
    )
    told = [f"{latitude}° {longitude}°", _kind(place, language)]
    if place.match == Match.OTHER_NAME:
        told.append(translate(language, "geocode_other_name", name=wanted.name))
    elif place.match == Match.BEGINNING:
        told.append(translate(language, "geocode_beginning", name=wanted.name))
    others = namesakes(place, places)
    if others:
        told.append(translate(language, "geocode_namesakes", number=others))
    told += (
        translate(
            language,
            "geocode_distance",
            km=km_text(distance_km(place.position, each.position), Basis.REPORTED, language),
            place=each.name,
        )
        for each in wanted.neighbours
    )
    return tuple(filter(None, told))


def _kind(place: Proposal, language: str) -> str:
    if place.kind == KIND:
        return translate(language, "geocode_kind_shipped")
    if place.population:
        digits = len(str(place.population)) - _SIGNIFICANT_DIGITS
        number = format_decimal(round(place.population, -max(digits, 0)), locale=language)
        return translate(language, "geocode_population", number=number)
    return place.kind

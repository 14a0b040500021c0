"""The credits that licences and the boundary policy require beside a map."""

from __future__ import annotations

from collections.abc import Collection

from routemap.i18n.catalog import LANGUAGES, translate
from routemap.model.itinerary import Scene
from routemap.model.journey import Journey, Phrase
from routemap.model.map_settings import GroundPart

_KNOWN_CREDITS = ("credit_osm", "credit_osm_railway", "licence_wording", "licence_wording_quoted")


def map_credits(
    scene: Scene,
    language: str,
    left_out: Collection[GroundPart] | None = None,
    *,
    has_ground: bool = True,
    has_own_ground: bool = True,
) -> list[str]:
    """Return the credits a map must have: boundary policy, drawn ways, own ground, names.

    What is not drawn is not credited.

    Parameters
    ----------
    left_out
        Parts of the ground that are not drawn, by default those of no map of the journey.
    has_ground, has_own_ground
        Whether land and water as they ship are drawn, and anything of the author's own basemap.
    """
    journey = scene.journey
    if left_out is None:
        left_out = journey.map.left_out
    towns = [] if GroundPart.TOWNS in left_out else [translate(language, "names_credit")]
    ground = [ground_credit(journey, language, left_out)] if has_ground else []
    own = own_ground_credit(journey, language) if has_own_ground else []
    return [*ground, *way_credits(journey, language), *own, *towns]


def ground_credit(journey: Journey, language: str, left_out: Collection[GroundPart]) -> str:
    """Return the boundary policy; without borders that of a map that is to have none, or a credit.

    An author who leaves out borders on purpose says so; where a picture shows none there is no
    policy to tell.
    """
    if GroundPart.BORDERS in left_out and GroundPart.BORDERS not in journey.map.left_out:
        return translate(language, "ground_credit")
    return boundary_policy(journey, language).text


def coarse_ground(language: str, left_out: Collection[GroundPart]) -> str:
    """Say for which scale the ground was drawn that is looked at more closely."""
    key = "coarse_coast" if GroundPart.BORDERS in left_out else "coarse_ground"
    return translate(language, key)


def boundary_policy(journey: Journey, language: str) -> Phrase:
    """Return which borders the maps of a journey show, in the author's words or else in ours.

    Where borders are left out, our own words about those that are drawn are nobody's policy, even
    if a table repeats them.
    """
    policy = journey.boundary_policy.in_language(language)
    if GroundPart.BORDERS not in journey.map.left_out:
        return policy or Phrase(translate(language, "boundary_policy"), language)
    if policy and policy.text not in {translate(each, "boundary_policy") for each in LANGUAGES}:
        return policy
    return Phrase(translate(language, "boundary_policy_none"), language)


def way_credits(journey: Journey, language: str = "") -> list[str]:
    """Return the credit of each drawn way, in order and once; without a language as tables say."""
    sources = (leg.geometry.source for leg in journey.legs if leg.geometry)
    told = list(dict.fromkeys(source for source in sources if source))
    return [known_words(source, language) for source in told] if language else told


def licence_words(journey: Journey, language: str) -> str:
    """Return under which licence others may use a journey, "" if it does not say."""
    return known_words(journey.licence, language)


def known_words(text: str, language: str) -> str:
    """Return a credit or licence in a language, if it is one that our words have; else as it is.

    A table says such a line once, whatever the languages of its journey.
    """
    known = (key for key in _KNOWN_CREDITS if text == translate(LANGUAGES[0], key))
    return next((translate(language, key) for key in known), text)


def own_ground_credit(journey: Journey, language: str) -> list[str]:
    """Return the credit of the author's own basemap with its licence; none if none is said."""
    own = journey.own_basemap
    if not own or not (own.credit or own.licence):
        return []
    if not own.credit:
        return [translate(language, "own_ground_licence", licence=own.licence)]
    return [f"{own.credit} ({own.licence})" if own.licence else own.credit]

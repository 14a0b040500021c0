"""The credits that licences and the boundary policy require beside a map."""

from __future__ import annotations

from routemap.i18n.catalog import translate
from routemap.model.itinerary import Scene
from routemap.model.journey import Journey


def map_credits(scene: Scene, language: str) -> list[str]:
    """Return the credits a map must have: boundary policy, drawn ways, and names of towns."""
    policy, towns = basemap_credits(scene, language)
    return [policy, *way_credits(scene.journey), *ground_credit(scene.journey), towns]


def basemap_credits(scene: Scene, language: str) -> tuple[str, str]:
    """Return the boundary policy, and the credit of the names of towns."""
    policy = scene.journey.boundary_policy.in_language(language).text
    return policy or translate(language, "boundary_policy"), translate(language, "names_credit")


def way_credits(journey: Journey) -> list[str]:
    """Return the credit of each drawn way, in order and once."""
    sources = (leg.geometry.source for leg in journey.legs if leg.geometry)
    return list(dict.fromkeys(source for source in sources if source))


def ground_credit(journey: Journey) -> list[str]:
    """Return the credit of the author's own basemap with its licence; none if none is said."""
    own = journey.own_basemap
    if not own:
        return []
    licence = f" ({own.licence})" if own.credit and own.licence else own.licence
    return [f"{own.credit}{licence}"] if own.credit or licence else []

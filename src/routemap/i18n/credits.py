"""What a licence or the boundary policy demands beside a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.i18n.catalog import translate

if TYPE_CHECKING:
    from routemap.model.itinerary import Scene
    from routemap.model.journey import Journey


def map_credits(scene: Scene, language: str) -> list[str]:
    """Return what must stand with the map: boundary policy, each drawn way's credit, names."""
    policy, towns = ground_credits(scene, language)
    return [policy, *way_credits(scene.journey), towns]


def ground_credits(scene: Scene, language: str) -> tuple[str, str]:
    """Return the boundary policy, and whose the names of towns are."""
    policy = scene.journey.boundary_policy.in_language(language).text
    return policy or translate(language, "boundary_policy"), translate(language, "names_credit")


def way_credits(journey: Journey) -> list[str]:
    """Return the credit of each drawn way, in order and once, whatever lies beneath."""
    sources = (leg.geometry.source for leg in journey.legs if leg.geometry)
    return list(dict.fromkeys(source for source in sources if source))

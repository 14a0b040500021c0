"""What a licence or the boundary policy demands beside a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.words import say

if TYPE_CHECKING:
    from routemap.scene import Scene


def map_credits(scene: Scene, language: str) -> list[str]:
    """Return what must stand with the map: boundary policy, each drawn way's credit, names."""
    journey = scene.journey
    policy = journey.boundary_policy.in_language(language).text
    ways = {leg.way.source: None for leg in journey.legs if leg.way}  # in order, each once
    return [policy or say(language, "boundary_policy"), *ways, say(language, "names_credit")]

"""Several travellers on screen: what the address calls each, its name, its mark’s shape."""

from __future__ import annotations

from typing import NamedTuple

from routemap.model.itinerary import Itinerary
from routemap.model.journey import Phrase
from routemap.model.tracks import Track
from routemap.shapes import corners, half_width, reach, ring_within, shape_of


class ShownTraveller(NamedTuple):
    """One of several travellers, with its mark in radii of a disc.

    `path` is the outline as SVG, `reach` how far its corners are, `half_width` how far it reaches
    to the left and to the right.
    """

    id: str
    letter: str
    name: Phrase
    look: int
    path: str
    reach: float
    half_width: float


def shown_travellers(itinerary: Itinerary, language: str) -> tuple[ShownTraveller, ...]:
    """Return all travellers in their order, none where there is only one."""
    tracks = itinerary.tracks if itinerary.is_shared else ()
    return tuple(shown_traveller(track, language) for track in tracks)


def shown_traveller(track: Track, language: str) -> ShownTraveller:
    """Return how a traveller is shown; one without an id is called by its letter."""
    traveller_id = track.traveller.id if track.traveller else track.letter
    name = track.name.in_language(language)
    shape = shape_of(track.look)
    return ShownTraveller(
        traveller_id,
        track.letter,
        name,
        track.look,
        mark_path(track.look),
        reach(shape),
        half_width(shape),
    )


def mark_path(look: int) -> str:
    """Return the outline of the mark of a look; a ring has the line within it as a gap."""
    shape = shape_of(look)
    within = ring_within(shape)
    places = [f"{x:.3g} {y:.3g}" for x, y in corners(shape)]
    if places:
        return f"M{'L'.join(places)}Z"
    return _circle(1) + (_circle(within) + _circle(within - 0.1) if within else "")


def _circle(radius: float) -> str:
    half = f"a{radius:g} {radius:g} 0 1 0 "
    return f"M{-radius:g} 0{half}{2 * radius:g} 0{half}{-2 * radius:g} 0Z"

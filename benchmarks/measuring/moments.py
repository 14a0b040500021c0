"""The moments of the shipped journey: what they are called, and a way there and back."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from routemap.i18n.dates import moment_phrase
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from collections.abc import Iterator


def shipped_route() -> Itinerary:
    """Return the route of the shipped journey."""
    return build_itinerary(read_journey(shipped_journey()))


def words_of(itinerary: Itinerary) -> list[str]:
    """Return what each moment is called on map and story."""
    return [moment_phrase(moment, "en").text for moment in itinerary.timeline.moments]


def there_and_back(last: int) -> Iterator[tuple[str, int]]:
    """Yield keys and the moments they lead to: from the first to the last and back, for ever."""
    there = [("ArrowRight", moment) for moment in range(1, last + 1)]
    back = [("ArrowLeft", moment) for moment in range(last - 1, -1, -1)]
    return cycle(there + back)

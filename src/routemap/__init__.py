"""Turn a folder of tables into a map people can explore, cite, publish and teach from.

Examples
--------
>>> import routemap
>>> trip = routemap.read()  # the shipped journey; a folder or a CSV file of yours by its path
>>> trip.journey.stops[1].id
'khasan'
>>> picture = trip.picture(date="2023-09-13", preset="card")
>>> picture.save("map.png").name
'map.png'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routemap.api import (
        DrawingError,
        Itinerary,
        Journey,
        JourneyError,
        JourneyMap,
        ParameterError,
        Problem,
        Saved,
        StillMap,
        read,
    )

# Written here, because reading it from the installed package takes as long as drawing the ground.
__version__ = "0.2.0"

__all__ = [
    "DrawingError",
    "Itinerary",
    "Journey",
    "JourneyError",
    "JourneyMap",
    "ParameterError",
    "Problem",
    "Saved",
    "StillMap",
    "__version__",
    "read",
]


def __getattr__(name: str) -> object:
    """Load what is public when it is first asked for: every module of ours imports this one."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module("routemap.api"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

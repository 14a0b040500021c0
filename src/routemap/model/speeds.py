"""How fast anybody is taken to have travelled at most, by the means of travel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """The highest average speed that is assumed of a mode of travel."""

    mode: str
    km_per_hour: float

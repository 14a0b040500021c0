"""What of the ground the map of a journey shows, beside its land and water."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Borders(StrEnum):
    """Which borders the ground shows."""

    TODAY = "today"
    NONE = "none"


class GroundPart(StrEnum):
    """A part of the ground that can be left out."""

    BORDERS = "borders"
    COUNTRIES = "countries"
    TOWNS = "towns"
    RIVERS = "rivers"


@dataclass(frozen=True, slots=True)
class MapSettings:
    """What the author says of the ground; None where nothing is said.

    `countries`, `towns` and `rivers` tell whether names of countries, towns and rivers are drawn;
    `show` and `hide` are names of towns, lakes, countries and seas that must stand there, or not.
    """

    borders: Borders | None = None
    countries: bool | None = None
    towns: bool | None = None
    rivers: bool | None = None
    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()

    @property
    def left_out(self) -> frozenset[GroundPart]:
        """Return the parts of the ground that no map of the journey shows.

        Names of countries of today go with their borders, unless the author asks for them.
        """
        has_borders = self.borders in {None, Borders.TODAY}
        shown = {
            GroundPart.BORDERS: has_borders,
            GroundPart.COUNTRIES: has_borders if self.countries is None else self.countries,
            GroundPart.TOWNS: self.towns is not False,
            GroundPart.RIVERS: self.rivers is not False,
        }
        return frozenset(part for part, is_shown in shown.items() if not is_shown)

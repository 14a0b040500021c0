"""How far it is: over a leg, and over several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from routemap.geo.geodesic import distance_km
from routemap.model.journey import Basis, Leg, Stop

_SAME_PLACE_KM = 0.001


class Measure(StrEnum):
    """What a distance was measured along."""

    WAY = "way"
    STRAIGHT = "straight"
    MIXED = "mixed"
    STAY = "stay"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance in km, what it was measured along, and whether any of it is inferred.

    `mode` is the one means of travel, "" if there are several or none is known. `is_shortest`
    says that it is the shortest way on a network, not one that is known to have been taken.
    `off_line_km` comes on top of `km`: between the line and a stop, where no way is known.
    """

    km: float
    measure: Measure
    basis: Basis
    mode: str = ""
    is_shortest: bool = False
    off_line_km: float = 0.0

    @property
    def is_travel(self) -> bool:
        """Tell whether there is any way to go: not at the start, and not over a stay."""
        return self.measure not in {Measure.NONE, Measure.STAY}


NOTHING = Distance(0.0, Measure.NONE, Basis.REPORTED)
"""The distance before anything is travelled."""


def leg_distance(leg: Leg, start: Stop, end: Stop) -> Distance:
    """Return the length of a leg between two stops: of its way, or else of the geodesic."""
    # A reported way does not vouch for means of travel that are only inferred.
    is_mode_told = leg.basis == Basis.INFERRED or leg.mode_basis == Basis.REPORTED
    mode = leg.mode if is_mode_told else ""
    if leg.geometry:
        way = leg.geometry
        return Distance(
            way.length_km, Measure.WAY, leg.basis, mode, way.is_shortest, off_line_km=way.stub_km
        )
    km = distance_km(start.position, end.position)
    if km < _SAME_PLACE_KM:
        return Distance(0.0, Measure.STAY, leg.basis)
    return Distance(km, Measure.STRAIGHT, leg.basis, mode)


def added(first: Distance, second: Distance) -> Distance:
    """Return two distances as one."""
    if not (first.is_travel and second.is_travel):
        return second if second.is_travel else first
    bases = {first.basis, second.basis}
    return Distance(
        km=first.km + second.km,
        measure=first.measure if first.measure == second.measure else Measure.MIXED,
        basis=Basis.INFERRED if Basis.INFERRED in bases else Basis.REPORTED,
        mode=first.mode if first.mode == second.mode else "",
        is_shortest=first.is_shortest and second.is_shortest,
        off_line_km=first.off_line_km + second.off_line_km,
    )

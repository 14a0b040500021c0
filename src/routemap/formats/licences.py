"""The licences of drawn ways, with the address of their text where they demand that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routemap.model.journey import Journey

_ODBL_ADDRESS = "https://opendatacommons.org/licenses/odbl/1-0/"


def way_licences(journey: Journey) -> tuple[tuple[str, str], ...]:
    """Return the licence of each drawn way, once, and the address of its text or ""."""
    geometries = (leg.geometry for leg in journey.legs if leg.geometry)
    names = dict.fromkeys(each.licence for each in geometries if each.licence)
    return tuple((name, _ODBL_ADDRESS if name.startswith("ODbL") else "") for name in names)

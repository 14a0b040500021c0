"""What a reader asks of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from routemap.look import LOOKS
from routemap.pictures.sizes import DEFAULT_PRESET, Preset

if TYPE_CHECKING:
    from routemap.geo.extent import Extent

DEFAULT_LOOK = next(iter(LOOKS))


class Part(StrEnum):
    """What stands on a picture beside the map and can be left out."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LEGEND = "key"
    SCALE = "scale"
    LOCATOR = "locator"
    NORTH = "north"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class CloseUp:
    """A stop, by its number from 0, and how many km across the picture shows round it."""

    stop: int
    km: float


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """A picture as it is asked for.

    `area` is None for the whole journey. Credits that a licence demands are no part: they stay.
    `is_outline` asks for land, water and borders alone, without names and route, to draw on.
    """

    preset: Preset = DEFAULT_PRESET
    language: str = "en"
    look: str = DEFAULT_LOOK
    area: Extent | CloseUp | None = None
    without: frozenset[Part] = frozenset()
    is_outline: bool = False

"""The house style of a journey: colours and a logo of its maker's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class LogoCorner(StrEnum):
    """The corner of a picture in which a logo stands."""

    TOP_RIGHT = "top-right"
    TOP_LEFT = "top-left"
    BOTTOM_RIGHT = "bottom-right"
    BOTTOM_LEFT = "bottom-left"

    @property
    def is_top(self) -> bool:
        """Tell whether it is above."""
        return self.value.startswith("top")

    @property
    def is_left(self) -> bool:
        """Tell whether it is on the left."""
        return self.value.endswith("left")


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What the author says of the look; "" where nothing is said.

    Attributes
    ----------
    accent, text, land, water
        Colours, each as "#RRGGBB".
    logo, logo_corner
        The name of a PNG beside the tables, and where it stands.
    logo_content
        The PNG itself; b"" where there is none.
    font, font_content
        The name of a typeface beside the tables, and the file itself.
    """

    accent: str = ""
    text: str = ""
    land: str = ""
    water: str = ""
    logo: str = ""
    logo_corner: LogoCorner = LogoCorner.TOP_RIGHT
    logo_content: bytes = field(default=b"", repr=False)
    font: str = ""
    font_content: bytes = field(default=b"", repr=False)

    def without_files(self) -> HouseStyle:
        """Return the colours alone."""
        return HouseStyle(self.accent, self.text, self.land, self.water)

    @property
    def colours(self) -> dict[str, str]:
        """Return the colours that are said, by name."""
        named = {name: getattr(self, name) for name in ("accent", "text", "land", "water")}
        return {name: colour for name, colour in named.items() if colour}


PLAIN_STYLE = HouseStyle()
"""Where an author says nothing."""

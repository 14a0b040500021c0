"""How exactly the shipped ground is drawn, and from how near that must be said."""

from __future__ import annotations

from routemap.model.own_basemap import OwnBasemap
from routemap.pictures.view import View

# A picture that shows less than this across, in km, looks closer than the ground was drawn for:
# there are the credit, bands instead of lines, and an arrow to the north, for no coast that anyone
# knows tells where it is.
_CLOSE_KM = 40.0
_BAND_KM = 2.0


def is_close(view: View) -> bool:
    """Tell whether the shorter side of the frame shows less than 40 km."""
    return min(view.frame.width, view.frame.height) < _CLOSE_KM * view.per_km


def leaves_ground_to(own: OwnBasemap, view: View) -> bool:
    """Tell whether a view is so close that an author who draws land or water draws all of it."""
    return is_close(view) and own.draws_ground


def band_width(view: View) -> float:
    """Return how wide a coast or border is on the sheet, 0 where it may be drawn as a line.

    The finest line that can be drawn and seen on paper, 0.1 mm, is 1 km on a map of 1:10 million,
    for which the ground was drawn: so far to either side of where a coast is drawn it may run.
    """
    return _BAND_KM * view.per_km if is_close(view) else 0.0

"""The frame of a map that ends within it: no higher than the map and the names around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from routemap.pictures.view import Box, View

# In pixels of `look.py`: left free above and below a map, and less page is not worth leaving blank.
_GAP, _LEAST_BLANK = 8.0, 24.0


def leaves_blank(view: View, unit: float) -> bool:
    """Tell whether a part of the frame above or below its map is worth leaving out."""
    return _trimmed(view, (), unit).height < view.frame.height


def trimmed(view: View, marks: Iterable[Box], unit: float, *, is_print: bool) -> View:
    """Return a view whose frame is no higher than its map and the marks on it and around it.

    On paper it begins where the frame did, so that what is left blank can be cut off or filled with
    something else; on screens it stands in the middle.

    Parameters
    ----------
    marks
        The boxes of names, discs and the like, which may stand beyond the edge of the map.
    unit
        The size of a pixel of `look.py` on the sheet.
    """
    kept, frame = _trimmed(view, marks, unit), view.frame
    up = kept.top - frame.top
    if not is_print:
        up -= (frame.height - kept.height) / 2
    return replace(
        view,
        frame=kept._replace(top=kept.top - up, bottom=kept.bottom - up),
        origin=(view.origin[0], view.origin[1] - up),
    )


def _trimmed(view: View, marks: Iterable[Box], unit: float) -> Box:
    frame = view.frame
    downs = [y for _, y in view.outline]
    for mark in marks:
        downs += mark.top, mark.bottom
    top = max(frame.top, min(downs) - _GAP * unit)
    bottom = min(frame.bottom, max(downs) + _GAP * unit)
    if frame.height - (bottom - top) < _LEAST_BLANK * unit:
        return frame
    return frame._replace(top=top, bottom=bottom)

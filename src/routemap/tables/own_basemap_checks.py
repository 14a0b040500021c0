"""What is hard to believe of the section [basemap]: place and proportions of a picture, credit."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from math import asinh, inf, radians, tan

from routemap.geo import Point
from routemap.geo.extent import Extent, unrolled
from routemap.model.journey import Journey
from routemap.model.own_basemap import GroundImage, ImageProjection
from routemap.tables.ground import GROUND_FILE
from routemap.tables.ground_image import MERCATOR_END
from routemap.tables.metadata import BASEMAP_SECTION
from routemap.tables.problems import ProblemLog, in_words, shown

# A picture with margins or rounded edges is a little off; one in the right projection hardly.
_MOST_OFF, _FITS = 0.15, 0.03
_ORIENTATION, _FIRST_ON_ITS_SIDE = 0x0112, 5
"""Of EXIF: from 5 on, what is stored as the width is the height."""


def check_own_basemap(journey: Journey, lines: Mapping[str, int], problems: ProblemLog) -> None:
    """Warn of a picture of a map that lies elsewhere or is misshapen, and of a lacking credit.

    `lines` are those of the entries of the section, and of the section by its own name.
    """
    own = journey.own_basemap
    route = [stop.position for stop in journey.stops]
    if own.image and route and not _warn_of_place(own.image, route, lines, problems):
        _warn_of_proportions(own.image, lines, problems)
    if own and not own.credit:
        drawn = [own.image.file] if own.image else []
        drawn += [GROUND_FILE] if own.shapes else []
        what = f"{in_words([shown(name) for name in drawn], 'and')} cannot be credited"
        hint = f'add credit = "who made the map" below [{BASEMAP_SECTION}]'
        line = lines.get("image", lines.get(BASEMAP_SECTION, 0))
        problems.warning(line, f"{BASEMAP_SECTION}.credit", what, hint)


def _warn_of_place(
    image: GroundImage, route: Sequence[Point], lines: Mapping[str, int], problems: ProblemLog
) -> bool:
    """Tell whether no stop lies on the picture, or it fits better in the other order of numbers."""
    extent = image.extent
    swapped = extent.swapped
    on_it, on_swapped = _count_on(extent, route), _count_on(swapped, route)
    is_swapped = on_swapped == len(route) and (
        not on_it
        or (on_it < len(route) and _misfit(image, swapped) < _MOST_OFF < _misfit(image, extent))
    )
    if on_it and not is_swapped:
        return False
    what = "no stop lies on the picture of the map"
    if on_it:
        what = f"only {on_it:,} of {len(route):,} stops lie on the picture of the map"
    hint = "check the extent: in degrees, west and south are negative"
    if is_swapped:
        south, west, north, east = (f"{side:g}" for side in swapped)
        hint = (
            "the order is west, south, east, north: "
            f"is it extent = [{west}, {south}, {east}, {north}]?"
        )
    problems.warning(lines.get("extent", 0), f"{BASEMAP_SECTION}.extent", what, hint)
    return True


def _count_on(extent: Extent, route: Sequence[Point]) -> int:
    return sum(extent.holds((lat, unrolled(lon, extent))) for lat, lon in route)


def _warn_of_proportions(
    image: GroundImage, lines: Mapping[str, int], problems: ProblemLog
) -> None:
    """Warn of a picture of which another part of the Earth, or another projection, is said."""
    if _misfit(image, image.extent) <= _MOST_OFF:
        return
    key, hint = "extent", "check the extent: it must be that of the whole picture, without margins"
    for other in ImageProjection:
        if other is not image.projection and _misfit(image, image.extent, other) <= _FITS:
            key, hint = "projection", f'it fits projection = "{other}": write that'
    width, height = _size(image.content)
    should_be = _proportions(image.extent, image.projection)
    what = (
        f"the picture is {width / height:.2f} times as wide as high, "
        f"its extent {should_be:.2f} times in {image.projection}"
    )
    line = lines.get(key, lines.get("image", 0))
    problems.warning(line, f"{BASEMAP_SECTION}.{key}", what, hint)


def _misfit(image: GroundImage, extent: Extent, projection: ImageProjection | None = None) -> float:
    """Return by what share the proportions of a picture differ from those of an extent.

    Nothing fits an extent beyond the end of Web Mercator.
    """
    is_mercator = (projection or image.projection) is ImageProjection.WEB_MERCATOR
    if is_mercator and max(abs(extent.south), abs(extent.north)) > MERCATOR_END:
        return inf
    width, height = _size(image.content)
    ratio = width / height / _proportions(extent, projection or image.projection)
    return max(ratio, 1 / ratio) - 1


def _proportions(extent: Extent, projection: ImageProjection) -> float:
    """Return how many times as wide as high an extent is in a projection."""
    south, west, north, east = extent
    if projection is ImageProjection.PLATE_CARREE:
        return (east - west) / (north - south)
    bottom, top = asinh(tan(radians(south))), asinh(tan(radians(north)))
    return radians(east - west) / (top - bottom)


def _size(content: bytes) -> tuple[int, int]:
    """Return the width and height in pixels of a picture that can be read, held upright."""
    from PIL import Image  # noqa: PLC0415  most journeys have no picture of a map

    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
        # Pillow unpacks a PNG to find that it has no EXIF.
        has_exif = image.format != "PNG" or "exif" in image.info
        turned = image.getexif().get(_ORIENTATION, 1) if has_exif else 1
    return (height, width) if turned >= _FIRST_ON_ITS_SIDE else (width, height)

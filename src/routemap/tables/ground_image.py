"""The section [basemap] of journey.toml: whose basemap it is, and the picture of a map in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import isfinite

from routemap.geo.extent import Extent
from routemap.model.own_basemap import GroundImage, ImageProjection, OwnBasemap
from routemap.tables.folder import Files
from routemap.tables.limits import LONGEST_NAME
from routemap.tables.metadata import BASEMAP_KEYS, BASEMAP_SECTION, IMAGE_KEYS, section_of
from routemap.tables.named_file import is_name_of_file
from routemap.tables.picture_file import picture_content
from routemap.tables.problems import Choices, ProblemLog, one_of, plain, shown
from routemap.tables.schema import JOURNEY

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
_PROJECTIONS = {
    "plate carrée": ImageProjection.PLATE_CARREE,
    "plate carree": ImageProjection.PLATE_CARREE,
    "epsg:4326": ImageProjection.PLATE_CARREE,
    "web mercator": ImageProjection.WEB_MERCATOR,
    "epsg:3857": ImageProjection.WEB_MERCATOR,
}
_EXTENT_HINT = "write extent = [west, south, east, north] in decimal degrees"
_SIDES = 4
_POLE, _HALF_TURN, _TURN = 90.0, 180.0, 360.0
# Where a web map ends: it is a square.
MERCATOR_END = 85.0512


def read_basemap_section(text: str, files: Files) -> OwnBasemap:
    """Return what journey.toml says of an author's own basemap; what is wrong is left out."""
    found, lines = section_of(text, BASEMAP_SECTION)
    problems = files.log(JOURNEY.file)
    if found is None:
        return OwnBasemap()
    if not isinstance(found, Mapping):
        what = f"“{BASEMAP_SECTION}” is not a section"
        hint = f"write [{BASEMAP_SECTION}] on a line of its own"
        problems.error(lines.get(BASEMAP_SECTION, 0), BASEMAP_SECTION, what, hint)
        return OwnBasemap()
    section = _Section(found, lines, problems)
    section.tell_unknown()
    return OwnBasemap(
        image=_image(section, files),
        credit=section.word("credit"),
        licence=section.word("licence"),
    )


def named_image(about: bytes) -> str:
    """Return the name of the picture that a journey.toml speaks of, "" if it speaks of none."""
    found, _ = section_of(about.decode("utf-8-sig", errors="replace"), BASEMAP_SECTION)
    name = found.get("image") if isinstance(found, Mapping) else None
    return name if isinstance(name, str) and is_name_of_file(name, IMAGE_ENDINGS) else ""


@dataclass(frozen=True)
class _Section:
    """The entries of the section, as TOML has them, with their lines."""

    entries: Mapping[str, object]
    lines: Mapping[str, int]
    problems: ProblemLog

    def error(self, key: str, what: str, hint: str) -> None:
        self.problems.error(self.lines.get(key, 0), f"{BASEMAP_SECTION}.{key}", what, hint)

    def tell_unknown(self) -> None:
        choices = Choices(BASEMAP_KEYS)
        for key in self.entries:
            if key not in BASEMAP_KEYS:
                hint = choices.did_you_mean(key, f"the entries are {one_of(BASEMAP_KEYS)}")
                what = f"no entry of [{BASEMAP_SECTION}] has this name"
                line = self.lines.get(key, 0)
                self.problems.warning(line, f"{BASEMAP_SECTION}.{plain(key)}", what, hint)

    def word(self, key: str) -> str:
        value = self.entries.get(key, "")
        if not isinstance(value, str):
            self.error(key, f"{shown(key)} is not text", "put it in quotation marks")
            return ""
        line, column = self.lines.get(key, 0), f"{BASEMAP_SECTION}.{key}"
        return self.problems.checked_text(value.strip(), line, column, LONGEST_NAME)


def _image(section: _Section, files: Files) -> GroundImage | None:
    name = section.word("image")
    if not name:
        for key in IMAGE_KEYS[1:]:
            if key in section.entries and "image" not in section.entries:
                section.error(key, "no image is named that it could be of", 'add image = "map.jpg"')
                break
        return None
    projection, opacity = _projection(section), _opacity(section)
    extent = _extent(section, projection or ImageProjection.PLATE_CARREE)
    content = _content(name, section, files)
    if not (content and extent and projection and opacity):
        return None
    return GroundImage(name, content, extent, projection, opacity)


def _content(name: str, section: _Section, files: Files) -> bytes | None:
    """Return the bytes of the picture, None after reporting why they cannot be drawn."""
    return picture_content(name, files, partial(section.error, "image"), IMAGE_ENDINGS)


def _projection(section: _Section) -> ImageProjection | None:
    said = section.word("projection")
    found = _PROJECTIONS.get(" ".join(re.split(r"[\s_-]+", said.casefold())).strip())
    if said and not found:
        what = f"{shown(said)} is no projection that a picture may have here"
        hint = f"write {one_of([f'“{each.value}”' for each in ImageProjection])}"
        section.error("projection", what, hint)
    return found if said else ImageProjection.PLATE_CARREE


def _opacity(section: _Section) -> float:
    """Return how opaque the picture is, 0 after reporting what is wrong."""
    value = section.entries.get("opacity", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        what = f"{shown(str(value))} is not a number above 0, up to 1"
        section.error("opacity", what, "write 1 for a picture that hides the ground beneath it")
        return 0.0
    return float(value)


def _extent(section: _Section, projection: ImageProjection) -> Extent | None:
    if "extent" not in section.entries:
        section.error("image", "its extent is not said", _EXTENT_HINT)
        return None
    value = section.entries["extent"]
    sides = [
        float(each)
        for each in (value if isinstance(value, list) else ())
        if isinstance(each, int | float) and not isinstance(each, bool) and isfinite(each)
    ]
    if not isinstance(value, list) or len(value) != _SIDES or len(sides) != _SIDES:
        section.error("extent", "this is not a list of four numbers", _EXTENT_HINT)
        return None
    west, south, east, north = sides
    is_across = west > east and west <= _HALF_TURN and west - east > _HALF_TURN
    extent = Extent(south, west, north, east + _TURN if is_across else east)
    fault = _fault(extent, projection)
    if fault:
        section.error("extent", *fault)
        return None
    return extent


def _fault(extent: Extent, projection: ImageProjection) -> tuple[str, str] | None:
    """Return what is wrong with an extent and how to mend it, None if nothing is."""
    south, west, north, east = extent
    end = MERCATOR_END if projection is ImageProjection.WEB_MERCATOR else _POLE
    if max(abs(south), abs(north)) > end:
        latitude = max((south, north), key=abs)
        which = "Web Mercator" if projection is ImageProjection.WEB_MERCATOR else "the Earth"
        return f"the latitude {latitude:g} lies beyond {which}, which ends at {end:g}", _EXTENT_HINT
    if not -_HALF_TURN <= west <= _HALF_TURN or east > _HALF_TURN + _TURN:
        longitude = west if abs(west) > _HALF_TURN else east
        return f"the longitude {longitude:g} lies beyond the Earth", _EXTENT_HINT
    if south >= north:
        return f"the south ({south:g}) is not below the north ({north:g})", _EXTENT_HINT
    if west >= east:
        what = f"the west ({west:g}) is not left of the east ({east:g})"
        return what, f"{_EXTENT_HINT}; across ±180° the east may be above 180"
    if east - west > _TURN:
        return "the picture is wider than the Earth", _EXTENT_HINT
    return None


def basemap_section(basemap: OwnBasemap) -> dict[str, object]:
    """Return the section as it would be written."""
    section: dict[str, object] = {}
    image = basemap.image
    if image:
        south, west, north, east = image.extent
        section = {
            "image": image.file,
            "extent": [west, south, east, north],
            "projection": image.projection.value,
        }
        if image.opacity < 1:
            section["opacity"] = image.opacity
    said = {"credit": basemap.credit, "licence": basemap.licence}
    return section | {key: text for key, text in said.items() if text}

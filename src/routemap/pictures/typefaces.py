"""The typefaces of pictures: which of them sets a letter, and where their files are.

Pretendard has Latin, Greek, Cyrillic and Hangul, and sets what it can. The others have a script
each and are read when a letter of it is met; fonts of the system follow. The typeface of a house
style stands before all of them while its journey is drawn.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path

import uharfbuzz as hb

from routemap.pictures.system_fonts import SystemFont, system_fonts

FAMILY = "Pretendard"
"""The first of ours, whose measures all lines of text have."""
FONT_FOLDER = Path(__file__).parent / "fonts"
BOX = "□"
"""What stands for a letter that no typeface has, where that is allowed."""
_CLUSTERS_KEPT = 4096
# Of a file with Chinese letters in the forms of several countries; a text whose language is known
# has its own all the same.
_SIMPLIFIED = " SC"


@dataclass(frozen=True)
class Typeface:
    """One typeface in two weights.

    Attributes
    ----------
    regular, bold
        Its files, or what they hold.
    index
        Its place in a file that holds several.
    starts, ends
        The ranges of letters that it has; () if its files must be asked.
    set_as
        What Typst calls it; "" as its family.
    """

    family: str
    regular: Path | bytes
    bold: Path | bytes
    index: int = 0
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    set_as: str = ""

    def __hash__(self) -> int:
        """Return a hash that is worked out once: it is a key of every text that is measured."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.family, self.regular, self.bold, self.index))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return its files."""
        return tuple(each for each in (self.regular, self.bold) if isinstance(each, Path))

    @property
    def held(self) -> tuple[bytes, ...]:
        """Return what its files hold, where there is no more than that: each once."""
        held = (each for each in (self.regular, self.bold) if isinstance(each, bytes))
        return tuple(dict.fromkeys(held))

    @property
    def name_in_typst(self) -> str:
        """Return what Typst calls it."""
        return self.set_as or self.family

    def font(self, *, bold: bool) -> hb.Font:
        """Return one weight, read when it is first asked for."""
        return _font(self.bold if bold else self.regular, self.index)

    def sets(self, cluster: str) -> bool:
        """Tell whether it has all letters of a cluster."""
        return self._may_have(ord(cluster[0])) and not self.lacks(cluster)

    def lacks(self, cluster: str) -> str:
        """Return the letters of a cluster that it has not."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(cluster)
        buffer.guess_segment_properties()
        hb.shape(self.font(bold=False), buffer)
        missing = {info.cluster for info in buffer.glyph_infos if not info.codepoint}
        return "".join(cluster[place] for place in sorted(missing))

    def _may_have(self, letter: int) -> bool:
        if not self.starts:
            return True
        place = bisect_right(self.starts, letter) - 1
        return place >= 0 and letter <= self.ends[place]


@cache
def _font(file: Path | bytes, index: int) -> hb.Font:
    blob = hb.Blob(file) if isinstance(file, bytes) else hb.Blob.from_file_path(str(file))
    return hb.Font(hb.Face(blob, index))


_folder = FONT_FOLDER / FAMILY.lower()
PRETENDARD = Typeface(FAMILY, _folder / f"{FAMILY}-Regular.otf", _folder / f"{FAMILY}-Bold.otf")


_OF_HOUSE: ContextVar[Typeface | None] = ContextVar("house typeface", default=None)


@contextmanager
def led_by(typeface: Typeface | None) -> Iterator[None]:
    """Set all text meanwhile in a typeface, and what it lacks in the others; None for ours."""
    before = _OF_HOUSE.set(typeface)
    try:
        yield
    finally:
        _OF_HOUSE.reset(before)


def leading() -> Typeface:
    """Return the typeface that sets what it can: that of a house style, or Pretendard."""
    return _OF_HOUSE.get() or PRETENDARD


class _Chain:
    """All typefaces in the order in which a letter looks for its own."""

    def __iter__(self) -> Iterator[Typeface]:
        if leading() is not PRETENDARD:
            yield leading()
        yield PRETENDARD
        yield from self._of_scripts
        yield from self._of_system

    @cached_property
    def _of_scripts(self) -> tuple[Typeface, ...]:
        listed = json.loads((FONT_FOLDER / "fonts.json").read_text(encoding="utf-8"))["typefaces"]
        return tuple(_shipped(each) for each in listed if each["family"] != FAMILY)

    @cached_property
    def _of_system(self) -> tuple[Typeface, ...]:
        return tuple(filter(None, map(_of_system, system_fonts())))


def _shipped(entry: dict[str, str | list[dict[str, str]]]) -> Typeface:
    folder = FONT_FOLDER / str(entry["folder"])
    regular, bold = (folder / file["file"] for file in entry["files"] if isinstance(file, dict))
    ranges = [part.split("-") for part in str(entry["letters"]).split()]
    starts = tuple(int(part[0], 16) for part in ranges)
    ends = tuple(int(part[-1], 16) for part in ranges)
    return Typeface(str(entry["family"]), regular, bold, 0, starts, ends)


def _of_system(font: SystemFont) -> Typeface | None:
    """Return a font of the system, None if it cannot be read."""
    try:
        faces = hb.Blob.from_file_path(str(font.regular))
    except hb.HarfBuzzError:
        return None
    families = [family_of(hb.Face(faces, index)) for index in range(hb.Face(faces).count)]
    index = next((n for n, family in enumerate(families) if family.endswith(_SIMPLIFIED)), 0)
    return Typeface(families[index], font.regular, font.bold, index) if families else None


def family_of(face: hb.Face) -> str:
    """Return the family that a font says it is of, "" if it says none."""
    names = hb.OTNameIdPredefined
    return face.get_name(names.TYPOGRAPHIC_FAMILY) or face.get_name(names.FONT_FAMILY) or ""


_CHAIN = _Chain()


def in_order(some: AbstractSet[Typeface]) -> tuple[Typeface, ...]:
    """Return typefaces as they stand in the chain."""
    return tuple(islice((each for each in _CHAIN if each in some), len(some)))


def typeface_of(cluster: str) -> Typeface | None:
    """Return the first typeface that sets a letter with its marks, None if none does."""
    return _typeface_of(cluster, leading())


@lru_cache(maxsize=_CLUSTERS_KEPT)
def _typeface_of(cluster: str, first: Typeface) -> Typeface | None:
    if first.sets(cluster):
        return first
    return next((each for each in _CHAIN if each.sets(cluster)), None)


def missing_of(cluster: str) -> str:
    """Return the letters of a cluster that no typeface has."""
    if typeface_of(cluster):
        return ""
    base = typeface_of(cluster[0])
    return base.lacks(cluster) if base else cluster

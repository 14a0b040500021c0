"""The ground beneath a map: files of land, water and boundary lines, and how far each reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from routemap.geography.extent import Extent

_FOLDER = Path(__file__).resolve().parent / "ground"
_MANIFEST = "MANIFEST.json"


@dataclass(frozen=True)
class Ground:
    """One file of land, lakes, coast and boundary lines.

    The file is a GeoJSON FeatureCollection, so its positions are (longitude, latitude). It has one
    feature for each `layer`: `land`, `lake`, `coast`, `border`, `disputed-border`.

    Attributes
    ----------
    name
        Name of the file without its ending, such as `far-east-50m`.
    scale
        Scale it was drawn for, such as `1:50m` (one to fifty million).
    extent
        What it covers, in degrees; beyond, there is nothing, not sea.
    path
        Where the file is.
    """

    name: str
    scale: str
    extent: Extent
    path: Path


def _read_grounds() -> tuple[Ground, ...]:
    manifest = json.loads((_FOLDER / _MANIFEST).read_text(encoding="utf-8"))
    grounds = [
        Ground(
            name=Path(file).stem,
            scale=entry["scale"],
            extent=Extent(**entry["extent"]),
            path=_FOLDER / file,
        )
        for file, entry in manifest["files"].items()
    ]
    return tuple(sorted(grounds, key=_denominator, reverse=True))


def _denominator(ground: Ground) -> int:
    return int(ground.scale.removeprefix("1:").removesuffix("m"))


GROUNDS: tuple[Ground, ...] = _read_grounds()
"""Every ground that ships, from coarse to fine."""

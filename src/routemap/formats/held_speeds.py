"""The highest speeds that a journey assumes, within GeoJSON: what journey.toml says of them."""

from __future__ import annotations

from collections.abc import Mapping

from routemap.formats.features import Members
from routemap.tables.metadata import SPEED_SECTION
from routemap.tables.schema import JOURNEY
from routemap.tables.speeds import why_not_a_speed
from routemap.tables.writer import toml_text


def with_speeds(files: Mapping[str, bytes], found: Members) -> dict[str, bytes]:
    """Return the files of a journey with the speeds of a collection; what is none is left out."""
    speeds = {mode: value for mode, value in found.items() if not why_not_a_speed(value)}
    if not speeds:
        return dict(files)
    about = toml_text({SPEED_SECTION: speeds}).encode()
    return {**files, JOURNEY.file: b"\n".join(filter(None, (files.get(JOURNEY.file), about)))}

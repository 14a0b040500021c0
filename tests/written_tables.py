"""Write tables for a test, and say what the check of them prints."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from routemap.tables import check_journey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routemap.tables import Report

STOPS = """\
id,name,latitude,longitude,arrival
khasan,Khasan,42.428,130.645,2023-09-12
vostochny,Vostochny,51.884,128.334,2023-09-13
"""
HEADER = "name,latitude,longitude,arrival"


def report_of(folder: Path, files: dict[str, str | bytes]) -> Report:
    """Check a folder of these files; a good table of stops is added where there is none."""
    for name, content in {"locations.csv": STOPS, **files}.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_journey(folder)


def lines_of(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """Return what `routemap check` prints of each problem, after its level."""
    return [f"{each.level} {each}" for each in report_of(folder, files).problems]


def stop_lines(folder: Path, *rows: str, header: str = HEADER) -> list[str]:
    """Return the problems of a table of stops with these rows, the first of which is row 2.

    Its map has no borders, for nobody is asked then whether those of today belong there.
    """
    stops = "\n".join((header, *rows)) + "\n"
    return lines_of(folder, {"locations.csv": stops, "journey.toml": '[map]\nborders = "none"\n'})


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return files as a ZIP archive."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return output.getvalue()

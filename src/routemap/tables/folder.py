"""The folder of a journey: which files are read, and which are not opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.tables.limits import LARGEST_BYTES, LARGEST_MB
from routemap.tables.problems import Choices, reason
from routemap.tables.schema import SCHEMAS, STOPS

if TYPE_CHECKING:
    from collections.abc import Collection

    from routemap.tables.problems import ProblemLog

LOCATIONS = STOPS.file
FILE_ORDER = tuple(schema.file for schema in SCHEMAS)
"""All files of a journey, in the order in which their problems are listed."""

_LIKELY_TYPO = 0.8


def why_unreadable(folder: Path) -> str:
    """Return why the system does not let us into a folder, "" if it does.

    Without this, every file in it would seem to be missing.
    """
    try:
        os.stat(os.path.join(folder, os.curdir))  # noqa: PTH116, PTH118  Path would drop the dot
        os.scandir(folder).close()
    except OSError as error:
        return reason(error)
    return ""


def read_inside(folder: Path, name: str, problems: ProblemLog) -> bytes | None:
    """Return the bytes of a file of the folder, or None after reporting why it must not be read.

    A link that leads out of the folder is refused, so that a journey from elsewhere cannot
    show its reader's other files.
    """
    path = folder / name
    home = Path(os.path.realpath(folder))
    if not Path(os.path.realpath(path)).is_relative_to(home):
        what = "the file is a link that leads out of the folder"
        problems.error(0, "", what, "put a copy here")
        return None
    return read_file(path, problems)


def read_file(path: Path, problems: ProblemLog) -> bytes | None:
    """Return the bytes of a file, or None after reporting why it must not be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.error(0, "", "this is not a file", "put a file of this name here")
            return None
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        what = f"the file cannot be read ({reason(error)})"
        problems.error(0, "", what, "check that it opens")
        return None
    if len(content) > LARGEST_BYTES:
        size = f"{max(status.st_size, len(content)) / 1_000_000:.1f}"
        what = f"the file has {size} MB, too large for a table (the limit is {LARGEST_MB} MB)"
        problems.error(0, "", what, "shorten it, or split the journey")
        return None
    return content


def names_in(folder: Path) -> list[str]:
    """Return the names of what is in a folder, none if it cannot be read."""
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []


def misnamed(names: Collection[str]) -> list[tuple[str, str]]:
    """Return files that nothing reads, each with the name it was probably meant to have."""
    missing = Choices([name for name in FILE_ORDER if name not in names])
    return [
        (name, meant)
        for name in names
        if name not in FILE_ORDER and (meant := missing.nearest(name, _LIKELY_TYPO))
    ]

"""A file beside the tables that journey.toml names: a picture, a typeface."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from routemap.tables.folder import Files
from routemap.tables.problems import ProblemLog, one_of, shown


class FileKind(NamedTuple):
    """What such a file may be.

    Attributes
    ----------
    name
        What it is called in messages: "a PNG picture".
    endings
        Those that its name may have.
    faults
        Returns why its content is none, and how to mend each of these; nothing if it is.
    """

    name: str
    endings: Sequence[str]
    faults: Callable[[bytes], Sequence[tuple[str, str]]]


def is_name_of_file(name: str, endings: Sequence[str]) -> bool:
    """Tell whether this can only be a file in the folder itself: no path, no hidden file."""
    has_ending = name.lower().endswith(tuple(endings))
    return has_ending and name.isprintable() and not re.search(r'^\.|[/\\:*?"<>|]', name)


def named_content(
    name: str, files: Files, tell: Callable[[str, str], object], kind: FileKind
) -> bytes | None:
    """Return the bytes of a file, None after telling why it cannot be used.

    Parameters
    ----------
    name, files
        What journey.toml calls it, and where it lies.
    tell
        Called with what is wrong and how to mend it.
    kind
        What it must be.
    """
    if not is_name_of_file(name, kind.endings):
        what = f"{shown(name)} is not the name of {kind.name} in this folder"
        hint = f"put it beside the tables and write its name, which ends in {one_of(kind.endings)}"
        tell(what, hint)
        return None
    found = ProblemLog(name)
    content = files.other(name, found)
    told = [(problem.what, problem.hint) for problem in found.in_row_order]
    if content is not None:
        told = [*kind.faults(content)]
    for what, hint in told:
        tell(f"{shown(name)}: {what}", hint)
    return content if not told else None

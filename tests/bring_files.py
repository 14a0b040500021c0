"""Small files as people bring them, and what they become."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.errors import Level
from routemap.formats.registry import import_file
from routemap.tables import check_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.formats.imported import Imported
    from routemap.formats.recording import Wanted

BRING = Path(__file__).parent / "bring"


def brought(name: str, wanted: Wanted | None = None) -> Imported:
    """Read one of the files."""
    return import_file(name, (BRING / name).read_bytes(), wanted=wanted)


def read_as_json(document: object, wanted: Wanted | None = None) -> Imported:
    """Read a document as the content of a JSON file."""
    return import_file("x.json", json.dumps(document).encode(), wanted=wanted)


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    """The rows of a table, each with the cells that are filled."""
    table = csv.DictReader(files.get(name, b"").decode().splitlines())
    return [{key: cell for key, cell in row.items() if cell} for row in table]


def told(found: Imported) -> set[str]:
    """The account in words, each entry with its fate."""
    return {f"{entry.fate}: {entry.text}" for entry in found.account}


def errors(found: Imported) -> list[str]:
    """What is wrong with the journey."""
    problems = check_files(found.files, "x").problems
    return [str(problem) for problem in problems if problem.level is Level.ERROR]

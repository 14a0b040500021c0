"""Which journey is shown, read once for all visitors until one of its files changes."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from routemap.errors import Problem
from routemap.scene import build_route
from routemap.shipped import shipped_journey
from routemap.tables import check_journey
from routemap.tables.folder import reason

if TYPE_CHECKING:
    from routemap.scene import Route

JOURNEY_VARIABLE, WATCH_VARIABLE = "ROUTEMAP_JOURNEY", "ROUTEMAP_WATCH"


class Loaded(NamedTuple):
    """The route, if the tables make one; problems found; a version that changes with the files.

    `is_outdated` says that the tables have errors now, and that the route is the last without.
    """

    route: Route | None
    problems: tuple[Problem, ...]
    version: str
    is_outdated: bool = False


# What editors lay beside a file while it is open.
_NOT_TABLES = (".", "~")

_last_good: dict[Path, Route] = {}


def journey_path() -> Path:
    """Return the folder or file to show: what `routemap serve` was given, else the shipped one."""
    return Path(os.environ.get(JOURNEY_VARIABLE) or shipped_journey())


def is_watched() -> bool:
    """Tell whether open pages follow the tables, as `routemap serve` has them do."""
    return os.environ.get(WATCH_VARIABLE) == "1"


def load_route() -> Loaded:
    """Return what the journey to show makes; with errors, what it made before them, if anything."""
    path = journey_path()
    try:
        version = _version(path)
        found = _read(path, version)
    except FileNotFoundError:
        problem = Problem(path.name, 0, "", "there is no such folder or file", "check the path")
        found = Loaded(None, (problem,), "")
    except OSError as error:
        what = f"it cannot be read ({reason(error)})"
        problem = Problem(path.name, 0, "", what, "check who may open it")
        found = Loaded(None, (problem,), "")
    if found.route:
        _last_good[path] = found.route
        return found
    return found._replace(route=_last_good.get(path), is_outdated=path in _last_good)


def _version(path: Path) -> str:
    files = [path]
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if not each.name.startswith(_NOT_TABLES))
    return ";".join(
        f"{file.name}:{file.stat().st_mtime_ns}:{file.stat().st_size}"
        for file in files
        if file.is_file()
    )


@lru_cache(maxsize=4)
def _read(path: Path, version: str) -> Loaded:
    report = check_journey(path)
    return Loaded(build_route(report.journey) if report.journey else None, report.problems, version)

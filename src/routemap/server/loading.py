"""Which journey is shown, read once for all visitors until one of its files changes."""

from __future__ import annotations

import asyncio
import os
import stat
import time
from concurrent.futures import Future, wait
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from routemap.errors import Problem
from routemap.model.itinerary import build_itinerary
from routemap.shipped import shipped_journey
from routemap.tables import check_journey
from routemap.tables.folder import FILE_ORDER
from routemap.tables.problems import reason

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary

JOURNEY_VARIABLE, WATCH_VARIABLE = "ROUTEMAP_JOURNEY", "ROUTEMAP_WATCH"
# A small table is read in less: who has just saved it sees it at once. While a large one is read,
# all see the edition before; at the start there is none, and nothing to show without it.
_PATIENCE_SECONDS, _PATIENCE_AT_START_SECONDS = 1.0, 20.0


class Loaded(NamedTuple):
    """The route, if the tables make one; problems found; a version that changes with the files.

    `is_outdated` says that the tables have errors now, and that the route is the last without.
    `packed` is the journey pickled, where a worker read it: what other workers are sent.
    """

    itinerary: Itinerary | None
    problems: tuple[Problem, ...]
    version: str
    is_outdated: bool = False
    packed: bytes = b""


def journey_path() -> Path:
    """Return the folder or file to show: what `routemap serve` was given, else the shipped one."""
    return Path(os.environ.get(JOURNEY_VARIABLE) or shipped_journey())


def is_watched() -> bool:
    """Tell whether open pages follow the tables, as `routemap serve` has them do."""
    return os.environ.get(WATCH_VARIABLE) == "1"


def load_itinerary() -> Loaded:
    """Return what the journey to show makes; with errors, what it made before them, if anything.

    While its tables are read anew, that is for a moment waited for, and else the edition before.
    """
    followed = _followed(journey_path())
    reading = followed.look()
    if reading:
        wait([reading], timeout=followed.patience_seconds())
    return followed.shown()


async def current_itinerary() -> Loaded:
    """Return what `load_itinerary` returns, and leave the event loop to others until then."""
    followed = _followed(journey_path())
    reading = followed.look()
    if reading:
        await asyncio.wait([asyncio.wrap_future(reading)], timeout=followed.patience_seconds())
    return followed.shown()


class _Followed:
    """A journey on disk: its last edition, and the one that is being read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._loaded: Loaded | None = None
        self._good: Loaded | None = None
        self._version = ""  # of the files that it was read from
        self._failed = ""  # of files that a fault of ours kept from being read
        self._reading: Future[None] | None = None
        self._begun = 0.0

    def look(self) -> Future[None] | None:
        """Return what comes once changed files have been read, None if there is nothing new."""
        with self._lock:
            if self._reading:
                return self._reading
            try:
                version = _version(self._path)
            except FileNotFoundError:
                self._show(_not_read(self._path, "there is no such folder or file", "the path"))
                return None
            except OSError as error:
                what = f"it cannot be read ({reason(error)})"
                self._show(_not_read(self._path, what, "who may open it"))
                return None
            if version in {self._version, self._failed}:
                return None
            self._reading, self._begun = Future(), time.monotonic()
            reading = Thread(target=self._read, args=(version, self._reading), daemon=True)
            try:
                reading.start()
            except RuntimeError:  # the system gives no thread; who comes next tries again
                self._reading = None
            return self._reading

    def patience_seconds(self) -> float:
        """Return how long it is still worth waiting for what is being read."""
        patience = _PATIENCE_SECONDS if self._loaded else _PATIENCE_AT_START_SECONDS
        return max(0.0, self._begun + patience - time.monotonic())

    def shown(self) -> Loaded:
        """Return the edition to show."""
        return self._loaded or _not_read(self._path, "it is still being read", "again in a minute")

    def _read(self, version: str, reading: Future[None]) -> None:
        found = None
        try:
            found = _read(self._path, version)
        finally:
            with self._lock:
                self._reading = None
                if found:
                    self._show(found)
                else:
                    self._failed = version
            reading.set_result(None)

    def _show(self, found: Loaded) -> None:
        self._version = found.version
        if found.itinerary:
            self._good = found
        elif self._good:
            # What is made of the last good edition must not be taken for that of another.
            version = self._good.version
            if found.version:  # else the files are gone, or are being replaced
                version += f", outdated: {found.version}"
            found = found._replace(
                itinerary=self._good.itinerary, version=version, is_outdated=True
            )
        self._loaded = found


_FOLLOWED: dict[Path, _Followed] = {}


def _followed(path: Path) -> _Followed:
    return _FOLLOWED.get(path) or _FOLLOWED.setdefault(path, _Followed(path))


def _read(path: Path, version: str) -> Loaded:
    try:
        report = check_journey(path)
    except OSError as error:
        return _not_read(path, f"it cannot be read ({reason(error)})", "who may open it")
    return Loaded(
        build_itinerary(report.journey) if report.journey else None, report.problems, version
    )


def _not_read(path: Path, what: str, check: str) -> Loaded:
    return Loaded(None, (Problem(path.name, 0, "", what, f"check {check}"),), "")


def _version(path: Path) -> str:
    """Return what changes with the journey's own files; what lies beside them is not looked at."""
    status = path.stat()
    if not stat.S_ISDIR(status.st_mode):
        return _edition(path.name, status)
    # A folder that cannot be entered seems to be empty.
    editions = [str(os.access(path, os.R_OK | os.X_OK))]
    for name in FILE_ORDER:
        try:
            editions.append(_edition(name, (path / name).stat()))
        except FileNotFoundError:
            continue
        except OSError as problem:
            editions.append(f"{name}:{reason(problem)}")
    return ";".join(editions)


def _edition(name: str, status: os.stat_result) -> str:
    return f"{name}:{status.st_mtime_ns}:{status.st_size}:{status.st_mode}"

"""The journey on show: read once for all visitors, and again when one of its files changes."""

from __future__ import annotations

import asyncio
import os
import stat
import time
from concurrent.futures import Future, wait
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

from routemap.errors import Problem
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.shipped import shipped_journey
from routemap.tables import check_journey
from routemap.tables.folder import FILE_ORDER, read_file
from routemap.tables.ground_image import named_image
from routemap.tables.house_style import named_font, named_logo
from routemap.tables.limits import LARGEST_ABOUT_BYTES
from routemap.tables.media_files import named_files
from routemap.tables.problems import ProblemLog, reason
from routemap.tables.schema import JOURNEY, MEDIA

JOURNEY_VARIABLE, WATCH_VARIABLE = "ROUTEMAP_JOURNEY", "ROUTEMAP_WATCH"
# A small table is read in less, so whoever has just saved it sees it at once. While a large one is
# read, everybody sees the edition before; at the start there is none.
_PATIENCE_SECONDS, _PATIENCE_AT_START_SECONDS = 1.0, 20.0


class Loaded(NamedTuple):
    """The itinerary, if the tables make one; their problems; a version that changes with them.

    `is_outdated`: the tables now have errors, and the itinerary is that of their last good edition.
    """

    itinerary: Itinerary | None
    problems: tuple[Problem, ...]
    version: str
    is_outdated: bool = False


def journey_path() -> Path:
    """Return the folder or file to show: that of `routemap serve`, else the shipped one."""
    return Path(os.environ.get(JOURNEY_VARIABLE) or shipped_journey())


def is_watched() -> bool:
    """Tell whether open pages follow the tables (`routemap serve` without `--no-watch`)."""
    return os.environ.get(WATCH_VARIABLE) == "1"


def load_itinerary() -> Loaded:
    """Return the journey to show; if its tables have errors, the last edition without.

    Tables that have changed are read again; if that takes long, the edition before is returned.
    """
    source = _source(journey_path())
    reading = source.look()
    if reading:
        wait([reading], timeout=source.patience_seconds())
    return source.shown()


async def current_itinerary() -> Loaded:
    """Return the same as `load_itinerary`, without blocking the event loop."""
    source = _source(journey_path())
    reading = source.look()
    if reading:
        await asyncio.wait([asyncio.wrap_future(reading)], timeout=source.patience_seconds())
    return source.shown()


class _Source:
    """A journey on disk: its last edition, and the one that is being read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._loaded: Loaded | None = None
        self._good: Loaded | None = None
        self._version = ""  # of the files as they were last read
        self._failed = ""  # of files that could not be read because of a fault of ours
        self._reading: Future[None] | None = None
        self._begun = 0.0

    def look(self) -> Future[None] | None:
        """Return a future that ends when changed files have been read, None if none have."""
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
            except RuntimeError:  # no thread to be had; the next request tries again
                self._reading = None
            return self._reading

    def patience_seconds(self) -> float:
        """Return how long to wait for the edition that is being read."""
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
            # Files made from the last good edition must not be taken for those of another.
            version = self._good.version
            if found.version:  # else the files have gone, or are being replaced
                version += f", outdated: {found.version}"
            found = found._replace(
                itinerary=self._good.itinerary, version=version, is_outdated=True
            )
        self._loaded = found


_SOURCES: dict[Path, _Source] = {}


def _source(path: Path) -> _Source:
    return _SOURCES.get(path) or _SOURCES.setdefault(path, _Source(path))


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
    """Return a text that changes with the journey's own files, and with no others beside them."""
    status = path.stat()
    if not stat.S_ISDIR(status.st_mode):
        return _edition(path.name, status)
    # A folder that may not be entered looks empty.
    editions = [str(os.access(path, os.R_OK | os.X_OK))]
    names = [*FILE_ORDER]
    for name in names:
        try:
            editions.append(_edition(name, (path / name).stat()))
            names += _named(path / name, editions[-1]) if name in (JOURNEY.file, MEDIA.file) else ()
        except FileNotFoundError:
            continue
        except OSError as problem:
            editions.append(f"{name}:{reason(problem)}")
    return ";".join(editions)


@lru_cache(maxsize=8)
def _named(table: Path, edition: str) -> tuple[str, ...]:  # noqa: ARG001  read when it changes
    """Return the names of the files that journey.toml or media.csv speaks of."""
    if table.name == MEDIA.file:
        return named_files(read_file(table, ProblemLog(table.name)) or b"")
    content = read_file(table, ProblemLog(table.name), LARGEST_ABOUT_BYTES) or b""
    return tuple(filter(None, (named_image(content), named_logo(content), named_font(content))))


def _edition(name: str, status: os.stat_result) -> str:
    return f"{name}:{status.st_mtime_ns}:{status.st_size}:{status.st_mode}"

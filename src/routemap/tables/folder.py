"""The files of a journey, in a folder or in memory: which are read, and which are not opened."""

from __future__ import annotations

import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from routemap.errors import Problem
from routemap.tables.csv_text import decode, find_separator, read_rows, row_at_end
from routemap.tables.ground import GROUND_FILE
from routemap.tables.limits import LARGEST_BYTES
from routemap.tables.problems import Choices, ProblemLog, plain, reason
from routemap.tables.schema import SCHEMAS, STOPS, Schema
from routemap.tables.table import Table, make_table

T = TypeVar("T")

LOCATIONS = STOPS.file
FILE_ORDER = (*(schema.file for schema in SCHEMAS), GROUND_FILE)
"""All files of a journey, in the order in which their problems are listed."""

_LIKELY_TYPO = 0.8
_MISSING = ("there is no such file", "put it beside the tables")
_TABLE_TOO_LARGE = ("too large for a table", "shorten it, or split the journey")
_OTHER_TOO_LARGE = ("too large", "make it smaller")


class Files(ABC):
    """The files of one journey, wherever they lie."""

    def __init__(self, names: Mapping[str, str] = MappingProxyType({})) -> None:
        self._logs = {name: ProblemLog(names.get(name, name)) for name in FILE_ORDER}

    @property
    @abstractmethod
    def is_folder(self) -> bool:
        """Tell whether they lie in a folder of their maker's, and are no stranger's."""

    @abstractmethod
    def has(self, name: str) -> bool:
        """Tell whether the file is there, readable or not."""

    @abstractmethod
    def _content(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None after reporting why it must not be read."""

    @abstractmethod
    def other(self, name: str, problems: ProblemLog) -> bytes | None:
        """Return the bytes of a file that is no table, None after reporting why there are none."""

    @abstractmethod
    def _others(self) -> Iterable[str]:
        """Return the names of all files that are there."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems by file and row."""
        found = [problem for log in self._logs.values() for problem in log.in_row_order]
        for name, meant in _misnamed(sorted(self._others())):
            log = ProblemLog(plain(name))
            log.warning(0, "", "no file of this name is read", f"did you mean “{meant}”?")
            found.extend(log.in_row_order)
        return tuple(found)

    def log(self, name: str) -> ProblemLog:
        """Return the problems of a file."""
        return self._logs[name]

    def text(self, name: str, row_at_end: Callable[[str], int] | None = None) -> str | None:
        """Return the text of a file, None if it is absent or cannot be read.

        `row_at_end` returns the row in which a beginning of the text ends; by default its line.
        """
        if not self.has(name):
            return None
        content = self._content(name)
        problems = self.log(name)
        return None if content is None else decode(content, problems, row_at_end or _line_at_end)

    def table(self, schema: Schema[T]) -> Table[T] | None:
        """Return a table, None if it is absent or cannot be read."""
        text = self.text(schema.file, partial(row_at_end, schema=schema))
        problems = self.log(schema.file)
        separator = None if text is None else find_separator(text, schema, problems)
        if text is None or separator is None:
            return None
        found = read_rows(text, separator, problems)
        return make_table(found, schema, problems) if found.header else None


class FilesOnDisk(Files):
    """The files of a folder, or a lone file that is then its table of stops."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_folder = path.is_dir()
        super().__init__({} if self._is_folder else {LOCATIONS: plain(path.name)})

    @property
    def is_folder(self) -> bool:
        """Tell whether it is one."""
        return self._is_folder

    def has(self, name: str) -> bool:
        """Tell whether the file is there, readable or not."""
        if not self._is_folder:
            return name == LOCATIONS
        return os.path.lexists(self._path / name)

    def _content(self, name: str) -> bytes | None:
        if self._is_folder:
            return _read_inside(self._path, name, self.log(name))
        return read_file(self._path, self.log(name))

    def other(self, name: str, problems: ProblemLog) -> bytes | None:
        """Return the bytes of a file of the folder; a lone table has no others."""
        if not self._is_folder or not self.has(name):
            problems.error(0, "", *_MISSING)
            return None
        return _read_inside(self._path, name, problems, _OTHER_TOO_LARGE)

    def _others(self) -> Iterable[str]:
        return _names_in(self._path) if self._is_folder else ()


class FilesInMemory(Files):
    """Files that lie on no disk: those of a visitor."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        super().__init__()

    @property
    def is_folder(self) -> bool:
        """Tell that they are none."""
        return False

    def has(self, name: str) -> bool:
        """Tell whether the file is there."""
        return name in self._contents

    def _content(self, name: str) -> bytes | None:
        return self._contents[name]

    def other(self, name: str, problems: ProblemLog) -> bytes | None:
        """Return the bytes of a file."""
        if name not in self._contents:
            problems.error(0, "", *_MISSING)
        return self._contents.get(name)

    def _others(self) -> Iterable[str]:
        return self._contents


def _line_at_end(text: str) -> int:
    return text.count("\n") + 1


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


def _read_inside(
    folder: Path, name: str, problems: ProblemLog, too_large: tuple[str, str] = _TABLE_TOO_LARGE
) -> bytes | None:
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
    return read_file(path, problems, too_large=too_large)


def read_file(
    path: Path,
    problems: ProblemLog,
    largest_bytes: int = LARGEST_BYTES,
    *,
    too_large: tuple[str, str] = _TABLE_TOO_LARGE,
) -> bytes | None:
    """Return the bytes of a file, or None after reporting why it must not be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            problems.error(0, "", "this is not a file", "put a file of this name here")
            return None
        with path.open("rb") as file:
            content = file.read(largest_bytes + 1)
    except OSError as error:
        what = f"the file cannot be read ({reason(error)})"
        problems.error(0, "", what, "check that it opens")
        return None
    if len(content) > largest_bytes:
        size = f"{max(status.st_size, len(content)) / 1_000_000:.1f}"
        limit = f"{largest_bytes / 1_000_000:.0f} MB"
        how, hint = too_large
        problems.error(0, "", f"the file has {size} MB, {how} (the limit is {limit})", hint)
        return None
    return content


def _names_in(folder: Path) -> list[str]:
    """Return the names of what is in a folder, none if it cannot be read."""
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []


def _misnamed(names: Collection[str]) -> list[tuple[str, str]]:
    """Return files that nothing reads, each with the name it was probably meant to have."""
    missing = Choices([name for name in FILE_ORDER if name not in names])
    return [
        (name, meant)
        for name in names
        if name not in FILE_ORDER and (meant := missing.nearest(name, _LIKELY_TYPO))
    ]

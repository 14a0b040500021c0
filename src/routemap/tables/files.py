"""The files of one journey, on disk or in memory, each with its own log of problems."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from routemap.tables import folder
from routemap.tables.csv_text import decode, find_separator, read_rows, row_at_end
from routemap.tables.problems import ProblemLog, plain
from routemap.tables.table import make_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from routemap.errors import Problem
    from routemap.tables.columns import Schema
    from routemap.tables.table import Table

T = TypeVar("T")


class Files(ABC):
    """The files of one journey, wherever they lie."""

    def __init__(self, names: Mapping[str, str] = MappingProxyType({})) -> None:
        self._logs = {name: ProblemLog(names.get(name, name)) for name in folder.FILE_ORDER}

    @abstractmethod
    def has(self, name: str) -> bool:
        """Tell whether the file is there, readable or not."""

    @abstractmethod
    def _content(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None after reporting why it must not be read."""

    @abstractmethod
    def _others(self) -> Iterable[str]:
        """Return the names of all files that are there."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems by file and row."""
        found = [problem for log in self._logs.values() for problem in log.in_row_order]
        for name, meant in folder.misnamed(sorted(self._others())):
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
        super().__init__({} if self._is_folder else {folder.LOCATIONS: plain(path.name)})

    def has(self, name: str) -> bool:
        """Tell whether the file is there, readable or not."""
        if not self._is_folder:
            return name == folder.LOCATIONS
        return os.path.lexists(self._path / name)

    def _content(self, name: str) -> bytes | None:
        if self._is_folder:
            return folder.read_inside(self._path, name, self.log(name))
        return folder.read_file(self._path, self.log(name))

    def _others(self) -> Iterable[str]:
        return folder.names_in(self._path) if self._is_folder else ()


class FilesInMemory(Files):
    """Files that lie on no disk: those of a visitor."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        super().__init__()

    def has(self, name: str) -> bool:
        """Tell whether the file is there."""
        return name in self._contents

    def _content(self, name: str) -> bytes | None:
        return self._contents[name]

    def _others(self) -> Iterable[str]:
        return self._contents


def _line_at_end(text: str) -> int:
    return text.count("\n") + 1

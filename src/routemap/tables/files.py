"""Open the files of one journey, each with a ledger of its own."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from routemap.tables import folder
from routemap.tables.csv_text import read_sheet, row_at_end
from routemap.tables.encoding import decode
from routemap.tables.excerpt import plain
from routemap.tables.problems import Ledger
from routemap.tables.table import Table, make_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from routemap.errors import Problem
    from routemap.tables.schema import Layout


class Files(ABC):
    """The files of one journey, wherever they lie."""

    def __init__(self, names: Mapping[str, str] = MappingProxyType({})) -> None:
        self._ledgers = {name: Ledger(names.get(name, name)) for name in folder.FILE_ORDER}

    @abstractmethod
    def has(self, name: str) -> bool:
        """Tell whether the file is there, readable or not."""

    @abstractmethod
    def _content(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None after taking down why it must not be read."""

    @abstractmethod
    def _others(self) -> Iterable[str]:
        """Return the names of all files that are there."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems by file and row."""
        found = [problem for ledger in self._ledgers.values() for problem in ledger.in_row_order]
        for name, meant in folder.misnamed(sorted(self._others())):
            ledger = Ledger(plain(name))
            ledger.warn(0, "", "no file of this name is read", f"did you mean “{meant}”?")
            found.extend(ledger.in_row_order)
        return tuple(found)

    def ledger(self, name: str) -> Ledger:
        """Return the ledger of a file."""
        return self._ledgers[name]

    def text(self, name: str, row_at_end: Callable[[str], int] | None = None) -> str | None:
        """Return the text of a file, None if it is absent or cannot be read.

        `row_at_end` tells in which row a beginning of the text ends: its line, if left out.
        """
        if not self.has(name):
            return None
        content = self._content(name)
        ledger = self.ledger(name)
        return None if content is None else decode(content, ledger, row_at_end or _line_at_end)

    def table(self, name: str, layout: Layout) -> Table | None:
        """Return a table, None if it is absent or cannot be read."""
        text = self.text(name, partial(row_at_end, layout=layout))
        if text is None:
            return None
        sheet = read_sheet(text, layout, self.ledger(name))
        return None if sheet is None else make_table(sheet, layout, self.ledger(name))


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
            return folder.read_inside(self._path, name, self.ledger(name))
        return folder.read_file(self._path, self.ledger(name))

    def _others(self) -> Iterable[str]:
        return folder.names_in(self._path) if self._is_folder else ()


class FilesInMemory(Files):
    """Files that lie on no disk: what a visitor has brought."""

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

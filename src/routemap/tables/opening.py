"""Open the files of one journey, each with a ledger of its own."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from routemap.tables import folder
from routemap.tables.encoding import decode
from routemap.tables.excerpt import plain
from routemap.tables.ledger import Ledger
from routemap.tables.sheet import read_sheet, row_at_end
from routemap.tables.table import Table, make_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from routemap.errors import Problem
    from routemap.tables.layout import Layout


class Files:
    """The files of a folder, or a lone file that is then its table of stops."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_folder = path.is_dir()
        self._ledgers = {
            name: Ledger(name if self._is_folder else plain(path.name))
            for name in folder.FILE_ORDER
        }

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems by file and row."""
        found = [problem for ledger in self._ledgers.values() for problem in ledger.in_row_order]
        misnamed = folder.misnamed_files(self._path) if self._is_folder else []
        for name, meant in misnamed:
            ledger = Ledger(plain(name))
            ledger.warn(0, "", "no file of this name is read", f"did you mean “{meant}”?")
            found.extend(ledger.in_row_order)
        return tuple(found)

    def ledger(self, name: str) -> Ledger:
        """Return the ledger of a file."""
        return self._ledgers[name]

    def has(self, name: str) -> bool:
        """Tell whether the file is there, readable or not."""
        if not self._is_folder:
            return name == folder.LOCATIONS
        return os.path.lexists(self._path / name)

    def text(self, name: str, row_at_end: Callable[[str], int] | None = None) -> str | None:
        """Return the text of a file, None if it is absent or cannot be read.

        `row_at_end` tells in which row a beginning of the text ends: its line, if left out.
        """
        if not self.has(name):
            return None
        ledger = self.ledger(name)
        if self._is_folder:
            content = folder.read_inside(self._path, name, ledger)
        else:
            content = folder.read_file(self._path, ledger)
        return None if content is None else decode(content, ledger, row_at_end or _line_at_end)

    def table(self, name: str, layout: Layout) -> Table | None:
        """Return a table, None if it is absent or cannot be read."""
        text = self.text(name, partial(row_at_end, layout=layout))
        if text is None:
            return None
        sheet = read_sheet(text, layout, self.ledger(name))
        return None if sheet is None else make_table(sheet, layout, self.ledger(name))


def _line_at_end(text: str) -> int:
    return text.count("\n") + 1

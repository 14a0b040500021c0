"""Tables that are pasted, or lie in a file as text."""

from __future__ import annotations

from routemap.formats.delimited import import_separated
from routemap.formats.imported import UNSAID, Imported, TableChoice


def import_pasted(text: str, name: str, choice: TableChoice = UNSAID) -> Imported:
    """Return the table in a text.

    Raises
    ------
    ForeignFileError
        If it holds no table, or one that is larger than is read.
    """
    return import_separated(text, name, choice)

"""Tables as text: commas, semicolons or tabs, from a file or pasted."""

from __future__ import annotations

from routemap.errors import ForeignFileError
from routemap.formats.imported import ImportedTable, padded, refuse
from routemap.tables.csv_text import decode, likely_separator, read_rows
from routemap.tables.problems import ProblemLog


def read_delimited(content: bytes, name: str) -> ImportedTable:
    """Return the table of a file.

    Raises
    ------
    ForeignFileError
        If it is no text that can be read, or too long.
    """
    problems = ProblemLog(name)
    text = decode(content, problems, lambda read: read.count("\n") + 1)
    if text is None:
        (problem,) = problems.in_row_order
        raise ForeignFileError(str(problem))
    return read_pasted(text, name)


def read_pasted(text: str, name: str) -> ImportedTable:
    """Return the table in a text; raises as `read_delimited`."""
    problems = ProblemLog(name)
    found = read_rows(text, likely_separator(text), problems)
    for problem in problems.in_row_order:
        refuse((problem.what, problem.hint), f"{name}, row {problem.row:,}")
    if not any(found.header):
        raise ForeignFileError(f"{name} has no names of columns in its first row; write them there")
    return padded(found.header, [cells for _, cells in found.rows], name)

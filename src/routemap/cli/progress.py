"""The progress of a command, shown on standard error."""

from __future__ import annotations

import sys

from routemap.cli.terminal import count_up, remark


class ProgressLine:
    """A line that counts up on a terminal; elsewhere, one line for each tenth."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.done = self.total = 0

    def reach(self, done: int, total: int) -> None:
        """Show how many of all are done."""
        tenths = [number * 10 // total for number in (self.done, done)]
        self.done, self.total = done, total
        if sys.stderr.isatty():
            count_up(self._line, is_done=done == total)
        elif tenths[0] < tenths[1]:
            remark(self._line)

    def end(self) -> None:
        """End the line, even if not all is done."""
        if sys.stderr.isatty() and self.done < self.total:
            count_up(self._line, is_done=True)

    @property
    def _line(self) -> str:
        return f"{self.what} {self.done}/{self.total}"

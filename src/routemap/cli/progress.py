"""The progress of a command, shown on standard error."""

from __future__ import annotations

import sys

from routemap.cli.terminal import count_up, remark


class Progress:
    """A line that counts up on a terminal; elsewhere, one line for each tenth."""

    def __init__(self, what: str, total: int) -> None:
        self.what = what
        self.total = total
        self.done = 0

    def step(self) -> None:
        """Show that one more is done."""
        self.reach(self.done + 1)

    def end(self) -> None:
        """End the line, even if not all is done."""
        if sys.stderr.isatty() and self.done < self.total:
            count_up(f"{self.what} {self.done}/{self.total}", is_done=True)

    def reach(self, done: int) -> None:
        """Show how many are done."""
        tenths = [number * 10 // self.total for number in (self.done, done)]
        self.done = done
        line = f"{self.what} {self.done}/{self.total}"
        if sys.stderr.isatty():
            count_up(line, is_done=self.done == self.total)
        elif tenths[0] < tenths[1]:
            remark(line)

"""How commands end that are stopped or fail: exit codes, what was written, what to do."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from routemap.atomic_file import give_up, written
from routemap.cli.terminal import harmless
from routemap.tables.problems import reason

CLEAN, ERRORS, WRONG_USE = 0, 1, 2
_NO_ROOM = "make room there, or choose another place"
_FORBIDDEN = "ask for permission, or choose another place"
# What to do about a file, by the system's error number.
_HINTS = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: "files may not grow so large there; choose another place",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "choose another place",
    errno.ENOENT: "check the name, or make its folder first",
    errno.ENOTDIR: "part of that path is a file; choose another place",
    errno.EISDIR: "name a file",
    errno.ENAMETOOLONG: "choose a shorter name",
}


@contextmanager
def ended_by_ctrl_c(exit_code: int, message: Callable[[], str]) -> Iterator[None]:
    """Let Ctrl-C end the process at once, with a message and without unfinished files.

    Python would raise KeyboardInterrupt wherever it is. A library that has just called us, in the
    middle of letters or of a picture, would print it and go on.
    """

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        give_up()
        with suppress(Exception):  # in the middle of printing
            sys.stdout.flush()
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"\n{message()}".encode())
        os._exit(exit_code)

    with _on_ctrl_c(end):
        yield


@contextmanager
def interrupted_by_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt, as at a question."""
    with _on_ctrl_c(signal.default_int_handler):
        yield


@contextmanager
def _on_ctrl_c(do: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    try:
        before = signal.signal(signal.SIGINT, do)
    except ValueError:  # not the main thread, which alone gets signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def stopped() -> str:
    """Return the message of a command that was stopped: what has been written."""
    return f"routemap: stopped; {harmless(_written() or 'nothing was written')}\n"


def though_written() -> str:
    """Return what was written before a command failed, "" if nothing."""
    return f"; {_written()}" if written else ""


def obstacle(error: OSError, otherwise: str = "") -> str:
    """Return why a file cannot be read or written, and what to do.

    Parameters
    ----------
    error
        The system's error.
    otherwise
        The file, if the error names none.
    """
    name = error.filename or otherwise
    if not (name and error.errno):
        return str(error)
    hint = _HINTS.get(error.errno, "check it, or name another")
    return f"{name}: {reason(error).lower()}; {hint}"


def drop_output() -> None:
    """Discard output that could not be printed; Python would try again at exit, and complain."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _written() -> str:
    if not written:
        return ""
    last = [*written][-1]
    if len(written) == 1:
        return f"{last} was written before, and is whole"
    return f"{len(written)} files were written before, each whole, {last} last"

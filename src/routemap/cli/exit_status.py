"""How a command ends that was stopped or cannot go on: what is written, and what to do."""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from routemap.atomic_file import give_up, written
from routemap.cli.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_NO_ROOM = "make room there, or choose another place"
_FORBIDDEN = "ask who may, or choose another place"
# What to do about a file, by the system's number.
_CURES = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: "no file may grow so large there; choose another place",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "choose another place",
    errno.ENOENT: "look at the name, or make its folder first",
    errno.ENOTDIR: "part of that name is a file; choose another place",
    errno.EISDIR: "name a file",
    errno.ENAMETOOLONG: "choose a shorter name",
}


@contextmanager
def ended_by_ctrl_c(exit_code: int, said: Callable[[], str]) -> Iterator[None]:
    """Let Ctrl-C end the process at once, leaving nothing half done, with what there is to say.

    Python would raise KeyboardInterrupt wherever it is. Where a library has called us, in the
    middle of letters or of a picture, the library prints that and goes on.
    """

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        give_up()
        with suppress(Exception):  # in the middle of printing
            sys.stdout.flush()
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"\n{said()}".encode())
        os._exit(exit_code)

    with _on_ctrl_c(end):
        yield


@contextmanager
def interrupted_by_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C raise KeyboardInterrupt, as where somebody is asked."""
    with _on_ctrl_c(signal.default_int_handler):
        yield


@contextmanager
def _on_ctrl_c(do: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    try:
        before = signal.signal(signal.SIGINT, do)
    except ValueError:  # not the thread that hears signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def stopped() -> str:
    """Say what has been written, to who stopped a command."""
    return f"routemap: stopped; {harmless(_written() or 'nothing was written')}\n"


def though_written() -> str:
    """Say what has been written before a command could not go on, "" if nothing."""
    return f"; {_written()}" if written else ""


def obstacle(error: OSError, otherwise: str = "") -> str:
    """Return why a file cannot be read or written, and what to do.

    Parameters
    ----------
    error
        What the system said.
    otherwise
        What it was about, if the error names no file.
    """
    name = error.filename or otherwise
    if not (name and error.errno):
        return str(error)
    reason = (error.strerror or str(error)).lower()
    return f"{name}: {reason}; {_CURES.get(error.errno, 'look at it, or name another')}"


def drop_output() -> None:
    """Have what was not printed go nowhere, or Python would try again at its end, and complain."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _written() -> str:
    if not written:
        return ""
    last = [*written][-1]
    if len(written) == 1:
        return f"{last} was written before, and is whole"
    return f"{len(written)} files were written before, each whole, {last} last"

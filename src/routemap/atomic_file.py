"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from functools import cache
from secrets import token_hex
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNFINISHED = ".routemap-unfinished-"

written: dict[Path, None] = {}
"""Files that have been written, in their order, each whole; a command begins with none."""
_under_way: dict[Path, Path] = {}


def give_up() -> None:
    """Remove what is not finished, for who ends the process at once; tell in `written` the rest."""
    for unfinished, path in [*_under_way.items()]:
        if unfinished.exists():
            with suppress(OSError):
                unfinished.unlink()
        else:
            written[path] = None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at no time there is half of it, whatever ends the program."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a file to write to, which takes its name when all is written; after an error it is gone.

    Nobody finds half a file under the name, whatever ends the program. What a killed program left
    goes when the next one writes into the folder.

    Raises
    ------
    OSError
        If the file cannot be written; its `filename` is `path`.
    """
    unfinished = path.parent / f"{_UNFINISHED}{token_hex(8)}"
    try:
        _clear(path.parent)
        with _held(unfinished) as handle:
            _under_way[unfinished] = path
            yield unfinished
            os.fsync(handle)
            if sys.platform == "win32":
                os.close(handle)  # there a file that is open keeps its name
            unfinished.replace(path)
        written[path] = None
    except BaseException as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename in {None, str(unfinished)}:
            error.filename = str(path)
        raise
    finally:
        _under_way.pop(unfinished, None)


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """Make a file and hold it, so that nobody takes it for left; the lock ends with the process."""
    handle = _made(path)
    while not os.fstat(handle).st_nlink:  # taken for left before it was held
        os.close(handle)
        handle = _made(path)
    try:
        yield handle
    finally:
        with suppress(OSError):
            os.close(handle)


def _made(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    if sys.platform != "win32":
        with suppress(OSError):  # some disks of others have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


@cache
def _clear(folder: Path) -> None:
    """Remove what killed programs left in a folder, once for each process."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):  # held, or not ours to remove
            if sys.platform == "win32":
                left.unlink()  # refused while it is open
            else:
                _remove_unless_held(left)


def _remove_unless_held(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(handle)

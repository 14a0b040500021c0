"""Files that are written whole, or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from functools import cache
from secrets import token_hex

if sys.platform != "win32":
    import fcntl

from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = ".routemap-unfinished-"

written: dict[Path, None] = {}
"""Files written whole, in this order; a command begins with none."""
_under_way: dict[Path, Path] = {}


def give_up() -> None:
    """Remove unfinished files before the process ends at once; `written` has the others."""
    for unfinished, path in [*_under_way.items()]:
        if unfinished.exists():
            with suppress(OSError):
                unfinished.unlink()
        else:
            written[path] = None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that there is never half of it, even if the program is killed."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary file to write to, renamed to `path` at the end and removed after an error.

    So there is never half a file of this name. What a killed program leaves is removed when the
    next one writes into the folder.

    Raises
    ------
    OSError
        If the file cannot be written; its `filename` is `path`.
    """
    unfinished = path.parent / f"{_UNFINISHED}{token_hex(8)}"
    try:
        _clear(path.parent)
        with _locked(unfinished) as handle:
            _under_way[unfinished] = path
            yield unfinished
            os.fsync(handle)
            if sys.platform == "win32":
                os.close(handle)  # there an open file cannot be renamed
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
def _locked(path: Path) -> Iterator[int]:
    """Make a file and lock it, so that nobody takes it for a leftover."""
    handle = _create(path)
    while not os.fstat(handle).st_nlink:  # removed before it was locked
        os.close(handle)
        handle = _create(path)
    try:
        yield handle
    finally:
        with suppress(OSError):
            os.close(handle)


def _create(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    if sys.platform != "win32":
        with suppress(OSError):  # some network disks have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


@cache
def _clear(folder: Path) -> None:
    """Remove what killed programs left in a folder, once in each process."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):  # locked, or not ours to remove
            if sys.platform == "win32":
                left.unlink()  # refused while it is open
            else:
                _remove_unless_locked(left)


def _remove_unless_locked(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    finally:
        os.close(handle)

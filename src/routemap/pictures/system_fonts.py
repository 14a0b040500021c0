"""Fonts of this machine with the letters that those we ship lack: Chinese ones, and Noto's.

They are known by the names of their files, so that the same machine takes the same font each time,
and one that is made to be read on maps.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class SystemFont(NamedTuple):
    """The files of a font in two weights; the same file if there is but one."""

    regular: Path
    bold: Path


# The name of the regular file, and what stands for it in that of the bold one; the best first.
_KNOWN = tuple(
    (re.compile(rf"(?:{name})\.(?:ttf|otf|ttc)", re.IGNORECASE), regular, bold)
    for name, regular, bold in (
        (r"Noto ?Sans ?CJK(?:sc)?-Regular|NotoSansSC-Regular", "Regular", "Bold"),
        (r"SourceHanSans(?:SC|CN)?-Regular", "Regular", "Bold"),
        (r"NotoSans(?:TC|HK|JP|CJKtc|CJKjp)-Regular", "Regular", "Bold"),
        (r"msyh", "msyh", "msyhbd"),
        (r"PingFang", "", ""),
        (r"Hiragino Sans GB|STHeiti Medium", "", ""),
        (r"YuGothR", "YuGothR", "YuGothB"),
        (r"wqy-(?:microhei|zenhei)", "", ""),
        (r"DroidSansFallbackFull|DroidSansFallback", "", ""),
        (r"NotoSans[A-Za-z]+-Regular", "Regular", "Bold"),
    )
)


def system_fonts() -> Iterator[SystemFont]:
    """Yield the known fonts of this machine, the best first."""
    files = dict.fromkeys(sorted(path for folder in _folders() for path in folder.rglob("*.*")))
    for known, regular, bold in _KNOWN:
        for path in list(files):
            if known.fullmatch(path.name):
                del files[path]
                other = path.with_name(path.name.replace(regular, bold)) if regular else path
                yield SystemFont(path, other if other.exists() else path)


def _folders() -> Iterator[Path]:
    """Yield the folders in which systems keep fonts."""
    home = Path(os.environ.get("HOME", ""))
    if sys.platform == "win32":
        local, system = os.environ.get("LOCALAPPDATA", ""), os.environ.get("WINDIR", "C:/Windows")
        folders = [Path(local, "Microsoft/Windows/Fonts"), Path(system, "Fonts")]
    elif sys.platform == "darwin":
        folders = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    else:
        own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        folders = [Path(each, "fonts") for each in (own, *shared.split(":"))]
    yield from (folder for folder in folders if folder.is_dir())

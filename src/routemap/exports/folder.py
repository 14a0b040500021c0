"""Write a site into a folder so that being killed at any time leaves a page that works.

Files that no page names yet come first, then the pages, `index.html` last and in one step; files
that are no longer needed are deleted after that, but only our own: a list in the folder names them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from routemap.atomic_file import write_whole

LIST = "routemap-files.json"


class SiteFolder:
    """A folder that holds, or is to hold, a published site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._before = self._listed()
        self._now: set[str] = set()

    def refuse_foreign(self, names: Iterable[str]) -> None:
        """Make sure that writing files of these names replaces none that is not ours.

        Raises
        ------
        ValueError
            If there is such a file; the message says what to do.
        """
        for name in names:
            if name not in self._before and (self.path / name).exists():
                raise ValueError(
                    f"{self.path / name} already exists and was not published by routemap; "
                    "choose another folder, or overwrite it with --force"
                )

    def write(self, name: str, body: bytes) -> None:
        """Write a file, unless it is there with the same content."""
        target = self.path / name
        if not self._is_within(name):
            raise ValueError(f"{target} leads out of the folder; remove the link")
        self._now.add(name)
        if name not in self._before:
            self._before.add(name)
            self._list(self._before)  # before it exists, so that being killed leaves no orphan
        if target.exists() and target.stat().st_size == len(body) and target.read_bytes() == body:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, body)

    def finish(self) -> int:
        """Delete the files of earlier sites that this one lacks; return how many there were."""
        old = sorted(self._before - self._now)
        for name in old:
            if (self.path / name).is_file():
                (self.path / name).unlink()
        self._list(self._now)
        return len(old)

    def _listed(self) -> set[str]:
        try:
            names = set(json.loads((self.path / LIST).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return set()
        except (ValueError, TypeError, RecursionError):  # TypeError: a number, lists within
            raise ValueError(
                f"{self.path / LIST} cannot be read; delete it, and then publish with --force"
            ) from None
        # Only names within the folder: a list from elsewhere may say anything.
        return {name for name in names if self._is_within(name)}

    def _is_within(self, name: object) -> bool:
        """Tell whether a file of this name lies in the folder, links resolved."""
        try:
            place = (self.path / str(name)).resolve().relative_to(self.path.resolve())
            str(name).encode()
        except (ValueError, OSError, RuntimeError):  # NUL, half a character, links in a circle
            return False
        return isinstance(name, str) and place != Path()

    def _list(self, names: set[str]) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / LIST, json.dumps(sorted(names), indent=0).encode())

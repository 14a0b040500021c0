"""Answers of Nominatim in a file, so that a place is asked for once and not at every run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from routemap.atomic_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.geocoding.nominatim import Answer


class KeptOnDisk:
    """Answers by server and name, in the user's cache folder; a file that is broken holds none.

    Parameters
    ----------
    path
        Where they are kept, if not at the usual place.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_cache_path("routemap", appauthor=False) / "nominatim.json"
        self._answers: dict[str, Any] = _read(self.path)

    def get(self, key: str) -> Answer | None:
        """Return an answer, None if there is none."""
        found = self._answers.get(key)
        return found if isinstance(found, list) else None

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer. Where nothing can be written, it is asked for again next time."""
        self._answers[key] = answer
        text = json.dumps(self._answers, ensure_ascii=False, indent=1)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, text.encode())
        except OSError:
            return


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

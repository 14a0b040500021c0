"""How a test runs a command as a shell does."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from browser import ROUTEMAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def run(
    *told: str | Path,
    cwd: Path | None = None,
    typed: str = "",
    before: Callable[[], None] | None = None,
    stdout: int | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ROUTEMAP, *map(str, told)],
        cwd=cwd,
        input=typed,
        stdout=subprocess.PIPE if stdout is None else stdout,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=before,
    )

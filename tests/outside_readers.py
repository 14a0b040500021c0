"""Programs of others that read what we write. `.ci/run` installs them; elsewhere tests may skip."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGES = {
    "exiftool": "libimage-exiftool-perl",
    "pdfinfo": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdftotext": "poppler-utils",
    "rsvg-convert": "librsvg2-bin",
}


def read_by(program: str, *arguments: str | Path) -> str:
    """Return what a program says of a file; where it is not installed, skip the test."""
    path = shutil.which(program)
    if path is None:
        told = f"{program} is not installed: apt-get install {_PACKAGES[program]}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    command = [path, *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return answer.stdout

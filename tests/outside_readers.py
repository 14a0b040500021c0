"""Programs of others that read what we write. `.ci/run` installs them; elsewhere tests may skip."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_HOW_TO_GET = {
    "exiftool": "apt-get install libimage-exiftool-perl",
    "inkscape": "apt-get install inkscape",
    "nginx": "apt-get install nginx-light",
    "ogrinfo": "apt-get install gdal-bin",
    "pdfinfo": "apt-get install poppler-utils",
    "pdffonts": "apt-get install poppler-utils",
    "pdfimages": "apt-get install poppler-utils",
    "pdftotext": "apt-get install poppler-utils",
    "pdftoppm": "apt-get install poppler-utils",
    "ffprobe": "apt-get install ffmpeg",
    "rsvg-convert": "apt-get install librsvg2-bin",
    "soffice": "apt-get install libreoffice-impress",
    "vnu": "npm install --global vnu-jar (and Java)",
}


def read_by(program: str, *arguments: str | Path) -> str:
    """Return what a program says of a file; where it is not installed, skip the test."""
    command = [program_at(program), *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return answer.stdout


def program_at(program: str) -> str:
    """Return where a program is; where it is not installed, skip the test."""
    path = shutil.which(program)
    if path is None:
        told = f"{program} is not installed: {_HOW_TO_GET[program]}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    return path

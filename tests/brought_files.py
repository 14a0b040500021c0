"""What comes of each file of `bring/`, found true by eye. `python tests/brought_files.py` anew."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from routemap.cli.main import main

FOLDER = Path(__file__).parent / "bring"
EXPECTED = FOLDER / "expected"
NAMES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_file()))
ARGUMENTS = {
    "date_words.csv": ("--dates", "words"),
    "decimal_comma.csv": ("--dates", "dmy", "--decimal", "comma"),
    "google-android.json": ("--at-least", "1h"),
}
"""Answers given on the command line, by the names of the files."""
SAID = "said.txt"


def brought(name: str) -> dict[str, str]:
    """Return the files that `routemap import` makes of a file, and what it says."""
    with TemporaryDirectory() as folder:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            main(["import", str(FOLDER / name), "-o", f"{folder}/trip", *ARGUMENTS.get(name, ())])
        files = {
            path.name: path.read_text(encoding="utf-8")
            for path in Path(folder, "trip").glob("*")
            if path.is_file()
        }
        return files | {SAID: said.getvalue().replace(folder, "…")}


def expected(name: str) -> dict[str, str]:
    """Return what must come of a file."""
    return {path.name: path.read_text(encoding="utf-8") for path in (EXPECTED / name).iterdir()}


if __name__ == "__main__":
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for each in NAMES:
        (EXPECTED / each).mkdir(parents=True)
        for file, text in brought(each).items():
            (EXPECTED / each / file).write_text(text, encoding="utf-8")

"""``routemap new``: a folder to start from, which passes `routemap check`."""

from __future__ import annotations

import argparse
from importlib.resources import files

from routemap.atomic_file import write_whole
from routemap.cli.terminal import remark

PURPOSE = "write a folder to start a journey from"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    from pathlib import Path

    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to write")


def run(chosen: argparse.Namespace) -> None:
    """Write the folder.

    Raises
    ------
    ValueError
        If the folder is not empty.
    OSError
        If a file cannot be written.
    """
    folder = chosen.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} already exists and is not empty; name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    starter = {each.name: each.read_bytes() for each in files("routemap.starter").iterdir()}
    for name, content in sorted(starter.items()):
        write_whole(folder / name, content)
    remark(f"{folder}: {', '.join(sorted(starter))}")
    remark(f"see it with: routemap serve {folder}")

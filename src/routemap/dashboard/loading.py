"""Which journey is shown, read once for all visitors until one of its files changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from routemap.errors import Problem
from routemap.scene import build_route
from routemap.shipped import shipped_journey
from routemap.tables import check_journey

if TYPE_CHECKING:
    from routemap.scene import Route

JOURNEY_VARIABLE = "ROUTEMAP_JOURNEY"


def journey_path() -> Path:
    """Return the folder or file to show: what `routemap serve` was given, else the shipped one."""
    return Path(os.environ.get(JOURNEY_VARIABLE) or shipped_journey())


def load_route() -> tuple[Route | None, tuple[Problem, ...], str]:
    """Return the route, the problems found, and a version that changes with the files."""
    path = journey_path()
    try:
        version = _version(path)
        route, problems = _read(path, version)
    except FileNotFoundError:
        missing = Problem(path.name, 0, "", "there is no such folder or file", "check the path")
        return None, (missing,), ""
    return route, problems, version


def _version(path: Path) -> str:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return ";".join(
        f"{file.name}:{file.stat().st_mtime_ns}:{file.stat().st_size}"
        for file in files
        if file.is_file()
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(path: Path, version: str) -> tuple[Route | None, tuple[Problem, ...]]:
    del version  # only part of the key
    report = check_journey(path)
    return (build_route(report.journey) if report.journey else None), report.problems

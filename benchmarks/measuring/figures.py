"""Medians, worst cases and whether a wanted bound holds, in words for the terminal."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMED = ("streamlit", "folium", "streamlit-folium")


@dataclass(frozen=True)
class Figures:
    """Median and worst of what was measured, and how often it was."""

    median: float
    worst: float
    count: int

    def row(self, name: str, unit: str) -> str:
        """Return one line of a report."""
        return f"  {name:<44}{self.median:9.1f}{self.worst:9.1f} {unit:<3} of {self.count}"


def figures(values: Sequence[float]) -> Figures:
    """Return median and worst (largest) of some values."""
    return Figures(median(values), max(values), len(values))


def heading(title: str) -> str:
    """Return the line above rows of figures."""
    return f"\n{title:<46}{'median':>9}{'worst':>9}"


def at_most(wanted: str, found: float, limit: float, unit: str = "") -> str:
    """Return one line that says whether what was found is small enough."""
    return _verdict(wanted, found, unit, holds=found <= limit)


def at_least(wanted: str, found: float, limit: float, unit: str = "") -> str:
    """Return one line that says whether what was found is large enough."""
    return _verdict(wanted, found, unit, holds=found >= limit)


def percentile_95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return quantiles(values, n=20)[-1]


def _verdict(wanted: str, found: float, unit: str, *, holds: bool) -> str:
    verdict = "holds" if holds else "does not hold"
    return f"  {wanted:<44}{found:9.1f} {unit:<12} {verdict}"


def surroundings(*named: str) -> str:
    """Return what the figures depend on: machine, load and versions of the packages named."""
    packages = ", ".join(f"{name} {version(name)}" for name in named or _NAMED)
    load = f", load {os.getloadavg()[0]:.1f}" if sys.platform != "win32" else ""
    return f"{os.cpu_count()} processors{load}, Python {platform.python_version()}, {packages}"

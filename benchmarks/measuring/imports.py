"""How long Python takes to import a module, and which packages take it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

_LINE = re.compile(r"import time:\s+(?P<own_us>\d+) \|\s+\d+ \| +(?P<name>\S+)")


def import_times(module: str) -> Counter[str]:
    """Return milliseconds by top-level package for importing a module in a new process."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"import {module}"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stderr
    times: Counter[str] = Counter()
    for line in _LINE.finditer(told):
        times[line["name"].partition(".")[0]] += int(line["own_us"]) / 1000
    return times

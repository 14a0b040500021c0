"""Many requests at once, counted by `wrk`; processor time and memory of a process (Linux)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_TIMES = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}
_HOW_TO_GET = "wrk is not installed: apt-get install wrk"


@dataclass(frozen=True)
class Asked:
    """What is asked for: an address, by how many at once; a script in Lua may choose the path."""

    address: str
    connections: int
    headers: dict[str, str] = field(default_factory=dict)
    script: str = ""


@dataclass(frozen=True)
class Answered:
    """What came of it: requests a second, milliseconds, errors."""

    a_second: float
    median_ms: float
    p99_ms: float
    errors: int

    def row(self, name: str, memory_mb: float) -> str:
        """Return one line of a report."""
        return (
            f"  {name:<42}{self.a_second:11,.0f}{self.median_ms:11.1f}{self.p99_ms:9.1f}"
            f"{self.errors:8}{memory_mb:11.0f}"
        )


def wrk(asked: Asked, seconds: int) -> Answered:
    """Ask for so many seconds."""
    program = shutil.which("wrk") or sys.exit(_HOW_TO_GET)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(asked.script)
        script.flush()
        command = [
            program,
            "--latency",
            f"-t{min(os.cpu_count() or 1, asked.connections)}",
            f"-c{asked.connections}",
            f"-d{seconds}s",
            "--timeout=30s",
            *(part for name, value in asked.headers.items() for part in ("-H", f"{name}: {value}")),
            *(("-s", script.name) if asked.script else ()),
            asked.address,
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return Answered(
        float(_found(r"Requests/sec:\s+([\d.]+)", told)),
        _milliseconds(told, 50),
        _milliseconds(told, 99),
        sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", told))
        + sum(
            int(number)
            for line in re.findall(r"Socket errors: (.*)", told)
            for number in re.findall(r"\d+", line)
        ),
    )


def resident_mb(pid: int) -> float:
    """Return the memory a process holds, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(_found(r"VmRSS:\s+(\d+) kB", status)) * 1024 / 1e6


def tree_mb(pid: int) -> float:
    """Return the memory a process and its descendants hold, what they share counted once, in MB."""
    children: dict[int, list[int]] = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # a process that has ended meanwhile
            parent = status.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            children[int(parent)].append(int(status.parent.name))
    kilobytes, found = 0, [pid]
    while found:
        one = found.pop()
        found += children[one]
        with suppress(OSError):
            told = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="utf-8")
            kilobytes += int(_found(r"Pss:\s+(\d+) kB", told))
    return kilobytes * 1024 / 1e6


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process has used, all its threads together."""
    # After the name in brackets; user and system time are the 12th and 13th of what follows.
    numbers = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def _milliseconds(told: str, percent: int) -> float:
    number, unit = re.findall(rf"{percent}%\s+([\d.]+)(us|ms|s|m)\b", told)[0]
    return float(number) * _TIMES[unit]


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if not found:
        raise ValueError(f"there is no {pattern} in: {text}")
    return found[1]

"""How many processes may draw on this machine, or in this container."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_MOST_STILLS = 4
# The server with its sessions, and the two processes that make films and read files.
_OTHERS_MEGABYTES = 1_200
STILLS_MEGABYTES = 450
"""The memory of one process that draws pictures."""


def stills_at_once(memory: Path = Path("/sys/fs/cgroup")) -> int:
    """Return how many processes may draw; one processor is left to the server."""
    by_memory = (_megabytes(memory) - _OTHERS_MEGABYTES) // STILLS_MEGABYTES
    return max(1, min(_processors() - 1, by_memory, _MOST_STILLS))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _megabytes(memory: Path) -> int:
    """Return the memory of the machine, or the least that a control group allows."""
    found = []
    with suppress(AttributeError, ValueError, OSError):  # Windows has no sysconf
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with suppress(OSError):
        ours = Path("/proc/self/cgroup").read_text("utf-8").rpartition("::/")[2].strip()
        for folder in (memory / ours, memory):
            with suppress(OSError, ValueError):  # "max"
                found.append(int((folder / "memory.max").read_text("ascii")))
    return min(found, default=4_000_000_000) // 1_000_000

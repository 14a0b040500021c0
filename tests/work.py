"""Count the work that something takes, instead of its seconds, which are the machine's affair."""

from __future__ import annotations

import sys
import tracemalloc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python run, and how many functions they call."""
    count = 0

    def line(_frame: FrameType, _event: str, _found: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return line

    def call(_frame: FrameType, event: str, _found: object) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(line)
    sys.setprofile(call)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, those of C among them: sooner counted than `steps`."""
    count = 0

    def call(_frame: FrameType, event: str, _found: object) -> None:
        nonlocal count
        count += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(call)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def most_bytes(work: Callable[[], object]) -> int:
    """Return how much memory is in use at once, beyond what was before."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

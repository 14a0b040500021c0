"""What workers are given to do in tests; here, where they find it by its name."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from routemap.errors import ParameterError
from routemap.pictures import typst
from routemap.pictures.params import read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from routemap.model.itinerary import Itinerary


def process() -> int:
    return os.getpid()


def modules() -> set[str]:
    from routemap.server import jobs  # noqa: PLC0415  as whatever they draw has them do

    return {jobs.__name__, *sys.modules}


def held(gate: str, tell: Callable[[str], object]) -> str:
    """Go on only when somebody writes to the gate (a FIFO)."""
    tell("begun")
    return Path(gate).read_text(encoding="utf-8")


def endless(tell: Callable[[int], object]) -> None:
    tell(os.getpid())
    while True:
        pass


def grown(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


def ended() -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def ended_with(_: object) -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def refused() -> None:
    raise ParameterError("look", "there is no look “neon”", ("light", "dark"))


def broken(words: str = "") -> None:
    raise KeyError("a fault of ours", words)


def titled(itinerary: Itinerary) -> str:
    return itinerary.journey.title.in_language("en").text


def noted(file: str) -> int:
    with Path(file).open("a", encoding="utf-8") as notes:
        notes.write("asked\n")
    return os.getpid()


def refused_by_typst(form: str, values: Mapping[str, str], itinerary: Itinerary) -> bytes:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typst, "_template", lambda _: b"#panic()")
        return read_query(values, itinerary).render(form)

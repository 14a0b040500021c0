"""Measure 50 viewers at once: how long their steps take, and what each costs the server.

The viewers are websocket sessions without a browser, each stepping every 4 s, in a process of their
own; the plain app takes the same load on the same machine. Then both are stepped without a pause,
by as many as keep them busy.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import median

from measuring.apps import OURS, REBUILD, App
from measuring.figures import at_least, at_most, heading, percentile_95, surroundings
from measuring.load_of import cpu_seconds, resident_mb
from measuring.program import arguments
from measuring.session import Session

_PAUSE = 4.0
_BUSY_VIEWERS = 8
# The first sessions make what all others share.
_WARM_UP = 3
_CPU_MS, _P95_MS, _MB_A_SESSION, _START_S, _TIMES_NAIVE = 15, 250, 1.0, 3.0, 10


@dataclass
class Load:
    """What viewers met, and what it cost the server.

    Attributes
    ----------
    step_ms
        Of each step, as the viewer waited.
    cpu_ms
        Processor time of the server for each step.
    mb_a_session
        Memory that the server holds more with one session more.
    a_second
        Steps of all viewers together.
    """

    step_ms: list[float] = field(default_factory=list)
    errors: int = 0
    cpu_ms: float = 0.0
    mb_a_session: float = 0.0
    a_second: float = 0.0

    def row(self, name: str) -> str:
        """Return one line of a report."""
        p95 = percentile_95(self.step_ms)
        return (
            f"  {name:<34}{median(self.step_ms):9.1f}{p95:9.1f}{self.cpu_ms:9.1f}"
            f"{self.mb_a_session:9.2f}{self.a_second:9.1f}{self.errors:8}"
        )


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, viewers=(50, 50), seconds=(300, 8), busy_seconds=(20, 8))
    print(surroundings())
    start = min(_first_answer() for _ in range(1 if chosen.quick else 3))
    print(heading(f"{chosen.viewers} viewers, a step every {_PAUSE:g} s"))
    columns = ("p50 ms", "p95 ms", "cpu ms", "MB each", "steps/s", "errors")
    print(" " * 36 + "".join(f"{column:>9}" for column in columns))
    ours, _ = _both(chosen.viewers, chosen.seconds, _PAUSE)
    print(heading(f"{_BUSY_VIEWERS} viewers without a pause"))
    busy, busy_peer = _both(_BUSY_VIEWERS, chosen.busy_seconds, 0)
    p95, faster = percentile_95(ours.step_ms), busy.a_second / busy_peer.a_second
    print("\nwanted")
    print(at_most(f"processor time of a step, at most {_CPU_MS}", ours.cpu_ms, _CPU_MS, "ms"))
    print(at_most(f"step, 95 of 100, at most {_P95_MS}", p95, _P95_MS, "ms"))
    wanted = f"memory of a session, at most {_MB_A_SESSION:g}"
    print(at_most(wanted, ours.mb_a_session, _MB_A_SESSION, "MB"))
    print(at_most(f"process start to first answer, at most {_START_S:g}", start, _START_S, "s"))
    wanted = f"steps a second, at least {_TIMES_NAIVE} times the plain app's"
    print(at_least(wanted, faster, _TIMES_NAIVE, "×"))
    print(at_most("errors, none", ours.errors, 0))


def _both(viewers: int, seconds: int, pause: float) -> list[Load]:
    """Return the loads of ours and of the plain app, after reporting them."""
    loads = [_load(app, viewers, seconds, pause) for app in (OURS, REBUILD)]
    for app, load in zip((OURS, REBUILD), loads, strict=True):
        print(load.row(app.name))
    return loads


def _first_answer() -> float:
    """Return how many seconds pass from the start of a server until its first page is whole."""
    begun = time.perf_counter()
    with OURS.start() as server:
        asyncio.run(_visit(server.address, steps=0))
        return time.perf_counter() - begun


async def _visit(address: str, steps: int) -> None:
    async with Session(address).opened() as session:
        for _ in range(steps):
            await session.step()


def _load(app: App, viewers: int, seconds: int, pause: float) -> Load:
    with app.start() as server:
        return asyncio.run(_watched(server.address, server.process.pid, viewers, seconds, pause))


async def _watched(address: str, pid: int, viewers: int, seconds: int, pause: float) -> Load:
    load = Load()
    for _ in range(_WARM_UP):
        await _visit(address, steps=1)
    memory = resident_mb(pid)
    async with AsyncExitStack() as stack:
        sessions = []
        for _ in range(viewers):
            session = await stack.enter_async_context(Session(address).opened())
            await session.step()
            sessions.append(session)
        load.mb_a_session = (resident_mb(pid) - memory) / viewers
        begun, used = time.perf_counter(), cpu_seconds(pid)
        steps = (each.step_until(begun + seconds, pause, load.step_ms) for each in sessions)
        await asyncio.gather(*steps)
        load.a_second = len(load.step_ms) / (time.perf_counter() - begun)
        load.cpu_ms = (cpu_seconds(pid) - used) * 1000 / len(load.step_ms)
        load.errors = sum(len(session.exceptions) for session in sessions)
    return load


if __name__ == "__main__":
    main()

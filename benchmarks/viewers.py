"""Measure 50 viewers at once: how long their steps take, and what each costs the server.

The viewers are websocket sessions without a browser, each stepping every 4 s, in a process of their
own; the plain app takes the same load on the same machine. Then both are stepped without a pause,
by as many as keep them busy.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from measuring.apps import OURS, REBUILD, App
from measuring.figures import bound, heading, surroundings
from measuring.load_of import cpu_seconds, resident_mb
from measuring.session import Session

_VIEWERS, _SECONDS, _QUICK_SECONDS = 50, 300, 8
_PAUSE = 4.0
_BUSY_VIEWERS, _BUSY_SECONDS = 8, 20
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
        p95 = quantiles(self.step_ms, n=20)[-1]
        return (
            f"  {name:<34}{median(self.step_ms):9.1f}{p95:9.1f}{self.cpu_ms:9.1f}"
            f"{self.mb_a_session:9.2f}{self.a_second:9.1f}{self.errors:8}"
        )


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=_VIEWERS)
    parser.add_argument("--seconds", type=int, default=_SECONDS, help="of the patient viewers")
    parser.add_argument("--quick", action="store_true", help="see that it runs, not what it finds")
    chosen = parser.parse_args()
    seconds = _QUICK_SECONDS if chosen.quick else chosen.seconds
    busy_seconds = _QUICK_SECONDS if chosen.quick else _BUSY_SECONDS
    print(surroundings())
    columns = ("p50 ms", "p95 ms", "cpu ms", "MB each", "steps/s", "errors")
    start = min(_first_answer() for _ in range(1 if chosen.quick else 3))
    print(heading(f"{chosen.viewers} viewers, a step every {_PAUSE:g} s"))
    print(" " * 36 + "".join(f"{column:>9}" for column in columns))
    patient = {app.name: _load(app, chosen.viewers, seconds, _PAUSE) for app in (OURS, REBUILD)}
    for name, load in patient.items():
        print(load.row(name))
    print(heading(f"{_BUSY_VIEWERS} viewers without a pause"))
    busy = {app.name: _load(app, _BUSY_VIEWERS, busy_seconds, 0) for app in (OURS, REBUILD)}
    for name, load in busy.items():
        print(load.row(name))
    ours = patient[OURS.name]
    p95 = quantiles(ours.step_ms, n=20)[-1]
    faster = busy[OURS.name].a_second / busy[REBUILD.name].a_second
    print("\nwanted")
    for name, value, unit, limit in (
        (f"processor time of a step, at most {_CPU_MS}", ours.cpu_ms, "ms", _CPU_MS),
        (f"step, 95 of 100, at most {_P95_MS}", p95, "ms", _P95_MS),
        (f"memory of a session, at most {_MB_A_SESSION:g}", ours.mb_a_session, "MB", _MB_A_SESSION),
        (f"process start to first answer, at most {_START_S:g}", start, "s", _START_S),
    ):
        print(bound(name, value, unit, holds=value <= limit))
    wanted = f"steps a second, at least {_TIMES_NAIVE} times the plain app's"
    print(bound(wanted, faster, "×", holds=faster >= _TIMES_NAIVE))
    print(bound("errors, none", ours.errors, "", holds=not ours.errors))


def _first_answer() -> float:
    """Return how many seconds pass from the start of a server until its first page is whole."""
    begun = time.perf_counter()
    with OURS.start() as server:

        async def open_page() -> None:
            async with Session(server.address):
                pass

        asyncio.run(open_page())
        return time.perf_counter() - begun


def _load(app: App, viewers: int, seconds: int, pause: float) -> Load:
    with app.start() as server:
        return asyncio.run(_watched(server.address, server.process.pid, viewers, seconds, pause))


async def _watched(address: str, pid: int, viewers: int, seconds: int, pause: float) -> Load:
    load = Load()
    for _ in range(_WARM_UP):
        async with Session(address) as session:
            await session.step()
    memory = resident_mb(pid)
    sessions = [Session(address) for _ in range(viewers)]
    try:
        for session in sessions:
            await session.__aenter__()
            await session.step()
        load.mb_a_session = (resident_mb(pid) - memory) / viewers
        begun, used = time.perf_counter(), cpu_seconds(pid)
        until = begun + seconds
        steps = [_stepping(session, load, until, pause) for session in sessions]
        await asyncio.gather(*steps)
        load.a_second = len(load.step_ms) / (time.perf_counter() - begun)
        load.cpu_ms = (cpu_seconds(pid) - used) * 1000 / len(load.step_ms)
    finally:
        for session in sessions:
            load.errors += len(session.exceptions)
            await session.__aexit__(None, None, None)
    return load


async def _stepping(session: Session, load: Load, until: float, pause: float) -> None:
    # Readers do not step in time with each other.
    await asyncio.sleep(random.uniform(0, pause))  # noqa: S311
    while time.perf_counter() < until:
        try:
            took = await session.step()
        except (OSError, TimeoutError):
            load.errors += 1
            return
        load.step_ms.append(took * 1000)
        await asyncio.sleep(max(0.0, pause - took))


if __name__ == "__main__":
    main()

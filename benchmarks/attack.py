"""Attack our own server on 127.0.0.1 while viewers step: who waits, and what it takes.

Requests for what is expensive come without a pause, each for something nobody has asked for, and a
visitor brings files that mean harm; twenty others step, and health, page and data are asked for.
The same without an attack comes first. Then each kind of hostile file is read in a process of its
own. All is bounded in number and time.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from typing import TYPE_CHECKING

import httpx2
from measuring.apps import OURS
from measuring.figures import at_most, percentile_95, surroundings
from measuring.load_of import tree_mb
from measuring.program import arguments
from measuring.session import Session

from hostile_files import FILES
from routemap.errors import ForeignFileError
from routemap.formats.registry import import_file as read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from multiprocessing.synchronize import Event

_VIEWERS, _PAUSE = 20, 1.0
_ATTACKERS = (30, 100)
_LIMIT_SECONDS = 240.0
_PROBES = {"health": "/healthz", "page": "/embed", "data": "/journey.geojson"}
_PROBE_PAUSE, _MEMORY_PAUSE = 0.2, 0.5
_STEP_MS, _PROBE_MS, _MB = 250, 200, 1000
_UPLOADS = ("unclosed-tags.kmz", "newlines.zip", "wide-sheet.xlsx", "nested-placemarks.kml")
_READ_SECONDS, _READ_MB, _READ_LIMIT_SECONDS, _READ_LIMIT_MB = 10, 500, 60, 4000
_QUICK_SHARE = 100
_BUSY = 503


@dataclass
class Seen:
    """What viewers and others met while the server was attacked, and what it took."""

    step_ms: list[float] = field(default_factory=list)
    probe_ms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in _PROBES})
    megabytes: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return one line of a report."""
        probes = "".join(f"{percentile_95(times):9.1f}" for times in self.probe_ms.values())
        refused = self.answers[_BUSY]
        return (
            f"  {name:<26}{median(self.step_ms):9.1f}{percentile_95(self.step_ms):9.1f}{probes}"
            f"{max(self.megabytes):9.0f}{self.answers.total() - refused:9}{refused:9}"
            f"{len(self.errors):8}"
        )


def main() -> None:
    """Attack and report."""
    chosen = arguments(__doc__, seconds=(30, 6))
    seconds = chosen.seconds
    print(surroundings("streamlit", "typst"))
    columns = ("step p50", "step p95", *(f"{name} p95" for name in _PROBES), "MB", "made", "503")
    print(f"\n{f'{_VIEWERS} viewers, ms':<28}{''.join(f'{each:>9.9}' for each in columns)}  errors")
    rows = {"without an attack": _watched(0, seconds)}
    for attackers in _ATTACKERS:
        rows[f"{attackers} requests, an upload"] = _watched(attackers, seconds)
    for name, seen in rows.items():
        print(seen.row(name))
        for error in sorted(set(seen.errors)):
            print(f"    {error}")
    read_seconds, read_mb = _report_files(_QUICK_SHARE if chosen.quick else 1)
    print("\nwanted")
    for attackers, seen in zip(_ATTACKERS, list(rows.values())[1:], strict=True):
        slowest = max(percentile_95(times) for times in seen.probe_ms.values())
        p95, most = percentile_95(seen.step_ms), max(seen.megabytes)
        print(at_most(f"{attackers}: step, 95 of 100, at most {_STEP_MS}", p95, _STEP_MS, "ms"))
        wanted = f"{attackers}: health, page, data, at most {_PROBE_MS}"
        print(at_most(wanted, slowest, _PROBE_MS, "ms"))
        print(at_most(f"{attackers}: all processes, at most {_MB}", most, _MB, "MB"))
        print(at_most(f"{attackers}: errors, none", len(seen.errors), 0))
    wanted = f"any file read or refused, at most {_READ_SECONDS}"
    print(at_most(wanted, read_seconds, _READ_SECONDS, "s"))
    print(at_most(f"memory for any file, at most {_READ_MB}", read_mb, _READ_MB, "MB"))


# The server --------------------------------------------------------------------------------------


def _watched(attackers: int, seconds: int) -> Seen:
    with OURS.start() as server:
        return asyncio.run(_attacked(server.address, server.process.pid, attackers, seconds))


@asynccontextmanager
async def _client(address: str) -> AsyncIterator[httpx2.AsyncClient]:
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(
        base_url=address, timeout=_LIMIT_SECONDS, limits=limits
    ) as client:
        yield client


async def _attacked(address: str, pid: int, attackers: int, seconds: int) -> Seen:
    seen = Seen()
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(_client(address))
        for path in _PROBES.values():
            (await client.get(path)).raise_for_status()
        sessions = []
        for _ in range(_VIEWERS):
            sessions.append(await stack.enter_async_context(Session(address).opened()))
            await sessions[-1].step()
        with _attacking(address, attackers, seen):
            until = time.perf_counter() + seconds
            await asyncio.gather(
                *(session.step_until(until, _PAUSE, seen.step_ms) for session in sessions),
                *(_probing(client, name, seen, until) for name in _PROBES),
                _weighing(pid, seen, until),
            )
        seen.errors += [error for session in sessions for error in session.exceptions]
    return seen


@contextmanager
def _attacking(address: str, attackers: int, seen: Seen) -> Iterator[None]:
    """Attack from a process of its own, which keeps no viewer waiting by itself."""
    if not attackers:
        yield
        return
    begun, over = multiprocessing.Event(), multiprocessing.Event()
    answers: multiprocessing.Queue[tuple[Counter[int], list[str]]] = multiprocessing.Queue()
    attack = multiprocessing.Process(
        target=_attack, args=(address, attackers, begun, over, answers)
    )
    attack.start()
    begun.wait(_LIMIT_SECONDS)
    yield
    over.set()
    seen.answers, errors = answers.get(timeout=_LIMIT_SECONDS)
    seen.errors += errors
    attack.join()


def _attack(
    address: str,
    attackers: int,
    begun: Event,
    over: Event,
    answers: multiprocessing.Queue[tuple[Counter[int], list[str]]],
) -> None:
    uploads = {name: make(size) for name, (make, size) in FILES.items() if name in _UPLOADS}
    answered: Counter[int] = Counter()
    errors: list[str] = []

    async def all_together() -> None:
        expensive = _expensive()
        async with _client(address) as client:
            attack = [
                asyncio.create_task(_asking(client, expensive, answered, errors))
                for _ in range(attackers)
            ]
            attack.append(asyncio.create_task(_bringing(address, uploads, errors)))
            begun.set()
            await asyncio.to_thread(over.wait, _LIMIT_SECONDS)
            for each in attack:
                each.cancel()  # they leave without an answer
            await asyncio.gather(*attack, return_exceptions=True)

    asyncio.run(all_together())
    answers.put((answered, errors))


def _expensive() -> Iterator[str]:
    """Yield addresses of what nobody has asked for yet: films, slides, archives, large pictures."""
    for number in count():
        size = f"{900 + number % 300}x{600 + number // 300}"
        language, look = ("en", "ko", "ru")[number % 3], ("colour", "grey", "dark")[number // 3 % 3]
        yield f"/map.png?preset={size}&scale=4"
        yield f"/film.webp?lang={language}&look={look}&shape=tall"
        yield f"/map.pdf?preset={size}&look={look}"
        yield f"/map.zip?preset={size}&scale=2"
        yield f"/slides.png?lang={language}&look={look}"
        yield f"/map.jpg?preset=a3&lang={language}&extent={number % 90},10,{number % 90 + 60},60"
        yield f"/handout.pdf?lang={language}&look={look}&paper=letter"


async def _asking(
    client: httpx2.AsyncClient,
    expensive: Iterator[str],
    answered: Counter[int],
    errors: list[str],
) -> None:
    while True:
        path = next(expensive)
        try:
            status = (await client.get(path)).status_code
        except httpx2.HTTPError as error:
            errors.append(f"{path}: {error!r}")
            await asyncio.sleep(1)
            continue
        answered[status] += 1
        if status not in {200, _BUSY}:
            errors.append(f"{path}: {status}")
        if status == _BUSY:  # ask again sooner than asked to, but not at once
            await asyncio.sleep(1)


async def _bringing(address: str, uploads: dict[str, bytes], errors: list[str]) -> None:
    while True:
        for name, content in uploads.items():
            try:
                async with Session(address, "open").opened() as session:
                    await session.upload(name, content)
            except (OSError, TimeoutError, httpx2.HTTPError) as error:
                errors.append(f"{name}: {error!r}")


async def _probing(client: httpx2.AsyncClient, name: str, seen: Seen, until: float) -> None:
    while time.perf_counter() < until:
        begun = time.perf_counter()
        answer = await client.get(_PROBES[name])
        seen.probe_ms[name].append((time.perf_counter() - begun) * 1000)
        if answer.is_error:
            seen.errors.append(f"{name}: {answer.status_code}")
        await asyncio.sleep(_PROBE_PAUSE)


async def _weighing(pid: int, seen: Seen, until: float) -> None:
    while time.perf_counter() < until:
        seen.megabytes.append(tree_mb(pid))
        await asyncio.sleep(_MEMORY_PAUSE)


# The readers -------------------------------------------------------------------------------------


def _report_files(share: int) -> tuple[float, float]:
    """Read each hostile file, or a share of it, apart; return most seconds and most MB."""
    found = {name: _read_apart(name, share) for name in FILES}
    print(f"\n{len(found)} hostile files, each read alone; the slowest and the largest")
    slowest = sorted(found, key=lambda name: -found[name][0])[:4]
    largest = sorted(found, key=lambda name: -found[name][1])[:4]
    for name in dict.fromkeys([*slowest, *largest]):
        seconds, megabytes, told = found[name]
        print(f"  {name:<34}{seconds:7.1f} s{megabytes:7.0f} MB  {told}")
    return max(seconds for seconds, _, _ in found.values()), max(mb for _, mb, _ in found.values())


def _read_apart(name: str, share: int) -> tuple[float, float, str]:
    answers: multiprocessing.Queue[tuple[float, float, str]] = multiprocessing.Queue()
    reader = multiprocessing.Process(target=_read_file, args=(name, share, answers))
    reader.start()
    found = (float(_READ_LIMIT_SECONDS), float(_READ_LIMIT_MB), "no answer within the limits")
    with suppress(Exception):  # an empty queue: the reader has ended without a word
        found = answers.get(timeout=_READ_LIMIT_SECONDS)
    reader.kill()
    reader.join()
    return found


def _read_file(
    name: str, share: int, answers: multiprocessing.Queue[tuple[float, float, str]]
) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (_READ_LIMIT_MB * 10**6,) * 2)
    make, size = FILES[name]
    content = make(size // share)
    begun = time.perf_counter()
    try:
        read(name, content)
        told = "read"
    except ForeignFileError as refused:
        told = str(refused)[:70]
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    answers.put((seconds, peak, told))


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("what processes take is read from /proc: Linux only")
    multiprocessing.set_start_method("spawn")
    main()

"""A worker: a process that makes what takes long, apart from the server, within limits.

`workers` starts it and speaks to it through its standard input and output, in pickles: both ends
are ours.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import pickle
import shutil
import signal
import sys
import traceback
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO

from routemap.errors import DrawingError, ForeignFileError, LimitError, ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.model.itinerary import Itinerary


try:
    import resource
except ImportError:  # Windows has no such limits; the deadline holds there too
    resource = None  # type: ignore[assignment]

ROUTES_KEPT = 2
"""How many of the journeys that are served a worker keeps; the one that came first goes first."""
_ANSWERS = (DrawingError, ForeignFileError, LimitError, ParameterError)
_POLITENESS = 15  # who steps and who asks for what is there comes first
_GRACE_SECONDS = 5  # the server ends what is overdue; this is for when there is no server any more
_WORN_SHARE = 0.7  # of its memory: what it took once, it may not give back


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is to do: `make`, called with the route, if there is one.

    `number` names a journey that is kept for the next time, and that need not be sent again. `tell`
    says that `make` takes a function of this name, which hears how far it is.
    """

    make: Callable[..., object]
    number: int | None
    packed: bytes
    tells: bool


@dataclass(frozen=True, slots=True)
class Told:
    """How far a worker is."""

    progress: object


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker made, or why it could not. One that is worn out should be replaced.

    `kept` are the numbers of the journeys that it has now.
    """

    made: object = None
    problem: Exception | None = None
    is_worn: bool = False
    kept: tuple[int, ...] = ()


def main() -> None:
    """Work until the server ends."""
    megabytes, seconds, folder = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    asked: SimpleQueue[Work] = SimpleQueue()
    # What a library prints is for the log.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit(megabytes)
    Thread(target=_listen, args=(sys.stdin.buffer, asked, folder), daemon=True).start()
    routes: OrderedDict[int, Itinerary] = OrderedDict()
    nowhere = open(os.devnull, "w")  # noqa: PTH123, SIM115  as long as the process
    while True:
        work = asked.get()
        faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True, file=nowhere)
        done = _done(work, routes, answers)
        faulthandler.cancel_dump_traceback_later()
        is_worn = _peak_megabytes() > _WORN_SHARE * megabytes
        done = replace(done, is_worn=is_worn, kept=tuple(routes))
        _send(done, answers)


def _limit(megabytes: int) -> None:
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    if resource:
        # Not the address space, of which threads reserve much that nobody uses.
        most = megabytes * 1_000_000
        given = resource.getrlimit(resource.RLIMIT_DATA)[1]  # which nobody may raise
        most = most if given == resource.RLIM_INFINITY else min(most, given)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # where memory runs out, it is not the server that goes
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _listen(asks: BinaryIO, asked: SimpleQueue[Work], folder: str) -> None:
    """Take what comes; when nobody can ask any more, end at once, whatever is being made.

    What cannot be taken, for want of memory, ends the process too: the server starts another.
    """
    try:
        while True:
            asked.put(pickle.load(asks))  # noqa: S301  from the server that started us
    except (EOFError, OSError):
        pass  # the server is gone
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _done(work: Work, routes: OrderedDict[int, Itinerary], answers: BinaryIO) -> Done:
    def tell(progress: object) -> None:
        _send(Told(progress), answers)

    try:
        given = () if not work.packed and work.number is None else (_route(work, routes),)
        return Done(work.make(*given, **({"tell": tell} if work.tells else {})))
    except _ANSWERS as problem:
        return Done(problem=problem)
    except MemoryError:
        return Done(problem=LimitError("it takes more memory than the server gives"))
    except Exception as fault:  # noqa: BLE001  whatever it was, the next who asks is served
        logging.error("a worker could not make %s: %s", named(work.make), traced(fault))  # noqa: LOG015, TRY400
        return Done(problem=DrawingError("it cannot be made; the server's log says why"))


def _route(work: Work, routes: OrderedDict[int, Itinerary]) -> Itinerary:
    from routemap.model.itinerary import build_itinerary  # noqa: PLC0415  reading needs none

    if not work.packed:
        return routes[work.number or 0]
    itinerary = build_itinerary(pickle.loads(work.packed))  # noqa: S301  from the server, or a worker
    if work.number is not None:
        routes[work.number] = itinerary
        while len(routes) > ROUTES_KEPT:
            routes.popitem(last=False)
    return itinerary


def pickled(itinerary: Itinerary) -> bytes:
    """Return a journey as workers are sent it."""
    return pickle.dumps(itinerary.journey, protocol=pickle.HIGHEST_PROTOCOL)


def named(make: Callable[..., object]) -> str:
    """Return what may be logged of a function: its name, no word of what it is called with."""
    made = getattr(make, "func", make)
    return str(getattr(made, "__qualname__", type(made).__name__))


def traced(fault: BaseException) -> str:
    """Return what may be logged of a fault: its kind and where; its words may be a table's."""
    return f"{type(fault).__name__}\n{''.join(traceback.format_tb(fault.__traceback__))}"


def _send(told: Told | Done, answers: BinaryIO) -> None:
    pickle.dump(told, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _peak_megabytes() -> float:
    """Return how much memory this process ever had.

    Linux begins `ru_maxrss` with what the process had that started this one; not so `VmHWM`.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1_000_000
    if not resource:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak * 1024 / 1_000_000

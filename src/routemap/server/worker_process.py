"""A worker: a process that does long work apart from the server, within limits.

`worker_pool` starts it and speaks to it through its standard input and output, in pickles: both
ends are ours.
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
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from routemap.errors import DrawingError, ForeignFileError, LimitError, ParameterError, trace_of
from routemap.model.itinerary import Itinerary

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit holds there too
    resource = None  # type: ignore[assignment]

ITINERARIES_KEPT = 2
"""How many of the server's journeys a worker keeps; the oldest is dropped first."""
_REFUSALS = (DrawingError, ForeignFileError, LimitError, ParameterError)
_NICENESS = 15  # stepping, and answers that need no work, come first
_GRACE_SECONDS = 5  # the server ends what is overdue; this is for when the server itself has gone
_WORN_SHARE = 0.7  # of its memory, which it may not give back once it has taken it


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is to do: call `make` with the itinerary, if there is one.

    `number` names a journey to keep for the next task, which need not be sent again; `journey` is
    its pickle. If `tells`, `make` has an argument `tell`, a function to report progress with.
    """

    make: Callable[..., object]
    number: int | None
    journey: bytes
    tells: bool


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """How far a worker has come with its task."""

    value: object


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker made, or why it could not. A worn worker should be replaced.

    `kept` are the numbers of the journeys that it now has.
    """

    value: object = None
    problem: Exception | None = None
    is_worn: bool = False
    kept: tuple[int, ...] = ()


def main() -> None:
    """Work until the server ends."""
    megabytes, seconds, folder = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    tasks: SimpleQueue[Task] = SimpleQueue()
    # What libraries print goes to the log.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit(megabytes)
    Thread(target=_listen, args=(sys.stdin.buffer, tasks, folder), daemon=True).start()
    itineraries: OrderedDict[int, Itinerary] = OrderedDict()
    nowhere = open(os.devnull, "w")  # noqa: PTH123, SIM115  as long as the process
    while True:
        task = tasks.get()
        faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True, file=nowhere)
        result = _result(task, itineraries, answers)
        faulthandler.cancel_dump_traceback_later()
        is_worn = _peak_megabytes() > _WORN_SHARE * megabytes
        _send(replace(result, is_worn=is_worn, kept=tuple(itineraries)), answers)


def _limit(megabytes: int) -> None:
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    if resource:
        # Not the address space, of which threads reserve much that they never use.
        most = megabytes * 1_000_000
        allowed = resource.getrlimit(resource.RLIMIT_DATA)[1]  # which we may not raise
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # if memory runs out, the server is not the one to go
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _listen(pipe: BinaryIO, tasks: SimpleQueue[Task], folder: str) -> None:
    """Receive tasks; once there is no server any more, end at once, whatever is being made.

    A task that does not fit into memory ends the process too: the server starts another.
    """
    try:
        while True:
            tasks.put(pickle.load(pipe))  # noqa: S301  from the server that started us
    except (EOFError, OSError):
        pass  # the server has gone
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _result(task: Task, itineraries: OrderedDict[int, Itinerary], answers: BinaryIO) -> Result:
    def tell(progress: object) -> None:
        _send(TaskProgress(progress), answers)

    try:
        needs_none = not task.journey and task.number is None
        arguments = () if needs_none else (_itinerary(task, itineraries),)
        return Result(task.make(*arguments, **({"tell": tell} if task.tells else {})))
    except _REFUSALS as problem:
        return Result(problem=problem)
    except MemoryError:
        return Result(problem=LimitError("it takes more memory than the server gives"))
    except Exception as fault:  # noqa: BLE001  whatever it was, the next task is done
        logging.error("a worker could not make %s: %s", named(task.make), trace_of(fault))  # noqa: LOG015, TRY400
        return Result(problem=DrawingError("it cannot be made; the server's log says why"))


def _itinerary(task: Task, itineraries: OrderedDict[int, Itinerary]) -> Itinerary:
    from routemap.model.itinerary import build_itinerary  # noqa: PLC0415  reading needs none

    if not task.journey:
        return itineraries[task.number or 0]
    itinerary = build_itinerary(pickle.loads(task.journey))  # noqa: S301  from the server
    if task.number is not None:
        itineraries[task.number] = itinerary
        while len(itineraries) > ITINERARIES_KEPT:
            itineraries.popitem(last=False)
    return itinerary


def pickled(itinerary: Itinerary) -> bytes:
    """Return a journey as it is sent to workers."""
    return pickle.dumps(itinerary.journey, protocol=pickle.HIGHEST_PROTOCOL)


def named(make: Callable[..., object]) -> str:
    """Return what may be logged of a function: its name, without its arguments."""
    function = getattr(make, "func", make)
    return str(getattr(function, "__qualname__", type(function).__name__))


def _send(answer: TaskProgress | Result, answers: BinaryIO) -> None:
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _peak_megabytes() -> float:
    """Return the most memory that this process has had.

    On Linux `ru_maxrss` starts with the memory of the parent process; `VmHWM` does not.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1_000_000
    if not resource:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak * 1024 / 1_000_000

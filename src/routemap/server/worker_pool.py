"""Pools of processes for long work: each process within limits, and one queue for a pool.

In threads of the server, the same work would slow down every step and every other answer.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from threading import Condition, Thread, Timer
from time import monotonic
from typing import Any
from weakref import ref

from routemap.bounded_cache import SourceCache
from routemap.errors import BusyError, LimitError, trace_of
from routemap.model.itinerary import Itinerary
from routemap.server.capacity import STILLS_MEGABYTES, stills_at_once
from routemap.server.worker_process import Result, Task, TaskProgress, named, pickled

_LOG = logging.getLogger(__name__)
_NUMBERS = count()
_PICKLED: SourceCache[bytes] = SourceCache()
_MOST_OF_ONE_SESSION = 2
# Not `-m`: then the classes that it sends would belong to a module `__main__`, another one here.
_START = "from routemap.server.worker_process import main; main()"
# Work whose client has left may be all but done; a new process costs more.
_GRACE_SECONDS = 2.0
_CLOSING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a pool.

    Attributes
    ----------
    processes
        Most processes at the same time.
    queue_length
        Most jobs that wait for a process.
    seconds
        Most time for one job; a job that has waited as long in the queue is refused.
    megabytes
        Most memory of one process.
    retry_seconds
        After which a client that found the queue full may try again.
    """

    processes: int
    queue_length: int
    seconds: float
    megabytes: int
    retry_seconds: int


@dataclass(eq=False, slots=True)
class _Job:
    make: Callable[..., Any]
    itinerary: Itinerary | None
    is_kept: bool
    tell: Callable[[Any], object] | None
    of: str
    begun: float = field(default_factory=lambda: monotonic())  # noqa: PLW0108  as it is named when called
    future: Future[Any] = field(default_factory=Future)


class _Queue:
    """Jobs that wait: sessions and addresses take turns, each in the order in which they came."""

    def __init__(self) -> None:
        self.jobs: list[_Job] = []
        self._was_session = False

    def take(self) -> _Job:
        """Take the job whose turn it is."""
        others = (job for job in self.jobs if bool(job.of) != self._was_session)
        job = next(others, self.jobs[0])
        self.jobs.remove(job)
        self._was_session = bool(job.of)
        return job


class WorkerPool:
    """Processes that start when they are needed, and end with the server."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._queue = _Queue()
        self._changed = Condition()
        self._workers: list[_Worker] = []
        self._is_closed = False
        atexit.register(self.close)

    def submit(
        self,
        make: Callable[..., Any],
        itinerary: Itinerary | None = None,
        *,
        is_kept: bool = True,
        tell: Callable[[Any], object] | None = None,
        of: str = "",
    ) -> Future[Any]:
        """Have something made; cancel the future to leave, which frees the place.

        Parameters
        ----------
        make
            A function that a process can import; it is called with the itinerary, if there is one.
        itinerary
            Its journey is sent to a process once if it `is_kept` there, as one of a visitor's own
            is not.
        tell
            Called with the progress that `make` reports, in another thread.
        of
            The session that asks; "" is an address, open to anybody.

        Raises
        ------
        BusyError
            If the queue is full, or the session has all the places that one may have.
        """
        job = _Job(make, itinerary, is_kept, tell, of)
        with self._changed:
            waiting = self._queue.jobs
            is_full = len(waiting) >= self.limits.queue_length
            if self._is_closed or is_full or self._has_its_share(of):
                raise BusyError(self.limits.retry_seconds)
            waiting.append(job)
            idle = sum(worker.job is None for worker in self._workers)
            if len(waiting) > idle and len(self._workers) < self.limits.processes:
                self._workers.append(_Worker(self.limits, self._queue, self._changed))
            self._changed.notify()
        job.future.add_done_callback(lambda _: self._leave(job))
        return job.future

    def close(self) -> None:
        """End all processes, leave nothing of them on the disk, and cancel all jobs."""
        with self._changed:
            self._is_closed = True
            jobs = self._jobs()
        # Not with the lock held: a job's callbacks may need a lock whose holder waits for this one.
        for job in jobs:
            job.future.cancel()
        with self._changed:
            for worker in self._workers:
                worker.close()
            self._changed.notify_all()
        for worker in self._workers:
            worker.thread.join(_CLOSING_SECONDS)

    def _jobs(self) -> list[_Job]:
        return [*self._queue.jobs, *(worker.job for worker in self._workers if worker.job)]

    def _has_its_share(self, of: str) -> bool:
        theirs = sum(job.of == of and not job.future.cancelled() for job in self._jobs())
        return bool(of) and theirs >= _MOST_OF_ONE_SESSION

    def _leave(self, job: _Job) -> None:
        if not job.future.cancelled():
            return
        with self._changed:
            if job in self._queue.jobs:
                self._queue.jobs.remove(job)
                return
            for worker in self._workers:
                if worker.job is job:
                    worker.end_in(_GRACE_SECONDS, "its client has left")


class _Worker:
    """A thread of the server with the process that it feeds.

    What it shares with others is changed only while `changed` is held.
    """

    def __init__(self, limits: Limits, queue: _Queue, changed: Condition) -> None:
        self.job: _Job | None = None
        self._limits, self._queue, self._changed = limits, queue, changed
        self._process: _Process | None = None
        self._is_closed = False
        self._why_ended = ""
        self._turn = 0
        self._timer: Timer | None = None
        self.thread = Thread(target=self._work, name="routemap-worker", daemon=True)
        self.thread.start()

    def end_in(self, seconds: float, why: str) -> None:
        """End the process after some seconds, unless its job is over by then."""
        if self._timer:
            self._timer.cancel()
        self._timer = Timer(seconds, self._end_turn, (self._turn, why))
        self._timer.daemon = True
        self._timer.start()

    def close(self) -> None:
        """End the process and, once it is gone, the thread."""
        self._is_closed = True
        self._end("the server ends")

    def _end(self, why: str) -> None:
        self._why_ended = why
        if self._process:
            self._process.kill()

    def _end_turn(self, turn: int, why: str) -> None:
        with self._changed:
            if self.job and self._turn == turn:
                self._end(why)

    def _work(self) -> None:
        while job := self._next():
            self._serve(job)
        self._drop_process()

    def _serve(self, job: _Job) -> None:
        result = self._result(job)
        with self._changed:
            if self._timer:
                self._timer.cancel()
            self.job = None
            why, self._why_ended = self._why_ended, ""
        if result is None:
            why = why or "it takes more memory than the server gives, or breaks what draws"
            if not job.future.cancelled():
                _LOG.warning("a worker ended while it made %s: %s", named(job.make), why)
        if result is None or result.is_worn or why:
            self._drop_process()
        result = result or Result(problem=LimitError(f"it cannot be made: {why}"))
        with suppress(InvalidStateError):  # its client has left
            if result.problem:
                job.future.set_exception(result.problem)
            else:
                job.future.set_result(result.value)

    def _next(self) -> _Job | None:
        """Wait for a job and return it; None once the pool is closed."""
        with self._changed:
            while not (self._is_closed or self._queue.jobs):
                self._changed.wait()
            if self._is_closed:
                return None
            self.job = self._queue.take()
            self._turn += 1
            self.end_in(self._limits.seconds, f"it takes more than {self._limits.seconds:g} s")
            return self.job

    def _result(self, job: _Job) -> Result | None:
        """Return what the process makes of a job, None if it ends before that."""
        if monotonic() - job.begun > self._limits.seconds:
            return Result(problem=BusyError(self._limits.retry_seconds))
        try:
            if self._process and self._process.has_ended():  # the system may end it too
                self._drop_process()
            process = self._process or _Process(self._limits)
            with self._changed:
                self._process = process
                if self._why_ended:  # while it was being started
                    process.kill()
            return process.result(job)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        except Exception as fault:  # noqa: BLE001  whatever it was, the next job has a worker again
            _LOG.error("no worker could be asked for %s: %s", named(job.make), trace_of(fault))
            return None

    def _drop_process(self) -> None:
        with self._changed:
            process, self._process = self._process, None
        if process:
            process.close()


class _Process:
    """A worker, and which journeys it has."""

    def __init__(self, limits: Limits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="routemap-", ignore_cleanup_errors=True)
        arguments = [str(limits.megabytes), str(limits.seconds), self._folder.name]
        self._process = subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-P", "-c", _START, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                # It imports from where we have.
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name),
            },
            process_group=0,  # Ctrl-C in a terminal is for the server
        )
        self._itineraries: dict[int, ref[Itinerary]] = {}

    def result(self, job: _Job) -> Result:
        """Return the result of a job; raises OSError or EOFError if the process ends."""
        tasks, answers = self._process.stdin, self._process.stdout
        assert tasks  # noqa: S101  they are pipes
        assert answers  # noqa: S101
        number, journey = self._journey(job)
        task = Task(job.make, number, journey, tells=job.tell is not None)
        pickle.dump(task, tasks, protocol=pickle.HIGHEST_PROTOCOL)
        tasks.flush()
        while True:
            answer = pickle.load(answers)  # noqa: S301  from a process of ours
            if isinstance(answer, Result):
                self._itineraries = {each: self._itineraries[each] for each in answer.kept}
                return answer
            if isinstance(answer, TaskProgress) and job.tell:
                job.tell(answer.value)

    def _journey(self, job: _Job) -> tuple[int | None, bytes]:
        """Return the number of a job's journey, if it is to be kept, and its pickle, if unknown."""
        itinerary = job.itinerary
        if itinerary is None:
            return None, b""
        number = None
        if job.is_kept:
            for number, known in self._itineraries.items():
                if known() is itinerary:
                    return number, b""
            number = next(_NUMBERS)
            self._itineraries[number] = ref(itinerary)
        return number, _PICKLED.get(itinerary, None, partial(pickled, itinerary))

    def has_ended(self) -> bool:
        """Tell whether there is no process any more."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """End the process, wait until it is gone, and remove its folder."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not written yet
                if pipe:
                    pipe.close()
        self._process.wait()
        self._folder.cleanup()


STILLS = WorkerPool(
    Limits(
        processes=stills_at_once(),
        queue_length=64,
        seconds=30,
        megabytes=STILLS_MEGABYTES,
        retry_seconds=10,
    )
)
"""Draws pictures."""
LONG = WorkerPool(
    Limits(processes=1, queue_length=16, seconds=300, megabytes=400, retry_seconds=60)
)
"""Makes films, slides, handouts and archives, one at a time; no picture waits for them."""
READING = WorkerPool(
    Limits(processes=1, queue_length=8, seconds=20, megabytes=450, retry_seconds=20)
)
"""Reads the files that visitors bring."""


def close_all() -> None:
    """End all workers of this server."""
    for pool in (STILLS, LONG, READING):
        pool.close()

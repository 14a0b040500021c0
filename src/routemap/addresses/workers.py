"""Processes that make what takes long, each within limits, and the queue before them.

A server's own threads would make everybody wait: who steps, and who asks for what is there.
"""

from __future__ import annotations

import atexit
import logging
import os
import pickle
import subprocess
import sys
import tempfile
from collections import deque
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Condition, Thread, Timer
from typing import TYPE_CHECKING, Any

from routemap.addresses.worker import ROUTES_KEPT, Done, Told, Work
from routemap.errors import BusyError, LimitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.scene import Route

_LOG = logging.getLogger(__name__)
_NUMBERS = count()
# Not `-m`: what it sends would then be of a module `__main__`, which is another here.
_START = "from routemap.addresses.worker import main; main()"
# Who has left may have asked for something that is all but done; a new process costs more.
_GRACE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a kind of work may take.

    Attributes
    ----------
    processes
        That work at the same time.
    places
        In the queue of those who wait for a process.
    seconds
        For one request, from when it leaves the queue.
    megabytes
        For one process.
    retry_seconds
        After which who found the queue full may ask again.
    """

    processes: int
    places: int
    seconds: float
    megabytes: int
    retry_seconds: int


@dataclass(eq=False, slots=True)
class _Task:
    make: Callable[..., Any]
    route: Route | None
    is_kept: bool
    tell: Callable[[Any], object] | None
    future: Future[Any] = field(default_factory=Future)


class Workers:
    """Some processes that start when they are needed, and end with the server."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._waiting: deque[_Task] = deque()
        self._changed = Condition()
        self._hands: list[_Hand] = []
        self._is_closed = False
        atexit.register(self.close)

    def submit(
        self,
        make: Callable[..., Any],
        route: Route | None = None,
        *,
        is_kept: bool = True,
        tell: Callable[[Any], object] | None = None,
    ) -> Future[Any]:
        """Have something made; who no longer wants it cancels the future and frees the place.

        Parameters
        ----------
        make
            What a process can find by its name; it is called with the route, if there is one.
        route
            Of a journey, which is sent to a process once if it `is_kept` there: not one of a
            visitor's own.
        tell
            Hears what `make` says of its progress, in a thread of its own.

        Raises
        ------
        BusyError
            If the queue is full.
        """
        task = _Task(make, route, is_kept, tell)
        with self._changed:
            if self._is_closed or len(self._waiting) >= self.limits.places:
                raise BusyError(self.limits.retry_seconds)
            self._waiting.append(task)
            free = sum(hand.task is None for hand in self._hands)
            if len(self._waiting) > free and len(self._hands) < self.limits.processes:
                self._hands.append(_Hand(self.limits, self._waiting, self._changed))
            self._changed.notify()
        task.future.add_done_callback(lambda _: self._left(task))
        return task.future

    def close(self) -> None:
        """End all processes, take no more, and let all go who wait."""
        with self._changed:
            self._is_closed = True
            tasks = [*self._waiting, *(hand.task for hand in self._hands if hand.task)]
        # Not while the lock is held: who is let go may hold one that this one is waited for with.
        for task in tasks:
            task.future.cancel()
        with self._changed:
            for hand in self._hands:
                hand.end("the server ends")

    def _left(self, task: _Task) -> None:
        if not task.future.cancelled():
            return
        with self._changed:
            if task in self._waiting:
                self._waiting.remove(task)
                return
            for hand in self._hands:
                if hand.task is task:
                    hand.end_in(_GRACE_SECONDS, "who asked for it has left")


class _Hand:
    """A thread of the server with the process it feeds.

    What it shares with others is changed only while `changed` is held.
    """

    def __init__(self, limits: Limits, waiting: deque[_Task], changed: Condition) -> None:
        self.task: _Task | None = None
        self._limits, self._waiting, self._changed = limits, waiting, changed
        self._process: _Process | None = None
        self._why_ended = ""
        self._timer = Timer(0, self.end)
        Thread(target=self._work, name="routemap-worker", daemon=True).start()

    def end_in(self, seconds: float, why: str) -> None:
        """End the process after some seconds, unless its task is over by then."""
        self._timer.cancel()
        self._timer = Timer(seconds, self._end_task, (self.task, why))
        self._timer.daemon = True
        self._timer.start()

    def end(self, why: str) -> None:
        """End the process now."""
        self._why_ended = why
        if self._process:
            self._process.kill()

    def _end_task(self, task: _Task, why: str) -> None:
        with self._changed:
            if self.task is task:
                self.end(why)

    def _work(self) -> None:
        while True:
            task = self._next()
            done = self._done(task)
            with self._changed:
                self._timer.cancel()
                self.task = None
                why, self._why_ended = self._why_ended, ""
            if done is None:
                why = why or "it takes more memory than the server gives, or breaks what draws"
                if not task.future.cancelled():
                    _LOG.warning("a worker ended while it made %s: %s", task.make, why)
            if done is None or done.is_worn or why:
                self._replace()
            done = done or Done(problem=LimitError(f"it cannot be made: {why}"))
            with suppress(InvalidStateError):  # nobody wants it any more
                if done.problem:
                    task.future.set_exception(done.problem)
                else:
                    task.future.set_result(done.made)

    def _next(self) -> _Task:
        with self._changed:
            while not self._waiting:
                self._changed.wait()
            self.task = self._waiting.popleft()
            self.end_in(self._limits.seconds, f"it takes more than {self._limits.seconds:g} s")
            return self.task

    def _done(self, task: _Task) -> Done | None:
        """Return what the process makes of a task, None if it ends before that."""
        try:
            if self._process and self._process.has_ended():  # the system may end it too
                self._replace()
            if self._process is None:
                self._process = _Process(self._limits)
            return self._process.done(task)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        except Exception:  # noqa: BLE001  whatever it was, the next task has a worker again
            _LOG.exception("no worker could be asked for %s", task.make)
            return None

    def _replace(self) -> None:
        if self._process:
            self._process.kill()
            self._process.close()
        self._process = None


class _Process:
    """A worker, and which journeys it has."""

    def __init__(self, limits: Limits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="routemap-", ignore_cleanup_errors=True)
        told = [str(limits.megabytes), str(limits.seconds), self._folder.name]
        self._process = subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-P", "-c", _START, *told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                # It is to find what we have found, wherever that lies.
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name),
            },
            process_group=0,  # Ctrl-C in a terminal is for the server
        )
        self._routes: deque[tuple[Route, int]] = deque(maxlen=ROUTES_KEPT)

    def done(self, task: _Task) -> Done:
        """Return what comes of a task; raises OSError or EOFError if the process ends."""
        asks, answers = self._process.stdin, self._process.stdout
        assert asks  # noqa: S101  they are pipes
        assert answers  # noqa: S101
        pickle.dump(self._work(task), asks, protocol=pickle.HIGHEST_PROTOCOL)
        asks.flush()
        while True:
            told = pickle.load(answers)  # noqa: S301  from a process of ours
            if isinstance(told, Done):
                return told
            if isinstance(told, Told) and task.tell:
                task.tell(told.progress)

    def _work(self, task: _Task) -> Work:
        route, tells = task.route, task.tell is not None
        if route is None:
            return Work(task.make, None, None, tells)
        if not task.is_kept:
            return Work(task.make, None, route.journey, tells)
        for kept, number in self._routes:
            if kept is route:
                return Work(task.make, number, None, tells)
        number = next(_NUMBERS)
        self._routes.append((route, number))
        return Work(task.make, number, route.journey, tells)

    def has_ended(self) -> bool:
        """Tell whether there is no process any more."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """Wait until it has ended, and leave nothing of it."""
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not written yet
                if pipe:
                    pipe.close()
        self._process.wait()
        self._folder.cleanup()


_PROCESSORS = os.cpu_count() or 1
STILLS = Workers(
    Limits(
        processes=max(1, min(_PROCESSORS - 1, 4)),
        places=64,
        seconds=30,
        megabytes=450,
        retry_seconds=10,
    )
)
"""Draw pictures."""
LONG = Workers(Limits(processes=1, places=16, seconds=300, megabytes=400, retry_seconds=60))
"""Make films, slides, handouts and archives: one after the other, and no picture waits for them."""
READING = Workers(Limits(processes=1, places=8, seconds=20, megabytes=450, retry_seconds=20))
"""Read what strangers bring."""


def close_all() -> None:
    """End all workers of this server."""
    for workers in (STILLS, LONG, READING):
        workers.close()

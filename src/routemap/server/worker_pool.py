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
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from threading import Condition, Thread, Timer
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import ref

from routemap.bounded_cache import KeptBeside
from routemap.errors import BusyError, LimitError
from routemap.server.capacity import STILLS_MEGABYTES, stills_at_once
from routemap.server.worker_process import Done, Told, Work, named, pickled, traced

if TYPE_CHECKING:
    from collections.abc import Callable

    from routemap.model.itinerary import Itinerary


_LOG = logging.getLogger(__name__)
_NUMBERS = count()
_PACKED: KeptBeside[bytes] = KeptBeside()
_PLACES_OF_ONE = 2
# Not `-m`: what it sends would then be of a module `__main__`, which is another here.
_START = "from routemap.server.worker_process import main; main()"
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
        For one request, from when it leaves the queue; who has waited so long in it is let go.
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
    itinerary: Itinerary | bytes | None
    is_kept: bool
    tell: Callable[[Any], object] | None
    of: str
    begun: float = field(default_factory=lambda: monotonic())  # noqa: PLW0108  as it is named when called
    future: Future[Any] = field(default_factory=Future)


class _Queue:
    """Who waits: sessions and addresses take turns, each in the order in which they came."""

    def __init__(self) -> None:
        self.tasks: list[_Task] = []
        self._was_session = False

    def take(self) -> _Task:
        """Take whose turn it is."""
        others = (task for task in self.tasks if bool(task.of) != self._was_session)
        task = next(others, self.tasks[0])
        self.tasks.remove(task)
        self._was_session = bool(task.of)
        return task


class Workers:
    """Some processes that start when they are needed, and end with the server."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._queue = _Queue()
        self._changed = Condition()
        self._hands: list[_Hand] = []
        self._is_closed = False
        atexit.register(self.close)

    def submit(
        self,
        make: Callable[..., Any],
        itinerary: Itinerary | bytes | None = None,
        *,
        is_kept: bool = True,
        tell: Callable[[Any], object] | None = None,
        of: str = "",
    ) -> Future[Any]:
        """Have something made; who no longer wants it cancels the future and frees the place.

        Parameters
        ----------
        make
            What a process can find by its name; it is called with the route, if there is one.
        route
            Of a journey, which is sent to a process once if it `is_kept` there: not one of a
            visitor's own. The bytes are its journey pickled (`Loaded.packed`), never kept.
        tell
            Hears what `make` says of its progress, in a thread of its own.
        of
            The session that asks; "" is an address, which anybody may ask for.

        Raises
        ------
        BusyError
            If the queue is full, or the session has all the places that one may have.
        """
        task = _Task(make, itinerary, is_kept, tell, of)
        with self._changed:
            waiting = self._queue.tasks
            is_full = len(waiting) >= self.limits.places
            if self._is_closed or is_full or self._has_its_share(of):
                raise BusyError(self.limits.retry_seconds)
            waiting.append(task)
            free = sum(hand.task is None for hand in self._hands)
            if len(waiting) > free and len(self._hands) < self.limits.processes:
                self._hands.append(_Hand(self.limits, self._queue, self._changed))
            self._changed.notify()
        task.future.add_done_callback(lambda _: self._left(task))
        return task.future

    def close(self) -> None:
        """End all processes, take no more, and let all go who wait."""
        with self._changed:
            self._is_closed = True
            tasks = self._tasks()
        # Not while the lock is held: who is let go may hold one that this one is waited for with.
        for task in tasks:
            task.future.cancel()
        with self._changed:
            for hand in self._hands:
                hand.end("the server ends")

    def _tasks(self) -> list[_Task]:
        return [*self._queue.tasks, *(hand.task for hand in self._hands if hand.task)]

    def _has_its_share(self, of: str) -> bool:
        theirs = sum(task.of == of and not task.future.cancelled() for task in self._tasks())
        return bool(of) and theirs >= _PLACES_OF_ONE

    def _left(self, task: _Task) -> None:
        if not task.future.cancelled():
            return
        with self._changed:
            if task in self._queue.tasks:
                self._queue.tasks.remove(task)
                return
            for hand in self._hands:
                if hand.task is task:
                    hand.end_in(_GRACE_SECONDS, "who asked for it has left")


class _Hand:
    """A thread of the server with the process it feeds.

    What it shares with others is changed only while `changed` is held.
    """

    def __init__(self, limits: Limits, queue: _Queue, changed: Condition) -> None:
        self.task: _Task | None = None
        self._limits, self._queue, self._changed = limits, queue, changed
        self._process: _Process | None = None
        self._why_ended = ""
        self._turn = 0
        self._timer: Timer | None = None
        Thread(target=self._work, name="routemap-worker", daemon=True).start()

    def end_in(self, seconds: float, why: str) -> None:
        """End the process after some seconds, unless its task is over by then."""
        if self._timer:
            self._timer.cancel()
        self._timer = Timer(seconds, self._end_turn, (self._turn, why))
        self._timer.daemon = True
        self._timer.start()

    def end(self, why: str) -> None:
        """End the process now."""
        self._why_ended = why
        if self._process:
            self._process.kill()

    def _end_turn(self, turn: int, why: str) -> None:
        with self._changed:
            if self.task and self._turn == turn:
                self.end(why)

    def _work(self) -> None:
        while True:
            self._serve(self._next())

    def _serve(self, task: _Task) -> None:
        done = self._done(task)
        with self._changed:
            if self._timer:
                self._timer.cancel()
            self.task = None
            why, self._why_ended = self._why_ended, ""
        if done is None:
            why = why or "it takes more memory than the server gives, or breaks what draws"
            if not task.future.cancelled():
                _LOG.warning("a worker ended while it made %s: %s", named(task.make), why)
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
            while not self._queue.tasks:
                self._changed.wait()
            self.task = self._queue.take()
            self._turn += 1
            self.end_in(self._limits.seconds, f"it takes more than {self._limits.seconds:g} s")
            return self.task

    def _done(self, task: _Task) -> Done | None:
        """Return what the process makes of a task, None if it ends before that."""
        if monotonic() - task.begun > self._limits.seconds:
            return Done(problem=BusyError(self._limits.retry_seconds))
        try:
            if self._process and self._process.has_ended():  # the system may end it too
                self._replace()
            process = self._process or _Process(self._limits)
            with self._changed:
                self._process = process
                if self._why_ended:  # while it was being started
                    process.kill()
            return process.done(task)
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        except Exception as fault:  # noqa: BLE001  whatever it was, the next task has a worker again
            _LOG.error("no worker could be asked for %s: %s", named(task.make), traced(fault))
            return None

    def _replace(self) -> None:
        with self._changed:
            process, self._process = self._process, None
        if process:
            process.kill()
            process.close()


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
        self._routes: dict[int, ref[Itinerary]] = {}

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
                self._routes = {number: self._routes[number] for number in told.kept}
                return told
            if isinstance(told, Told) and task.tell:
                task.tell(told.progress)

    def _work(self, task: _Task) -> Work:
        itinerary, tells = task.itinerary, task.tell is not None
        if itinerary is None:
            return Work(task.make, None, b"", tells)
        if isinstance(itinerary, bytes):
            return Work(task.make, None, itinerary, tells)
        packed = partial(_PACKED.of, itinerary, None, partial(pickled, itinerary))
        if not task.is_kept:
            return Work(task.make, None, packed(), tells)
        for number, kept in self._routes.items():
            if kept() is itinerary:
                return Work(task.make, number, b"", tells)
        number = next(_NUMBERS)
        self._routes[number] = ref(itinerary)
        return Work(task.make, number, packed(), tells)

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


STILLS = Workers(
    Limits(
        processes=stills_at_once(),
        places=64,
        seconds=30,
        megabytes=STILLS_MEGABYTES,
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

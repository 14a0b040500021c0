"""Files kept in memory up to a limit, each made once for all requests that need it meanwhile."""

from __future__ import annotations

import gzip
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple, Protocol

from routemap.bounded_cache import BoundedCache


class Payload(NamedTuple):
    """The body of an answer, gzipped where that is worth it, and its name where that matters."""

    body: bytes
    is_gzipped: bool = False
    name: str = ""

    @property
    def plain(self) -> bytes:
        """Return the body itself."""
        return gzip.decompress(self.body) if self.is_gzipped else self.body


def gzipped(plain: bytes, name: str = "") -> Payload:
    """Return a body gzipped, to the same bytes each time."""
    return Payload(gzip.compress(plain, mtime=0), is_gzipped=True, name=name)


class Job(Protocol):
    """Work that makes a file."""

    @property
    def tag(self) -> str:
        """Return what is equal for jobs that make the same file."""

    def submit(self) -> Future[Payload]:
        """Start the work."""


@dataclass(eq=False, slots=True)
class _Flight:
    work: Future[Payload]
    waiting: list[Future[Payload]] = field(default_factory=list)


class SingleFlight:
    """A cache of files by the tag of their job.

    Requests for a file that is being made wait for that one job. An error reaches all of them, and
    the next request tries again. When every one of them has left, the job is cancelled.
    Of a job only its tag is kept: the job itself may hold a whole journey.

    Parameters
    ----------
    capacity_bytes
        What the files may take together. The least recently used is dropped first.
    """

    def __init__(self, capacity_bytes: int) -> None:
        self._cache: BoundedCache[str, Payload] = BoundedCache(capacity_bytes)
        self._flights: dict[str, _Flight] = {}
        self._lock = Lock()

    def ask(self, job: Job) -> Future[Payload]:
        """Return the file to come; cancel it to leave. Raises what `job.submit` raises."""
        ours: Future[Payload] = Future()
        tag = job.tag
        with self._lock:
            cached = self._cache.get(tag)
            if cached:
                ours.set_result(cached)
                return ours
            flight = self._flights.get(tag)
            is_first = flight is None
            if flight is None:
                flight = self._flights[tag] = _Flight(job.submit())
            flight.waiting.append(ours)
        if is_first:
            flight.work.add_done_callback(lambda _: self._land(tag, flight))
        ours.add_done_callback(lambda _: self._leave(tag, flight, ours))
        return ours

    def __contains__(self, job: Job) -> bool:
        """Tell whether a file is in the cache."""
        return self._cache.get(job.tag) is not None

    def _land(self, tag: str, flight: _Flight) -> None:
        if flight.work.cancelled():  # all have left, or the server ends
            for each in tuple(flight.waiting):
                each.cancel()
            return
        problem = flight.work.exception()
        with self._lock:
            if self._flights.get(tag) is flight:
                del self._flights[tag]
            if problem is None:
                payload = flight.work.result()
                self._cache.put(tag, payload, len(payload.body))
            waiting = tuple(flight.waiting)
        for each in waiting:
            with suppress(InvalidStateError):  # who has left
                if problem:
                    each.set_exception(problem)
                else:
                    each.set_result(flight.work.result())

    def _leave(self, tag: str, flight: _Flight, ours: Future[Payload]) -> None:
        if not ours.cancelled():
            return
        with self._lock:
            flight.waiting.remove(ours)
            if flight.waiting or self._flights.get(tag) is not flight:
                return
            del self._flights[tag]
        flight.work.cancel()

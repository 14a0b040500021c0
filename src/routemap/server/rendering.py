"""Pages, data and scripts of the journey: written in threads of their own, and cached gzipped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from routemap.errors import BusyError
from routemap.server.single_flight import Payload, SingleFlight

_CACHE_BYTES = 64_000_000
_THREADS, _QUEUE_LENGTH, _RETRY_SECONDS = 2, 32, 10


class RenderingThreads:
    """A few threads with a bounded queue.

    They are not those in which Starlette and Streamlit answer, which must stay free.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, "routemap-rendering")
        self._unfinished: set[Future[Payload]] = set()

    def submit(self, write: Callable[[], Payload]) -> Future[Payload]:
        """Have something written; raises BusyError if the queue is full."""
        if len(self._unfinished) >= _QUEUE_LENGTH:
            raise BusyError(_RETRY_SECONDS)
        future = self._threads.submit(write)
        self._unfinished.add(future)
        future.add_done_callback(self._unfinished.discard)
        return future


class RenderingJob(NamedTuple):
    """A file to write; `tag` is equal for equal files."""

    tag: str
    write: Callable[[], Payload]

    def submit(self) -> Future[Payload]:
        """Have it written; raises BusyError if the queue is full."""
        return THREADS.submit(self.write)


THREADS = RenderingThreads()
RENDERED = SingleFlight(_CACHE_BYTES)
"""Pages, data and scripts, each written once for all requests."""

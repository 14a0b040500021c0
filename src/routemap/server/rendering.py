"""Pages and data, written once for an edition of the journey, and kept compressed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from routemap.errors import BusyError
from routemap.server.single_flight import Made, MadeOnce

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOM = 64_000_000
_AT_ONCE, _PLACES, _RETRY_SECONDS = 2, 32, 10


class _Rendered(Protocol):
    """What can be written."""

    @property
    def tag(self) -> str:
        """Return what is the same for all that are written alike."""

    def rendered(self) -> Made:
        """Return the file."""


class _Threads:
    """Threads of the server itself, for what has been asked for by the time anybody would wait.

    They are none of those in which Starlette and Streamlit answer, which must stay free.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, "routemap-rendering")
        self._asked: set[Future[Made]] = set()

    def submit(self, make: Callable[[], Made]) -> Future[Made]:
        """Have something made; raises BusyError if too much waits."""
        if len(self._asked) >= _PLACES:
            raise BusyError(_RETRY_SECONDS)
        coming = self._threads.submit(make)
        self._asked.add(coming)
        coming.add_done_callback(self._asked.discard)
        return coming


_THREADS = _Threads()
RENDERED: MadeOnce[_Rendered] = MadeOnce(lambda asked: _THREADS.submit(asked.rendered), _ROOM)
"""Pages, data and scripts of the journey, made once for all who ask."""

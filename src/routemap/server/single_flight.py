"""Answers kept in memory, as many as have room, each made once for all who ask at the same time."""

from __future__ import annotations

import gzip
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from routemap.bounded_cache import Kept

if TYPE_CHECKING:
    from collections.abc import Callable


class _Tagged(Protocol):
    """What a file can be asked for with."""

    @property
    def tag(self) -> str:
        """Return what is the same for all who ask for the same."""


Asked = TypeVar("Asked", bound=_Tagged)


class Made(NamedTuple):
    """A file, which `is_packed` (gzip) where that is worth it, and its name where that matters."""

    body: bytes
    is_packed: bool = False
    name: str = ""

    @property
    def plain(self) -> bytes:
        """Return the file itself."""
        return gzip.decompress(self.body) if self.is_packed else self.body


def packed(plain: bytes) -> Made:
    """Return a file packed, equal each time."""
    return Made(gzip.compress(plain, mtime=0), is_packed=True)


@dataclass(eq=False, slots=True)
class _Making:
    work: Future[Made]
    waiting: list[Future[Made]] = field(default_factory=list)


class MadeOnce(Generic[Asked]):
    """Files by the tag of what is asked for, made when first asked for.

    Whoever asks while one is being made waits for it; an error goes to all who wait, and the next
    who asks tries again. When all who wait have left, nobody goes on making it.
    Nothing but the tag is kept of what was asked: it may hold a whole journey.

    Parameters
    ----------
    make
        Has a file made; what it raises, who asks hears at once.
    room
        Bytes that are kept at most. What was not asked for longest goes first.
    """

    def __init__(self, make: Callable[[Asked], Future[Made]], room: int) -> None:
        self._make = make
        self._kept: Kept[str, Made] = Kept(room)
        self._being_made: dict[str, _Making] = {}
        self._lock = Lock()

    def ask(self, asked: Asked) -> Future[Made]:
        """Return a file, to come; who leaves cancels it. Raises what `make` raises."""
        ours: Future[Made] = Future()
        tag = asked.tag
        with self._lock:
            kept = self._kept.get(tag)
            if kept:
                ours.set_result(kept)
                return ours
            making = self._being_made.get(tag)
            is_first = making is None
            if making is None:
                making = self._being_made[tag] = _Making(self._make(asked))
            making.waiting.append(ours)
        if is_first:
            making.work.add_done_callback(lambda _: self._is_made(tag, making))
        ours.add_done_callback(lambda _: self._left(tag, making, ours))
        return ours

    def get(self, asked: Asked) -> Made:
        """Return a file; raises what making it raises."""
        return self.ask(asked).result()

    def __contains__(self, asked: Asked) -> bool:
        """Tell whether a file is there."""
        return self._kept.get(asked.tag) is not None

    def _is_made(self, tag: str, making: _Making) -> None:
        if making.work.cancelled():  # all have left, or the server ends
            for each in tuple(making.waiting):
                each.cancel()
            return
        problem = making.work.exception()
        with self._lock:
            if self._being_made.get(tag) is making:
                del self._being_made[tag]
            if problem is None:
                made = making.work.result()
                self._kept.keep(tag, made, len(made.body))
            waiting = tuple(making.waiting)
        for each in waiting:
            with suppress(InvalidStateError):  # who has left
                if problem:
                    each.set_exception(problem)
                else:
                    each.set_result(making.work.result())

    def _left(self, tag: str, making: _Making, ours: Future[Made]) -> None:
        if not ours.cancelled():
            return
        with self._lock:
            making.waiting.remove(ours)
            if making.waiting or self._being_made.get(tag) is not making:
                return
            del self._being_made[tag]
        making.work.cancel()

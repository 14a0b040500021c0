"""Answers kept in memory, as many as have room, each made once for all who ask at the same time."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Key = TypeVar("Key", bound="Hashable")


class _AbandonedError(Exception):
    """Whoever was making something was called off before it was done."""


class MadeOnce(Generic[Key]):
    """Bytes by their key, made by a function when first asked for.

    Whoever asks while they are being made waits for them; an error goes to all who wait, and the
    next who asks tries again.

    Parameters
    ----------
    make
        Makes the bytes of a key; called from the thread of who asks first.
    room
        Bytes that are kept at most. What was not asked for longest goes first.
    """

    def __init__(self, make: Callable[[Key], bytes], room: int) -> None:
        self._make = make
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._being_made: dict[Key, Future[bytes]] = {}
        self._lock = Lock()

    def get(self, key: Key) -> bytes:
        """Return the bytes of a key; raises what making them raises."""
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
                waiting = self._being_made.get(key)
                if waiting is None:
                    ours: Future[bytes] = Future()
                    self._being_made[key] = ours
            if waiting is None:
                return self._made(key, ours)
            try:
                return waiting.result()
            except _AbandonedError:
                continue  # who made them was called off; we are not

    def __contains__(self, key: Key) -> bool:
        """Tell whether the bytes of a key are there."""
        with self._lock:
            return key in self._kept

    def _made(self, key: Key, ours: Future[bytes]) -> bytes:
        try:
            made = self._make(key)
        except BaseException as error:
            with self._lock:
                del self._being_made[key]
            ours.set_exception(error if isinstance(error, Exception) else _AbandonedError())
            raise
        with self._lock:
            del self._being_made[key]
            self._keep(key, made)
        ours.set_result(made)
        return made

    def _keep(self, key: Key, made: bytes) -> None:
        if len(made) > self._room:
            return
        self._kept[key] = made
        self._taken += len(made)
        while self._taken > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._taken -= len(oldest)

"""What was made is kept in memory while there is room, counted in bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by their keys. What was not asked for longest goes first.

    Parameters
    ----------
    room
        Bytes that are kept at most; a value that takes more is not kept.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """Return a value, None if it is not there."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def keep(self, key: Key, value: Value, size: int) -> None:
        """Keep a value that takes so many bytes."""
        with self._lock:
            if size > self._room or key in self._values:
                return
            self._values[key] = (value, size)
            self._taken += size
            while self._taken > self._room:
                _, (_, freed) = self._values.popitem(last=False)
                self._taken -= freed

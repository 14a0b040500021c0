"""What was made is kept in memory: while there is room, or as long as what it was made of."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

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


class KeptBeside(Generic[Value]):
    """Values by what they were made of, and gone with it; it is told by identity, not hashed."""

    def __init__(self) -> None:
        self._values: dict[int, dict[Hashable, Value]] = {}

    def of(self, source: object, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made if it is not there."""
        values = self._values.get(id(source))
        if values is None:
            values = self._values.setdefault(id(source), {})
            finalize(source, self._values.pop, id(source), None).atexit = False
        if key not in values:
            values[key] = make()
        return values[key]

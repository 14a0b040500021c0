"""Caches: one bounded by bytes, one whose values live as long as what they were made from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import finalize

Key = TypeVar("Key")
Value = TypeVar("Value")


class BoundedCache(Generic[Key, Value]):
    """Values by their keys. The least recently used is dropped first.

    Parameters
    ----------
    capacity_bytes
        What all values may take together; one that takes more is not kept.
    """

    def __init__(self, capacity_bytes: int) -> None:
        self._free = capacity_bytes
        self._capacity_bytes = capacity_bytes
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """Return a value, None if it is not there."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: Key, value: Value, size_bytes: int) -> None:
        """Keep a value of this size."""
        with self._lock:
            if size_bytes > self._capacity_bytes or key in self._values:
                return
            self._values[key] = (value, size_bytes)
            self._free -= size_bytes
            while self._free < 0:
                _, (_, freed) = self._values.popitem(last=False)
                self._free += freed


class SourceCache(Generic[Value]):
    """Values made from a source object, dropped with it. Sources are compared by identity."""

    def __init__(self) -> None:
        self._values: dict[int, dict[Hashable, Value]] = {}

    def get(self, source: object, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made if it is not there."""
        values = self._values.get(id(source))
        if values is None:
            values = self._values.setdefault(id(source), {})
            finalize(source, self._values.pop, id(source), None).atexit = False
        if key not in values:
            values[key] = make()
        return values[key]

"""Answers are made once for all who ask together, and kept while there is room."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest

from routemap.errors import BusyError
from routemap.server.single_flight import Made, MadeOnce


class Counted:
    """Makes bytes, and counts how often; the first call waits until it is let go."""

    def __init__(self, size: int = 10) -> None:
        self.size = size
        self.calls: list[str] = []
        self.may_go = Event()
        self._lock = Lock()

    def __call__(self, key: str) -> Made:
        with self._lock:
            self.calls.append(key)
        assert self.may_go.wait(timeout=10)
        if key == "bad":
            raise ValueError("it is bad")
        return Made(key[:1].encode() * self.size)


class Named(str):
    """What is asked for by its name alone."""

    __slots__ = ()

    @property
    def tag(self) -> str:
        return str(self)


def kept(make: Counted, room: int) -> MadeOnce[Named]:
    threads = ThreadPoolExecutor(2)
    return MadeOnce(lambda key: threads.submit(make, key), room)


def test_all_who_ask_together_get_what_was_made_once() -> None:
    make = Counted()
    made = kept(make, room=1000)
    together = Barrier(9)

    def ask() -> Made:
        together.wait(timeout=10)
        return made.get(Named("a"))

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
        together.wait(timeout=10)
        make.may_go.set()
        assert {answer.result(timeout=10).body for answer in asked} == {b"a" * 10}
    assert make.calls == ["a"]


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    make = Counted()
    made = kept(make, room=1000)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(made.get, Named("bad")) for _ in range(4)]
        make.may_go.set()
        for answer in asked:
            with pytest.raises(ValueError, match="it is bad"):
                answer.result(timeout=10)
    calls = len(make.calls)
    with pytest.raises(ValueError, match="it is bad"):
        made.get(Named("bad"))
    assert len(make.calls) == calls + 1


def test_what_was_not_asked_for_longest_goes_first() -> None:
    make = Counted()
    make.may_go.set()
    made = kept(make, room=25)
    for key in ("a", "b", "a", "c"):  # there is room for two
        made.get(Named(key))
    assert make.calls == ["a", "b", "c"]
    made.get(Named("a"))
    made.get(Named("b"))
    assert make.calls == ["a", "b", "c", "b"]


def test_what_is_larger_than_the_room_is_answered_but_not_kept() -> None:
    make = Counted(size=100)
    make.may_go.set()
    made = kept(make, room=50)
    assert len(made.get(Named("a")).body) == 100
    made.get(Named("a"))
    assert make.calls == ["a", "a"]


def test_who_leaves_is_not_waited_for_and_others_get_what_was_made() -> None:
    make = Counted()
    made = kept(make, room=1000)
    gone, stays = made.ask(Named("a")), made.ask(Named("a"))
    assert gone.cancel()
    make.may_go.set()
    assert stays.result(timeout=10).body == b"a" * 10
    assert make.calls == ["a"]
    assert Named("a") in made


def test_what_nobody_wants_any_more_is_called_off_and_made_anew_for_the_next() -> None:
    begun: list[Future[Made]] = []

    def make(_: str) -> Future[Made]:
        begun.append(Future())
        return begun[-1]

    made = MadeOnce(make, room=1000)
    assert made.ask(Named("a")).cancel()
    assert begun[0].cancelled()
    later = made.ask(Named("a"))
    begun[1].set_result(Made(b"anew"))
    assert later.result(timeout=10).body == b"anew"


def test_who_cannot_be_served_hears_so_and_stands_in_nobodys_way() -> None:
    answers = [BusyError(5), None]

    def make(_: str) -> Future[Made]:
        problem = answers.pop(0)
        if problem:
            raise problem
        done: Future[Made] = Future()
        done.set_result(Made(b"made"))
        return done

    made = MadeOnce(make, room=1000)
    with pytest.raises(BusyError):
        made.ask(Named("a"))
    assert made.get(Named("a")).body == b"made"

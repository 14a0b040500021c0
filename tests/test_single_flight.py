"""Files are made once for all requests at the same time, and cached while there is room."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event, Lock
from typing import TYPE_CHECKING

import pytest

from routemap.errors import BusyError
from routemap.server.single_flight import Payload, SingleFlight

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Job:
    """A job of this tag."""

    tag: str
    start: Callable[[], Future[Payload]]

    def submit(self) -> Future[Payload]:
        return self.start()


class Maker:
    """Makes files in threads, and counts them; none is finished before `may_go`."""

    def __init__(self, size: int = 10) -> None:
        self.size = size
        self.tags: list[str] = []
        self.may_go = Event()
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(2)

    def job(self, tag: str) -> Job:
        return Job(tag, lambda: self._threads.submit(self._make, tag))

    def _make(self, tag: str) -> Payload:
        with self._lock:
            self.tags.append(tag)
        assert self.may_go.wait(timeout=10)
        if tag == "bad":
            raise ValueError("it is bad")
        return Payload(tag[:1].encode() * self.size)


def test_requests_at_the_same_time_get_a_file_that_was_made_once() -> None:
    maker = Maker()
    files = SingleFlight(1000)
    together = Barrier(9)

    def ask() -> Payload:
        together.wait(timeout=10)
        return files.ask(maker.job("a")).result(10)

    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask) for _ in range(8)]
        together.wait(timeout=10)
        maker.may_go.set()
        assert {answer.result(timeout=10).body for answer in answers} == {b"a" * 10}
    assert maker.tags == ["a"]


def test_an_error_reaches_all_who_wait_and_is_not_cached() -> None:
    maker = Maker()
    files = SingleFlight(1000)
    answers = [files.ask(maker.job("bad")) for _ in range(4)]
    maker.may_go.set()
    for answer in answers:
        with pytest.raises(ValueError, match="it is bad"):
            answer.result(timeout=10)
    with pytest.raises(ValueError, match="it is bad"):
        files.ask(maker.job("bad")).result(10)
    assert maker.tags == ["bad", "bad"]


def test_the_least_recently_used_is_dropped_first() -> None:
    maker = Maker()
    maker.may_go.set()
    files = SingleFlight(25)
    for tag in ("a", "b", "a", "c"):  # there is room for two
        files.ask(maker.job(tag)).result(10)
    assert maker.tags == ["a", "b", "c"]
    for tag in ("a", "b"):
        files.ask(maker.job(tag)).result(10)
    assert maker.tags == ["a", "b", "c", "b"]


def test_a_file_larger_than_the_cache_is_answered_but_not_cached() -> None:
    maker = Maker(size=100)
    maker.may_go.set()
    files = SingleFlight(50)
    assert len(files.ask(maker.job("a")).result(10).body) == 100
    files.ask(maker.job("a")).result(10)
    assert maker.tags == ["a", "a"]


def test_a_request_that_leaves_takes_nothing_from_the_others() -> None:
    maker = Maker()
    files = SingleFlight(1000)
    gone, stays = files.ask(maker.job("a")), files.ask(maker.job("a"))
    assert gone.cancel()
    maker.may_go.set()
    assert stays.result(timeout=10).body == b"a" * 10
    assert maker.tags == ["a"]
    assert maker.job("a") in files


def test_what_nobody_waits_for_is_cancelled_and_made_anew_for_the_next() -> None:
    begun: list[Future[Payload]] = []

    def start() -> Future[Payload]:
        begun.append(Future())
        return begun[-1]

    files = SingleFlight(1000)
    assert files.ask(Job("a", start)).cancel()
    assert begun[0].cancelled()
    later = files.ask(Job("a", start))
    begun[1].set_result(Payload(b"anew"))
    assert later.result(timeout=10).body == b"anew"


def test_a_job_that_cannot_start_says_so_and_stands_in_nobodys_way() -> None:
    def busy() -> Future[Payload]:
        raise BusyError(5)

    def done() -> Future[Payload]:
        future: Future[Payload] = Future()
        future.set_result(Payload(b"made"))
        return future

    files = SingleFlight(1000)
    with pytest.raises(BusyError):
        files.ask(Job("a", busy))
    assert files.ask(Job("a", done)).result(10).body == b"made"

"""Answers are made once for all who ask together, and kept while there is room."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routemap.addresses.made_once import MadeOnce
from routemap.paper.query import PictureQuery
from routemap.server import routes


class Counted:
    """Makes bytes, and counts how often; the first call waits until it is let go."""

    def __init__(self, size: int = 10) -> None:
        self.size = size
        self.calls: list[str] = []
        self.may_go = Event()
        self._lock = Lock()

    def __call__(self, key: str) -> bytes:
        with self._lock:
            self.calls.append(key)
        assert self.may_go.wait(timeout=10)
        if key == "bad":
            raise ValueError("it is bad")
        return key[:1].encode() * self.size


def test_all_who_ask_together_get_what_was_made_once() -> None:
    make = Counted()
    made = MadeOnce(make, room=1000)
    together = Barrier(9)

    def ask() -> bytes:
        together.wait(timeout=10)
        return made.get("a")

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
        together.wait(timeout=10)
        make.may_go.set()
        assert {answer.result(timeout=10) for answer in asked} == {b"a" * 10}
    assert make.calls == ["a"]


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    make = Counted()
    made = MadeOnce(make, room=1000)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(made.get, "bad") for _ in range(4)]
        make.may_go.set()
        for answer in asked:
            with pytest.raises(ValueError, match="it is bad"):
                answer.result(timeout=10)
    calls = len(make.calls)
    with pytest.raises(ValueError, match="it is bad"):
        made.get("bad")
    assert len(make.calls) == calls + 1


def test_what_was_not_asked_for_longest_goes_first() -> None:
    make = Counted()
    make.may_go.set()
    made = MadeOnce(make, room=25)
    for key in ("a", "b", "a", "c"):  # there is room for two
        made.get(key)
    assert make.calls == ["a", "b", "c"]
    made.get("a")
    made.get("b")
    assert make.calls == ["a", "b", "c", "b"]


def test_what_is_larger_than_the_room_is_answered_but_not_kept() -> None:
    make = Counted(size=100)
    make.may_go.set()
    made = MadeOnce(make, room=50)
    assert len(made.get("a")) == 100
    made.get("a")
    assert make.calls == ["a", "a"]


def test_equal_requests_at_the_same_time_draw_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    begun = Event()
    written = PictureQuery.written

    def slowly(self: PictureQuery, form: str, *, most_pixels: float) -> bytes:
        drawn.append(form)
        begun.wait(timeout=2)
        return written(self, form, most_pixels=most_pixels)

    monkeypatch.setattr(PictureQuery, "written", slowly)
    client = TestClient(Starlette(routes=routes()))
    asked = {"preset": "432x321", "date": "2023-09-12"}
    with ThreadPoolExecutor(6) as pool:
        answers = [pool.submit(client.get, "/map.png", params=asked) for _ in range(6)]
        contents = {answer.result(timeout=60).content for answer in answers}
    assert len(contents) == 1
    assert drawn == ["png"]

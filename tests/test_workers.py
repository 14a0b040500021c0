"""Workers: what takes long is made apart from the server, within limits, for who still wants it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import ref

import pytest

import pool_jobs
from routemap.bounded_cache import SourceCache
from routemap.errors import BusyError, DrawingError, LimitError, ParameterError
from routemap.page.site import Mode, journey_script
from routemap.pictures import compose
from routemap.server import jobs, pictures, worker_pool, worker_process
from routemap.server.loading import JOURNEY_VARIABLE, load_itinerary
from routemap.server.pages import ServerPage
from routemap.server.pictures import PictureJob
from routemap.server.single_flight import SingleFlight
from routemap.server.worker_pool import Limits, WorkerPool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future

    from routemap.model.itinerary import Itinerary, Scene
    from routemap.pictures.drawing import Drawing
    from routemap.pictures.options import PictureOptions

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gates are FIFOs")
LONG_ENOUGH = 60


@contextmanager
def working(
    *, processes: int = 1, places: int = 4, seconds: float = LONG_ENOUGH, megabytes: int = 400
) -> Iterator[WorkerPool]:
    workers = WorkerPool(Limits(processes, places, seconds, megabytes, retry_seconds=7))
    yield workers
    workers.close()


def shipped(monkeypatch: pytest.MonkeyPatch) -> Itinerary:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    itinerary = load_itinerary().itinerary
    assert itinerary
    return itinerary


def held(workers: WorkerPool, gate: Path) -> Future[Any]:
    """Have a worker wait at a gate; return what comes when it is opened."""
    if not gate.exists():
        os.mkfifo(gate)
    is_begun = Event()
    coming = workers.submit(partial(pool_jobs.held, str(gate)), tell=lambda _: is_begun.set())
    assert is_begun.wait(LONG_ENOUGH)
    return coming


def test_what_is_asked_for_when_the_queue_is_full_is_refused(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    with working(places=2) as workers:
        first = held(workers, gate)
        waiting = [workers.submit(pool_jobs.process) for _ in range(2)]
        with pytest.raises(BusyError) as full:
            workers.submit(pool_jobs.process)
        assert full.value.seconds == 7
        gate.write_text("open", encoding="utf-8")
        assert first.result(LONG_ENOUGH) == "open"
        assert len({each.result(LONG_ENOUGH) for each in waiting}) == 1


def test_who_leaves_the_queue_frees_a_place_and_nothing_is_made_for_them(tmp_path: Path) -> None:
    gate, notes = tmp_path / "gate", tmp_path / "notes"
    with working(places=1) as workers:
        first = held(workers, gate)
        assert workers.submit(partial(pool_jobs.noted, str(notes))).cancel()
        other = workers.submit(pool_jobs.process)
        gate.write_text("open", encoding="utf-8")
        assert first.result(LONG_ENOUGH) == "open"
        other.result(LONG_ENOUGH)
    assert not notes.exists()


def test_who_leaves_what_is_being_made_frees_its_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "_GRACE_SECONDS", 0)
    with working() as workers:
        never = held(workers, tmp_path / "gate")
        assert never.cancel()
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH)


class Alarm(Timer):
    """Rings when the test says so, not after some seconds."""

    set_alarms: ClassVar[list[Alarm]] = []

    def start(self) -> None:
        self.set_alarms.append(self)

    def ring(self) -> None:
        self.function(*self.args)


def test_what_takes_too_long_is_refused_and_the_next_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_pool, "Timer", Alarm)
    pids: SimpleQueue[int] = SimpleQueue()
    with working(seconds=50) as workers:
        endless = workers.submit(pool_jobs.endless, tell=pids.put)
        pid = pids.get(timeout=LONG_ENOUGH)
        Alarm.set_alarms[-1].ring()
        with pytest.raises(LimitError, match="more than 50 s"):
            endless.result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH) != pid


def test_who_has_waited_too_long_in_the_queue_is_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with working() as workers:
        first = held(workers, tmp_path / "gate")
        late = workers.submit(pool_jobs.process)
        monkeypatch.setattr(worker_pool, "monotonic", lambda: time.monotonic() + LONG_ENOUGH + 1)
        (tmp_path / "gate").write_text("open", encoding="utf-8")
        assert first.result(LONG_ENOUGH) == "open"
        with pytest.raises(BusyError):
            late.result(LONG_ENOUGH)


def test_one_session_has_two_places_and_addresses_take_turns_with_sessions(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    done: list[str] = []
    with working(places=9) as workers:
        first = held(workers, tmp_path / "gate")
        asked = []
        for who in ("ann", "ann", "bob", "", ""):
            coming = workers.submit(partial(pool_jobs.noted, str(notes)), of=who)
            coming.add_done_callback(lambda _, who=who: done.append(who))
            asked.append(coming)
        with pytest.raises(BusyError):
            workers.submit(pool_jobs.process, of="ann")
        (tmp_path / "gate").write_text("open", encoding="utf-8")
        first.result(LONG_ENOUGH)
        for each in asked:
            each.result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.process, of="ann").result(LONG_ENOUGH)
    assert done == ["ann", "", "ann", "", "bob"]


def test_the_log_has_no_words_of_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    with working() as workers:
        with pytest.raises(LimitError):
            workers.submit(partial(pool_jobs.ended_with, "secret")).result(LONG_ENOUGH)
        with pytest.raises(LimitError):
            workers.submit(partial(pool_jobs.ended_with, lambda: "secret")).result(LONG_ENOUGH)
    assert "ended_with" in caplog.text
    assert "secret" not in caplog.text


def test_what_a_worker_logs_of_a_fault_has_no_words(capfd: pytest.CaptureFixture[str]) -> None:
    with working() as workers, pytest.raises(DrawingError):
        workers.submit(partial(pool_jobs.broken, "secret")).result(LONG_ENOUGH)
    told = capfd.readouterr().err
    assert "KeyError" in told
    assert "secret" not in told


def test_a_journey_is_pickled_once_for_all_it_is_sent_to_and_let_go_with_its_last_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    itinerary = replace(shipped(monkeypatch))
    calls: list[None] = []

    def pickled(itinerary: Itinerary) -> bytes:
        calls.append(None)
        return worker_process.pickled(itinerary)

    monkeypatch.setattr(worker_pool, "pickled", pickled)
    with working() as workers:
        for is_kept in (True, False, False):
            workers.submit(pool_jobs.titled, itinerary, is_kept=is_kept).result(LONG_ENOUGH)
        assert len(calls) == 1
        gone = ref(itinerary)
        monkeypatch.setattr(pictures, "STILLS", workers)
        SingleFlight(1_000_000).ask(PictureJob("png", (), "edition", itinerary)).result(LONG_ENOUGH)
        journey_script(itinerary, "en", ServerPage(Mode.PRESENT, "en", "", "edition", itinerary))
        del itinerary
        workers.submit(pool_jobs.process).result(LONG_ENOUGH)
        gc.collect()
        assert gone() is None


def test_a_picture_is_laid_out_once_for_its_checks_and_all_formats(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    itinerary = shipped(monkeypatch)
    laid_out: list[PictureOptions] = []
    lay_out = compose.compose

    def composed(scene: Scene, options: PictureOptions) -> Drawing:
        laid_out.append(options)
        return lay_out(scene, options)

    monkeypatch.setattr(compose, "compose", composed)
    values = {"lang": "en", "preset": "square"}
    jobs.checks(values, itinerary)
    for form in ("svg", "png"):
        jobs.picture(form, {**values}, itinerary)
    assert len(laid_out) == 1
    for other, of in (({**values, "lang": "ko"}, itinerary), (values, replace(itinerary))):
        jobs.picture("svg", other, of)
    assert [options.language for options in laid_out] == ["en", "ko", "en"]


def test_a_journey_that_could_not_be_taken_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    itinerary = shipped(monkeypatch)
    with working() as workers:
        with monkeypatch.context() as patched:
            patched.setattr(worker_pool, "_PICKLED", SourceCache())
            patched.setattr(worker_pool, "pickled", lambda _: b"no pickle")
            with pytest.raises(DrawingError):
                workers.submit(pool_jobs.titled, itinerary).result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.titled, itinerary).result(LONG_ENOUGH)


@pytest.mark.skipif(sys.platform != "linux", reason="others do not hold a process to its memory")
def test_what_takes_too_much_memory_is_refused_and_the_next_is_made() -> None:
    with working(megabytes=200) as workers:
        with pytest.raises(LimitError, match="memory"):
            workers.submit(partial(pool_jobs.grown, 1000)).result(LONG_ENOUGH)
        assert workers.submit(partial(pool_jobs.grown, 10)).result(LONG_ENOUGH) == 10_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="others do not hold a process to its memory")
def test_a_worker_that_has_grown_is_replaced() -> None:
    with working(megabytes=400) as workers:
        before = workers.submit(pool_jobs.process).result(LONG_ENOUGH)
        workers.submit(partial(pool_jobs.grown, 100)).result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH) == before
        workers.submit(partial(pool_jobs.grown, 300)).result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH) != before


def test_what_ends_its_worker_is_refused_and_the_next_is_made() -> None:
    with working() as workers:
        with pytest.raises(LimitError, match="cannot be made"):
            workers.submit(pool_jobs.ended).result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH)


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="macOS has it from Python 3.13 on")
def test_a_worker_that_was_killed_is_replaced_before_anybody_sees_it() -> None:
    with working() as workers:
        killed = workers.submit(pool_jobs.process).result(LONG_ENOUGH)
        os.kill(killed, signal.SIGKILL)
        os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH) != killed


def test_a_refusal_comes_back_as_it_was_and_a_fault_without_its_trace() -> None:
    with working() as workers:
        with pytest.raises(ParameterError, match="no look “neon”") as refused:
            workers.submit(pool_jobs.refused).result(LONG_ENOUGH)
        assert (refused.value.parameter, refused.value.allowed) == ("look", ("light", "dark"))
        with pytest.raises(DrawingError) as fault:
            workers.submit(pool_jobs.broken).result(LONG_ENOUGH)
        assert "ours" not in str(fault.value)


def test_what_cannot_be_sent_is_refused_and_the_next_is_made() -> None:
    with working() as workers:
        with pytest.raises(LimitError):
            workers.submit(lambda: None).result(LONG_ENOUGH)
        assert workers.submit(pool_jobs.process).result(LONG_ENOUGH)


def test_each_journey_is_drawn_as_itself_whoever_was_drawn_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    shipped = load_itinerary().itinerary
    assert shipped
    journeys = Path(__file__).parent / "journeys"
    others = []
    for name in ("antiquity", "there-and-back", "whole"):
        monkeypatch.setenv(JOURNEY_VARIABLE, str(journeys / name))
        others.append(load_itinerary().itinerary)
    assert all(others)
    with working() as workers:
        for itinerary in (shipped, *others, shipped, *others[::-1]):
            for is_kept in (True, False):
                told = workers.submit(pool_jobs.titled, itinerary, is_kept=is_kept)
                assert itinerary
                assert told.result(LONG_ENOUGH) == pool_jobs.titled(itinerary)


def test_a_worker_has_nothing_of_streamlit_or_the_server() -> None:
    with working() as workers:
        found = workers.submit(pool_jobs.modules).result(LONG_ENOUGH)
    assert "routemap.server.jobs" in found
    assert not found & {"streamlit", "starlette", "folium", "pandas"}


def test_workers_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    """Its worker is busy; what it works in is gone too."""
    script = (
        "import time, pool_jobs\n"
        "from routemap.server.worker_pool import STILLS\n"
        "STILLS.submit(pool_jobs.endless, tell=lambda pid: print(pid, flush=True))\n"
        "time.sleep(600)\n"
    )
    path = os.pathsep.join(filter(None, sys.path))
    server = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path)},
    )
    assert server.stdout
    pid = int(server.stdout.readline())
    assert [*tmp_path.iterdir()]
    server.kill()
    server.wait()
    server.stdout.close()
    give_up = time.monotonic() + LONG_ENOUGH
    while Path(f"/proc/{pid}").exists() or [*tmp_path.iterdir()]:
        assert time.monotonic() < give_up
        time.sleep(0.05)

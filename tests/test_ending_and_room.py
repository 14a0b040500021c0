"""A server ends as it is told to, and draws with no more processes than there is room for."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import httpx2
import pytest

import pool_jobs
from browser import ROUTEMAP, START_SECONDS, serving
from routemap.server import capacity
from routemap.server.worker_pool import Limits, WorkerPool

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_server_ends_on_sigterm_where_nobody_else_takes_it() -> None:
    script = (
        "import signal, routemap.server.routes as s\n"
        "s._close_on(signal.SIGTERM, signal.SIG_DFL)\n"
        "signal.raise_signal(signal.SIGTERM)\n"
        "print('swallowed')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=60
    )
    assert (told.returncode, told.stdout) == (-15, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_server_that_ends_leaves_nothing_of_its_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker is idle; another makes a film for a client that waits."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # of the server; ours is known already
    with serving([*ROUTEMAP, "serve", "--port", "0"]) as server, ThreadPoolExecutor(1) as clients:
        assert httpx2.get(f"{server.address}/map.png", timeout=START_SECONDS).is_success
        film = clients.submit(httpx2.get, f"{server.address}/film.webp", timeout=START_SECONDS)
        give_up = time.monotonic() + START_SECONDS
        while not [*tmp_path.rglob("film.webp")]:
            assert time.monotonic() < give_up
            time.sleep(0.01)
        server.process.terminate()
        assert film.result().status_code == 503
        server.process.wait(START_SECONDS)
    assert [*tmp_path.iterdir()] == []


def test_a_pool_that_is_closed_has_ended_its_processes_and_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pool = WorkerPool(Limits(1, 2, START_SECONDS, 400, retry_seconds=7))
    begun = Event()
    running = pool.submit(pool_jobs.endless, tell=lambda _: begun.set())
    assert begun.wait(START_SECONDS)
    assert [*tmp_path.iterdir()]
    pool.close()
    assert running.cancelled()
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("megabytes", "processes"), [(1_000, 1), (1_700, 1), (2_200, 2)])
def test_no_more_processes_draw_than_memory_is_given_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, processes: int
) -> None:
    monkeypatch.setattr(capacity, "_processors", lambda: 16)
    (tmp_path / "memory.max").write_text(f"{megabytes * 1_000_000}\n", encoding="ascii")
    assert capacity.stills_at_once(tmp_path) == processes

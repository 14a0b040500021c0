"""A server ends as it is told to, and draws with no more processes than there is room for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from routemap.server import capacity

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_a_server_ends_on_sigterm_where_nobody_else_takes_it() -> None:
    script = (
        "import signal, routemap.server.routes as s\n"
        "s._before(signal.SIGTERM, signal.SIG_DFL)\n"
        "signal.raise_signal(signal.SIGTERM)\n"
        "print('swallowed')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=60
    )
    assert (told.returncode, told.stdout) == (-15, b"")


@pytest.mark.parametrize(("megabytes", "processes"), [(1_000, 1), (1_700, 1), (2_200, 2)])
def test_no_more_processes_draw_than_memory_is_given_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, processes: int
) -> None:
    monkeypatch.setattr(capacity, "_processors", lambda: 16)
    (tmp_path / "memory.max").write_text(f"{megabytes * 1_000_000}\n", encoding="ascii")
    assert capacity.stills_at_once(tmp_path) == processes

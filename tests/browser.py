"""A browser and a running dashboard for the tests that need the real thing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from routemap.server.loading import JOURNEY_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).resolve().parents[1]
START_SECONDS = 30
ROUTEMAP = [
    sys.executable,
    "-c",
    "import sys; from routemap.cli.main import main; sys.exit(main())",
]

_INSTALLED = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",  # root may not use the sandbox; only pages of ours are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NO_BROWSER = "no browser found: run `make browser`, or install Chromium so that it is on the PATH"


def installed_chromium() -> str | None:
    """Return the program of the installed Chromium, None if there is none."""
    return next(filter(None, map(shutil.which, _INSTALLED)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give the installed Chromium, else Playwright's own, without a window."""
    installed = installed_chromium()
    with sync_playwright() as playwright:
        if not installed and not Path(playwright.chromium.executable_path).exists():
            pytest.fail(_NO_BROWSER, pytrace=False)
        browser = playwright.chromium.launch(executable_path=installed, args=[*_FLAGS])
        yield browser
        browser.close()


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, its process and what it printed."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


@contextmanager
def serving(command: list[str], journey: Path | None = None) -> Iterator[Server]:
    """Run a command that starts the dashboard, until it is no longer needed.

    Parameters
    ----------
    command
        Must print the address, as Streamlit does; so the system may choose the port (0).
    journey
        Folder or CSV file to show instead of the shipped journey.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    environment.pop(JOURNEY_VARIABLE, None)
    if journey is not None:
        environment[JOURNEY_VARIABLE] = str(journey.resolve())
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Server(_address_when_well(process, log), process, log)
        finally:
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def dashboard(journey: Path | None = None, *flags: str) -> Iterator[str]:
    """Serve this checkout's dashboard, of the shipped journey or another; give its address."""
    run = [sys.executable, "-m", "streamlit", "run", str(CHECKOUT / "dashboard.py")]
    with serving([*run, "--server.port=0", "--server.headless=true", *flags], journey) as server:
        yield server.address


def _address_when_well(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        address = re.search(r"https?://\S+:\d+\S*", _text(log))
        if address and _is_well(address[0]):
            return address[0]
        time.sleep(0.05)
    pytest.fail(f"the dashboard did not start:\n{_text(log)}", pytrace=False)


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")


def _is_well(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False

"""The tests of scripts, which Node runs."""

from __future__ import annotations

import shutil
import subprocess

from browser import CHECKOUT


def node_tests(file: str) -> str:
    """Run a script's tests by Node; return what it says of those that fail, "" if none does."""
    node = shutil.which("node")
    assert node, "scripts are tested by Node: install Node 20 or newer"
    done = subprocess.run(
        [node, "--test", file], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode else ""

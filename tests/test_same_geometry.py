"""Paper and the map's scripts draw the same lines, arrows and stops."""

from __future__ import annotations

import shutil
import subprocess

from browser import CHECKOUT
from geometry_cases import FILE, written


def test_what_the_scripts_are_held_to_is_what_paper_draws() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "python tests/geometry_cases.py"


def test_the_scripts_draw_what_paper_draws() -> None:
    node = shutil.which("node")
    assert node, "scripts are tested by Node: install Node 20 or newer"
    done = subprocess.run(
        [node, "--test", "tests/js/geometry.test.js"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout

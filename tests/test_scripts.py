"""The scripts: linted, typed, tested by Node, and bundled as they stand (`make scripts`)."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

BUNDLES = CHECKOUT / "src/routemap/page/bundles"


def npm(*command: str) -> str:
    """Return what an npm command says; it must find nothing wrong."""
    program = shutil.which("npm")
    assert program, "scripts are checked by Node: install Node 20 or newer with npm"
    assert (CHECKOUT / "node_modules").is_dir(), (
        "scripts are checked by packages of npm: npm install"
    )
    done = subprocess.run(
        [program, *command], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bundles(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}


def test_the_bundles_are_made_of_the_scripts_as_they_stand(tmp_path: Path) -> None:
    npm("run", "build", str(tmp_path))
    changed = {
        name for name, made in bundles(tmp_path).items() if bundles(BUNDLES).get(name) != made
    }
    assert not changed, "the bundles are older than the scripts: make scripts"
    assert bundles(tmp_path).keys() == bundles(BUNDLES).keys()


@pytest.mark.parametrize("task", ["lint", "types", "test"])
def test_node_finds_nothing_wrong_with_the_scripts(task: str) -> None:
    """Style and format by Biome, types by TypeScript, behaviour by tests/js."""
    npm("run", "--silent", task)

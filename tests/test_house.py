"""Imports point one way, nothing is written that nobody uses, no file has outgrown its reason."""

from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter

import grimp
import pytest

from browser import CHECKOUT

MOST_LINES = 400
WRITTEN_BY_HAND = {".py", ".js", ".css", ".html", ".jinja", ".typ"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", *command], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )


def test_imports_point_one_way() -> None:
    """As `[tool.importlinter]` has it; `lint-imports` names what does not."""
    done = run(
        "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = grimp.build_graph("routemap", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(tuple(TopologicalSorter(imports).static_order())) == len(graph.modules)


def test_nothing_is_written_that_nobody_uses() -> None:
    done = run("from vulture.core import main; main()")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks", "tools"])
def test_no_file_has_outgrown_its_reason(folder: str) -> None:
    lengths = {
        str(path.relative_to(CHECKOUT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file() and path.suffix in WRITTEN_BY_HAND and "node_modules" not in path.parts
    }
    assert lengths
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}

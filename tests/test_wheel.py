"""What an installed routemap carries. Built without the network."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

WEB_ENDINGS = (".css", ".js", ".jsonl", ".json", ".html", ".svg", ".woff2")


def build(source: Path, target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    command += ["--directory", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=60)
    (built,) = folder.iterdir()
    return built


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(CHECKOUT, "wheel", tmp_path_factory.mktemp("wheel"))


def test_the_wheel_carries_the_shipped_journey(wheel: Path) -> None:
    tables = {path.name for path in (CHECKOUT / "data").iterdir()}
    assert {"journey.toml", "locations.csv"} <= tables
    assert {f"routemap/shipped_journey/{name}" for name in tables} <= contents(wheel)


def test_the_wheel_carries_the_examples(wheel: Path) -> None:
    tables = {path.relative_to(CHECKOUT) for path in (CHECKOUT / "examples").rglob("*.*")}
    assert len(tables) > 5
    assert {f"routemap/{path.as_posix()}" for path in tables} <= contents(wheel)


def test_the_wheel_carries_what_the_browser_asks_for(wheel: Path) -> None:
    package = CHECKOUT / "src"
    wanted = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.suffix in WEB_ENDINGS
    }
    assert wanted
    assert wanted | {"routemap/py.typed", "routemap/app/app.py"} <= contents(wheel)


def test_a_wheel_built_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    archive = build(CHECKOUT, "sdist", tmp_path / "sdist")
    with tarfile.open(archive) as unpacked:
        unpacked.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert contents(build(source, "wheel", tmp_path / "wheel")) == contents(wheel)

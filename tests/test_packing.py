"""Other ways to install and run it: a container, a host that installs with Poetry.

Neither an engine of containers nor Poetry itself is asked: what can be judged without is judged.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from poetry.core.factory import Factory
from poetry.core.masonry.builders.wheel import WheelBuilder

import routemap
from browser import CHECKOUT, ROUTEMAP, serving
from test_wheel import build, contents

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = (CHECKOUT / "deploy" / "Containerfile").read_text(encoding="utf-8")


def steps(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", RECIPE, re.MULTILINE)


@pytest.fixture
def started() -> list[str]:
    """Return the command that the container starts, with this Python and any free port."""
    (entry,) = steps("ENTRYPOINT")
    program, *told = json.loads(entry)
    assert program.endswith("/routemap")
    told[told.index("8501")] = "0"
    return [*ROUTEMAP, *told]


def test_a_container_runs_as_nobody_and_holds_no_secret() -> None:
    (user,) = steps("USER")
    assert int(user.split(":")[0]) > 0
    assert RECIPE.index("\nUSER ") < RECIPE.index("\nENTRYPOINT ")
    assert steps("ARG") == steps("ADD") == []
    assert not re.search(r"(?i)password|token|secret=|key=", RECIPE)


def test_what_it_copies_is_enough_to_install_it(tmp_path: Path) -> None:
    source, folder = tmp_path / "source", tmp_path / "wheel"
    source.mkdir()
    folder.mkdir()
    for step in steps("COPY"):
        *names, target = step.split()
        if names[0].startswith("--from"):
            continue
        for name in names:
            assert (CHECKOUT / name).exists(), name
            into = source / target.removeprefix("/routemap").strip("/")
            if (CHECKOUT / name).is_dir():
                shutil.copytree(CHECKOUT / name, into)
            else:
                shutil.copy(CHECKOUT / name, into / name)
    assert contents(build(source, "wheel", folder)) >= {
        "routemap/cli/main.py",
        "routemap/shipped_journey/locations.csv",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="a container is no Windows")
def test_it_says_how_it_is_and_leaves_the_journey_as_it_is(
    started: list[str], tmp_path: Path
) -> None:
    (health,) = re.findall(r'"-c", "([^"]+)"\]', "\n".join(steps("HEALTHCHECK")))
    broken = tmp_path / "locations.csv"
    broken.write_text("name\n", encoding="utf-8")
    for journey, is_well in ([], True), ([str(tmp_path)], False):
        with serving([*started, *journey]) as server:
            asked = health.replace("8501", str(urlsplit(server.address).port))
            said = subprocess.run(
                [sys.executable, "-c", asked], capture_output=True, timeout=60, check=False
            )
            assert (said.returncode == 0) == is_well
            server.process.send_signal(signal.SIGTERM)  # as engines stop a container
            server.process.wait(timeout=10)
    assert os.listdir(tmp_path) == ["locations.csv"]  # noqa: PTH208


def test_what_the_guide_says_of_it_is_what_the_recipe_says() -> None:
    guide = (CHECKOUT / "docs" / "deployment.md").read_text(encoding="utf-8")
    assert "deploy/Containerfile" in guide
    for option in ("--read-only", "--cap-drop all", "no-new-privileges", "--tmpfs /cache"):
        assert option in RECIPE


def test_hosts_that_install_with_poetry_can(tmp_path: Path) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert Factory.validate(project) == {"errors": [], "warnings": []}
    assert project["project"]["version"] == routemap.__version__
    poetry = Factory().create_poetry(CHECKOUT)
    named = {requirement.name for requirement in poetry.package.requires}
    assert {"streamlit", "folium", "edtf"} <= named
    made = WheelBuilder(poetry).build(tmp_path)
    assert "routemap/cli/main.py" in contents(made)

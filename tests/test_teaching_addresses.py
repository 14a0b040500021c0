"""Handout, slides and film by address and by command: the same, refused in one line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pptx import Presentation
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routemap.cli.main import main
from routemap.exports import film_files
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    return TestClient(Starlette(routes=routes()))


def test_the_handout_of_the_address_is_that_of_the_command(
    client: TestClient, tmp_path: Path
) -> None:
    path = tmp_path / "handout.pdf"
    asked = ["--format", "handout", "--paper", "letter", "--lang", "ko", "--look", "grey"]
    assert main(["export", "-o", str(path), *asked]) == 0
    answer = client.get("/handout.pdf?paper=letter&lang=ko&look=grey&download=1")
    assert answer.content == path.read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="kim-jong-uns-train-to-russia-handout-letter-grey-ko.pdf"'
    )
    again = client.get(
        "/handout.pdf?lang=ko&paper=letter&look=grey",
        headers={"If-None-Match": answer.headers["etag"]},
    )
    assert again.status_code == 304


def test_all_pages_of_the_handout_are_one_picture(client: TestClient) -> None:
    answer = client.get("/handout.png")
    assert answer.headers["content-type"] == "image/png"
    width, height = Image.open(io.BytesIO(answer.content)).size
    assert 1500 < width < 2500
    assert height > width / 2


@pytest.mark.parametrize(("kind", "pictures"), [("slides", 9), ("film", 12)])
def test_what_slides_and_film_show_is_one_picture_before_they_are_taken(
    client: TestClient, kind: str, pictures: int
) -> None:
    answer = client.get(f"/{kind}.png")
    assert answer.headers["content-type"] == "image/png"
    width, height = Image.open(io.BytesIO(answer.content)).size
    assert width == 5 * 408 + 8
    rows = -(-pictures // 5)
    cell = (height - 8) / rows - 8
    assert cell == {"slides": round(400 * 1080 / 1130), "film": 225}[kind]


def test_slides_come_as_powerpoint_knows_them(client: TestClient) -> None:
    answer = client.get("/slides.pptx?lang=ru")
    assert "presentationml" in answer.headers["content-type"]
    assert len(Presentation(io.BytesIO(answer.content)).slides) == 17


@pytest.mark.parametrize(
    ("address", "parameter", "allowed"),
    [
        ("/handout.pdf?paper=a5", "paper", "letter"),
        ("/handout.pdf?shape=tall", "shape", "paper"),
        ("/slides.pptx?lang=it", "lang", "ko"),
        ("/film.webp?shape=round", "shape", "tall"),
        ("/film.mp4?look=neon", "look", "grey"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    client: TestClient, address: str, parameter: str, allowed: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert allowed in problem["allowed"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "handout.pdf", "--format", "handout", "--date", "before"], "“date”"),
        (["-o", "handout.pdf", "--format", "handout", "--paper", "a5"], "no paper “a5”"),
        (["-o", "map.png", "--paper", "letter"], "there is no png option “paper”"),
        (["-o", "film.gif", "--format", "film"], "cannot hold a film"),
        (["-o", "slides", "--format", "slides", "--all-dates"], "leave out --all-dates"),
        (["-o", "nowhere/slides.pptx"], "there is no folder nowhere"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_line(
    options: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["export", *options]) == (1 if "no folder" in told else 2)
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert list(tmp_path.iterdir()) == []


def test_a_film_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(film_files, "write_webp", stopped)
    assert main(["export", "-o", str(tmp_path / "film.webp")]) == 1
    assert "stopped; nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []

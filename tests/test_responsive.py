"""A picture in three widths, with HTML to paste: for a newsroom's system."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import html
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routemap.cli.main import main
from routemap.server.routes import routes

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"2023-09-13-mobile-de.png", "2023-09-13-720x540-de.png", "2023-09-13-web-de.png"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("responsive") / "for-the-web"
    asked = ["--responsive", "--lang", "de", "--date", "2023-09-13"]
    assert main(["export", "-o", str(made), *asked]) == 0
    return made


def test_there_are_three_widths_twice_as_fine_as_they_are_shown(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == NAMES | {"picture.html"}
    figure = html.fromstring((folder / "picture.html").read_text(encoding="utf-8"))
    shown = [*figure.iter("source"), *figure.iter("img")]
    assert [int(each.get("width")) for each in shown] == [360, 720, 1200]
    for each in shown:
        with Image.open(folder / (each.get("srcset") or each.get("src"))) as image:
            assert image.size == (2 * int(each.get("width")), 2 * int(each.get("height")))


def test_the_snippet_has_alt_text_caption_and_credits_as_text(folder: Path) -> None:
    figure = html.fromstring((folder / "picture.html").read_text(encoding="utf-8"))
    (image,) = figure.iter("img")
    assert figure.tag == "figure"
    assert figure.get("lang") == "de"
    assert image.get("alt").startswith("Karte zu")
    told = figure.text_content()
    for words in ("OpenStreetMap", "GeoNames", "Natural Earth", "CC BY 4.0", "[11]–[16]"):
        assert words in told
    assert not [*figure.iter("script")]


def test_words_with_markup_are_text_in_the_snippet(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(
        "name,latitude,longitude,arrival\n<b onclick=x>A&amp;</b>,48,8,2023\nB,49,9,2024\n",
        encoding="utf-8",
    )
    asked = ["--responsive", "--format", "svg"]
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "made"), *asked]) == 0
    figure = html.fromstring((tmp_path / "made" / "picture.html").read_text(encoding="utf-8"))
    assert not [*figure.iter("b")]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--format", "pdf"], "no browser shows pdf"),
        (["--preset", "web"], "leave out preset"),
        (["--all-dates"], "leave out --all-dates"),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    assert main(["export", "-o", str(tmp_path / "made"), "--responsive", *asked]) == 2
    assert told in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


def test_the_archive_of_the_address_holds_what_the_command_writes(folder: Path) -> None:
    client = TestClient(Starlette(routes=routes()))
    answer = client.get("/map.zip?responsive=1&lang=de&date=2023-09-13")
    name = 'filename="2023-09-13-responsive-de.zip"'
    assert answer.headers["content-disposition"] == f"attachment; {name}"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        for each in NAMES | {"picture.html"}:
            assert archive.read(each) == (folder / each).read_bytes()
    assert client.get("/map.zip?responsive=1&preset=web").status_code == 400
    assert client.get("/map.zip?responsive=1&format=pdf").status_code == 400

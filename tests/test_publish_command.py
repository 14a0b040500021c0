"""`routemap publish` writes a folder that works at any time, or one file."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT
from outside_readers import read_by
from routemap.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

JOURNEY = "name,latitude,longitude,arrival\nA,10,20,2023-01-01\nB,11,21,2023-01-02\n"


@pytest.fixture
def journey(tmp_path: Path) -> Path:
    table = tmp_path / "locations.csv"
    table.write_text(JOURNEY, encoding="utf-8")
    return table


def publish(*arguments: object) -> int:
    return main(["publish", *map(str, arguments)])


def named_in(page: Path) -> set[str]:
    """Files that a page names."""
    text = page.read_text(encoding="utf-8")
    names = re.findall(r'(?:href|src)="([^"#:?]+\.(?:css|js|svg|png|pdf|html|geojson))"', text)
    return set(names)


def test_every_file_that_a_page_names_is_there(published: Path) -> None:
    pages = sorted(published.glob("*.html"))
    assert len(pages) == 12
    for page in pages:
        assert named_in(page)
        for name in named_in(page):
            assert (published / name).is_file(), (page.name, name)


def test_files_are_named_by_what_is_in_them(published: Path) -> None:
    for file in published.rglob("*"):
        if file.is_file() and file.parent != published:
            assert re.search(r"\.[0-9a-f]{12}\.\w+(\.gz)?$", file.name), file


def test_the_same_journey_makes_the_same_bytes(journey: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert publish(journey, "-o", tmp_path / name) == 0
    found = [
        {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    ]
    assert found[0] == found[1]


def test_what_is_no_longer_needed_goes_and_what_is_not_ours_stays(
    journey: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    assert publish(journey, "-o", site) == 0
    (site / "CNAME").write_text("example.org", encoding="utf-8")
    before = {file.name for file in (site / "pictures").iterdir()}
    journey.write_text(JOURNEY.replace("B,11", "C,12"), encoding="utf-8")
    assert publish(journey, "-o", site) == 0
    after = {file.name for file in (site / "pictures").iterdir()}
    assert not before & after
    assert (site / "CNAME").exists()
    for page in site.glob("*.html"):
        assert all((site / name).is_file() for name in named_in(page))


def test_a_foreign_page_is_not_overwritten_unless_forced(
    journey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("mine", encoding="utf-8")
    assert publish(journey, "-o", site) == 1
    assert "--force" in capsys.readouterr().err
    assert (site / "index.html").read_text(encoding="utf-8") == "mine"
    assert publish(journey, "-o", site, "--force") == 0
    assert "<!doctype html>" in (site / "index.html").read_text(encoding="utf-8")


def test_a_list_that_names_files_outside_deletes_nothing_there(
    journey: Path, tmp_path: Path
) -> None:
    site, precious = tmp_path / "site", tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    site.mkdir()
    listed = ["../precious", str(precious), 7, "gone.js"]
    (site / "routemap-files.json").write_text(json.dumps(listed), encoding="utf-8")
    assert publish(journey, "-o", site) == 0
    assert precious.exists()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_kill_at_any_time_leaves_a_page_that_works(journey: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [sys.executable, "-m", "routemap", "publish", str(journey), "-o", str(site)]
    assert publish(journey, "-o", site) == 0
    for delay in (0.8, 1.1, 1.4, 1.7):
        journey.write_text(JOURNEY.replace("B,11", f"B,{10 + delay}"), encoding="utf-8")
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for page in site.glob("*.html"):
            for name in named_in(page):
                assert (site / name).is_file(), (delay, page.name, name)
    assert publish(journey, "-o", site) == 0
    listed = set(json.loads((site / "routemap-files.json").read_text(encoding="utf-8")))
    there = {f.relative_to(site).as_posix() for f in site.rglob("*") if f.is_file()}
    assert there - {"routemap-files.json"} == listed, "nothing is left over"


def test_progress_is_told(
    journey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(journey, "-o", tmp_path / "site") == 0
    told = capsys.readouterr().err
    assert re.search(r"pictures (\d+)/\1\n", told)
    assert "index.html" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "-o"),
        (["-o", "{}/site", "--base-url", "example.org"], "begin it with https://"),
        (["-o", "{}/site", "--base-url", "javascript://x"], "begin it with https://"),
        (["-o", "{}/site", "--lang", "ko"], "--single-file"),
        (["-o", "{}/x.html", "--single-file", "--lang", "xx"], "en, ko, ru"),
        (["-o", "{}/x", "--single-file"], ".html"),
        (["-o", "{}/x.html", "--single-file", "--base-url", "https://a.b/"], "--base-url"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    journey: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    told: str,
) -> None:
    assert publish(journey, *(option.format(tmp_path) for option in options)) == 2
    message = capsys.readouterr().err
    assert told in message
    assert message.count("\n") == 1
    assert {file.name for file in tmp_path.iterdir()} == {"locations.csv"}


def test_a_file_is_no_folder_to_publish_to(
    journey: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(journey, "-o", journey) == 1
    assert "is a file; name a folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["one-stop", "undated", "dashboard-odd-names", "antiquity"])
def test_odd_journeys_are_published_too(tmp_path: Path, name: str) -> None:
    assert publish(CHECKOUT / "tests" / "journeys" / name, "-o", tmp_path / "site") == 0
    assert "<h1" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


# The single file ---------------------------------------------------------------------------------


def test_a_single_file_is_light_enough_to_mail_and_asks_for_nothing(tmp_path: Path) -> None:
    for language in ("en", "ko", "ru"):
        file = tmp_path / f"{language}.html"
        assert publish("--single-file", "-o", file, "--lang", language) == 0
        assert file.stat().st_size <= 1_200_000
        assert not named_in(file)
        assert f'<html lang="{language}"' in file.read_text(encoding="utf-8")[:200]


def test_a_single_file_is_not_overwritten_unless_forced(journey: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    assert publish(journey, "--single-file", "-o", file) == 0
    assert publish(journey, "--single-file", "-o", file) == 1
    assert publish(journey, "--single-file", "-o", file, "--force") == 0


# What others say of the pages ---------------------------------------------------------------------

# On a phone the table is laid out as blocks, and browsers then forget that it is one.
_ROLES = "“role” attribute must not be used on a"
# Its reader of style sheets does not know all that browsers do, such as `@property`.
_STYLE = "CSS: "


def test_the_checker_of_the_w3c_finds_no_error(published: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.html"
    assert publish("--single-file", "-o", one) == 0
    pages = [*sorted(published.glob("*.html")), one]
    told = json.loads(read_by("vnu", "--exit-zero-always", "--stdout", "--format", "json", *pages))
    errors = [
        f"{m['url'].rpartition('/')[2]}:{m.get('lastLine')} {m['message']}"
        for m in told["messages"]
        if m["type"] == "error" and _ROLES not in m["message"] and _STYLE not in m["message"]
    ]
    assert not errors

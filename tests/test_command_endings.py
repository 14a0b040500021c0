"""How commands end: stopped, killed, without room; and what they say of it on a terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT, ROUTEMAP, START_SECONDS
from commands import run
from routemap.atomic_file import whole_file, write_whole

resource = pytest.importorskip("resource", reason="Windows stops and limits programs otherwise")

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STARTED = "ready\n"
_READY = (
    "import sys; from routemap.cli.main import main; print('ready', flush=True); sys.exit(main())"
)
READY = [sys.executable, "-c", _READY]


def hidden(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(".")]


# Stopped -----------------------------------------------------------------------------------------


def stopped_after(seconds: float, told: Sequence[str], cwd: Path) -> tuple[int, str]:
    """Stop a command so long after it began; return its exit code and what it said."""
    with subprocess.Popen(
        [*READY, *told],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == STARTED
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=START_SECONDS)
    return process.returncode, said


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (["export", "-o", "film.webp"], "frames "),
        (["export", "-o", "film.mp4"], "frames "),
        (["publish", "-o", "site"], "pictures "),
    ],
    ids=str,
)
def test_who_stops_a_command_hears_what_is_written(
    tmp_path: Path, told: list[str], line: str
) -> None:
    """It is stopped as soon as it tells that a tenth is done."""
    with subprocess.Popen(
        [*ROUTEMAP, *told],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        while not process.stderr.readline().startswith(line):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(START_SECONDS) == 1
    assert_told_what_is_written(tmp_path, said)


def test_who_stops_pictures_of_all_dates_hears_what_is_written(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*ROUTEMAP, "export", "--all-dates", "-o", "maps"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        while not [*tmp_path.glob("maps/*.png")]:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(START_SECONDS) == 1
    assert [*tmp_path.glob("maps/*.png")]
    assert_told_what_is_written(tmp_path, said)


def assert_told_what_is_written(folder: Path, said: str) -> None:
    assert "Traceback" not in said
    assert hidden(folder) == []
    there = [path for path in folder.rglob("*") if path.is_file()]
    (line,) = [line for line in said.splitlines() if line.startswith("routemap: stopped; ")]
    number = re.search(r"(\d+) files were written before, each whole, (\S+) last$", line)
    if number:
        assert len(there) == int(number[1])
        assert folder / number[2] in there
    elif there:
        (one,) = there
        told = one.relative_to(folder)
        assert line == f"routemap: stopped; {told} was written before, and is whole"
    else:
        assert line == "routemap: stopped; nothing was written"


@pytest.mark.parametrize(
    "told",
    [["check"], ["export", "-o", "map.svg"], ["publish", "--single-file", "-o", "page.html"]],
    ids=" ".join,
)
def test_a_command_that_is_stopped_as_it_begins_leaves_no_trace(
    tmp_path: Path, told: list[str]
) -> None:
    exit_code, said = stopped_after(0.0, told, tmp_path)
    assert exit_code in {0, 1, -signal.SIGINT}
    assert "Traceback" not in said
    assert hidden(tmp_path) == []


def test_who_stops_while_being_asked_keeps_what_was_accepted(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("name,latitude,longitude\nRome,,\nPisa,,\n", "utf-8")
    with subprocess.Popen(
        [*ROUTEMAP, "geocode", "places.csv"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("1\n")
        process.stdin.flush()
        while "row 3" not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        told, said = process.communicate(timeout=START_SECONDS)
    assert "filled in coordinates of 1 of 2 places" in told
    assert "Traceback" not in said
    assert "Rome,41.8" in (tmp_path / "places-geocoded.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("seconds", [0.0, 0.4, 0.8, 1.5])
def test_a_server_is_stopped_at_any_time_without_a_trace(tmp_path: Path, seconds: float) -> None:
    exit_code, said = stopped_after(seconds, ["serve", "--port", "0"], tmp_path)
    assert exit_code in {0, 1}
    assert "Traceback" not in said
    assert "Error" not in said


# Killed ------------------------------------------------------------------------------------------


def test_what_a_killed_command_left_goes_when_the_next_one_writes_there(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*ROUTEMAP, "export", "-o", "film.webp"], cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + START_SECONDS
        while not hidden(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    (left,) = hidden(tmp_path)
    assert not (tmp_path / "film.webp").exists()
    assert run("export", "-o", "map.svg", cwd=tmp_path).returncode == 0
    assert not left.exists()


def test_what_another_command_is_writing_stays(tmp_path: Path) -> None:
    with whole_file(tmp_path / "long.film") as unfinished:
        unfinished.write_bytes(b"half")
        assert run("export", "-o", "map.svg", cwd=tmp_path).returncode == 0
        assert unfinished.read_bytes() == b"half"
        unfinished.write_bytes(b"whole")
    assert (tmp_path / "long.film").read_bytes() == b"whole"
    assert hidden(tmp_path) == []


def test_nothing_but_what_a_command_left_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("kept", encoding="utf-8")
    (tmp_path / ".routemap-unfinished-link").symlink_to(tmp_path / "precious")
    os.mkfifo(tmp_path / ".routemap-unfinished-pipe")
    (tmp_path / ".routemap-unfinished-folder").mkdir()
    (tmp_path / ".hidden").write_text("kept", encoding="utf-8")
    assert run("export", "-o", "map.svg", cwd=tmp_path).returncode == 0
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "kept"
    assert (tmp_path / ".hidden").exists()


def test_a_name_of_any_length_a_system_allows_is_written(tmp_path: Path) -> None:
    name = "m" * 251 + ".svg"
    assert run("export", "-o", name, cwd=tmp_path).returncode == 0
    assert (tmp_path / name).is_file()


def test_who_may_read_a_file_is_who_may_read_all_of_its_owner(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "draft", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "draft").stat().st_mode & 0o777 == 0o600


# Without room ------------------------------------------------------------------------------------


def small(limit: int) -> Callable[[], None]:
    """Let the process write no file larger than so many bytes."""
    return partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (["export", "-o", "map.png"], "map.png"),
        (["export", "-o", "map.pdf"], "map.pdf"),
        (["export", "-o", "data.kml"], "data.kml"),
        (["export", "-o", "slides.pptx"], "slides.pptx"),
        (["export", "--format", "handout", "-o", "handout.pdf"], "handout.pdf"),
        (["export", "-o", "film.webp"], "film.webp"),
        (["export", "-o", "film.mp4"], "film.mp4"),
        (["export", "--all-dates", "-o", "maps"], "maps/before.png"),
        (["publish", "-o", "site"], "site/pictures/"),
        (["publish", "--single-file", "-o", "page.html"], "page.html"),
        (["new", "folder"], "folder/events.csv"),
        (["import", CHECKOUT / "data" / "locations.csv", "-o", "folder"], "folder/"),
    ],
    ids=str,
)
def test_where_there_is_no_room_the_file_is_named(
    tmp_path: Path, told: list[str], name: str
) -> None:
    answer = run(*told, cwd=tmp_path, before=small(300))
    assert answer.returncode == 1
    last = answer.stderr.splitlines()[-1]
    assert last.startswith(f"routemap: {name}")
    assert "; " in last
    assert "Errno" not in answer.stderr
    assert "Traceback" not in answer.stderr
    assert hidden(tmp_path) == []
    assert all(path.stat().st_size <= 300 for path in tmp_path.rglob("*") if path.is_file())


def test_a_film_that_lacks_only_its_end_is_no_film(tmp_path: Path) -> None:
    assert run("export", "-o", "film.mp4", cwd=tmp_path).returncode == 0
    size = (tmp_path / "film.mp4").stat().st_size
    (tmp_path / "film.mp4").unlink()
    answer = run("export", "-o", "film.mp4", cwd=tmp_path, before=small(size - 100))
    assert answer.returncode == 1
    assert "film.mp4: ffmpeg could not write it" in answer.stderr.splitlines()[-1]
    assert not (tmp_path / "film.mp4").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
@pytest.mark.parametrize("told", [["check"], ["export", "--list-presets"]], ids=" ".join)
def test_output_that_cannot_be_written_is_told_in_one_line(told: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        answer = run(
            *told, CHECKOUT / "tests" / "journeys" / "dashboard-broken", stdout=full.fileno()
        )
    assert answer.returncode == 1
    assert "standard output: no space left on device; " in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "Exception" not in answer.stderr


def test_who_reads_only_the_first_lines_gets_no_complaint(tmp_path: Path) -> None:
    rows = "".join(f"a,91,{n},x\n" for n in range(2000))
    (tmp_path / "locations.csv").write_text("name,latitude,longitude,arrival\n" + rows, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    answer = run("check", tmp_path, stdout=writing)
    os.close(writing)
    assert answer.stderr == ""

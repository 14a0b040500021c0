"""What the commands promise on a command line."""

from __future__ import annotations

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT, ROUTEMAP, START_SECONDS, serving
from routemap import tables
from routemap.app.options import streamlit_options
from routemap.cli import main as cli
from routemap.errors import Level, Problem
from routemap.shipped import shipped_journey

if TYPE_CHECKING:
    from pathlib import Path

CLEAN_TABLE = """name,latitude,longitude,arrival
Pyongyang,39.03,125.75,
Khasan,42.43,130.64,2023-09-12
"""
BROKEN_TABLE = """name,latitude,longitude,arrival
Pyongyang,91,125.75,12/09/2023
"""


@pytest.fixture
def clean_journey(tmp_path: Path) -> Path:
    table = tmp_path / "locations.csv"
    table.write_text(CLEAN_TABLE, encoding="utf-8")
    return table


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*ROUTEMAP, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_check_of_the_shipped_journey_is_clean() -> None:
    answer = run("check")
    assert answer.returncode == 0
    assert answer.stderr == f"{shipped_journey()}: 0 errors, 0 warnings\n"


def test_check_is_readable_where_the_output_has_few_letters(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(BROKEN_TABLE, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    (tmp_path / "평양").mkdir()
    (tmp_path / "평양" / "locations.csv").write_text(
        BROKEN_TABLE.replace("Pyongyang,91", "평양,91").replace("12/09", "열둘"), encoding="utf-8"
    )
    command = [*ROUTEMAP, "check", str(tmp_path / "평양")]
    answer = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
    assert answer.returncode == 1
    assert b"Traceback" not in answer.stderr
    assert rb"\uc5f4\ub458" in answer.stdout


def test_check_prints_each_error_on_a_line_and_exits_1(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").write_text(BROKEN_TABLE, encoding="utf-8")
    answer = run("check", str(tmp_path))
    assert answer.returncode == 1
    lines = answer.stdout.splitlines()
    assert len(lines) >= 2
    for line in lines:
        assert re.fullmatch(r"locations\.csv:\d+:\w*: .+; .+", line)


@pytest.mark.parametrize("name", ["events.csv", "sources.csv", "journey.toml"])
def test_a_file_that_is_only_part_of_a_journey_is_told_apart(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("date,headline\n", encoding="utf-8")
    answer = run("check", str(tmp_path / name))
    assert answer.returncode == 2
    assert f"{name} is only part of a journey; give its folder" in answer.stderr


def test_check_of_a_lone_table_with_warnings_only_exits_0(
    clean_journey: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    warning = Problem("locations.csv", 3, "arrival", "late", "look again", Level.WARNING)
    monkeypatch.setattr(
        tables, "check_journey", lambda _: tables.Report(journey=None, problems=(warning,))
    )
    assert cli.main(["check", str(clean_journey)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "locations.csv:3:arrival: late; look again (warning)\n"
    assert printed.err == f"{clean_journey}: 0 errors, 1 warning\n"


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_journey_that_is_not_there_is_wrong_use(command: str, tmp_path: Path) -> None:
    answer = run(command, str(tmp_path / "nowhere"))
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    assert "nowhere" in answer.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["check", "--che"], ["serve", "--port", "x"], ["serve", "--port=-1"]]
)
def test_wrong_use_exits_2_without_a_stack_trace(arguments: list[str]) -> None:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["serve", "--help"]])
def test_help_states_the_exit_codes(arguments: list[str]) -> None:
    answer = run(*arguments)
    assert answer.returncode == 0
    assert "0 done, perhaps with warnings; 1 errors; 2 wrong use" in " ".join(answer.stdout.split())


def test_version_is_that_of_the_project() -> None:
    citation = (CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {version('routemap')}\n" in citation
    assert run("--version").stdout == f"routemap {version('routemap')}\n"


def test_python_runs_the_package_as_the_command(clean_journey: Path) -> None:
    for arguments in (["--help"], ["check", str(clean_journey)], ["check", "nowhere"]):
        command = [sys.executable, "-m", "routemap", *arguments]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        same = run(*arguments)
        assert (answer.returncode, answer.stdout, answer.stderr) == (
            same.returncode,
            same.stdout,
            same.stderr,
        )
    assert answer.returncode == 2


def test_check_waits_for_no_web_server_and_no_data_frame(clean_journey: Path) -> None:
    script = (
        "import sys; from routemap.cli.main import main; main(['check', sys.argv[1]]);"
        "print(*{'streamlit', 'pandas', 'folium', 'starlette'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, str(clean_journey)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert answer.stdout.splitlines()[-1] == ""


def test_serve_answers_from_a_folder_without_settings(clean_journey: Path) -> None:
    with serving([*ROUTEMAP, "serve", str(clean_journey), "--port", "0"]) as server:
        assert server.address.startswith("http://localhost:")
        with urllib.request.urlopen(server.address, timeout=START_SECONDS) as answer:
            assert answer.status == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_stops_serving_without_a_stack_trace(clean_journey: Path) -> None:
    with serving([*ROUTEMAP, "serve", str(clean_journey), "--port", "0"]) as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=START_SECONDS) == 0
        printed = server.log.read_text(encoding="utf-8")
    assert "Traceback" not in printed
    assert "Aborted" not in printed


def test_a_port_that_is_taken_gives_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = run("serve", "--port", str(port))
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert f"localhost, port {port}" in answer.stderr


def test_a_host_that_is_not_there_gives_one_line() -> None:
    answer = run("serve", "--host", "no-such-host.invalid")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1


def test_the_checkout_asks_the_same_of_streamlit_as_the_command() -> None:
    config = tomllib.loads((CHECKOUT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert _flat(config) == streamlit_options()


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "localhost"), ("::", "localhost"), ("::1", "[::1]"), ("10.0.0.7", "10.0.0.7")],
)
def test_visitors_are_sent_to_an_address_that_a_browser_can_open(host: str, address: str) -> None:
    options = streamlit_options(host)
    assert options["server.address"] == host
    assert options["browser.serverAddress"] == address


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in table.items():
        name = prefix + key
        flat |= _flat(value, f"{name}.") if isinstance(value, dict) else {name: value}
    return flat


def test_a_name_no_file_can_have_is_answered_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["check", "x" * 5000]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_journey_behind_a_closed_door_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stat = pathlib.Path.stat

    def refuse(path: Path, **options: bool) -> os.stat_result:
        if path == tmp_path:
            raise PermissionError(13, "Permission denied")
        return stat(path, **options)

    monkeypatch.setattr(pathlib.Path, "stat", refuse)
    assert cli.main(["check", str(tmp_path)]) == 2
    hint = "ask for permission, or choose another place"
    assert capsys.readouterr().err == f"routemap: {tmp_path}: permission denied; {hint}\n"


def test_a_journey_that_is_locked_while_it_is_read_gives_one_line(
    clean_journey: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tables, "check_journey", refuse)
    assert cli.main(["check", str(clean_journey)]) == 1
    assert capsys.readouterr().err == (
        f"routemap: {clean_journey}: permission denied; "
        "ask for permission, or choose another place\n"
    )


def test_a_fault_of_ours_is_told_without_words_of_a_table(
    clean_journey: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = "\x1b[2J: no such cell"

    def fail(_: Path) -> None:
        raise TypeError(cell)

    monkeypatch.setattr(tables, "check_journey", fail)
    assert cli.main(["check", str(clean_journey)]) == 1
    printed = capsys.readouterr().err
    bug = "routemap: this is a bug in routemap; please report these lines\nTypeError\n"
    assert printed.startswith(bug)
    assert "test_cli.py" in printed
    assert "no such cell" not in printed


def test_a_folder_in_place_of_the_table_of_stops_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "locations.csv").mkdir()
    answer = run("check", str(tmp_path))
    assert answer.returncode == 1
    assert answer.stdout == ("locations.csv:0:: this is not a file; put a file of this name here\n")

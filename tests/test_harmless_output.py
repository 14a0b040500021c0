"""Words of tables, files and addresses give a terminal or a log no orders."""

from __future__ import annotations

import re
import socket
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from browser import ROUTEMAP, serving
from commands import run
from routemap.geocoding import nominatim

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

TABLE = "name,latitude,longitude,arrival\nRome,41.9,12.5,1717\nPisa,43.7,10.4,1718\n"
ORDERS = "\x1b]0;evil\x07\x1b[2J\x9b31m\u202e\r\u2028\x08"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "journey"
    made.mkdir()
    (made / "locations.csv").write_text(TABLE, encoding="utf-8")
    return made


def assert_harmless(answer: subprocess.CompletedProcess[str]) -> None:
    said = (answer.stdout + answer.stderr).replace("\n", "")
    assert [
        f"{ord(character):04X}"
        for character in said
        if unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"} or character == "\u202e"
    ] == []
    assert re.search(r"<U\+00(1B|08)>|\\x1b", said)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "told",
    [["check"], ["check", "--format", "json"], ["export", "-o", "maps", "--format", "png"],
     ["publish", "-o", "site"], ["import", "-o", "new"], ["geocode"]],
    ids=" ".join,
)  # fmt: skip
def test_neither_words_nor_names_of_files_give_a_terminal_orders(
    tmp_path: Path, told: list[str]
) -> None:
    odd = tmp_path / f"j{ORDERS}.csv"
    cells = f'name,country{ORDERS},latitude,longitude,arrival\n"x{ORDERS}",y,91{ORDERS},,{ORDERS}\n'
    odd.write_text(cells, encoding="utf-8")
    assert_harmless(run(*told, odd, cwd=tmp_path, typed="\n\n"))


@pytest.mark.parametrize(
    "told",
    [["new"], ["export", "-o"], ["publish", "-o", "site", "--base-url"],
     ["export", "-o", "a.png", "--date"], ["export", "-o", "a.png", "--preset"],
     ["export", "-o", "a.png", "--without"], ["export", "-o", "a", "--format"], ["serve", "--port"],
     ["serve", "--allowed-hosts"], ["serve", "--base-path"], ["check", "--format"], ["serve"],
     ["serve", "--host"], []],
    ids=" ".join,
)  # fmt: skip
def test_what_was_typed_comes_back_without_orders(tmp_path: Path, told: list[str]) -> None:
    answer = run(*told, f"{ORDERS}x", cwd=tmp_path)
    assert_harmless(answer)


def test_a_place_is_asked_for_by_its_name_and_no_more(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(f'name,latitude,longitude\n"Pisa{ORDERS}",,\n', encoding="utf-8")
    answer = run("geocode", table, typed="q\n")
    assert_harmless(answer)
    assert "row 2: Pisa<U+001B>" in answer.stdout


def test_letters_of_all_scripts_stay_as_they_are(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,latitude,longitude\nمی‌خواهم 평양 Łódź,,\n", encoding="utf-8")
    assert "row 2: می‌خواهم 평양 Łódź" in run("geocode", table, typed="q\n").stdout


def test_the_log_of_a_server_takes_no_orders_from_an_address(folder: Path) -> None:
    with serving([*ROUTEMAP, "serve", str(folder), "--port", "0"]) as server:
        port = urlsplit(server.address).port
        opening = (
            b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nOrigin: http://\x1b[2Jevil\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: \x1b[2J\r\n"
            b"Sec-WebSocket-Version: \x1b[2J"
        )
        for line in (
            b"GET /%1b]0;evil%07%0d%0aevil HTTP/1.1\r\nHost: localhost",
            b"GET /\x1b]0;evil\x07 HTTP/1.1\r\nHost: localhost",
            b"GET /map.png?date=%1b[2J%0aevil HTTP/1.1\r\nHost: localhost",
            b"GET / HTTP/1.1\r\nHost: \x1b]0;evil\x07",
            b"\x1b]0;evil\x07 / HTTP/1.1\r\nHost: localhost",
            opening,
            b"GET /media/%1b[2J HTTP/1.1\r\nHost: localhost",
            b"GET /component/%1b[2J/%0aevil HTTP/1.1\r\nHost: localhost",
        ):
            with socket.create_connection(("localhost", port), timeout=10) as asking:
                asking.sendall(line + b"\r\nConnection: close\r\n\r\n")
                asking.recv(65536)
        log = server.log.read_text(encoding="utf-8")
    assert {character for character in log if unicodedata.category(character) == "Cc"} <= {"\n"}
    assert "evil" not in log


def test_what_is_kept_of_nominatim_is_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nominatim, "write_whole", _fail)
    answers = nominatim.AnswersOnDisk(tmp_path / "nominatim.json")
    answers["Pisa"] = []  # where nothing can be written, it is asked for again
    assert list(tmp_path.iterdir()) == []


def _fail(path: Path, content: bytes) -> None:
    raise OSError(28, "No space left on device", str(path), content and None)

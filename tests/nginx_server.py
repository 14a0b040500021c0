"""A real nginx with a configuration of `deploy/`, everything it writes in a folder of ours."""

from __future__ import annotations

import getpass
import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from browser import CHECKOUT
from outside_readers import program_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

DEPLOY = CHECKOUT / "deploy"
_WAIT_SECONDS = 5

# What a distribution's nginx.conf has round our files.
_AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@contextmanager
def static_nginx(folder: Path, site: Path) -> Iterator[str]:
    """Hand out a published folder; `folder` is for what nginx writes. Give the address."""
    configuration = (DEPLOY / "static" / "nginx.conf").read_text(encoding="utf-8")
    with _nginx(folder, configuration.replace("/var/www/trip", str(site))) as address:
        yield address


@contextmanager
def workers_nginx(
    folder: Path,
    ports: tuple[int, int],
    *,
    extra: str = "",
    changed: Mapping[str, str] | None = None,
    edited: Callable[[str], str] = str,
) -> Iterator[str]:
    """Stand before two workers; give the address.

    `extra` is told with what needs a session, `changed` are words and what stands in their place,
    and `edited` is done to the whole before.
    """
    (folder / "cache").mkdir()
    ours = {
        **(changed or {}),
        "127.0.0.1:8501": f"localhost:{ports[0]}",
        "127.0.0.1:8502": f"localhost:{ports[1]}",
        "/var/cache/nginx/": f"{folder}/cache/",
        "/etc/nginx/": f"{folder}/",
    }
    for file in (DEPLOY / "workers").glob("*.conf"):
        text = file.read_text(encoding="utf-8")
        text = edited(text) if file.name == "nginx.conf" else text
        for written, replaced in ours.items():
            text = text.replace(written, replaced)
        (folder / file.name).write_text(text, encoding="utf-8")
    configuration = (folder / "nginx.conf").read_text(encoding="utf-8")
    told = "add_header Set-Cookie $routemap_new_visitor;"
    with _nginx(folder, configuration.replace(told, f"{told} {extra}")) as address:
        yield address


@contextmanager
def _nginx(folder: Path, configuration: str) -> Iterator[str]:
    program = program_at("nginx")
    port, inner = _free_port(), _free_port()
    site = re.sub(r"listen 80\b", f"listen 127.0.0.1:{port}", configuration)
    site = site.replace("server_name trip.example.org;", "server_name trip.example.org 127.0.0.1;")
    site = site.replace("127.0.0.1:8500", f"127.0.0.1:{inner}")
    (folder / "site.conf").write_text(site, encoding="utf-8")
    main = folder / "main.conf"
    # Started by root, nginx would become somebody who may not enter the folder.
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    main.write_text(_AROUND.format(folder=folder, user=user), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(main)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("nginx did not start", pytrace=False)

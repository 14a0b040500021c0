"""``routemap serve``: the dashboard, until it is interrupted."""

from __future__ import annotations

import argparse
import os
import re
import socket

from routemap.cli.exit_status import CLEAN, ended_by_ctrl_c
from routemap.tables.problems import reason

PURPOSE = "show a journey in the dashboard"
_LAST_PORT = 65535
_NO_HOST = "no such host; choose another with --host"
_HOST = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f.]*:[0-9a-f:.]+")
_BASE_PATH = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments beside the journey."""
    parser.add_argument(
        "--port",
        type=_port,
        metavar="N",
        help="port to listen on, 0 for any free one (default: the first free one from 8501)",
    )
    parser.add_argument(
        "--host",
        default="localhost",
        help="name or address to listen on (default: localhost, for this machine only); "
        "with 0.0.0.0, every address, also give --allowed-hosts",
    )
    parser.add_argument(
        "--allowed-hosts",
        type=_hosts,
        default=[],
        metavar="NAMES",
        help="the host names in visitors' addresses, separated by commas: trip.example.org, or "
        "*.example.org for all its subdomains; requests for other hosts are refused (always "
        "allowed: this machine's own names and --host)",
    )
    parser.add_argument(
        "--public",
        action="store_true",
        help="allow scripts of all web sites to read pictures and data of the journey (without "
        "it, other sites open in a visitor's browser learn nothing of the journey)",
    )
    parser.add_argument(
        "--base-path",
        type=_base_path,
        default="",
        metavar="PATH",
        help="what all addresses begin with, such as maps/trip, behind a web server that passes "
        "on only those",
    )
    parser.add_argument(
        "--no-watch",
        action="store_true",
        help="do not reload open pages when a table changes (for many readers)",
    )


def run(chosen: argparse.Namespace) -> None:
    """Serve until interrupted.

    Raises
    ------
    ValueError
        If nobody can listen on this host and port.
    """
    _refuse_unless_free(chosen.host, chosen.port)
    with ended_by_ctrl_c(CLEAN, str):  # the usual way to stop a server
        from routemap.app.options import run_dashboard, streamlit_options
        from routemap.server.loading import JOURNEY_VARIABLE, WATCH_VARIABLE
        from routemap.server.routes import PUBLIC_VARIABLE
        from routemap.tables.house_style import style_of

        os.environ[JOURNEY_VARIABLE] = str(chosen.journey.resolve())
        os.environ[WATCH_VARIABLE] = "0" if chosen.no_watch else "1"
        os.environ[PUBLIC_VARIABLE] = "1" if chosen.public else "0"
        style = style_of(chosen.journey)
        options = streamlit_options(chosen.host, chosen.allowed_hosts, chosen.base_path, style)
        if chosen.port is not None:
            options["server.port"] = chosen.port
        run_dashboard(options)


def _refuse_unless_free(host: str, port: int | None) -> None:
    """Raise ValueError if nobody can listen there: Streamlit would answer with a stack trace."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":  # there it would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port or 0))
        except (TypeError, ValueError, socket.gaierror) as error:  # no name, or not a known one
            raise ValueError(f"cannot listen on {host}: {_NO_HOST}") from error
        except OSError as error:
            where = f"{host}, port {port}" if port else host
            hint = "choose another with --port or --host"
            message = f"cannot listen on {where}: {reason(error).lower()}; {hint}"
            raise ValueError(message) from error


def _hosts(text: str) -> list[str]:
    names = [name.strip(" []").lower() for name in text.split(",") if name.strip()]
    for name in names:
        if not _HOST.fullmatch(name):
            message = f"{name!r} is not a host name; write it as trip.example.org, without a port"
            raise argparse.ArgumentTypeError(message)
    return names


def _base_path(text: str) -> str:
    path = text.strip("/")
    if path and not _BASE_PATH.fullmatch(path):
        message = f"{text!r} is not a path; use letters, digits, “-” and “/”, as in maps/trip"
        raise argparse.ArgumentTypeError(message)
    return path


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= _LAST_PORT:
        return int(text)
    message = f"{text!r} is not a port; give a number from 0 to {_LAST_PORT}"
    raise argparse.ArgumentTypeError(message)

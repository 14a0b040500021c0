"""The commands: ``routemap check``, ``export``, ``publish`` and ``serve``.

What a command needs is imported when it runs, so that checking tables waits for no web server.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from routemap import __version__
from routemap.atomic_file import written
from routemap.cli.exit_status import drop_output, ended_by_ctrl_c, obstacle, stopped, though_written
from routemap.cli.terminal import STANDARD_OUTPUT, harmless, remark
from routemap.shipped import shipped_journey

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN, ERRORS, WRONG_USE = 0, 1, 2

_ON_A_FILE, _ON_A_JOURNEY = ("new", "import", "geocode"), ("check", "export", "publish")
_EXIT_CODES = "exit codes: 0 clean or warnings only, 1 errors, 2 wrong use"
_LAST_PORT = 65535
_NO_HOST = "no such host; choose another with --host"
_HOST = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f.]*:[0-9a-f:.]+")
_BASE_PATH = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name and return its exit code."""
    written.clear()
    try:
        with ended_by_ctrl_c(ERRORS, stopped):  # which is how a long film is stopped
            _print_all_letters()
            exit_code = _run(_parser().parse_args(arguments))
            sys.stdout.flush()
    except KeyboardInterrupt:  # just before that was set up, or after
        print(f"\n{stopped()}", end="", file=sys.stderr)
        return ERRORS
    except BrokenPipeError:  # who reads our output has enough, as `head` has
        drop_output()
        return ERRORS
    except OSError as error:
        drop_output()
        return _complain(obstacle(error, STANDARD_OUTPUT), ERRORS)
    return exit_code


def _print_all_letters() -> None:
    """Where Windows sends output to a file, its encoding has few letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command in _ON_A_FILE:
        return write(chosen)
    journey: Path = chosen.journey
    missing = _obstacle_to_finding(journey)
    if missing:
        return _complain(f"{missing}; give a journey's folder or its CSV file", WRONG_USE)
    part = _part_of_a_journey(journey)
    if part:
        return _complain(
            f"{part} is only part of a journey; give the folder it lies in, or a table of stops",
            WRONG_USE,
        )
    if chosen.command in _ON_A_JOURNEY:
        return write(chosen)
    return serve(chosen)


def serve(chosen: argparse.Namespace) -> int:
    """Show the journey in the dashboard until interrupted."""
    in_the_way = _obstacle_to_listening(chosen.host, chosen.port)
    if in_the_way:
        return _complain(in_the_way, ERRORS)
    with ended_by_ctrl_c(CLEAN, str):  # which is how a server is stopped
        _serve(chosen)
    return CLEAN


def _serve(chosen: argparse.Namespace) -> None:
    from streamlit.web import cli as streamlit

    from routemap.app.options import streamlit_options
    from routemap.server.loading import JOURNEY_VARIABLE, WATCH_VARIABLE
    from routemap.server.routes import PUBLIC_VARIABLE

    os.environ[JOURNEY_VARIABLE] = str(chosen.journey.resolve())
    os.environ[WATCH_VARIABLE] = "0" if chosen.no_watch else "1"
    os.environ[PUBLIC_VARIABLE] = "1" if chosen.public else "0"
    options = streamlit_options(chosen.host, chosen.allowed_hosts, chosen.base_path)
    if chosen.port is not None:
        options["server.port"] = chosen.port
    app = Path(__file__).parents[1] / "app" / "app.py"
    flags = [
        f"--{name}={value}"
        for name, told in options.items()
        for value in (told if isinstance(told, list) else [told])
    ]
    streamlit.main(["run", str(app), *flags], prog_name="streamlit", standalone_mode=False)


def write(chosen: argparse.Namespace) -> int:
    """Run a command that reads or writes files, and say what could not be done.

    In one line, or in one for each problem of the tables, as `check` prints them.
    """
    from routemap.errors import DrawingError, JourneyError

    try:
        is_clean = _commands()[chosen.command].run(chosen)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _complain(obstacle(error) + though_written(), ERRORS)
    except JourneyError as error:
        first, *others = error.problems
        _complain(str(first), ERRORS)
        for other in others:
            remark(other)
        return ERRORS
    except (ValueError, DrawingError) as error:
        return _complain(f"{error}{though_written()}", ERRORS)
    return ERRORS if is_clean is False else CLEAN


def _part_of_a_journey(journey: Path) -> str:
    """Return the name of a file that adds to a table of stops and cannot stand alone, else ""."""
    from routemap.tables.folder import FILE_ORDER, LOCATIONS

    beside = {name for name in FILE_ORDER if name != LOCATIONS}
    return journey.name if journey.name in beside and journey.is_file() else ""


def _obstacle_to_finding(journey: Path) -> str:
    try:
        journey.stat()
    except FileNotFoundError:
        return f"there is no folder or file {journey}"
    except OSError as error:  # a name too long, a folder that may not be entered
        return f"{journey} cannot be opened ({error.strerror or error})"
    if not (journey.is_dir() or journey.is_file()):
        return f"{journey} is neither a folder nor a file"
    return ""


def _obstacle_to_listening(host: str, port: int | None) -> str | None:
    """Return why nobody can listen on `host` and `port`, or None.

    Asked beforehand: Streamlit answers with a log entry or a stack trace.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":  # there it would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port or 0))
        except (TypeError, ValueError):  # letters or lengths that no name has
            return f"cannot listen on {host}: {_NO_HOST}"
        except OSError as error:
            where = f"{host}, port {port}" if port else host
            return f"cannot listen on {where}: {_reason(error)}"
    return None


def _reason(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return _NO_HOST
    reason = (error.strerror or str(error)).lower()
    return f"{reason}; choose another with --port or --host"


def _complain(what: str, exit_code: int) -> int:
    print(f"routemap: {harmless(what)}", file=sys.stderr)
    return exit_code


class _Parser(argparse.ArgumentParser):
    """Repeats what was typed without what a terminal would obey."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Say why, and end."""
        super().exit(status, f"{harmless(message.strip())}\n" if message else None)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="routemap",
        description="Turn a folder of tables into a map.",
        epilog=_EXIT_CODES,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"routemap {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    for name, module in _commands().items():
        add = _command if name in _ON_A_FILE else _command_on_journey
        module.add_arguments(add(commands, name, module.PURPOSE))

    serving = _command_on_journey(commands, "serve", "show a journey in the dashboard")
    serving.add_argument(
        "--port",
        type=_port,
        metavar="N",
        help="port to listen on, 0 for any free one (default: the first free one from 8501)",
    )
    serving.add_argument(
        "--host",
        default="localhost",
        help="name or address to listen on (default: localhost, this machine only); for 0.0.0.0, "
        "all there are, say with --allowed-hosts what visitors call them",
    )
    serving.add_argument(
        "--allowed-hosts",
        type=_hosts,
        default=[],
        metavar="NAMES",
        help="names that visitors use, by commas: trip.example.org, or *.example.org for all "
        "beneath it (always: this machine's own, and --host); others get a refusal",
    )
    serving.add_argument(
        "--public",
        action="store_true",
        help="the journey is no draft: scripts of all web sites may read its pictures and data "
        "(without it, a page of another site in the same browser learns nothing of the journey)",
    )
    serving.add_argument(
        "--base-path",
        type=_base_path,
        default="",
        metavar="PATH",
        help="what all addresses begin with, as maps/trip, where a web server in front hands on "
        "only those",
    )
    serving.add_argument(
        "--no-watch",
        action="store_true",
        help="open pages do not load again by themselves when a table changes (for many readers)",
    )
    return parser


def _commands() -> dict[str, Any]:
    """Return the modules of the commands that read or write files, in the order of the help."""
    from routemap.cli import check, export, geocode, import_, new, publish

    return {
        "new": new,
        "import": import_,
        "geocode": geocode,
        "check": check,
        "export": export,
        "publish": publish,
    }


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, purpose: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=purpose,
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog=_EXIT_CODES,
        allow_abbrev=False,
    )


def _command_on_journey(
    commands: argparse._SubParsersAction[_Parser], name: str, purpose: str
) -> argparse.ArgumentParser:
    command = _command(commands, name, purpose)
    command.add_argument(
        "journey",
        nargs="?",
        type=Path,
        default=shipped_journey(),
        metavar="JOURNEY",
        help="a journey's folder or its CSV file (default: the shipped journey)",
    )
    return command


def _hosts(text: str) -> list[str]:
    names = [name.strip(" []").lower() for name in text.split(",") if name.strip()]
    for name in names:
        if not _HOST.fullmatch(name):
            message = f"{name!r} is no name of a host; give it as trip.example.org, no port"
            raise argparse.ArgumentTypeError(message)
    return names


def _base_path(text: str) -> str:
    path = text.strip("/")
    if path and not _BASE_PATH.fullmatch(path):
        message = f"{text!r} is no path; give letters, digits, “-” and “/”, as maps/trip"
        raise argparse.ArgumentTypeError(message)
    return path


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= _LAST_PORT:
        return int(text)
    message = f"{text!r} is no port; give a number from 0 to {_LAST_PORT}"
    raise argparse.ArgumentTypeError(message)

"""The command `routemap`, and what its subcommands have in common.

What a command needs is imported when it runs, so that checking tables waits for no web server.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from routemap import __version__
from routemap.atomic_file import written
from routemap.cli import check, export, follows, geocode, import_, new, publish, serve
from routemap.cli.exit_status import (
    CLEAN,
    ERRORS,
    WRONG_USE,
    drop_output,
    ended_by_ctrl_c,
    obstacle,
    stopped,
    though_written,
)
from routemap.cli.terminal import STANDARD_OUTPUT, harmless, remark
from routemap.errors import DrawingError, JourneyError, ParameterError, trace_of
from routemap.shipped import shipped_journey
from routemap.tables.problems import grouped

_COMMANDS = {
    "new": new,
    "import": import_,
    "geocode": geocode,
    "check": check,
    "follows": follows,
    "export": export,
    "publish": publish,
    "serve": serve,
}
"""The modules of the commands, in the order of the help."""
_WITHOUT_JOURNEY = ("new", "import", "geocode")
_WEST = re.compile(r"-[\d.]+,")
_EXIT_CODES = "exit codes: 0 done, perhaps with warnings; 1 errors; 2 wrong use"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name and return its exit code."""
    written.clear()
    try:
        with ended_by_ctrl_c(ERRORS, stopped):  # the usual way to stop a long film
            _print_all_letters()
            given = sys.argv[1:] if arguments is None else arguments
            exit_code = _run(_parser().parse_args(_with_values_joined(given)))
            sys.stdout.flush()
    except KeyboardInterrupt:  # just before that was set up, or after
        print(f"\n{stopped()}", end="", file=sys.stderr)
        return ERRORS
    except BrokenPipeError:  # the reader of our output has enough, as `head` has
        drop_output()
        return ERRORS
    except OSError as error:
        drop_output()
        return _complain(obstacle(error, STANDARD_OUTPUT))
    except Exception as fault:  # noqa: BLE001  its message may quote a table, so it is not printed
        _complain(f"this is a bug in routemap; please report these lines{though_written()}")
        for line in trace_of(fault).splitlines():
            remark(line)
        return ERRORS
    return exit_code


def _with_values_joined(arguments: Sequence[str]) -> list[str]:
    """Join an option to the degrees that follow it: argparse takes `-10,40,0,50` for an option."""
    joined: list[str] = []
    for each in arguments:
        if _WEST.match(each) and joined and joined[-1].startswith("--"):
            joined[-1] += f"={each}"
        else:
            joined.append(each)
    return joined


def _print_all_letters() -> None:
    """Escape letters that the encoding of the output lacks, as that of files on Windows does."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(chosen: argparse.Namespace) -> int:
    """Run a command, and say in one line, or one for each problem, what it could not do."""
    path = getattr(chosen, "journey", None)
    if path and (misuse := _not_a_journey(path)):
        return _complain(misuse, WRONG_USE)
    try:
        is_clean = _COMMANDS[chosen.command].run(chosen)
    except BrokenPipeError:
        raise
    except OSError as error:
        return _complain(obstacle(error, str(path or "")) + though_written())
    except JourneyError as error:
        first, *others = grouped(error.problems)
        _complain(str(first))
        for other in others:
            remark(other)
        return ERRORS
    except ParameterError as error:
        return _complain(f"{error}{though_written()}", WRONG_USE)
    except (ValueError, DrawingError) as error:
        return _complain(f"{error}{though_written()}")
    return ERRORS if is_clean is False else CLEAN


def _not_a_journey(path: Path) -> str:
    """Return why a path holds no journey and what to do, "" if it may."""
    from routemap.tables.folder import FILE_ORDER, LOCATIONS

    hint = "give a journey's folder, a ZIP of it, or its CSV file"
    try:
        path.stat()
    except FileNotFoundError:
        return f"there is no folder or file {path}; {hint}"
    except OSError as error:  # a name too long, a folder that may not be entered
        return obstacle(error, str(path))
    if path.is_dir():
        return ""
    if not path.is_file():
        return f"{path} is neither a folder nor a file; {hint}"
    if path.name in FILE_ORDER and path.name != LOCATIONS:
        return f"{path.name} is only part of a journey; give its folder, or a table of stops"
    return _not_a_journey_yet(path)


def _not_a_journey_yet(path: Path) -> str:
    """Return what to do with a file of another format, "" if it may be a journey."""
    if path.suffix.lower() in {"", ".csv", ".tsv", ".txt", ".zip"}:
        return ""
    from routemap.formats.registry import ENDINGS

    is_known = path.suffix.lower().lstrip(".") in ENDINGS
    return f"{path.name} is no journey yet; bring it in with `routemap import`" if is_known else ""


def _complain(message: str, exit_code: int = ERRORS) -> int:
    print(f"routemap: {harmless(message)}", file=sys.stderr)
    return exit_code


class _Parser(argparse.ArgumentParser):
    """A parser whose messages repeat nothing that a terminal would obey."""

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Print the message, and end."""
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
    for name, module in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=module.PURPOSE,
            description=f"{module.PURPOSE[0].upper()}{module.PURPOSE[1:]}.",
            epilog=_EXIT_CODES,
            allow_abbrev=False,
        )
        if name not in _WITHOUT_JOURNEY:
            command.add_argument(
                "journey",
                nargs="?",
                type=Path,
                default=shipped_journey(),
                metavar="JOURNEY",
                help="a journey's folder, a ZIP of it, or its CSV file (default: the shipped "
                "journey)",
            )
        module.add_arguments(command)
    return parser

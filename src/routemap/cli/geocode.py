"""``routemap geocode``: coordinates for places without, proposed and accepted one by one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from routemap.atomic_file import write_whole
from routemap.cli.exit_status import interrupted_by_ctrl_c
from routemap.cli.terminal import answer, ask, remark
from routemap.geocoding.places_table import MissingPlace, PlacesTable
from routemap.geocoding.proposal import Proposal

PURPOSE = "fill in missing coordinates: propose places, and ask which is meant"
_LANGUAGE = "en"
_QUIT, _ONLINE, _YES = "q", "o", "y"
_MOST_REFUSED = 3  # answers at a place; a program that types goes on for ever


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a table of places (csv, tsv, xlsx) or a journey's folder",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="NEW",
        help="the new table to write (default: the name of FILE with -geocoded.csv)",
    )


def run(chosen: argparse.Namespace) -> bool:
    """Ask for each place and write the new table; return whether all places have coordinates.

    Raises
    ------
    ValueError
        If the file is no table of places, or the new one already exists.
    OSError
        If a file cannot be read or written.
    """
    from routemap.formats.registry import import_path
    from routemap.geocoding.places_table import PlacesTable, table_bytes
    from routemap.tables.folder import LOCATIONS
    from routemap.tables.problems import listed

    path: Path = chosen.file / LOCATIONS if chosen.file.is_dir() else chosen.file
    output: Path = chosen.output or path.with_name(f"{path.stem}-geocoded.csv")
    if output.exists():
        raise ValueError(f"{output} already exists; name another with --output")
    table = import_path(path).table
    if table is None:
        raise ValueError(f"{path.name} is not a table; make one with `routemap import`")
    places = PlacesTable(table)
    if places.foreign:
        raise ValueError(
            f"{path.name} has columns that a journey calls otherwise ({listed(places.foreign)}); "
            f"bring it in with `routemap import {path.name} -o FOLDER`, then geocode that folder"
        )
    wanted = places.missing()
    accepted = _Questions(places).accepted()
    if accepted:
        filled = places.with_positions(accepted)
        write_whole(output, table_bytes(filled))
        places_asked = f"{len(wanted)} place{'s' if len(wanted) > 1 else ''}"
        answer(f"{output}: filled in coordinates of {len(accepted)} of {places_asked}")
        _tell_sources(accepted)
    elif wanted:
        remark("nothing was filled in, so nothing was written")
    else:
        remark(f"all places in {path.name} have coordinates")
    return len(accepted) == len(wanted)


class _Questions:
    """The questions on the terminal, one for each place.

    What has been accepted is kept, even if the rest is cancelled or a search fails.
    """

    def __init__(self, places: PlacesTable) -> None:
        self._places = places
        self._accepted: dict[int, Proposal] = {}
        self._may_search = False

    def accepted(self) -> dict[int, Proposal]:
        """Ask, and return the accepted proposals by row."""
        try:
            with interrupted_by_ctrl_c():
                for wanted in self._places.missing_in_turn(self._accepted):
                    self._ask(wanted)
        except (EOFError, KeyboardInterrupt):
            answer()
        return self._accepted

    def _ask(self, wanted: MissingPlace) -> None:
        from routemap.geocoding.candidates import proposals

        places = list(proposals(wanted))
        answer()
        answer(f"row {wanted.row_number}: {wanted.name}")
        has_searched = False
        refused = 0
        while refused < _MOST_REFUSED:
            _show(wanted, places)
            typed = ask(_question(len(places), can_search=not has_searched))
            if typed == _QUIT:
                raise EOFError
            if not typed:
                return
            if typed.isdecimal() and 1 <= int(typed) <= len(places):
                self._accepted[wanted.row] = places[int(typed) - 1]
                return
            if typed == _ONLINE and not has_searched and self._agreed():
                has_searched = True
                places += self._searched(wanted)
            else:
                refused += 1
                remark("that is not one of the answers")
        remark(f"row {wanted.row_number} is skipped: {_MOST_REFUSED} answers were none")

    def _agreed(self) -> bool:
        """Ask, until the answer is yes, whether names may be sent."""
        from routemap.geocoding.nominatim import server

        if not self._may_search:
            question = f"the names you search for are sent to {server()}; go on? (y, n) "
            self._may_search = ask(question) == _YES
        return self._may_search

    def _searched(self, wanted: MissingPlace) -> list[Proposal]:
        from routemap.errors import SearchError
        from routemap.geocoding.candidates import in_likely_order
        from routemap.geocoding.nominatim import AnswersOnDisk, search

        try:
            found = search(wanted.name, AnswersOnDisk())
        except SearchError as problem:
            remark(problem)
            return []
        if not found:
            remark(f"Nominatim knows no place called “{wanted.name}”")
        return in_likely_order(found, wanted)


def _show(wanted: MissingPlace, places: Sequence[Proposal]) -> None:
    from routemap.geocoding.candidates import place_words, reasons

    for number, place in enumerate(places, 1):
        answer(f"  {number}  {place_words(place, _LANGUAGE)}")
        answer(f"     {' · '.join(reasons(place, wanted, places, _LANGUAGE))}")
    if not places:
        answer("  no place of this name is known")


def _question(places: int, *, can_search: bool) -> str:
    choices = [f"1-{places}"] if places > 1 else ["1"] * places
    choices += [f"{_ONLINE} to ask OpenStreetMap"] * can_search
    return f"Which? ({', '.join((*choices, 'Enter for none', f'{_QUIT} to stop'))}) "


def _tell_sources(accepted: Mapping[int, Proposal]) -> None:
    """Print the rows of `sources.csv` for the accepted proposals."""
    from routemap.tables.csv_text import csv_text

    sources = dict.fromkeys(place.source for place in accepted.values())
    answer("their sources, for sources.csv (reference,citation,url):")
    rows = ((each.id, each.citation, each.url) for each in sources)
    for line in csv_text(rows).rstrip("\n").split("\n"):
        answer(line)

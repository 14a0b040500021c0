"""Where a phone was, day after day: stays become stops, and moves between them legs.

Bounded while it is read: what lies outside the dates asked for, or was too short a stay, is counted
and forgotten.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from routemap.errors import ForeignFileError, ParameterError
from routemap.formats.account import Account
from routemap.formats.features import POSITION_COLUMNS, coordinates
from routemap.formats.imported import Imported, JourneyRows, refuse_many_positions
from routemap.geo import Point
from routemap.geo.geodesic import geodesic_path, sphere_distance_km
from routemap.model.journey import Basis
from routemap.tables.cells import Cells
from routemap.tables.ids import free_id, slug
from routemap.tables.limits import MOST_POSITIONS
from routemap.tables.values import number_text
from routemap.tables.writer import lines_geometry

MOST_STAYS = 5_000
"""As many stops as the dashboard opens of a journey that a visitor brings."""
_DECIMALS = 4  # of degrees, for two positions to be one place: 11 m
_LONG_GAP = 1.0  # degrees
_SHORTEST_KM = 0.001
_OUTSIDE = "outside the dates asked for"
_NOT_BETWEEN = "not between two stops"
_TOO_SHORT = "shorter than the straight line between the stops"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a recording is wanted.

    `first` and `last` are days, both included, None where there is no bound; `at_least` is the
    shortest stay that is a stop.
    """

    first: date | None = None
    last: date | None = None
    at_least: timedelta = timedelta(hours=2)

    def has(self, begin: datetime, end: datetime) -> bool:
        """Tell whether a time lies within the dates, in part or whole."""
        is_after = self.first is not None and end.date() < self.first
        is_before = self.last is not None and begin.date() > self.last
        return not (is_after or is_before)


class Stay(NamedTuple):
    """A stay at a place; `place` is the same for all stays there, as far as the file knows."""

    begin: datetime
    end: datetime
    point: Point
    name: str
    place: str = ""
    accuracy_km: float | None = None


class Way(NamedTuple):
    """Where a move led: the positions between its ends, and the ends, as far as they are known."""

    line: tuple[Point, ...] = ()
    ends: tuple[Point, ...] = ()


class Move(NamedTuple):
    """A move by one means of travel; `km` is None where the file does not say."""

    begin: datetime
    end: datetime
    mode: str
    km: float | None = None
    way: Way = Way()


class Fix(NamedTuple):
    """A position at a time, in seconds since 1970."""

    seconds: float
    point: Point


@dataclass(slots=True)
class Recording:
    """What is wanted of a recording; `source` is who made it, by name and by the id it gets."""

    title: str
    source: str
    wanted: Wanted
    account: Account = field(default_factory=Account)
    _stays: list[Stay] = field(default_factory=list)
    _moves: list[Move] = field(default_factory=list)
    _fixes: list[Fix] = field(default_factory=list)

    def add_stay(self, stay: Stay) -> None:
        """Add a stay that is wanted, and leave another."""
        if not self.wants(stay.begin, stay.end, "visit"):
            return
        if stay.end - stay.begin < self.wanted.at_least:
            self.account.leave("visit", f"shorter than {hours_text(self.wanted.at_least)}")
        else:
            self._stays.append(stay)

    def add_move(self, move: Move) -> None:
        """Add a move within the dates, and leave another."""
        if self.wants(move.begin, move.end, "move"):
            self._moves.append(move)
        else:
            self.account.leave("position", _OUTSIDE, len(move.way.line))

    def add_fixes(self, fixes: Sequence[Fix]) -> None:
        """Add positions within the dates.

        Raises
        ------
        ForeignFileError
            If they are more than a journey's ways may have.
        """
        self._fixes += fixes
        if len(self._fixes) > MOST_POSITIONS:
            raise ForeignFileError(
                f"{self.title} has more than {MOST_POSITIONS:,} positions within these dates; "
                "choose fewer days with routemap import --from and --to"
            )

    def wants(self, begin: datetime, end: datetime, item: str, count: int = 1) -> bool:
        """Tell whether a time lies within the dates; if not, leave the items of that time."""
        is_wanted = self.wanted.has(begin, end)
        self.account.leave(item, _OUTSIDE, 0 if is_wanted else count)
        return is_wanted

    def imported(self) -> Imported:
        """Return the files of the journey.

        Raises
        ------
        ForeignFileError
            If nothing that is wanted is in it, or more than a journey holds.
        """
        stays = self._joined()
        self._refuse_too_few_or_many(stays)
        self._moves.sort(key=attrgetter("begin"))
        self._fixes.sort()
        rows = JourneyRows()
        ids = _Ids()
        stops = [ids.of(stay.name) for stay in stays]
        legs = [_Leg(before, after) for before, after in pairwise(stays)]
        self._give_moves(legs)
        self._give_fixes(legs)
        reference = slug(self.source)
        rows.add("source", {"reference": reference, "citation": f"{self.source}: {self.title}"})
        modes = ["", *(leg.mode for leg in legs)]
        for stop, stay, mode in zip(stops, stays, modes, strict=True):
            cells = {"id": stop, **_stop_cells(stay), "mode": mode, "references": reference}
            rows.add("stop", cells)
        positions = 0
        for (start, end), leg in zip(pairwise(stops), legs, strict=True):
            if not leg.moves and not leg.fixes:
                continue
            line = leg.line()
            told = sum(bool(move.km) for move in leg.moves)
            self.account.leave("distance", _TOO_SHORT, told if leg.is_too_short else 0)
            basis = Basis.REPORTED if leg.is_recorded else Basis.INFERRED
            cells = {"basis": basis.value, "mode_basis": Basis.INFERRED.value, "note": leg.note}
            rows.add("leg", {"from": start, "to": end, "references": reference, **cells})
            positions += len(line)
            refuse_many_positions(positions, self.title)
            if line:
                rows.leg_geometry.append(leg.feature(start, end, line, self.source))
        return Imported(rows.files(), account=self.account, advice=self._advice())

    def _joined(self) -> list[Stay]:
        """Return the stays in order, those at one place in succession as one."""
        joined: list[Stay] = []
        for stay in sorted(self._stays, key=attrgetter("begin", "end")):
            before = joined[-1] if joined else None
            if before and _is_same_place(before, stay):
                joined[-1] = before._replace(end=max(before.end, stay.end))
                self.account.take("visit", "part of the stop before, at the same place")
            elif before and stay.begin < before.end:
                self.account.leave("visit", "during another one elsewhere")
            else:
                joined.append(stay)
                self.account.take("visit", "stop")
        return joined

    def _refuse_too_few_or_many(self, stays: Sequence[Stay]) -> None:
        shortest = hours_text(self.wanted.at_least)
        if not stays:
            left = "; ".join(entry.text for entry in self.account.left) or "it is empty"
            raise ForeignFileError(
                f"{self.title} has no stay of at least {shortest} ({left}); choose other dates "
                "with routemap import --from and --to, or shorter stays with --at-least"
            )
        if len(stays) > MOST_STAYS:
            first, last = stays[0].begin.date(), stays[-1].end.date()
            late_enough = stays[-MOST_STAYS].begin.date() + timedelta(days=1)
            raise ForeignFileError(
                f"{self.title} has {len(stays):,} stays of at least {shortest} from {first} to "
                f"{last}, the limit is {MOST_STAYS:,}; choose dates, as routemap import "
                f"--from {late_enough}, or longer stays, as --at-least 8h"
            )

    def _give_moves(self, legs: Sequence[_Leg]) -> None:
        begins = [leg.before.end for leg in legs]
        for move in self._moves:
            middle = move.begin + (move.end - move.begin) / 2
            place = bisect_right(begins, middle) - 1
            if place >= 0 and middle <= legs[place].after.begin:
                legs[place].moves.append(move)
                self.account.take("move", "leg, or part of one")
                self.account.take("position", "way", len(move.way.line))
            else:
                self.account.leave("move", _NOT_BETWEEN)
                self.account.leave("position", _NOT_BETWEEN, len(move.way.line))

    def _give_fixes(self, legs: Sequence[_Leg]) -> None:
        times = [fix.seconds for fix in self._fixes]
        taken = 0
        for leg in legs:
            first = bisect_left(times, leg.before.end.timestamp())
            last = bisect_right(times, leg.after.begin.timestamp())
            leg.fixes = [fix.point for fix in self._fixes[first:last]]
            taken += len(leg.fixes)
        self.account.take("position", "way", taken)
        self.account.leave("position", _NOT_BETWEEN, len(times) - taken)

    def _advice(self) -> tuple[str, str]:
        shortest = hours_text(self.wanted.at_least)
        return (
            (
                f"a stay of {shortest} or more is a stop; routemap import --at-least sets another "
                "length"
            ),
            (
                f"nothing of {self.title} was sent anywhere; it tells where somebody was, so look "
                "through locations.csv before you publish it"
            ),
        )


@dataclass(slots=True)
class _Leg:
    before: Stay
    after: Stay
    moves: list[Move] = field(default_factory=list)
    fixes: list[Point] = field(default_factory=list)

    @property
    def mode(self) -> str:
        """Return the means of travel of the longest part of the way."""
        km_by_mode = self._km_by_mode()
        return max(km_by_mode, key=lambda mode: km_by_mode[mode], default="")

    @property
    def note(self) -> str:
        """Return how far each means of travel led, in words; how far not if that is too short."""
        parts = [
            f"{mode} {km:.1f} km".strip() if not self.is_too_short else mode
            for mode, km in self._km_by_mode().items()
            if mode or (km and not self.is_too_short)
        ]
        return f"Recorded: {', '.join(parts)}" if parts else ""

    @property
    def is_recorded(self) -> bool:
        """Tell whether any position between the ends of its moves is known."""
        return bool(self.fixes) or any(move.way.line for move in self.moves)

    @property
    def is_too_short(self) -> bool:
        """Tell whether the file gives it a length shorter than the straight line of the ground."""
        km = sum(self._km_by_mode().values())
        return 0 < km < sphere_distance_km(self.before.point, self.after.point)

    def line(self) -> list[Point]:
        """Return the recorded way from stop to stop, empty if there is none.

        Without any position on the way, it leads through the places where its means changes.
        """
        lines = [point for move in self.moves for point in move.way.line]
        ends = [point for move in self.moves for point in move.way.ends]
        own = lines or self.fixes or ends[1:-1]
        return _line((self.before.point, *own, self.after.point)) if own else []

    def feature(self, start: str, end: str, line: Sequence[Point], source: str) -> dict[str, Any]:
        """Return the way as a feature of legs.geojson, as long as its line."""
        km = sum(sphere_distance_km(*each) for each in pairwise(line))
        properties = {
            "from": start,
            "to": end,
            "length_km": max(round(km, 3), _SHORTEST_KM),
            "source": source,
            "licence": "own record",
        }
        geometry = lines_geometry([[coordinates(point) for point in line]])
        return {"type": "Feature", "properties": properties, "geometry": geometry}

    def _km_by_mode(self) -> dict[str, float]:
        km_by_mode: dict[str, float] = {}
        for move in self.moves:
            km_by_mode[move.mode] = km_by_mode.get(move.mode, 0.0) + (move.km or 0.0)
        return km_by_mode


class _Ids:
    """Ids of stops, made from their names."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._visits: dict[str, int] = {}

    def of(self, name: str) -> str:
        made = free_id(slug(name) or "stop", self._taken, self._visits)
        self._taken.add(made)
        return made


def refuse_part(wanted: Wanted | None, name: str) -> None:
    """Refuse to read only a part of a file that is no recording.

    Raises
    ------
    ParameterError
        If a part is wanted.
    """
    if wanted:
        what = "is no Google Timeline, which alone has --from, --to and --at-least"
        raise ParameterError("from", f"{name} {what}; leave them out")


def hours_text(time: timedelta) -> str:
    """Return a time as "2 hours" or "90 minutes"."""
    minutes = round(time.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    number, unit = (minutes, "minute") if rest or not hours else (hours, "hour")
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def edtf_of_instant(instant: datetime) -> str:
    """Return a time with its zone as EDTF, to the second."""
    text = instant.replace(microsecond=0).isoformat()
    return f"{text[:-6]}Z" if text.endswith(("+00:00", "-00:00")) else text


def _stop_cells(stay: Stay) -> Cells:
    return {
        "name": stay.name,
        **dict(zip(POSITION_COLUMNS, map(number_text, stay.point), strict=True)),
        "accuracy_km": number_text(stay.accuracy_km),
        "arrival": edtf_of_instant(stay.begin),
        "departure": edtf_of_instant(stay.end),
    }


def _is_same_place(one: Stay, other: Stay) -> bool:
    if one.place and other.place:
        return one.place == other.place
    return all(abs(a - b) < 10**-_DECIMALS for a, b in zip(one.point, other.point, strict=True))


def _line(points: Iterable[Point]) -> list[Point]:
    """Return points as a line without repeated ones; a long gap follows the geodesic."""
    line: list[Point] = []
    for point in points:
        if line and max(abs(point[0] - line[-1][0]), abs(point[1] - line[-1][1])) > _LONG_GAP:
            line += geodesic_path(line[-1], point)[1:]
        elif line[-1:] != [point]:
            line.append(point)
    return line if len(line) > 1 else []

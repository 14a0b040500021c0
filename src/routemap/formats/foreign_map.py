"""A map that another program made: its places become a table of stops, its lines legs or ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.column_meanings import TEXT
from routemap.formats.column_names import recognised
from routemap.formats.features import (
    POSITION_COLUMNS,
    Members,
    coordinates,
    drawn_ground,
    filled,
    point_geometry,
)
from routemap.formats.imported import (
    Imported,
    ImportedTable,
    JourneyRows,
    padded,
    refuse_long,
    refuse_many_positions,
)
from routemap.formats.joined_lines import NEAREST_KM, Line, joined_lines
from routemap.formats.shapes import ALTITUDE, Shapes
from routemap.formats.telling import sentences
from routemap.formats.xml import number_in
from routemap.geo import Point
from routemap.geo.geodesic import line_length_km, sphere_distance_km
from routemap.model.journey import Basis
from routemap.tables.cells import Cells
from routemap.tables.feature_collection import point_in
from routemap.tables.ground import GROUND_FILE
from routemap.tables.ids import free_id, slug
from routemap.tables.json_reader import items
from routemap.tables.limits import LONGEST_NAME
from routemap.tables.schema import LEG_GEOMETRY
from routemap.tables.travellers import following_rows
from routemap.tables.values import number_text
from routemap.tables.writer import lines_geometry

NO_LINE = "it has no two points to draw a way of"
IN_GROUND = f"beneath the route, in {GROUND_FILE}"
_STOP, _LEG = "a stop", "the way of a leg"
UNREADABLE = "its coordinates cannot be read, or are not on Earth"
_PROSE = ("name", "text", "description", "desc", "note")
_ID = "id"
_MOST_ENDS = 1000  # that a point is compared with: nobody walks for more days
_END = "first or last point"
_METRES = 3  # decimals of a kilometre
# How a line looks in another program (mapbox/simplestyle-spec 1.1.0): a leg has looks of its own.
_STYLE = frozenset({"stroke", "stroke-width", "stroke-opacity", "fill", "fill-opacity"})


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of the map, and what is said of it; `item` is what its format calls it.

    `length_km` is that of the whole way if the line is a simpler picture of it, else None. A leg
    has the file for its source unless another is said; `references` are the sources that report
    the way, "" if none does.
    """

    parts: Line
    cells: Cells
    item: str
    length_km: float | None = None
    source: str = ""
    licence: str = ""
    references: str = ""


class ForeignMap:
    """Gathers what a map holds, and accounts for it.

    Parameters
    ----------
    name
        The name of the file, for messages.
    name_column
        The heading of the names of places, "" if none is known.

    Attributes
    ----------
    always
        Columns that the table of stops has even if they are blank: all that are required where the
        file is ours, so that our notes stay notes.
    tells_lines
        Whether what is said of a line is told at the stop where it ends; else it is the note of
        its leg.
    """

    def __init__(self, name: str, name_column: str = "name") -> None:
        self.account = Account()
        self.about: Cells = {}
        self.sources: list[Cells] = []
        self.always: Sequence[str] = POSITION_COLUMNS
        self.tells_lines = True
        self.advice: dict[str, None] = {}
        self._name = name
        self._name_column = name_column
        self._places: list[Cells] = []
        self._lines: list[DrawnLine] = []
        self._beside: list[Mapping[str, Any]] = []
        self._ends: list[int] = []
        self._told: list[tuple[int, Cells]] = []
        self._positions = 0

    @property
    def has_places(self) -> bool:
        """Tell whether there are any stops yet."""
        return bool(self._places)

    def add_place(self, item: str, cells: Cells, taken_as: str = _STOP) -> None:
        """Add a stop; one without a name is called by its coordinates."""
        if self._name_column and not cells.get(self._name_column):
            position = ", ".join(cells.get(each, "") for each in POSITION_COLUMNS)
            cells = {**cells, self._name_column: position}
            taken_as = f"{taken_as}, named by its coordinates"
        self._places.append(cells)
        self.account.take(item, taken_as)

    def add_ends(self, name: str, ends: Sequence[Point], times: Sequence[str]) -> int:
        """Add the first and the last point of a way as stops, with their times as EDTF, or "".

        The first is left at its time, the last reached. A first point within 100 m of the stop
        before is that stop. The number of the last is returned, for `add_on_way`.
        """
        for word, point, time in zip(("Start", "End"), ends, times, strict=False):
            before = _position(self._places[-1]) if self._places else None
            if word == "Start" and before and sphere_distance_km(before, point) <= NEAREST_KM:
                self._places[-1]["departure"] = time
                self.account.take(_END, "the stop before")
                continue
            position = dict(zip(POSITION_COLUMNS, map(number_text, point), strict=True))
            column = "departure" if word == "Start" else "arrival"
            cells = {self._name_column or "name": f"{word} of {name}", **position, column: time}
            self._ends.append(len(self._places))
            self.add_place(_END, cells)
        return len(self._places) - 1

    def add_subtitle(self, text: str) -> None:
        """Take what is said of the whole map for the line below its title, if it is short."""
        if len(text) <= LONGEST_NAME:
            self.about["subtitle"] = text
            self.account.take("description", "subtitle", bool(text))
        else:
            why = f"of the whole map: a subtitle has up to {LONGEST_NAME:,} letters"
            self.account.leave("description", why)

    def add_to_ground(self, item: str, cells: Cells) -> None:
        """Keep a point that is no stop in the ground."""
        point = _position(cells)
        if point is None or isinstance(point_in(coordinates(point)), str):
            self.account.leave(item, UNREADABLE)
            return
        self._keep_point(point, cells)
        self.account.take(item, IN_GROUND)

    def _keep_point(self, point: Point, cells: Cells) -> None:
        said = {key: cell for key, cell in cells.items() if key not in POSITION_COLUMNS}
        geometry = point_geometry(point)
        self._beside.append({"type": "Feature", "properties": said, "geometry": geometry})

    def take_at_end(self, item: str, cells: Cells) -> bool:
        """Let a point name the end of a way that lies within 100 m of it, and tell whether it did.

        What it says of the place is that stop's, too.
        """
        point = _position(cells)
        near = (
            end
            for end in self._ends[:_MOST_ENDS]
            if point
            and (at := _position(self._places[end]))
            and sphere_distance_km(point, at) <= NEAREST_KM
        )
        number = next(near, None)
        if number is None or not cells.get(self._name_column):
            return False
        self._ends.remove(number)
        place = {key: cell for key, cell in self._places[number].items() if cell}
        if place.keys() & {"arrival", "departure"}:
            lost = bool(cells.get("arrival"))
            self.account.leave(f"time of a {item}", "its stop has that of the way", lost)
            cells = {key: cell for key, cell in cells.items() if key != "arrival"}
        self._places[number] = {**cells, **place, self._name_column: cells[self._name_column]}
        self.account.take(item, "the stop at the end of a way")
        return True

    def add_on_way(self, item: str, cells: Cells, stop: int, date: str) -> None:
        """Tell what is said of a point on a way as an event at the stop where the way ends.

        `date` is EDTF, or "" if it is not known. The point itself is kept in the ground.
        """
        point = _position(cells)
        if point is None or isinstance(point_in(coordinates(point)), str):
            self.account.leave(item, UNREADABLE)
            return
        self._keep_point(point, cells)
        headline, text = (cells.get(key, "") for key in (self._name_column, TEXT))
        self._told.append((stop, {"headline": headline, "text": text, "date": date}))
        self.account.take(item, f"an event at the end of its way; its place is {IN_GROUND}")

    def add_line(self, line: DrawnLine) -> None:
        """Add a line, which becomes the way of a leg or a part of the ground."""
        self._positions += sum(map(len, line.parts))
        refuse_many_positions(self._positions, self._name)
        self._lines.append(line)

    def add_shapes(self, item: str, cells: Cells, shapes: Shapes) -> None:
        """Add what has a name, or shapes, or both.

        The item is counted by its first shape, points before lines before areas; further shapes
        are counted as such.
        """
        ahead = iter((item,))
        for position in shapes.points:
            self.add_place(next(ahead, "further point"), {**cells, **position, **_heights(cells)})
        for parts in shapes.lines:
            self.add_line(DrawnLine(parts, cells, next(ahead, "further line")))
        for area in shapes.areas:
            self._beside.append({"type": "Feature", "properties": cells, "geometry": area})
            self._positions += sum(map(len, _rings(area)))
            refuse_many_positions(self._positions, self._name)
            self.account.take(next(ahead, "further area"), IN_GROUND)
        is_named = bool(cells.get(self._name_column))
        if is_named or shapes.count:
            self.account.leave("shape", UNREADABLE, shapes.unreadable)
        elif shapes.unreadable:
            self.account.leave(item, UNREADABLE)
        else:
            self.account.leave(item, "it has neither a position nor a name")
        if is_named and not shapes.count:
            self.add_place(item, cells, "a stop without coordinates")

    def imported(self) -> Imported:
        """Return the table of stops with the files beside it.

        Raises
        ------
        ForeignFileError
            If there are no places, or too much of anything.
        """
        if not self._places:
            self._stop_at_ends()
        if not self._places:
            raise ForeignFileError(f"{self._name} holds no places; a journey is made of places")
        refuse_long(len(self._places), 0, self._name)
        stops = [_position(place) for place in self._places]
        unplaced = stops.count(None)
        if unplaced:
            which = "1 stop has" if unplaced == 1 else f"{unplaced:,} stops have"
            self.advice[f"{which} no coordinates; `routemap geocode` proposes some"] = None
        following = following_rows([place.get("traveller", "") for place in self._places])
        joined = joined_lines(stops, [line.parts for line in self._lines], following)
        for leg, (number, _) in joined.items():
            self._tell_at(following[leg], self._lines[number].cells)
        places = self._with_ids(needs_ids=bool(joined or self._told))
        rows = JourneyRows(about=self.about)
        for leg, (number, parts) in sorted(joined.items()):
            ends = {"from": places[leg][_ID], "to": places[following[leg]][_ID]}
            self._add_leg(rows, self._lines[number], parts, ends)
        self._add_told(rows, places)
        for source in self.sources:
            rows.add("source", source)
        files = rows.files()
        ground = [*self._unjoined({number for number, _ in joined.values()}), *self._beside]
        if ground:
            files[GROUND_FILE] = drawn_ground(ground)
        return Imported(files, self._table(places), self.account, tuple(self.advice))

    def _stop_at_ends(self) -> None:
        """Make stops of the ends of all lines, of a map that has nothing else to stop at."""
        for number, line in enumerate(self._lines, start=1):
            name = line.cells.get(self._name_column) or f"{line.item} {number}".capitalize()
            self.add_ends(name, (line.parts[0][0], line.parts[-1][-1]), ("", ""))

    def _with_ids(self, *, needs_ids: bool) -> list[Cells]:
        """Return the places with ids that legs can name; those of the file stay if they can."""
        theirs = [place[_ID] for place in self._places if place.get(_ID)]
        places = self._places
        if len(set(theirs)) < len(theirs):
            places = [{f"{_ID}*" if key == _ID else key: cell for key, cell in place.items()}
                      for place in places]  # fmt: skip
            theirs = []
        if not needs_ids:
            return places
        taken, visits = set(theirs), dict[str, int]()
        with_ids = []
        for number, place in enumerate(places, start=1):
            words = slug(place.get(self._name_column, ""))
            made = place.get(_ID) or free_id(words or f"stop-{number}", taken, visits)
            taken.add(made)
            with_ids.append({**place, _ID: made})
        return with_ids

    def _add_leg(self, rows: JourneyRows, line: DrawnLine, parts: Line, ends: Cells) -> None:
        length_km = line.length_km or sum(map(line_length_km, parts))
        note, others = self._note(line.cells)
        properties = {
            **others,
            **ends,
            "length_km": max(round(length_km, _METRES), 10**-_METRES),
            **filled({"source": line.source or self._name, "licence": line.licence}),
        }
        geometry = lines_geometry([list(map(coordinates, part)) for part in parts])
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        rows.leg_geometry.append(feature)
        if note or line.references:
            basis = Basis.REPORTED.value if line.references else ""
            rows.add("leg", {**ends, "basis": basis, "references": line.references, "note": note})
        self.account.take(line.item, _LEG)

    def _tell_at(self, stop: int, cells: Cells) -> None:
        """Add what is said of a line, behind its own words, to the stop where the line ends."""
        place = self._places[stop]
        for key in self._told_keys(cells):
            if cells[key] not in place.get(key, ""):
                place = {**place, key: "\n\n".join(filter(None, (place.get(key), cells[key])))}
        self._places[stop] = place

    def _told_keys(self, cells: Cells) -> list[str]:
        """Return the headings of what is said of a line and told at a stop."""
        if not self.tells_lines:
            return []
        headings = [key for key in cells if key != self._name_column and cells[key]]
        return [headings[at] for at, column in recognised(headings).items() if column == TEXT]

    def _add_told(self, rows: JourneyRows, places: Sequence[Cells]) -> None:
        """Add the events of points on a way."""
        taken, visits = set[str](), dict[str, int]()
        for stop, cells in self._told:
            event = free_id(slug(cells["headline"]) or "event", taken, visits)
            taken.add(event)
            rows.add("event", {"id": event, **cells, "location": places[stop][_ID]})

    def _note(self, cells: Cells) -> tuple[str, Cells]:
        """Return what is said of a line but at no stop: a note of its leg, and other properties."""
        looks = sum(key in _STYLE for key in cells if cells[key])
        self.account.leave("property", "how a line looks: a leg has looks of its own", looks)
        said = dict.fromkeys((self._name_column, *_PROSE))
        told = {*self._told_keys(cells), *_STYLE}
        note = sentences(cells.get(key, "") for key in said if key not in told)
        others = {
            f"{key}*" if LEG_GEOMETRY.has(key) else key: cell
            for key, cell in cells.items()
            if cell and key not in {*said, *told}
        }
        self.account.keep("property", f"of a line, in {LEG_GEOMETRY.file}", len(others))
        return note, others

    def _unjoined(self, joined: set[int]) -> list[Mapping[str, Any]]:
        """Return the lines that are no legs as features."""
        features: list[Mapping[str, Any]] = []
        for number, line in enumerate(self._lines):
            if number not in joined:
                self.account.take(line.item, IN_GROUND)
                geometry = lines_geometry([list(map(coordinates, part)) for part in line.parts])
                said = filled({"source": line.source, "licence": line.licence})
                features.append(
                    {"type": "Feature", "properties": line.cells | said, "geometry": geometry}
                )
        return features

    def _table(self, places: Sequence[Cells]) -> ImportedTable:
        """Return the places as a table; columns without any cell are left out."""
        always = dict.fromkeys(filter(None, (self._name_column, *self.always)))
        headings: dict[str, None] = {}
        for place in places:
            headings |= dict.fromkeys(key for key, cell in place.items() if cell or key in always)
            refuse_long(len(places), len(headings), self._name)
        headings |= always
        rows = [[place.get(heading, "") for heading in headings] for place in places]
        return padded(list(headings), rows, self._name)


def _heights(cells: Cells) -> Cells:
    """Return the altitude that is said in words, which that of a position does not replace."""
    return {key: cell for key, cell in cells.items() if key == ALTITUDE and cell}


def _position(place: Cells) -> Point | None:
    latitude, longitude = (number_in(place.get(each, "")) for each in POSITION_COLUMNS)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _rings(area: Members) -> Iterable[Sequence[object]]:
    coordinates_of = items(area.get("coordinates"))
    polygons = [coordinates_of] if area.get("type") == "Polygon" else coordinates_of
    return (items(ring) for polygon in polygons for ring in items(polygon))

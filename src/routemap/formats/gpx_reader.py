"""GPX of others and of our own: waypoints, routes and tracks become stops and the ways between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from math import dist
from xml.etree.ElementTree import Element

from routemap.errors import ForeignFileError, ParameterError
from routemap.formats.features import POSITION_COLUMNS
from routemap.formats.foreign_map import IN_GROUND, NO_LINE, UNREADABLE, DrawnLine, ForeignMap
from routemap.formats.gpx import CREATOR
from routemap.formats.imported import Imported, refuse_long
from routemap.formats.media import kind_of
from routemap.formats.shapes import ALTITUDE
from routemap.formats.stages import (
    Segment,
    Stage,
    Stages,
    Track,
    add_days,
    add_lines,
    add_stages,
    are_at_once,
    without_fraction,
)
from routemap.formats.xml import number_in, read_xml, text_of
from routemap.geo import Point
from routemap.model.journey import MediaKind
from routemap.tables.cells import Cells
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE
from routemap.tables.schema import STOPS
from routemap.tables.values import why_not_a_url

_SOURCE = "gpx"
"""The id of the file among the sources: it reports the ways of its tracks."""
_TRACK_POINT = "track point"
_BESIDE = (
    "a track joins no two stops; let the stops be the ends of its days (`routemap import "
    "--stops day`, or the menu on the Open page)"
)
_AT_ONCE = (
    "tracks were recorded at the same time; if each is of another traveller, say so (`routemap "
    "import --stops traveller`, or the menu on the Open page)"
)
_READ = frozenset({"name", "desc", "cmt", "time", "ele", "src", "link", "url"})
_OF_FILE = frozenset({"name", "desc", "author", "copyright", "link", "bounds"})
_PARTS = frozenset({"rtept", "trkseg"})
_COLUMNS = frozenset(
    {
        "name",
        "text",
        *POSITION_COLUMNS,
        "arrival",
        ALTITUDE,
        "source",
        "references",
        "media",
        "link",
    }
)


class StopsOf(StrEnum):
    """What of a file becomes its stops: the ends of its days or of its tracks, or its waypoints.

    Or the ends of the days of each traveller: one to each name of a track.
    """

    DAY = "day"
    TRACK = "track"
    TRAVELLER = "traveller"
    WAYPOINTS = "waypoints"


def read_gpx(content: bytes, name: str, stops: StopsOf | None = None) -> Imported:
    """Return the table of stops with the ways of tracks; `stops` says what they are made of.

    Unless it does, they are the waypoints and the named points of routes, or the ends of days in
    a file of tracks that has no two of these.

    Raises
    ------
    ForeignFileError
        If it is not GPX, or has no points.
    ParameterError
        If it has no tracks to make stops of.
    """
    root = read_xml(content, name)
    if root.tag != "gpx":
        raise ForeignFileError(f"{name} is XML, but not GPX")
    return _Reader(root, name).imported(stops)


def has_tracks(found: Imported) -> bool:
    """Tell whether what was read are tracks, so that `stops` can be chosen."""
    return found.account.total(_TRACK_POINT) > 0


class _Reader:
    def __init__(self, root: Element, name: str) -> None:
        self._name = name
        self._is_ours = root.get("creator", "").startswith(f"{CREATOR} ")
        self._found = ForeignMap(name)
        if self._is_ours:
            self._found.always = STOPS.required
            self._found.tells_lines = False
        self._about(root)
        self._waypoints = root.findall("wpt")
        self._routes = root.findall("rte")
        self._has_travellers = self._is_ours and len(self._routes) > 1
        self._traveller = ""
        points = sum(len(route.findall("rtept")) for route in self._routes)
        refuse_long(len(self._waypoints) + points, 0, name)
        self._tracks = [self._track(each) for each in self._drawn(root.findall("trk"))]

    def imported(self, stops: StopsOf | None) -> Imported:
        found = self._found
        if stops is None:
            named = sum(bool(text_of(point, "name")) for each in self._routes for point in each)
            has_tracks = any(any(track.segments) for track in self._tracks)
            has_stops = max(len(self._waypoints), named) > 1 or not has_tracks
            stops = StopsOf.WAYPOINTS if has_stops else StopsOf.DAY
        elif stops != StopsOf.WAYPOINTS and not self._tracks:
            raise ParameterError("stops", f"{self._name} has no tracks; choose “waypoints”")
        self._account_of_points(stops)
        if stops == StopsOf.WAYPOINTS:
            add_lines(found, self._tracks, "track")
            self._add_waypoints()
        else:
            add = {StopsOf.DAY: add_days, StopsOf.TRACK: add_stages}.get(stops)
            made = add(found, self._tracks, "track") if add else self._of_travellers()
            self._add_beside(made)
        if stops != StopsOf.TRAVELLER and are_at_once(self._tracks):
            found.advice[_AT_ONCE] = None
        brought = found.imported()
        is_beside = any(each.item == "track" and each.detail == IN_GROUND for each in found.account)
        return replace(brought, advice=(*brought.advice, _BESIDE)) if is_beside else brought

    def _of_travellers(self) -> Stages:
        """Add the days of the tracks of each name apart from the others."""
        named: dict[str, list[Track]] = {}
        for number, track in enumerate(self._tracks, start=1):
            named.setdefault(track.cells.get("name") or f"Track {number}", []).append(track)
        stages: list[Stage] = []
        for self._found.traveller, tracks in named.items():
            stages += add_days(self._found, tracks, "track").all
        return Stages(stages)

    # The file as a whole -------------------------------------------------------------------------

    def _about(self, root: Element) -> None:
        metadata = root.find("metadata")
        about = metadata if metadata is not None else root  # as version 1.0 has it
        found = self._found
        found.about = {
            "title": text_of(about, "name"),
            "credit": text_of(about.find("author"), "name"),
        }
        found.add_subtitle(text_of(about, "desc"))
        self._licence = text_of(about.find("copyright"), "license")
        if metadata is not None:
            others = sum(each.tag not in _OF_FILE for each in metadata)
            found.account.leave("metadata entry", "it is of the file as a whole", others)
        link = next(_links(about), "")
        if (link or root.find("trk") is not None) and not self._is_ours:
            citation = ", ".join(filter(None, (text_of(about, "name"), self._name)))
            source = {"reference": _SOURCE, "citation": f"GPX: {citation}"}
            found.sources.append(source | {"url": "" if why_not_a_url(link) else link})

    def _drawn(self, tracks: Sequence[Element]) -> list[Element]:
        """Return the tracks that tell a way: of ours, those with a source; we draw the others."""
        drawn = [each for each in tracks if not self._is_ours or text_of(each, "src")]
        why = "the shortest way, which is drawn without it"
        self._found.account.take("track", why, len(tracks) - len(drawn))
        return drawn

    def _track(self, track: Element) -> Track:
        segments = [self._segment(each) for each in track.findall("trkseg")]
        if self._is_ours:
            segments = _with_stub_in_place(segments)
        source = text_of(track, "src")
        reference = "" if self._is_ours else _SOURCE
        return Track(_words_of_way(track), segments, source, self._licence, reference)

    def _segment(self, segment: Element) -> Segment:
        points: Segment = []
        measured = unread = 0
        for each in segment.iterfind("trkpt"):
            point = _point(each)
            time = each.find("time")
            if point is None:
                unread += 1
                continue
            points.append((point, without_fraction(text_of(time))))
            measured += len(each) - (time is not None)
        account = self._found.account
        account.leave(_TRACK_POINT, UNREADABLE, unread)
        account.leave("measurement", "at a track point: only its place and time are read", measured)
        return points

    def _account_of_points(self, stops: StopsOf) -> None:
        """Count the points of tracks; where stops are waypoints, one without a line is nothing."""
        for track in self._tracks:
            points = sum(map(len, track.segments))
            if stops == StopsOf.WAYPOINTS and not track.is_line:
                self._found.account.leave(_TRACK_POINT, "its track is no line", points)
            else:
                self._found.account.take(_TRACK_POINT, "the line of its track", points)

    # Waypoints and routes ------------------------------------------------------------------------

    def _add_waypoints(self) -> None:
        """Add the points of routes in the order of travel, then the waypoints in none of them."""
        known = {_key(each): each for each in self._waypoints}
        passed: set[Element] = set()
        for route in self._routes:
            points = route.findall("rtept")
            self._traveller = text_of(route, "name") if self._has_travellers else ""
            stops = [
                place
                for place, point in enumerate(points)
                if text_of(point, "name") or _key(point) in known
            ]
            for place in stops:
                same = known.get(_key(points[place]))
                self._add_stop("route point", points[place], place + 1, same)
                passed |= {same} if same is not None else set()
            self._add_ways(route, points, stops, is_order=True)
        self._found.account.take("waypoint", "a stop of a route", len(passed))
        taken_as = "a stop after those of the routes" if self._found.has_places else "a stop"
        for number, point in enumerate(self._waypoints, start=1):
            if point not in passed:
                self._add_stop("waypoint", point, number, None, taken_as)

    def _add_stop(
        self, item: str, point: Element, number: int, same: Element | None, taken_as: str = "a stop"
    ) -> None:
        cells = ({} if same is None else self._cells(same)) | self._cells(point)
        if self._is_ours:
            # Ours are numbered, for devices that sort by name; behind the traveller's letter, which
            # one of several who was written alone has, too.
            cells["name"] = re.sub(f"^[A-Z]*{number} ", "", cells.get("name", ""))
        if self._traveller:
            cells["traveller"] = self._traveller
        self._found.add_place(item, cells, taken_as)

    def _add_ways(
        self, route: Element, points: Sequence[Element], stops: Sequence[int], *, is_order: bool
    ) -> None:
        """Add what a route draws between its stops, or all of one without stops.

        `is_order` says that it is in the order of its points that the stops are reached.
        """
        account = self._found.account
        at_stops = set(stops)
        drawn = [point for place, point in enumerate(points) if place not in at_stops]
        readable = sum(_point(each) is not None for each in drawn)
        if not stops and readable < 2:  # noqa: PLR2004  the ends of a line
            account.leave("route", NO_LINE)
            account.leave("route point", "its route is no line", len(drawn))
            return
        account.take("route point", "the line of its route", readable)
        account.leave("route point", UNREADABLE, len(drawn) - readable)
        if not stops:
            self._add_way("route", route, points)
            return
        if is_order:
            account.take("route", "the order of its stops")
        else:
            account.leave("route", "the stops are those of the tracks, in their order")
        ways = [
            points[first : last + 1]
            for first, last in pairwise(sorted({0, *stops, len(points) - 1}))
            if last - first > 1 or not {first, last} <= at_stops
        ]
        for way in ways:
            self._add_way("route line", route, way)
        is_described = bool(_words_of_way(route)) and not ways
        account.leave(
            "description", "of a route that draws no line between its stops", is_described
        )

    def _add_way(self, item: str, route: Element, points: Sequence[Element]) -> None:
        line = [place for point in points if (place := _point(point))]
        if len(line) > 1:
            source = text_of(route, "src")
            self._found.add_line(
                DrawnLine([line], _words_of_way(route), item, source=source, licence=self._licence)
            )

    def _add_beside(self, stages: Stages) -> None:
        """Add the waypoints and routes of a file whose stops are those of its tracks."""
        for point in self._waypoints:
            self._add_beside_way(point, stages)
        for route in self._routes:
            points = route.findall("rtept")
            named = [place for place, point in enumerate(points) if text_of(point, "name")]
            for place in named:
                self._found.add_to_ground("route point", self._cells(points[place]))
            self._add_ways(route, points, named, is_order=False)

    def _add_beside_way(self, waypoint: Element, stages: Stages) -> None:
        """Let a waypoint name a stop, or tell of the way there; else keep it in the ground."""
        cells, at = self._cells(waypoint), _point(waypoint)
        if self._found.take_at_end("waypoint", cells):
            return
        is_told = at and cells.get("name") and cells.get("text")
        end = stages.of(at, cells.get("arrival", "")) if at and is_told else None
        if end is None:
            self._found.add_to_ground("waypoint", cells)
        else:
            self._found.add_on_way("waypoint", cells, *end)

    def _cells(self, point: Element) -> Cells:
        """Return what the file says of a point, with the columns of ours where it is ours."""
        cells = {
            "text": "",
            **_words(point),
            "latitude": point.get("lat", ""),
            "longitude": point.get("lon", ""),
            "arrival": without_fraction(text_of(point, "time")),
            ALTITUDE: text_of(point, "ele"),
            "source": text_of(point, "src"),
        }
        if self._is_ours:
            del cells["text"]
            cells |= {
                "note": text_of(point, "desc"),
                "arrival_text": text_of(point, "cmt"),
                "references": ";".join(cells.pop("source").strip("[]").split("] [")),
            }
            cells.pop("type", "")
        links = list(_links(point))
        media = [
            each
            for each in links
            if not why_not_a_url(each) and kind_of(each) is not MediaKind.DOCUMENT
        ]
        pages = [each for each in links if each not in media]
        cells |= {"media": " ".join(media), "link": " ".join(pages)}
        return {heading: cell for heading, cell in cells.items() if cell}


def _with_stub_in_place(segments: list[Segment]) -> list[Segment]:
    """Return the segments of a track of ours in the order of travel: a stub stands last there."""
    if len(segments) < 2 or not all(segments):  # noqa: PLR2004  a line and a stub
        return segments
    *lines, stub = segments
    to_line = dist(stub[-1][0], lines[0][0][0])
    return [stub, *lines] if to_line < dist(lines[-1][-1][0], stub[0][0]) else segments


def _words(element: Element) -> Cells:
    """Return the name of a point, route or track, what is said of it, and each of its other texts.

    A comment and a description often say the same.
    """
    said = dict.fromkeys((text_of(element, "cmt"), text_of(element, "desc")))
    cells = {"name": text_of(element, "name"), "text": "\n".join(filter(None, said))}
    for each in element:
        if each.tag not in _READ and each.tag not in _PARTS:
            cells |= {f"{leaf.tag}*" if leaf.tag in _COLUMNS else leaf.tag: text_of(leaf)
                      for leaf in each.iter() if text_of(leaf)}  # fmt: skip
    return {heading: cell for heading, cell in cells.items() if cell}


def _words_of_way(element: Element) -> Cells:
    """Return the words of a route or track, the addresses of its links among them."""
    links = " ".join(_links(element))
    return _words(element) | ({"link": links} if links else {})


def _links(element: Element) -> Iterator[str]:
    """Yield the addresses of links: attributes in version 1.1, texts in 1.0."""
    yield from (each.get("href", "") for each in element.iterfind("link"))
    yield from (text_of(each) for each in element.iterfind("url"))


def _point(element: Element) -> Point | None:
    latitude, longitude = number_in(element.get("lat", "")), number_in(element.get("lon", ""))
    if latitude is None or longitude is None:
        return None
    is_on_earth = abs(latitude) <= LARGEST_LATITUDE and abs(longitude) <= LARGEST_LONGITUDE
    return (latitude, longitude) if is_on_earth else None


def _key(point: Element) -> tuple[str, str, str]:
    """Return what a waypoint and a point of a route have in common if they are one place."""
    return (text_of(point, "name"), point.get("lat", ""), point.get("lon", ""))

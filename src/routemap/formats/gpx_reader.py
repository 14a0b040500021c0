"""GPX: waypoints become stops; without any, the points of the first route do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.errors import ForeignFileError
from routemap.formats.imported import JourneyRows, counted
from routemap.formats.limits import refuse_long
from routemap.formats.xml_reader import read_xml, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from routemap.tables.cells import Cells


def read_gpx(content: bytes, name: str) -> tuple[JourneyRows, tuple[str, ...]]:
    """Return the rows of a journey, and what was not taken over.

    Raises
    ------
    ForeignFileError
        If it is no GPX, or has neither waypoints nor a route.
    """
    root = read_xml(content, name)
    if root.tag != "gpx":
        raise ForeignFileError(f"{name} is XML, but no GPX")
    routes = root.findall("rte")
    points = root.findall("wpt")
    if not points and routes:
        points = routes[0].findall("rtept")
    if not points:
        raise ForeignFileError(
            f"{name} has no waypoints and no route; a track alone does not say where the stops are"
        )
    refuse_long(len(points), 0, name)
    rows = JourneyRows(stops=[_stop(point, number) for number, point in enumerate(points, 1)])
    title = text_of(root.find("metadata"), "name")
    rows.about = {"title": title} if title else {}
    others = routes if root.find("wpt") is not None else routes[1:]
    return rows, (
        *counted(len(others), "route", "routes"),
        *counted(len(root.findall("trk")), "track", "tracks"),
    )


def _stop(point: Element, number: int) -> Cells:
    # Ours are numbered, for devices that sort by name.
    name = text_of(point, "name").removeprefix(f"{number} ")
    told = {
        "name": name or "?",
        "latitude": point.get("lat", ""),
        "longitude": point.get("lon", ""),
        "arrival": text_of(point, "time"),
        "note": text_of(point, "desc") or text_of(point, "cmt"),
    }
    return {key: value for key, value in told.items() if value}

"""The shipped journey as pages that need no Streamlit: saved by folium, and of TimelineJS."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from folium.plugins import TimestampedGeoJson
from rjsmin import jsmin

from routemap.i18n.dates import moment_phrase

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary, Scene

_HERE = Path(__file__).resolve().parent
_MODULES = _HERE / "node_modules"
_LANGUAGE = "en"
# The plugin knows days only, and not all moments are one: each gets a day of its own.
_FIRST_DAY = date(2023, 9, 1)
# Where npm keeps what folium asks CDNs for, by the end of its address. jQuery UI and the reader of
# periods are there as written, so their blanks and comments are taken out.
_FILES = {
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "jquery-ui.min.js": "jquery-ui/*.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "leaflet.timedimension.control.css": (
        "leaflet-timedimension/dist/leaflet.timedimension.control.min.css"
    ),
    "moment.min.js": "moment/min/moment.min.js",
    "default.min.css": "highlight.js/styles/default.css",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.min.js",
    "leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "all.min.css": "@fortawesome/fontawesome-free/css/all.min.css",
}
_JQUERY_UI = ("core", "widget", "mouse", "slider", "button")


def install() -> None:
    """Fetch the peers' packages, once."""
    if _MODULES.is_dir():
        return
    npm = shutil.which("npm") or sys.exit("npm is not installed; the peers come from its registry")
    subprocess.run(
        [npm, "install", "--silent", "--no-package-lock", "--prefix", str(_HERE)], check=True
    )


def write_folium_page(folder: Path, itinerary: Itinerary) -> None:
    """Write a page as folium saves it, with all that it asks CDNs for beside it."""
    folder.mkdir(parents=True)
    extent = itinerary.extent
    middle = [(extent.south + extent.north) / 2, (extent.west + extent.east) / 2]
    made = folium.Map(location=middle, zoom_start=5, tiles=None)
    days = [_FIRST_DAY + timedelta(n) for n in range(len(itinerary.timeline.moments))]
    features = [
        feature
        for number, day in enumerate(days)
        for feature in _features(itinerary.scene(number), day)
    ]
    TimestampedGeoJson(
        {"type": "FeatureCollection", "features": features},
        period="P1D",
        duration="P1D",
        auto_play=False,
        loop=False,
        transition_time=200,
    ).add_to(made)
    page = made.get_root().render()
    listed = (*made.default_js, *made.default_css)
    for _, address in (*listed, *TimestampedGeoJson.default_js, *TimestampedGeoJson.default_css):
        name = address.rpartition("/")[2]
        (folder / name).write_bytes(_file(name))
        page = page.replace(address, name)
    (folder / "index.html").write_text(page, encoding="utf-8")


def write_timeline_page(folder: Path, itinerary: Itinerary) -> None:
    """Write a page of TimelineJS with a slide a moment: its words, and what happened."""
    folder.mkdir(parents=True)
    package = _MODULES / "@knight-lab" / "timelinejs" / "dist"
    shutil.copytree(package / "js", folder / "js", ignore=shutil.ignore_patterns("*.map"))
    shutil.copytree(package / "css", folder / "css", ignore=shutil.ignore_patterns("*.map"))
    slides = json.dumps({"events": [_slide(itinerary.scene(n)) for n in _numbers(itinerary)]})
    (folder / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>Timeline</title>'
        '<link rel="stylesheet" href="css/timeline.css"><script src="js/timeline.js"></script>'
        '<div id="timeline" style="width:100%;height:700px"></div>'
        f"<script>new TL.Timeline('timeline', {slides}, {{hash_bookmark: false}})</script>",
        encoding="utf-8",
    )


def _numbers(itinerary: Itinerary) -> range:
    return range(len(itinerary.timeline.moments))


def _features(scene: Scene, day: date) -> list[dict[str, Any]]:
    """Return stops and legs as they are at a moment, each with a time for each of its points."""
    drawn: list[dict[str, Any]] = []
    for number, lines in enumerate(scene.itinerary.leg_lines):
        for line in lines:
            points = [[longitude, latitude] for latitude, longitude in line]
            style = {"color": "#B3261E" if scene.leg_state(number) != "ahead" else "#5A616B"}
            drawn.append(_feature("LineString", points, len(points), day, {"style": style}))
    for number, stop in enumerate(scene.journey.stops):
        latitude, longitude = stop.position
        look = {
            "icon": "circle",
            "iconstyle": {"radius": 9, "fill": True, "opacity": 1},
            "popup": f"{number + 1} {stop.name.in_language(_LANGUAGE).text}",
        }
        drawn.append(_feature("Point", [longitude, latitude], 1, day, look))
    return drawn


def _feature(
    kind: str, coordinates: list[Any], times: int, day: date, properties: dict[str, Any]
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": {"times": [day.isoformat()] * times, **properties},
    }


def _slide(scene: Scene) -> dict[str, Any]:
    day = _FIRST_DAY + timedelta(scene.number)
    told = "".join(
        f"<h3>{event.headline.in_language(_LANGUAGE).text}</h3>"
        f"<p>{event.text.in_language(_LANGUAGE).text}</p>"
        for event in scene.events
    )
    return {
        "start_date": {"year": day.year, "month": day.month, "day": day.day},
        "text": {"headline": moment_phrase(scene.moment, _LANGUAGE).text, "text": told},
    }


def _file(name: str) -> bytes:
    """Return a file of a CDN; nothing for the two that no package of npm holds: small styles."""
    if name not in _FILES:
        return b""
    if name == "jquery-ui.min.js":
        parts = [_MODULES / "jquery-ui" / f"{part}.js" for part in _JQUERY_UI]
        source = "\n".join(part.read_text(encoding="utf-8") for part in parts)
        return jsmin(
            "\n".join(line for line in source.splitlines() if "require(" not in line)
        ).encode()
    body = (_MODULES / _FILES[name]).read_bytes()
    return jsmin(body.decode()).encode() if name == "iso8601.min.js" else body

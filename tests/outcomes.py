"""What came out of a door: the words in a file, as a reader of its kind reads them."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from PIL import Image
from pptx import Presentation

from outside_readers import read_by
from shown_words import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pptx.presentation import Presentation as Deck


@dataclass
class Outcome:
    """What came out of a door: what it tells, piece by piece, or why it stays shut.

    `tags` are the elements of a page, `count` how many stops it holds where it can be counted.
    """

    told: list[str] = field(default_factory=list)
    refusal: str = ""
    tags: list[str] = field(default_factory=list)
    count: int | None = None

    @property
    def text(self) -> str:
        """All that it tells; blanks are left out, for lines break where there is room."""
        return without_blanks("\n".join(self.told))


def without_blanks(text: str) -> str:
    """Return a text without spaces, and without marks of order: readers of PDF add some."""
    return re.sub("[\\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", "", text)


def told_by(path: Path, name: str) -> Outcome:
    """Return what a file tells, as a reader of its kind reads it."""
    ending = name.partition(".")[2]
    for known, read in _READERS.items():
        if ending.endswith(known):
            return read(path)
    raise ValueError(name)


def _page(path: Path) -> Outcome:
    return html_words(path.read_text(encoding="utf-8"))


def html_words(html: str) -> Outcome:
    shown = _Page(html)
    return Outcome(
        [shown.text, *(value for _, value in shown.attributes), *shown.from_scripts],
        tags=shown.tags,
        count=sum(1 for name, _ in shown.attributes if name == "data-card-of") or None,
    )


class _Page(Shown):
    """A page with what its scripts hold, too."""

    def __init__(self, html: str) -> None:
        self.from_scripts: list[str] = []
        self._script: list[str] | None = None
        self._ends_with = ""
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "script" or "data-map-settings" in dict(attrs):
            self._script, self._ends_with = [], tag

    def handle_endtag(self, tag: str) -> None:
        if self._script is not None and tag == self._ends_with:
            self.from_scripts += script_words("".join(self._script))
            self._script = None
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._script is None:
            super().handle_data(data)
        else:
            self._script.append(data)


def script_words(text: str) -> list[str]:
    """Return the words in the data that a script holds, or is."""
    found: list[str] = []
    decoder = json.JSONDecoder()
    place = 0
    while place >= 0 and (begin := re.compile(r'[\[{]\s*["{\[]').search(text, place)):
        try:
            value, place = decoder.raw_decode(text, begin.start())
        except ValueError:
            place = begin.end()
        else:
            found += json_words(value)
    return found


def json_words(value: object) -> list[str]:
    """Return all words within JSON; those that are HTML as they are read."""
    if isinstance(value, str):
        return [value, *(html_words(value).told if "</" in value else ())]
    if isinstance(value, dict):
        return [words for each in (*value, *value.values()) for words in json_words(each)]
    if isinstance(value, list):
        return [words for each in value for words in json_words(each)]
    return []


def _json(path: Path) -> Outcome:
    content = json.loads(path.read_text(encoding="utf-8"))
    told = json_words(content)
    features = content.get("features") if isinstance(content, dict) else None
    if features is None:
        return Outcome(told)
    stops = [each for each in features if each["properties"].get("kind", "stop") == "stop"]
    return Outcome(told, count=len(stops))


def _xml(path: Path) -> Outcome:
    root = ET.parse(path).getroot()  # noqa: S314  written by us
    told = [words for each in root.iter() for words in (each.text, *each.attrib.values()) if words]
    # Programs show a description as HTML.
    shown = [
        html_words(each.text or "") for each in root.iter() if each.tag.endswith("description")
    ]
    told += [words for each in shown for words in each.told]
    tags = [tag for each in shown for tag in each.tags]
    places = [each.tag.rpartition("}")[2] for each in root.iter()]
    kinds = [
        each.get("name") == "kind" and "".join(each.itertext()).strip() for each in root.iter()
    ]
    return Outcome(told, tags=tags, count=places.count("wpt") or kinds.count("stop") or None)


def svg_words(content: bytes) -> Outcome:
    root = ET.fromstring(content)  # noqa: S314  written by us
    assert not [each for each in root.iter() if each.tag.endswith(("script", "foreignObject"))]
    return Outcome(["".join(each.itertext()) for each in root.iter()])


def _table(path: Path) -> Outcome:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return Outcome([cell for row in rows for cell in row], count=len(rows) - 1)


def _pdf(path: Path) -> Outcome:
    info = read_by("pdfinfo", path)
    return Outcome(
        [*(read_by("pdftotext", *way, path, "-") for way in (["-layout"], [], ["-raw"])), info]
    )


def _slides(path: Path) -> Outcome:
    deck: Deck = Presentation(str(path))
    told = [
        getattr(deck.core_properties, name) or ""
        for name in ("title", "subject", "author", "comments")
    ]
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                told += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            told += [each.get("descr") or "" for each in shape._element.iter() if each.get("descr")]  # noqa: SLF001
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            told.append(slide.notes_slide.notes_text_frame.text)
    return Outcome(told)


def _archive(path: Path) -> Outcome:
    told = []
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for entry in archive.namelist():
            assert not entry.startswith("/")
            assert ".." not in entry.split("/")
            if entry.endswith(".csv"):
                rows = csv.reader(io.StringIO(archive.read(entry).decode("utf-8-sig"), newline=""))
                told += [cell for row in rows for cell in row]
    return Outcome(told)


def _film(path: Path) -> Outcome:
    assert path.read_bytes()[4:8] == b"ftyp"  # ISO 14496-12
    return Outcome(["no words"])


def _pixels(path: Path) -> Outcome:
    with Image.open(path) as picture:
        picture.verify()
    content = path.read_bytes()
    begin, end = (content.find(mark) for mark in (b"<x:xmpmeta", b"</x:xmpmeta>"))
    if begin < 0:
        return Outcome(["no words"])
    packet = ET.fromstring(content[begin:end] + b"</x:xmpmeta>")  # noqa: S314  written by us
    return Outcome(["".join(each.itertext()) for each in packet.iter()])


def table_words(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return _table(path).told
    if path.suffix == ".toml":
        return json_words(tomllib.loads(path.read_text(encoding="utf-8")))
    if path.suffix == ".png":  # of an old map
        return []
    return _json(path).told


_READERS: Mapping[str, Callable[[Path], Outcome]] = {
    "html": _page,
    "js": lambda path: Outcome(script_words(path.read_text(encoding="utf-8"))),
    "json": _json,
    "kml": _xml,
    "gpx": _xml,
    "svg": lambda path: svg_words(path.read_bytes()),
    "csv": _table,
    "pdf": _pdf,
    "pptx": _slides,
    "zip": _archive,
    **dict.fromkeys(("png", "jpg", "webp"), _pixels),
    "mp4": _film,
}

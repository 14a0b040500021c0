"""Every way that words take out of a journey: each door is taken, and says what came out of it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pptx import Presentation
from starlette.applications import Starlette
from starlette.testclient import TestClient

from outside_readers import read_by
from routemap.cli import main
from routemap.loading import JOURNEY_VARIABLE
from routemap.scene import Route, build_route
from routemap.server import routes
from routemap.tables import Report, check_journey
from routemap.web.route_map import RouteMap, map_settings_html
from routemap.words import spoken
from script_page import opened_opening
from shown_words import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pytest
    from pptx.presentation import Presentation as Deck
    from streamlit.testing.v1 import AppTest


@dataclass
class Tried:
    """A journey in a folder of its own, read once for all doors; `made` is for what they write."""

    name: str
    folder: Path
    made: Path

    @cached_property
    def report(self) -> Report:
        return check_journey(self.folder)

    @cached_property
    def route(self) -> Route:
        assert self.report.journey, self.report.problems
        return build_route(self.report.journey)

    @property
    def language(self) -> str:
        return spoken(self.route.journey.language)


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
    return re.sub(r"\s+", "", text)


Door = Callable[[Tried, "pytest.MonkeyPatch"], Outcome]

# Commands ----------------------------------------------------------------------------------------


def command(*arguments: object, typed: str = "") -> tuple[int, str, str]:
    """Run a command of ours; return its exit code and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _typing(typed):
        code = main([str(each) for each in arguments])
    return code, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def _typing(text: str) -> Iterator[None]:
    import sys  # noqa: PLC0415

    before, sys.stdin = sys.stdin, io.StringIO(text)
    try:
        yield
    finally:
        sys.stdin = before


def check(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    del environment
    code, out, err = command("check", tried.folder)
    assert re.search(r"\d+ errors?, \d+ warnings?\n$", err)
    lines = [line for line in out.splitlines() if not line.endswith(" (warning)")]
    assert bool(lines) == bool(code)
    return Outcome(out.splitlines(), "\n".join(lines))


def _exported(tried: Tried, name: str, *options: str) -> Path | Outcome:
    path = tried.made / name
    code, _, err = command("export", tried.folder, "-o", path, "--force", *options)
    if code:
        assert not path.exists()
        return Outcome(refusal=err)
    return path


def export(name: str, *options: str) -> Door:
    def door(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
        del environment
        made = _exported(tried, name, *options)
        return made if isinstance(made, Outcome) else told_by(made, name)

    return door


def all_dates(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    """Write a picture of each moment, where there are few; else a journey's first is enough."""
    del environment
    folder = tried.made / "dates"
    few = tried.report.journey is None or len(tried.route.timeline.moments) <= _FEW
    options = ["--all-dates"] if few else ["--date", tried.route.timeline.moments[0].id]
    output = folder if few else folder.with_suffix(".svg")
    code, _, err = command(
        "export", tried.folder, "-o", output, "--format", "svg", "--live-text", "--force", *options
    )
    if code:
        return Outcome(refusal=err)
    files = sorted(output.iterdir()) if few else [output]
    assert len(files) == (len(tried.route.timeline.moments) if few else 1)
    return Outcome([words for file in files for words in _svg(file.read_bytes()).told])


_FEW = 6


def film(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    """Write a film of few pictures: one for each shot, and none on the way."""
    environment.setattr("routemap.teaching.film_script.FRAMES_A_SECOND", 1)
    made = _exported(tried, "film.webp", "--shape", "wide")
    return made if isinstance(made, Outcome) else told_by(made, "film.webp")


def picture_the_ends_alone(environment: pytest.MonkeyPatch) -> None:
    """Have pages show pictures of the first and the last moment, not of thirty."""
    environment.setattr("routemap.web.site._pictured", lambda moments: frozenset({0, moments - 1}))


def publish(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    picture_the_ends_alone(environment)
    if tried.report.journey:
        environment.setattr("routemap.publishing.static_site.LANGUAGES", (tried.language,))
    folder = tried.made / "site"
    code, _, err = command("publish", tried.folder, "-o", folder)
    if code:
        assert not (folder / "index.html").exists()
        return Outcome(refusal=err)
    outcome = Outcome()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".html", ".js", ".json", ".geojson", ".csv", ".kml", ".gpx", ".svg"}:
            if "assets" in file.parts and not file.name.startswith("journey"):
                continue
            found = told_by(file, file.name)
            outcome.told += found.told
            outcome.tags += found.tags
    return outcome


def single_file(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    picture_the_ends_alone(environment)
    path = tried.made / "page.html"
    code, _, err = command("publish", tried.folder, "-o", path, "--single-file", "--force")
    if code:
        assert not path.exists()
        return Outcome(refusal=err)
    return told_by(path, path.name)


def import_back(form: str) -> Door:
    def door(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
        del environment
        made = _exported(tried, f"back.{form}")
        if isinstance(made, Outcome):
            return made
        folder = tried.made / f"back-{form}"
        code, out, err = command("import", made, "-o", folder, "--force")
        if code:
            return Outcome(refusal=out or err)
        journey = check_journey(folder).journey
        assert journey
        told = [words for file in sorted(folder.iterdir()) for words in _file_words(file)]
        return Outcome(told, count=len(journey.stops))

    return door


MOST_ASKED = 50
"""Of how many places the coordinates are taken away."""


def geocode(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    """Ask for places without coordinates, and accept none: those of the first rows are taken away.

    Nobody is asked but what is shipped.
    """
    del environment
    table = (tried.folder / "locations.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    for row in rows[:MOST_ASKED]:
        row["latitude"] = row["longitude"] = ""
    path = tried.made / "unplaced.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    new = tried.made / "placed.csv"
    code, out, err = command("geocode", path, "-o", new, typed="\n" * min(len(rows), MOST_ASKED))
    assert code == 1
    assert err.strip() == "nothing was filled in, and nothing written"
    assert not new.exists()
    return Outcome([out], count=len(re.findall(r"^row \d+: ", out, re.MULTILINE)))


# Pages -------------------------------------------------------------------------------------------


def route_map(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    del environment
    if not tried.report.journey:
        return Outcome(refusal="\n".join(map(str, tried.report.problems)))
    made = RouteMap(tried.route.scene(0), tried.language)
    # What folium renders holds no words of a journey: they come beside it, as data.
    rendered = _html(made.get_root().render())
    return Outcome([*_html(map_settings_html(made)).told, *rendered.told], tags=rendered.tags)


def script_page(open_page: Callable[..., AppTest]) -> Door:
    def door(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
        return _app(open_page(environment, tried.folder))

    return door


def open_page(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    """Paste the table of stops, take the columns as they are recognised."""
    app = opened_opening(environment)
    app.text_area(key="open_pasted").set_value(
        (tried.folder / "locations.csv").read_text(encoding="utf-8")
    )
    for key in ("open_take", "open_use"):
        app.run()
        app.button(key=key).click()
    app.run()
    return _app(app)


def _app(app: AppTest) -> Outcome:
    assert not app.exception
    outcome = Outcome()
    for kind in ("html", "iframe"):
        for element in app.get(kind):
            body = getattr(element.proto, "body", "") or getattr(element.proto, "srcdoc", "")
            if not body.startswith("<style"):
                found = _html(body)
                outcome.told += found.told
                outcome.tags += found.tags
    for component in app.get("component_instance"):
        arguments = json.loads(component.proto.json_args)
        outcome.told += _strings(arguments)
    outcome.told += [_unmarked(button.label) for button in app.button]
    for frame in app.dataframe:
        outcome.told += [str(cell) for row in frame.value.to_numpy() for cell in row]
    for table in app.get("arrow_data_frame"):
        outcome.told += [str(cell) for row in table.value.to_numpy() for cell in row]
    return outcome


def _unmarked(label: str) -> str:
    """Return a label of Streamlit's without the signs that keep it from being Markdown."""
    return re.sub(r"\\(\W)", r"\1", label)


# Addresses ---------------------------------------------------------------------------------------


def address(path: str, kind: str = "") -> Door:
    def door(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
        environment.setenv(JOURNEY_VARIABLE, str(tried.folder))
        client = TestClient(Starlette(routes=routes()), raise_server_exceptions=True)
        answer = client.get(path)
        if answer.status_code != 200:
            assert answer.headers["content-type"] == "application/problem+json"
            problem = answer.json()
            assert answer.status_code in {400, 500, 503}, problem  # 500: it cannot be drawn
            return Outcome(refusal=problem["detail"])
        name = kind or path.lstrip("/").partition("?")[0]
        file = tried.made / f"answer-{name}"
        file.write_bytes(answer.content)
        outcome = told_by(file, name)
        script = re.search(r'src="(assets/journey[^"]+\.js)"', answer.text) if kind else None
        if script:
            outcome.told += _script(client.get(f"/{script[1]}").text)
        return outcome

    return door


# What files tell ---------------------------------------------------------------------------------


def told_by(path: Path, name: str) -> Outcome:
    """Return what a file tells, as a reader of its kind reads it."""
    ending = name.partition(".")[2]
    for known, read in _READERS.items():
        if ending.endswith(known):
            return read(path)
    raise ValueError(name)


def _page(path: Path) -> Outcome:
    return _html(path.read_text(encoding="utf-8"))


def _html(html: str) -> Outcome:
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
            self.from_scripts += _script("".join(self._script))
            self._script = None
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._script is None:
            super().handle_data(data)
        else:
            self._script.append(data)


def _script(text: str) -> list[str]:
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
            found += _strings(value)
    return found


def _strings(value: object) -> list[str]:
    """Return all words within JSON; those that are HTML as they are read."""
    if isinstance(value, str):
        return [value, *(_html(value).told if "</" in value else ())]
    if isinstance(value, dict):
        return [words for each in (*value, *value.values()) for words in _strings(each)]
    if isinstance(value, list):
        return [words for each in value for words in _strings(each)]
    return []


def _json(path: Path) -> Outcome:
    content = json.loads(path.read_text(encoding="utf-8"))
    told = _strings(content)
    features = content.get("features") if isinstance(content, dict) else None
    if features is None:
        return Outcome(told)
    stops = [each for each in features if each["properties"].get("kind", "stop") == "stop"]
    return Outcome(told, count=len(stops))


def _xml(path: Path) -> Outcome:
    root = ET.parse(path).getroot()  # noqa: S314  written by us
    told = [words for each in root.iter() for words in (each.text, *each.attrib.values()) if words]
    # What programs show as HTML, they unescape once more.
    told += [_html(words).told[0] for words in told if "&" in words or "<br>" in words]
    places = [each.tag.rpartition("}")[2] for each in root.iter()]
    kinds = [
        each.get("name") == "kind" and "".join(each.itertext()).strip() for each in root.iter()
    ]
    return Outcome(told, count=places.count("wpt") or kinds.count("stop") or None)


def _svg(content: bytes) -> Outcome:
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
        [read_by("pdftotext", "-layout", path, "-"), read_by("pdftotext", path, "-"), info]
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


def _pixels(path: Path) -> Outcome:
    from PIL import Image  # noqa: PLC0415

    with Image.open(path) as picture:
        picture.verify()
    content = path.read_bytes()
    begin, end = (content.find(mark) for mark in (b"<x:xmpmeta", b"</x:xmpmeta>"))
    if begin < 0:
        return Outcome(["no words"])
    packet = ET.fromstring(content[begin:end] + b"</x:xmpmeta>")  # noqa: S314  written by us
    return Outcome(["".join(each.itertext()) for each in packet.iter()])


def _file_words(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return _table(path).told
    if path.suffix == ".toml":
        import tomllib  # noqa: PLC0415

        return _strings(tomllib.loads(path.read_text(encoding="utf-8")))
    return _json(path).told


_READERS: Mapping[str, Callable[[Path], Outcome]] = {
    "html": _page,
    "js": lambda path: Outcome(_script(path.read_text(encoding="utf-8"))),
    "json": _json,
    "kml": _xml,
    "gpx": _xml,
    "svg": lambda path: _svg(path.read_bytes()),
    "csv": _table,
    "pdf": _pdf,
    "pptx": _slides,
    "zip": _archive,
    **dict.fromkeys(("png", "jpg", "webp"), _pixels),
}

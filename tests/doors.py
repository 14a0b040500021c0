"""Every way that words take out of a journey: each door is taken, and says what came out of it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.testclient import TestClient

from outcomes import Outcome, html_words, json_words, script_words, svg_words, table_words, told_by
from routemap.cli.main import main
from routemap.i18n.catalog import supported_language
from routemap.i18n.languages import home_language, shown_in
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.page.route_map import RouteMap, map_settings_html
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.tables import Report, check_journey
from script_page import opened_opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
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
    def itinerary(self) -> Itinerary:
        assert self.report.journey, self.report.problems
        return build_itinerary(self.report.journey)

    @property
    def language(self) -> str:
        return home_language(self.itinerary.journey)


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
    few = tried.report.journey is None or len(tried.itinerary.timeline.moments) <= _FEW
    options = ["--all-dates"] if few else ["--date", tried.itinerary.timeline.moments[0].id]
    output = folder if few else folder.with_suffix(".svg")
    code, _, err = command(
        "export", tried.folder, "-o", output, "--format", "svg", "--live-text", "--force", *options
    )
    if code:
        return Outcome(refusal=err)
    files = sorted(output.iterdir()) if few else [output]
    assert len(files) == (len(tried.itinerary.timeline.moments) if few else 1)
    return Outcome([words for file in files for words in svg_words(file.read_bytes()).told])


_FEW = 6


def film(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    """Write a film of few pictures: one for each shot, and none on the way."""
    environment.setattr("routemap.exports.film_timing.FRAMES_A_SECOND", 1)
    made = _exported(tried, "film.webp", "--shape", "wide")
    return made if isinstance(made, Outcome) else told_by(made, "film.webp")


def picture_the_ends_alone(environment: pytest.MonkeyPatch) -> None:
    """Have pages show pictures of the first and the last moment, not of thirty."""
    environment.setattr("routemap.page.site._pictured", lambda moments: frozenset({0, moments - 1}))


def publish(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    picture_the_ends_alone(environment)
    if tried.report.journey:
        environment.setattr(
            "routemap.exports.static_site.offered_languages", lambda _: (tried.language,)
        )
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
        told = [words for file in sorted(folder.iterdir()) for words in table_words(file)]
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
    assert err.strip() == "nothing was filled in, so nothing was written"
    assert not new.exists()
    return Outcome([out], count=len(re.findall(r"^row \d+: ", out, re.MULTILINE)))


# Pages -------------------------------------------------------------------------------------------


def route_map(tried: Tried, environment: pytest.MonkeyPatch) -> Outcome:
    del environment
    if not tried.report.journey:
        return Outcome(refusal="\n".join(map(str, tried.report.problems)))
    scene = shown_in(tried.itinerary, tried.language).scene(0)
    made = RouteMap(scene, supported_language(tried.language))
    # What folium renders holds no words of a journey: they come beside it, as data.
    rendered = html_words(made.get_root().render())
    return Outcome([*html_words(map_settings_html(made)).told, *rendered.told], tags=rendered.tags)


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
                found = html_words(body)
                outcome.told += found.told
                outcome.tags += found.tags
    for component in app.get("component_instance"):
        arguments = json.loads(component.proto.json_args)
        outcome.told += json_words(arguments)
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
            assert answer.status_code in {400, 422, 503}, problem
            return Outcome(refusal=problem["detail"])
        name = kind or path.lstrip("/").partition("?")[0]
        file = tried.made / f"answer-{name}"
        file.write_bytes(answer.content)
        outcome = told_by(file, name)
        script = re.search(r'src="(assets/journey[^"]+\.js)"', answer.text) if kind else None
        if script:
            outcome.told += script_words(client.get(f"/{script[1]}").text)
        return outcome

    return door

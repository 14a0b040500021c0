"""`import routemap`: what the commands do, from Python and in notebooks."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import expect

import routemap
from any_journey import english, journey_of, stop
from routemap import api
from routemap.cli.main import main
from routemap.exports import saving
from routemap.formats.registry import DATA_FORMATS
from routemap.model.itinerary import build_itinerary
from routemap.pictures.picture import FORMATS
from site_page import handed_out

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from playwright.sync_api import Page

HEAVY = ("pandas", "numpy", "streamlit", "folium", "starlette", "jinja2", "pyproj", "typst", "PIL")


@pytest.fixture
def journey(tmp_path: Path) -> Path:
    table = tmp_path / "locations.csv"
    table.write_text(
        "name,latitude,longitude,arrival\nA,10,20,2023-01-01\nB,11,21,2023-01-02\n",
        encoding="utf-8",
    )
    return table


@pytest.mark.parametrize("module", [routemap, api])
def test_its_examples_do_what_they_say(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(module)
    assert found.attempted > 4
    assert found.failed == 0


# Reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "without"),
    [
        ("0", ("routemap.api", "routemap.tables", "csv")),
        ("routemap.read()", ("routemap.pictures",)),
    ],
)
def test_nothing_is_imported_before_it_is_needed(statement: str, without: tuple[str, ...]) -> None:
    script = f"import sys, routemap; {statement}; print(*set(sys.argv[1:]) & set(sys.modules))"
    command = [sys.executable, "-c", script, *HEAVY, *without]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert answer.stdout.split() == []


def test_everything_public_is_there_and_nothing_else() -> None:
    assert set(routemap.__all__) == {"__version__", *api.__all__}
    assert set(routemap.__all__) <= set(dir(routemap))
    for name in routemap.__all__:
        assert getattr(routemap, name)
    with pytest.raises(AttributeError, match="no attribute 'fly'"):
        routemap.fly  # noqa: B018


def test_an_error_lists_all_problems(tmp_path: Path) -> None:
    table = tmp_path / "trip.csv"
    table.write_text("name,latitude,longitude,arrival\nA,91,20,12/09/2023\n", encoding="utf-8")
    with pytest.raises(routemap.JourneyError) as caught:
        routemap.read(table)
    assert [(each.file, each.row, each.column) for each in caught.value.problems] == [
        ("trip.csv", 2, "latitude"),
        ("trip.csv", 2, "arrival"),
    ]
    with pytest.raises(FileNotFoundError):
        routemap.read(tmp_path / "nowhere")


def test_warnings_can_be_read(journey: Path) -> None:
    (journey.parent / "event.csv").write_text("", encoding="utf-8")
    (warning,) = routemap.read(str(journey.parent)).warnings
    assert warning.file == "event.csv"
    assert "events.csv" in str(warning)


# Drawing and saving ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_picture_is_the_command_s(form: str, tmp_path: Path) -> None:
    options: dict[str, Any] = {
        "date": "2023-09-13",
        "preset": "600x400",
        "look": "dark",
        "lang": "ko",
    }
    picture = routemap.read().picture(form, **options, without=["key", "locator"])
    command = [f"--{name}={value}" for name, value in options.items()]
    asked = ["export", "-o", str(tmp_path / f"map.{form}"), *command]
    assert main([*asked, "--without=key", "--without=locator"]) == 0
    assert (tmp_path / f"map.{form}").read_bytes() == bytes(picture)
    assert picture.alt
    assert picture.caption
    assert picture.credit


def test_options_may_be_numbers(tmp_path: Path) -> None:
    trip = routemap.read()
    path = trip.picture(preset="600x400", scale=2, stop="khasan", km=300).save(tmp_path / "a.png")
    with Image.open(path) as image:
        assert image.size == (1200, 800)
    at = trip.picture("svg", extent=(125, 38, 138.5, 52))
    assert bytes(at) == bytes(trip.picture("svg", extent="125,38,138.5,52"))  # type: ignore[arg-type]
    assert b"<text" in bytes(trip.picture("svg", live_text=True))
    assert b"<text" not in bytes(at)


@pytest.mark.parametrize(
    ("name", "options", "flags"),
    [
        *((f"trip.{ending}", {}, []) for ending in DATA_FORMATS),
        ("trip.kml", {"plain_legs": True}, ["--plain-legs"]),
        ("trip.csv", {"formula_safe": True}, ["--formula-safe"]),
        ("map.svg", {"date": "2023-09-12"}, ["--date", "2023-09-12"]),
        ("trip.html", {"lang": "ru"}, ["--lang", "ru"]),
        (
            "handout.pdf",
            {"form": "handout", "look": "grey"},
            ["--format", "handout", "--look", "grey"],
        ),
        ("film.webp", {"shape": "tall"}, ["--shape", "tall"]),
    ],
)
def test_a_file_is_the_command_s(
    journey: Path, name: str, options: dict[str, Any], flags: list[str]
) -> None:
    by_hand, by_command = (journey.parent / folder / name for folder in ("one", "two"))
    for path in (by_hand, by_command):
        path.parent.mkdir()
    if "date" in options:
        journey.write_text(journey.read_text().replace("2023-01-02", "2023-09-12"))
    saved = routemap.read(journey).save(by_hand, **options)
    assert saved.path == by_hand
    assert main(["export", str(journey), "-o", str(by_command), *flags]) == 0
    assert by_hand.read_bytes() == by_command.read_bytes()


def test_a_saved_file_may_be_opened_and_replaced(journey: Path, tmp_path: Path) -> None:
    trip = routemap.read(journey)
    path = tmp_path / "map.svg"
    path.write_text("old", encoding="utf-8")
    with open(trip.save(path), encoding="utf-8") as file:  # noqa: PTH123  as a caller may
        assert file.read().startswith("<svg")
    trip.picture("svg", lang="ru").save(path)
    assert 'lang="ru"' in path.read_text(encoding="utf-8")


def test_every_moment_is_drawn_in_its_order(journey: Path) -> None:
    trip = routemap.read(journey)
    drawn = list(trip.pictures("svg", preset="600x400"))
    assert [moment for moment, _ in drawn] == [moment.id for moment in trip.moments]
    alone = trip.picture("svg", preset="600x400", date="2023-01-02")
    assert (drawn[1][1].alt, drawn[1][1].caption) == (alone.alt, alone.caption)


def test_a_film_tells_how_far_it_is(journey: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    routemap.read(journey).save(tmp_path / "film.webp", progress=lambda *at: heard.append(at))
    assert heard == sorted(heard)
    assert heard[-1][0] == heard[-1][1] > 0


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("map", {}, "add one, or name a format such as png"),
        ("map.gif", {}, "use one of png, jpg, svg, pdf"),
        ("map.png", {"date": "2024"}, "it has 2023-01-01, 2023-01-02"),
        ("map.png", {"colour": "red"}, "there is no png option “colour”; use one of date,"),
        ("map.png", {"text": "live"}, "there is no png option “text”; use one of date,"),
        ("map.png", {"km": 50}, "km needs stop"),
        ("map.png", {"plain_legs": True}, "there is no png option “plain-legs”"),
        ("trip.kml", {"scale": 2}, "there is no kml option “scale”; use one of plain-legs"),
        ("trip.kml", {"formula_safe": True}, "there is no kml option “formula-safe”"),
        ("film.webp", {"paper": "a4"}, "there is no film option “paper”"),
        ("film.gif", {"form": "film"}, "end it with .webp or .mp4"),
        ("trip.html", {"lang": "it"}, "there is no language “it”; use one of en, ko, ru"),
        ("trip.html", {"look": "grey"}, "there is no html option “look”"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    journey: Path, name: str, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        routemap.read(journey).save(journey.parent / name, **options)
    assert [path.name for path in journey.parent.iterdir()] == ["locations.csv"]


def test_every_option_of_the_command_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    flags = {each.replace("-", "_") for each in re.findall(r"--([a-z-]+)", capsys.readouterr().out)}
    ours = api.SaveKeywords.__annotations__.keys() | api.PictureKeywords.__annotations__.keys()
    others = {"help", "output", "format", "all_dates", "responsive", "list_presets", "force"}
    assert flags == {*ours, *others}


def test_endings_of_data_are_those_of_its_formats() -> None:
    assert set(saving.DATA_ENDINGS) == set(DATA_FORMATS)


def test_a_picture_of_each_date_takes_no_date() -> None:
    with pytest.raises(api.ParameterError, match="leave out date"):
        next(routemap.read().pictures(date="2023-09-13"))


# Publishing --------------------------------------------------------------------------------------


def test_publishing_is_the_command_s(journey: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    trip, base = routemap.read(journey), "https://example.org/trip"
    saved = trip.publish(tmp_path / "one", base, progress=lambda *at: heard.append(at))
    assert saved == routemap.Saved(tmp_path / "one" / "index.html")
    assert heard[-1][0] == heard[-1][1] == len(heard)
    assert main(["publish", str(journey), "-o", str(tmp_path / "two"), "--base-url", base]) == 0
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    (tmp_path / "one" / "routemap-files.json").unlink()
    with pytest.raises(ValueError, match="not published by routemap"):
        trip.publish(tmp_path / "one")
    assert trip.publish(tmp_path / "one", force=True).path.exists()


@pytest.mark.parametrize(
    ("folder", "base_url", "words"),
    [("site", "example.org", "begin it with https://"), ("locations.csv", "", "is a file")],
)
def test_what_cannot_be_published_is_refused(
    journey: Path, folder: str, base_url: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        routemap.read(journey).publish(journey.parent / folder, base_url)


# Notebooks ---------------------------------------------------------------------------------------


def test_a_notebook_shows_a_frame_that_reaches_nothing_else() -> None:
    odd = '"></iframe><script>alert(1)</script>&amp;'
    trip = api.JourneyMap(build_itinerary(journey_of(stop("2023-09-12", name=odd))))
    shown = trip._repr_html_()
    frame = re.fullmatch(r'<iframe srcdoc="([^"]*)"([^>]*)>([^<]*)</iframe>\s*', shown)
    assert frame
    assert unescape(frame[1]).startswith('<base href="about:srcdoc">')
    assert "<!doctype html>" in unescape(frame[1])
    assert "allow-same-origin" not in frame[2]
    assert 'title="' in frame[2]
    assert not re.search(r'(src|href)="(?!data:|#|https?:|about:)[^"]+"', unescape(frame[1]))


def test_a_notebook_shows_a_picture_with_its_alt_text() -> None:
    journey = replace(journey_of(stop("2023-09-12")), title=english('A "title" <b> & more'))
    trip = api.JourneyMap(build_itinerary(journey))
    for form in ("png", "jpg", "svg"):
        picture = trip.picture(form, preset="600x400")
        shown = picture._repr_html_()
        assert shown
        image = re.fullmatch(
            r'<img src="data:(image/[^;]+);base64,[^"]+" alt="([^"]+)"[^>]*>', shown
        )
        assert image
        assert (image[1], unescape(image[2])) == (FORMATS[form], picture.alt)
    assert trip.picture("pdf", preset="600x400")._repr_html_() is None


@pytest.mark.browser
def test_in_a_notebook_the_map_works_without_a_network(page: Page, tmp_path: Path) -> None:
    shown = routemap.read()._repr_html_()
    notebook = f"<!doctype html><meta charset=utf-8><title>Notebook</title><main>{shown}</main>"
    (tmp_path / "notebook.html").write_text(notebook, encoding="utf-8")
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    with handed_out(tmp_path) as address:
        page.goto(f"{address}notebook.html")
        frame = page.frame_locator("iframe")
        expect(frame.locator(".stop").first).to_be_visible()
        moment = frame.locator(".moment:visible")
        before = moment.inner_text()
        frame.get_by_role("button", name="Next").click()
        expect(moment).not_to_have_text(before)
        frame.get_by_role("link", name="Sources").click()
        expect(frame.locator("#sources-title")).to_be_in_viewport()
        expect(frame.get_by_role("link", name="Share")).to_be_hidden()
    assert [url for url in asked if url.startswith("http")] == [f"{address}notebook.html"]
    assert errors == []

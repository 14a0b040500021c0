"""What no typeface can write is refused by file, row and column, or a box: everywhere alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from routemap.cli.main import main
from routemap.errors import LettersError, ParameterError
from routemap.exports.params import FILM, HANDOUT, SLIDES, read_teaching
from routemap.model.itinerary import build_itinerary
from routemap.pictures.font_metrics import glyphs
from routemap.pictures.legibility import illegible
from routemap.pictures.params import read_query
from routemap.pictures.typefaces import BOX
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "name,latitude,longitude,arrival,name@en\n"
# An undated stop, whose name was all that its label had.
UR = "𒌶𒆠"
CUNEIFORM = f"{HEADER}A,39,125,2023-01-01,\n,,,,\n{UR},30.9,46.1,,\n"
EMOJI = f"{HEADER}Café 🎉,39,125,2023-01-01,\n{UR},30.9,46.1,2023-01-02,\n"
pytestmark = pytest.mark.usefixtures("no_system_fonts")
OUTPUTS = ("map.png", "map.jpg", "map.svg", "map.pdf", "h.pdf", "x.pptx", "f.webp")


def table(folder: Path, text: str) -> Path:
    path = folder / "orte.csv"
    path.write_text(text, encoding="utf-8")
    return path


def exported(journey: Path, output: Path) -> int:
    form = ["--format", "handout"] if output.name == "h.pdf" else []
    return main(["export", str(journey), "-o", str(output), *form])


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CUNEIFORM, (f"orte.csv:4:name: “{UR}”", "Cuneiform U+121A0, U+12336")),
        (EMOJI, ("orte.csv:2:name: “Café 🎉”", "U+1F389")),
    ],
)
def test_every_output_refuses_it_in_the_same_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, told: tuple[str, str]
) -> None:
    assert exported(table(tmp_path, text), tmp_path / name) == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith(f"routemap: {told[0]}")
    assert told[1] in line
    assert "name@en" in line
    assert "--allow-missing-letters" in line
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_has_boxes_where_they_are_allowed(tmp_path: Path, name: str) -> None:
    path = table(tmp_path, EMOJI)
    form = ["--format", "handout"] if name == "h.pdf" else []
    allowed = ["-o", str(tmp_path / name), *form, "--allow-missing-letters"]
    assert main(["export", str(path), *allowed]) == 0
    assert (tmp_path / name).stat().st_size > 1000


def test_an_address_allows_boxes_by_a_parameter(tmp_path: Path) -> None:
    itinerary = build_itinerary(read_journey(table(tmp_path, EMOJI)))
    with pytest.raises(LettersError):
        read_query({}, itinerary).render("svg")
    boxed = read_query({"missing_letters": "box"}, itinerary)
    drawn = boxed.render("svg").decode()
    (box,) = {glyph.outline for glyph in glyphs(BOX, bold=True)}
    assert f'd="{box}"' in drawn
    with pytest.raises(ParameterError, match="use one of box"):
        read_query({"missing_letters": "ignore"}, itinerary)


def test_check_says_so_beforehand_once_a_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(table(tmp_path, EMOJI))]) == 0
    told = capsys.readouterr()
    (line,) = told.out.splitlines()
    assert line.startswith("orte.csv:2:name: “Café 🎉” has letters that no typeface has (U+1F389)")
    assert "as has 1 more here" in line
    assert line.endswith("(warning)")
    assert "0 errors, 1 warning" in told.err


def test_a_name_in_letters_that_it_has_is_the_cure(tmp_path: Path) -> None:
    cured = CUNEIFORM.replace("46.1,,\n", "46.1,,Ur\n")
    path = table(tmp_path, cured)
    assert not illegible(read_journey(path))
    assert exported(path, tmp_path / "map.svg") == 0
    assert "Ur" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    itinerary = build_itinerary(read_journey(path))
    for language in ("en", "ko"):
        film = read_teaching(FILM, {"lang": language}, itinerary).film()
        assert film.still(len(film.shots) - 2)


def test_text_that_stays_text_is_left_to_the_program_that_shows_it(tmp_path: Path) -> None:
    path, picture = table(tmp_path, CUNEIFORM), tmp_path / "map.svg"
    assert main(["export", str(path), "-o", str(picture), "--live-text"]) == 0
    assert UR in picture.read_text(encoding="utf-8")


def test_what_only_handout_and_film_write_is_no_hindrance_to_a_picture(tmp_path: Path) -> None:
    table(tmp_path, f"{HEADER}A,39,125,2023-01-01,\n").rename(tmp_path / "locations.csv")
    events = f"date,headline,text\n2023-01-01,{UR},Something\n"
    (tmp_path / "events.csv").write_text(events, encoding="utf-8")
    (problem,) = illegible(read_journey(tmp_path))
    assert str(problem).startswith(f"events.csv:2:headline: “{UR}”")
    assert "for handout and film" in str(problem)
    assert exported(tmp_path, tmp_path / "map.png") == 0
    assert exported(tmp_path, tmp_path / "f.webp") == 1


def test_a_name_on_the_ground_of_its_author_is_no_less_asked_for(tmp_path: Path) -> None:
    table(tmp_path, f"{HEADER}Basra,30.5,47.8,2023-01-01,\nNajaf,32,44.3,2023-01-02,\n").rename(
        tmp_path / "locations.csv"
    )
    place = {"type": "Point", "coordinates": [46.1, 30.9]}
    shape = {"type": "Feature", "properties": {"kind": "place", "name": UR}, "geometry": place}
    ground = {"type": "FeatureCollection", "features": [shape]}
    (tmp_path / "basemap.geojson").write_text(json.dumps(ground), encoding="utf-8")
    (problem,) = illegible(read_journey(tmp_path))
    assert str(problem).startswith(f"basemap.geojson:0:name: “{UR}”")
    assert exported(tmp_path, tmp_path / "map.png") == 1


def test_nothing_of_the_shipped_journey_lacks_letters() -> None:
    assert not illegible(read_journey(shipped_journey()))


@pytest.mark.parametrize("form", [[], ["--single-file"]])
def test_a_page_is_published_without_the_pictures_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    output = tmp_path / ("page.html" if form else "site")
    assert main(["publish", str(table(tmp_path, CUNEIFORM)), "-o", str(output), *form]) == 0
    told = capsys.readouterr().err
    assert "some still pictures are missing: orte.csv:4:name:" in told
    page = (output if form else output / "index.html").read_text(encoding="utf-8")
    assert UR in page
    assert "moment-picture" not in page.partition("<body")[2]


def test_a_town_of_the_ground_with_a_mark_on_a_letter_breaks_no_handout(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEADER}Kathmandu,27.7172,85.3240,2023-09-01,\n")
    assert exported(path, tmp_path / "h.pdf") == 0


@pytest.mark.parametrize("kind", [HANDOUT, SLIDES, FILM])
def test_words_of_any_length_are_cut_where_they_are_seen_to_be(tmp_path: Path, kind: str) -> None:
    (tmp_path / "journey.toml").write_text(
        f'title = "{"word " * 150}"\nsubtitle = "{"w" * 900}"\ncredit = "{"word " * 80}"\n',
        encoding="utf-8",
    )
    (tmp_path / "locations.csv").write_text(f"{HEADER}A,39,125,2023-01-01,\n", encoding="utf-8")
    query = read_teaching(kind, {}, build_itinerary(read_journey(tmp_path)))
    made = {HANDOUT: query.handout, SLIDES: query.slides, FILM: lambda: query.film().still(0)}
    assert made[kind]()

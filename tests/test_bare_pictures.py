"""Bare pictures: ground or route alone, just where the whole picture has it."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routemap
from routemap.cli.main import main
from routemap.errors import ParameterError
from routemap.i18n.catalog import translate
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.params import read_query
from routemap.pictures.picture import Picture
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from script_page import Opener, address, bodies, part, ran

JOURNEYS = Path(__file__).parent / "journeys"
GROUND = {"water", "land", "lakes", "coast", "rivers", "borders"}


@pytest.fixture(scope="module")
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def picture(itinerary: Itinerary, **values: str) -> Picture:
    return read_query({"preset": "600x400", "date": "2023-09-13", **values}, itinerary)


def layers(of: Picture) -> dict[str, str]:
    """The layers of an SVG, each with all that is in it."""
    text = of.render("svg").decode()
    starts = [*re.finditer(r'<g id="([\w-]+)" inkscape:groupmode="layer"', text), None]
    return {
        start[1]: text[start.start() : end.start() if end else text.index("</svg>")].strip()
        for start, end in pairwise(starts)
        if start
    }


def pixels(of: Picture) -> Image.Image:
    return Image.open(io.BytesIO(of.render("png"))).convert("RGBA")


@pytest.mark.parametrize("size", ["600x400", "newspaper-1", "a4"])
@pytest.mark.parametrize("area", [{}, {"stop": "khasan", "km": "300"}])
@pytest.mark.parametrize("words", [{}, {"title": "Another title, long enough for two lines"}])
def test_ground_and_route_lie_where_the_whole_picture_has_them(
    shipped: Itinerary, size: str, area: dict[str, str], words: dict[str, str]
) -> None:
    asked = {"preset": size, **area, **words}
    whole = layers(picture(shipped, **asked))
    ground = layers(picture(shipped, bare="ground", **asked))
    assert ground.keys() == {"page", *GROUND}
    assert all(whole[name] == drawn for name, drawn in ground.items())
    route = layers(picture(shipped, bare="route", **asked))
    assert route.keys() == {"page", "legs", "stops"}
    assert route["legs"] == whole["legs"]
    assert not {"labels", "furniture"} & (route.keys() | ground.keys())


def test_laid_on_each_other_they_are_the_picture_without_its_words(shipped: Itinerary) -> None:
    ground = pixels(picture(shipped, bare="ground"))
    route = pixels(picture(shipped, bare="route", transparent="yes"))
    laid = Image.alpha_composite(ground, route).convert("RGB")
    whole = pixels(picture(shipped)).convert("RGB")
    drawn = route.getchannel("A").point(lambda alpha: 255 if alpha == 255 else 0)
    apart = ImageChops.difference(laid, whole).convert("L").point(lambda by: 255 if by > 8 else 0)
    # Whole pixels of the route are the same; only labels may lie over its halos.
    wrong = ImageChops.multiply(apart, drawn).histogram()[255]
    assert wrong <= drawn.histogram()[255] * 0.02
    assert drawn.histogram()[255] > 1000


@pytest.mark.parametrize("bare", ["ground", "route"])
def test_without_a_page_what_is_beneath_shows(shipped: Itinerary, bare: str) -> None:
    of = picture(shipped, bare=bare, transparent="yes")
    image, frame = pixels(of), of.drawing.frame
    alpha = image.getchannel("A")
    assert alpha.getpixel((2, 2)) == 0
    assert alpha.getpixel((round(frame.left) - 2, round(frame.top) + 20)) == 0
    assert alpha.getpixel((300, round(frame.bottom) + 6)) == 0
    inside = (round(frame.left) + 6, round(frame.top) + 6)
    assert alpha.getpixel(inside) == (255 if bare == "ground" else 0)
    assert pixels(picture(shipped, bare=bare)).getchannel("A").getextrema() == (255, 255)
    assert "page" not in layers(of)
    assert of.render("pdf").startswith(b"%PDF")
    with pytest.raises(ParameterError, match="jpg has no transparency"):
        of.render("jpg")


def test_credits_are_of_what_is_drawn(shipped: Itinerary) -> None:
    ground = picture(shipped, bare="ground").metadata.credit
    assert "Natural Earth" in ground
    assert "OpenStreetMap" not in ground
    assert "GeoNames" not in ground
    route = picture(shipped, bare="route").metadata.credit
    assert "Natural Earth" not in route
    assert "OpenStreetMap" in route


def test_all_words_in_the_file_are_of_what_is_drawn(shipped: Itinerary) -> None:
    for bare in ("ground", "route"):
        bare_one = picture(shipped, bare=bare, title="Mine")
        about = bare_one.metadata
        told = translate("en", f"bare_{bare}_alt", title="Mine")
        assert about.alt == about.caption == about.description == told
        assert f">{told} " in (text := bare_one.render("svg").decode())
        assert not re.search("Khasan|inferred| km", re.sub(r'id="[^"]*"', "", text))


def test_the_ground_alone_is_told_from_no_report(shipped: Itinerary) -> None:
    assert picture(shipped, bare="ground").metadata.source == ""
    assert picture(shipped, bare="ground", source="An atlas").metadata.source == "An atlas"
    assert "Report" in picture(shipped, bare="route").metadata.source


def test_names_that_cannot_be_drawn_prevent_no_bare_picture() -> None:
    itinerary = build_itinerary(read_journey(JOURNEYS / "emoji"))
    of = read_query({"preset": "600x400", "bare": "route"}, itinerary)
    assert of.render("svg")
    assert of.left_out == ()


def test_an_own_basemap_belongs_to_the_ground() -> None:
    itinerary = build_itinerary(read_journey(JOURNEYS / "street-with-ground"))
    of = read_query({"preset": "600x400", "bare": "ground"}, itinerary)
    assert "own-ground" in layers(of)
    assert "own-ground" not in layers(read_query({"preset": "600x400", "bare": "route"}, itinerary))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"bare": "labels"}, "there is no bare picture “labels”; use one of ground, route"),
        ({"transparent": "yes"}, "transparent needs bare"),
        ({"bare": "ground", "transparent": "no"}, "use one of yes"),
    ],
)
def test_what_there_is_not_is_refused(
    shipped: Itinerary, values: dict[str, str], told: str
) -> None:
    with pytest.raises(ParameterError, match=re.escape(told)):
        picture(shipped, **values)


def test_the_command_says_which_credit_to_write_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ground.png"
    assert main(["export", "-o", str(file), "--preset", "600x400", "--bare", "--transparent"]) == 0
    assert "write beside it: routemap · Boundaries: Natural Earth" in capsys.readouterr().err
    with Image.open(file) as image:
        assert image.mode == "RGBA"
    days = ["export", "-o", str(tmp_path / "days"), "--all-dates", "--bare", "route"]
    assert main([*days, "--preset", "600x400"]) == 0
    assert capsys.readouterr().err.count("write beside it: ") == 1
    assert main(["export", "-o", str(tmp_path / "map.png"), "--preset", "600x400"]) == 0
    assert "write beside it" not in capsys.readouterr().err


def test_python_draws_the_same() -> None:
    drawn = routemap.read().picture("svg", bare="route", transparent=True, preset="600x400")
    assert b'id="page"' not in bytes(drawn)
    assert "OpenStreetMap" in drawn.credit


def test_the_address_answers_and_the_archive_has_a_bare_picture_of_each_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    client = TestClient(Starlette(routes=routes()))
    query = {"preset": "600x400", "bare": "ground", "transparent": "yes"}
    assert client.get("/map.png", params=query).status_code == 200
    refused = client.get("/map.jpg", params=query)
    assert (refused.status_code, refused.json()["parameter"]) == (400, "transparent")
    with zipfile.ZipFile(io.BytesIO(client.get("/map.zip", params=query).content)) as archive:
        names = archive.namelist()
    assert "2023-09-13-600x400-en-bare-ground.png" in names


def test_the_page_offers_ground_and_route_alone(open_pictures: Opener) -> None:
    app = open_pictures()
    assert "picture_transparent" not in {each.key for each in app.checkbox}
    app = ran(app.radio(key="picture_bare").set_value("route"))
    app = ran(app.checkbox(key="picture_transparent").set_value(True))
    assert address(app) == {"bare": "route", "transparent": "yes"}
    files = part(app, '<section class="files"').values("href")
    assert not any("map.jpg" in link for link in files)
    assert any("map.png" in link for link in files)
    assert not any('class="checklist"' in body for body in bodies(app))
    again = open_pictures(**address(app))
    assert again.radio(key="picture_bare").value == "route"
    assert again.checkbox(key="picture_transparent").value is True

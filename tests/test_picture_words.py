"""Words of one picture's own; and what a picture of a part of the map says of itself."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routemap
from any_journey import journey_of, stop
from routemap.cli.main import main
from routemap.errors import ParameterError
from routemap.i18n.catalog import LANGUAGES, translate
from routemap.i18n.credits import map_credits
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Basis
from routemap.pictures.alt_text import caption
from routemap.pictures.options import PictureOptions
from routemap.pictures.params import WORDS, read_query
from routemap.pictures.picture import Picture
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from script_page import Opener, address, notes, part, ran
from traveller_journeys import shared

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

NORTH = [("Alta", (69.97, 23.27), "1900-01-01"), ("Bodo", (67.28, 14.4), "1900-01-03")]
SOUTH = [("Como", (45.81, 9.08), "1900-01-02"), ("Deva", (45.88, 22.9), "1900-01-05")]
OWN = {
    "title": "The <b>train</b> & “Co”",
    "subtitle": 'Four "days" > one',
    "source": "AFP & <Kremlin>",
    "credit": "The graphics desk",
}


@pytest.fixture(scope="module")
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def picture(itinerary: Itinerary, **values: str) -> Picture:
    return read_query({"preset": "web", **values}, itinerary)


def written(of: Picture) -> str:
    return " ".join(text.text for text in of.drawing.furniture)


def above(of: Picture) -> str:
    top = of.drawing.frame.top
    return " ".join(text.text for text in of.drawing.furniture if text.at[1] < top)


# Words of its own ---------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["", "2023-09-13"])
def test_words_of_its_own_stand_in_the_place_of_the_journeys(shipped: Itinerary, date: str) -> None:
    of = picture(shipped, date=date, **OWN)
    assert above(of) == f"{OWN['title']} {OWN['subtitle']}"
    assert f"Source: {OWN['source']} · " in written(of)
    assert OWN["credit"] in written(of)
    for theirs in ("Kim Jong Un", "Report on", "· routemap"):
        assert theirs not in written(of)


def test_words_of_its_own_are_in_alt_text_and_metadata_where_they_belong(
    shipped: Itinerary,
) -> None:
    about = picture(shipped, date="2023-09-13", **OWN).metadata
    assert about.title == OWN["title"]
    assert about.alt.startswith(f"Map of {OWN['title']}: 4 stops")
    assert about.alt.endswith("13 September 2023: Vostochny Cosmodrome.")
    assert about.caption.startswith(f"{OWN['title']}: {OWN['subtitle']}.")
    assert about.source == OWN["source"]
    assert about.credit.startswith(f"{OWN['credit']} · ")
    assert about.rights == shipped.journey.licence


def test_credits_that_licences_demand_cannot_be_overridden(shipped: Itinerary) -> None:
    of = picture(shipped, **OWN)
    demanded = map_credits(of.scene, "en")
    assert any("OpenStreetMap" in each for each in demanded)
    for each in demanded:
        assert each.rstrip(".") in written(of)
        assert each in of.metadata.credit


@pytest.mark.parametrize("live", ["", "live"])
def test_words_of_its_own_are_escaped_in_every_format(shipped: Itinerary, live: str) -> None:
    of = picture(shipped, text=live, **OWN)
    text = of.render("svg").decode()
    assert "<b>" not in text
    assert "<Kremlin>" not in text
    assert "The &lt;b&gt;train&lt;/b&gt; &amp; “Co”" in text
    with Image.open(io.BytesIO(of.render("png"))) as image:
        packet = image.info["XML:com.adobe.xmp"]
    assert "<b>" not in packet
    assert "AFP &amp; &lt;Kremlin&gt;" in packet
    assert of.render("pdf").startswith(b"%PDF")


@pytest.mark.parametrize("name", WORDS)
def test_words_of_its_own_have_a_limit_and_hold_nothing_strange(
    shipped: Itinerary, name: str
) -> None:
    longest = "a" * WORDS[name]
    assert getattr(picture(shipped, **{name: longest}).options.words, name) == longest
    for text, told in (
        (f"{longest}b", f"{name}: the text has {WORDS[name] + 1} letters, the limit is"),
        ("a\0b", "a NUL byte"),
        ("a\x01b", "U+0001"),
        ("a\ud800b", "half a character"),
        ("a\u202eb", "turns the direction of writing"),
    ):
        with pytest.raises(ParameterError, match=re.escape(told)) as raised:
            picture(shipped, **{name: text})
        assert raised.value.parameter == name


def test_words_of_its_own_stand_on_one_line(shipped: Itinerary) -> None:
    assert picture(shipped, title=" Two\n\tlines ").options.words.title == "Two lines"


def test_a_part_is_not_both_worded_and_left_out(shipped: Itinerary) -> None:
    for name in ("title", "subtitle", "source"):
        with pytest.raises(ParameterError, match="choose one of the two"):
            picture(shipped, **{name: "Mine", "without": f"key,{name}"})


def test_all_dates_take_a_title_of_their_own_but_no_subtitle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = routemap.read().pictures("svg", title="My train", preset="600x400")
    assert all(b"My train" in bytes(each) for _, each in drawn)
    wanted = ["export", "-o", str(tmp_path / "days"), "--all-dates"]
    assert main([*wanted, "--subtitle", "Mine"]) == 2
    assert "leave out subtitle" in capsys.readouterr().err


def test_the_year_is_told_where_the_own_words_do_not(shipped: Itinerary) -> None:
    told = {"title": "The train", "date": "2023-09-13", "without": "key"}
    assert "Dates: 2023" not in written(picture(shipped, **told))
    assert "Dates: 2023" in written(picture(shipped, **told, subtitle="To the east"))


def test_the_address_draws_what_the_command_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    client = TestClient(Starlette(routes=routes()))
    answer = client.get("/map.svg", params={"preset": "600x400", **OWN})
    file = tmp_path / "map.svg"
    words = [each for name, text in OWN.items() for each in (f"--{name}", text)]
    assert main(["export", "-o", str(file), "--preset", "600x400", *words]) == 0
    assert answer.content == file.read_bytes()
    archive = client.get("/map.zip", params={"preset": "600x400", "title": "My train"})
    with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
        assert opened.read("texts.csv").decode().count("My train") == 2 * len(
            routemap.read().moments
        )
    assert client.get("/map.zip", params={"subtitle": "Mine"}).status_code == 400
    assert client.get("/map.svg", params={"title": "a" * 201}).status_code == 400


# On the page --------------------------------------------------------------------------------------


def texts(app: AppTest) -> str:
    return part(app, '<section class="below picture-texts"').text


def test_the_page_takes_words_of_the_pictures_own(open_pictures: Opener) -> None:
    app = open_pictures(date="2023-09-13")
    assert app.text_input(key="picture_title").placeholder == "Kim Jong Un’s train to Russia"
    placeholder = app.text_input(key="picture_subtitle").placeholder
    assert placeholder == "13 September 2023: Vostochny Cosmodrome"
    for name, text in OWN.items():
        app = ran(app.text_input(key=f"picture_{name}").set_value(text))
    assert address(app) == {"date": "2023-09-13", **OWN}
    assert f"{OWN['title']}: {OWN['subtitle']}." in texts(app)
    archive = [link for link in part(app, '<section class="files"').values("href") if "zip" in link]
    assert "subtitle" not in archive[-1]
    again = open_pictures(**address(app))
    assert not notes(again)
    assert again.text_input(key="picture_credit").value == OWN["credit"]


def test_the_page_asks_for_no_words_of_what_is_switched_off(open_pictures: Opener) -> None:
    app = open_pictures(title="Mine")
    app = ran(app.checkbox(key="picture_part_title").set_value(False))
    assert address(app) == {"without": "title"}
    assert {each.key for each in app.text_input} == {
        f"picture_{name}" for name in WORDS if name != "title"
    }
    app = ran(app.checkbox(key="picture_part_title").set_value(True))
    assert address(app) == {"title": "Mine"}


def test_words_that_no_picture_can_show_are_told_on_the_page(open_pictures: Opener) -> None:
    app = ran(open_pictures().text_input(key="picture_title").set_value("a\u202eb"))
    assert notes(app) == [translate("en", "picture_no_words")]


# A part of the map --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"stop": "pyongyang"}, "Pyongyang and surroundings"),
        (
            {"stop": "pyongyang", "date": "2023-09-13"},
            "13 September 2023: Pyongyang and surroundings",
        ),
        (
            {"stop": "vostochny", "date": "2023-09-13"},
            "13 September 2023: Vostochny Cosmodrome",
        ),
        ({"extent": "128,42,132,53"}, "Khasan, Vostochny Cosmodrome"),
        ({"extent": "128,42,132,44", "date": "2023-09-13"}, "13 September 2023: Khasan"),
        ({"extent": "10,42,12,44", "date": "2023-09-13"}, "13 September 2023"),
        ({"extent": "10,42,12,44"}, ""),
        ({"extent": "100,30,150,60"}, "September 2023, from Pyongyang to Komsomolsk-on-Amur"),
    ],
)
def test_a_subtitle_speaks_of_what_is_shown(
    shipped: Itinerary, asked: dict[str, str], said: str
) -> None:
    of = picture(shipped, **asked)
    assert above(of) == f"Kim Jong Un’s train to Russia {said}".rstrip()


def test_an_alt_text_speaks_of_what_is_shown(shipped: Itinerary) -> None:
    about = picture(shipped, stop="pyongyang", date="2023-09-13").metadata
    part_of = "part of the map of Kim Jong Un’s train to Russia. 13 September 2023."
    assert about.alt == f"Pyongyang and surroundings: {part_of}"
    assert about.description == f"{about.alt} 1 Pyongyang, by 10 September 2023."
    assert ": Pyongyang and surroundings, 13 September 2023. " in about.caption
    both = picture(shipped, extent="124,38,132,44").metadata.description
    assert "1 Pyongyang" in both
    assert "about 840 km" in both
    assert "1,670 km" not in both
    for language, date in product(LANGUAGES, ["", "2023-09-13"]):
        asked = {"stop": "pyongyang", "date": date, "lang": language}
        told = picture(shipped, **asked).metadata
        other = shipped.journey.stops[2].name.in_language(language).text
        assert other not in told.alt + told.description + told.caption


def test_of_several_only_those_are_told_of_who_are_seen() -> None:
    itinerary = shared(NORTH, SOUTH)
    near = picture(itinerary, stop=itinerary.journey.stops[0].id, km="1").metadata
    hidden = itinerary.journey.stops[-1].name.original.text
    assert hidden in picture(itinerary).metadata.description
    assert hidden not in near.alt + near.description


def test_a_part_beyond_the_date_line_holds_its_stops() -> None:
    places = ((0.0, 179.5), (0.0, -179.5), (0.0, 170.0))
    journey = journey_of(*(stop(at=at, name=f"Isle {n}") for n, at in enumerate(places)))
    itinerary = build_itinerary(journey)
    of = picture(itinerary, extent="179,-2,-179,2")
    assert "Isle 0, Isle 1" in above(of)
    assert "Isle 2" not in of.metadata.alt + above(of)


@pytest.mark.parametrize(
    ("date", "first"), [("", "pyongyang"), ("2023-09-13", "vostochny"), ("after", "komsomolsk")]
)
def test_the_page_offers_the_stop_that_is_reached_first(
    open_pictures: Opener, date: str, first: str
) -> None:
    app = open_pictures(**({"date": date} if date else {}))
    app = ran(app.radio(key="picture_area").set_value("stop"))
    assert address(app)["stop"] == first


def test_a_caption_says_that_some_ways_are_inferred_only_where_others_are_not() -> None:
    stops = (stop("2023-09-12"), stop("2023-09-13", at=(3, 4)), stop("2023-09-14", at=(5, 6)))
    journey = journey_of(*stops)

    def told(*bases: Basis) -> str:
        legs = zip(journey.legs, bases, strict=True)
        of = replace(journey, legs=tuple(replace(leg, basis=basis) for leg, basis in legs))
        return caption(build_itinerary(of).overview(), PictureOptions())

    assert "Some of the ways" in told(Basis.REPORTED, Basis.INFERRED)
    assert "The ways between the stops are inferred." in told(Basis.INFERRED, Basis.INFERRED)
    assert "inferred" not in told(Basis.REPORTED, Basis.REPORTED)

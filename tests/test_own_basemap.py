"""A basemap of the author's own: what journey.toml and basemap.geojson may say of it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from hostile_pictures import PICTURES, picture
from old_map import EXTENT, JOURNEY, old_map
from routemap.cli.main import main
from routemap.exports.static_site import StaticSite
from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.geo.extent import Extent
from routemap.i18n.credits import map_credits
from routemap.model.itinerary import build_itinerary
from routemap.model.own_basemap import Form, GroundImage, GroundKind, ImageProjection
from routemap.page.own_ground import own_ground_settings, own_map_asset
from routemap.page.route_map import STREAMLIT_FRAME, RouteMap
from routemap.server.loading import JOURNEY_VARIABLE, load_itinerary
from routemap.server.routes import routes
from routemap.shipped import shipped_journey
from routemap.tables import check_files, limits, read_journey
from routemap.tables.writer import journey_files
from written_tables import STOPS, lines_of, packed, report_of

if TYPE_CHECKING:
    from routemap.model.journey import Journey

GROUND = "basemap.geojson"
RING = [[130, 42], [131, 42], [131, 43], [130, 42]]
SECTION = '[basemap]\nimage = "map.png"\nextent = [120, 40, 140, 55]\n'


def features(*found: tuple[dict[str, Any], str, Any]) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": properties,
                    "geometry": {"type": form, "coordinates": coordinates},
                }
                for properties, form, coordinates in found
            ],
        }
    )


def journey_of(folder: Path, files: dict[str, str | bytes]) -> Journey:
    journey = report_of(folder, files).journey
    assert journey
    return journey


def old_journey() -> Journey:
    return read_journey(JOURNEY)


# Shapes ------------------------------------------------------------------------------------------


def test_shapes_have_kinds_forms_and_names_in_languages(tmp_path: Path) -> None:
    text = features(
        ({"kind": "Water", "name": " Lake\n X ", "name@ko": "호수"}, "Polygon", [RING]),
        ({"kind": "rail"}, "MultiLineString", [RING[:2], RING[1:3]]),
        ({"kind": "label", "name": "Here"}, "Point", [130, 42, 7]),
    )
    lake, one, other, here = journey_of(tmp_path, {GROUND: text}).own_basemap.shapes
    assert (lake.kind, lake.form) == (GroundKind.WATER, Form.AREA)
    assert lake.name.original.text == "Lake X"
    assert lake.name.in_language("ko").text == "호수"
    assert lake.lines == (((42, 130), (42, 131), (43, 131), (42, 130)),)
    assert (one.kind, one.form, one.lines) == (
        GroundKind.RAIL,
        Form.LINE,
        (((42, 130), (42, 131)),),
    )
    assert other.lines == (((42, 131), (43, 131)),)
    assert (here.form, here.lines) == (Form.POINT, (((42, 130),),))


def test_a_shape_without_a_kind_is_drawn_by_its_form_and_told_once(tmp_path: Path) -> None:
    text = features(
        ({"kind": "road"}, "LineString", RING[:2]),
        ({"kind": "<b>"}, "Polygon", [RING]),
        ({}, "LineString", RING[:2]),
        ({"kind": 7}, "Point", RING[0]),
    )
    about = '[basemap]\ncredit = "X"\n'
    report = report_of(tmp_path, {GROUND: text, "journey.toml": about})
    (problem,) = report.problems
    assert str(problem).startswith(
        "basemap.geojson:2:kind: 3 shapes have no kind that we draw (“<b>”, “int”), "
        "so an area, a road or a label stands for each; write area, green, water"
    )
    assert report.journey
    kinds = [shape.kind for shape in report.journey.own_basemap.shapes]
    assert kinds == ["road", "area", "road", "label"]


def test_a_line_across_the_date_line_runs_on(tmp_path: Path) -> None:
    text = features(({"kind": "road"}, "LineString", [[179, 0], [-179, 1], [179, 2]]))
    (shape,) = journey_of(tmp_path, {GROUND: text}).own_basemap.shapes
    assert shape.lines == (((0, 179), (1, 181), (2, 179)),)


def test_the_browser_gets_whole_steps_that_add_up(tmp_path: Path) -> None:
    line = [[130.1234567, 42.1], [130.1234567, 42.1], [130.2, 41.9999996]]
    text = features(({"kind": "road"}, "LineString", line))
    own = journey_of(tmp_path, {GROUND: text}).own_basemap
    settings = own_ground_settings(own, "en", lambda _: "")
    assert settings
    ((shape,), image) = settings["shapes"], settings["image"]
    assert shape["lines"] == [[130_123_457, 42_100_000, 76_543, -100_000]]
    assert image is None


# The picture of a map ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "name"), [("PNG", "m.PNG"), ("JPEG", "m.jpg"), ("WEBP", "m.webp")]
)
def test_a_picture_is_read_with_all_that_is_said_of_it(
    tmp_path: Path, form: str, name: str
) -> None:
    about = (
        f'[basemap]\nimage = "{name}"\nextent = [120, 40.5, 140, 55]\nopacity = 0.5\n'
        'projection = "Web Mercator"\ncredit = "Army"\nlicence = "PD"\n'
    )
    own = journey_of(tmp_path, {"journey.toml": about, name: picture(form)}).own_basemap
    assert own.image
    assert own.image.extent == (40.5, 120, 55, 140)
    assert (own.image.projection, own.image.opacity) == (ImageProjection.WEB_MERCATOR, 0.5)
    assert (own.credit, own.licence) == ("Army", "PD")
    assert own.image.content == picture(form)


def test_it_may_reach_across_the_date_line(tmp_path: Path) -> None:
    about = '[basemap]\nimage = "m.png"\nextent = [170, -10, -170, 10]\n'
    own = journey_of(tmp_path, {"journey.toml": about, "m.png": picture()}).own_basemap
    assert own.image
    assert own.image.extent == (-10, 170, 10, 190)


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ('image = "none.png"', "2:basemap.image: “none.png”: there is no such file; put it beside"),
        ('image = "../map.png"', "2:basemap.image: “../map.png” is not the name of a PNG"),
        ('image = "/etc/map.png"', "is not the name of a PNG, JPEG or WebP picture in this folder"),
        ('image = "a\\\\b.png"', "is not the name of"),
        ('image = ".map.png"', "is not the name of"),
        ('image = "locations.csv"', "is not the name of"),
        ("image = 3", "2:basemap.image: “image” is not text; put it in quotation marks"),
        ('image = "map.png"\nextent = 3', "3:basemap.extent: this is not a list of four numbers"),
        ('image = "map.png"\nextent = [1, 2, 3, nan]', "this is not a list of four numbers"),
        ('image = "map.png"\nextent = [true, 2, 3, 4]', "this is not a list of four numbers"),
        (
            'image = "map.png"\nextent = [140, 40, 120, 55]',
            "the west (140) is not left of the east",
        ),
        ('image = "map.png"\nextent = [120, 55, 140, 40]', "the south (55) is not below the north"),
        (
            'image = "map.png"\nextent = [120, -91, 140, 40]',
            "the latitude -91 lies beyond the Earth",
        ),
        ('image = "map.png"\nextent = [-190, 0, 140, 40]', "the longitude -190 lies beyond"),
        ('image = "map.png"\nextent = [-180, 0, 190, 40]', "the picture is wider than the Earth"),
        (
            'image = "map.png"\nextent = [0, 40, 9, 86]\nprojection = "web mercator"',
            "the latitude 86 lies beyond Web Mercator, which ends at 85.0512",
        ),
        (
            'image = "map.png"\nextent = [0, 4, 9, 8]\nprojection = "conic"',
            "4:basemap.projection: “conic” is no projection that a picture may have here; write",
        ),
        ('image = "map.png"\nextent = [0, 4, 9, 8]\nopacity = 2', "“2” is not a number above 0"),
        ('image = "map.png"\nextent = [0, 4, 9, 8]\nopacity = true', "is not a number above 0"),
        ("opacity = 0.5", "no image is named that it could be of"),
        ('credit = ["x"]', "basemap.credit: “credit” is not text"),
    ],
)
def test_what_is_wrong_is_said_by_its_line(tmp_path: Path, entries: str, told: str) -> None:
    extent = (
        "" if "extent" in entries or "image" not in entries else "\nextent = [120, 40, 140, 55]"
    )
    about = f"[basemap]\n{entries}{extent}\n"
    (line,) = lines_of(tmp_path, {"journey.toml": about, "map.png": picture()})
    assert line.startswith("error journey.toml:")
    assert told in line


def test_a_missing_extent_and_an_unknown_entry_are_said(tmp_path: Path) -> None:
    about = '[basemap]\nimage = "map.png"\nopacty = 1\n'
    lines = lines_of(tmp_path, {"journey.toml": about, "map.png": picture()})
    assert (
        "error journey.toml:2:basemap.image: its extent is not said; write extent = [" in lines[0]
    )
    assert "warning journey.toml:3:basemap.opacty: no entry of [basemap] has this name" in lines[1]
    assert "did you mean “opacity”?" in lines[1]


def test_basemap_that_is_no_section_is_said(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, {"journey.toml": 'basemap = "map.png"\n'})
    assert line.startswith(
        "error journey.toml:1:basemap: “basemap” is not a section; write [basemap]"
    )


@pytest.mark.parametrize("which", PICTURES)
def test_a_picture_that_cannot_be_drawn_is_refused_with_the_reason(
    tmp_path: Path, which: str
) -> None:
    content, told = PICTURES[which]
    (line,) = lines_of(tmp_path, {"journey.toml": SECTION, "map.png": content})
    assert line.startswith("error journey.toml:2:basemap.image: “map.png”: ")
    assert told in line


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(b"")
    with (tmp_path / "map.png").open("ab") as file:
        file.truncate(limits.LARGEST_BYTES + 1)
    (line,) = lines_of(tmp_path, {"journey.toml": SECTION})
    assert (
        "“map.png”: the file has 20.0 MB, too large (the limit is 20 MB); make it smaller" in line
    )


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    trip = tmp_path / "trip"
    trip.mkdir()
    (trip / "map.png").symlink_to(tmp_path / "secret.png")
    (line,) = lines_of(trip, {"journey.toml": SECTION})
    assert "“map.png”: the file is a link that leads out of the folder" in line


def test_a_picture_held_on_its_side_is_turned_upright() -> None:
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    output = io.BytesIO()
    image.save(output, "JPEG", exif=exif)
    own = old_journey().own_basemap.image
    assert own
    turned = type(own)("m.jpg", output.getvalue(), own.extent, ImageProjection.WEB_MERCATOR)
    with Image.open(io.BytesIO(own_map_asset(turned).body)) as made:
        assert made.size == (20, 40)
        assert not made.getexif()


# It is kept --------------------------------------------------------------------------------------


def old_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in JOURNEY.iterdir()}


def test_the_map_of_the_example_is_what_its_script_draws() -> None:
    with (
        Image.open(io.BytesIO(old_map(EXTENT))) as drawn,
        Image.open(JOURNEY / "map.png") as kept,
    ):
        assert drawn.convert("RGB").tobytes() == kept.convert("RGB").tobytes()


def test_the_files_of_a_journey_have_the_picture_and_give_it_back() -> None:
    journey = old_journey()
    files = journey_files(journey)
    assert files["map.png"] == old_files()["map.png"]
    assert check_files(files, "x").journey == journey


def test_a_zip_and_geojson_keep_it(tmp_path: Path) -> None:
    journey = old_journey()
    zipped = packed({f"trip/{name}": content for name, content in old_files().items()})
    found = import_file("t.zip", zipped)
    assert found.files["map.png"] == old_files()["map.png"]
    assert not found.account.left
    written = DATA_FORMATS["geojson"].write(build_itinerary(journey))
    assert "Map: drawn for the tests" in json.loads(written)["attribution"]
    again = check_files(import_file("t.geojson", written).files, "x").journey
    assert again
    assert again.own_basemap == journey.own_basemap
    (tmp_path / "t.zip").write_bytes(zipped)
    assert main(["import", str(tmp_path / "t.zip"), "-o", str(tmp_path / "trip")]) == 0
    assert (tmp_path / "trip" / "map.png").read_bytes() == old_files()["map.png"]


def test_a_picture_that_journey_toml_does_not_name_is_left(tmp_path: Path) -> None:
    content = packed({"locations.csv": STOPS, "holiday.png": picture()})
    assert set(import_file("t.zip", content).files) == {"locations.csv"}
    (tmp_path / "t.zip").write_bytes(content)
    assert read_journey(tmp_path / "t.zip").own_basemap.image is None


@pytest.mark.parametrize(
    "section",
    [{"image": "../../x.png", "image_content": "AAAA"}, {"image": {"a": None}}, {"x": 1}, 7],
)
def test_geojson_of_strangers_writes_no_other_file(section: object) -> None:
    written = json.loads(DATA_FORMATS["geojson"].write(build_itinerary(old_journey())))
    files = import_file("t.geojson", json.dumps(written | {"basemap": section}).encode()).files
    assert all("/" not in name and not name.endswith(".png") for name in files)


# It is credited and served -----------------------------------------------------------------------


def test_its_credit_stands_with_the_others_where_there_is_something_to_credit() -> None:
    itinerary = build_itinerary(old_journey())
    credit = "Map: drawn for the tests after Natural Earth (CC0 1.0)"
    assert credit in map_credits(itinerary.overview(), "en")
    shipped = build_itinerary(read_journey(shipped_journey()))
    assert not any("Map:" in each for each in map_credits(shipped.overview(), "en"))


def test_a_published_folder_has_the_picture_by_its_hash() -> None:
    journey = old_journey()
    assert journey.own_basemap.image
    site = StaticSite(build_itinerary(journey))
    files = dict(site.kept_files())
    asset = own_map_asset(journey.own_basemap.image)
    assert files[f"assets/{asset.name}"] == asset.body
    scripts = [body for name, body in files.items() if "journey-en" in name and name.endswith("js")]
    assert all(f"assets/{asset.name}".encode() in body for body in scripts)
    shipped = StaticSite(build_itinerary(read_journey(shipped_journey())))
    assert not any("own-map" in name for name, _ in shipped.kept_files())


def test_a_server_answers_with_the_picture_and_follows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in old_files().items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tmp_path))
    server = TestClient(Starlette(routes=routes()))
    image = old_journey().own_basemap.image
    assert image
    name = own_map_asset(image).name
    answer = server.get(f"/assets/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.content == own_map_asset(image).body
    assert "immutable" in answer.headers["cache-control"]
    tag = answer.headers["etag"]
    assert server.get(f"/assets/{name}", headers={"If-None-Match": tag}).status_code == 304
    assert server.get("/assets/own-map.000000000000.jpg").status_code == 404
    before = load_itinerary().version
    (tmp_path / "map.png").write_bytes(old_map(EXTENT, width=300))
    assert load_itinerary().version != before
    assert server.get(f"/assets/{name}").status_code == 404


def test_what_a_visitor_brought_is_held_by_the_map_and_no_address() -> None:
    scene = build_itinerary(old_journey()).scene(0)
    served = json.loads(RouteMap(scene, "en").settings)["own_ground"]["image"]["address"]
    assert served.startswith("../../assets/own-map.")
    brought = RouteMap(scene, "en", replace(STREAMLIT_FRAME, is_whole=True))
    image = json.loads(brought.settings)["own_ground"]["image"]
    assert image["address"].startswith("data:image/jpeg;base64,")
    assert image["extent"] == [50, 0, 62, 30]


def test_a_map_of_the_whole_earth_ends_where_the_web_map_does() -> None:
    content = old_map(Extent(-90.0, -180.0, 90.0, 180.0), width=400)
    image = GroundImage("m.png", content, Extent(-90.0, -180.0, 90.0, 180.0))
    with Image.open(io.BytesIO(own_map_asset(image).body)) as made:
        assert made.width == 400
        assert made.height == pytest.approx(400, abs=2)
    with Image.open(io.BytesIO(own_map_asset(image, 10_000).body)) as small:
        assert small.width * small.height <= 10_000

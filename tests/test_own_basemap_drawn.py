"""A basemap of the author's own on paper: where it lies, in which colours, and what names it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from math import dist
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageColor

from old_map import DOT, JOURNEY, old_map
from routemap.geo import Point
from routemap.geo.extent import Extent
from routemap.geo.projection import Family
from routemap.look import GROUND_LOOKS, LOOKS, ground_width
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.own_basemap import GroundImage, GroundKind, ImageProjection, OwnBasemap
from routemap.pictures.ground_image import placed_image
from routemap.pictures.params import LIVE_TEXT, read_query
from routemap.tables import check_files, read_journey

if TYPE_CHECKING:
    from routemap.pictures.picture import Picture
    from routemap.pictures.view import Place

STREET = Path(__file__).parent / "journeys" / "street-with-ground"
SVG = "{http://www.w3.org/2000/svg}"
NEAR_PX = 2.0
MOST_BLUE = DOT[2] - DOT[0]


def itinerary_of(points: tuple[Point, ...], own: OwnBasemap) -> Itinerary:
    rows = [f"Stop {n},{lat},{lon},2023-09-{n:02}" for n, (lat, lon) in enumerate(points, 1)]
    table = "\n".join(("name,latitude,longitude,arrival", *rows))
    journey = check_files({"locations.csv": table.encode()}, "x").journey
    assert journey
    return build_itinerary(replace(journey, own_basemap=own))


def drawn(itinerary: Itinerary, **asked: str) -> tuple[Picture, Image.Image]:
    picture = read_query({"preset": "web", "without": "key,locator,north", **asked}, itinerary)
    with Image.open(io.BytesIO(picture.render("png"))) as image:
        return picture, image.convert("RGB")


def middle_of_dot(image: Image.Image, near: Place) -> Place:
    """Return the middle of what is blue in a picture round a place."""
    x, y = map(round, near)
    found = [
        (right, down)
        for right in range(max(x - 12, 0), min(x + 13, image.width))
        for down in range(max(y - 12, 0), min(y + 13, image.height))
        if is_dot(image.getpixel((right, down)))
    ]
    assert found, near
    return (
        sum(right for right, _ in found) / len(found) + 0.5,
        sum(down for _, down in found) / len(found) + 0.5,
    )


def is_dot(colour: object) -> bool:
    assert isinstance(colour, tuple)
    red, _, blue = colour
    return blue - red > MOST_BLUE / 2


CONE = Extent(46.0, 5.0, 56.0, 25.0)
BAND = Extent(-8.0, 100.0, 8.0, 130.0)
TALL = Extent(-35.0, -75.0, 15.0, -50.0)
DATE_LINE = Extent(-25.0, 165.0, 0.0, 200.0)
NORTH = Extent(60.0, -180.0, 85.0, 180.0)
WORLD = Extent(-80.0, -180.0, 84.0, 180.0)
# The extent of the picture, the stops, and dots that lie off the route.
PLACES = {
    "a cone": (CONE, ((48, 8), (48, 22), (54, 15)), (51.9, 9.5), (50.5, 10.1), (52.6, 21.0)),
    "a cylinder": (BAND, ((-4, 104), (4, 126)), (3.0, 108.0), (-3.5, 122.0), (-2.0, 115.0)),
    "an azimuth": (TALL, ((-30, -70), (8, -60)), (-25.0, -62.0), (0.0, -70.0), (5.0, -68.0)),
    "the date line": (DATE_LINE, ((-18, 170), (-8, -165)), (-10.0, 173.0), (-17.0, 189.0)),
    "a pole": (NORTH, ((72, 20), (75, 130), (71, -110)), (78.0, 70.0), (76.0, -40.0), (83.5, -150)),
    "the world": (
        WORLD,
        ((52, 0), (35, 140), (38, -122), (-34, 151), (-34, 18), (52, 1)),
        *((10.0, 40.0), (-20.0, 80.0), (-20, -100), (20.0, -50.0)),
    ),
}
FAMILIES = {
    "a cone": Family.CONIC,
    "a cylinder": Family.CYLINDRICAL,
    "an azimuth": Family.AZIMUTHAL,
    "a pole": Family.AZIMUTHAL,
    "the world": Family.CYLINDRICAL,
}


@pytest.mark.parametrize("projection", ImageProjection)
@pytest.mark.parametrize("where", PLACES)
def test_each_point_of_an_old_map_lies_where_the_picture_has_it(
    where: str, projection: ImageProjection
) -> None:
    extent, stops, *dots = PLACES[where]
    content = old_map(extent, projection, width=1800, dots=tuple(dots))
    own = OwnBasemap(image=GroundImage("m.png", content, extent, projection))
    picture, image = drawn(itinerary_of(stops, own))
    view = picture.drawing.view
    if where in FAMILIES:
        assert view.projection.family == FAMILIES[where]
    scale = image.width / picture.options.preset.width
    seen = 0
    for x, y in view.places(dots):
        at = (x * scale, y * scale)
        if view.frame.grown(-14).holds(type(view.frame)(x, y, x, y)):
            assert dist(middle_of_dot(image, at), at) < NEAR_PX, (where, at)
            seen += 1
    assert seen >= 2


@pytest.mark.parametrize("where", PLACES)
def test_no_pixel_of_a_map_is_stretched_from_elsewhere(where: str) -> None:
    _, stops, *_ = PLACES[where]
    # Each latitude and longitude has a colour of its own, to a fifth of a degree.
    across, down = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L")
    sides = [side.resize((1800, 900)) for side in (across, down)]
    output = io.BytesIO()
    Image.merge("RGB", (*sides, sides[1])).save(output, "PNG")
    whole = GroundImage("m.png", output.getvalue(), Extent(-90.0, -180.0, 90.0, 180.0))
    view = read_query({"preset": "web"}, itinerary_of(stops, OwnBasemap())).drawing.view
    placed = placed_image(view, whole, 1.0)
    assert placed
    with Image.open(io.BytesIO(placed.content)) as image:
        pixels = image.convert("RGBA")
    random, wrong, seen, holes = Random(3), 0, 0, 0  # noqa: S311  the same places each time
    sides = (pixels.width, pixels.height)
    tried = [tuple(map(random.randrange, sides)) for _ in range(2_000)]
    if where == "a pole":
        ((x, y),) = view.places([(90.0, 0.0)])
        reach = range(-40, 41, 2)
        pole = (round(x - placed.box.left), round(y - placed.box.top))
        tried += [(pole[0] + right, pole[1] + down) for right in reach for down in reach]
    for x, y in tried:
        point = view.point((placed.box.left + x + 0.5, placed.box.top + y + 0.5))
        found = pixels.getpixel((x, y))
        assert isinstance(found, tuple)
        if point is None or abs(point[0]) > 88:  # at a pole all longitudes meet
            continue
        if found[3] < 255:
            holes += 1
            continue
        if abs((point[1] + 180) % 360 - 180) > 177:  # the lightest meets the darkest
            continue
        seen += 1
        wanted = ((point[1] + 540) % 360 / 360 * 255, (90 - point[0]) / 180 * 255)
        # A pixel is so many longitudes there.
        slack = 4 if abs(point[0]) < 80 else 8
        wrong += abs(found[0] - wanted[0]) > slack or abs(found[1] - wanted[1]) > 4
    assert seen > 900
    assert wrong == 0
    assert holes <= 10  # hairs at the outline of the Earth


def test_the_ground_lies_beneath_and_shows_through() -> None:
    stops = ((48, 8), (48, 22), (54, 15))
    at = (50.5, 10.1)

    def colour(own: OwnBasemap) -> tuple[int, ...]:
        picture, image = drawn(itinerary_of(stops, own))
        ((x, y),) = picture.drawing.view.places([at])
        found = image.getpixel((round(x), round(y)))
        assert isinstance(found, tuple)
        return found

    black = io.BytesIO()
    Image.new("RGB", (20, 10), "black").save(black, "PNG")
    full = GroundImage("m.png", black.getvalue(), CONE)
    without = colour(OwnBasemap())
    assert colour(OwnBasemap(image=full)) == (0, 0, 0)
    half = colour(OwnBasemap(image=replace(full, opacity=0.5)))
    assert half == pytest.approx([part / 2 for part in without], abs=2)


def test_beyond_its_extent_is_ground_and_what_it_hides_is_in_no_legend() -> None:
    stops = ((48, 8), (48, 22), (54, 15))
    image = GroundImage("m.png", old_map(CONE), Extent(50.0, 10.0, 52.0, 20.0))
    picture, pixels = drawn(itinerary_of(stops, OwnBasemap(image=image)))
    ((x, y),) = picture.drawing.view.places([(48.9, 8.1)])
    _, bare = drawn(itinerary_of(stops, OwnBasemap()))
    assert pixels.getpixel((round(x), round(y))) == bare.getpixel((round(x), round(y)))
    assert picture.drawing.basemap.borders
    wide = replace(image, extent=Extent(30.0, -30.0, 70.0, 60.0))
    hidden = read_query({"preset": "web"}, itinerary_of(stops, OwnBasemap(image=wide)))
    assert not hidden.drawing.basemap.borders
    assert hidden.drawing.legend
    assert "border" not in {entry.mark for entry in hidden.drawing.legend.entries}


def test_where_a_map_lies_elsewhere_nothing_of_it_is_drawn() -> None:
    image = GroundImage("m.png", old_map(CONE), Extent(-40.0, -60.0, -30.0, -50.0))
    itinerary = itinerary_of(((48, 8), (48, 22)), OwnBasemap(image=image))
    assert read_query({"preset": "web"}, itinerary).drawing.own_ground.image is None


# Shapes ------------------------------------------------------------------------------------------


def street() -> Itinerary:
    return build_itinerary(read_journey(STREET))


@pytest.mark.parametrize("look", LOOKS)
def test_areas_have_the_colours_of_their_kinds_in_every_look(look: str) -> None:
    picture, image = drawn(street(), look=look, extent="9.1,55.484,9.14,55.497")
    view, palette = picture.drawing.view, LOOKS[look]
    places = {"water": (55.4858, 9.1225), "green": (55.4921, 9.1224), "land": (55.4884, 9.1162)}
    for name, point in places.items():
        ((x, y),) = view.places([point])
        assert image.getpixel((round(x), round(y))) == ImageColor.getrgb(getattr(palette, name)), (
            name
        )


def test_kinds_lie_in_their_order_and_only_near_have_buildings_and_paths() -> None:
    near = read_query({"preset": "web"}, street())
    root = ET.fromstring(near.render("svg"))  # noqa: S314  our own
    (layer,) = (g for g in root.iter(f"{SVG}g") if g.get("id") == "own-ground")
    ids = [each.get("id") for each in layer if each.tag == f"{SVG}g"]
    wanted = [f"own-{kind}" for kind in GROUND_LOOKS]
    assert ids == [each for each in wanted if each in ids]
    assert {"own-building", "own-path", "own-road", "own-rail", "own-river"} <= set(ids)
    for extent, absent in (
        ("9,55.43,9.24,55.55", {GroundKind.BUILDING}),
        ("8.5,55.2,9.7,55.8", {GroundKind.BUILDING, GroundKind.PATH}),
    ):
        far = read_query({"preset": "web", "extent": extent}, street())
        kinds = {layer.kind for layer in far.drawing.own_ground.layers}
        assert GroundKind.ROAD in kinds
        assert not kinds & absent


def test_lines_are_wider_the_nearer_they_are() -> None:
    for look in GROUND_LOOKS.values():
        widths = [ground_width(look, zoom) for zoom in (0, 11, 13, 16, 18, 20)]
        assert widths == sorted(widths)
        assert (widths[0], widths[-1]) == pytest.approx((look.far, look.near))


def test_names_are_smaller_and_greyer_than_those_of_stops_and_touch_none() -> None:
    picture = read_query({"preset": "web"}, street())
    drawing, palette = picture.drawing, picture.options.palette
    names = {text.text: text for text in drawing.names.texts}
    assert {"Holm Basin", "King’s Garden", "Harbour Line", "Long Street"} <= set(names)
    assert names["Holm Basin"].is_slanted
    assert names["Holm Basin"].colour == palette.water_name
    assert names["Long Street"].colour == palette.second_text
    stops = [text for text in drawing.stop_labels if text.is_bold]
    assert min(text.size for text in stops) > max(text.size for text in names.values())
    assert len(names) == len(drawing.names.texts)


def test_an_outline_map_has_shapes_without_names_and_no_picture() -> None:
    for itinerary, has_shapes in (
        (street(), True),
        (build_itinerary(read_journey(JOURNEY)), False),
    ):
        asked = read_query({"preset": "web"}, itinerary)
        drawing = replace(asked, options=replace(asked.options, is_outline=True)).drawing
        assert bool(drawing.own_ground.layers) == has_shapes
        assert drawing.own_ground.image is None
        assert not {"Holm Basin", "Fountain"} & {text.text for text in drawing.names.texts}


def test_a_name_without_glyphs_is_left_out_and_its_credit_named_by_its_entry() -> None:
    files = {path.name: path.read_bytes() for path in STREET.iterdir()}
    ground = files["basemap.geojson"].decode().replace("Holm Basin", "霍尔姆")
    journey = check_files(files | {"basemap.geojson": ground.encode()}, "x").journey
    assert journey
    picture = read_query({"preset": "web"}, build_itinerary(journey))
    assert picture.render("png")
    assert "霍尔姆" not in {text.text for text in picture.drawing.names.texts}


@pytest.mark.parametrize("form", ["png", "jpg", "svg", "pdf"])
@pytest.mark.parametrize("folder", [STREET, JOURNEY])
def test_every_format_has_it_and_its_credit(folder: Path, form: str) -> None:
    itinerary = build_itinerary(read_journey(folder))
    picture = read_query({"preset": "a4"}, itinerary)
    content = picture.render(form)
    bare = replace(itinerary.journey, own_basemap=OwnBasemap())
    assert content != read_query({"preset": "a4"}, build_itinerary(bare)).render(form)
    own = itinerary.journey.own_basemap
    assert any(own.credit in text.text for text in picture.drawing.furniture)
    assert own.credit in picture.metadata.credit


def test_markup_in_kinds_and_names_is_text() -> None:
    hostile = '</text><script>alert("1")</script>&'
    files = {path.name: path.read_bytes() for path in STREET.iterdir()}
    ground = json.loads(files["basemap.geojson"])
    for feature in ground["features"]:
        feature["properties"] = {"kind": hostile, "name": hostile}
    files["basemap.geojson"] = json.dumps(ground).encode()
    journey = check_files(files, "x").journey
    assert journey
    for text in ("", LIVE_TEXT):
        svg = read_query({"preset": "web", "text": text}, build_itinerary(journey)).render("svg")
        assert b"<script" not in svg
        ET.fromstring(svg)  # noqa: S314  our own


def test_shapes_all_over_the_earth_are_drawn_in_every_projection() -> None:
    rings = [
        [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]],
        [[-180, 10], [180, 20], [180, 30], [-180, 20], [-180, 10]],
        [[0, 0], [0, 0], [0, 0], [0, 0]],
    ]
    zigzag = [[n % 360 - 180, 89 if n % 2 else -89] for n in range(0, 20_000, 7)]
    shapes = [
        *({"type": "Polygon", "coordinates": [ring]} for ring in rings),
        {"type": "LineString", "coordinates": zigzag},
        {"type": "Point", "coordinates": [0, 90]},
    ]
    ground = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"kind": "green", "name": "X"}, "geometry": shape}
            for shape in shapes
        ],
    }
    for _, stops, *_ in PLACES.values():
        rows = [f"Stop {n},{lat},{lon},2023-09-{n:02}" for n, (lat, lon) in enumerate(stops, 1)]
        table = "\n".join(("name,latitude,longitude,arrival", *rows))
        files = {"locations.csv": table.encode(), "basemap.geojson": json.dumps(ground).encode()}
        journey = check_files(files, "x").journey
        assert journey, check_files(files, "x").problems
        _, image = drawn(build_itinerary(journey))
        green = ImageColor.getrgb(LOOKS["colour"].green)
        assert (
            sum(pixel == green for pixel in image.get_flattened_data())
            > 0.25 * image.width * image.height
        )

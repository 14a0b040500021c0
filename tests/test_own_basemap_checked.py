"""What `check` warns of in an author's own basemap: kinds, place, proportions and credit."""

from __future__ import annotations

import io
import json
from math import asinh, radians, tan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hostile_pictures import picture
from routemap.model.own_basemap import Form, ImageProjection
from routemap.tables import check_files
from written_tables import HEADER, STOPS, lines_of

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.geo import Point

GROUND = "basemap.geojson"
CREDITED = '[basemap]\ncredit = "Class 7b"\n'
RING = [[130, 42], [131, 42], [131, 43], [130, 42]]
# The proportions of the picture (8 by 6) are those of its extent, which holds the stops.
MAP = 'image = "map.png"\nextent = [120, 40, 140, 55]\n'


def stops_at(*places: Point) -> str:
    rows = [f"Stop {number},{lat:f},{lon:f},1920" for number, (lat, lon) in enumerate(places)]
    return "\n".join((HEADER, *rows)) + "\n"


def shape(form: str, coordinates: object, kind: object = "label") -> dict[str, Any]:
    geometry = {"type": form, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": geometry}


def ground_lines(folder: Path, *features: object, stops: str = STOPS) -> list[str]:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return lines_of(folder, {"locations.csv": stops, GROUND: text, "journey.toml": CREDITED})


def map_lines(
    folder: Path, entries: str, content: bytes | None = None, *, stops: str = STOPS
) -> list[str]:
    files = {"journey.toml": CREDITED + entries, "map.png": content or picture()}
    return lines_of(folder, {"locations.csv": stops, **files})


# Shapes ------------------------------------------------------------------------------------------


def test_a_misspelt_kind_is_told_with_what_was_probably_meant(tmp_path: Path) -> None:
    line = [[130, 42], [131, 42]]
    features = [shape("LineString", line, kind) for kind in ("raod", "raod", "railway", "park")]
    (told,) = ground_lines(tmp_path, *features)
    assert told.startswith(
        "warning basemap.geojson:1:kind: 4 shapes have no kind that we draw (“raod”, “railway”, "
        "“park”), so an area, a road or a label stands for each; "
        "did you mean “road” or “rail”? If not, write area, green, water"
    )


def test_a_kind_that_does_not_fit_its_geometry_is_told_once(tmp_path: Path) -> None:
    features = (
        shape("LineString", RING[:2], "road"),
        shape("Polygon", [RING], "river"),
        shape("Point", RING[0], "building"),
        shape("Polygon", [RING], "river"),
    )
    assert ground_lines(tmp_path, *features) == [
        (
            "warning basemap.geojson:2:kind: 3 shapes have a kind that does not fit the geometry "
            "(river on an area, building on a single place): areas are filled all the same, lines "
            "drawn, single places dotted; write area, green, water, building, border or label for "
            "an area; write label, area, green, water or river for a single place"
        )
    ]


def test_kinds_of_any_fitting_form_are_no_news(tmp_path: Path) -> None:
    features = (
        *(shape("LineString", RING[:2], kind) for kind in ("road", "Water", "border", "path")),
        *(shape("Polygon", [RING], kind) for kind in ("water", "border", "label", "building")),
        *(shape("Point", RING[0], kind) for kind in ("label", "water", "green")),
    )
    assert ground_lines(tmp_path, *features) == []


def test_an_empty_collection_is_told_once(tmp_path: Path) -> None:
    empty = shape("Point", None) | {"geometry": {"type": "GeometryCollection", "geometries": []}}
    full = shape("Point", RING[0])
    assert ground_lines(tmp_path, full, empty) == [
        (
            "warning basemap.geojson:2:geometry: 1 feature is an empty GeometryCollection, so "
            "nothing is drawn; remove it, or add what is to be drawn"
        )
    ]
    (told,) = ground_lines(tmp_path, empty, full, empty)
    assert ":1:geometry: 2 features are each an empty GeometryCollection" in told


def test_shapes_with_latitude_first_are_told_though_others_are_right(tmp_path: Path) -> None:
    stops = STOPS.replace("130.645", "20.645").replace("128.334", "18.334")
    right, swapped = [[20, 43], [20.5, 43]], [[43, 20], [43, 20.5]]
    lines = [shape("LineString", each, "road") for each in (right, swapped, right, swapped)]
    assert ground_lines(tmp_path, *lines, stops=stops) == [
        (
            "warning basemap.geojson:2:coordinates: 2 of its 4 shapes lie far from the route; the "
            "longitude stands first in GeoJSON: swap the two numbers of each position"
        )
    ]
    (told,) = ground_lines(tmp_path, lines[1], lines[3], stops=stops)
    assert "basemap.geojson:1:coordinates: its shapes lie far from the route; the long" in told


def test_shapes_elsewhere_are_told_only_if_none_is_near(tmp_path: Path) -> None:
    far, near = shape("Point", [-130, 42]), shape("Point", [120, 40])
    (told,) = ground_lines(tmp_path, far, far)
    assert told.endswith(
        "coordinates: its shapes lie far from the route; "
        "check them: in GeoJSON the longitude stands first, west and south are negative"
    )
    assert ground_lines(tmp_path, far, near) == []


def test_near_the_date_line_is_near_on_both_sides(tmp_path: Path) -> None:
    stops = stops_at((-16.8, -179.95))
    assert ground_lines(tmp_path, shape("Point", [179.9, -16.8]), stops=stops) == []
    assert ground_lines(tmp_path, shape("Point", [-179.2, -16.8]), stops=stops) == []
    assert ground_lines(tmp_path, shape("Point", [178.5, -16.8]), stops=stops) != []


@given(
    st.tuples(st.floats(-89, 89), st.floats(-180, 180)),
    st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)),
    st.sampled_from(Form),
)
def test_a_shape_within_a_degree_of_the_only_stop_is_never_far(
    stop: tuple[float, float], offset: tuple[float, float], form: Form
) -> None:
    latitude = min(max(stop[0] + offset[0], -90), 90)
    longitude = (stop[1] + offset[1] + 180) % 360 - 180
    point = [longitude, latitude]
    found = {
        Form.POINT: shape("Point", point),
        Form.LINE: shape("LineString", [point, point], "road"),
        Form.AREA: shape("Polygon", [[point] * 4], "water"),
    }[form]
    files = {
        "locations.csv": stops_at(stop),
        "journey.toml": CREDITED,
        GROUND: json.dumps({"type": "FeatureCollection", "features": [found]}),
    }
    report = check_files({name: text.encode() for name, text in files.items()}, "x")
    assert not [each for each in report.problems if each.file == GROUND]


# The picture of a map ----------------------------------------------------------------------------


def test_a_picture_in_its_place_is_no_news(tmp_path: Path) -> None:
    assert map_lines(tmp_path, MAP) == []


@pytest.mark.parametrize("extent", ["[-140, 40, -120, 55]", "[120, -55, 140, -40]"])
def test_a_picture_on_which_no_stop_lies_is_told(tmp_path: Path, extent: str) -> None:
    assert map_lines(tmp_path, f'image = "map.png"\nextent = {extent}\n') == [
        (
            "warning journey.toml:4:basemap.extent: no stop lies on the picture of the map; "
            "check the extent: in degrees, west and south are negative"
        )
    ]


AFRICA = ((15.6, 32.5), (-19.8, 34.8), (5.6, -0.2))
ISLANDS = ((-20.2, 57.5), (-4.6, 55.5))


@pytest.mark.parametrize(
    ("places", "extent", "meant", "told"),
    [
        (AFRICA, "[-30, -10, 30, 70]", "[-10, -30, 70, 30]", "only 1 of 3 stops lie"),
        (ISLANDS, "[-30, 40, 0, 80]", "[40, -30, 80, 0]", "no stop lies"),
    ],
)
def test_an_extent_in_the_wrong_order_is_told_with_the_right_one(
    tmp_path: Path, places: tuple[Point, ...], extent: str, meant: str, told: str
) -> None:
    entries = f'image = "map.png"\nextent = {extent}\n'
    (line,) = map_lines(tmp_path, entries, stops=stops_at(*places))
    assert line == (
        f"warning journey.toml:4:basemap.extent: {told} on the picture of the map; "
        f"the order is west, south, east, north: is it extent = {meant}?"
    )
    right = f'image = "map.png"\nextent = {meant}\n'
    assert map_lines(tmp_path, right, stops=stops_at(*places)) == []


def test_a_picture_of_a_part_of_the_route_is_no_news(tmp_path: Path) -> None:
    entries = 'image = "map.png"\nextent = [30, -30, 70, 0]\n'
    assert map_lines(tmp_path, entries, stops=stops_at(*AFRICA)) == []


def test_a_picture_beyond_the_date_line_holds_stops_of_both_sides(tmp_path: Path) -> None:
    stops = stops_at((-16.8, -179.95))
    entries = 'image = "map.png"\nextent = [170, -20, -178, -11]\n'
    assert map_lines(tmp_path, entries, stops=stops) == []


def mercator_picture(south: float, north: float, degrees_wide: float) -> bytes:
    tall = asinh(tan(radians(north))) - asinh(tan(radians(south)))
    return picture(size=(400, round(400 * tall / radians(degrees_wide))))


def test_a_picture_that_fits_the_other_projection_is_told_so(tmp_path: Path) -> None:
    mercator = mercator_picture(40, 55, 20)
    plate_carree = picture(size=(400, 300))
    projections = (ImageProjection.PLATE_CARREE, ImageProjection.WEB_MERCATOR)
    for content, (wrong, right) in (
        (mercator, projections),
        (plate_carree, projections[::-1]),
    ):
        (line,) = map_lines(tmp_path, f'{MAP}projection = "{wrong}"\n', content)
        assert line.startswith("warning journey.toml:5:basemap.projection: the picture is ")
        assert line.endswith(f'in {wrong}; it fits projection = "{right}": write that')
        assert map_lines(tmp_path, f'{MAP}projection = "{right}"\n', content) == []


def test_proportions_that_fit_neither_projection_are_told(tmp_path: Path) -> None:
    assert map_lines(tmp_path, MAP, picture(size=(300, 100))) == [
        (
            "warning journey.toml:4:basemap.extent: the picture is 3.00 times as wide as high, its "
            "extent 1.33 times in plate carrée; check the extent: it must be that of the whole "
            "picture, without margins"
        )
    ]
    assert map_lines(tmp_path, MAP, picture(size=(146, 100))) == []


def test_a_picture_up_to_a_pole_fits_no_web_mercator(tmp_path: Path) -> None:
    stops = stops_at((89, 20))
    entries = 'image = "map.png"\nextent = [0, 88, 40, 90]\n'
    (line,) = map_lines(tmp_path, entries, stops=stops)
    assert "basemap.extent: the picture is 1.33 times as wide as high, its extent 20.00" in line


def test_a_picture_held_on_its_side_has_the_proportions_that_are_drawn(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    output = io.BytesIO()
    Image.new("RGB", (300, 400)).save(output, "JPEG", exif=exif)
    files = {"journey.toml": CREDITED + MAP.replace("png", "jpg"), "map.jpg": output.getvalue()}
    assert lines_of(tmp_path, files) == []


# Credit ------------------------------------------------------------------------------------------


def test_what_nobody_is_credited_for_is_told_once(tmp_path: Path) -> None:
    ground = json.dumps({"type": "FeatureCollection", "features": [shape("Point", RING[0])]})
    (alone,) = lines_of(tmp_path, {GROUND: ground})
    assert alone == (
        "warning journey.toml:0:basemap.credit: “basemap.geojson” cannot be credited; "
        'add credit = "who made the map" below [basemap]'
    )
    about = f'title = "A"\n[basemap]\n{MAP}licence = "CC0"\n'
    (both,) = lines_of(tmp_path, {GROUND: ground, "journey.toml": about, "map.png": picture()})
    assert both.startswith(
        "warning journey.toml:3:basemap.credit: “map.png” and “basemap.geojson” cannot be credited"
    )

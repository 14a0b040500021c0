"""Land is drawn as land and sea as sea, wherever on Earth a journey goes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageColor

from any_journey import journey_of, stop
from many_journeys import BROKEN, NAMES, files_of
from routemap.errors import DrawingError
from routemap.geo.geodesic import sphere_distance_km
from routemap.look import LIGHT
from routemap.model.itinerary import build_itinerary
from routemap.pictures.legibility import illegible
from routemap.pictures.params import read_query
from routemap.pictures.sizes import PRESETS
from routemap.tables import check_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.model.itinerary import Itinerary

# Far from coasts, lakes and rivers that would be seen: latitude, longitude.
LAND = (
    *((47.0, 3.0), (50.5, 19.5), (53.5, 28.5), (57.0, 43.0), (64.0, 17.0), (60.0, 100.0)),
    *((46.5, 66.0), (38.0, 88.0), (33.0, 103.0), (44.0, 110.0), (45.5, 127.0), (50.0, 131.5)),
    *((62.0, 130.0), (66.0, 150.0), (22.0, 79.0), (27.5, 74.0), (24.0, 45.0), (33.0, 54.0)),
    *((39.5, 34.0), (23.0, 10.0), (25.0, 27.0), (2.0, 22.0), (-22.0, 24.0), (8.0, 39.0)),
    *((-25.0, 133.0), (-30.0, 122.0), (56.0, -105.0), (40.0, -100.0), (35.0, -85.0)),
    *((64.0, -150.0), (-10.0, -55.0), (-30.0, -60.0), (72.0, -40.0), (-82.0, 100.0)),
    *((-86.0, -120.0), (-78.0, 30.0)),
)
SEA = (
    *((0.0, -25.0), (30.0, -42.0), (48.0, -30.0), (57.0, -25.0), (-35.0, -15.0), (10.0, -40.0)),
    *((0.0, -140.0), (32.0, -150.0), (48.0, -165.0), (52.0, -150.0), (-30.0, -120.0)),
    *((-10.0, -130.0), (10.0, -170.0), (12.0, 172.0), (30.0, 165.0), (45.0, 170.0), (20.0, 150.0)),
    *((-20.0, 80.0), (-42.0, 80.0), (-5.0, 62.0), (14.0, 64.0), (12.0, 88.0), (-38.0, 160.0)),
    *((-25.0, 170.0), (-50.0, 180.0), (-60.0, 0.0), (-68.0, -140.0), (75.0, 0.0), (56.0, 3.0)),
    *((39.0, 6.0), (34.0, 19.0), (43.3, 34.0), (15.0, 115.0), (40.0, 134.5), (28.0, 130.0)),
    *((58.0, -150.0), (25.0, -90.0), (15.0, -75.0), (-55.0, 130.0), (-15.0, 5.0)),
)
SCALE, NEAR_KM = 0.4, 5.0


# Of all sheets there are; of the others a wide one and a tall one.
FAR = ("antipodes", "ocean", "ocean-atlantic")


def sheets() -> Iterator[tuple[str, str]]:
    """Every journey, with the sheets that it is drawn on."""
    for name in NAMES:
        if name not in BROKEN:
            yield from ((name, preset) for preset in (PRESETS if name in FAR else ("web", "story")))


@pytest.mark.parametrize(("name", "preset"), [*sheets()])
def test_known_places_lie_on_what_they_lie_on(name: str, preset: str) -> None:
    journey = check_files(files_of(name), name).journey
    assert journey
    itinerary = build_itinerary(journey)
    try:
        assert misplaced(itinerary, preset) == []
    except DrawingError:  # letters that the typeface has not
        assert illegible(journey)


# From the other half of the Earth to a pole: the map shows far more than a hemisphere round it.
@pytest.mark.parametrize("preset", ["web", "a4", "newspaper-1"])
@pytest.mark.parametrize("turn", [1, -1])
def test_known_places_lie_on_what_they_lie_on_far_round_a_pole(preset: str, turn: int) -> None:
    ends = [(62, 10), (20, -29), (34, 18), (77, 166), (90, 0), (43, 147)]
    stops = [
        stop(f"191{number}", at=(turn * (latitude if number > 0 else -latitude), longitude))
        for number, (latitude, longitude) in enumerate(ends)
    ]
    assert misplaced(build_itinerary(journey_of(*stops)), preset) == []


def misplaced(itinerary: Itinerary, preset: str) -> list[tuple[float, float]]:
    """The known places that a picture shows on the wrong ground."""
    picture = read_query({"preset": preset, "scale": str(SCALE)}, itinerary)
    content = picture.render("png")
    with Image.open(io.BytesIO(content)) as image:
        pixels = image.convert("RGB")
    view, px = picture.drawing.view, pixels.width / picture.options.preset.width
    wrong = []
    for points, otherwise in ((LAND, LIGHT.water), (SEA, LIGHT.land)):
        for point, (x, y) in zip(points, view.places(points), strict=True):
            there = view.point((x, y))
            is_shown = there is not None and sphere_distance_km(there, point) < NEAR_KM
            left, top, right, bottom = view.frame
            if not is_shown or not (left < x < right and top < y < bottom):
                continue
            # A name may lie on a place, and its halo is as land: that is never so wide.
            across, down = int(x * px), int(y * px)
            around = pixels.crop((across - 3, down - 3, across + 4, down + 4)).getcolors()
            if around == [(49, ImageColor.getrgb(otherwise))]:
                wrong.append(point)
    return wrong

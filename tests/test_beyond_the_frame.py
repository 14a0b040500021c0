"""What reaches far beyond the frame costs no more memory than what lies within it."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from any_journey import journey_of, stop
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures import typst
from routemap.pictures.params import read_query
from routemap.pictures.svg import svg, svg_for_pixels

MOST_KB = 700_000
# A circle whose radius is 30 frames, and bands of coasts each four frames wide.
DRAW = """
from pathlib import Path
from test_beyond_the_frame import fjord
from routemap.pictures.params import read_query
query = {"preset": "a3", "stop": "Bergen", "km": "0.5"}
read_query(query, fjord(accuracy_km=15)).render("png")
(peak,) = (line for line in Path("/proc/self/status").open() if line.startswith("VmHWM"))
print(peak.split()[1])
"""


def fjord(accuracy_km: float) -> Itinerary:
    bergen = replace(stop("1900-01-01", "", (60.39, 5.32), "Bergen"), accuracy_km=accuracy_km)
    return build_itinerary(journey_of(bergen, stop("1900-01-02", "", (60.2, 5.5), "Os")))


@pytest.mark.slow
def test_pixels_need_no_memory_for_what_lies_beyond_the_frame() -> None:
    command = [sys.executable, "-c", DRAW]
    here = Path(__file__).parent
    done = subprocess.run(command, capture_output=True, check=True, timeout=120, cwd=here)
    assert int(done.stdout) < MOST_KB


@pytest.mark.parametrize("query", [{"stop": "Bergen", "km": "3"}, {}, {"look": "dark"}])
def test_it_is_covered_as_if_it_were_cut_off(query: dict[str, str]) -> None:
    drawing = read_query({"preset": "card", **query}, fjord(accuracy_km=8)).drawing
    cut, covered = (
        Image.open(io.BytesIO(typst.png(text, drawing))).convert("RGB")
        for text in (svg(drawing, "outlined"), svg_for_pixels(drawing))
    )
    # But for a shade where the edge of the frame runs through a pixel.
    difference = ImageChops.difference(cut, covered)
    assert max(high for _, high in difference.getextrema()) < 32

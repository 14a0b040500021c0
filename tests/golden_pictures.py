"""Pictures that were found good by eye. `python tests/golden_pictures.py` makes them anew."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops

from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures.params import read_query
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

FOLDER = Path(__file__).parent / "golden"
QUERIES = {
    "web": {"preset": "web", "date": "2023-09-13", "scale": "0.5"},
    "newspaper": {"preset": "newspaper-2", "lang": "ko", "look": "grey", "scale": "0.5"},
    "column": {"preset": "newspaper-1", "date": "2023-09-12", "lang": "ru"},
    "dark": {"preset": "square", "date": "2023-09-10", "look": "dark", "scale": "0.5"},
    "khasan": {"preset": "web", "stop": "khasan", "look": "contrast", "scale": "0.5"},
}
_COLOURS = 64  # enough to compare with, and a quarter of the bytes
_BLOCK_PX = 12


def shipped_route() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


def drawn(itinerary: Itinerary, name: str) -> Image.Image:
    """Draw a picture as it is now."""
    content = read_query(QUERIES[name], itinerary).render("png")
    return Image.open(io.BytesIO(content)).convert("RGB")


def golden(name: str) -> Image.Image:
    """Open the picture that was found good."""
    with Image.open(FOLDER / f"{name}.png") as picture:
        return picture.convert("RGB")


def worst_block(one: Image.Image, other: Image.Image) -> float:
    """Return by how much the two differ where they differ most, from 0 to 255.

    Each block is compared by its mean: a letter's edge drawn otherwise is hardly seen, a missing
    leg is.
    """
    difference = ImageChops.difference(one, other).convert("L")
    size = (-(-one.width // _BLOCK_PX), -(-one.height // _BLOCK_PX))
    return float(difference.resize(size, Image.Resampling.BOX).getextrema()[1])  # type: ignore[arg-type]


if __name__ == "__main__":
    itinerary = shipped_route()
    for name in QUERIES:
        path = FOLDER / f"{name}.png"
        drawn(itinerary, name).quantize(_COLOURS).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")  # noqa: T201  to who calls it

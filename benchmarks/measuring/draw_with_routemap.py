"""Draw the shipped journey as `routemap export` does, once or, warm, again and again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from drawn_route import HEIGHT_PX, WIDTH_PX, draw_all, read_route

from routemap.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

SIZE = f"{WIDTH_PX}x{HEIGHT_PX}"


def export(moment: int, path: Path) -> None:
    """Run the command itself."""
    date = read_route()["dates"][moment]
    if main(["export", "-o", str(path), "--preset", SIZE, "--date", date, "--force"]):
        raise SystemExit(1)


def drawing_again() -> None:
    """Draw from a route that is there, as the dashboard does."""
    from routemap.model.itinerary import build_itinerary  # noqa: PLC0415
    from routemap.pictures.options import PictureOptions  # noqa: PLC0415
    from routemap.pictures.picture import Picture  # noqa: PLC0415  the command imports by itself
    from routemap.pictures.sizes import preset  # noqa: PLC0415
    from routemap.shipped import shipped_journey  # noqa: PLC0415
    from routemap.tables import read_journey  # noqa: PLC0415

    itinerary = build_itinerary(read_journey(shipped_journey()))
    options = PictureOptions(preset(SIZE))

    def draw(moment: int, path: Path) -> None:
        path.write_bytes(Picture(itinerary.scene(moment), options).render("png"))

    draw_all(draw, "routemap", "typst")


if len(sys.argv) > 4:  # noqa: PLR2004  more than one moment
    drawing_again()
else:
    draw_all(export, "routemap", "typst")

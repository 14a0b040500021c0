"""Draw the route with py-staticmaps: lines and markers, no ground (it has only tiles), no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import staticmaps
from drawn_route import COLOURS, HEIGHT_PX, WATER, WIDTH_PX, draw_all, read_route

if TYPE_CHECKING:
    from pathlib import Path

ROUTE = read_route()


def draw(moment: int, path: Path) -> None:
    """Draw a moment with Pillow, the renderer that needs nothing beside Python packages."""
    states = ROUTE["states"][moment]
    context = staticmaps.Context()
    context.set_tile_provider(staticmaps.tile_provider_None)
    context.set_background_color(staticmaps.parse_color(WATER))
    for leg, state in zip(ROUTE["legs"], states["legs"], strict=True):
        colour = staticmaps.parse_color(COLOURS[state])
        for line in leg:
            points = [staticmaps.create_latlng(*point) for point in line]
            context.add_object(staticmaps.Line(points, color=colour, width=4))
    for (_, latitude, longitude), state in zip(ROUTE["stops"], states["stops"], strict=True):
        colour = staticmaps.parse_color(COLOURS[state])
        point = staticmaps.create_latlng(latitude, longitude)
        context.add_object(staticmaps.Marker(point, color=colour, size=12))
    context.render_pillow(WIDTH_PX, HEIGHT_PX).save(path)


draw_all(draw, "py-staticmaps")

"""An author's own basemap and the dots of towns written as SVG."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from routemap.look import GROUND_CASING, GROUND_EDGE, GROUND_LOOKS, MARKS, Palette
from routemap.model.own_basemap import GroundKind
from routemap.pictures.drawing import GroundLayer, OwnGroundPaths, PlacedImage
from routemap.pictures.svg_markup import circle, dot_with_halo, element, short
from routemap.pictures.view import Place


def own_ground(paths: OwnGroundPaths, palette: Palette, unit: float) -> str:
    """Return the picture of a map, and the kinds of shapes above it, each a group by its name."""
    image = _image(paths.image) if paths.image else ""
    return image + "".join(_kind(layer, palette, unit) for layer in paths.layers)


def _image(image: PlacedImage) -> str:
    left, top, _, _ = image.box
    return element(
        "image",
        **{"xlink:href": f"data:{image.media_type};base64,{b64encode(image.content).decode()}"},
        x=left,
        y=top,
        width=image.box.width,
        height=image.box.height,
        preserveAspectRatio="none",
        opacity=image.opacity if image.opacity < 1 else "",
    )


def _kind(layer: GroundLayer, palette: Palette, unit: float) -> str:
    look = GROUND_LOOKS[layer.kind]

    def stroked(data: str, colour: str, width: float, dash: str = "") -> str:
        if not data or not colour:
            return ""
        dashes = " ".join(short(float(px) * unit) for px in dash.split())
        stroke = getattr(palette, colour)
        return element("path", d=data, stroke=stroke, stroke_width=width * unit,
                       stroke_dasharray=dashes)  # fmt: skip

    casing = layer.width + 2 * GROUND_CASING
    areas = "".join(element("path", d=area) for area in layer.fills)
    drawn = (
        element("g", areas, fill=getattr(palette, look.fill), fill_rule="evenodd") if areas else "",
        stroked(layer.edges, look.edge, GROUND_EDGE),
        stroked(layer.lines, look.casing, casing),
        stroked(layer.lines, look.line, layer.width, look.dash),
    )
    opacity = MARKS.border_opacity if layer.kind is GroundKind.BORDER else ""
    return element(
        "g",
        "".join(drawn),
        id=f"own-{layer.kind}",
        fill="none",
        stroke_linejoin="round",
        stroke_linecap="butt" if look.dash else "round",
        stroke_opacity=opacity,
    )


def town_dots(places: Iterable[Place], palette: Palette, unit: float, *, has_halo: bool) -> str:
    """Draw the dots of towns; with a halo where they lie on more than plain ground."""
    if has_halo:
        return "".join(dot_with_halo(at, palette.second_text, palette.land, unit) for at in places)
    radius = MARKS.town_dot * unit
    return "".join(circle(at, radius, fill=palette.second_text) for at in places)

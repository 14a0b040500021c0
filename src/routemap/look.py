"""Colours, widths and type sizes: the one home of how everything looks.

Screen, page, picture and slides all read these. Widths and radii are CSS pixels at the size of
the dashboard; other sizes multiply them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from routemap.model.own_basemap import GroundKind


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look. Every text colour has a contrast of at least 4.5:1 where it is used.

    `on_accent` is for figures on a disc in the accent colour. `travellers` are the colours of
    several travellers in their order, as many as there are `SHAPES`; the first is the accent.
    """

    page: str
    land: str
    water: str
    text: str
    second_text: str
    accent: str
    on_accent: str
    border: str
    hairline: str
    coast: str
    river: str
    water_name: str
    green: str
    building: str
    area: str
    road: str
    road_edge: str
    rail: str
    path: str
    travellers: tuple[str, ...]

    @property
    def is_neutral(self) -> bool:
        """Tell whether all its colours are greys."""
        named = (getattr(self, each.name) for each in fields(self) if each.name != "travellers")
        return all(each[1:3] == each[3:5] == each[5:7] for each in (*named, *self.travellers))


LIGHT = Palette(
    page="#FCFBF8",
    land="#F4F1E9",
    water="#D3E3EC",
    text="#1F2430",
    second_text="#5A616B",
    accent="#B3261E",
    on_accent="#FFFFFF",
    border="#7D6E66",
    hairline="#DED9CE",
    coast="#9DB6C4",
    river="#BBD0DB",
    water_name="#44606F",
    green="#E3EBD6",
    building="#E2DACB",
    area="#ECE5D6",
    road="#FFFFFF",
    road_edge="#D3CBBB",
    rail="#A89F95",
    path="#BFB49F",
    travellers=("#B3261E", "#2338E0", "#0B1426", "#8A3F94", "#0B6B6B", "#4A2A00"),
)

DARK = Palette(
    page="#1E2329",
    land="#2B3036",
    water="#171C22",
    text="#ECEEF1",
    second_text="#A9B0BA",
    accent="#FF8A7A",
    on_accent="#171C22",
    border="#9A8C84",
    hairline="#3A4049",
    coast="#4A5560",
    river="#43525F",
    water_name="#93A6B4",
    green="#2C3A33",
    building="#373C43",
    area="#31363D",
    road="#454C55",
    road_edge="#1F242A",
    rail="#6B7079",
    path="#5E646D",
    travellers=("#FF8A7A", "#8CC5EA", "#F2F5F7", "#9A8CFA", "#4FE0A8", "#D9C72B"),
)


# Looks of pictures, by the name that commands, addresses and the page give them.
LOOKS = {
    # Greys are printed with black ink alone: no letter is blurred by inks that do not meet.
    "colour": replace(LIGHT, page="#FFFFFF", text="#222222", second_text="#5C5C5C"),
    "grey": Palette(
        page="#FFFFFF",
        land="#F5F5F5",
        water="#D9D9D9",
        text="#000000",
        second_text="#4A4A4A",
        accent="#000000",
        on_accent="#FFFFFF",
        border="#6A6A6A",
        hairline="#CCCCCC",
        coast="#9A9A9A",
        river="#BDBDBD",
        water_name="#4A4A4A",
        green="#EAEAEA",
        building="#DEDEDE",
        area="#EBEBEB",
        road="#FFFFFF",
        road_edge="#C4C4C4",
        rail="#9A9A9A",
        path="#B4B4B4",
        travellers=("#000000", "#595959", "#2E2E2E", "#4A4A4A", "#222222", "#3C3C3C"),
    ),
    "contrast": Palette(
        page="#FFFFFF",
        land="#FFFFFF",
        water="#CFE3F2",
        text="#000000",
        second_text="#2E2E2E",
        accent="#9A0000",
        on_accent="#FFFFFF",
        border="#4A403A",
        hairline="#8A8A8A",
        coast="#3F6B86",
        river="#6E9AB5",
        water_name="#1F3A4A",
        green="#DDEBCF",
        building="#DDD6C8",
        area="#EFEFEF",
        road="#FFFFFF",
        road_edge="#8A8A8A",
        rail="#5A5A5A",
        path="#7A7A7A",
        travellers=("#9A0000", "#1D2FE0", "#0A0F1E", "#75369C", "#005C5C", "#3D2600"),
    ),
    "dark": DARK,
}


@dataclass(frozen=True, slots=True)
class GroundLook:
    """How a kind of an author's own basemap is drawn; colours are names of a palette.

    Attributes
    ----------
    fill, edge
        Of an area and its outline, "" for none.
    line, casing
        Of a line and what shows on both sides of it, "" for none.
    far, near
        Its width in CSS pixels at the web map's zooms `FAR_ZOOM` and below, `NEAR_ZOOM` and above.
    dash
        As an SVG dash array, "" for a solid line.
    least_zoom
        Of a web map, below which it is left out: there it would be a blot.
    """

    fill: str
    edge: str
    line: str
    far: float
    near: float
    casing: str = ""
    dash: str = ""
    least_zoom: float = 0.0


GROUND_LOOKS = {
    GroundKind.AREA: GroundLook("area", "hairline", "hairline", 0.8, 1.2),
    GroundKind.GREEN: GroundLook("green", "", "green", 1.5, 4.0),
    GroundKind.WATER: GroundLook("water", "coast", "river", 0.9, 3.0),
    GroundKind.RIVER: GroundLook("water", "coast", "river", 0.9, 5.0),
    GroundKind.BUILDING: GroundLook("building", "road_edge", "road_edge", 0.8, 1.2, least_zoom=13),
    GroundKind.PATH: GroundLook("area", "", "path", 0.8, 1.6, dash="4 3", least_zoom=11),
    GroundKind.ROAD: GroundLook("road", "road_edge", "road", 1.1, 11.0, casing="road_edge"),
    GroundKind.RAIL: GroundLook("area", "rail", "rail", 0.9, 2.0),
    GroundKind.BORDER: GroundLook("", "border", "border", 1.0, 1.0),
    GroundKind.LABEL: GroundLook("", "", "path", 0.8, 1.2),
}
"""By kind, from the lowest to the highest. A border has the opacity of all borders."""
FAR_ZOOM, NEAR_ZOOM = 11.0, 18.0
GROUND_EDGE, GROUND_CASING = 0.8, 1.0
"""Widths of an outline, and of what shows of a casing on each side."""


def ground_width(look: GroundLook, zoom: float) -> float:
    """Return how wide the lines of a kind are at a zoom of a web map, in CSS pixels."""
    share = min(max((zoom - FAR_ZOOM) / (NEAR_ZOOM - FAR_ZOOM), 0.0), 1.0)
    return float(look.far * (look.near / look.far) ** share)


@dataclass(frozen=True, slots=True)
class TypeScale:
    """The only four sizes of type, in CSS pixels."""

    small: float
    body: float
    headline: float
    title: float


SCREEN_TYPE = TypeScale(small=12, body=15, headline=19, title=28)
PRESENT_TYPE = TypeScale(small=22, body=28, headline=38, title=56)
"""On a wall, at 1920 × 1080; credits there are 18."""
SLIDE_TYPE = TypeScale(small=28, body=40, headline=48, title=56)
"""On slides of 13⅓ × 7½ inches, 144 px each: text of 20 points, nothing below 14."""
FILM_TYPE = TypeScale(small=30, body=30, headline=32, title=44)
"""Of what is burnt into a film, at 1280 × 720."""
HANDOUT_TYPE = TypeScale(small=8.5, body=11, headline=13, title=24)
"""On a sheet in the hand, in points."""


@dataclass(frozen=True, slots=True)
class MarkSizes:
    """Widths, radii, dashes and opacities of the marks on the map; lengths in CSS pixels.

    Dashes are SVG dash arrays; an empty one is a solid line. `disc_apart` is the least distance
    between the discs of a long journey; the stops between them are dots. Discs nearer than
    `disc_near` hide each other's numbers; in a crowd `disc_between` is left free between those that
    stand. Those at one place stand round it, at `disc_round_place` or further, or lie on each other
    like cards, each `card_step` beside the next. Round the marks of those who meet is a line as
    wide as `joint`, or `joint_now` while somebody is there. A line is drawn at most `simplify` +
    `smooth` from where it runs: so much may be left out of it, and cut off a
    corner. `lane` is half the distance between two legs that share a segment, unless that is
    shorter than `shortest_shared`. `label_gap` is left between a mark and its name,
    `label_apart` more between a name and any other mark, `label_edge` between a name and the edge
    of the map; a name wider than `name_width` is broken into lines; a leader to a name further off
    is `label_leader` long. More figures than `figures_in_disc` are
    set smaller; `legend_disc` is the share of a disc's size in a legend.
    A lake of fewer square pixels than `smallest_lake` is a speck, and left out. `town_dot` is a
    radius.
    """

    leg_travelled: float = 4.2
    leg_ahead: float = 2.0
    leg_halo: float = 14.4
    casing: float = 3.4
    casing_opacity: float = 0.9
    halo_opacity: float = 0.24
    inferred_way_dash: str = "9 5"
    unknown_way_dash: str = "0.1 8"
    ahead_dash: str = "8 4"
    unknown_ahead_dash: str = "0.1 5"
    arrow: float = 14.4
    arrow_width: float = 9.0
    arrow_edge: float = 3.0
    arrow_every: float = 120.0
    arrow_shift: float = 34.0
    arrow_from_end: float = 26.0
    disc: float = 11.0
    disc_current: float = 14.0
    disc_halo: float = 20.0
    disc_edge: float = 2.0
    disc_ring: float = 1.5
    disc_apart: float = 60.0
    disc_near: float = 24.0
    disc_between: float = 6.0
    disc_round_place: float = 18.0
    card_step: float = 9.0
    joint: float = 1.5
    joint_now: float = 3.0
    dot: float = 3.0
    dot_edge: float = 1.0
    dot_ring: float = 1.0
    figure: float = 13.0
    figure_current: float = 15.5
    figures_in_disc: float = 2.2
    legend_disc: float = 0.6
    accuracy_opacity: float = 0.06
    accuracy_dash: str = "2 3"
    border_width: float = 1.0
    border_opacity: float = 0.85
    disputed_dash: str = "4 3"
    coast_width: float = 0.8
    river_width: float = 0.9
    name_halo: float = 4.0
    name_width: float = 200.0
    label_gap: float = 6.0
    label_apart: float = 6.0
    label_leader: float = 34.0
    label_edge: float = 4.0
    country_spacing: float = 1.2
    smallest_lake: float = 60.0
    town_dot: float = 2.0
    simplify: float = 1.1
    smooth: float = 0.4
    lane: float = 5.0
    shortest_shared: float = 12.0


MARKS = MarkSizes()
SHAPES = ("disc", "square", "diamond", "triangle", "hexagon", "ring")
"""Of the marks of stops of several travellers, in their order. More than these share the last."""
PHONE_MARKS, PRESENT_MARKS = 0.92, 1.72
"""Of marks on a map as narrow as a phone, and on a wall at 1920 × 1080: their share of the usual
size."""


SCREEN_SIZES = {
    "space-xs": 4,
    "space-s": 8,
    "space-m": 12,
    "space-l": 16,
    "space-xl": 20,
    "space-xxl": 24,
    "radius": 4,
    "button-radius": 5,
    "button-height": 36,
    "target": 24,
    "title-line": 34,
    "phone-date": 24,
}
"""Lengths on screen, in CSS pixels: steps of space, corners, buttons, the least size of what can
be pressed, and lines of headings."""
MIDDLE_GREY = "#868C95"
"""Seen on light pages and on dark ones, where a picture cannot know which it stands on."""

FONT_STACK = (
    "Inter, system-ui, -apple-system, 'Segoe UI', 'Noto Sans KR', 'Apple SD Gothic Neo', "
    "'Malgun Gothic', sans-serif"
)

BAND_BORDER = 0.28
"""How much of its own colour a border has where it is known to a soft band alone."""


def mixed(colour: str, other: str, share: float = 0.5) -> str:
    """Return a colour, "#RRGGBB", with so large a share of another in it."""
    channels = (
        (int(colour[at : at + 2], 16), int(other[at : at + 2], 16))
        for at in range(1, len(colour), 2)
    )
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in channels)

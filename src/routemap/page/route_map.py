"""The folium map of an itinerary, which requests nothing but our own files.

What folium and branca render holds no word of a journey: branca compiles the finished script as a
template, and streamlit-folium edits it as text. The words reach the browser as `settings`, in a
file or an element of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from functools import cache, partial
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import folium
from markupsafe import Markup
from xyzservices import providers

from routemap.basemap.tile_store import edition, grid
from routemap.bounded_cache import SourceCache
from routemap.geo.scale import CLOSEST_ZOOM, LEAST_ZOOM
from routemap.i18n.catalog import LANGUAGES, supported_language, translate
from routemap.i18n.credits import boundary_policy, own_ground_credit, way_credits
from routemap.look import MARKS, SHAPES
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.journey import Journey
from routemap.model.map_settings import GroundPart
from routemap.model.own_basemap import GroundImage
from routemap.page.assets import asset_name
from routemap.page.basemap_bundles import STRETCH_DEGREES
from routemap.page.content import map_content
from routemap.page.house_css import house_sheet
from routemap.page.inlining import data_url
from routemap.page.name_ranks import name_ranks
from routemap.page.own_ground import MOST_MAILED_PIXELS, own_ground_settings, own_map_asset
from routemap.page.rendering import render, script_json, template
from routemap.page.screen_style import SCRIPT_SIZES
from routemap.page.travellers import shown_travellers
from routemap.page.web_route import web_route

_FIRST_ZOOM = 2
_LEG_LOOKS = ("reported", "inferred", "unknown")


@dataclass(frozen=True)
class MapHost:
    """Where a map is shown.

    Attributes
    ----------
    assets
        Address of the folder of assets, relative to there, with a slash at the end.
    basemap
        The same of the basemap's tiles, without their edition.
    script, style
        Plain names of the assets that the map needs beside Leaflet's.
    opener
        The function of the script that opens the map, given folium's and the settings' name.
    is_whole
        Whether the map must hold the picture of an author's own map, which else is an asset.
    """

    assets: str
    basemap: str
    script: str
    style: str
    opener: str
    is_whole: bool = False


# From the frame of streamlit-folium's component up to the root of the server.
STREAMLIT_FRAME = MapHost(
    "../../assets/", "../../ground/", "dashboard_map.js", "map.css", "openInStreamlit"
)


class RouteMap(folium.Map):
    """A folium map that loads our own copy of Leaflet and our own script, and nothing else.

    Attributes
    ----------
    settings
        All that the script gets of the journey, as `script_json`.
    """

    def __init__(
        self,
        scene: Scene,
        language: str,
        host: MapHost = STREAMLIT_FRAME,
        *,
        edition: dict[str, str] | None = None,
        basemap_files: dict[str, str] | None = None,
    ) -> None:
        """Make the map of a scene.

        `edition` makes the page follow the tables: the name of their edition, and the address that
        answers with the present one. `basemap_files` are the names of files of tiles among the
        host's assets, by the stretch in them; without, a server answers for each tile.
        """
        super().__init__(
            location=web_route(scene.itinerary).extent.middle,
            zoom_start=_FIRST_ZOOM,
            tiles=None,
            zoom_control=False,
            zoom_snap=0,
            attribution_control=False,
        )
        # Not as arguments, which folium passes to its tiles: there are none.
        self.options["maxZoom"] = CLOSEST_ZOOM
        self.default_js = _links(host, "leaflet.js", host.script)
        self.default_css = _links(host, "leaflet.css", host.style)
        house = house_sheet(scene.itinerary, holds_font=host.is_whole)
        if house:  # held, for what a visitor brought is at no address; that has no typeface
            is_held = host.is_whole or not scene.journey.style.font_content
            held = data_url(house.media_type, house.body)
            self.default_css.append(("house.css", held if is_held else host.assets + house.name))
        settings = _settings(scene, language, host, basemap_files)
        own = scene.journey.own_basemap
        address = held_image if host.is_whole else partial(linked_image, host.assets)
        settings["own_ground"] = own_ground_settings(own, language, address)
        others = script_json(settings | ({"edition": edition} if edition else {}))
        self.settings = f'{{"content":{_content_json(scene.itinerary, language)},{others[1:]}'
        RouteLayer(host.opener, self.settings_name).add_to(self)

    @property
    def settings_name(self) -> str:
        """Return a name that changes with the settings, safe in any syntax."""
        return sha256(self.settings.encode()).hexdigest()[:16]


def held_image(image: GroundImage) -> str:
    """Return the address of the picture of a map that holds the picture."""
    asset = own_map_asset(image, MOST_MAILED_PIXELS)
    return data_url(asset.media_type, asset.body)


def linked_image(assets: str, image: GroundImage) -> str:
    """Return the address of the picture of a map among the assets."""
    return assets + own_map_asset(image).name


def map_settings_html(route_map: RouteMap) -> str:
    """Return the element of the dashboard's page in which the map's script finds its settings."""
    settings = Markup(route_map.settings)  # noqa: S704  no markup is in it
    return render("map_settings.html", "", settings=settings, named=route_map.settings_name)


def _links(host: MapHost, *assets: str) -> list[tuple[str, str]]:
    return [(asset, host.assets + asset_name(asset)) for asset in assets]


class RouteLayer(folium.MacroElement):
    """The call that has the script draw everything on the map."""

    _template = template("route_map.js.jinja")

    def __init__(self, opener: str, settings_name: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # folium leaves it untyped
        self._name = "RouteLayer"
        self.opener = opener
        self.settings_name = settings_name


# Most of the settings, and the same at all moments for all readers.
_CONTENTS: SourceCache[str] = SourceCache()
_RANKS: SourceCache[dict[str, float]] = SourceCache()


def _content_json(itinerary: Itinerary, language: str) -> str:
    return _CONTENTS.get(itinerary, language, lambda: script_json(map_content(itinerary, language)))


def _settings(
    scene: Scene, language: str, host: MapHost, basemap_files: dict[str, str] | None
) -> dict[str, Any]:
    journey, travellers = scene.journey, shown_travellers(scene.itinerary, language)
    furniture = supported_language(language)
    ranks = _RANKS.get(scene.itinerary, furniture, lambda: name_ranks(scene.itinerary, furniture))
    basemap = basemap_settings(host.basemap, language, journey.map.left_out, ranks)
    if basemap_files is not None:
        basemap |= {
            "address": host.assets,
            "files": basemap_files,
            "stretch_degrees": STRETCH_DEGREES,
        }
    return {
        "label": f"{translate(language, 'map_label')}: {journey.title.in_language(language).text}",
        "furniture": render(
            "furniture.html",
            language,
            travellers=travellers,
            are_many=len(travellers) > len(SHAPES),
            leg_looks=_leg_looks(journey),
            credits=_credits(journey, language),
            way_credits=way_credits(journey, language),
            has_borders=GroundPart.BORDERS not in journey.map.left_out,
            tiles=online_tiles(),
        ),
        "look": {name: getattr(MARKS, name) for name in SCRIPT_SIZES},
        "moment": scene.number,
        "tiles": online_tiles(),
        "ground": basemap,
    }


def _credits(journey: Journey, language: str) -> list[tuple[str, str]]:
    """Return the credits of `map_credits`, each with its note of ground_notes.js.

    A credit without a note always stands there, one with it while the view shows such.
    """
    left_out = journey.map.left_out
    policy = boundary_policy(journey, language).text
    if GroundPart.BORDERS in left_out:
        ground = [(policy, "ground")]
    else:
        bare = translate(language, "ground_credit")
        ground = [(policy, "any-border"), (bare, "no-border")]
    others = (*way_credits(journey, language), *own_ground_credit(journey, language))
    names = [(translate(language, "names_credit"), "towns")]
    return [
        *ground,
        *((credit, "") for credit in others),
        *([] if GroundPart.TOWNS in left_out else names),
        (translate(language, "coarse_ground"), "coarse-border"),
        (translate(language, "coarse_coast"), "coarse-coast"),
    ]


def basemap_settings(
    address: str,
    language: str,
    left_out: Collection[GroundPart] = (),
    ranks: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return what the script needs to draw the basemap: where its tiles are, and its widths.

    Parameters
    ----------
    address
        Of the folder of tiles without their edition, with a slash at the end.
    language
        Of the names.
    left_out
        The parts that the script does not draw.
    ranks
        Of `name_ranks`.
    """
    return {
        "address": f"{address}{edition()}/",
        "language": supported_language(language),
        "language_number": LANGUAGES.index(supported_language(language)),
        "grids": [
            {**asdict(grid(scale)), "least_zoom": zoom} for scale, zoom in LEAST_ZOOM.items()
        ],
        "left_out": sorted(left_out),
        "ranks": dict(ranks),
        "look": {
            "coast": MARKS.coast_width,
            "river": MARKS.river_width,
            "border": MARKS.border_width,
            "border_opacity": MARKS.border_opacity,
            "disputed_dash": MARKS.disputed_dash,
            "name_halo": MARKS.name_halo,
            "country_spacing": MARKS.country_spacing,
            "smallest_lake": MARKS.smallest_lake,
            "town_dot": MARKS.town_dot,
        },
    }


@cache
def online_tiles() -> dict[str, str | int]:
    """Return the tiles that a reader may choose: address, host, credit as HTML, deepest zoom."""
    provider = providers.OpenStreetMap.Mapnik
    address = provider.build_url(scale_factor="")
    return {
        "url": address,
        "host": str(urlsplit(address).hostname),
        "attribution": provider.html_attribution,
        "max_zoom": provider.max_zoom,
    }


def _leg_looks(journey: Journey) -> list[str]:
    """Return the looks of legs on the map; a stub off the line has unknown geometry."""
    looks = {leg.path_basis for leg in journey.legs}
    if any(leg.geometry and leg.geometry.stub for leg in journey.legs):
        looks.add("unknown")
    return [look for look in _LEG_LOOKS if look in looks]

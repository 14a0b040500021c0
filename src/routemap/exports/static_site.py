"""A journey as the files of a static site: pages, assets, basemap, pictures, data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from routemap.errors import DrawingError
from routemap.formats.registry import DATA_FORMATS
from routemap.i18n.catalog import supported_language
from routemap.i18n.languages import offered_languages, shown_in
from routemap.model.itinerary import Itinerary, Scene
from routemap.page.assets import Asset, asset_name, assets, named_by_content
from routemap.page.basemap_bundles import all_round, first_view
from routemap.page.embedding import EMBED_SCRIPT
from routemap.page.follows_site import follows_page
from routemap.page.house_css import house_sheet
from routemap.page.house_font import house_font
from routemap.page.own_ground import own_map_asset
from routemap.page.picture_preview import LinkedPicture, linked_picture
from routemap.page.site import (
    PICTURE_FORMATS,
    Mode,
    journey_script,
    pictured_moments,
    site_page,
)
from routemap.page.story_media import media_assets
from routemap.page.web_route import web_route
from routemap.pictures.omissions import Omission, merged
from routemap.pictures.params import read_query, values_of
from routemap.pictures.picture import Picture

_STEMS = {Mode.READ: "index", Mode.PRESENT: "present", Mode.EMBED: "embed"}
_FOLLOWS = "follows"
_CARD = "card"
_DASHBOARD_ONLY = ("dashboard_map.", "map.", "embed_height.")


@dataclass
class StaticSite:
    """The files of a site and the addresses between them; all names are relative to its folder.

    Parameters
    ----------
    itinerary
        The journey.
    base
        The folder's future address, from https:// on; "" if it is not known. Then the pages name no
        canonical address and no picture for shared links, which would need an absolute one.
    """

    itinerary: Itinerary
    base: str = ""
    assets: str = field(default="assets/", init=False)
    basemap: str = field(default="", init=False)
    is_one_file: bool = field(default=False, init=False)
    _pictures: dict[str, str] = field(default_factory=dict, init=False)
    _refusals: dict[str, None] = field(default_factory=dict, init=False)
    _left_out: list[tuple[Omission, ...]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """End the base with a slash, so that names can follow it."""
        if self.base:
            self.base = f"{self.base.rstrip('/')}/"

    @cached_property
    def basemap_files(self) -> Mapping[str, str]:
        """Return the names of the files of the basemap, by the stretch that each holds."""
        return {
            key: asset.name for key, asset in all_round(web_route(self.itinerary).extent).items()
        }

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that have pages, the journey's own first."""
        return offered_languages(self.itinerary)

    def page(self, mode: Mode, language: str) -> str:
        """Return the file name of a page."""
        return self._page_name(_STEMS[mode], language)

    def follows(self, language: str) -> str:
        """Return the file name of the page “What follows”."""
        return self._page_name(_FOLLOWS, language)

    def _page_name(self, stem: str, language: str) -> str:
        tag = "" if language == self.languages[0] else f".{language}"
        return f"{stem}{tag}.html"

    def picture(self, scene: Scene, language: str) -> LinkedPicture | None:
        """Return the picture of a moment, None if it cannot be drawn."""
        return self._linked(scene, language, "web")

    def card(self, language: str) -> LinkedPicture | None:
        """Return the picture of the whole journey for shared links, None if it cannot be drawn."""
        overview = shown_in(self.itinerary, language).overview()
        return self._linked(overview, language, _CARD)

    def picture_file(self, form: str, language: str) -> str:
        """Return the file of the whole journey's picture, "" if it cannot be drawn."""
        picture = _picture(self.itinerary.overview(), language, "web")
        return self._pictures.get(picture.file_name(form), "")

    def data_file(self, form: str) -> str:
        """Return the file of the journey's data."""
        return self._data[form][0]

    def oembed(self, *_: object) -> str:
        """Return nothing: only a server answers for the size that is asked for."""
        return ""

    def files(self, tell: Callable[[int, int], object]) -> Iterator[tuple[str, bytes]]:
        """Yield all files, those that pages name before the pages.

        `tell` is called after each picture with the number that are done and of all.
        """
        for done, picture in enumerate(self.drawn_pictures(), 1):
            yield picture
            tell(done, self.picture_count())
        yield from self.kept_files()
        yield from self.pages()

    def kept_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files named by their content, in any order.

        What compresses well is there compressed, too, for servers that send it as it is (nginx's
        `gzip_static`).
        """
        yield from self._data.values()
        for asset in self._assets():
            yield self.assets + asset.name, asset.body
            if asset.gzipped:
                yield f"{self.assets}{asset.name}.gz", asset.gzipped

    def _assets(self) -> Iterator[Asset]:
        for asset in assets().values():
            if not asset.name.startswith(_DASHBOARD_ONLY):
                yield asset
        yield from all_round(web_route(self.itinerary).extent).values()
        for language in dict.fromkeys(map(supported_language, self.languages)):
            yield first_view(web_route(self.itinerary).extent, language)
        image = self.itinerary.journey.own_basemap.image
        if image:
            yield own_map_asset(image)
        for name, medium in media_assets(self.itinerary.journey).items():
            yield Asset(name, medium.media_type, medium.make(), None)
        yield from filter(None, (house_sheet(self.itinerary), house_font(self.itinerary)))
        for language in self.languages:
            yield journey_script(self.itinerary, language, self)

    @cached_property
    def _data(self) -> dict[str, tuple[str, bytes]]:
        """Return the name and the content of each format's file."""
        bodies = {form: made.write(self.itinerary) for form, made in DATA_FORMATS.items()}
        return {
            form: (f"data/{named_by_content(f'journey.{form}', body)}", body)
            for form, body in bodies.items()
        }

    def picture_count(self) -> int:
        """Return how many pictures there are to draw."""
        pictures = len(pictured_moments(self.itinerary)) + len(PICTURE_FORMATS) + 1
        return len(self.languages) * pictures

    def drawn_pictures(self) -> Iterator[tuple[str, bytes]]:
        """Draw and yield all pictures, named by their content: before the pages that name them.

        Those that cannot be drawn are left out, and `refusals` say why: the pages have all texts.
        """
        overview = self.itinerary.overview()
        pictured = map(self.itinerary.scene, sorted(pictured_moments(self.itinerary)))
        pictures = [
            *((scene, "web", "png") for scene in pictured),
            *((overview, "web", form) for form in PICTURE_FORMATS),
            (overview, _CARD, "png"),
        ]
        for language in self.languages:
            for scene, preset, form in pictures:
                try:
                    yield self._drawn(_picture(scene, language, preset), form)
                except DrawingError as error:
                    self._refusals[str(error)] = None

    @property
    def refusals(self) -> tuple[str, ...]:
        """Return why pictures could not be drawn, each reason once."""
        return tuple(self._refusals)

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """Return what the pictures have no room for, each kind once."""
        return merged(self._left_out)

    def page_names(self) -> list[str]:
        """Return the names that stay the same from one site to the next."""
        pages = (self.page(mode, language) for mode in Mode for language in self.languages)
        return [EMBED_SCRIPT, *pages, *map(self.follows, self.languages)]

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """Yield the pages, and what else has a permanent name, `index.html` last."""
        yield EMBED_SCRIPT, assets()[asset_name("embed_height.js")].body
        for language in reversed(self.languages):
            yield self.follows(language), follows_page(self.itinerary, language, self).encode()
        modes = (Mode.EMBED, Mode.PRESENT, Mode.READ)
        for mode in modes:
            for language in reversed(self.languages):
                page = site_page(self.itinerary, mode, language, self)
                yield self.page(mode, language), page.encode()

    def _linked(self, scene: Scene, language: str, preset: str) -> LinkedPicture | None:
        address = self._pictures.get(_picture(scene, language, preset).file_name("png"))
        return linked_picture(address, scene, language, preset) if address else None

    def _drawn(self, picture: Picture, form: str) -> tuple[str, bytes]:
        body = picture.render(form)
        self._left_out.append(picture.left_out)
        plain_name = picture.file_name(form)
        self._pictures[plain_name] = f"pictures/{named_by_content(plain_name, body)}"
        return self._pictures[plain_name], body


def _picture(scene: Scene, language: str, preset: str) -> Picture:
    return read_query(values_of(scene, language, preset), scene.itinerary)

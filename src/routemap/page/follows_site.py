"""“What follows” as a page of a published folder, beside that of the journey."""

from __future__ import annotations

from routemap import __version__
from routemap.i18n.catalog import supported_language, translate
from routemap.i18n.languages import language_name, offered_languages, shown_in, told_language
from routemap.model.itinerary import Itinerary
from routemap.page.assets import asset_name, assets
from routemap.page.follows import follows_html
from routemap.page.house_css import house_sheet
from routemap.page.rendering import render
from routemap.page.site import Mode, Surroundings, content_policy


def follows_page(itinerary: Itinerary, language: str, around: Surroundings) -> str:
    """Return the page as HTML for a folder; `language` is one of `known_languages`."""
    offered = offered_languages(itinerary)
    page_language, language = language, supported_language(language)
    itinerary = shown_in(itinerary, page_language)
    house = house_sheet(itinerary)
    styles = [assets()[asset_name("follows.css")], *([house] if house else [])]
    heading = translate(language, "follows")
    page = render(
        "follows_site.html",
        language,
        policy=content_policy(),
        window_title=f"{heading} – {itinerary.journey.title.in_language(language).text}",
        heading=heading,
        program=f"routemap {__version__}",
        told=told_language(itinerary, language),
        icon=around.assets + asset_name("icon.svg"),
        styles=[around.assets + style.name for style in styles],
        script=around.assets + asset_name("follows_page.js"),
        journey=itinerary.journey,
        address_of_map=around.page(Mode.READ, page_language),
        page_language=page_language,
        languages=[
            (tag, language_name(tag), around.follows(tag)) for tag in offered if len(offered) > 1
        ],
        content=follows_html(itinerary, language),
    )
    return str(page)

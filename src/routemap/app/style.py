"""The style of the page round the map: Streamlit's chrome out of the way, our look in its place."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from routemap.page.assets import font_faces, page_styles
from routemap.page.screen_style import screen_css_variables

_ASSETS_FROM_PAGE = "assets/"
_OWN = ("page.css", "journey.css", "fields.css")


@cache
def page_css() -> str:
    """Return the style sheet of all pages."""
    folder = files("routemap.app").joinpath("css")
    own = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in _OWN)
    return f"{font_faces(_ASSETS_FROM_PAGE)}:root{{{screen_css_variables()}}}{page_styles()}{own}"
